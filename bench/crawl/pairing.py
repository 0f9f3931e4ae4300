"""Candidate pairs from fingerprints: the plan of `filiation gather` in SQL, and the same by sorting, in numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filiation.crawl import plan
from filiation.crawl.fingerprints import ALL_PAIRS_LIMIT, ENOUGH_SHARED, LEAST_CONTAINMENT, LEAST_SHARED, RARE_TEXTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pairs = NDArray[np.int32]


def pair_by_plan(_texts: int, rows: NDArray[np.int32], fingerprints: NDArray[np.int64]) -> Pairs:
    """Run the plan's own SQL in DuckDB, a text being what is a wording there."""
    import duckdb
    import pyarrow as pa

    database = duckdb.connect(config={"preserve_insertion_order": False})
    database.register("handed", pa.table({"wording": rows, "fingerprint": fingerprints}))
    database.execute("create table postings as select * from handed")
    for name, sql in (("frequent", plan.FREQUENT), ("shared", plan.SHARED), ("sizes", plan.SIZES)):
        database.execute(f"create table {name} as {sql}")
    found = database.execute(plan.CANDIDATES).fetchnumpy()
    database.close()
    return np.unique(np.stack([found["a"], found["b"]], axis=1).astype(np.int32), axis=0)


def pair_by_sorting(texts: int, rows: NDArray[np.int32], fingerprints: NDArray[np.int64]) -> Pairs:
    """Sort the fingerprints, write each pair as one number, sort those."""
    order = np.argsort(fingerprints, kind="stable")
    prints, own = fingerprints[order], rows[order].astype(np.int64)
    starts = np.flatnonzero(np.r_[True, prints[1:] != prints[:-1]])
    counts = np.diff(np.r_[starts, len(prints)])
    keys = []
    for count in range(2, ALL_PAIRS_LIMIT + 1):
        block = own[starts[counts == count][:, None] + np.arange(count)]
        left, right = np.triu_indices(count, 1)
        keys.append((block[:, left] * texts + block[:, right]).ravel())
    often = counts > ALL_PAIRS_LIMIT
    inside = np.repeat(often, counts)
    held = own[inside]
    centres = np.repeat(own[starts[often]], counts[often])
    first = np.repeat(starts[often], counts[often]) == np.flatnonzero(inside)
    keys.append((centres * texts + held)[~first])
    second = np.r_[False, first[:-1]]
    chained = np.flatnonzero(~first & ~second)
    keys.append(held[chained - 1] * texts + held[chained])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    # A rare fingerprint weighs twice; the first of the keys are those of the rarest.
    rare, again = np.unique(np.concatenate(keys[: RARE_TEXTS - 1]), return_counts=True)
    weight = shared.copy()
    weight[np.searchsorted(pairs, rare)] += again
    a, b = np.divmod(pairs, texts)
    sizes = np.bincount(rows, minlength=texts)
    smaller = np.minimum(sizes[a], sizes[b])
    kept = (shared >= ENOUGH_SHARED) | (shared >= LEAST_CONTAINMENT * smaller)
    kept &= weight >= np.minimum(LEAST_SHARED, smaller)
    return np.stack([a[kept], b[kept]], axis=1).astype(np.int32)
