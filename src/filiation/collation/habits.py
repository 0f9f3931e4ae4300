"""Habits of style: what lies between two wordings that mean alike, told so that it can be known again elsewhere.

"organised" against "organized" and "realise" against "realize" are one habit; so are "Mr Brandt" against "Brandt" and
"Mr Okoye" against "Okoye".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from filiation.collation.house_style import (
    COURTESY_TITLES,
    is_british,
    is_short_name,
    sound_of,
    style_key,
    without_marks,
)
from filiation.text import fold, tokenise


class Style(Enum):
    """What a house decides for itself."""

    TITLE = "courtesy title"
    SPELLING = "spelling"
    QUOTES = "quotation marks"
    DASH = "dash"
    COMMA = "comma"
    POINTS = "points"
    HYPHEN = "hyphen"
    NUMERAL = "numeral"
    ABBREVIATION = "abbreviation"
    CONTRACTION = "contraction"
    DATE = "date"
    NAME = "name"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class Habit:
    """One way of writing against another: ``here`` on the first side, ``there`` on the second; both never empty."""

    kind: Style
    here: str
    there: str

    def turned(self) -> Habit:
        """Return the same from the other side."""
        return Habit(self.kind, self.there, self.here)


_WORDS, _SIGNS = frozenset("$£€¥%&"), {'"': "double quotation marks", "'": "single quotation marks"}
_PER_CENT = {
    ("%",): "%",
    ("percent",): "percent",
    ("per", "cent"): "per cent",
    ("per-cent",): "per cent",
    ("pct",): "pct",
}


def habits_between(here: str, there: str, before: str = "") -> tuple[Habit, ...]:
    """Return the habits that part two wordings of one style.

    Args:
        here: Printed words of one side; empty where it has none.
        there: Those of the other.
        before: What stands before them, on the side that has words.

    Returns:
        One for each place in which they differ, in order; nothing where no habit is known that explains it.
    """
    a, b = _forms(here), _forms(there)
    if sorted(style_key(here)) == sorted(style_key(there)) != [] and style_key(here) != style_key(there):
        return (
            Habit(Style.DATE, *("the day first" if _has_day_first(each) else "the month first" for each in (a, b))),
        )
    found = []
    for tag, i, past_i, j, past_j in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            last = a[i - 1] if i else (_forms(before) or [""])[-1]
            found += [
                _as_printed(habit, here, there)
                for one, other in _pieces(a[i:past_i], b[j:past_j], is_after_figure=last[:1].isdigit())
                if (habit := _habit(one, other, last)) is not None and habit.here != habit.there
            ]
    return tuple(found)


def _as_printed(habit: Habit, here: str, there: str) -> Habit:
    """Give words that a habit quotes as they stand the capitals that they are printed with."""
    if habit.kind not in (Style.NAME, Style.ABBREVIATION):
        return habit
    one, other = fold(here).find(habit.here), fold(there).find(habit.there)
    return Habit(
        habit.kind,
        here[one : one + len(habit.here)] if one >= 0 else habit.here,
        there[other : other + len(habit.there)] if other >= 0 else habit.there,
    )


def _forms(text: str) -> list[str]:
    """Return the words and signs of a text, a per cent sign for itself."""
    found: list[str] = []
    for form in tokenise(text).forms:
        found.extend((form[:-1], "%") if form.endswith("%") and len(form) > 1 else (form,))
    return found


def _pieces(a: Sequence[str], b: Sequence[str], *, is_after_figure: bool) -> Iterator[tuple[list[str], list[str]]]:
    """Yield signs against signs and words against words; words singly where there are as many on both sides."""
    words, signs = ([[w for w in side if _is_word(w) is wanted] for side in (a, b)] for wanted in (True, False))
    if signs[0] != signs[1]:
        yield signs[0], signs[1]
    titles = [[w for w in side if w.rstrip(".") in COURTESY_TITLES] for side in words]
    # In "5m" the letter is a million, in "M. Dupont" a man.
    if titles[0] != titles[1] and max(map(len, titles)) == 1 and not is_after_figure:
        yield titles[0], titles[1]
        words = [[w for w in side if w not in titles[k]] for k, side in enumerate(words)]
    if len(words[0]) == len(words[1]):
        yield from (([one], [other]) for one, other in zip(*words, strict=True) if one != other)
    elif any(words):
        yield words[0], words[1]


def _is_word(form: str) -> bool:
    return any(c.isalnum() for c in form) or form in _WORDS


def _habit(a: Sequence[str], b: Sequence[str], last: str) -> Habit | None:
    """Name what parts ``a`` from ``b``; ``last`` is the word in front of both."""
    if not any(map(_is_word, (*a, *b))):
        return _sign_habit(a, b, last)
    titles = [None if last[:1].isdigit() else _title(side) for side in (a, b)]
    if any(titles) and all(title or not side for title, side in zip(titles, (a, b), strict=True)):
        return Habit(Style.TITLE, *(f"{title} X" if title else "X" for title in titles))
    if not a or not b:
        return None
    shares = [_PER_CENT.get(tuple(side)) for side in (a, b)]
    if shares[0] and shares[1]:
        return Habit(Style.NUMERAL, shares[0], shares[1])
    return _word_habit(" ".join(a), " ".join(b))


def _sign_habit(a: Sequence[str], b: Sequence[str], last: str) -> Habit | None:
    marks = [next((_SIGNS[sign] for sign in side if sign in _SIGNS), None) for side in (a, b)]
    if marks[0] and marks[1]:
        return Habit(Style.QUOTES, marks[0], marks[1])
    if "-" in a or "-" in b:
        return Habit(
            Style.DASH, *("a dash" if "-" in side else "a comma" if "," in side else "no dash" for side in (a, b))
        )
    if [*a, *b] == ["."] and last.isalpha():
        title = _title([last])
        return Habit(Style.POINTS, *(f"{title or last}." if side else title or last for side in (a, b)))
    if [*a, *b] == [","]:
        return Habit(Style.COMMA, *("a comma" if side else "no comma" for side in (a, b)))
    return None


def _word_habit(one: str, other: str) -> Habit | None:
    """Name what parts words of one meaning; the first that fits tells, the most particular habits stand first."""
    faces: tuple[Style, str | None, str | None]
    for faces in (
        (Style.HYPHEN, _hyphened(one, other), _hyphened(other, one)),
        (Style.POINTS, _pointed(one, other), _pointed(other, one)),
        (Style.NUMERAL, _thousands(one, other), _thousands(other, one)),
        (Style.NUMERAL, _number(one), _number(other)),
        (Style.CONTRACTION, _contraction(one), _contraction(other)),
        (Style.DATE, _calendar(one), _calendar(other)),
        (Style.SPELLING, _region(one, other), _region(other, one)),
    ):
        kind, here, there = faces
        if here and there and here != there:
            return Habit(kind, here, there)
    if style_key(one) == style_key(other):
        same = without_marks(one) == without_marks(other)
        return Habit(Style.NAME if same else Style.ABBREVIATION, one, other)
    if sound_of(one) == sound_of(other):
        return Habit(Style.NAME, one, other)
    return Habit(Style.ABBREVIATION, one, other) if min(len(one), len(other)) <= LONGEST_INITIALS else None


LONGEST_INITIALS = 6
"""Letters of the initials of an office or a body ("U.N.", "UNESCO")."""


def _title(side: Sequence[str]) -> str | None:
    """Return "Mr" where a side is a courtesy title and nothing else."""
    words = [form.rstrip(".") for form in side if _is_word(form)]
    return words[0].capitalize() if len(words) == 1 and words[0] in COURTESY_TITLES else None


def _hyphened(one: str, other: str) -> str | None:
    parts, others = one.replace("-", " ").split(), other.replace("-", " ").split()
    if "".join(parts) != "".join(others) or not all(map(str.isalpha, parts)):
        return None
    return (
        f"{'compounds with' if '-' in one else 'compounds without'} a hyphen"
        if ("-" in one) != ("-" in other)
        else None
    )


def _pointed(one: str, other: str) -> str | None:
    if one.replace(".", "") != other.replace(".", "") or not one.replace(".", "").isalpha():
        return None
    return "initials with points" if "." in one else "initials without points"


def _number(word: str) -> str | None:
    if word[0].isdigit():
        return "figures"
    return "numbers in words" if style_key(word) and style_key(word)[0][0].isdigit() else None


def _thousands(one: str, other: str) -> str | None:
    if not (one.replace(",", "").replace(" ", "").isdigit() and other.replace(",", "").replace(" ", "").isdigit()):
        return None
    return (
        "thousands with a comma"
        if "," in one
        else "thousands with a space"
        if " " in one
        else "thousands without a sign"
    )


def _contraction(words: str) -> str | None:
    """Tell contractions from full words; only where both are what the two sides write."""
    key = style_key(words)
    if "'" in words and len(key) > len(words.split()):
        return "contractions"
    return "words in full" if len(words.split()) == len(key) > 1 else None


def _calendar(word: str) -> str | None:
    if (short := is_short_name(word.rstrip("."))) is None:
        return None
    return "short names of months and days" if short else "full names of months and days"


def _region(one: str, other: str) -> str | None:
    """Return the region whose spelling ``one`` is beside ``other``; None where no region parts them."""
    if style_key(one) != style_key(other) or " " in one + other or without_marks(one) == without_marks(other):
        return None
    british = [is_british(word) for word in (one, other)]
    if british[0] is british[1]:
        return None
    # Half of Britain writes -ize: it is a habit of its own.
    if one.replace("s", "z") == other.replace("s", "z"):
        return "-ise, -yse" if british[0] else "-ize, -yze"
    return "British spelling" if british[0] else "American spelling"


def _has_day_first(forms: Sequence[str]) -> bool:
    return next((form[0].isdigit() for form in forms if form[0].isalnum()), False)


def capital_habit(one: str, other: str) -> Habit | None:
    """Return the habit that parts two printings of the same words; None where it lies in more than first letters."""
    if one == other or fold(one) != fold(other) or one.isupper() or other.isupper():
        return None
    return Habit(Style.CAPITAL, one, other)
