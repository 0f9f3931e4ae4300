"""An article: which characters of a page are the report, who wrote it, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from filiation.archive.page import NOTHING, PageId
from filiation.text import Span


class ClockKind(Enum):
    """Where a time was read."""

    PAGE = "page"
    """Printed on the page, as its publication or update."""
    METADATA = "metadata"
    """In the page's markup: meta tags, JSON-LD, a ``time`` element."""
    DATELINE = "dateline"
    """In the dateline: ``BRUSSELS, Jan 12 (Reuters) -``; its year may come from elsewhere on the page."""
    URL = "url"
    """In the page's address."""
    INPUT = "input"
    """Given beside the page, in a row's ``date``."""
    DECISION = "decision"
    """Decided by a person, whatever the page says."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time that a page tells, no more precise than it tells it.

    Attributes:
        value: ISO 8601: ``2022-01-12``, ``2022-01-12T17:20``; an offset only where the page gives one.
        clock: Where it was read.
        span: Where it stands in the article's text; None where it is not printed there.
    """

    value: str
    clock: ClockKind
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """The headline, without decks or subheads; span is None where it came beside the page and is not in the text."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Credit:
    """A news agency that the page names as its source: the agency's usual name, and the words that say so.

    ``span`` is None where the credit stands only in the markup.
    """

    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """``BRUSSELS, Jan 12 (Reuters) -``: place as usually written, date in ISO 8601 as far as it is told.

    ``date`` is None where the dateline has none; ``span`` is None where it came beside the page.
    """

    place: str | None
    date: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Article:
    """What stands on one page.

    Attributes:
        page: The page's id.
        path: The file it came from, as typed.
        sha256: Of the page's bytes, hex.
        text: What all spans point into. A text page's own characters; for HTML the text we render.
        body: The report's paragraphs, ascending and disjoint, at least one. No headline, byline, dateline-only line,
            caption, deck, comment or related link. A dateline in front of the first sentence is inside.
        title: Headline; None where the page has none.
        deck: Lines under the headline that sum up the story, ascending; they are no body. Empty where none was found.
        language: ISO 639-1 of the body; None where it cannot be told.
        bylines: Reporters' names, no "By", no outlets.
        byline_spans: Where they stand, as far as they stand in the text.
        contributors: "Additional reporting by".
        editors: "Editing by".
        agency: Whose dispatch the page says it is; None where it says nothing.
        dateline: None where there is none.
        published: When the page says it was published; None where it does not say. Never a crawl clock.
        updated: When the page says it was last changed; None where it does not say.
        outlet: The publisher's name or, failing that, the page's host; None where nothing tells.
        url: Where the page was served; None where nothing tells.
        extra: Fields that came with the page and pass through.
    """

    page: PageId
    path: str
    sha256: str
    text: str
    body: tuple[Span, ...]
    title: Title | None = None
    language: str | None = None
    bylines: tuple[str, ...] = ()
    byline_spans: tuple[Span, ...] = ()
    contributors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    agency: Credit | None = None
    dateline: Dateline | None = None
    published: Clock | None = None
    updated: Clock | None = None
    outlet: str | None = None
    url: str | None = None
    extra: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    deck: tuple[Span, ...] = ()
