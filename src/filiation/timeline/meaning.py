"""What expressions mean: from classed tokens to a TIMEX3 value on the day that a text was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from filiation.timeline.lexing import BREAK, SIGN, WORD, Token
from filiation.timeline.mention import TimexKind
from filiation.timeline.reckoning import (
    PARTS,
    clipped,
    date_of,
    duration_of,
    holiday,
    month_near,
    moved,
    season_near,
    value_of,
    weekday_near,
)
from filiation.timeline.tense import Tense

DATE, TIME, DURATION, SET = TimexKind.DATE, TimexKind.TIME, TimexKind.DURATION, TimexKind.SET

# How sure a value is, before the anchor's own support: chosen by how often each sort of value was right on the odd
# documents of TimeBank and AQUAINT, rounded.
EXPLICIT, INFERRED, DEICTIC, DISCOURSE, VAGUE = 0.97, 0.85, 0.9, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind and a value; None where the value hangs on a day that is not known.

    Attributes:
        kind: TimeML's type.
        value: TIMEX3 value.
        hangs: The value was, or would have to be, reckoned from the anchor.
        sure: 0-1.
        day: The first day of what is named, for expressions that go on from here ("two days later").
        unit: What is named: day, week, month, quarter, year …, as in `reckoning`.
        compares: It is named to be compared with ("the year-ago quarter"), and nothing goes on from it.
    """

    kind: TimexKind
    value: str | None
    hangs: bool = False
    sure: float = EXPLICIT
    day: dt.date | None = None
    unit: str | None = None
    compares: bool = False


@dataclass(slots=True)
class Reckoner:
    """What a text has said so far, and the day on which it was written.

    Attributes:
        today: The anchor's day; None where there is none.
        last: The last date that was named; None before the first.
        quarter: The fiscal quarter that the text reports on, as a day in it: the last named that is over.
        in_quarter: Comparisons ("a year earlier") are with that quarter.
    """

    today: dt.date | None
    last: Meaning | None = None
    quarter: dt.date | None = None
    in_quarter: bool = False

    def note(self, meaning: Meaning) -> None:
        """Remember a date for what goes on from it, and the quarter that is reported on."""
        if meaning.day is not None and not meaning.compares:
            self.last = meaning
        if meaning.unit == "Q" and meaning.day is not None and not meaning.compares:
            ended = self.today is None or meaning.day + dt.timedelta(days=80) <= self.today
            if ended or self.quarter is None:
                self.quarter = meaning.day
            self.in_quarter = True
        elif meaning.kind is DURATION and meaning.unit == "M":
            self.in_quarter = False  # "for the nine months": what follows compares those

    def there(self) -> dt.date | None:
        """Return the day to go on from: the last that was named, else today."""
        return self.last.day if self.last is not None else self.today


@dataclass(slots=True)
class Expression:
    """Matched tokens in their run, and how to tell the tense of their clause."""

    run: Sequence[Token]
    first: int
    past: int
    tense_of: Callable[[Sequence[Token], int, int], Tense]
    tokens: Sequence[Token] = field(init=False)
    _tense: Tense | None = None

    def __post_init__(self) -> None:
        self.tokens = self.run[self.first : self.past]

    def find(self, letters: str) -> Token | None:
        """Return the first token of one of these classes."""
        return next((token for token in self.tokens if token.letter in letters), None)

    def before(self, back: int = 1) -> Token | None:
        """Return the token in front."""
        return self.run[self.first - back] if self.first >= back else None

    def after(self) -> Token | None:
        """Return the token behind."""
        return self.run[self.past] if self.past < len(self.run) else None

    @property
    def tense(self) -> Tense:
        """Whether the clause speaks of the past or the future."""
        if self._tense is None:
            self._tense = self.tense_of(self.run, self.first, self.past)
        return self._tense

    @property
    def ahead(self) -> bool:
        """Tell whether the clause speaks of the future."""
        return self.tense is Tense.FUTURE


Reading = Callable[[Expression, Reckoner], Meaning | None]


def _day(day: dt.date | None, sure: float = DEICTIC, part: str = "", kind: TimexKind | None = None) -> Meaning:
    value = None if day is None else day.isoformat() + part
    kind = kind or (TIME if part else DATE)
    return Meaning(kind, value, hangs=True, sure=sure, day=day, unit="D")


def _of_unit(day: dt.date | None, unit: str, sure: float = DEICTIC) -> Meaning:
    return Meaning(DATE, None if day is None else value_of(day, unit), hangs=True, sure=sure, day=day, unit=unit)


# ---------------------------------------------------------------------------------------------------------------
# Days and hours.


def _calendar(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read a day, or an hour, or both: "Thursday, Jan. 13", "2.30 p.m. on Friday", "early yesterday", "noon"."""
    clock = _clock(expression)
    if clock == "":
        return None
    if (iso := expression.find("I")) is not None:
        return _iso(iso.form)
    day = _named_day(expression, now)
    if day is None and clock is not None:
        there = now.last.day if now.last is not None and now.last.unit == "D" else now.today
        return Meaning(TIME, None if there is None else f"{there}T{clock}", hangs=True, sure=DISCOURSE)
    if day is None:
        return None
    part = expression.find("P")
    tonight = expression.find("R")
    suffix = part.value if part else tonight.value[-2:] if tonight and tonight.value.endswith("TNI") else None
    if day.value is None or (clock is None and suffix is None):
        return day if clock is None and suffix is None else Meaning(TIME, None, hangs=True)
    return Meaning(TIME, f"{day.value}T{clock or suffix}", day.hangs, day.sure, day.day, "D")


def _named_day(expression: Expression, now: Reckoner) -> Meaning | None:
    month, numbered = expression.find("Mm"), _day_number(expression)
    if month is not None and numbered is not None:
        return _month_and_day(expression, now, int(month.value), numbered)
    if (named := expression.find("h")) is not None:
        return _holiday(expression, now, named.value)
    if (deictic := expression.find("R")) is not None:
        count = int(deictic.value.partition("T")[0])
        return _day(moved(now.today, "D", count) if now.today else None, 0.95)
    if (weekday := expression.find("Ww")) is not None:
        return _weekday(expression, now, int(weekday.value))
    return None


def _day_number(expression: Expression) -> int | None:
    """Return the day of the month: the figure or ordinal beside the month's name."""
    tokens = expression.tokens
    for at, token in enumerate(tokens):
        if token.letter in "Mm":
            behind = tokens[at + 1] if at + 1 < len(tokens) else None
            if behind is not None and behind.letter in "do":
                return int(behind.value)
            ahead = next((t for t in reversed(tokens[:at]) if t.letter != "F"), None)
            if ahead is not None and ahead.letter in "do":
                return int(ahead.value)
    return None


def _year(expression: Expression) -> int | None:
    token = expression.find("Yy")
    if token is None:
        return None
    return int(token.value) if token.letter == "Y" else _century(int(token.value))


def _century(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 50 else 1900)


def _month_and_day(expression: Expression, now: Reckoner, month: int, number: int) -> Meaning | None:
    year = _year(expression)
    if year is not None:
        day = date_of(year, month, number)
        return None if day is None else Meaning(DATE, day.isoformat(), day=day, unit="D")
    if date_of(2000, month, number) is None:
        return None
    if now.today is None:
        return Meaning(DATE, f"XXXX-{month:02}-{number:02}", hangs=True, sure=INFERRED)
    return _day(_nearest(now.today, month, number, expression), INFERRED)


AGAINST_TENSE = 5
"""How many times nearer a day of the year must lie to be meant against the tense of its clause ("extended its offer to
Nov. 20"). Chosen on the odd documents of TimeBank and AQUAINT; 3 to 8 make no difference of more than two dates."""


def _nearest(today: dt.date, month: int, number: int, expression: Expression) -> dt.date | None:
    """Return the nearest day so called, those against the tense of the clause counted as farther."""
    days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := date_of(year, month, number))]
    weekday = expression.find("Ww")
    if weekday is not None:
        days = [day for day in days if day.isoweekday() == int(weekday.value)] or days

    def distance(day: dt.date) -> int:
        ways = abs((day - today).days)
        against = day < today if expression.tense is Tense.FUTURE else day > today and expression.tense is Tense.PAST
        return ways * AGAINST_TENSE if against else ways

    return min(days, key=lambda day: (distance(day), day)) if days else None


def _holiday(expression: Expression, now: Reckoner, rule: str) -> Meaning | None:
    if rule.count("-") == 2 and len(rule) == 10:
        return Meaning(DATE, rule, day=dt.date.fromisoformat(rule), unit="D")
    year = _year(expression)
    if year is not None:
        day = holiday(rule, year)
        return None if day is None else Meaning(DATE, day.isoformat(), day=day, unit="D")
    if now.today is None:
        return _day(None)
    days = [day for step in (-1, 0, 1) if (day := holiday(rule, now.today.year + step)) is not None]
    mark = expression.find("LX")
    ahead = mark.letter == "X" if mark else expression.ahead
    days = [day for day in days if (day >= now.today if ahead else day <= now.today)] or days
    return _day(min(days, key=lambda day: abs(day - now.today)) if days else None, INFERRED)  # type: ignore[operator]


def _weekday(expression: Expression, now: Reckoner, weekday: int) -> Meaning:
    if now.today is None:
        return _day(None)
    mark = expression.find("LXH")
    if mark is None:
        return _day(weekday_near(now.today, weekday, ahead=expression.ahead))
    if mark.letter == "H":
        monday = now.today - dt.timedelta(days=now.today.isoweekday() - 1)
        return _day(moved(monday, "D", weekday - 1))
    there = now.there() if mark.form.rpartition(" ")[2] in _FROM_THERE else now.today
    assert there is not None
    return _day(weekday_near(there, weekday, ahead=mark.letter == "X", strictly=True))


_FROM_THERE = frozenset({"previous", "preceding", "prior", "following", "subsequent", "the next"})
"""Words that go on from the last date that was named, not from the day of writing."""


def _clock(expression: Expression) -> str | None:
    """Return ``14:30``; "" for what is no time of day, None where none is told."""
    for at, token in enumerate(expression.tokens):
        behind = expression.tokens[at + 1] if at + 1 < len(expression.tokens) else None
        half = behind.value if behind is not None and behind.letter == "p" else ""
        if token.letter == "N":
            return token.value
        if not half and behind is not None and behind.letter in "iO" and (part := expression.find("P")) is not None:
            half = "a" if part.value == "MO" else "p"
        if token.letter == "T" or (token.letter in "d9n" and behind is not None and behind.letter in "pOi"):
            return _hour(token.form if token.letter != "n" else token.value, half)
    return None


def _hour(form: str, half: str) -> str:
    parts = form.replace(".", ":").split(":")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or any(len(part) != 2 for part in parts[1:]):
        return ""
    hour, rest = int(parts[0]), parts[1:] or ["00"]
    if half and not 1 <= hour <= 12:
        return "" if half == "a" else f"{hour:02}:{':'.join(rest)}" if hour < 24 else ""
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or any(int(part) > 59 for part in rest):
        return ""
    return f"{hour:02}:{':'.join(rest)}"


def _iso(form: str) -> Meaning | None:
    day = date_of(int(form[:4]), int(form[5:7]), int(form[8:10]))
    if day is None:
        return None
    time = form[11:].upper()
    return Meaning(TIME if time else DATE, day.isoformat() + (f"T{time}" if time else ""), day=day, unit="D")


def _figures(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read 12.01.2022, 2022/01/12, 1/12/2022; where day and month could be either, the reading nearer to the anchor."""
    form = expression.tokens[0].form
    sign = next(c for c in form if not c.isdigit())
    a, b, c = (int(part) for part in form.split(sign))
    if len(form.split(sign)[0]) == 4:
        days = [date_of(a, b, c)]
    else:
        whole = len(form.split(sign)[2]) == 4
        if not whole and sign != "/":
            return None  # 1.2.10 is a version or a section as often as a date
        year = c if whole else _century(c)
        days = [date_of(year, b, a)] if sign == "." else [date_of(year, a, b), date_of(year, b, a)]
    known = sorted({day for day in days if day is not None})
    if not known:
        return None
    if len(known) == 1:
        return Meaning(DATE, known[0].isoformat(), day=known[0], unit="D")
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    today = now.today
    return _day(min(known, key=lambda day: abs(day - today)), DISCOURSE)


def _month_day(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read the second figure of "Jan. 10-12", "Jan. 10 and 12"."""
    return _beside(expression, now, -3)


def _day_month(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read the first figure of "10-12 January"."""
    return _beside(expression, now, 3)


def _beside(expression: Expression, now: Reckoner, step: int) -> Meaning | None:
    month = expression.run[expression.first + step]
    year = expression.find("Y")
    number = int(expression.tokens[0].value)
    if year is not None:
        day = date_of(int(year.value), int(month.value), number)
        return None if day is None else Meaning(DATE, day.isoformat(), day=day, unit="D")
    if now.today is None or date_of(2000, int(month.value), number) is None:
        return None
    return _day(_nearest(now.today, int(month.value), number, expression), INFERRED)


def _weekday_of_week(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "Tuesday of last week", "Monday next week"."""
    weekday, mark, unit = expression.find("W"), expression.find("LXH"), expression.find("u")
    if weekday is None or mark is None or unit is None or unit.value != "W":
        return None
    if now.today is None:
        return _day(None)
    monday = moved(now.today, "D", 1 - now.today.isoweekday() + 7 * int(mark.value))
    return _day(moved(monday, "D", int(weekday.value) - 1) if monday else None)


def _week_of(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the week of March 6", "the month of May"."""
    unit = expression.find("u")
    if unit is None or unit.value not in {"W", "M"}:
        return None
    day = _month(expression, now) if unit.value == "M" else _named_day(expression, now)
    if day is None or day.day is None or unit.value == "M":
        return day
    return replace(day, value=value_of(day.day, "W"), unit="W")


def _part(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "this morning", "last night"."""
    mark, part = expression.find("LXH"), expression.find("P")
    if mark is None or part is None or part.value not in PARTS:
        return None
    if mark.letter == "X":
        there = now.there()
        return _day(moved(there, "D", 1) if there else None, DISCOURSE, f"T{part.value}")
    day = moved(now.today, "D", int(mark.value)) if now.today else None
    return _day(day, DEICTIC, f"T{part.value}")


# ---------------------------------------------------------------------------------------------------------------
# Months, quarters, seasons, years and more.


def _month(expression: Expression, now: Reckoner) -> Meaning | None:
    month = expression.find("Mm")
    if month is None:
        return None
    number, year = int(month.value), _year(expression)
    if year is not None:
        return Meaning(DATE, f"{year:04}-{number:02}", day=date_of(year, number, 1), unit="M")
    if now.today is None:
        return _of_unit(None, "M")
    unit, mark = expression.find("u"), expression.find("LXH")
    if unit is not None:
        if unit.value != "Y" or mark is None:
            return None
        return _of_unit(clipped(now.today.year + int(mark.value), number, 1), "M")
    strictly = mark is not None and mark.letter in "LX"
    ahead = mark.letter == "X" if strictly and mark else expression.ahead
    if mark is not None and mark.letter == "H":
        return _of_unit(date_of(now.today.year, number, 1), "M")
    year, number = month_near(now.today, number, ahead=ahead, strictly=strictly)
    return _of_unit(date_of(year, number, 1), "M", INFERRED)


_YEARS_ALONE = range(1800, 2100)
"""Figures that are taken for years wherever they stand; others need a word in front that says so."""
_ROUND = frozenset({"1000", "1100", "1200", "1500", "1800", "2000"})
_COUNTED = frozenset(
    {
        "about",
        "some",
        "nearly",
        "almost",
        "over",
        "than",
        "around",
        "roughly",
        "approximately",
        "least",
        "most",
        "no",
        "number",
    }
)


def _year_alone(expression: Expression, now: Reckoner) -> Meaning | None:
    year = _year(expression)
    if year is None:
        return None
    before, after = expression.before(), expression.after()
    told = len(expression.tokens) > 1 or (before is not None and before.letter in "iMm")
    if not told:
        if before is not None and (before.form in _COUNTED or before.letter == "A"):
            return None
        if after is not None and after.letter in "uU":
            return None
        if year not in _YEARS_ALONE and not (before is not None and before.letter in "Fk"):
            return None
        if str(year) in _ROUND and after is not None and after.letter == WORD and after.form.endswith("s"):
            return None
    return Meaning(DATE, f"{year:04}", day=date_of(year, 1, 1), unit="Y", sure=EXPLICIT if told else INFERRED)


def _decade(expression: Expression, now: Reckoner) -> Meaning | None:
    token = expression.find("D")
    if token is None:
        return None
    before = expression.before()
    if token.form.isalpha() and before is not None and before.letter == "j":
        return None  # "in her thirties"
    if expression.tokens[0].letter == "t" and not token.form.isalpha():
        return None  # the article stands outside: "the [1990s]", but "[the nineties]"
    year = int(token.value)
    return Meaning(DATE, f"{year // 10}X", day=date_of(year, 1, 1), unit="E")


def _ordinal_century(expression: Expression, now: Reckoner) -> Meaning | None:
    nth, mark = expression.find("o"), expression.find("C")
    if nth is None or mark is None or mark.value != "C":
        return None
    return Meaning(DATE, f"{int(nth.value) - 1:02}", day=date_of(100 * (int(nth.value) - 1) or 1, 1, 1), unit="C")


def _deictic(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "last week", "this year", "the end of the month", "that day", "the following month"."""
    unit, mark = expression.find("uC2"), expression.find("LXHG1")
    if unit is None or unit.value in {"H", "N", "S"}:
        return None
    code = unit.value.removeprefix("F")
    if mark is not None and (
        mark.letter == "G" or mark.form.rpartition(" ")[2] in _FROM_THERE or "the next" in mark.form
    ):
        there = now.there()
        count = 0 if mark.letter == "G" else int(mark.value)
        if count == 0 and code == "D" and now.last is not None and now.last.unit != "D":
            return replace(
                now.last, hangs=True, sure=DISCOURSE
            )  # no day was named, and "that day" lies in the month that was
        return _of_unit(moved(there, code, count) if there else None, code, DISCOURSE)
    count = int(mark.value) if mark is not None and mark.letter in "LXH" else 0
    if code in {"E", "C"} and mark is not None and mark.form.endswith("past"):
        return Meaning(DURATION, duration_of(1, code))
    if code == "D" and mark is None:
        return None  # "earlier in the day"
    if code == "D" and mark is not None and mark.letter in "LH":
        return None  # "this day", "the last day": no day of the calendar
    return _of_unit(moved(now.today, code, count) if now.today else None, code)


_ENDED = frozenset({"ended", "ending", "to", "through"})
_DEFINITE_AFTER = frozenset("ik")


def _definite(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the year", "the week", "the month": the one that the text is about."""
    unit, before, after = expression.find("u"), expression.before(), expression.after()
    if unit is None:
        return None
    code = unit.value.removeprefix("F")
    if code not in {"Y", "M", "W"} or (after is not None and after.letter in "F'-"):
        return None
    if after is not None and after.form in {"ended", "ending"}:
        return Meaning(DURATION, f"P1{code}", sure=DISCOURSE)
    if (
        before is None
        or before.letter not in "ikrx"
        or (
            after is not None
            and after.letter == WORD
            and after.form not in {"said"}
            and before.form not in {"for", "of"}
        )
    ):
        return None
    return _of_unit(now.today, code, DISCOURSE)


def _quarter(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the third quarter of 2021", "Q3", "third-quarter", "this year's third quarter", "the latest period"."""
    nth, year = expression.find("oQ"), _year(expression)
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
            return _of_unit(None, "Q")
        if unit is not None and mark is None and expression.find("rg") is None:
            return _of_unit(date_of(now.today.year, 3 * number - 2, 1), "Q")
        if unit is not None:
            count = int(mark.value or 0) if mark is not None else -1
            meaning = _of_unit(date_of(now.today.year + count, 3 * number - 2, 1), "Q")
            return replace(meaning, compares=count < 0)
        return _of_unit(_near_quarter(now.today, number, expression), "Q", INFERRED)
    if now.today is None:
        return _of_unit(None, "Q")
    there = now.quarter or moved(now.today, "Q", -1) or now.today
    if year is not None:
        return replace(_of_unit(clipped(year, there.month, 1), "Q", DISCOURSE), compares=True)
    if expression.find("rg") is not None or unit is not None:
        count = int(mark.value or 0) if mark is not None else -1
        return replace(_of_unit(clipped(there.year + count, there.month, 1), "Q", DISCOURSE), compares=True)
    if mark is not None and mark.letter in "LX":
        return _of_unit(moved(now.today, "Q", int(mark.value)), "Q")
    if mark is not None and (mark.letter == "1" or (mark.letter == "H" and now.quarter is None)):
        return _of_unit(now.today, "Q")
    return _of_unit(there, "Q", DISCOURSE)


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
        return _of_unit(moved(now.today, "Y", -1) if now.today else None, "Y", DISCOURSE)
    mark = expression.find("l")
    return None if mark is None else _of_unit(moved(now.today, "Q", -1) if now.today else None, "Q", DISCOURSE)


def _year_ago(_: Expression, now: Reckoner) -> Meaning | None:
    """Read "year-earlier", "a year ago" as a report of figures means them: the like quarter where one was named."""
    return _compared(now, now.today, "Y")


def _compared(now: Reckoner, there: dt.date | None, unit: str) -> Meaning:
    """Return what lies a year before: the quarter's like, else the year's, or the month's."""
    if now.quarter is not None and now.in_quarter:
        return replace(_of_unit(moved(now.quarter, "Y", -1), "Q", DISCOURSE), compares=True)
    return replace(_of_unit(moved(there, "Y", -1) if there else None, unit, DISCOURSE), compares=True)


def _half(expression: Expression, now: Reckoner) -> Meaning | None:
    nth, mark, unit = expression.find("B"), expression.find("LXH"), expression.find("u")
    if nth is None or not nth.value or (unit is not None and unit.value not in {"Y", "FY"}):
        return None
    year = _year(expression)
    if year is not None:
        return Meaning(DATE, f"{year:04}-H{nth.value}")
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    count = int(mark.value) if mark is not None else 0
    return Meaning(DATE, f"{now.today.year + count:04}-H{nth.value}", hangs=True, sure=DEICTIC)


def _season(expression: Expression, now: Reckoner) -> Meaning | None:
    named, mark, year = expression.find("Ss"), expression.find("LXH"), _year(expression)
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


def _weekend(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the weekend", "last weekend": the one on or before the day, unless the clause or a word says otherwise."""
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    mark = expression.find("LXH")
    saturday = weekday_near(now.today, 6, ahead=expression.ahead or (mark is not None and mark.letter == "X"))
    if mark is not None and mark.letter == "L" and saturday is not None and (now.today - saturday).days < 2:
        saturday = moved(saturday, "W", -1)
    if saturday is None:
        return None
    return Meaning(DATE, f"{value_of(saturday, 'W')}-WE", hangs=True, sure=INFERRED, day=saturday, unit="D")


# ---------------------------------------------------------------------------------------------------------------
# Distances, durations, sets, and what is vague.


def _amount(expression: Expression) -> float | None:
    """Return how many units; None for "a few"."""
    if expression.find("c") is not None:
        return None
    figures = [float(token.value) for token in expression.tokens if token.letter in "nd9"]
    half = expression.find("B")
    if half is not None and expression.find("&") is None:
        return 0.5
    if not figures:
        return 1 if expression.find("a") is not None or expression.find("u") is not None else None
    if len(figures) == 3 and expression.find("/") is not None:
        return figures[0] + figures[1] / figures[2] if figures[2] else None
    return figures[0] + (0.5 if half is not None else 0)


def _ago(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "four years ago", "two days from now"; "years ago" is PAST_REF."""
    unit, way = expression.find("uUC"), expression.find("g")
    amount = _amount(expression)
    if unit is None or way is None:
        return None
    if expression.tokens[0] is unit and unit.letter == "u":
        return _year_ago(expression, now) if unit.value == "Y" else None
    if amount is None:
        return Meaning(DATE, "PAST_REF" if way.value == "-1" else "FUTURE_REF", sure=VAGUE)
    if unit.value == "Y" and amount == 1 and now.in_quarter and way.value == "-1":
        return _year_ago(expression, now)
    return _away(now.today, unit.value, amount * int(way.value))


def _away(day: dt.date | None, unit: str, count: float, sure: float = DEICTIC) -> Meaning | None:
    code = unit.removeprefix("F")
    if code in {"H", "N", "S"}:
        return Meaning(TIME, None, hangs=True)
    if count % 1:
        count, code = (round(count * 12), "M") if code == "Y" else (round(count), code)
    if day is None:
        return _of_unit(None, code)
    there = moved(day, code, int(count))
    if there is None:
        return None
    return _of_unit(there, {"E": "Y", "2W": "W", "C": "Y"}.get(code, code), sure)


def _later(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "two days later", "a year earlier": from the last date that was named."""
    unit, way, amount = expression.find("uU"), expression.find("r"), _amount(expression)
    if unit is None or way is None or amount is None:
        return None
    if unit.value == "Y" and amount == 1 and way.value == "-1" and way.form == "earlier":
        return _year_earlier(now)
    return _away(now.there(), unit.value, amount * int(way.value), DISCOURSE)


def _year_earlier(now: Reckoner) -> Meaning:
    there, unit = (now.last.day, now.last.unit) if now.last is not None else (now.today, None)
    return _compared(now, there, "M" if unit == "M" else "Y")


def _duration(expression: Expression, now: Reckoner) -> Meaning | None:
    unit, before = expression.find("UuC"), expression.before()
    if unit is None:
        return None
    if len(expression.tokens) == 1 and unit.value in {"N", "S", "Q"}:
        return None
    code = "Y" if unit.value == "FY" else unit.value
    if expression.find("a") is not None and expression.find("nd9cB") is None:
        if unit.letter == "U":
            return None
        after = expression.after()
        if before is not None and before.letter in "nd9UT":
            return Meaning(SET, duration_of(1, code), sure=VAGUE)
        if code == "D" and not (before is not None and before.letter in "ikA"):
            return None
        if after is not None and after.letter in "-":
            return None
    amount = _amount(expression)
    if code == "D" and amount == 1 and len(expression.tokens) == 2 and _is_adverb(expression) and expression.ahead:
        return Meaning(DATE, "FUTURE_REF", sure=VAGUE)  # "will one day be"
    reported = code == "M" and expression.tokens[0].letter in "tl"
    return Meaning(DURATION, duration_of(amount, code), unit="M" if reported else None)


def _is_adverb(expression: Expression) -> bool:
    """Tell whether an expression stands between words that do not govern it: "will one day be"."""
    return all(token is None or token.letter == WORD for token in (expression.before(), expression.after()))


def _rate(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "a year" in "three million a year", "twice a week"."""
    unit, before = expression.find("u"), expression.before()
    if unit is None or before is None:
        return None
    each = expression.tokens[0].letter == "%" or before.letter in "nd9U" or before.form in _RATED
    return Meaning(SET, duration_of(1, unit.value), sure=VAGUE) if each else None


_RATED = frozenset(
    "once twice times billion million thousand hundred trillion dollars euros pounds tons barrels share people percent".split()
)


def _every(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "every two weeks", "each July", "Mondays", "daily"."""
    token = expression.find("@")
    if token is not None:
        return Meaning(SET, token.value)
    if (weekday := expression.find("WE")) is not None:
        return Meaning(SET, f"XXXX-WXX-{weekday.value}")
    if (month := expression.find("Mm")) is not None:
        return Meaning(SET, f"XXXX-{int(month.value):02}")
    if (season := expression.find("Ss")) is not None:
        return Meaning(SET, f"XXXX-{season.value}")
    if (named := expression.find("h")) is not None:
        return Meaning(SET, f"XXXX-{named.value}" if len(named.value) == 5 else "P1Y")
    if expression.find("K") is not None:
        return Meaning(SET, "XXXX-WXX-WE")
    if (part := expression.find("P")) is not None:
        return Meaning(SET, f"XXXX-XX-XXT{part.value}")
    unit, nth = expression.find("uUq"), expression.find("o")
    if unit is None:
        return None
    amount = float(nth.value) if nth is not None else _amount(expression)
    if expression.find(WORD) is not None:
        if expression.tokens[1].form != "other":
            return None
        amount = 2
    return Meaning(SET, duration_of(amount or 1, unit.value or "Q"))


def _vague(expression: Expression, now: Reckoner) -> Meaning | None:
    token = expression.tokens[0]
    if token.letter == "1":
        return Meaning(DATE, "PRESENT_REF", sure=VAGUE)
    return Meaning(DATE, token.value, sure=VAGUE) if token.value else None


def _past(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the past" as a noun."""
    token, before, after = expression.tokens[0], expression.before(), expression.after()
    noun = (
        after is None
        or after.letter in {SIGN, BREAK, ",", "i", "k", "&", "-"}
        or (before is not None and before.form == "in")
    )
    return Meaning(DATE, "PAST_REF", sure=VAGUE) if token.form == "the past" and noun else None


MEANINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "calendar": _calendar,
        "figures": _figures,
        "month_day": _month_day,
        "day_month": _day_month,
        "weekday_of_week": _weekday_of_week,
        "week_of": _week_of,
        "part": _part,
        "month": _month,
        "year": _year_alone,
        "decade": _decade,
        "century": _ordinal_century,
        "quarter": _quarter,
        "year_ago": _year_ago,
        "half": _half,
        "season": _season,
        "deictic": _deictic,
        "definite": _definite,
        "weekend": _weekend,
        "ago": _ago,
        "later": _later,
        "duration": _duration,
        "rate": _rate,
        "every": _every,
        "vague": _vague,
        "past": _past,
    }
)
