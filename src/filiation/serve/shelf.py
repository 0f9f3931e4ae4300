"""The shelf: an archive's tables laid out for browsing, once for each run of ``gather``.

Parquet answers what is asked of all rows; a visitor asks for one tradition, or for one page of a list. So traditions are
numbered by their size, their articles and pairs stand together under that number, and DuckDB reads the few row groups
that hold them: of a million articles any page takes some hundredths of a second, where the bare tables took 2 to 11
seconds (two cores). Making it took 43 seconds there and 210 MB of disk, and is done again when the tables have changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.crawl.directory import Archive, open_archive
from filiation.errors import CrawlError

if TYPE_CHECKING:
    import duckdb

# Of the process that answers, and of the making.
_MEMORY, _MAKING_MEMORY = "512MB", "1GB"
_THREADS = 2
# How long a visitor waits for a newer archive before the older one answers.
_SECONDS_FOR_NEWER = 2.0
# Counts up where the tables below change.
_LAYOUT = 2
_NEEDED = ("articles", "events", "reuse", "flows", "outlets")

_STEPS = (
    """create table head as
    select count(*) as articles, count(distinct tradition) as traditions, count(distinct outlet) as outlets,
           min(published) as first, max(published) as last from archive_articles""",
    """create table traditions as
    select row_number() over (order by pages desc, tradition) - 1 as rank, * from (
        select tradition, count(*) as pages, count(distinct outlet) as outlets, min(published) as first,
               arg_min(title, coalesce(published, '9999') || article) as title
        from archive_articles group by tradition) as sized
    order by rank""",
    """create table members as
    select rank, pages, article, url, archive_articles.title, lower(coalesce(archive_articles.title, '')) as folded, outlet,
           language, agency, published, substr(published, 1, 7) as month, clock, words
    from archive_articles join traditions using (tradition) order by rank, published nulls last, article""",
    # The surest hundred pairs of each: more is read by nobody.
    """create table pairs as
    select * exclude (turn) from (
        select *, row_number() over (partition by rank order by support desc, a, b) as turn from (
            select distinct rank, a, b, relation, support, older, reason from (
                select rank, archive_reuse.* from archive_reuse join members on a = article
                union all select rank, archive_reuse.* from archive_reuse join members on b = article) as either) as every) as told
    where turn <= 100 order by rank, support desc, a, b""",
    """create table events as
    select event, tradition, support, reason from archive_events order by event, support desc, tradition""",
    # By name, so that a name is found in one row group.
    """create table names as
    select tradition, rank, pages, event from traditions
    left join (select tradition, min(event) as event from archive_events group by tradition) as its using (tradition)
    order by tradition""",
    "create table flows as select * from archive_flows order by articles desc, source, target",
    "create table outlets as select * from archive_outlets order by articles desc, outlet",
)


class Shelf:
    """An archive's shelf: made where there is none, and again behind the readers' backs when the archive has changed."""

    def __init__(self, folder: Path, place: Path | None) -> None:
        """Name the places.

        Args:
            folder: The archive.
            place: Where shelves are kept, made if it is not there; None for memory.

        Raises:
            CrawlError: There is no archive, or an older run wrote it.
        """
        self._folder = folder
        self._place = place
        self._making = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._stamp = ""
        self._failed: CrawlError | None = None
        _check(open_archive(folder))

    def open(self, seconds: float) -> tuple[str, duckdb.DuckDBPyConnection]:
        """Return what names the shelf, and the shelf; an older one while a newer one is made.

        Args:
            seconds: How long to wait for a shelf that is being made.

        Raises:
            CrawlError: The archive cannot be read.
            NotReady: The first shelf is still being made.
        """
        now = stamp_of(self._folder)
        if now != self._stamp:
            if self._making.acquire(blocking=False):
                maker = threading.Thread(target=self._make, args=(now,), daemon=True)
                maker.start()
                maker.join(seconds if self._database is None else min(seconds, _SECONDS_FOR_NEWER))
            elif self._database is None and self._making.acquire(timeout=seconds):
                self._making.release()
        if self._failed is not None:
            raise self._failed
        if self._database is None:
            raise NotReady
        return self._stamp, self._database

    def _make(self, stamp: str) -> None:
        """Make a shelf and open it; the lock is held, and given back."""
        try:
            made = self._find(stamp)
            self._database, self._stamp, self._failed = made, stamp, None
        except CrawlError as error:
            self._failed = error
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it; a thread has nobody else
            self._failed = CrawlError(f"it could not be laid out for browsing: {error}")
        finally:
            self._making.release()

    def _find(self, stamp: str) -> duckdb.DuckDBPyConnection:
        import duckdb

        archive = open_archive(self._folder)
        _check(archive)
        if self._place is None:
            database = duckdb.connect(config={"memory_limit": _MEMORY, "threads": _THREADS})
            _fill(database, archive)
            return database
        self._place.mkdir(parents=True, exist_ok=True)
        own = blake2b(str(self._folder).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
        path = self._place / f"{own}-{stamp}.duckdb"
        if not path.exists():
            _make_apart(self._folder, path)
        for old in self._place.glob(f"{own}-*"):
            if old != path:
                # Whoever still reads it keeps it until then.
                with suppress(OSError):
                    old.unlink()
        return duckdb.connect(path, read_only=True, config={"memory_limit": _MEMORY, "threads": _THREADS})


class NotReady(Exception):  # noqa: N818 - a state, told to the person who asked
    """The archive is still being laid out."""


def _make_apart(folder: Path, path: Path) -> None:
    """Make a shelf in a process of its own: what the making holds in memory ends with it."""
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    command = [sys.executable, "-m", "filiation.serve.shelf", str(folder), str(draft)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - our own module
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise CrawlError(f"it could not be laid out for browsing: {told[-1] if told else done.returncode}")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def main(folder: str, draft: str) -> None:
    """Make a shelf: ``python -m filiation.serve.shelf ARCHIVE FILE``."""
    import duckdb

    # The app answers people; this can wait a moment.
    os.nice(5)
    with duckdb.connect(draft, config={"memory_limit": _MAKING_MEMORY, "threads": _THREADS}) as database:
        _fill(database, open_archive(Path(folder)))


def _fill(database: duckdb.DuckDBPyConnection, archive: Archive) -> None:
    for name in _NEEDED:
        database.read_parquet(str(archive.table(name))).create_view(f"archive_{name}")
    for step in _STEPS:
        database.execute(step)
    for name in _NEEDED:
        database.execute(f"drop view archive_{name}")


def _check(archive: Archive) -> None:
    for name in _NEEDED:
        if not archive.table(name).exists():
            raise CrawlError(f"an older run wrote no table {name}: run filiation gather on this archive again")


def stamp_of(folder: Path) -> str:
    """Return what changes when the archive does."""
    try:
        told = (folder / "traditions.parquet").stat()
    except OSError as error:
        raise CrawlError(f"the archive cannot be read: {error.strerror}") from error
    return f"{_LAYOUT}-{told.st_mtime_ns:x}-{told.st_size:x}"


if __name__ == "__main__":
    main(*sys.argv[1:])
