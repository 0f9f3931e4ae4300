"""What tells a line of a report from the rest of its page, in figures: one row a line, one column a feature.

Features are few and general: shape of the line, share of furniture words, and the same of its neighbours. None of
them knows a language's function words: short lower-case words stand in for them, and scripts without case get the
neutral value.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.cohesion import cohere
from filiation.article.furniture import Furniture, count_furniture
from filiation.article.lines import (
    BAR,
    BULLET,
    CLOSER,
    COMMA,
    DIGIT,
    END,
    LETTER,
    LOWER,
    QUOTE,
    SPACE,
    UNSPACED,
    UPPER,
    WORD_OF_UNSPACED,
    Lines,
    read_lines,
)
from filiation.article.residue import blank_residue
from filiation.text import unwrap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

_FAR_NEIGHBOURS = ("words", "ends", "short", "furniture", "bullet", "capitals", "links", "sentences")
_NEXT_NEIGHBOURS = (
    "date",
    "comment",
    "caption",
    "byline",
    "quotes",
    "commas",
    "colon",
    "repeats",
    "digits",
    "unfinished",
)
_SURROUNDINGS = ("date", "comment", "links", "ends", "bullet", "social", "repeats", "capitals", "quotes", "unfinished")
_NARROW, _WIDE = 3, 8
"""Lines to either side over which the density of prose is taken."""
_AROUND = 4
_UNFINISHED = 0.3
"""What a word counts as prose in a line that no full stop ends."""
_NO_CASE_CAPITALS = 0.3
_NO_CASE_UPPER = 0.05
_PROSE_WORDS = 8
_LATIN_ENDS = 0x250
_TWIN_CHARACTERS, _TWIN_LEAST = 60, 40
"""Characters by which two lines are held to be printings of one, and how many a line needs for that."""


def count_words(lines: Lines) -> Column:
    """Count the words of each line, unspaced scripts by their characters."""
    is_pair = (lines.kinds[lines.word_starts] & UNSPACED) != 0
    return lines.sum_words(~is_pair) + lines.count(lines.is_kind(UNSPACED)) / WORD_OF_UNSPACED


@lru_cache(maxsize=1)
def describe_page(text: str) -> tuple[Lines, dict[str, Column]]:
    """Return the lines of ``text`` and their features; the last page's are kept, for body and headline are sought in turn.

    Wrapped lines count as one; residue and the marks of advertisements are no lines.
    """
    lines = read_lines(blank_residue(unwrap(text)))
    return lines, describe(lines) if len(lines) else {}


def describe(lines: Lines) -> dict[str, Column]:
    """Return the features of each line by name; each column has shape (L,). ``lines`` holds at least one."""
    words = count_words(lines)
    own = _own(lines, words)
    is_prose = (own["ends"] > 0) & (words >= _PROSE_WORDS)
    return own | _around(own) | _prose(own, words, is_prose) | _layout(own, words) | _topic(lines, own, words, is_prose)


def _own(lines: Lines, words: Column) -> dict[str, Column]:
    """What the line shows by itself."""
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
        "unfinished": np.array([line.endswith(("...", "…")) for line in shown], dtype=np.float64),
        "bracketed": np.array([line[0] in "([（【" and line[-1] in ")]）】." for line in shown], dtype=np.float64),
        "alien": _alien(lines),
        "twin_below": _twins(shown),
        "twin_above": _twins(shown[::-1])[::-1],
    }
    for kind in Furniture:
        columns[kind.name.lower()] = furniture[kind] / np.sqrt(per_word)
    columns["furniture"] = furniture[: Furniture.DATE].sum(axis=0) / per_word
    columns["listed"] = np.minimum(columns["bars"] * 3, 1) * (1 - columns["ends"])
    columns["words_squared"] = columns["words"] ** 2
    columns["short_squared"] = columns["short"] ** 2
    columns["words_if_ended"] = columns["words"] * columns["ends"]
    columns["words_in_capitals"] = columns["words"] * columns["capitals"]
    columns["words_of_furniture"] = columns["words"] * columns["furniture"]
    return columns


def _around(own: dict[str, Column]) -> dict[str, Column]:
    """What the lines beside it show."""
    columns = {}
    for name in _FAR_NEIGHBOURS:
        for step in (-2, -1, 1, 2):
            columns[f"{name}{step:+d}"] = _shift(own[name], step)
    for name in _NEXT_NEIGHBOURS:
        for step in (-1, 1):
            columns[f"{name}{step:+d}"] = _shift(own[name], step)
    for name in _SURROUNDINGS:
        columns[f"{name}_around"] = _mean(own[name], -_AROUND, _AROUND)
    return columns


def _prose(own: dict[str, Column], words: Column, is_prose: NDArray[np.bool_]) -> dict[str, Column]:
    """How much prose stands before, about and after the line."""
    columns = {}
    weight = np.where(own["ends"] > 0, words, words * _UNFINISHED)
    for reach in (_NARROW, _WIDE):
        columns[f"density{reach}"] = np.log1p(_mean(weight, -reach, reach))
        columns[f"before{reach}"] = np.log1p(_mean(weight, -reach, -1))
        columns[f"after{reach}"] = np.log1p(_mean(weight, 1, reach))
    mass = np.cumsum(np.where(is_prose, words, 0))
    columns["prose_above"] = np.log1p(mass - np.where(is_prose, words, 0))
    columns["prose_below"] = np.log1p(mass[-1] - mass)
    columns["page_words"] = np.full(len(words), np.log1p(words.sum()))
    columns["of_longest"] = words / max(float(words.max()), 1)
    return columns


def _layout(own: dict[str, Column], words: Column) -> dict[str, Column]:
    """Whether it stands in a thread of comments (short dated lines) or a list of titles (unended lines)."""
    dated = ((words <= 12) & (own["date"] > 0)).astype(np.float64)
    titled = ((words >= 4) & (words <= 20) & (own["ends"] == 0)).astype(np.float64)
    return {
        "dated_around": _mean(dated, -_AROUND, _AROUND),
        "dated_before": _mean(dated, -6, -1),
        "dated_far": _mean(dated, -15, 15),
        "titles_around": _mean(titled, -_AROUND, _AROUND),
        "titles_before": _mean(titled, -5, -1),
        "titles_after": _mean(titled, 1, 5),
    }


def _topic(lines: Lines, own: dict[str, Column], words: Column, is_prose: NDArray[np.bool_]) -> dict[str, Column]:
    """Whether it speaks of what the prose about it speaks of, and whether a headline stands above."""
    cohesion = cohere(lines, is_prose)
    content = np.maximum(cohesion.content, 2)
    is_title = (words >= 2) & (words <= 25) & (own["ends"] == 0)
    heading = np.where(is_title, cohesion.echoed / content * np.minimum(cohesion.echoed, 5), 0)
    share = cohesion.near / content
    usual = float(share[is_prose].mean()) if is_prose.any() else 0.0
    estranged = np.maximum(usual - share, 0) * is_prose
    return {
        "appeal": np.minimum(own["you"], 1) * (share < usual),
        "appeal_around": _mean(np.minimum(own["you"], 1) * (share < usual), -2, 2),
        "estranged": estranged,
        "estranged_words": estranged * own["words"],
        "estranged_around": _mean(estranged, -2, 2),
        "shared": share,
        "shared_words": np.log1p(cohesion.near),
        "shared_after": cohesion.after / content,
        "shared_before": cohesion.before / content,
        "shared-1": _shift(share, -1),
        "shared+1": _shift(share, 1),
        "shared_around": _mean(share, -_AROUND, _AROUND),
        "heading": heading,
        "heading_above3": _highest_above(heading, 3),
        "heading_above12": _highest_above(heading, 12),
    }


def _twins(shown: list[str]) -> Column:
    """Tell of each line of some length whether a later one begins as it does: a deck taken from the body, a caption."""
    seen: set[str] = set()
    twins = np.zeros(len(shown))
    for at in range(len(shown) - 1, -1, -1):
        opening = shown[at][:_TWIN_CHARACTERS]
        if len(opening) >= _TWIN_LEAST:
            twins[at] = opening in seen
            seen.add(opening)
    return twins


def _alien(lines: Lines) -> Column:
    """How far the line's share of letters outside the Latin script is from the page's own."""
    is_letter = lines.is_kind(LETTER)
    codes = np.frombuffer(lines.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    foreign = lines.count(is_letter & (codes >= _LATIN_ENDS))
    letters = lines.count(is_letter)
    page = foreign.sum() / max(letters.sum(), 1)
    return np.where(letters > 0, np.abs(foreign / np.maximum(letters, 1) - page), 0)


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
    stops: NDArray[np.bool_] = lines.is_kind(END) & ((following & (SPACE | CLOSER | UNSPACED)) != 0)
    return stops


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


def _mean(column: Column, first: int, last: int) -> Column:
    """Return the mean from ``first`` to ``last`` lines on; past the page's edges there are zeros."""
    total = np.concatenate(([0.0], np.cumsum(column)))
    here = np.arange(len(column))
    low, high = np.clip(here + first, 0, len(column)), np.clip(here + last + 1, 0, len(column))
    return (total[high] - total[low]) / (last - first + 1)


def _highest_above(column: Column, reach: int) -> Column:
    highest = np.zeros_like(column)
    for step in range(1, min(reach, len(column) - 1) + 1):
        np.maximum(highest, _shift(column, -step), out=highest)
    return highest
