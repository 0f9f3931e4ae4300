"""What two groups of aligned texts share beyond their nearest members: passages that those lack, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation.anchors import ANCHOR_TOKENS
from filiation.collation.collation import GAP

if TYPE_CHECKING:
    from numpy.typing import NDArray

Columns = tuple[int, ...]
_SEVERAL: Columns = ()


def shared_columns(
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    texts: tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> list[tuple[int, int]]:
    """Return pairs of free columns in which any text of one group reads on as any of the other does.

    Args:
        one: Cells of the first group, texts by columns.
        other: Cells of the second.
        texts: The codes of the texts of each group, in the order of the cells.
        free: For each group which of its columns have no partner yet.

    Returns:
        Ascending in the first; each column in one pair at most. What reads on for `ANCHOR_TOKENS` words counts, where
        it stands in one place of each group.

    Cost: linear in the tokens that stand in free columns.
    """
    mine, yours = (_places(cells, its, open_) for cells, its, open_ in zip((one, other), texts, free, strict=True))
    partner: dict[int, int] = {}
    taken: dict[int, int] = {}
    for shingle, columns in sorted((shingle, columns) for shingle, columns in mine.items() if columns is not _SEVERAL):
        others = yours.get(shingle, _SEVERAL)
        if others is _SEVERAL:
            continue
        pairs = list(zip(columns, others, strict=True))
        if all(partner.get(a, b) == b and taken.get(b, a) == a for a, b in pairs):
            partner.update(pairs)
            taken.update((b, a) for a, b in pairs)
    return sorted(partner.items())


def _places(
    cells: NDArray[np.int32], texts: Sequence[Sequence[int]], free: NDArray[np.bool_]
) -> dict[tuple[int, ...], Columns]:
    """Map what reads on in free columns to those columns, or to `_SEVERAL` where it stands in more places than one."""
    found: dict[tuple[int, ...], Columns] = {}
    for row, text in zip(cells, texts, strict=True):
        full = np.flatnonzero(row != GAP)
        columns = np.empty(len(full), dtype=np.int64)
        columns[row[full]] = full
        for first, past in _stretches(free[columns]):
            its = columns[first:past].tolist()
            for k in range(past - first - ANCHOR_TOKENS + 1):
                shingle = tuple(text[first + k : first + k + ANCHOR_TOKENS])
                here = tuple(its[k : k + ANCHOR_TOKENS])
                if found.setdefault(shingle, here) != here:
                    found[shingle] = _SEVERAL
    return found


def _stretches(open_: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the runs of true, half-open, that are long enough to hold a shingle."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], open_, [False]))))
    for first, past in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if past - first >= ANCHOR_TOKENS:
            yield first, past
