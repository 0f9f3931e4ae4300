"""What a TIMEX3 value names: how precise it is, and from when to when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# Hours at which the parts of a day begin and end; 24 and more are the next day's. By convention, not measured.
_PARTS = {"MO": (6, 12), "MI": (12, 13), "AF": (13, 18), "DT": (6, 18), "EV": (18, 24), "NI": (21, 30)}
_SEASONS = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}
_QUARTER, _HALF, _YEAR = 3, 6, 12
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (precision, re.compile(shape))
    for precision, shape in (
        ("minute", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<time>\d\d(?::\d\d){0,2})(?:Z|[+-]\d\d:\d\d)?"),
        ("part of day", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<part>MO|MI|AF|DT|EV|NI)"),
        ("day", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
        ("week", r"(?P<year>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?"),
        ("month", r"(?P<year>\d{4})-(?P<month>\d\d)"),
        ("quarter", r"(?P<year>\d{4})-Q(?P<quarter>[1-4X])"),
        ("season", r"(?P<year>\d{4})-(?P<season>SP|SU|FA|WI)"),
        ("season", r"(?P<year>\d{4})-H(?P<half>[12])"),
        ("year", r"(?:FY)?(?P<year>\d{4})"),
        ("decade", r"(?P<decade>\d{3})X?"),
        ("decade", r"(?P<century>\d{2})(?:XX)?"),
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """From ``start`` up to ``end``, in the local time of whoever tells it; start < end."""

    start: dt.datetime
    end: dt.datetime

    def overlaps(self, other: Extent) -> bool:
        """Tell whether both can be meant of one moment: "this week" and "Thursday" of it can."""
        return self.start < other.end and other.start < self.end


def precision_of(value: str) -> str | None:
    """Return how precise a value is, as `Moment` says it; None where it names no place in time."""
    read = _read(value)
    return None if read is None else read[0]


def extent_of(value: str) -> Extent | None:
    """Return what a value names; None for what has no place in time, or none in the calendar (30 February)."""
    read = _read(value)
    try:
        return None if read is None else _named(*read)
    except (ValueError, OverflowError):
        return None


def _read(value: str) -> tuple[str, dict[str, str | None]] | None:
    """Return how precise a value is, and its parts."""
    found = ((precision, shape.fullmatch(value)) for precision, shape in _SHAPES)
    return next(((precision, its.groupdict()) for precision, its in found if its), None)


def _named(precision: str, part: dict[str, str | None]) -> Extent:
    if precision == "decade":
        first = int(part["decade"] or "0") * 10 if part.get("decade") else int(part["century"] or "0") * 100
        return _months(first, 1, _YEAR * (10 if part.get("decade") else 100))
    year = int(part["year"] or 0)
    if precision == "week":
        return _week(year, int(part["week"] or 0), is_weekend=bool(part["weekend"]))
    if precision == "quarter":
        quarter = part["quarter"] or "X"
        return _months(year, 1, _YEAR) if quarter == "X" else _months(year, _QUARTER * int(quarter) - 2, _QUARTER)
    if precision == "season":
        if half := part.get("half"):
            return _months(year, 1 if half == "1" else 1 + _HALF, _HALF)
        return _months(year, _SEASONS[part["season"] or "WI"], _QUARTER)
    if precision == "year":
        return _months(year, 1, _YEAR)
    if precision == "month":
        return _months(year, int(part["month"] or 0), 1)
    day = _midnight(year, int(part["month"] or 0), int(part["day"] or 0))
    if precision == "day":
        return Extent(day, day + dt.timedelta(days=1))
    if precision == "part of day":
        first, last = _PARTS[part["part"] or "DT"]
        return Extent(day + dt.timedelta(hours=first), day + dt.timedelta(hours=last))
    return _minute(day, part["time"] or "")


def _minute(day: dt.datetime, told: str) -> Extent:
    hours, *rest = (int(each) for each in told.split(":"))
    start = day + dt.timedelta(hours=hours, minutes=rest[0] if rest else 0)
    return Extent(start, start + (dt.timedelta(minutes=1) if rest else dt.timedelta(hours=1)))


def _week(year: int, week: int, *, is_weekend: bool) -> Extent:
    monday = dt.datetime.combine(dt.date.fromisocalendar(year, week, 1), dt.time())
    return Extent(monday + dt.timedelta(days=5 if is_weekend else 0), monday + dt.timedelta(days=7))


def _months(year: int, month: int, count: int) -> Extent:
    past = month - 1 + count
    return Extent(_midnight(year, month, 1), _midnight(year + past // 12, past % 12 + 1, 1))


def _midnight(year: int, month: int, day: int) -> dt.datetime:
    # Without a zone: pages tell days, and seldom whose.
    return dt.datetime.combine(dt.date(year, month, day), dt.time())
