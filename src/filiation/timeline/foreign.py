"""Dates in texts of languages that have no resources here: days with a month's name, and days in figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from filiation.article import Article
from filiation.article.moments import Moment, find_moments
from filiation.text import Span, paragraphs
from filiation.timeline.mention import Anchor, DateMention, TimexKind
from filiation.timeline.reckoning import date_of

# Chosen: a date in full is what it says; one without its year lies near the day of writing.
_IN_FULL, _WITHOUT_YEAR = 0.95, 0.8


def tag_foreign(article: Article, anchor: Anchor | None) -> Iterator[DateMention]:
    """Yield the days that a body names outright ("12 enero 2022", "12.01.2022", "2022年1月12日"), in order."""
    today = None if anchor is None else dt.date.fromisoformat(anchor.value)
    for line in paragraphs(article.text, article.body):
        for moment in find_moments(line.of(article.text), article.language):
            span = Span(line.start + moment.span.start, line.start + moment.span.end)
            kind = TimexKind.DATE if moment.time is None else TimexKind.TIME
            if moment.year is not None:
                yield DateMention(article.page, span, kind, moment.iso, None, _IN_FULL)
                continue
            day = None if today is None else _nearest(today, moment)
            value = None if day is None else day.isoformat() + (f"T{moment.time}" if moment.time else "")
            support = round(_WITHOUT_YEAR * anchor.support, 4) if anchor is not None and value else 0.0
            yield DateMention(article.page, span, kind, value, anchor, support)


def _nearest(today: dt.date, moment: Moment) -> dt.date | None:
    days = (date_of(today.year + step, moment.month, moment.day) for step in (-1, 0, 1))
    return min((day for day in days if day), key=lambda day: (abs(day - today), day), default=None)
