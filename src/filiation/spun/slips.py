"""Slips: what replacing words one by one breaks in the words around them, and no thesaurus is needed to see.

"A enormous bridge" (an article that no longer suits its word), "spoke of of", "al ready". People slip as well, rarely;
so one slip is little, and several on a page are much.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading
from filiation.text import Span


class SlipKind(Enum):
    """What is wrong."""

    ARTICLE = "article that does not suit its word"
    DOUBLED = "word doubled"
    SPLIT = "one word split in two"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at ``span``; ``plain`` mends it, None where that takes the word that was replaced."""

    kind: SlipKind
    span: Span
    plain: str | None


# Words whose doubling is a slip; "had had", "that that", "no no" and "very very" are English.
_NEVER_TWICE = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "if",
        "into",
        "is",
        "its",
        "of",
        "or",
        "the",
        "their",
        "to",
        "was",
        "were",
        "with",
    ]
)

# A word that is no rarer than this, natural log of its count in 1e12, is one that a split can hide ("already": 18.5).
_USUAL = 15.5


def find_slips(text: str, reading: Reading, lexicon: Lexicon) -> tuple[Slip, ...]:
    """Return the slips on a page, by place."""
    found: list[Slip] = []
    ids = reading.ids
    article = {lexicon.ids["a"]: -1, lexicon.ids["an"]: 1}
    _, is_listed = lexicon.pair(ids, reading.right)
    for place in np.flatnonzero(reading.right > 0):
        word, following = reading.forms[place], reading.forms[place + 1]
        if reading.is_capital[place + 1] or text[reading.ends[place] : reading.starts[place + 1]].strip():
            continue
        span = reading.span(int(place), int(place) + 2)
        wanted = article.get(int(ids[place]), 0)
        if wanted and lexicon.vowel[reading.right[place]] == -wanted and not lexicon.is_function[reading.right[place]]:
            found.append(Slip(SlipKind.ARTICLE, span, None))
        elif word == following and word in _NEVER_TWICE:
            found.append(Slip(SlipKind.DOUBLED, span, Span(span.start, int(reading.ends[place])).of(text)))
        elif not is_listed[place] and min(len(word), len(following)) > 1:
            joined = lexicon.ids.get(word + following, 0)
            if joined and lexicon.unigrams[joined] >= _USUAL:
                found.append(Slip(SlipKind.SPLIT, span, span.of(text).replace(" ", "")))
    return tuple(found)
