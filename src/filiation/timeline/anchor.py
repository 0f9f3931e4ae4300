"""The day on which a version was written: from its own page, else from its family, else from its event."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from filiation.article import Article, ClockKind
from filiation.errors import UsageError
from filiation.timeline.mention import Anchor, AnchorSource

# Chosen, not measured: what each source of a day has to say for itself. A clock in an address or a lone printed line
# is now and then a reprint's; a family's day is another page's clock; an event's day need not be this report's.
_SUPPORT_OF_CLOCK = {
    ClockKind.DECISION: 1.0,
    ClockKind.INPUT: 0.98,
    ClockKind.DATELINE: 0.97,
    ClockKind.METADATA: 0.95,
    ClockKind.PAGE: 0.95,
    ClockKind.URL: 0.9,
}
# A dateline goes wherever its text goes, and what a person decided holds for the page, however late its family was.
_OWN_DAY = frozenset({ClockKind.DATELINE, ClockKind.DECISION})
_SUPPORT_OF_FAMILY = 0.85
_SUPPORT_OF_EVENT = 0.6

DAYS_OF_DELAY = 2
"""Days by which a page's clock may follow its family's: a copy of yesterday's dispatch is no late copy; zones and
overnight desks make up to two days of difference. Chosen, not measured."""


LONGEST_LIFE = 31
"""Days by which prints of one dispatch may follow its dateline or one another; above that a clock is not this text's (a
year that was guessed wrong, an old story shown again). Chosen, not measured."""


def given_anchor(text: str) -> Anchor:
    """Return the anchor that a user gives.

    Args:
        text: ISO 8601 date, or date and time; the day counts.

    Raises:
        UsageError: It is no such date.
    """
    day = read_day(text.strip())
    if day is None:
        message = f"a date such as 2022-01-12 is needed (ISO 8601), got {text!r}"
        raise UsageError(message)
    return Anchor(day.isoformat(), AnchorSource.GIVEN, 1.0)


def anchor_of(article: Article, family: Sequence[Article], event: Sequence[Article]) -> Anchor | None:
    """Return the day on which a page's text was written.

    Args:
        article: The page. Its dateline's day wins over its publication clock: a dispatch keeps it wherever it goes.
        family: Pages that carry the same dispatch, in any order; may hold ``article``, may be empty.
        event: Pages of the same event, in any order; may hold ``article``, may be empty.

    Returns:
        The page's own day, unless it follows its family's by more than `DAYS_OF_DELAY`: then, and where the page has
        none, the family's (``support`` grows with the share of clocks that agree); failing that, the event's, with
        less support. None where no page tells a day.
    """
    own = own_day(article)
    kin = _days(other for other in family if other.page != article.page)
    first = _first(kin)
    if own is not None:
        day, clock = own
        if first is None or day - first <= dt.timedelta(days=DAYS_OF_DELAY) or clock in _OWN_DAY:
            return Anchor(day.isoformat(), AnchorSource.PAGE, _SUPPORT_OF_CLOCK[clock])
    if first is not None:
        return _shared(first, kin, AnchorSource.FAMILY, _SUPPORT_OF_FAMILY)
    around = _days(other for other in event if other.page != article.page)
    usual = _usual(around)
    return None if usual is None else _shared(usual, around, AnchorSource.EVENT, _SUPPORT_OF_EVENT)


def _shared(day: dt.date, days: Sequence[dt.date], source: AnchorSource, support: float) -> Anchor:
    return Anchor(day.isoformat(), source, round(support * (0.5 + 0.5 * days.count(day) / len(days)), 4))


def _first(days: Sequence[dt.date]) -> dt.date | None:
    """Return the day on which a dispatch was first printed: the earliest that lies near the most frequent."""
    usual = _usual(days)
    return None if usual is None else min(day for day in days if (usual - day).days <= LONGEST_LIFE)


def _usual(days: Sequence[dt.date]) -> dt.date | None:
    """Return the most frequent day, the earliest of several; None of none."""
    counted = Counter(days)
    return min(counted, key=lambda day: (-counted[day], day)) if counted else None


def _days(articles: Iterable[Article]) -> list[dt.date]:
    return sorted(own[0] for article in articles if (own := own_day(article)) is not None)


def own_day(article: Article) -> tuple[dt.date, ClockKind] | None:
    """Return the day that a page tells for its text, and where it tells it.

    The dateline's, if there is one and the publication clock does not speak against it: a dispatch keeps its dateline
    wherever and whenever it is printed, and its "today" is the dateline's.
    """
    dated = read_day(article.dateline.date) if article.dateline is not None and article.dateline.date else None
    clock = article.published
    printed = None if clock is None else read_day(clock.value)
    if clock is not None and clock.clock is ClockKind.DECISION and printed is not None:
        return printed, clock.clock
    if dated is not None and (printed is None or -1 <= (printed - dated).days <= LONGEST_LIFE):
        return dated, ClockKind.DATELINE
    return None if clock is None or printed is None else (printed, clock.clock)


_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d{1,9})?(?:Z|[+-]\d\d(?::?\d\d)?)?)?")


def read_day(text: str) -> dt.date | None:
    """Return the day of an ISO 8601 date, or date and time; None for anything else, and for 30 February."""
    found = _ISO_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
