"""Rarity: how much a word says about which happening a text tells of, measured against its language at large.

Five pages are too few to learn from them which words are rare; word frequencies of the language are not.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import mul

from filiation.cluster.profile import Profile, figure, plain

# Zipf frequencies (base-10 logarithm of uses in a billion words): a name as common as a large country's says little,
# one that a million words do not hold says all; other words must be rarer to say as much.
COMMON_NAME, COMMON_WORD, RANGE = 6.2, 5.5, 3.2
LEAST_NAME = 0.05
# A name says more than a word of its rarity; so does what stands in the headline or the lead.
NAME_WEIGHT, WORD_WEIGHT = 1.5, 0.7
TOP_WEIGHT = 1.5
# A figure says the more the more digits it has; a year, little.
DIGIT_WEIGHT, MOST_FIGURE, YEAR_WEIGHT = 0.25, 1.0, 0.15
# Two characters in a row of a script without spaces.
CHARACTERS_WEIGHT = 0.3
FALLBACK = "en"
_MOST_KNOWN = 1 << 16
"""Words of a language whose weights are remembered, some 20 MB."""


def weigh_words(text: Profile) -> dict[str, float]:
    """Return what each word, name and figure of a text says about its subject: term → weight, of length 1.

    Weights are positive; the dot product of two texts is 0-1. All weights of an empty text are missing.
    """
    names, lead = text.names, text.lead
    known = _terms(text.article.language or FALLBACK)
    units, told_by = _units(text)
    counts: dict[str, int] = {}  # of terms that stand more than once
    weights: dict[str, float] = {}
    for unit, count in Counter(units).items():
        term, weight, weight_of_name, owner = known[unit]
        if owner is not None and owner in names:
            term, _, weight_of_name, _ = known[owner]
        if term in weights:
            counts[term] = counts.get(term, 1) + count
            continue
        if count > 1:
            counts[term] = count
        if term in names:
            weight = weight_of_name
        is_top = (told_by[unit] if told_by else unit) in lead
        weights[term] = weight * TOP_WEIGHT if is_top else weight
    for term, count in counts.items():
        weights[term] *= math.sqrt(1 + math.log(count))
    length = math.sqrt(sum(map(mul, weights.values(), weights.values())))
    return {term if term.isascii() else _bare(term): weight / length for term, weight in weights.items() if weight > 0}


def _units(text: Profile) -> tuple[Sequence[str], dict[str, str]]:
    """Return a text's words, and of characters without spaces each pair; and the last character of each pair."""
    forms = text.tokens.forms
    if text.article.text.isascii() or not any(map(_is_character, forms)):
        return forms, {}
    units: list[str] = []
    told_by: dict[str, str] = {}
    previous = ""
    for form in forms:
        unit = form
        if _is_character(form):
            unit, previous = previous + form, form
        else:
            previous = ""
        units.append(unit)
        told_by.setdefault(unit, form)
    return units, told_by


class Subjects:
    """What the words of each text say about its subject, weighed when first asked for."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._weights: dict[int, dict[str, float]] = {}

    def of(self, place: int) -> dict[str, float]:
        """Return `weigh_words` of the text at ``place``."""
        if place not in self._weights:
            self._weights[place] = weigh_words(self._profiles[place])
        return self._weights[place]


def is_word(form: str, text: Profile) -> bool:
    """Tell whether a word list of the text's language knows a word."""
    return form in _frequencies(text.article.language or FALLBACK)


class _Terms(dict[str, tuple[str, float, float, str | None]]):
    """What each word of a language counts as: term, weight, weight if it is a name, and whose it is if a possessive.

    Words that were met are remembered, and forgotten when they are too many.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._frequencies = _frequencies(language)

    def __missing__(self, unit: str) -> tuple[str, float, float, str | None]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if unit[0].isdigit():
            weight = _weigh_figure(term := figure(unit))
            self[unit] = term, weight, weight, None
        else:
            owner = plain(unit)
            self[unit] = unit, self._weigh(unit), self._weigh_name(unit), None if owner == unit else owner
        return self[unit]

    def _zipf(self, term: str) -> float:
        frequency = self._frequencies.get(term, 0.0)
        return max(1.0, math.log10(frequency) + 9) if frequency else 1.0

    def _weigh(self, term: str) -> float:
        if len(term) == 2 and _is_character(term[0]):
            return CHARACTERS_WEIGHT
        return WORD_WEIGHT * max(0.0, (COMMON_WORD - self._zipf(term)) / RANGE) if len(term) > 1 else 0.0

    def _weigh_name(self, term: str) -> float:
        if len(term) == 2 and _is_character(term[0]):
            return CHARACTERS_WEIGHT
        return NAME_WEIGHT * min(1.0, max(LEAST_NAME, (COMMON_NAME - self._zipf(term)) / RANGE))


@lru_cache(maxsize=8)
def _terms(language: str) -> _Terms:
    return _Terms(language)


def _weigh_figure(term: str) -> float:
    is_year = len(term) == 4 and term[:2] in ("19", "20")
    return YEAR_WEIGHT if is_year else min(MOST_FIGURE, DIGIT_WEIGHT * sum(sign.isdigit() for sign in term))


def _is_character(form: str) -> bool:
    """Tell whether a token is one character of a script that writes no spaces."""
    return len(form) == 1 and form >= "\u0e00" and form.isalpha()


@lru_cache(maxsize=65536)
def _bare(term: str) -> str:
    """Return a term without accents: names keep them in one language and lose them in another."""
    if term.isascii():
        return term
    return "".join(sign for sign in unicodedata.normalize("NFKD", term) if not unicodedata.combining(sign))


@lru_cache(maxsize=8)
def _frequencies(language: str) -> Mapping[str, float]:
    """Return word → share of all words of a language; English where the language is not known."""
    from wordfreq import available_languages, get_frequency_dict

    known = available_languages("best")
    return get_frequency_dict(language if language in known else FALLBACK, "best")  # type: ignore[no-any-return]
