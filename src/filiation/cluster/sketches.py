"""Candidates: which texts share enough runs of words to be worth an alignment.

The plan is relational: a table of (shingle, text), joined with itself on the shingle, grouped by the pair of texts.
A frequent shingle is not dropped but linked as a star to one text, so cost stays linear and the most carried story
is still found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A shingle in up to this many texts links all of them with one another; in more, each to one of them.
ALL_PAIRS_LIMIT = 24
# A candidate shares this part of the shorter text's shingles: a lifted paragraph is a tenth of its story …
LEAST_CONTAINMENT = 0.08
# … or this many, however long both are, and in any case more than a stock phrase.
ENOUGH_SHARED = 24
LEAST_SHARED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The table of shingles and texts.

    Attributes:
        shingles: Ascending, uint64, shape (R,); one row for each text that holds it.
        texts: The text of each row, int32, ascending within a shingle.
        sizes: Number of distinct shingles of each text, int64.
    """

    shingles: NDArray[np.uint64]
    texts: NDArray[np.int32]
    sizes: NDArray[np.int64]


def post(shingles: Sequence[NDArray[np.uint64]]) -> Postings:
    """Build the table from each text's distinct shingles."""
    sizes = np.fromiter((len(own) for own in shingles), dtype=np.int64, count=len(shingles))
    every = np.concatenate([*shingles, np.empty(0, dtype=np.uint64)])
    texts = np.repeat(np.arange(len(shingles), dtype=np.int32), sizes)
    order = np.lexsort((texts, every))
    return Postings(every[order], texts[order], sizes)


def find_candidates(postings: Postings) -> NDArray[np.int32]:
    """Return the pairs of texts that share enough shingles.

    Returns:
        Shape (C, 2), int32, rows ascending, first < second.
    """
    shingles, texts = postings.shingles, postings.texts
    if not len(shingles):
        return np.empty((0, 2), dtype=np.int32)
    starts = np.flatnonzero(np.r_[True, shingles[1:] != shingles[:-1]])
    counts = np.diff(np.r_[starts, len(shingles)])
    firsts: list[NDArray[np.int64]] = []
    seconds: list[NDArray[np.int64]] = []
    for count in range(2, ALL_PAIRS_LIMIT + 1):
        block = texts[starts[counts == count][:, None] + np.arange(count)].astype(np.int64)
        left, right = np.triu_indices(count, 1)
        firsts.append(block[:, left].ravel())
        seconds.append(block[:, right].ravel())
    for start, count in zip(starts[counts > ALL_PAIRS_LIMIT], counts[counts > ALL_PAIRS_LIMIT], strict=True):
        # Texts come in an order that has nothing to do with their content, so the first is as good a centre as any, and
        # one family's shingles share it. A neighbour each keeps the family whole should the centre prove a digest.
        rows = texts[start : start + count].astype(np.int64)
        firsts += [np.full(count - 1, rows[0]), rows[1:-1]]
        seconds += [rows[1:], rows[2:]]
    total = len(postings.sizes)
    pairs, shared = np.unique(np.concatenate(firsts) * total + np.concatenate(seconds), return_counts=True)
    a, b = np.divmod(pairs, total)
    smaller = np.minimum(postings.sizes[a], postings.sizes[b])
    enough = (shared >= np.minimum(LEAST_SHARED, smaller)) & (
        (shared >= LEAST_CONTAINMENT * smaller) | (shared >= ENOUGH_SHARED)
    )
    return np.stack([a[enough], b[enough]], axis=1).astype(np.int32)
