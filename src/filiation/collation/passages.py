"""Passages: the long runs that some witnesses lack, each as one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

from filiation.collation.collation import GAP

PASSAGE_TOKENS = 4
"""Shortest gap that is one event whatever its length; a shorter one is a reading among others."""

ISLAND_TOKENS = 2
"""Words that meet by chance inside a rewritten passage do not part a gap in two."""

SAME_GAP = 0.8
"""Share of their hull from which two gaps are one, and share of a gap from which a witness lacks it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Columns ``first`` up to ``past``; rows that have the passage, rows with another in its place, rows with none."""

    first: int
    past: int
    present: tuple[int, ...]
    other: tuple[int, ...]
    absent: tuple[int, ...]


def gaps(row: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Return the long gaps of one row as half-open runs of columns; short islands inside do not end a gap."""
    empty = np.concatenate(([False], row == GAP, [False]))
    edges = np.flatnonzero(empty[1:] != empty[:-1])
    runs = [(int(s), int(e)) for s, e in zip(edges[::2], edges[1::2], strict=True)]
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if end - start < PASSAGE_TOKENS:
            continue
        if joined and start - joined[-1][1] <= ISLAND_TOKENS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def lacunae(cells: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell for each cell whether it lies empty in a long gap; shape as ``cells``."""
    missing = np.zeros(cells.shape, dtype=np.bool_)
    for k, row in enumerate(cells):
        for start, end in gaps(row):
            missing[k, start:end] = row[start:end] == GAP
    return missing


def passages(missing: NDArray[np.bool_]) -> list[Passage]:
    """Return the events that explain the long gaps, by column.

    Equal gaps are one event; a gap that is two adjacent gaps of others is none of its own; two adjacent passages of
    which no witness has both are one, the second standing for the first.
    """
    runs = _runs(missing)
    extents = _extents({run for its in runs for run in its})
    found = []
    for first, past in extents:
        lacks = missing[:, first:past].mean(axis=1) >= SAME_GAP
        rows = range(len(missing))
        found.append(
            Passage(first, past, tuple(r for r in rows if not lacks[r]), (), tuple(r for r in rows if lacks[r]))
        )
    return _paired([passage for passage in found if passage.present and passage.absent])


def _runs(missing: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    return [gaps(np.where(row, GAP, 0).astype(np.int32)) for row in missing]


def _extents(runs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return one extent for gaps that are nearly equal, without those made up of two others."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        near = [
            k for k in kept if (min(end, k[1]) - max(start, k[0])) >= SAME_GAP * (max(end, k[1]) - min(start, k[0]))
        ]
        if not near:
            kept.append((start, end))
    return [extent for extent in kept if not _is_made_up(extent, kept)]


def _is_made_up(extent: tuple[int, int], every: Sequence[tuple[int, int]]) -> bool:
    start, end = extent
    return any(
        abs(one[0] - start) <= ISLAND_TOKENS
        and one[1] < end
        and any(abs(other[1] - end) <= ISLAND_TOKENS and abs(other[0] - one[1]) <= ISLAND_TOKENS for other in every)
        for one in every
        if one != extent
    )


def _paired(found: list[Passage]) -> list[Passage]:
    """Join adjacent passages of which no witness has both: another wording, not a cut beside an addition."""
    result: list[Passage] = []
    for passage in sorted(found, key=lambda p: (p.first, p.past)):
        last = result[-1] if result else None
        if (
            last
            and not last.other
            and 0 <= passage.first - last.past <= ISLAND_TOKENS
            and set(last.present) <= set(passage.absent)
            and set(passage.present) <= set(last.absent)
        ):
            neither = sorted((set(last.absent) & set(passage.absent)) - set(last.present) - set(passage.present))
            result[-1] = Passage(last.first, passage.past, last.present, passage.present, tuple(neither))
        else:
            result.append(passage)
    return result
