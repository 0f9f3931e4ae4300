"""Articles and anchors for the tests of timeline."""

from __future__ import annotations

from filiation.article import Article, Clock, ClockKind, Dateline
from filiation.text import paragraphs
from filiation.timeline import Anchor, AnchorSource, DateMention, tag_dates


def article(
    text: str,
    page: str = "page",
    *,
    language: str | None = "en",
    published: str | None = None,
    clock: ClockKind = ClockKind.PAGE,
    dateline: str | None = None,
) -> Article:
    """Return an article whose body is all of its lines."""
    return Article(
        page=page,
        path=page,
        sha256="",
        text=text,
        body=tuple(paragraphs(text)),
        language=language,
        published=None if published is None else Clock(published, clock),
        dateline=None if dateline is None else Dateline("Ort", dateline, None),
    )


def given(day: str) -> Anchor:
    """Return an anchor that a user gave."""
    return Anchor(day, AnchorSource.GIVEN, 1.0)


def tagged(text: str, on: str | None = "2022-01-12", language: str | None = "en") -> tuple[DateMention, ...]:
    """Return the mentions in a text written on a day."""
    return tag_dates(article(text, language=language), None if on is None else given(on))


def told(text: str, on: str | None = "2022-01-12") -> list[tuple[str, str | None]]:
    """Return expressions with their values."""
    return [(mention.span.of(text), mention.value) for mention in tagged(text, on)]
