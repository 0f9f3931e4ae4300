"""What reports of figures mean: "the third quarter", "the latest period", "a year earlier"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from filiation.timeline.meaning import (
    DATE,
    DISCOURSE,
    INFERRED,
    Expression,
    Meaning,
    Reckoner,
    count_of,
    on_unit,
    year_of,
)
from filiation.timeline.reckoning import (
    clipped,
    date_of,
    moved,
)


def quarter(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the third quarter of 2021", "Q3", "third-quarter", "this year's third quarter", "the latest period"."""
    nth, year = expression.find("oQ"), year_of(expression)
    mark, unit = expression.find("LXHl1"), expression.find("u")
    if expression.find("qQ") is None and now.quarter is None and nth is None:
        return _period(expression, now)
    if nth is not None:
        number = int(nth.value)
        if not 1 <= number <= 4:
            return None
        if year is not None:
            return Meaning(DATE, f"{year:04}-Q{number}", day=date_of(year, 3 * number - 2, 1), unit="Q")
        if now.today is None:
            return on_unit(None, "Q")
        if unit is not None and mark is None and expression.find("rg") is None:
            return on_unit(date_of(now.today.year, 3 * number - 2, 1), "Q")
        if unit is not None:
            count = count_of(mark) if mark is not None else -1
            meaning = on_unit(date_of(now.today.year + count, 3 * number - 2, 1), "Q")
            return replace(meaning, compares=count < 0)
        return on_unit(_near_quarter(now.today, number, expression), "Q", INFERRED)
    if now.today is None:
        return on_unit(None, "Q")
    there = now.quarter or moved(now.today, "Q", -1) or now.today
    if year is not None:
        return replace(on_unit(clipped(year, there.month, 1), "Q", DISCOURSE), compares=True)
    if expression.find("rg") is not None or unit is not None:
        count = count_of(mark) if mark is not None else -1
        return replace(on_unit(clipped(there.year + count, there.month, 1), "Q", DISCOURSE), compares=True)
    if mark is not None and mark.letter in "LX":
        return on_unit(moved(now.today, "Q", count_of(mark)), "Q")
    if mark is not None and (mark.letter == "1" or (mark.letter == "H" and now.quarter is None)):
        return on_unit(now.today, "Q")
    return on_unit(there, "Q", DISCOURSE)


def _near_quarter(today: dt.date, number: int, expression: Expression) -> dt.date | None:
    """Return the first day of a quarter: this year's if it has begun or the clause asks for what is to come."""
    current = (today.month + 2) // 3
    year = today.year
    if number - current > 1 and not expression.ahead:
        year -= 1
    elif current - number > 1 and expression.ahead:
        year += 1
    return date_of(year, 3 * number - 2, 1)


def _period(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the year-ago period", "the latest period" where no quarter was named before."""
    if expression.find("b") is None:
        return None
    if expression.find("rg") is not None:
        return on_unit(moved(now.today, "Y", -1) if now.today else None, "Y", DISCOURSE)
    mark = expression.find("l")
    return None if mark is None else on_unit(moved(now.today, "Q", -1) if now.today else None, "Q", DISCOURSE)


def year_ago(_: Expression, now: Reckoner) -> Meaning | None:
    """Read "year-earlier", "a year ago" as a report of figures means them: the like quarter where one was named."""
    return compared(now, now.today, "Y")


def compared(now: Reckoner, there: dt.date | None, unit: str) -> Meaning:
    """Return what lies a year before: the quarter's like, else the year's, or the month's."""
    if now.quarter is not None and now.in_quarter:
        return replace(on_unit(moved(now.quarter, "Y", -1), "Q", DISCOURSE), compares=True)
    return replace(on_unit(moved(there, "Y", -1) if there else None, unit, DISCOURSE), compares=True)
