"""Anchors: the runs of words that two texts surely share, in order or moved.

A run counts from `ANCHOR_TOKENS` equal tokens that stand once in each text (patience diff). The heaviest chain of runs
that keeps the order of both is the backbone; a long run off the chain is a moved passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

ANCHOR_TOKENS = 4
"""Shortest run that anchors. Three-word runs (", said the") meet by chance in rewritten sentences."""

MOVED_TOKENS = 8
"""Shortest run off the chain that counts as moved: a shorter one is a phrase that the report repeats."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """``length`` equal tokens: from ``a`` on in one text, from ``b`` on in the other."""

    a: int
    b: int
    length: int


def shingle_places(codes: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Map each run of `ANCHOR_TOKENS` tokens to where it begins, or to -1 where it stands more than once."""
    places: dict[tuple[int, ...], int] = {}
    shifted = [codes[k:] for k in range(ANCHOR_TOKENS)]
    for place, shingle in enumerate(zip(*shifted, strict=False)):
        places[shingle] = -1 if shingle in places else place
    return places


def shared_runs(
    a: Sequence[int], b: Sequence[int], places_a: dict[tuple[int, ...], int], places_b: dict[tuple[int, ...], int]
) -> list[Run]:
    """Return the longest runs around the shingles that stand once in each text, ascending in ``a``."""
    hits = sorted(
        (place, places_b[shingle])
        for shingle, place in places_a.items()
        if place >= 0 and places_b.get(shingle, -1) >= 0
    )
    runs: list[Run] = []
    reached: dict[int, int] = {}  # by diagonal: the first token of ``a`` past its last run
    for i, j in hits:
        if reached.get(i - j, -1) > i:
            continue
        first = 0
        floor = reached.get(i - j, 0)
        while i - first > floor and j - first > 0 and a[i - first - 1] == b[j - first - 1]:
            first += 1
        past = ANCHOR_TOKENS
        while i + past < len(a) and j + past < len(b) and a[i + past] == b[j + past]:
            past += 1
        runs.append(Run(i - first, j - first, first + past))
        reached[i - j] = i + past
    return sorted(runs)


def chain(runs: Sequence[Run]) -> list[Run]:
    """Return the heaviest sequence of runs that ascends in both texts without overlap; n log n.

    Ties go to the run that comes first, so that the answer depends on the texts alone.
    """
    if not runs:
        return []
    ends = sorted({run.b + run.length for run in runs})
    best = [(0, -1)] * (len(ends) + 1)  # Fenwick tree of (weight, index of the run), by end in b

    def ask(limit: int) -> tuple[int, int]:
        found = (0, -1)
        while limit > 0:
            found = max(found, best[limit], key=lambda pair: (pair[0], -pair[1]))
            limit &= limit - 1
        return found

    before = [-1] * len(runs)
    weights = [0] * len(runs)
    by_end = sorted(range(len(runs)), key=lambda k: (runs[k].a + runs[k].length, k))
    closed = 0
    for k, run in enumerate(runs):
        while closed < len(by_end) and runs[by_end[closed]].a + runs[by_end[closed]].length <= run.a:
            done = by_end[closed]
            closed += 1
            place = bisect_left(ends, runs[done].b + runs[done].length) + 1
            while place <= len(ends):
                best[place] = max(best[place], (weights[done], done), key=lambda pair: (pair[0], -pair[1]))
                place += place & -place
        weight, last = ask(bisect_left(ends, run.b + 1))
        weights[k], before[k] = weight + run.length, last
    k = max(range(len(runs)), key=lambda n: (weights[n], -n))
    path = []
    while k >= 0:
        path.append(runs[k])
        k = before[k]
    return path[::-1]


def moved_runs(runs: Sequence[Run], backbone: Sequence[Run], length_a: int, length_b: int) -> list[Run]:
    """Return what of the runs off the chain stands clear of it, at least `MOVED_TOKENS` long; the longest first."""
    taken_a, taken_b = bytearray(length_a), bytearray(length_b)
    for run in backbone:
        taken_a[run.a : run.a + run.length] = b"\1" * run.length
        taken_b[run.b : run.b + run.length] = b"\1" * run.length
    kept = set(backbone)
    moved: list[Run] = []
    for run in sorted(set(runs) - kept, key=lambda r: (-r.length, r)):
        first = None
        for k in range(run.length + 1):
            free = k < run.length and not taken_a[run.a + k] and not taken_b[run.b + k]
            if free and first is None:
                first = k
            elif not free and first is not None:
                if k - first >= MOVED_TOKENS:
                    moved.append(Run(run.a + first, run.b + first, k - first))
                    taken_a[run.a + first : run.a + k] = b"\1" * (k - first)
                    taken_b[run.b + first : run.b + k] = b"\1" * (k - first)
                first = None
    return sorted(moved)
