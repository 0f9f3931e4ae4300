"""Filling the holes between anchors: an alignment of two short rows of columns, each holding the readings so far.

Source:
    Needleman & Wunsch 1970 with the affine gaps of Gotoh 1982, row by row in NumPy. Whole numbers, so that equal
    scores are equal and the way back is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Scores in hundredths of the match of a rare word. Chosen so that three words against three others stand side by side
# as a substitution, five against five as a cut and an addition, and no lone "the" holds two passages together.
MATCH = 100
MISMATCH = -50
GAP_OPEN = -80
GAP_MORE = -5
ALIKE = 0.6
"""Normalised Indel similarity from which two words count as spellings of one."""

ISLAND_WORTH = 25
"""An agreement goes where it is worth less than so much for each word rewritten on both its sides."""
LONGEST_SUBSTITUTION = 6
"""Words of a rewritten stretch up to which unlike words stand side by side; a longer one is another wording."""

LARGEST_HOLE = 6_000_000
"""Cells (rows times columns) beyond which a hole stays open: two unrelated passages, not one rewritten."""


def align_hole(
    a: Sequence[tuple[int, ...]], b: Sequence[tuple[int, ...]], forms: Sequence[str], weights: NDArray[np.int32]
) -> list[tuple[int, int]]:
    """Align two rows of columns.

    Args:
        a: For each column of one side the codes of its readings, at least one each.
        b: The same for the other side.
        forms: The word of each code.
        weights: What a match of each code is worth, 0-100.

    Returns:
        Pairs (place in a, place in b) that share a column, ascending in both.
    """
    if not a or not b or len(a) * len(b) > LARGEST_HOLE:
        return []
    if len(a) == 1 and len(b) == 1:
        return [(0, 0)]
    scores = _scores(a, b, forms, weights)
    return _without_islands(_way_back(*_tables(scores)), scores)


def _scores(
    a: Sequence[tuple[int, ...]], b: Sequence[tuple[int, ...]], forms: Sequence[str], weights: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return what it is worth to put each column of ``a`` beside each of ``b``: that of their best pair of readings."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    flat_a = [code for column in a for code in column]
    flat_b = [code for column in b for code in column]
    words_a, index_a = np.unique(np.asarray(flat_a, dtype=np.int32), return_inverse=True)
    words_b, index_b = np.unique(np.asarray(flat_b, dtype=np.int32), return_inverse=True)
    alike = cdist(
        [forms[k] for k in words_a],
        [forms[k] for k in words_b],
        scorer=Indel.normalized_similarity,
        score_cutoff=ALIKE,
        dtype=np.float32,
    )
    worth = np.maximum(weights[words_a][:, None], weights[words_b][None, :]).astype(np.float32)
    # A spelling of the same word is worth the more the more it is alike; at ALIKE hardly more than nothing.
    base = np.where(alike > 0, worth * (alike - ALIKE + 0.1) / (1.1 - ALIKE), MISMATCH)
    base = np.rint(np.where(words_a[:, None] == words_b[None, :], worth, base)).astype(np.int32)
    every = base[index_a][:, index_b]
    starts_a = np.cumsum([0, *(len(column) for column in a[:-1])])
    starts_b = np.cumsum([0, *(len(column) for column in b[:-1])])
    result: NDArray[np.int32] = np.maximum.reduceat(np.maximum.reduceat(every, starts_a, axis=0), starts_b, axis=1)
    return result


def _tables(
    scores: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return the scores and the best totals: of all ways to each place, ending in a gap in b, ending in a gap in a."""
    n, m = scores.shape
    low = -(2**30)
    total = np.full((n + 1, m + 1), low, dtype=np.int32)
    down = np.full((n + 1, m + 1), low, dtype=np.int32)
    along = np.full((n + 1, m + 1), low, dtype=np.int32)
    steps = np.arange(m + 1, dtype=np.int32) * GAP_MORE
    total[0, 0] = 0
    along[0, 1:] = GAP_OPEN + steps[:-1]
    total[0, 1:] = along[0, 1:]
    for i in range(1, n + 1):
        down[i] = np.maximum(total[i - 1] + GAP_OPEN, down[i - 1] + GAP_MORE)
        here = down[i].copy()
        np.maximum(here[1:], total[i - 1, :-1] + scores[i - 1], out=here[1:])
        along[i, 1:] = np.maximum.accumulate(here - steps)[:-1] + GAP_OPEN + steps[:-1]
        total[i] = np.maximum(here, along[i])
    return scores, total, down, along


def _way_back(
    scores: NDArray[np.int32], total: NDArray[np.int32], down: NDArray[np.int32], along: NDArray[np.int32]
) -> list[tuple[int, int]]:
    i, j = scores.shape
    pairs: list[tuple[int, int]] = []
    while i > 0 and j > 0:
        here = total[i, j]
        if here == total[i - 1, j - 1] + scores[i - 1, j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif here == down[i, j]:
            while i > 1 and down[i, j] != total[i - 1, j] + GAP_OPEN:
                i -= 1
            i -= 1
        else:
            while j > 1 and along[i, j] != total[i, j - 1] + GAP_OPEN:
                j -= 1
            j -= 1
    return pairs[::-1]


def _without_islands(pairs: Sequence[tuple[int, int]], scores: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Drop the words that two wordings of one thought share by chance.

    A run of agreement that weighs less than the rewriting on both its sides goes, the lightest first; in a long
    rewritten stretch nothing is left side by side.

    Source:
        The semantic clean-up of differences (Fraser, diff-match-patch), weighted by how rare the words are.
    """
    n, m = scores.shape
    islands: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if scores[pair] <= 0:
            continue
        if islands and pair == (islands[-1][-1][0] + 1, islands[-1][-1][1] + 1):
            islands[-1].append(pair)
        else:
            islands.append([pair])
    weights = [int(sum(scores[pair] for pair in island)) for island in islands]
    while islands:
        edits = _edits(islands, n, m)
        light = [
            (weights[k], k) for k in range(len(islands)) if weights[k] < ISLAND_WORTH * min(edits[k], edits[k + 1])
        ]
        if not light:
            break
        _, k = min(light)
        del islands[k], weights[k]
    kept = {pair for island in islands for pair in island}
    edits = _edits(islands, n, m)
    starts = [island[0] for island in islands]
    result = []
    for pair in pairs:
        stretch = sum(1 for start in starts if start <= pair)
        if pair in kept or (scores[pair] <= 0 and edits[stretch] <= LONGEST_SUBSTITUTION):
            result.append(pair)
    return result


def _edits(islands: Sequence[Sequence[tuple[int, int]]], n: int, m: int) -> list[int]:
    """Return how many words are rewritten before, between and after the islands: of the longer side."""
    starts = [island[0] for island in islands] + [(n, m)]
    ends = [(0, 0)] + [(island[-1][0] + 1, island[-1][1] + 1) for island in islands]
    return [max(start[0] - end[0], start[1] - end[1]) for start, end in zip(starts, ends, strict=True)]
