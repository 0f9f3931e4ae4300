"""Fingerprints: a few of a text's runs of words, chosen so that a copy's are among them wherever it was lifted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.profile import SHINGLE, shingle
from filiation.crawl.ink import Ink
from filiation.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A fingerprint in up to this many texts links all of them with one another; in more, each with the first and with the
# one before it: the cost stays linear, and the most carried story is found like any other.
ALL_PAIRS_LIMIT = 24
# A candidate shares two fingerprints, or a rare one, which counts twice: a text of forty words has few. They are this
# part of the shorter text's, for a lifted paragraph is a tenth of its story; or at any rate a paragraph's number. On the
# labelled pairs of Reuters-21578 none of the kin is missed, among 7,660 candidates of 7,373 dispatches (without the
# double weight 5,749, and Wikinews' shortest rewritten source is missed; at three fingerprints .96 of the kin are left).
LEAST_SHARED, RARE_TEXTS, LEAST_CONTAINMENT, ENOUGH_SHARED = 2, 3, 0.08, 6

WINDOW = 8
"""Runs of words of which the least is kept: two texts that share ten words in a row share a fingerprint."""
LONG = 8
"""Words of a long run: hardly any stands in two texts that did not copy; fifteen words in a row share one."""
_SPAN = WINDOW + SHINGLE - 1
_BATCH_CHARACTERS = 400_000
"""Characters of texts that are worked at once: their columns stay within a core's own memory."""
_MOST_TEXTS = 1 << 16


def fingerprint(codes: NDArray[np.uint64], width: int = SHINGLE) -> NDArray[np.int64]:
    """Choose the least of every `WINDOW` runs of words in a row.

    Two texts that have a run of ``WINDOW + width - 1`` words (10) in common, word for word, share a fingerprint;
    on the whole two of nine runs are kept.

    Args:
        codes: Hash of each word (`Coder`); shape (N,), uint64.
        width: Words of a run.

    Returns:
        The distinct minima, ascending as signed numbers; a text with fewer runs than the window has one, a text
        without words none. Linear in N but for sorting what is kept.

    Source:
        Schleimer, Wilkerson & Aiken 2003 (winnowing).
    """
    runs = shingle(codes, width)
    if not len(runs):
        return np.empty(0, dtype=np.int64)
    least = _minima(runs) if len(runs) > WINDOW else runs.min(keepdims=True)
    ordered = np.sort(least.view(np.int64))
    return ordered[_differs(ordered)]


def fingerprint_texts(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Fingerprint whole texts, many at once.

    Returns:
        Which text each fingerprint is of (its place in ``texts``), and the fingerprint, both of shape (M,): text by
        text what `fingerprint` gives for the hashes of its words (`tokenise` with ``words_only``), in its order.
    """
    rows = [_fingerprint_batch(texts[first:past], first) for first, past in _batches(texts)]
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate([empty, *(owners for owners, _ in rows)]), np.concatenate(
        [empty, *(marks for _, marks in rows)]
    )


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for past, text in enumerate(texts, 1):
        size += len(text)
        if size >= _BATCH_CHARACTERS or past - first == _MOST_TEXTS or past == len(texts):
            yield first, past
            first, size = past, 0


@cache
def _ink() -> Ink:
    return Ink()


def _fingerprint_batch(texts: Sequence[str], first: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    codes, counts = _ink().read([fold(text) for text in texts])
    owners = np.repeat(np.arange(len(texts), dtype=np.uint16), counts)
    least, of = np.empty(0, dtype=np.uint64), owners[:0]
    if len(codes) > _SPAN:
        # All texts in one row; windows that lie in two of them are left out.
        minima = _minima(shingle(codes))
        within = owners[: len(minima)] == owners[_SPAN - 1 :]
        least, of = minima[within], owners[: len(minima)][within]
        changed = _differs(least) | _differs(of)
        least, of = least[changed], of[changed]
    ends = np.cumsum(counts)
    short = np.flatnonzero((counts > 0) & ((counts < _SPAN) | (len(codes) <= _SPAN))).tolist()
    own = [fingerprint(codes[ends[at] - counts[at] : ends[at]]) for at in short]
    marks = np.concatenate([least.view(np.int64), *own])
    of = np.concatenate([of, np.repeat(np.array(short, dtype=np.uint16), [len(each) for each in own])])
    order = np.argsort(marks)
    order = order[np.argsort(of[order], kind="stable")]
    marks, of = marks[order], of[order]
    kept = _differs(marks) | _differs(of)
    return of[kept].astype(np.int64) + first, marks[kept]


def _minima(runs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the least of every `WINDOW` (a power of two) values in a row, of which there are at least as many."""
    reach = 1
    while reach < WINDOW:
        runs = np.minimum(runs[:-reach], runs[reach:])
        reach *= 2
    return runs


def _differs(values: NDArray[np.int64] | NDArray[np.uint64] | NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Tell of each value whether it is another than the one before it; the first is."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
