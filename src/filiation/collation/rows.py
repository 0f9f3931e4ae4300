"""Sentences side by side: what a reader wants to see of a collation."""

from __future__ import annotations

import numpy as np

from filiation.collation.collation import GAP, Collation
from filiation.text import Span, hull, sentences

# A sentence joins a row when at least this share of its tokens stands in the row's columns: below it, two rewritten
# sentences that share only function words would be set beside each other.
_JOINS = 0.4


def sentence_rows(collation: Collation) -> tuple[tuple[Span | None, ...], ...]:
    """Return the witnesses' sentences in rows.

    Returns:
        R rows of W spans, in the order of the text; None where a witness has nothing there. A row holds several
        sentences of a witness where another has joined them; every sentence stands in just one row.

    Cost: linear in cells.
    """
    row_of = np.full(collation.cells.shape[1], GAP, dtype=np.int32)
    rows: list[list[list[Span]]] = []
    first_column: list[int] = []
    for number, witness in enumerate(collation.witnesses):
        columns_of = _columns(collation, number)
        starts = collation.tokens[number].starts
        for sentence in sentences(witness.text, witness.spans):
            tokens = slice(np.searchsorted(starts, sentence.start), np.searchsorted(starts, sentence.end))
            columns = columns_of[tokens]
            if not len(columns):
                continue
            taken = row_of[columns]
            votes = np.bincount(taken[taken != GAP], minlength=1)
            best = int(votes.argmax())
            if votes[best] < _JOINS * len(columns):
                best = len(rows)
                rows.append([[] for _ in collation.witnesses])
                first_column.append(int(columns.min()))
            rows[best][number].append(sentence)
            row_of[columns[taken == GAP]] = best
    order = sorted(range(len(rows)), key=lambda row: (first_column[row], row))
    return tuple(tuple(hull(spans) if spans else None for spans in rows[row]) for row in order)


def _columns(collation: Collation, number: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the column of each token of one witness."""
    cells = collation.cells[number]
    filled = np.flatnonzero(cells != GAP)
    columns = np.empty(len(collation.tokens[number]), dtype=np.int64)
    columns[cells[filled]] = filled
    return columns
