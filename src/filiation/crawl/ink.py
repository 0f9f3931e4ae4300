"""Words of many folded texts at once, as their hashes: stretches of ink are hashed in columns and looked up in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.profile import Coder
from filiation.text import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.uint64]

_LONGEST_KNOWN = 40
"""Characters of a stretch of ink that is remembered; a longer one is cut into words each time."""
_SLOTS_BITS = 20
"""Each stretch has one slot in the table: 18 MB, and what meets in a slot drives the other out."""
_PIECE = 1 << 19
"""Characters that are hashed at once."""
_BASE, _SPREAD, _HALF = 0x9E3779B97F4A7C15, np.uint64(0xD6E8FEB86659FD93), np.uint64(32)
_MANY, _NOTHING = 255, bytes(8)
_MOST_KNOWN = 1 << 17
"""Stretches remembered beside the table, some 20 MB: those of several words, and those that meet in a slot."""


def _powers(base: int) -> Column:
    powers = np.full(_PIECE + _LONGEST_KNOWN + 1, base, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


def _spread(points: Column) -> Column:
    spread = (points + np.uint64(1)) * _SPREAD
    return (spread ^ (spread >> _HALF)) * _SPREAD


class Ink:
    """The hashes of the words in stretches of folded text without white space (``"said,``): cut once, looked up then.

    No word holds white space, and what stands beyond it changes nothing.
    """

    def __init__(self) -> None:
        slots = 1 << _SLOTS_BITS
        self._keys = np.zeros(slots, dtype=np.uint64)
        self._codes = np.zeros(slots, dtype=np.uint64)
        self._counts = np.zeros(slots, dtype=np.uint8)
        self._forward, self._backward = _powers(_BASE), _powers(pow(_BASE, -1, 1 << 64))
        self._small = _spread(np.arange(256, dtype=np.uint64))
        blank = [point for point in range(0x3001) if chr(point).isspace()]
        self._is_ink = np.ones(0x3001, dtype=bool)
        self._is_ink[blank] = False
        self._small_ink = self._is_ink[:256].copy()
        self._coder = Coder()
        self._known: dict[int, bytes] = {}

    def read(self, texts: Sequence[str]) -> tuple[Column, NDArray[np.int64]]:
        """Return the hashes of the words of folded texts, one text after the other, and each text's number of words."""
        whole = "\n".join(texts)
        points, ink = self._columns(whole)
        edges = np.flatnonzero(ink[1:] != ink[:-1]) + 1
        if len(ink) and ink[0]:
            edges = np.concatenate([[0], edges])
        if len(edges) % 2:
            edges = np.concatenate([edges, [len(ink)]])
        starts, ends = edges[::2], edges[1::2]
        keys = self._hash(points, starts, ends)
        slots = (keys >> np.uint64(64 - _SLOTS_BITS)).astype(np.int64)
        known = self._keys[slots] == keys
        codes, counts = self._codes[slots], self._counts[slots].astype(np.int64)
        # A stretch of several words, one too long to be known, or one that is not in its slot; others have a word or none.
        brief = ends - starts <= _LONGEST_KNOWN
        apart = np.flatnonzero(~known | (counts == _MANY) | ~brief)
        cut = self._cut(whole, starts[apart].tolist(), ends[apart].tolist(), keys[apart].tolist())
        counts[apart] = np.fromiter(map(len, cut), dtype=np.int64, count=len(cut)) // 8
        self._learn(slots[apart], keys[apart], counts[apart], cut, brief[apart])
        past = np.cumsum(counts)
        found = np.empty(int(past[-1]) if len(past) else 0, dtype=np.uint64)
        single = counts == 1
        single[apart] = False
        found[past[single] - 1] = codes[single]
        if len(apart):
            sizes = counts[apart]
            places = np.repeat(past[apart] - np.cumsum(sizes), sizes) + np.arange(int(sizes.sum()))
            found[places] = np.frombuffer(b"".join(cut), dtype=np.uint64)
        text_ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts)))
        words = np.concatenate([[0], past])[np.searchsorted(starts, text_ends)]
        return found, np.diff(words, prepend=0)

    def _columns(self, whole: str) -> tuple[Column, NDArray[np.bool_]]:
        """Return the spread code point of each character, and whether it is ink."""
        try:
            small = np.frombuffer(whole.encode("latin-1"), dtype=np.uint8)
        except UnicodeEncodeError:
            points = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            return _spread(points.astype(np.uint64)), self._is_ink[np.minimum(points, 0x2FFF)] | (points > 0x3000)
        return self._small[small], self._small_ink[small]

    def _hash(self, points: Column, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Column:
        """Hash each stretch of up to `_LONGEST_KNOWN` characters: a polynomial of them, read off running sums."""
        keys = np.zeros(len(starts), dtype=np.uint64)
        short = np.minimum(ends, starts + _LONGEST_KNOWN)
        sums = np.zeros(min(len(points), _PIECE + _LONGEST_KNOWN) + 1, dtype=np.uint64)
        for first in range(0, len(points), _PIECE):
            piece = points[first : first + _PIECE + _LONGEST_KNOWN]
            np.cumsum(piece * self._forward[: len(piece)], out=sums[1 : len(piece) + 1])
            low, high = np.searchsorted(starts, (first, first + _PIECE)).tolist()
            begin, end = starts[low:high] - first, short[low:high] - first
            keys[low:high] = (sums[end] - sums[begin]) * self._backward[begin]
        keys ^= keys >> np.uint64(31)
        keys *= _SPREAD
        return keys

    def _cut(self, whole: str, starts: list[int], ends: list[int], keys: list[int]) -> list[bytes]:
        found: list[bytes] = []
        for start, end, key in zip(starts, ends, keys, strict=True):
            own = self._known.get(key) if end - start <= _LONGEST_KNOWN else None
            if own is None:
                own = self._coder.encode_bytes(words_of(whole[start:end]))
                if end - start <= _LONGEST_KNOWN:
                    if len(self._known) >= _MOST_KNOWN:
                        self._known.clear()
                    self._known[key] = own
            found.append(own)
        return found

    def _learn(
        self,
        slots: NDArray[np.int64],
        keys: Column,
        counts: NDArray[np.int64],
        cut: list[bytes],
        brief: NDArray[np.bool_],
    ) -> None:
        """Put stretches in their slots; of two that meet in one the later stays."""
        first = np.frombuffer(b"".join([own[:8] or _NOTHING for own in cut]), dtype=np.uint64)
        # One after the other: which of equal slots is written last is left open by numpy.
        _, last = np.unique(slots[brief][::-1], return_index=True)
        kept = np.flatnonzero(brief)[::-1][last]
        self._keys[slots[kept]] = keys[kept]
        self._codes[slots[kept]] = first[kept]
        self._counts[slots[kept]] = np.where(counts[kept] > 1, _MANY, counts[kept])
