"""The archive directory: what stands where, whose turn it is to write, and how nothing is ever half there.

Whatever is written appears by a rename, whole. The public tables change together: their drafts are laid ready and
marked so, then renamed one by one; whoever opens the directory next finishes what a kill left undone.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from filiation.errors import CrawlError

FORMAT = "filiation-archive/1"
TABLES = ("articles", "reuse", "traditions", "events", "flows", "outlets", "rejected", "decisions")
"""The public tables; each is ``NAME.parquet`` in the archive."""


class _Head(msgspec.Struct):
    """What ``archive.json`` says."""

    format: str


class Archive:
    """One archive directory.

    Attributes:
        folder: The directory itself.
        pages: Parts of what was read, a folder a batch of files.
        evidence: What was found of each pair of texts, whatever is made of it.
        index: For looking passages up.
        work: What a run needs for itself; may be lost at any time.
    """

    def __init__(self, folder: Path) -> None:
        """Name the places; nothing is touched."""
        self.folder = folder
        self.pages = folder / "pages"
        self.evidence = folder / "evidence"
        self.index = folder / "index"
        self.work = folder / "work"
        self._drafts = folder / "drafts"
        self._ready = folder / "drafts" / "ready.json"

    def table(self, name: str) -> Path:
        """Return where a public table stands."""
        return self.folder / f"{name}.parquet"

    def draft(self, name: str) -> Path:
        """Return where to write what `publish` will put at ``name`` (a path relative to the archive)."""
        path = self._drafts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def publish(self) -> None:
        """Put all drafts in their places: all of them, even if this process is killed on the way."""
        names = sorted(str(file.relative_to(self._drafts)) for file in self._drafts.rglob("*") if file.is_file())
        write_whole(self._ready, msgspec.json.encode(names))
        self._roll_forward()

    def _roll_forward(self) -> None:
        if self._ready.exists():
            for name in msgspec.json.decode(self._ready.read_bytes(), type=list[str]):
                draft, place = self._drafts / name, self.folder / name
                if draft.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    draft.replace(place)
        shutil.rmtree(self._drafts, ignore_errors=True)


def open_archive(folder: Path) -> Archive:
    """Open an archive for reading.

    Raises:
        CrawlError: It is none, or of another format.
    """
    archive = Archive(folder.absolute())
    _check(archive)
    if not archive.table("traditions").exists():
        raise CrawlError(f"{folder}: its first run has not ended: run filiation gather --archive {folder} to go on")
    return archive


@contextmanager
def writing(folder: Path, *, wait: bool = False) -> Iterator[Archive]:
    """Open an archive for writing, or make one; nobody else writes in the meantime.

    Args:
        folder: The directory; made if it is not there. Must be empty or an archive.
        wait: Wait for another writer to end.

    Raises:
        CrawlError: Another process is writing; or the directory holds something else, or an archive of another format.
    """
    archive = Archive(folder.absolute())  # workers may stand elsewhere
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = not any(file.name not in {"lock", "archive.json.part"} for file in folder.iterdir())
        if not fresh:
            _check(archive)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CrawlError(f"{folder}: cannot be written: {error.strerror}") from error
    try:
        _take(lock, folder, wait=wait)
        if not (folder / "archive.json").exists():
            write_whole(folder / "archive.json", msgspec.json.encode(_Head(FORMAT)) + b"\n")
        archive._roll_forward()  # noqa: SLF001 - what a kill left undone, before anybody looks
        for place in (archive.pages, archive.evidence):
            place.mkdir(exist_ok=True)
        yield archive
    finally:
        os.close(lock)  # which gives the lock back; so does the end of the process, whatever ends it


def _take(lock: int, folder: Path, *, wait: bool) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError as error:
        owner = os.pread(lock, 100, 0).decode("ascii", "replace").strip()
        who = f"process {owner}" if owner else "another process"
        raise CrawlError(f"{folder}: {who} is writing to it: wait for its end, or say --wait") from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)


def _check(archive: Archive) -> None:
    head = archive.folder / "archive.json"
    try:
        told = msgspec.json.decode(head.read_bytes(), type=_Head).format
    except FileNotFoundError as error:
        raise CrawlError(f"{archive.folder}: not an archive (no archive.json in it)") from error
    except (OSError, msgspec.MsgspecError) as error:
        raise CrawlError(f"{head}: cannot be read ({error})") from error
    if told != FORMAT:
        raise CrawlError(f"{archive.folder}: an archive of the format {told}; this version reads {FORMAT}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and on the disk before anybody sees it."""
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
