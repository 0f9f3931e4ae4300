"""What distances, durations, sets and vague references mean: "four years ago", "two-year", "every Monday", "now"."""

from __future__ import annotations

import datetime as dt

from filiation.timeline.lexing import BREAK, SIGN, WORD
from filiation.timeline.meaning import (
    DATE,
    DEICTIC,
    DISCOURSE,
    DURATION,
    LENGTH,
    SET,
    TIME,
    VAGUE,
    Expression,
    Meaning,
    Reckoner,
    on_unit,
)
from filiation.timeline.quarters import compared, year_ago
from filiation.timeline.reckoning import (
    duration_of,
    moved,
)


def _amount(expression: Expression) -> float | None:
    """Return how many units; None for "a few"."""
    if expression.find("c") is not None:
        return None
    figures = [float(token.value) for token in expression.tokens if token.letter in "nd9Y"]
    half = expression.find("B")
    if half is not None and expression.find("&") is None:
        return 0.5
    if not figures:
        return 1 if expression.find("a") is not None or expression.find("u") is not None else None
    if len(figures) == 3 and expression.find("/") is not None:
        return figures[0] + figures[1] / figures[2] if figures[2] else None
    return figures[0] + (0.5 if half is not None else 0)


def ago(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "four years ago", "two days from now"; "years ago" is PAST_REF."""
    unit, way = expression.find("uUC"), expression.find("g")
    amount = _amount(expression)
    if unit is None or way is None:
        return None
    if expression.tokens[0] is unit and unit.letter == "u":
        return year_ago(expression, now) if unit.value == "Y" else None
    if amount is None:
        return Meaning(DATE, "PAST_REF" if way.value == "-1" else "FUTURE_REF", sure=VAGUE)
    if unit.value == "Y" and amount == 1 and now.in_quarter and way.value == "-1":
        return year_ago(expression, now)
    return _away(now.today, unit.value, amount * int(way.value))


def _away(day: dt.date | None, unit: str, count: float, sure: float = DEICTIC) -> Meaning | None:
    code = unit.removeprefix("F")
    if code in {"H", "N", "S"}:
        return Meaning(TIME, None, hangs=True)
    if count % 1:
        count, code = (round(count * 12), "M") if code == "Y" else (round(count), code)
    if day is None:
        return on_unit(None, code)
    there = moved(day, code, int(count))
    if there is None:
        return None
    return on_unit(there, {"E": "Y", "2W": "W", "C": "Y"}.get(code, code), sure)


def later(expression: Expression, now: Reckoner) -> Meaning | None:
    """Read "two days later", "a year earlier": from the last date that was named."""
    unit, way, amount = expression.find("uU"), expression.find("r"), _amount(expression)
    if unit is None or way is None or amount is None:
        return None
    if unit.value == "Y" and amount == 1 and way.value == "-1":
        return year_earlier(now)
    return _away(now.there(), unit.value, amount * int(way.value), DISCOURSE)


def year_earlier(now: Reckoner) -> Meaning:
    """Reckon a year back from the quarter reported on, or the last date named."""
    there, unit = (now.last.day, now.last.unit) if now.last is not None else (now.today, None)
    return compared(now, there, "M" if unit == "M" else "Y")


def duration(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "three days", "a few weeks", "the first nine months", "two-year", "years"."""
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
        if (
            code == "D"
            and before is not None
            and before.letter == WORD
            and before.form.endswith(expression.language.plural_endings)
        ):
            return Meaning(SET, "P1D", sure=VAGUE)  # "hundreds of calls a day"
        if code == "D" and not (before is not None and before.letter in "ikA"):
            return None
        if after is not None and after.letter == "-":
            return None
    amount = _amount(expression)
    if code == "D" and amount == 1 and len(expression.tokens) == 2 and _is_adverb(expression) and expression.ahead:
        return Meaning(DATE, "FUTURE_REF", sure=VAGUE)  # "will one day be"
    reported = code == "M" and expression.tokens[0].letter in "tl"
    return Meaning(DURATION, duration_of(amount, code), sure=LENGTH, unit="M" if reported else None)


def _is_adverb(expression: Expression) -> bool:
    """Tell whether an expression stands between words that do not govern it: "will one day be"."""
    return all(token is None or token.letter == WORD for token in (expression.before(), expression.after()))


def rate(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "a year" in "three million a year", "twice a week"."""
    unit, before = expression.find("uU"), expression.before()
    if unit is None or before is None:
        return None
    if unit.letter == "U":
        return Meaning(SET, duration_of(_amount(expression), unit.value), sure=VAGUE)  # "once per 50 years"
    each = expression.tokens[0].letter == "%" or before.letter in "nd9U" or before.form in expression.language.rated
    return Meaning(SET, duration_of(1, unit.value), sure=VAGUE) if each else None


def every(expression: Expression, _: Reckoner) -> Meaning | None:
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
    other = expression.tokens[0].value  # "every other day" is every second one
    return Meaning(SET, duration_of(float(other) if other else amount or 1, unit.value or "Q"))


def vague(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "now", "recently", "current"."""
    token = expression.tokens[0]
    after = expression.after()
    if after is not None and after.letter in "F-":
        return None  # "the future of the harbour"
    if token.letter == "1":
        return Meaning(DATE, "PRESENT_REF", sure=VAGUE)
    return Meaning(DATE, token.value, sure=VAGUE) if token.value else None


def past(expression: Expression, _: Reckoner) -> Meaning | None:
    """Read "the past" as a noun."""
    before, after = expression.before(), expression.after()
    noun = after is None or after.letter in {SIGN, BREAK, *",ik&-"} or (before is not None and before.letter == "i")
    return Meaning(DATE, "PAST_REF", sure=VAGUE) if noun and expression.tokens[0].value.endswith(".noun") else None
