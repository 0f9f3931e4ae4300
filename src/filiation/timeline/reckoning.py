"""Reckoning with days: TimeML values of the units around a day, and how far other days lie from it."""

from __future__ import annotations

import datetime as dt

MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}
"""Months in a unit: month, quarter, year, decade, century, millennium."""
DAYS_IN = {"D": 1, "W": 7, "2W": 14}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PARTS = frozenset({"MO", "MI", "AF", "EV", "NI"})


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where there is none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def value_of(day: dt.date, unit: str) -> str:
    """Return the TimeML value of the unit that holds ``day``: ``2022-W02``, ``2022-Q1``, ``202X``, ``20``."""
    match unit:
        case "D":
            return day.isoformat()
        case "W" | "2W":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04}"
        case "E":
            return f"{day.year // 10:03}X"
        case "C":
            return f"{day.year // 100:02}"
        case _:
            return f"{day.year // 1000}"


def moved(day: dt.date, unit: str, count: int) -> dt.date | None:
    """Return the day ``count`` units later (earlier where negative), the last of its month where its own is too short."""
    try:
        if unit in DAYS_IN:
            return day + dt.timedelta(days=DAYS_IN[unit] * count)
        months = day.year * 12 + day.month - 1 + MONTHS_IN[unit] * count
        return clipped(months // 12, months % 12 + 1, day.day)
    except (OverflowError, KeyError, ValueError):
        return None


def clipped(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or the last of the month where the month is too short; None outside the calendar."""
    for last in (day, 30, 29, 28):
        found = date_of(year, month, last) if last <= day else None
        if found is not None:
            return found
    return None


def weekday_near(day: dt.date, weekday: int, *, ahead: bool, strictly: bool = False) -> dt.date | None:
    """Return the weekday (1 is Monday) on or before ``day``, or on or after it; never the day itself if ``strictly``."""
    ways = (weekday - day.isoweekday()) % 7 if ahead else (day.isoweekday() - weekday) % 7
    if strictly and ways == 0:
        ways = 7
    return moved(day, "D", ways if ahead else -ways)


def month_near(day: dt.date, month: int, *, ahead: bool, strictly: bool = False) -> tuple[int, int]:
    """Return year and month of the month (1-12) at or before the day's own, or at or after it."""
    ways = (month - day.month) % 12 if ahead else (day.month - month) % 12
    if strictly and ways == 0:
        ways = 12
    months = day.year * 12 + day.month - 1 + (ways if ahead else -ways)
    return months // 12, months % 12 + 1


def season_near(day: dt.date, season: str, *, ahead: bool, strictly: bool = False) -> str:
    """Return the value of a season: the one that holds ``day`` or, failing that, the last before or the first after it.

    A winter is called by the year in which it begins; seasons are the northern hemisphere's by month.
    """
    first = SEASON_STARTS[season]
    into = (day.month - first) % 12
    year = day.year if day.month >= first else day.year - 1  # the latest that has begun
    if into >= 3:  # over by now
        year += 1 if ahead else 0
    elif strictly:
        year += 1 if ahead else -1
    return f"{year:04}-{season}"


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def holiday(rule: str, year: int) -> dt.date | None:
    """Return a holiday's day in a year: ``12-25``, ``11-4-4`` (month, weekday, which), ``easter-2``."""
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(days=int(rule[6:]))
    month, day, *which = rule.split("-", 2)
    if not which:
        return date_of(year, int(month), int(day))
    weekday, nth = int(day), int(which[0])
    if nth < 0:
        last = moved(dt.date(year, int(month), 1), "M", 1)
        return None if last is None else weekday_near(last, weekday, ahead=False, strictly=True)
    first = weekday_near(dt.date(year, int(month), 1), weekday, ahead=True)
    return None if first is None else moved(first, "W", nth - 1)


def duration_of(amount: float | None, unit: str) -> str:
    """Return a TimeML duration: ``P3D``, ``PT16H``, ``P2Y6M``; an ``X`` for an amount that is not told."""
    count = "X" if amount is None else f"{amount:g}"
    match unit:
        case "H" | "N" | "S":
            letter = "M" if unit == "N" else unit
            if unit == "H" and amount is not None and amount % 1 == 0.5:
                return f"PT{int(amount)}H30M" if amount > 1 else "PT30M"
            return f"PT{count}{letter}"
        case "2W":
            return "PXW" if amount is None else f"P{2 * amount:g}W"
        case "E":
            return "PXE" if amount is None else f"P{10 * amount:g}Y"
        case "C":
            return "PXC" if amount is None else f"P{100 * amount:g}Y"
        case "L":
            return "PXL" if amount is None else f"P{1000 * amount:g}Y"
        case "Y" if amount is not None and amount % 1 == 0.5:
            return f"P{int(amount)}Y6M" if amount > 1 else "P6M"
        case _:
            return f"P{count}{unit}"
