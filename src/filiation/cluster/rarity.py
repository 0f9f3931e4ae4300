"""Rarity: how much a word says about which happening a text tells of, measured against its language at large.

Five pages are too few to learn from them which words are rare; word frequencies of the language are not.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from filiation.cluster.profile import FIGURE, NAME, Profile, figure, plain

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


def weigh_words(text: Profile) -> dict[str, float]:
    """Return what each word, name and figure of a text says about its subject: term → weight, of length 1.

    Weights are positive; the dot product of two texts is 0-1. All weights of an empty text are missing.
    """
    frequencies = _frequencies(text.article.language or FALLBACK)
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    previous = ""
    for form, kind in zip(text.tokens.forms, text.kinds.tolist(), strict=True):
        term = _term(form, kind, text.names)
        if _is_character(form):
            term = previous + form
            previous = form
        else:
            previous = ""
        counts[term] += 1
        if term not in weights:
            weights[term] = _weight(term, kind == NAME or term in text.names, kind == FIGURE, frequencies) * (
                TOP_WEIGHT if form in text.lead else 1.0
            )
    for term, count in counts.items():
        weights[term] *= math.sqrt(1 + math.log(count))
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {_bare(term): weight / length for term, weight in weights.items() if weight > 0} if length else {}


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


def _term(form: str, kind: int, names: Mapping[str, int]) -> str:
    if kind == FIGURE:
        return figure(form)
    return stripped if (stripped := plain(form)) in names else form


def _weight(term: str, is_name: bool, is_figure: bool, frequencies: Mapping[str, float]) -> float:
    if is_figure:
        year = len(term) == 4 and term[:2] in ("19", "20")
        return YEAR_WEIGHT if year else min(MOST_FIGURE, DIGIT_WEIGHT * sum(sign.isdigit() for sign in term))
    if len(term) == 2 and _is_character(term[0]):
        return CHARACTERS_WEIGHT
    frequency = frequencies.get(term, 0.0)
    zipf = max(1.0, math.log10(frequency) + 9) if frequency else 1.0
    if is_name:
        return NAME_WEIGHT * min(1.0, max(LEAST_NAME, (COMMON_NAME - zipf) / RANGE))
    return WORD_WEIGHT * max(0.0, (COMMON_WORD - zipf) / RANGE) if len(term) > 1 else 0.0


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
