"""Which reader reads which file: by its extension, and by its first bytes where the extension says nothing or lies.

A new format is a reader (`Reader`) and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from filiation.archive.intake import Intake
from filiation.archive.mhtml import read_mhtml
from filiation.archive.page import Page
from filiation.archive.pdf import read_pdf
from filiation.archive.place import extension_of
from filiation.archive.plain import read_html, read_text
from filiation.archive.rows import Row, json_rows, read_jsonl
from filiation.archive.signatures import (
    BINARY,
    PARQUET,
    PDF,
    ZIP,
    foreign_kind,
    looks_html,
    looks_mhtml,
    looks_rows,
    looks_warc,
)
from filiation.archive.source import Source
from filiation.archive.tables import parquet_rows, read_parquet
from filiation.archive.warc import read_wacz, read_warc
from filiation.errors import ArchiveError


class Reader(Protocol):
    """Yields the pages of one file, one in memory at a time.

    It refuses a page into the ledger and goes on; it raises `ArchiveError` where the file as a whole is of no use, and
    lets through no exception of a library but ``OSError``.
    """

    def __call__(self, source: Source, intake: Intake, /) -> Iterator[Page]:
        """Read ``source``."""
        ...


class RowReader(Protocol):
    """Yields the rows of one file, as `Reader` yields pages."""

    def __call__(self, source: Source, intake: Intake, /) -> Iterator[Row]:
        """Read ``source``."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which pages are stored.

    Attributes:
        name: What people call it.
        extensions: Lower case, with their point; what precedes ``.gz`` counts.
        reader: Reads it.
        begins: Tells it by a file's first bytes; None where nothing does.
        certain: The first bytes cannot be anything else, so that they outweigh an extension.
        rows: Reads its rows, be there pages in them or not; None where it has no rows.
    """

    name: str
    extensions: tuple[str, ...]
    reader: Reader
    begins: Callable[[bytes], bool] | None = None
    certain: bool = False
    rows: RowReader | None = None


def _starts(signature: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signature)


TEXT = Format("text", (".txt", ".text", ".md"), read_text)
# In the order in which first bytes are tried.
FORMATS = (
    Format("PDF", (".pdf",), read_pdf, _starts(PDF), certain=True),
    Format("Parquet", (".parquet", ".pq"), read_parquet, _starts(PARQUET), certain=True, rows=parquet_rows),
    Format("WACZ", (".wacz",), read_wacz, _starts(ZIP)),
    Format("WARC", (".warc", ".wet"), read_warc, looks_warc),
    Format("MHTML", (".mhtml", ".mht"), read_mhtml, looks_mhtml),
    Format("HTML", (".html", ".htm", ".xhtml", ".xht", ".shtml"), read_html, looks_html),
    Format("JSON Lines", (".jsonl", ".ndjson"), read_jsonl, looks_rows, rows=json_rows),
    TEXT,
)
EXTENSIONS = frozenset(extension for format_ in FORMATS for extension in format_.extensions)
ROW_EXTENSIONS = frozenset(extension for format_ in FORMATS if format_.rows for extension in format_.extensions)


def format_of(source: Source, intake: Intake) -> Format:
    """Choose how to read a file.

    Raises:
        ArchiveError: It is empty, or of a kind that holds no pages.
    """
    if not source.head:
        raise ArchiveError(
            f"incomplete: {source.cut.reason}" if source.cut.reason else "empty: 0 bytes", page=source.name
        )
    named = next((known for known in FORMATS if extension_of(source.name) in known.extensions), None)
    begun = next((known for known in FORMATS if known.begins is not None and known.begins(source.head)), None)
    if named is not None and (begun is None or begun is named or not begun.certain):
        return named
    if begun is not None:
        if named is not None:
            intake.note(source.name, f"named as {named.name}, but it is {begun.name} and was read as that")
        return begun
    if (foreign := foreign_kind(source.head)) is not None:
        raise ArchiveError(f"{foreign}, not a page", page=source.name)
    if b"\0" in source.head and b"\0" * 4 in source.head:
        raise ArchiveError(BINARY, page=source.name)
    return TEXT
