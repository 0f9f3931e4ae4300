"""What a caller gives: files by name, or rows that are in memory already (a frame's records)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

from filiation.archive import Page, Row, read_pages
from filiation.archive.intake import Intake
from filiation.archive.reading import Register
from filiation.archive.rows import pages_of, writable
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import Settings

Inputs = str | Path | Iterable[str | Path | Mapping[str, object]]
"""A file, a folder or a glob; or several of them; or rows: mappings with ``text`` (an article) or ``html`` (a page), and
optionally ``id url title date outlet dateline``, as in JSON Lines."""

_ROWS = "rows"


def pages_from(inputs: Inputs, settings: Settings, ledger: Ledger, *, whole: bool) -> Iterator[Page]:
    """Read the pages that a caller gives.

    Raises:
        UsageError: A file does not exist, or what is given is neither a name nor a row.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    names = [str(each) for each in given if isinstance(each, str | Path)]
    rows = [each for each in given if isinstance(each, Mapping)]
    if len(names) + len(rows) < len(given):
        strange = next(each for each in given if not isinstance(each, str | Path | Mapping))
        raise UsageError(f"a file name or a row (a mapping) is needed, got {type(strange).__name__}")
    # Read at once, so that a missing file is told where it is named.
    from_files = read_pages(names, settings, ledger, whole=whole) if names else iter(())
    if not rows:
        return from_files
    intake = Intake(settings, ledger, whole)
    from_rows = filter(Register(intake).admits, pages_of(map(_row, range(1, len(rows) + 1), rows), intake))
    return chain(from_files, from_rows)


def text_row(text: str) -> list[Mapping[str, object]]:
    """Return one text as the row that it would be."""
    return [{"id": "text", "text": text}]


def _row(number: int, given: Mapping[str, object]) -> Row:
    return Row(f"{_ROWS}#{number}", _ROWS, {str(key): _plain(value) for key, value in given.items()})


def _plain(value: object) -> object:
    """Return a value of JSON's types: a frame's days and times are text there, and what is foreign is as it prints."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bytes | int | float | list | dict):
        return writable(value)
    return str(value)
