"""Grouping: which wordings say one thing.

Copies are found by their words, independent wordings by meaning, and only where names and figures agree. Groups grow
from the surest pair down, and two sentences of one page join only through words they share: an average story says one
thing once, and a chain of nearly alike sentences must not tie a page to itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filiation.archive.page import PageId
from filiation.meaning import Encoder
from filiation.text import tokenise

# Word shingles that tell copies: three words are rarely shared by chance, and survive most copy edits.
_SHINGLE = 3
# Share of the shorter wording's shingles that the longer one has, from which the two are copies.
_COPIED = 0.5
# A phrase of the language ("is one of the") is half of a short sentence: fewer shared shingles than this must be nearly all.
_FEW, _NEARLY_ALL = 4, 0.75
# A spinner swaps words in their places: from this share of the shorter wording's words, in their order, two wordings of
# nearly one length are one. Spun quotations of simulated newsrooms have .60 to .85, other pairs of one event up to .50.
_ALIGNED, _SHORTEST_ALIGNED, _LENGTHS_APART = 0.6, 8, 1.5
# What many texts hold is linked to the first ones only, so that 500 copies cost no 125,000 pairs.
_STAR = 12
# Rows of the product of all vectors that are in memory at once, and the nearest neighbours of a wording that are asked:
# 15,000 sentences cost 60 MB instead of 900.
_ROWS, _NEIGHBOURS = 1024, 64


@dataclass(frozen=True, slots=True)
class Unit:
    """One wording to be grouped: where it stands, and its words."""

    page: PageId
    text: str


def group(
    units: Sequence[Unit],
    encoder: Encoder | None,
    at_least: float,
    agree: Callable[[int, int, float], bool],
    *,
    once_a_page: bool = True,
    may_join: Callable[[int], bool] | None = None,
) -> list[list[int]]:
    """Group wordings that say one thing.

    Args:
        units: N wordings.
        encoder: Tells meaning; None to go by words alone.
        at_least: Cosine from which two wordings may say one thing.
        agree: Tells of two units and their cosine whether their hard facts agree; asked for pairs close in meaning only.
        may_join: Tells whether a unit can agree with any other at all, so that few are encoded; None for yes.
        once_a_page: Two wordings of one page join through shared words alone, never through meaning.

    Returns:
        Groups of indices into ``units``, each ascending, by first index.

    Cost: linear in shared shingles; N² multiplications for meaning, `_ROWS` · N of them in memory, N the distinct
        wordings that share no words.
    """
    groups = _Groups([unit.page for unit in units])
    for _, a, b in sorted(_copies(units), key=lambda pair: (-pair[0], pair[1], pair[2])):
        groups.join(a, b)
    if encoder is not None and len({unit.page for unit in units}) > 1:
        # One wording speaks for its copies: encoding is the dear part. The longest has most to say.
        speakers = sorted(max(copies, key=lambda i: (len(units[i].text), -i)) for copies in groups.all())
        if may_join is not None:
            speakers = [speaker for speaker in speakers if may_join(speaker)]
        vectors = encoder.encode([units[speaker].text for speaker in speakers])
        for cosine, first, second in sorted(near(vectors, at_least), key=lambda pair: (-pair[0], pair[1], pair[2])):
            a, b = speakers[first], speakers[second]
            if (groups.are_apart(a, b) or not once_a_page) and agree(a, b, cosine):
                groups.join(a, b)
    return groups.all()


def near(vectors: NDArray[np.float32], at_least: float) -> Iterator[tuple[float, int, int]]:
    """Yield pairs of rows whose cosine is at least so much, each with its `_NEIGHBOURS` nearest at most."""
    for start in range(0, len(vectors), _ROWS):
        # Rounded: the last bits of a product depend on the machine's order of summing.
        cosines = np.round(vectors[start : start + _ROWS] @ vectors.T, 4)
        for row, line in enumerate(cosines, start):
            others = np.flatnonzero(line >= at_least)
            others = others[others != row]
            if len(others) > _NEIGHBOURS:
                others = others[np.argsort(-line[others], kind="stable")[:_NEIGHBOURS]]
            # A pair is yielded by its first row, and by the second one where the first has nearer neighbours: joining
            # twice does no harm.
            yield from ((float(line[o]), min(row, int(o)), max(row, int(o))) for o in others)


def _copies(units: Sequence[Unit]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs of units that share enough words, with the share; identical wordings are chained."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        holders[tokenise(unit.text, words_only=True).forms].append(number)
    for same in holders.values():
        yield from ((1.0, same[0], other) for other in same[1:])
    texts = list(holders)
    first = [same[0] for same in holders.values()]
    pages = [{units[number].page for number in same} for same in holders.values()]
    for share, a, b in _alike(texts):
        if len(pages[a] | pages[b]) > 1:
            yield share, min(first[a], first[b]), max(first[a], first[b])


def _alike(texts: Sequence[tuple[str, ...]]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs of distinct wordings that share a run of words often enough, or nearly all words in their order."""
    from rapidfuzz.distance import LCSseq

    shingles = [_runs(text, _SHINGLE) for text in texts]
    for (a, b), count in _shared(shingles).items():
        share = count / max(min(len(shingles[a]), len(shingles[b])), 1)
        if share >= (_NEARLY_ALL if count < _FEW else _COPIED):
            yield share, a, b
    for a, b in _shared([_runs(text, 2) for text in texts]):
        short, long = sorted((len(texts[a]), len(texts[b])))
        if short >= _SHORTEST_ALIGNED and long <= _LENGTHS_APART * short:
            share = LCSseq.similarity(texts[a], texts[b]) / short
            if share >= _ALIGNED:
                yield share, a, b


def _shared(features: Sequence[frozenset[tuple[str, ...]]]) -> dict[tuple[int, int], int]:
    """Count the features that two texts have in common; frequent ones as a star."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(features):
        for feature in each:
            holders[feature].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for place, later in enumerate(numbers[1:], 1):
            for earlier in numbers[: min(place, _STAR)]:
                shared[earlier, later] += 1
    return shared


def _runs(words: tuple[str, ...], width: int) -> frozenset[tuple[str, ...]]:
    width = min(width, max(len(words), 1))
    return frozenset(words[start : start + width] for start in range(len(words) - width + 1))


class _Groups:
    """Disjoint sets of units that know their pages."""

    def __init__(self, pages: Sequence[PageId]) -> None:
        self._leader = list(range(len(pages)))
        self._pages = [{page} for page in pages]

    def _lead(self, unit: int) -> int:
        while self._leader[unit] != unit:
            self._leader[unit] = self._leader[self._leader[unit]]
            unit = self._leader[unit]
        return unit

    def are_apart(self, a: int, b: int) -> bool:
        """Tell whether two units are in groups that have no page in common."""
        return not self._pages[self._lead(a)] & self._pages[self._lead(b)]

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self._lead(a), self._lead(b)))
        if first != second:
            self._leader[second] = first
            self._pages[first] |= self._pages[second]

    def all(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for unit in range(len(self._leader)):
            found[self._lead(unit)].append(unit)
        return [found[leader] for leader in sorted(found)]
