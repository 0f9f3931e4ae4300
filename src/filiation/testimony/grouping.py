"""Grouping: which wordings say one thing.

Copies are found by their words, independent wordings by meaning, and only where names and figures agree. Groups grow
from the surest pair down, and two sentences of one page join only through words they share: an average story says one
thing once, and a chain of nearly alike sentences must not tie a page to itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
# Shingles in more wordings than this are linked to the first ones only, so that 500 copies cost no 125,000 pairs.
_STAR = 12


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
) -> list[list[int]]:
    """Group wordings that say one thing.

    Args:
        units: N wordings.
        encoder: Tells meaning; None to go by words alone.
        at_least: Cosine from which two wordings may say one thing.
        agree: Tells of two units and their cosine whether their hard facts agree; asked for pairs close in meaning only.
        once_a_page: Two wordings of one page join through shared words alone, never through meaning.

    Returns:
        Groups of indices into ``units``, each ascending, by first index.

    Cost: linear in shared shingles, and N² multiplications for meaning (in one matrix product).
    """
    groups = _Groups([unit.page for unit in units])
    for _, a, b in sorted(_copies(units), key=lambda pair: (-pair[0], pair[1], pair[2])):
        groups.join(a, b)
    if encoder is not None and len({unit.page for unit in units}) > 1:
        # One wording speaks for its copies: encoding is the dear part. The longest has most to say.
        speakers = sorted(max(copies, key=lambda i: (len(units[i].text), -i)) for copies in groups.all())
        vectors = encoder.encode([units[speaker].text for speaker in speakers])
        for cosine, first, second in sorted(_close(vectors, at_least), key=lambda pair: (-pair[0], pair[1], pair[2])):
            a, b = speakers[first], speakers[second]
            if (groups.are_apart(a, b) or not once_a_page) and agree(a, b, cosine):
                groups.join(a, b)
    return groups.all()


def _copies(units: Sequence[Unit]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs of units that share enough words, with the share."""
    shingles = [_shingles(unit.text) for unit in units]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(shingles):
        for shingle in each:
            holders[shingle].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for place, later in enumerate(numbers[1:], 1):
            for earlier in numbers[: min(place, _STAR)]:
                shared[earlier, later] += 1
    for (a, b), count in shared.items():
        share = count / max(min(len(shingles[a]), len(shingles[b])), 1)
        if share >= _COPIED and units[a].page != units[b].page:
            yield share, a, b


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = tokenise(text, words_only=True).forms
    width = min(_SHINGLE, max(len(words), 1))
    return frozenset(words[start : start + width] for start in range(len(words) - width + 1))


def _close(vectors: NDArray[np.float32], at_least: float) -> Iterable[tuple[float, int, int]]:
    """Yield pairs of rows whose cosine is at least so much."""
    cosines = vectors @ vectors.T
    firsts, seconds = np.nonzero(np.triu(cosines, 1) >= at_least)
    # Rounded: the last bits of a product depend on the machine's order of summing.
    return ((round(float(cosines[a, b]), 4), int(a), int(b)) for a, b in zip(firsts, seconds, strict=True))


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
