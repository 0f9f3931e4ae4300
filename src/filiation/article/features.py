"""What tells a line of a report from the rest of its page, in figures: one row a line, one column a feature.

Features are few and general: shape of the line, share of furniture words, and the same of its neighbours. None of
them knows a language's function words: short lower-case words stand in for them, and scripts without case get the
neutral value.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.furniture import Furniture, count_furniture
from filiation.article.lines import (
    BAR,
    BULLET,
    CLOSER,
    COMMA,
    DIGIT,
    END,
    LOWER,
    QUOTE,
    SPACE,
    UNSPACED,
    UPPER,
    WORD_OF_UNSPACED,
    Lines,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

_NEIGHBOURS = ("words", "ends", "short", "furniture", "bullet", "capitals", "links", "sentences")
_REACH = 2
_NARROW, _WIDE = 3, 8
"""Lines to either side over which the density of prose is taken."""
_UNFINISHED = 0.3
"""What a word counts as prose in a line that no full stop ends."""
_NO_CASE_CAPITALS = 0.3
_NO_CASE_UPPER = 0.05


def count_words(lines: Lines) -> Column:
    """Count the words of each line, unspaced scripts by their characters."""
    is_pair = (lines.kinds[lines.word_starts] & UNSPACED) != 0
    return lines.sum_words(~is_pair) + lines.count(lines.is_kind(UNSPACED)) / WORD_OF_UNSPACED


def describe(lines: Lines) -> dict[str, Column]:
    """Return the features of each line by name; each column has shape (L,). ``lines`` holds at least one."""
    own = _own(lines)
    return own | _around(own, count_words(lines))


def _own(lines: Lines) -> dict[str, Column]:
    words = count_words(lines)
    per_word = np.maximum(words, 1)
    characters = (lines.ends - lines.starts).astype(np.float64)
    first = lines.kinds[lines.starts]
    word_first = lines.kinds[lines.word_starts]
    capital, small = (word_first & UPPER) != 0, (word_first & LOWER) != 0
    is_short = small & (lines.word_ends - lines.word_starts <= 3)
    repeats = Counter(shown := [lines.folded[a:b] for a, b in _bounds(lines)])
    furniture = count_furniture(lines)
    columns = {
        "words": np.log1p(words),
        "long": np.minimum(words, 60) / 60,
        "characters": np.log1p(characters),
        "ends": ends_sentence(lines).astype(np.float64),
        "sentences": np.log1p(lines.count(_stops(lines))),
        "commas": lines.count(lines.is_kind(COMMA)) / per_word,
        "capitals": _share(lines.sum_words(capital), lines.sum_words(small), _NO_CASE_CAPITALS),
        "starts_small": ((first & LOWER) != 0).astype(np.float64),
        "upper": _share(lines.count(lines.is_kind(UPPER)), lines.count(lines.is_kind(LOWER)), _NO_CASE_UPPER),
        "digits": lines.count(lines.is_kind(DIGIT)) / characters,
        "short": lines.sum_words(is_short) / per_word,
        "quotes": np.minimum(lines.count(lines.is_kind(QUOTE)), 4) / 4,
        "bullet": ((first & BULLET) != 0).astype(np.float64),
        "bars": np.minimum(lines.count(lines.is_kind(BAR)) / per_word, 2),
        "repeats": np.array([min(repeats[line], 4) - 1 for line in shown], dtype=np.float64),
        "colon": np.array([line[-1] in ":：" for line in shown], dtype=np.float64),
        "position": lines.starts / len(lines.text),
    }
    for kind in Furniture:
        columns[kind.name.lower()] = furniture[kind] / np.sqrt(per_word)
    columns["furniture"] = furniture[: Furniture.DATE].sum(axis=0) / per_word
    return columns


def _around(own: dict[str, Column], words: Column) -> dict[str, Column]:
    columns = {}
    for name in _NEIGHBOURS:
        for step in (*range(-_REACH, 0), *range(1, _REACH + 1)):
            columns[f"{name}{step:+d}"] = _shift(own[name], step)
    prose = np.where(own["ends"] > 0, words, words * _UNFINISHED)
    total = np.concatenate(([0.0], np.cumsum(prose)))
    here = np.arange(len(words))
    for reach in (_NARROW, _WIDE):
        low, high = np.maximum(here - reach, 0), np.minimum(here + reach + 1, len(words))
        columns[f"density{reach}"] = np.log1p((total[high] - total[low]) / (high - low))
        columns[f"before{reach}"] = np.log1p((total[here] - total[low]) / reach)
        columns[f"after{reach}"] = np.log1p((total[high] - total[here + 1]) / reach)
    columns["page_words"] = np.full(len(words), np.log1p(words.sum()))
    columns["of_longest"] = words / max(float(words.max()), 1)
    return columns


def ends_sentence(lines: Lines) -> NDArray[np.bool_]:
    """Tell of each line whether it ends as a sentence does, closing marks and spaces aside."""
    at = lines.ends - 1
    ends = np.zeros(len(lines), dtype=bool)
    for _ in range(4):
        kinds = lines.kinds[at]
        ends |= (kinds & END) != 0
        at = np.where(((kinds & (CLOSER | SPACE)) != 0) & (at > lines.starts), at - 1, at)
    return ends


def _stops(lines: Lines) -> NDArray[np.bool_]:
    following = np.append(lines.kinds[1:], np.uint16(SPACE))
    return lines.is_kind(END) & ((following & (SPACE | CLOSER | UNSPACED)) != 0)


def _bounds(lines: Lines) -> zip[tuple[int, int]]:
    return zip(lines.starts.tolist(), lines.ends.tolist(), strict=True)


def _share(part: Column, rest: Column, neither: float) -> Column:
    both = part + rest
    return np.where(both > 0, part / np.maximum(both, 1), neither)


def _shift(column: Column, step: int) -> Column:
    """Return the value ``step`` lines on (back, if negative); 0 past the page's edges."""
    shifted = np.zeros_like(column)
    if step > 0:
        shifted[:-step] = column[step:]
    else:
        shifted[-step:] = column[:step]
    return shifted
