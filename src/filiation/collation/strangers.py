"""Strangers: witnesses that share hardly a word in its place with any other, as where unrelated texts are given together."""

from __future__ import annotations

import numpy as np

from filiation.collation.collation import GAP, Collation

STRANGER_SHARE = 0.03
"""Share of its words that must stand beside the same word of another witness. Of two versions of different encyclopedia
pages nine in ten have less than .02 (80 texts), of the first and the last version of one page one in twelve."""


def strangers(collation: Collation) -> tuple[tuple[str, float], ...]:
    """Return the witnesses that are no kin of the others, each with the share of its words that stands beside an equal one.

    Where two texts are unrelated both are named. Cost: n log n in tokens.
    """
    number: dict[str, int] = {}
    keys = []
    for row, its in zip(collation.cells, collation.tokens, strict=True):
        columns = np.flatnonzero(row != GAP)
        forms = np.asarray([number.setdefault(form, len(number)) for form in its.forms], dtype=np.int64)
        keys.append(columns + collation.cells.shape[1] * forms[row[columns]])
    _, place, often = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    ends = np.cumsum([len(each) for each in keys])[:-1]
    shares = [float(part.mean()) for part in np.split(often[place] > 1, ends)]
    return tuple(
        (witness.siglum, share)
        for witness, share in zip(collation.witnesses, shares, strict=True)
        if share < STRANGER_SHARE
    )
