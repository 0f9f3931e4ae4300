"""A collation with its words: what formats need that write the texts themselves, and not only where they vary."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.writers.record import CollationRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """A word with its two faces, as CollateX names them: ``t`` as printed with what follows it, ``n`` normalised."""

    t: str
    n: str


@dataclass(frozen=True, slots=True, eq=False)
class AlignmentRecord:
    """W witnesses side by side, word for word.

    Attributes:
        collation: What varies, as `collate` prints it; its columns are those of ``cells``.
        texts: The whole text of each witness, into which the spans of ``collation`` point.
        tokens: For each witness its tokens in order; their ``t`` joined are what of its text was collated, a line's end
            between two pieces that stand apart on the page.
        cells: Shape (W, C): index of the token in its witness, or -1.
    """

    collation: CollationRecord
    texts: list[str]
    tokens: list[list[TokenRecord]]
    cells: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table in which every witness reads straight on.

    Attributes:
        number: The column of the collation that it shows.
        is_moved: It holds the words of witnesses that have them in another place.
        held: (row, token) for each witness that has something there, by row.
    """

    number: int
    is_moved: bool
    held: tuple[tuple[int, int], ...]


def straightened(cells: NDArray[np.int32]) -> list[Column]:
    """Return the columns in an order in which every witness reads straight on.

    A passage that some witnesses have elsewhere gets columns of its own there, and is missing from the column that it
    shares with the others: neither TEI's parallel segmentation nor CollateX's table holds one text in two orders.

    Cost: n log n in tokens.
    """
    places: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    for row, held in enumerate(cells):
        for token, key in enumerate(_keys(held)):
            places.setdefault(key, []).append((row, token))
    return [Column(key[2], key[1] >= 0, tuple(sorted(places[key]))) for key in sorted(places)]


def _keys(row: NDArray[np.int32]) -> Iterator[tuple[int, int, int]]:
    """Yield for each token of a witness where it stands.

    That is (column, -1, column), or of a moved one (column of the last steady token before it, number of the moved run
    since then, its own column).
    """
    columns = np.flatnonzero(row >= 0)
    column_of = columns[np.argsort(row[columns], kind="stable")].tolist()
    steady = _longest_ascent(column_of)
    anchor, run, before = -1, -1, None
    for token, column in enumerate(column_of):
        if token in steady:
            anchor, run, before = column, -1, None
            yield column, -1, column
        else:
            run += before is None or column < before
            before = column
            yield anchor, run, column


def _longest_ascent(columns: Sequence[int]) -> set[int]:
    """Return the places of the longest ascending part of ``columns``, which are all different."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, column in enumerate(columns):
        length = bisect_left(tails, column)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [column]
        ends[length : length + 1] = [place]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
