"""What days and hours mean: "Thursday, Jan. 13", "2.30 p.m. on Friday", "last night", "the weekend"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from filiation.timeline.meaning import (
    DATE,
    DEICTIC,
    DISCOURSE,
    INFERRED,
    TIME,
    Expression,
    Meaning,
    Reckoner,
    century_of,
    count_of,
    goes_on,
    on_day,
    year_of,
)
from filiation.timeline.periods import month
from filiation.timeline.reckoning import (
    PARTS,
    date_of,
    holiday,
    month_near,
    moved,
    value_of,
    weekday_near,
)
from filiation.timeline.tense import Tense


def calendar(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read a day, or an hour, or both: "Thursday, Jan. 13", "2.30 p.m. on Friday", "early yesterday", "noon"."""
    clock = _clock(expression)
    if clock == "":
        return None
    if (iso := expression.find("I")) is not None:
        return _iso(iso.form)
    day = named_day(expression, now)
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


def named_day(expression: Expression, now: Reckoner) -> Meaning | None:
    """Return the day that an expression names, whatever hour it adds; None where it names none."""
    month, numbered = expression.find("Mm"), _day_number(expression)
    if month is not None and numbered is not None:
        return _month_and_day(expression, now, int(month.value), numbered)
    if (named := expression.find("h")) is not None:
        return _holiday(expression, now, named.value)
    if (deictic := expression.find("R")) is not None:
        if (before := expression.before()) is not None and before.letter == "a":
            return None  # "a tomorrow without war"
        count = int(deictic.value.partition("T")[0])
        return on_day(moved(now.today, "D", count) if now.today else None, 0.95)
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


def _known_year(expression: Expression, month: int, number: int) -> int | None:
    """Return the year of a day that is known by its name: "the Sept. 11 attacks"."""
    known, after = expression.language.known_days.get((month, number)), expression.after()
    return known[1] if known is not None and after is not None and after.form in known[0] else None


def _month_and_day(expression: Expression, now: Reckoner, month: int, number: int) -> Meaning | None:
    year = year_of(expression) or _known_year(expression, month, number)
    if year is not None:
        day = date_of(year, month, number)
        return None if day is None else Meaning(DATE, day.isoformat(), day=day, unit="D")
    if date_of(2000, month, number) is None:
        return None
    if now.today is None:
        return Meaning(DATE, f"XXXX-{month:02}-{number:02}", hangs=True, sure=INFERRED)
    if (told := expression.told_year(now)) is not None:
        year, _ = month_near(told, month, ahead=True)
        return on_day(date_of(year, month, number), DISCOURSE)
    return on_day(_nearest(now.today, month, number, expression), INFERRED)


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
    year = year_of(expression)
    if year is not None:
        day = holiday(rule, year)
        return None if day is None else Meaning(DATE, day.isoformat(), day=day, unit="D")
    if now.today is None:
        return on_day(None)
    days = [day for step in (-1, 0, 1) if (day := holiday(rule, now.today.year + step)) is not None]
    mark = expression.find("LX")
    ahead = mark.letter == "X" if mark else expression.ahead
    days = [day for day in days if (day >= now.today if ahead else day <= now.today)] or days
    return on_day(min(days, key=lambda day: abs(day - now.today)) if days else None, INFERRED)  # type: ignore[operator]


def _weekday(expression: Expression, now: Reckoner, weekday: int) -> Meaning:
    if now.today is None:
        return on_day(None)
    mark = expression.find("LXH")
    if mark is None:
        return on_day(weekday_near(now.today, weekday, ahead=expression.ahead))
    if mark.letter == "H":
        monday = now.today - dt.timedelta(days=now.today.isoweekday() - 1)
        return on_day(moved(monday, "D", weekday - 1))
    there = now.there() if goes_on(mark) else now.today
    assert there is not None
    return on_day(weekday_near(there, weekday, ahead=mark.letter == "X", strictly=True))


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


def figures(expression: Expression, now: Reckoner) -> Meaning | None:
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
        year = c if whole else century_of(c)
        days = [date_of(year, b, a)] if sign == "." else [date_of(year, a, b), date_of(year, b, a)]
    known = sorted({day for day in days if day is not None})
    if not known:
        return None
    if len(known) == 1:
        return Meaning(DATE, known[0].isoformat(), day=known[0], unit="D")
    if now.today is None:
        return Meaning(DATE, None, hangs=True)
    today = now.today
    return on_day(min(known, key=lambda day: abs(day - today)), DISCOURSE)


def month_day(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read the second figure of "Jan. 10-12", "Jan. 10 and 12"."""
    return _beside(expression, now, -3)


def day_month(expression: Expression, now: Reckoner) -> Meaning | None:
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
    return on_day(_nearest(now.today, int(month.value), number, expression), INFERRED)


def weekday_of_week(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "Tuesday of last week", "Monday next week"."""
    weekday, mark, unit = expression.find("W"), expression.find("LXH"), expression.find("u")
    if weekday is None or mark is None or unit is None or unit.value != "W":
        return None
    if now.today is None:
        return on_day(None)
    monday = moved(now.today, "D", 1 - now.today.isoweekday() + 7 * count_of(mark))
    return on_day(moved(monday, "D", int(weekday.value) - 1) if monday else None)


def week_of(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "the week of March 6", "the month of May"."""
    unit = expression.find("u")
    if unit is None or unit.value not in {"W", "M"}:
        return None
    day = month(expression, now) if unit.value == "M" else named_day(expression, now)
    if day is None or day.day is None or unit.value == "M":
        return day
    return replace(day, value=value_of(day.day, "W"), unit="W")


def part(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "this morning", "last night"."""
    mark, part = expression.find("LXH"), expression.find("P")
    if mark is None or part is None or part.value not in PARTS:
        return None
    if mark.letter == "X":
        there = now.there()
        return on_day(moved(there, "D", 1) if there else None, DISCOURSE, f"T{part.value}")
    day = moved(now.today, "D", count_of(mark)) if now.today else None
    return on_day(day, DEICTIC, f"T{part.value}")


def weekend(expression: Expression, now: Reckoner) -> Meaning | None:
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
