"""Files that are one page as they stand: bare text, and HTML as served or as a browser saved it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from filiation.archive.intake import Intake
from filiation.archive.page import Page, PageKind
from filiation.archive.source import Source

# What browsers write before the page that they save: SingleFile, and Chrome's and Explorer's "mark of the web".
_SAVED_WITHIN = 4096
_SINGLE_FILE = re.compile(
    r"<!--\s{1,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})\s{1,9}saved date:([^\n]{0,80})"
)
_MARK_OF_THE_WEB = re.compile(r"<!--\s{0,9}saved from url=\(\d{4,6}\)(\S{1,2000})\s{0,9}-->")
# "Wed Jan 12 2022 17:20:05 GMT+0100 (Central European Standard Time)", as JavaScript prints a date.
_SCRIPT_DATE = re.compile(r"\s{0,9}\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


def read_text(source: Source, intake: Intake) -> Iterator[Page]:
    """Read a file of bare text."""
    data = source.read_all(intake.settings.max_page_bytes)
    yield intake.page_of(data, id=source.name, path=source.name, kind=intake.text_kind)


def read_html(source: Source, intake: Intake) -> Iterator[Page]:
    """Read a file of HTML; the address and the time that a browser wrote into what it saved come with it."""
    data = source.read_all(intake.settings.max_page_bytes)
    page = intake.page_of(data, id=source.name, path=source.name, kind=PageKind.HTML)
    head = page.content[:_SAVED_WITHIN]
    if found := _SINGLE_FILE.search(head):
        page = replace(page, url=found.group(1), captured=_script_date(found.group(2)))
    elif found := _MARK_OF_THE_WEB.search(head):
        page = replace(page, url=found.group(1))
    yield page


def _script_date(printed: str) -> str | None:
    found = _SCRIPT_DATE.match(printed)
    if found is None:
        return None
    try:
        return datetime.strptime(" ".join(found.groups()), "%b %d %Y %H:%M:%S %z").isoformat()
    except ValueError:
        return None
