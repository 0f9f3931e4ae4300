"""What months, seasons, years and longer periods mean: "mid-December", "last week", "the 1990s", "the 19th century"."""

from __future__ import annotations

from dataclasses import replace

from filiation.timeline.lexing import WORD
from filiation.timeline.meaning import (
    DATE,
    DEICTIC,
    DISCOURSE,
    DURATION,
    EXPLICIT,
    INFERRED,
    Expression,
    Meaning,
    Reckoner,
    count_of,
    goes_on,
    on_unit,
    year_of,
)
from filiation.timeline.reckoning import (
    clipped,
    date_of,
    duration_of,
    month_near,
    moved,
    season_near,
)


def month(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "December", "mid-March", "last May", "July 1997", "April next year"."""
    month = expression.find("Mm")
    if month is None:
        return None
    number, year = int(month.value), year_of(expression)
    if year is not None:
        return Meaning(DATE, f"{year:04}-{number:02}", day=date_of(year, number, 1), unit="M")
    if now.today is None:
        return on_unit(None, "M")
    unit, mark = expression.find("u"), expression.find("LXH")
    if unit is not None:
        if unit.value != "Y" or mark is None:
            return None
        return on_unit(clipped(now.today.year + count_of(mark), number, 1), "M")
    strictly = mark is not None and mark.letter in "LX"
    ahead = mark.letter == "X" if strictly and mark else expression.ahead
    if mark is not None and mark.letter == "H":
        return on_unit(date_of(now.today.year, number, 1), "M")
    if mark is None and (told := expression.told_year(now)) is not None:
        year, number = month_near(told, number, ahead=True)
        return on_unit(date_of(year, number, 1), "M", DISCOURSE)
    year, number = month_near(now.today, number, ahead=ahead, strictly=strictly)
    return on_unit(date_of(year, number, 1), "M", INFERRED)


_YEARS_ALONE = range(1800, 2100)
"""Figures that are taken for years wherever they stand; others need a word in front that says so."""

_ROUND = frozenset({"1000", "1100", "1200", "1500", "1800", "2000"})


def year_alone(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "2014", "fiscal 1989", "the end of 1990"; no counts."""
    year = year_of(expression)
    if year is None:
        return None
    before, after = expression.before(), expression.after()
    told = len(expression.tokens) > 1 or (before is not None and before.letter in "iMm")
    if not told:
        if before is not None and (before.form in expression.language.counted or before.letter == "A"):
            return None
        if after is not None and after.letter in "uU":
            return None
        if year not in _YEARS_ALONE and not (before is not None and before.letter in "Fk"):
            return None
        if (
            str(year) in _ROUND
            and after is not None
            and after.letter == WORD
            and after.form.endswith(expression.language.plural_endings)
        ):
            return None
    return Meaning(DATE, f"{year:04}", day=date_of(year, 1, 1), unit="Y", sure=EXPLICIT if told else INFERRED)


def decade(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "the nineties", "early 1990s"; no ages."""
    token = expression.find("D")
    if token is None:
        return None
    before = expression.before()
    if token.form.isalpha() and before is not None and before.letter == "j":
        return None  # "in her thirties"
    year = int(token.value)
    return Meaning(DATE, f"{year // 10}X", day=date_of(year, 1, 1), unit="E")


def ordinal_century(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "the 19th century"."""
    nth, mark = expression.find("o"), expression.find("C")
    if nth is None or mark is None or mark.value != "C":
        return None
    return Meaning(DATE, f"{int(nth.value) - 1:02}", day=date_of(100 * (int(nth.value) - 1) or 1, 1, 1), unit="C")


def deictic(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "last week", "this year", "the end of the month", "that day", "the following month"."""
    unit, mark = expression.find("uC2"), expression.find("LXHG1")
    if unit is None or unit.value in {"H", "N", "S"}:
        return None
    code = unit.value.removeprefix("F")
    if mark is not None and (mark.letter == "G" or goes_on(mark)):
        there = now.there()
        count = 0 if mark.letter == "G" else count_of(mark)
        if count == 0 and code == "D" and now.last is not None and now.last.unit != "D":
            return replace(
                now.last, hangs=True, sure=DISCOURSE
            )  # no day was named, and "that day" lies in the month that was
        return on_unit(moved(there, code, count) if there else None, code, DISCOURSE)
    count = count_of(mark)
    if code in {"E", "C"} and mark is not None and mark.value.endswith((".span", ".noun")):
        return Meaning(DURATION, duration_of(1, code))
    if code == "D" and mark is None:
        return None  # "earlier in the day"
    if code == "D" and mark is not None and mark.letter in "LH":
        return None  # "this day", "the last day": no day of the calendar
    return on_unit(moved(now.today, code, count) if now.today else None, code)


def definite(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the year", "the week", "the month": the one that the text is about."""
    unit, before, after = expression.find("u"), expression.before(), expression.after()
    if unit is None:
        return None
    code = unit.value.removeprefix("F")
    if code not in {"Y", "M", "W"} or (after is not None and after.letter in "F'-"):
        return None
    if after is not None and after.letter == "3":
        return Meaning(DURATION, f"P1{code}", sure=DISCOURSE)
    if before is None or before.letter not in "ikrx" or (after is not None and after.letter == WORD):
        return None
    return on_unit(now.today, code, DISCOURSE)


def half(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the first half of 2021", "the second half of this year"."""
    nth, mark, unit = expression.find("B"), expression.find("LXH"), expression.find("u")
    if nth is None or not nth.value or (unit is not None and unit.value not in {"Y", "FY"}):
        return None
    year = year_of(expression)
    if year is not None:
        return Meaning(DATE, f"{year:04}-H{nth.value}")
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    count = count_of(mark)
    return Meaning(DATE, f"{now.today.year + count:04}-H{nth.value}", hangs=True, sure=DEICTIC)


def season(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "last summer", "the autumn of 2019", "this winter"."""
    named, mark, year = expression.find("Ss"), expression.find("LXH"), year_of(expression)
    if named is None:
        return None
    if year is not None:
        return Meaning(DATE, f"{year:04}-{named.value}", day=date_of(year, 3, 1), unit="Y")
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    strictly = mark is not None and mark.letter in "LX"
    ahead = mark.letter == "X" if strictly and mark else expression.ahead
    if mark is not None and mark.letter == "H":
        value = season_near(now.today, named.value, ahead=now.today.month < 9 and named.value != "WI")
        return Meaning(DATE, value, hangs=True, sure=DEICTIC)
    return Meaning(DATE, season_near(now.today, named.value, ahead=ahead, strictly=strictly), hangs=True, sure=INFERRED)
