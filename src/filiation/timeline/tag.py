"""`tag_dates`: the dates of a body."""

from __future__ import annotations

import datetime as dt
import re

from filiation.article import Article
from filiation.text import Span
from filiation.timeline.mention import Anchor, DateMention, TimexKind

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SIMPLE = re.compile(rf"\b(?:(?P<day>{'|'.join(_DAYS)})|(?P<year>(?:19|20)\d\d))\b", re.IGNORECASE)


def tag_dates(article: Article, anchor: Anchor | None) -> tuple[DateMention, ...]:
    """Return the temporal expressions of a body, ascending and disjoint."""
    found = []
    for body in article.body:
        for match in _SIMPLE.finditer(article.text, body.start, body.end):
            value = match["year"]
            if match["day"]:
                value = None
                if anchor is not None:
                    today = dt.date.fromisoformat(anchor.value)
                    back = (today.weekday() - _DAYS.index(match["day"].lower())) % 7
                    value = (today - dt.timedelta(days=back)).isoformat()
            found.append(DateMention(article.page, Span(*match.span()), TimexKind.DATE, value, anchor, 0.5))
    return tuple(found)
