"""Intake: from files to parts. A file that was read is not read again; a run that was killed goes on where it was.

Files are taken in batches, each with its plan written first, so that a run after a kill cuts the same parts from the
same files. A page is never replaced: of a file that has changed, the pages that are new come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from filiation.archive import Page, Place, find_files, read_files
from filiation.crawl.directory import Archive, write_whole
from filiation.crawl.engine import Engine
from filiation.crawl.part import Draft, make_part
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import Settings

# A part ends with whatever comes first: so many pages, or so many characters of them. A worker holds one in memory.
PART_PAGES, PART_CHARACTERS = 4_000, 48_000_000
# Files are taken together up to this size, and as many; a larger file is a batch of its own.
BATCH_BYTES, BATCH_FILES = 64_000_000, 10_000


class File(msgspec.Struct, frozen=True):
    """A file as it was when its batch was planned: name as typed, absolute path, bytes, time of its last change (ns)."""

    name: str
    path: str
    size: int
    changed: int


class Batch(msgspec.Struct, frozen=True):
    """Files that are read together, and whether the whole of each text is the article."""

    number: int
    files: list[File]
    whole: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took in: new files, articles and refusals in them."""

    files: int = 0
    articles: int = 0
    rejected: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.files + other.files, self.articles + other.articles, self.rejected + other.rejected)


def take_in(
    archive: Archive, inputs: Sequence[str], engine: Engine, settings: Settings, ledger: Ledger, *, whole: bool = False
) -> Taken:
    """Read the files that are new to an archive.

    Args:
        archive: Open for writing.
        inputs: As `read_pages` takes them, without standard input, which cannot be read again after a kill.
        engine: Its workers read.
        settings: Limits.
        ledger: Is told of inputs that cannot be read, and of progress.
        whole: Take the whole text of a page as its article.

    Raises:
        UsageError: An input does not exist, or is standard input.
    """
    if "-" in inputs:
        raise UsageError("gather cannot read standard input, which is gone after a kill: save it to a file first")
    begun = [msgspec.json.decode(plan.read_bytes(), type=Batch) for plan in sorted(archive.pages.glob("*/plan.json"))]
    known = {_identity(file) for batch in begun for file in batch.files}
    fresh = [file for file in _described(find_files(inputs, settings, ledger), ledger) if _identity(file) not in known]
    open_ = [batch for batch in begun if not (_folder(archive, batch) / "done.json").exists()]
    planned = list(_planned(fresh, 1 + max((batch.number for batch in begun), default=-1), whole=whole))
    for batch in planned:  # in order and before any is read: after a kill the rest is cut as it would have been
        _folder(archive, batch).mkdir(exist_ok=True)
        write_whole(_folder(archive, batch) / "plan.json", msgspec.json.encode(batch))
    batches = open_ + planned
    read = partial(_read_batch, archive, settings)
    total = Taken()
    if len(batches) < engine.workers and not engine.scattered:
        # One large file: it is read here, and its parts are made by all workers.
        for batch in batches:
            drafts = _drafts(archive, batch, settings)
            made = list(ledger.watch(engine.each(drafts, make_part), "reading: parts"))
            total += _finish(archive, batch, Taken(0, sum(m.articles for m in made), sum(m.rejected for m in made)))
    else:
        for taken in ledger.watch(engine.each(batches, read), "reading: batches", len(batches)):
            total += taken
    return total


def _identity(file: File) -> tuple[str, int, int]:
    """Return what makes a file one that was read, by whatever name it was typed."""
    return file.path, file.size, file.changed


def _described(places: Sequence[Place], ledger: Ledger) -> Iterator[File]:
    for place in places:
        try:
            path = Path(place.path).absolute()
            told = path.stat()
        except OSError as error:
            ledger.reject(place.name, "archive", f"cannot be read: {(error.strerror or str(error)).lower()}")
            continue
        yield File(place.name, str(path), told.st_size, told.st_mtime_ns)


def _planned(files: Iterable[File], number: int, *, whole: bool) -> Iterator[Batch]:
    held: list[File] = []
    size = 0
    for file in files:
        if held and (size + file.size > BATCH_BYTES or len(held) == BATCH_FILES):
            yield Batch(number, held, whole)
            number, held, size = number + 1, [], 0
        held.append(file)
        size += file.size
    if held:
        yield Batch(number, held, whole)


def _folder(archive: Archive, batch: Batch) -> Path:
    return archive.pages / f"{batch.number:05}"


def _read_batch(archive: Archive, settings: Settings, batch: Batch) -> Taken:
    made = [make_part(draft) for draft in _drafts(archive, batch, settings)]
    return _finish(archive, batch, Taken(0, sum(m.articles for m in made), sum(m.rejected for m in made)))


def _finish(archive: Archive, batch: Batch, taken: Taken) -> Taken:
    write_whole(_folder(archive, batch) / "done.json", b"{}\n")
    return taken + Taken(len(batch.files))


def _drafts(archive: Archive, batch: Batch, settings: Settings) -> Iterator[Draft]:
    """Yield the parts of a batch that are not there yet; the same ones however often it is begun."""
    folder = _folder(archive, batch)
    ledger = Ledger()
    pages = read_files([Place(file.name, file.path) for file in batch.files], settings, ledger, whole=batch.whole)
    for number, held in enumerate(_cut(pages)):
        stem = folder / f"{number:05}"
        if not stem.with_suffix(".parquet").exists():
            yield Draft(stem, held, tuple(ledger.rejections), settings)
        ledger.rejections.clear()


def _cut(pages: Iterator[Page]) -> Iterator[list[Page]]:
    """Cut a stream of pages into parts; the last may be empty, for what is refused at the end."""
    held: list[Page] = []
    size = 0
    for page in pages:
        held.append(page)
        size += len(page.content)
        if len(held) == PART_PAGES or size >= PART_CHARACTERS:
            yield held
            held, size = [], 0
    yield held
