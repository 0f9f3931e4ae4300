"""MHTML: a page and its parts as one MIME message, as Chrome, Edge and old Explorer save it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from filiation.archive.decoding import charset_in
from filiation.archive.intake import Intake
from filiation.archive.page import Page, PageKind
from filiation.archive.source import Source
from filiation.errors import ArchiveError

if TYPE_CHECKING:
    from email.message import Message

# Far above any page. The standard library took 8.8 s for 500,000 empty parts (3.5 MB), linear in their number.
_MOST_PARTS = 50_000


def read_mhtml(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the page of an MHTML file: its root part, with the address and the time it was saved at.

    ``sha256`` is of the file, since that is what can be checked afterwards.
    """
    from email import message_from_bytes
    from email.errors import MessageError

    data = source.read_all(intake.settings.max_page_bytes)
    if data.count(b"\n--") > _MOST_PARTS:
        raise ArchiveError(f"a MIME message of more than {_MOST_PARTS:,} parts", page=source.name)
    try:
        message = message_from_bytes(data)
        url = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
        root = _root(message, url)
        body = None if root is None else root.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"a damaged MHTML file: {error}", page=source.name) from error
    if root is None or not isinstance(body, bytes):
        raise ArchiveError("an MHTML file without an HTML part", page=source.name)
    page = intake.page_of(
        body,
        id=source.name,
        path=source.name,
        kind=PageKind.HTML,
        charset=charset_in(_header(root, "Content-Type")),
        url=url or _header(root, "Content-Location"),
        captured=_time(_header(message, "Date")),
    )
    yield replace(page, sha256=hashlib.sha256(data).hexdigest())


def _root(message: Message, url: str | None) -> Message | None:
    """Return the HTML part that ``start`` names, else the one at the page's address, else the first."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    for header, value in (("Content-ID", start), ("Content-Location", url)):
        for part in pages:
            if value and _header(part, header) == value:
                return part
    return pages[0] if pages else None


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else " ".join(str(value).split()) or None


def _time(value: str | None) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, TypeError, OverflowError):
        return None
