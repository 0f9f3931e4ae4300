"""The timeline: mentions by value, in the order of time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from filiation.timeline.mention import DateMention, Moment

_SEASONS = {"WI": "12-01", "SP": "03-01", "SU": "06-01", "FA": "09-01"}
_PARTS = {"MO": "06", "MI": "12", "AF": "13", "DT": "06", "EV": "18", "NI": "21"}
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
_AT_THE_END = {"vague": "A", "duration": "B", "set": "C"}
_VAGUE = re.compile(r"PAST_REF|PRESENT_REF|FUTURE_REF")


def build_timeline(mentions: Iterable[DateMention]) -> tuple[Moment, ...]:
    """Group mentions by value, in the order of time.

    Args:
        mentions: Of any pages, in any order; those without a value are left out.

    Returns:
        Moments by the start of what their values name, the wider first where two start together; what has no place
        in time comes last: vague references, then durations, then sets. Mentions by page and place.
    """
    by_value: dict[str, list[DateMention]] = {}
    for mention in mentions:
        if mention.value is not None:
            by_value.setdefault(mention.value, []).append(mention)
    moments = [
        Moment(value, _precision(value, found), tuple(sorted(found, key=lambda m: (m.page, m.span))))
        for value, found in by_value.items()
    ]
    return tuple(sorted(moments, key=lambda moment: (*_start(moment), moment.value)))


def _precision(value: str, mentions: list[DateMention]) -> str:
    if any(mention.kind.value == "SET" for mention in mentions) and not _read(value):
        return "set"
    if value.startswith("P") and not _VAGUE.fullmatch(value):
        return "duration"
    read = _read(value)
    return read[0] if read else "vague"


def _read(value: str) -> tuple[str, dict[str, str]] | None:
    for precision, shape in _SHAPES:
        found = shape.fullmatch(value)
        if found is not None:
            return precision, found.groupdict()
    return None


def _start(moment: Moment) -> tuple[int, str, str]:
    """Return a key by which values sort in the order of what they name."""
    read = _read(moment.value)
    if moment.precision in _AT_THE_END or read is None:
        return (1, _AT_THE_END.get(moment.precision, "A"), "")
    part = read[1]
    if part.get("century"):
        return (0, f"{part['century']}00", "")
    if part.get("decade"):
        return (0, f"{part['decade']}0", "")
    return (0, part["year"], _within(part))


def _within(part: dict[str, str]) -> str:
    """Return where in its year a value starts, as month, day and time."""
    if part.get("week"):
        return _start_of_week(int(part["year"]), int(part["week"]), 6 if part.get("weekend") else 1)
    if part.get("quarter"):
        quarter = part["quarter"]
        return "" if quarter == "X" else f"{3 * int(quarter) - 2:02}"
    if part.get("half"):
        return "01" if part["half"] == "1" else "07"
    if part.get("season"):
        return _SEASONS[part["season"]]
    if not part.get("month"):
        return ""
    day = f"-{part['day']}" if part.get("day") else ""
    time = part.get("time") or _PARTS.get(part.get("part") or "", "")
    return f"{part['month']}{day}" + (f"T{time}" if time else "")


def _start_of_week(year: int, week: int, weekday: int) -> str:
    try:
        day = dt.date.fromisocalendar(year, week, weekday)
    except ValueError:
        return ""
    return day.isoformat()[5:] if day.year == year else "00"
