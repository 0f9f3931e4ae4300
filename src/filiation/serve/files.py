"""What can be downloaded of a job or an archive: each file is what ``filiation export`` makes, in a process of its own."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import anyio

from filiation.serve.confined import command
from filiation.serve.limits import Limits
from filiation.writers.archive_schema import ARCHIVE_TABLES
from filiation.writers.dossier_schema import DOSSIER_TABLES

TABLES = tuple(DOSSIER_TABLES)
SHEETS = (".csv", ".xlsx", ".parquet")
TREES = (".svg", ".dot", ".nwk", ".nex", ".phy", ".graphml", ".jsonld", ".tei.xml", ".collatex.json")
WHOLE = (".xlsx", ".duckdb", ".sqlite")
"""Formats of all tables in one file."""
# Exports under way at one time: each is a process.
_AT_ONCE = 2
_TOLD = 300

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".duckdb": "application/octet-stream",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".graphml": "application/xml",
}


class ExportError(Exception):
    """A file could not be made; the message says why, for the person who asked."""


@dataclass(frozen=True, slots=True)
class File:
    """One file to download: its name, what it is made of (None: it stands in the folder), and its extension."""

    name: str
    table: str | None
    extension: str

    @property
    def media_type(self) -> str:
        """Its media type."""
        return TYPES.get("." + self.name.rpartition(".")[2], "text/plain; charset=utf-8")


def files_of(trees: Sequence[str]) -> dict[str, File]:
    """Return the files of a finished job by name.

    Args:
        trees: Its family trees, as ``event.tradition``.
    """
    every = [
        File("report.html", None, ".html"),
        File("dossier.json", None, ".json"),
        *(File(f"tables{end}", "", end) for end in WHOLE),
        *(File(f"{table}{end}", table, end) for table in TABLES for end in SHEETS),
        File("provenance.jsonld", "", ".jsonld"),
        *(File(f"tree-{tree}{end}", tree, end) for tree in trees for end in TREES),
    ]
    return {file.name: file for file in every}


def archive_files() -> dict[str, File]:
    """Return the files of an archive by name."""
    every = [
        *(File(f"tables{end}", "", end) for end in WHOLE),
        *(File(f"{table}{end}", table, end) for table in ARCHIVE_TABLES for end in SHEETS),
        *(File(f"{table}.graphml", table, ".graphml") for table in ("flows", "traditions")),
    ]
    return {file.name: file for file in every}


class Exports:
    """Makes files, and whatever else a command of ours answers: a few processes at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def make(self, file: File, source: Path, folder: Path) -> Path:
        """Make a file of a saved dossier or an archive.

        Args:
            file: What is wanted.
            source: The dossier or the archive.
            folder: Where to put it; made if it is not there.

        Returns:
            Where it stands.

        Raises:
            ExportError: It could not be made.
        """
        await anyio.Path(folder).mkdir(exist_ok=True)
        path = folder / f"{secrets.token_hex(8)}{file.extension}"
        table = ("--table", file.table) if file.table else ()
        _, said = await self.run("export", str(source), "-o", str(path), *table)
        if not await anyio.Path(path).exists():
            raise ExportError(said.replace(str(path), file.name).replace(str(source), source.name))
        return path

    async def run(self, *arguments: str) -> tuple[bytes, str]:
        """Run one of our commands.

        Returns:
            What it printed, and the last line that it said on standard error.

        Raises:
            ExportError: It took too long, or cannot be asked so.
        """
        seconds = self._limits.export_seconds
        if any("\0" in each for each in arguments):
            raise ExportError("there is no such name")
        async with self._turns:
            process = await asyncio.create_subprocess_exec(
                *command(seconds, self._limits.job_bytes, "filiation", *arguments),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(seconds):
                    printed, said = await process.communicate()
            except TimeoutError as error:
                raise ExportError("it took too long") from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        lines = said.decode("utf-8", "replace").strip().splitlines()
        told = lines[-1] if lines else f"exit code {process.returncode}"
        return printed, told.removeprefix("filiation: ")[-_TOLD:]
