"""The verbs of this stage: whatever was typed, as pages or as bare rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from filiation.archive.formats import EXTENSIONS, ROW_EXTENSIONS, format_of
from filiation.archive.intake import Intake
from filiation.archive.page import Page
from filiation.archive.place import Place, find_places
from filiation.archive.rows import Row
from filiation.archive.source import Source, open_source
from filiation.errors import ArchiveError
from filiation.ledger import Ledger
from filiation.settings import Settings

Thing = TypeVar("Thing")


def read_pages(inputs: Sequence[str], settings: Settings, ledger: Ledger, *, whole: bool = False) -> Iterator[Page]:
    """Read every page that ``inputs`` name, one in memory at a time.

    Args:
        inputs: Files, folders (all the way down; hidden files, other extensions and browsers' ``_files`` folders left
            out), globs that no shell expanded, and ``-`` for standard input.
        settings: Limits on a page's bytes and characters and on a container's records.
        ledger: Receives each refusal and remark under the stage ``archive``, named by page id or path as typed.
        whole: Take the whole text of a page as its article.

    Returns:
        Pages file by file in the order of the files' names, whatever the order of ``inputs``, and within a file in its
        own order. A file named twice is read once; of two pages with one id the second is refused.

    Raises:
        UsageError: An input does not exist; raised by the call itself, before any page is read.
    """
    return read_files(find_files(inputs, settings, ledger), settings, ledger, whole=whole)


def find_files(inputs: Sequence[str], settings: Settings, ledger: Ledger) -> list[Place]:
    """Find the files that ``inputs`` name, as `read_pages` reads them: each once, by name.

    Raises:
        UsageError: An input does not exist.
    """
    return find_places(inputs, Intake(settings, ledger), EXTENSIONS)


def read_files(places: Sequence[Place], settings: Settings, ledger: Ledger, *, whole: bool = False) -> Iterator[Page]:
    """Read every page of some files, one in memory at a time; otherwise as `read_pages`."""
    intake = Intake(settings, ledger, whole)
    return filter(Register(intake).admits, _from_each(places, intake, _pages))


def read_rows(inputs: Sequence[str], settings: Settings, ledger: Ledger) -> Iterator[Row]:
    """Read the rows of JSON Lines and Parquet as they stand, for tables whose rows hold no page (witnesses).

    Inputs, order and errors are those of `read_pages`; a file of another format is refused.
    """
    intake = Intake(settings, ledger)
    return _from_each(find_places(inputs, intake, ROW_EXTENSIONS), intake, _rows)


def _pages(source: Source, intake: Intake) -> Iterator[Page]:
    return format_of(source, intake).reader(source, intake)


def _rows(source: Source, intake: Intake) -> Iterator[Row]:
    format_ = format_of(source, intake)
    if format_.rows is None:
        raise ArchiveError(f"rows are needed (JSON Lines, Parquet), and it is {format_.name}", page=source.name)
    return format_.rows(source, intake)


def _from_each(
    places: Sequence[Place], intake: Intake, reader: Callable[[Source, Intake], Iterator[Thing]]
) -> Iterator[Thing]:
    """Yield what ``reader`` finds at each place; a place that fails is refused, and the next one is read."""
    for place in places:
        try:
            with open_source(place) as source:
                yield from reader(source, intake)
        except ArchiveError as error:
            intake.reject(place.name, error.reason)
        except OSError as error:
            intake.reject(place.name, f"cannot be read: {(error.strerror or str(error)).lower()}")


@dataclass(slots=True)
class Register:
    """The pages of a run so far, as digests: some 100 bytes a page.

    Attributes:
        intake: Where refusals and remarks go.
        contents: Digest of the id → digest of the content.
        files: Digest of the content → the first file that was a page with that content.
    """

    intake: Intake
    contents: dict[bytes, bytes] = field(default_factory=dict)
    files: dict[bytes, str] = field(default_factory=dict)

    def admits(self, page: Page) -> bool:
        """Tell whether the page's id is new; if not, refuse it. Remark a file whose bytes another file had."""
        key, content = hashlib.blake2b(page.id.encode(), digest_size=12).digest(), bytes.fromhex(page.sha256)[:12]
        if (first := self.contents.setdefault(key, content)) is not content:
            same = "with identical content" if first == content else "with other content"
            self.intake.reject(page.id, f"a second page of this id, {same} ({page.path}); the first one is kept")
            return False
        if page.id == page.path and (twin := self.files.setdefault(content, page.path)) != page.path:
            self.intake.note(page.id, f"the same bytes as {twin}; both are kept")
        return True
