"""Crawls: WARC and WET record by record, and WACZ, the ZIP that holds WARCs.

The records' frame is read here and not by fastwarc (2.0): that reader ends silently at a cut, stops the whole file at
one response whose ``Content-Encoding`` is untrue, and panics past ``Exception`` on a pipe. Each was seen on WARCs made for it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from filiation.archive.decoding import charset_in, without_surrogates
from filiation.archive.inflating import Cut, chunks_of
from filiation.archive.intake import Intake
from filiation.archive.page import Page, PageKind
from filiation.archive.response import parse_headers, parse_response, undone
from filiation.archive.signatures import looks_html
from filiation.archive.source import Source, source_of
from filiation.errors import ArchiveError

# What a broken ZIP brings out of the standard library, a seek before its start and a name in no encoding included.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_LINE = 65_536
_MOST_HEADERS = 1_000
_HTTP_HEAD = 1024 * 1024
_PAGES = {
    "text/html": PageKind.HTML,
    "application/xhtml+xml": PageKind.HTML,
    "text/plain": PageKind.TEXT,
}
# What crawlers write about themselves: their extracts, settings and name look-ups are no pages.
_OWN = re.compile(r"(?:urn|metadata|dns|whois|filedesc|about|data|blob):|.{1,2000}/robots\.txt$", re.IGNORECASE)
# Every crawl holds these; that they were passed over is worth no remark.
_ROUTINE = frozenset({"warcinfo records", "request records", "metadata records", "of the crawler's own"})
_UUID = re.compile(r"<?urn:uuid:([0-9A-Fa-f-]{8,64})>?$")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC.

    Attributes:
        ordinal: Its place in the file, from 1.
        offset: First byte, in the inflated file.
        headers: By lower-case name.
        block: Its content; None where it was passed over.
        length: Bytes that its header promises.
        held: Bytes that are there.
    """

    ordinal: int
    offset: int
    headers: Mapping[str, str]
    block: bytes | None
    length: int
    held: int

    @property
    def id(self) -> str:
        """Its record id, of a UUID the bare one; its ordinal where it has none."""
        given = self.headers.get("warc-record-id", "").strip()
        uuid = _UUID.match(given)
        return uuid.group(1) if uuid else given.strip("<>") or str(self.ordinal)

    @property
    def url(self) -> str | None:
        """Where it was served; None where the record does not tell."""
        return self.headers.get("warc-target-uri", "").strip("<> ") or None


@dataclass(slots=True)
class Tally:
    """What has been read of one container, and what was passed over, by reason."""

    pages: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def summary(self) -> str:
        """Say what was passed over."""
        return ", ".join(
            f"{count:,} {reason}" for reason, count in sorted(self.passed.items(), key=lambda i: (-i[1], i[0]))
        )


def read_warc(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the pages of a WARC or WET file."""
    tally = Tally()
    yield from _pages(source, source.name, source.name, intake, tally)
    _close(source.name, intake, tally)


def read_wacz(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the pages of all WARCs in a WACZ, in the order of their names."""
    tally = Tally()
    file = source.searchable(intake.settings.max_page_bytes)
    try:
        archive = zipfile.ZipFile(file)
    except _ZIP_ERRORS as error:
        raise ArchiveError(f"a WACZ that cannot be read: {error}", page=source.name) from error
    with archive:
        members = sorted({name for name in archive.namelist() if name.lower().endswith((".warc", ".warc.gz"))})
        if not members:
            raise ArchiveError("a ZIP archive without a WARC in it", page=source.name)
        for member in members:
            where = without_surrogates(f"{source.name}#{member}")
            try:
                with archive.open(member) as stored:
                    yield from _pages(source_of(where, chunks_of(stored)), where, source.name, intake, tally)
            except _ZIP_ERRORS as error:
                intake.reject(where, f"incomplete: {error}; the records before that are kept")
    _close(source.name, intake, tally)


def _close(name: str, intake: Intake, tally: Tally) -> None:
    if tally.passed.keys() - _ROUTINE:
        intake.note(name, f"records passed over: {tally.summary()}")
    if not tally.pages:
        raise ArchiveError("no page in it" + (f": {tally.summary()}" if tally.passed else ""), page=name)


def _pages(source: Source, where: str, path: str, intake: Intake, tally: Tally) -> Iterator[Page]:
    most = intake.settings.max_records
    for record in records(source, intake.settings.max_page_bytes + _HTTP_HEAD, intake):
        if (reason := _no_page(record)) is not None:
            tally.passed[reason] += 1
            continue
        if tally.pages == most:
            intake.note(path, f"only the first {most:,} pages were read, as set (max_records)")
            return
        # An ordinal means something only with the file that it counts in.
        name = f"{where if record.id == str(record.ordinal) else path}#{record.id}"
        try:
            page = _page_of(record, name, path, source.cut, intake)
        except ArchiveError as error:
            tally.pages += 1
            intake.reject(name, error.reason)
            continue
        if isinstance(page, str):
            tally.passed[page] += 1
        else:
            tally.pages += 1
            if "warc-truncated" in record.headers:
                intake.note(name, f"the crawler cut it short ({record.headers['warc-truncated']})")
            yield page
    if source.cut.reason is not None:
        intake.reject(where, f"incomplete: {source.cut.reason}; the records before that are kept")


def _no_page(record: Record) -> str | None:
    """Say why a record is passed over unread; None where it may hold a page."""
    kind = record.headers.get("warc-type", "").lower()
    if kind not in ("response", "resource", "conversion"):
        return f"{kind or 'unknown'} records"
    if _OWN.match(record.url or ""):
        return "of the crawler's own"
    return None


def _page_of(record: Record, name: str, path: str, cut: Cut, intake: Intake) -> Page | str:
    """Return the page of a record, or why it is passed over."""
    if record.held < record.length:
        reason = cut.reason or f"the file ends after {record.held:,} of its {record.length:,} bytes"
        raise ArchiveError(f"incomplete: the record at byte {record.offset:,} breaks off: {reason}")
    limit = intake.settings.max_page_bytes
    if record.block is None:
        raise ArchiveError(f"too large: at most {limit:,} bytes are read, and it holds {record.length:,}")
    content_type, body, identified = record.headers.get("content-type"), record.block, None
    if record.headers.get("warc-type", "").lower() == "response" and body.startswith(b"HTTP/"):
        response = parse_response(body)
        if response.status != 200:
            return f"with HTTP status {response.status}"
        content_type, identified = (
            response.headers.get("content-type"),
            record.headers.get("warc-identified-payload-type"),
        )
        if _kind(content_type, identified, response.body) is None:
            return "neither HTML nor text"
        body = undone(response, limit)
    kind = _kind(content_type, identified, body)
    if kind is None:
        return "neither HTML nor text"
    if len(body) > limit:
        raise ArchiveError(f"too large: at most {limit:,} bytes are read, and it holds {len(body):,}")
    return intake.page_of(
        body,
        id=name,
        path=path,
        kind=intake.text_kind if kind is PageKind.TEXT else kind,
        charset=charset_in(content_type),
        url=record.url,
        captured=record.headers.get("warc-date") or None,
    )


def _kind(content_type: str | None, identified: str | None, body: bytes) -> PageKind | None:
    for told in (content_type, identified):
        if told:
            return _PAGES.get(told.partition(";")[0].strip().lower())
    return PageKind.HTML if looks_html(body[:8192]) else None


def records(source: Source, limit: int, intake: Intake) -> Iterator[Record]:
    """Yield the records of a WARC; those without a page, and those of more than ``limit`` bytes, without their block.

    Bytes that are no record are refused with their offset, and reading goes on at the next line that begins one.
    """
    stream = source.stream
    ordinal = 0
    while line := stream.readline(_LINE):
        if not line.strip():
            continue
        offset = stream.tell() - len(line)
        if not line.startswith(b"WARC/"):
            found = _next_record(stream)
            if source.cut.reason is None:
                intake.reject(source.name, f"damaged: the bytes from {offset:,} on are no WARC record")
            if found is None:
                return
            offset = found
        ordinal += 1
        headers = _headers(stream)
        length = headers.get("content-length", "") if headers is not None else ""
        if headers is None or not (length.isascii() and length.isdigit() and len(length) < 16):
            if source.cut.reason is None:
                intake.reject(f"{source.name}#{ordinal}", f"damaged: no length in the WARC header at byte {offset:,}")
            continue
        record = Record(ordinal, offset, headers, None, int(length), 0)
        if _no_page(record) is None and record.length <= limit:
            block = stream.read(record.length)
            yield replace(record, block=block, held=len(block))
        else:
            yield replace(record, held=_skip(stream, record.length))


def _next_record(stream: io.BufferedReader) -> int | None:
    """Read past the line that begins the next record and return its offset; None at the end of the file."""
    fresh = True
    while line := stream.readline(_LINE):
        if fresh and line.startswith(b"WARC/"):
            return stream.tell() - len(line)
        fresh = line.endswith(b"\n")
    return None


def _headers(stream: io.BufferedReader) -> dict[str, str] | None:
    lines: list[bytes] = []
    while line := stream.readline(_LINE):
        if not line.strip():
            return parse_headers(lines)
        lines.append(line.rstrip(b"\r\n"))
        if len(lines) > _MOST_HEADERS:
            return None
    return None


def _skip(stream: io.BufferedReader, length: int) -> int:
    left = length
    while left and (passed := len(stream.read(min(left, _LINE)))):
        left -= passed
    return length - left
