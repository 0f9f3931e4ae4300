"""A page as the lexicon reads it: its words by id, who stands beside whom, and where."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.lexicon import Lexicon
from filiation.text import Span, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 6_000
"""Words of a page that are looked at: more than any dispatch has; what bounds the cost of a page."""

MARKS = 1 << 20
"""Marks are below it, so that three of them make one 64-bit key."""

# A hyphen joins two words of a pair ("vice-president"); any other sign, and a figure, ends it.
_WORD_OR_BREAK = re.compile(r"[a-z]+(?:'[a-z]{1,2}(?![a-z]))?|[^\sa-z\-]")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """N words of a page's sentences, in order. All arrays have shape (N,) and are read-only.

    Attributes:
        ids: The word's id in the lexicon, 0 where it is not listed; int32.
        left: The id of the word before it; 0 where there is none, a sign stands between, or it is not listed.
        right: The same, after it.
        starts: Its first character on the page.
        ends: Past its last character.
        is_capital: Whether it begins with a capital.
        marks: A number for every word, listed or not, below `MARKS`: equal words have equal marks; int64.
        before: The mark of the content word before it, over any function words; 0 where a sign stands between; int64.
        after: The same, after it.
        sentence: Which of the sentences it stands in, counted from 0.
        is_opening: Whether it is the first word of its sentence.
        forms: The words as folded, a tuple.
    """

    ids: NDArray[np.int32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    marks: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    is_capital: NDArray[np.bool_]
    sentence: NDArray[np.int32]
    is_opening: NDArray[np.bool_]
    forms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, past: int) -> Span:
        """Return the characters from word ``first`` up to, not including, word ``past``."""
        return Span(int(self.starts[first]), int(self.ends[past - 1]))


def read(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> Reading:
    """Read the words of a page's sentences, at most `LONGEST` of them."""
    folded = fold(text)
    forms: list[str] = []
    places: list[tuple[int, int, int, bool]] = []
    joined: list[bool] = []
    for number, sentence in enumerate(sentences):
        is_opening, is_joined = True, False
        for found in _WORD_OR_BREAK.finditer(folded, sentence.start, sentence.end):
            form = found.group()
            if not form[0].isalpha() or not form[0].isascii():
                is_joined = False
                continue
            forms.append(form)
            places.append((found.start(), found.end(), number, is_opening))
            joined.append(is_joined)
            is_opening, is_joined = False, True
            if len(forms) == LONGEST:
                break
        if len(forms) == LONGEST:
            break
    ids = np.array([_id(form, lexicon) for form in forms], dtype=np.int32)
    is_joined_left = np.array(joined, dtype=np.bool_)
    left, right = np.zeros_like(ids), np.zeros_like(ids)
    if len(ids):
        left[1:] = np.where(is_joined_left[1:], ids[:-1], 0)
        right[:-1] = np.where(is_joined_left[1:], ids[1:], 0)
    marks = np.array(
        [place or _mark(form, lexicon) for place, form in zip(ids.tolist(), forms, strict=True)], dtype=np.int64
    )
    before, after = _content_neighbours(marks, is_joined_left, lexicon.is_function[ids])
    table = np.array(places, dtype=np.int32).reshape(-1, 4)
    starts, ends, sentence_of, opening = (np.ascontiguousarray(table[:, column]) for column in range(4))
    is_capital = np.array([text[start].isupper() for start in starts], dtype=np.bool_)
    is_first = opening.astype(np.bool_)
    for array in (ids, left, right, marks, before, after, starts, ends, is_capital, sentence_of, is_first):
        array.flags.writeable = False
    return Reading(
        ids, left, right, marks, before, after, starts, ends, is_capital, sentence_of, is_first, tuple(forms)
    )


def _content_neighbours(
    marks: NDArray[np.int64], is_joined_left: NDArray[np.bool_], is_function: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the marks of the nearest content words before and after each word, up to the next sign."""
    before, after = np.zeros_like(marks), np.zeros_like(marks)
    last = 0
    for place in range(len(marks)):
        last = last if is_joined_left[place] else 0
        before[place] = last
        last = last if is_function[place] else int(marks[place])
    last = 0
    for place in range(len(marks) - 1, -1, -1):
        after[place] = last
        last = last if is_function[place] else int(marks[place])
        last = last if is_joined_left[place] else 0
    return before, after


def _mark(form: str, lexicon: Lexicon) -> int:
    """Return a number behind the lexicon's ids for a word that is not listed; "'s" does not count."""
    size = len(lexicon.words)
    return size + zlib.crc32(form.removesuffix("'s").encode()) % (MARKS - size)


def _id(form: str, lexicon: Lexicon) -> int:
    place = lexicon.ids.get(form)
    if place is None and form.endswith("'s"):
        place = lexicon.ids.get(form[:-2])
    return place or 0
