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
"""Terms of a language whose weights are remembered, some 8 MB."""


def weigh_words(text: Profile) -> dict[str, float]:
    """Return what each word, name and figure of a text says about its subject: term → weight, of length 1.

    Weights are positive; the dot product of two texts is 0-1. All weights of an empty text are missing.
    """
    language = text.article.language or FALLBACK
    names, lead = text.names, text.lead
    as_name, as_word = _weights(language, is_name=True), _weights(language, is_name=False)
    units, told_by = _units(text)
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for unit, count in Counter(units).items():
        if is_figure := unit[0].isdigit():
            term = figure(unit)
        else:
            term = stripped if (stripped := plain(unit)) in names else unit
        if term in counts:
            counts[term] += count
            continue
        counts[term] = count
        weight = _weigh_figure(term) if is_figure else (as_name if term in names else as_word)[term]
        weights[term] = weight * TOP_WEIGHT if told_by.get(unit, unit) in lead else weight
    for term, count in counts.items():
        if count > 1:
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


class _Weights(dict[str, float]):
    """What each term of a language says, as a name or as another word; forgotten when they are too many."""

    def __init__(self, language: str, *, is_name: bool) -> None:
        super().__init__()
        self._frequencies = _frequencies(language)
        self._is_name = is_name

    def __missing__(self, term: str) -> float:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        weight = self[term] = self._weigh(term)
        return weight

    def _weigh(self, term: str) -> float:
        if len(term) == 2 and _is_character(term[0]):
            return CHARACTERS_WEIGHT
        frequency = self._frequencies.get(term, 0.0)
        zipf = max(1.0, math.log10(frequency) + 9) if frequency else 1.0
        if self._is_name:
            return NAME_WEIGHT * min(1.0, max(LEAST_NAME, (COMMON_NAME - zipf) / RANGE))
        return WORD_WEIGHT * max(0.0, (COMMON_WORD - zipf) / RANGE) if len(term) > 1 else 0.0


@lru_cache(maxsize=8)
def _weights(language: str, *, is_name: bool) -> _Weights:
    return _Weights(language, is_name=is_name)


@lru_cache(maxsize=4096)
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
