"""Where the pages are: files, folders and globs, as typed, each place once."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from filiation.archive.intake import Intake
from filiation.errors import UsageError

STANDARD_INPUT = "-"

_URL = re.compile(r"(?:https?|ftp|s3|gs)://", re.IGNORECASE)

# What browsers and Windows append to a page's name for the folder of its images, scripts and frames, by language.
_PARTS = (
    *("_files", ".files", "-files", "_file", "_fichiers", "-Dateien"),
    *("_bestanden", "_archivos", "-filer", "_tiedostot", "_pliki", "_soubory"),
    *("_elemei", "_ficheiros", "_arquivos", "_dosyalar", "_datoteke", "_fitxers"),
    *("_failid", "_fails", "_bylos", "_fajlovi", "_fitxategiak"),
)
_PAGE_ENDS = (".html", ".htm", ".xhtml", ".xht", ".shtml")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One file to read.

    Attributes:
        name: Its path as typed, and for a folder's file the joined path; writable in UTF-8. ``-`` for standard input.
        path: What the system is asked to open.
    """

    name: str
    path: str


def find_places(inputs: Sequence[str], intake: Intake, wanted: frozenset[str]) -> list[Place]:
    """Find the files that ``inputs`` name.

    Args:
        inputs: Files, folders (searched all the way down, hidden files and browsers' ``_files`` folders left out),
            globs that no shell expanded, and ``-``.
        intake: Where refusals and remarks go.
        wanted: Extensions, in lower case with their point, that are read from folders; files without any are tried.

    Returns:
        Places sorted by name, whatever the order of the inputs; each file once, under the first of its names.

    Raises:
        UsageError: An input does not exist.
    """
    search = _Search(intake, wanted)
    for typed in sorted(expand(inputs)):
        search.add(typed)
    return _once(sorted(search.found), intake)


def expand(inputs: Sequence[str]) -> list[str]:
    """Return ``inputs`` with globs replaced by what they match.

    Raises:
        UsageError: An input does not exist, or a glob matches nothing.
    """
    expanded: list[str] = []
    for typed in inputs:
        if typed == STANDARD_INPUT or (typed and os.path.lexists(typed)):
            expanded.append(typed)
        elif _URL.match(typed):
            raise UsageError(f"{typed}: a file or folder is needed, not an address; save the page and give its file")
        elif not typed or "\0" in typed or not glob.has_magic(typed):
            raise UsageError(f"{nameable(typed) or 'an empty name'}: no such file or folder")
        elif matched := glob.glob(typed, recursive=True):  # noqa: PTH207 - the joined path must stay as typed
            expanded.extend(matched)
        else:
            raise UsageError(f"{nameable(typed)}: nothing matches")
    return expanded


def nameable(path: str) -> str:
    r"""Return a path that can be written in UTF-8: bytes of a file name that are no characters stand as ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(slots=True)
class _Search:
    """A walk through what was typed; it keeps what it found and the folders that it has been in."""

    intake: Intake
    wanted: frozenset[str]
    found: list[Place] = field(default_factory=list)

    def add(self, typed: str) -> None:
        if typed == STANDARD_INPUT:
            self.found.append(Place(typed, typed))
            return
        try:
            mode = Path(typed).stat().st_mode
        except OSError as error:
            self.intake.reject(nameable(typed), f"cannot be opened: {_plainly(error)}")
            return
        if not stat.S_ISDIR(mode):
            self.found.append(Place(nameable(typed), typed))
            return
        before, refused = len(self.found), len(self.intake.ledger.rejections)
        self._walk(typed)
        if len(self.found) == before and len(self.intake.ledger.rejections) == refused:
            named = ", though it is named like a page" if extension_of(typed) in self.wanted else ""
            self.intake.reject(nameable(typed), f"a folder{named}, and no page is in it")

    def _walk(self, top: str) -> None:
        # Each folder with the real folders that it stands in: one that stands in itself is a loop of links.
        waiting: list[tuple[str, frozenset[str]]] = [(top, frozenset())]
        been: dict[str, str] = {}
        while waiting:
            folder, above = waiting.pop()
            real = os.path.realpath(folder)
            if real in above:
                self.intake.reject(nameable(folder), "a loop of symbolic links: this folder stands in itself")
            elif real in been:
                self.intake.note(nameable(folder), f"the same folder as {been[real]}; read once")
            else:
                been[real] = nameable(folder)
                waiting.extend((inner, above | {real}) for inner in self._look_in(folder))

    def _look_in(self, folder: str) -> Iterator[str]:
        """Keep the files of one folder that may be pages, and yield the folders in it."""
        try:
            with os.scandir(folder) as entries:
                inside = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            self.intake.reject(nameable(folder), f"cannot be opened: {_plainly(error)}")
            return
        passed = 0
        pages = {entry.name.rpartition(".")[0] for entry in inside if entry.name.lower().endswith(_PAGE_ENDS)}
        for entry in inside:
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                if self._is_wanted(entry.name):
                    self.intake.reject(nameable(entry.path), f"cannot be opened: {_plainly(error)}")
                continue
            if stat.S_ISDIR(mode):
                if not any(entry.name == page + part for part in _PARTS if (page := entry.name[: -len(part)]) in pages):
                    yield entry.path
            elif self._is_wanted(entry.name):
                if stat.S_ISREG(mode):
                    self.found.append(Place(nameable(entry.path), entry.path))
                else:
                    self.intake.reject(nameable(entry.path), "not a regular file (a pipe, a socket or a device)")
            else:
                passed += 1
        if passed:
            files = "1 file of another kind" if passed == 1 else f"{passed:,} files of other kinds"
            self.intake.note(nameable(folder), f"{files} passed over (told by extension)")

    def _is_wanted(self, name: str) -> bool:
        extension = extension_of(name)
        return not extension or extension in self.wanted


def extension_of(name: str) -> str:
    """Return a file name's extension in lower case with its point, that before ``.gz`` if there is one, or ``""``."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _once(places: list[Place], intake: Intake) -> list[Place]:
    first: dict[str, Place] = {}
    for place in places:
        real = place.path if place.path == STANDARD_INPUT else os.path.realpath(place.path)
        kept = first.setdefault(real, place)
        if kept is not place:
            again = "given twice" if kept.name == place.name else f"the same file as {kept.name}"
            intake.note(place.name, f"{again}; read once")
    return list(first.values())


def _plainly(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
