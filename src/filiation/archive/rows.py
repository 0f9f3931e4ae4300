"""Rows that hold pages: what their fields mean, and JSON Lines, which bring them."""

from __future__ import annotations

import codecs
import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from filiation.archive.decoding import decode, without_surrogates
from filiation.archive.inflating import chunks_of, flow
from filiation.archive.intake import Intake
from filiation.archive.page import Page, PageId, PageKind
from filiation.archive.source import Source
from filiation.errors import ArchiveError

_KNOWN = ("url", "title", "date", "outlet", "dateline")
_SKIP = 65_536
_YEAR_OR_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# What is passed through is written again by code that recurses.
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it came in.

    Attributes:
        name: Its place, ``path#number``, counted from 1 (in JSON Lines: the line).
        path: The file that it stands in, as typed.
        fields: Its fields, of JSON's types; characters that cannot be written in UTF-8 are U+FFFD.
    """

    name: str
    path: str
    fields: Mapping[str, object]

    @property
    def id(self) -> str:
        """Its ``id`` field, a whole number as its digits; `name` where it has none."""
        given = self.fields.get("id")
        if isinstance(given, int) and not isinstance(given, bool):
            return str(given)
        return given if isinstance(given, str) and given else self.name


def read_jsonl(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the pages of a file of JSON Lines."""
    return pages_of(json_rows(source, intake), intake)


def json_rows(source: Source, intake: Intake) -> Iterator[Row]:
    """Yield the rows of a file of JSON Lines; a line that is none is refused, and the next one is read."""
    limit, most = intake.settings.max_page_bytes, intake.settings.max_records
    if source.head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"["):
        raise ArchiveError("a JSON array: JSON Lines are needed, one object a line", page=source.name)
    read = 0
    for number, line in enumerate(_lines(source, limit), 1):
        name = f"{source.name}#{number}"
        if line is None:
            intake.reject(name, f"too large: the line holds more than {limit:,} bytes")
            read += 1
            continue
        if not line.strip():
            continue
        if read == most:
            intake.note(source.name, f"only the first {most:,} rows were read, as set (max_records)")
            return
        read += 1
        if source.cut.reason is not None and not line.endswith(b"\n"):
            break
        try:
            yield Row(name, source.name, _fields(line))
        except ArchiveError as error:
            intake.reject(name, error.reason)
    if source.cut.reason is not None:
        intake.reject(source.name, f"incomplete: {source.cut.reason}; the rows before that are kept")
    elif not read:
        raise ArchiveError("empty: no row in it", page=source.name)


def _lines(source: Source, limit: int) -> Iterator[bytes | None]:
    """Yield the lines of a file, None for each that is longer than ``limit`` bytes."""
    stream = source.stream
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if source.head.startswith(mark):
            stream = flow(_recoded(chunks_of(stream), encoding))
    first = True
    while line := stream.readline(limit + 1):
        if first:
            line, first = line.removeprefix(codecs.BOM_UTF8), False
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_SKIP)) and not rest.endswith(b"\n"):
            pass
        yield None


def _recoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        if text := decoder.decode(chunk):
            yield text.encode("utf-8", "replace")
    if text := decoder.decode(b"", final=True):
        yield text.encode("utf-8", "replace")


def _fields(line: bytes) -> dict[str, object]:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = decode(line).text
    try:
        row = json.loads(text, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ArchiveError(f"not a row: JSON nested deeper than {_DEEPEST}") from error
    except ValueError as error:
        raise ArchiveError(f"not a row: broken JSON ({error})") from error
    if not isinstance(row, dict):
        raise ArchiveError(f"not a row: a JSON object is needed, got {_kind(row)}")
    return {without_surrogates(key): writable(value) for key, value in row.items()}


def writable(value: object, depth: int = _DEEPEST) -> object:
    """Return a JSON value that can be written again: no lone surrogate, no number that is none.

    Raises:
        ArchiveError: It is nested deeper than ``depth``.
    """
    match value:
        case str():
            return without_surrogates(value)
        case float():
            return value if math.isfinite(value) else None
        case list() | dict() if not depth:
            raise ArchiveError(f"not a row: JSON nested deeper than {_DEEPEST}")
        case list():
            return [writable(item, depth - 1) for item in value]
        case dict():
            return {without_surrogates(key): writable(item, depth - 1) for key, item in value.items()}
        case _:
            return value


def pages_of(rows: Iterable[Row], intake: Intake) -> Iterator[Page]:
    """Yield the pages of rows; a row without one is refused."""
    for row in rows:
        try:
            yield _page_of(row, intake)
        except ArchiveError as error:
            intake.reject(row.id, error.reason if row.id == row.name else f"{error.reason} ({row.name})")


def _page_of(row: Row, intake: Intake) -> Page:
    given = row.fields.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise ArchiveError(f"its id must be text or a whole number, got {_kind(given)}")
    content, kind = row.fields.get("html"), PageKind.HTML
    taken = "html"
    if content is None or content == "":
        content, kind, taken = row.fields.get("text"), PageKind.ARTICLE, "text"
    if content is None:
        raise ArchiveError("neither html nor text in the row")
    if not isinstance(content, str | bytes):
        raise ArchiveError(f"its {taken} must be text, got {_kind(content)}")
    if len(content) > intake.settings.max_page_bytes:
        raise ArchiveError(f"too large: more than {intake.settings.max_page_bytes:,} bytes of {taken}")
    page = _made(content, kind, row, intake)
    known = {name: value for name in _KNOWN if isinstance(value := row.fields.get(name), str) and value.strip()}
    if "date" in known and not _is_iso(known["date"]):
        intake.note(row.id, f"its date is not ISO 8601 and is not used: {known.pop('date')[:40]!r}")
    passed = {
        name: value
        for name, value in row.fields.items()
        if name not in ("id", taken) and name not in known and not (name in _KNOWN and value in (None, ""))
    }
    return replace(page, **known, extra=MappingProxyType(passed))  # type: ignore[arg-type]


def _is_iso(value: str) -> bool:
    """Tell whether a date field is an ISO 8601 date or datetime."""
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        return bool(_YEAR_OR_MONTH.fullmatch(value.strip()))
    return True


def _made(content: str | bytes, kind: PageKind, row: Row, intake: Intake) -> Page:
    if isinstance(content, bytes):
        return intake.page_of(content, id=row.id, path=row.path, kind=kind)
    text = intake.checked(content, kind, row.id)
    return Page(PageId(row.id), row.path, kind, text, hashlib.sha256(text.encode()).hexdigest(), whole=intake.whole)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
