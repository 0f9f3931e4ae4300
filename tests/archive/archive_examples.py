"""Pages to read, written from scratch, the crawls that hold them, and what came of reading."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from filiation.archive import Page
from filiation.ledger import Ledger

HTML = (
    "<!DOCTYPE html><html><head><title>Ferry resumes</title></head>"
    "<body><p>The ferry to Aldport resumed on Monday after three weeks, the harbour office said. Café owners cheered."
    "</p></body></html>\r\n"
)
TEXT = "Home\r\nThe ferry to Aldport resumed on Monday.\n\n“We are glad,” the harbourmaster said.\r"


@dataclass(frozen=True)
class Reading:
    """What came of reading."""

    pages: list[Page]
    ledger: Ledger

    @property
    def ids(self) -> list[str]:
        return [page.id for page in self.pages]

    @property
    def refused(self) -> dict[str, str]:
        assert all(rejection.stage == "archive" for rejection in self.ledger.rejections)
        return {rejection.page: rejection.reason for rejection in self.ledger.rejections}

    @property
    def notes(self) -> list[str]:
        return [f"{note.page}: {note.reason}" for note in self.ledger.notes]

    @property
    def page(self) -> Page:
        (page,) = self.pages
        assert not self.ledger.rejections
        return page


def warc_bytes(
    records: Sequence[dict[str, Any]] = (),
    *,
    packed: bool = False,
) -> bytes:
    """Write a WARC with warcio: a warcinfo record, then ``records`` (``url body type status headers kind``)."""
    # warcio leaves its temporary files to the garbage collector, which complains.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return _written(records, packed)


def _written(records: Sequence[dict[str, Any]], packed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for number, record in enumerate(records, 1):
        kind = record.get("kind", "response")
        http = None
        if kind == "response":
            headers = [("Content-Type", record.get("type", "text/html; charset=utf-8")), *record.get("headers", [])]
            http = StatusAndHeaders(record.get("status", "200 OK"), headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                record.get("url", f"https://aldport.example/{number}"),
                kind,
                payload=io.BytesIO(record.get("body", HTML.encode())),
                http_headers=http,
                warc_content_type="" if kind == "response" else record.get("type", "text/html"),
                warc_headers_dict={"WARC-Date": "2031-05-06T07:08:09Z", **record.get("warc", {})},
            )
        )
    return file.getvalue()
