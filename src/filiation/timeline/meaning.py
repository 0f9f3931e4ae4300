"""From classed tokens to a TIMEX3 value: what readings of expressions are given, and what they return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from filiation.timeline.language import Language
from filiation.timeline.lexing import Token
from filiation.timeline.mention import TimexKind
from filiation.timeline.reckoning import value_of
from filiation.timeline.tense import Tense, stops, tense_of

DATE, TIME, DURATION, SET = TimexKind.DATE, TimexKind.TIME, TimexKind.DURATION, TimexKind.SET

# How sure a value is, before the anchor's own support: the share of values of its sort that were right where annotators
# saw an expression, on the odd documents of TimeBank and AQUAINT (n of 953), rounded.
EXPLICIT = 0.97
"""Told in full, year and all."""
LENGTH = 0.85
"""A duration or a rate: what is meant by it is often a date ("the quarter")."""
INFERRED = 0.95
"""A month, day or season without its year (201: .96)."""
DEICTIC = 0.85
"""A weekday, "last week" (280: .83)."""
DISCOURSE = 0.7
"""Reckoned from what the text named before (84: .72)."""
VAGUE = 0.7
""""Now", "recently": right wherever annotated (97: .99), but three in ten were not."""


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
        told_from: Token from which the sentence that named the last date goes on; -1 before the first.
    """

    today: dt.date | None
    last: Meaning | None = None
    quarter: dt.date | None = None
    in_quarter: bool = False
    told_from: int = -1

    def note(self, meaning: Meaning, past: int) -> None:
        """Remember a date for what goes on from it, and the quarter that is reported on."""
        if meaning.day is not None and not meaning.compares:
            self.last, self.told_from = meaning, past
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
    """Matched tokens ``first`` to ``past`` among all tokens of a text."""

    run: Sequence[Token]
    first: int
    past: int
    language: Language
    tokens: Sequence[Token] = field(init=False)
    _tense: Tense | None = None

    def __post_init__(self) -> None:
        self.tokens = self.run[self.first : self.past]

    def find(self, letters: str) -> Token | None:
        """Return the first token of one of these classes."""
        for token in self.tokens:
            if token.letter in letters:
                return token
        return None

    def before(self) -> Token | None:
        """Return the token in front."""
        return self.run[self.first - 1] if self.first else None

    def after(self) -> Token | None:
        """Return the token behind."""
        return self.run[self.past] if self.past < len(self.run) else None

    def told_year(self, now: Reckoner) -> dt.date | None:
        """Return the day that the same sentence named before with its year, if that year is gone; None if none.

        "In October 2000 they voted to close it in December": the year is the sentence's, not the page's.
        """
        last = now.last
        if last is None or last.day is None or last.hangs or last.unit not in {"D", "M"} or now.today is None:
            return None
        if last.day.year >= now.today.year or any(stops(self.run, at) for at in range(now.told_from, self.first)):
            return None
        return last.day

    @property
    def tense(self) -> Tense:
        """Whether the clause speaks of the past or the future."""
        if self._tense is None:
            self._tense = tense_of(self.run, self.first, self.past, self.language)
        return self._tense

    @property
    def ahead(self) -> bool:
        """Tell whether the clause speaks of the future."""
        return self.tense is Tense.FUTURE


Reading = Callable[[Expression, Reckoner], Meaning | None]


def on_day(day: dt.date | None, sure: float = DEICTIC, part: str = "") -> Meaning:
    """Return the meaning of a day, or of a part of it ("TMO"), that hangs on the anchor."""
    value = None if day is None else day.isoformat() + part
    return Meaning(TIME if part else DATE, value, hangs=True, sure=sure, day=day, unit="D")


def on_unit(day: dt.date | None, unit: str, sure: float = DEICTIC) -> Meaning:
    """Return the meaning of the unit that holds a day and hangs on the anchor."""
    return Meaning(DATE, None if day is None else value_of(day, unit), hangs=True, sure=sure, day=day, unit=unit)


def year_of(expression: Expression) -> int | None:
    """Return the year in an expression; None where it has none."""
    token = expression.find("Yy")
    if token is None:
        return None
    return int(token.value) if token.letter == "Y" else century_of(int(token.value))


def century_of(two_digits: int) -> int:
    """Return the year that two figures stand for: 1950 to 2049."""
    return two_digits + (2000 if two_digits < 50 else 1900)


def count_of(mark: Token | None) -> int:
    """Return the steps that a word such as "last", "next" or "previous" goes: -1, 0 or 1."""
    return 0 if mark is None else int(mark.value.partition(".")[0] or 0)


def goes_on(mark: Token | None) -> bool:
    """Tell whether a word goes on from the last date named ("previous"), not from the day of writing ("last")."""
    return mark is not None and mark.value.endswith(".there")
