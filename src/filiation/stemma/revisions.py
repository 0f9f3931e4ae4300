"""Revisions of one page: the order in which they were written, by what each adds to the one before and what it drops.

An author who goes on with a text keeps most of it: what a revision loses tells more against a step than what it adds.
Where texts lie on one line, and few of them have readings that the next one takes back, they are taken for such revisions.

Source:
    A log-linear model over orders (a chain-structured conditional random field), summed over all orders by the dynamic
    programme of Held & Karp 1962. Two weights, fitted on 162 chains of Wikipedia versions; see `ADDED`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation import Change, Collation
from filiation.stemma.search import spanning_tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

SHINGLE = 4
"""Words of a shingle; a moved paragraph costs nothing but its seams."""

ADDED, DROPPED = -3.7, -11.7
"""Log-odds of a step for each unit share of the later text that is new, and of the earlier text that is gone. Fitted by
maximum likelihood, four folds: neighbours found .92 of 734 (spanning tree over Indel distances .876, cheapest order over
them .893), first text right .83. Words for shingles .885, shingles of 5 words .925; absolute counts, their logarithms and
the years that a text mentions brought nothing that the folds confirm."""

WINDOW = 10
"""Texts that are put in order at once, over all orders; longer chains are settled window by window."""
MOST_ROUNDS = 20

LEAST_CHAIN, LONGEST_CHAIN = 3, 200
"""Texts: two are no line, and more than two hundred are left to the tree, whose memory grows less."""

LEAST_CHANCE, MOST_ODDS = 1e-4, 50.0
"""Bounds within which chances and log-odds are reckoned with."""

SURER_LINK = 1.77, 1.14
"""What is added to the log-odds of a link, and what they are multiplied by: orders are surer than their sum tells. Of the
same chains' links told at .86 then .86 are right."""
SURER_FIRST, SURER_OF_MANY = (-0.56, 0.74), 0.95
"""The same of the first text, and what is added besides for the logarithm of how many others it might be: of first texts
told at .74 then .74 are right."""

LEAST_KEPT = 0.05
"""Share of their shingles that texts hand on along the line, below which nothing tells an order."""

AT_REST, DETOUR, UNDONE, SLIP = 4.2, -18.5, -3.5, -5.5
"""Log-odds that texts are revisions of one page: at rest, for the line's length over that of the spanning tree less one, and
for the square roots of how many places in a hundred words of an inner text its neighbours on the line read alike and it
does not (an author seldom takes back; a copy hands no error of its own on), and of the slips of the pen in a hundred words
and a step. On the 162 chains and 200 simulated traditions of copies, equally likely, in five folds: .91 and .15 are told
for chains at one half. The number of changes as such would part them better, but only as simulated texts are shorter."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Texts in the order of writing.

    Attributes:
        order: Numbers of the texts, the likeliest first text first.
        support: For each link of the order, the chance that these two are neighbours, 0-1.
        first: The chance that the first in order was written first, 0-1.
        likeness: The chance that the texts are revisions of one page at all, rather than copies of lost ones, 0-1.
    """

    order: tuple[int, ...]
    support: tuple[float, ...]
    first: float
    likeness: float


def chain_of(collation: Collation, rows: Sequence[int]) -> Chain | None:
    """Put texts in the order of writing, if they may be the revisions of one page.

    Args:
        collation: The collation of all witnesses.
        rows: The witnesses that stand for the texts, one each; no two of the same words.

    Returns:
        The chain, in places of ``rows``; None for fewer than `LEAST_CHAIN` texts or more than `LONGEST_CHAIN`, or texts
        that share next to nothing.

    Cost:
        2 ** `WINDOW` steps a window; memory texts times distinct shingles.
    """
    if not LEAST_CHAIN <= len(rows) <= LONGEST_CHAIN:
        return None
    texts = [collation.tokens[row].forms for row in rows]
    added, size = _added(texts)
    new, gone = added / size[None, :], added.T / size[:, None]
    steps = ADDED * new + DROPPED * gone
    order = _best_order(steps)
    links, _ = _chances(order, steps)
    # The neighbours that are likeliest one by one make a better chain than the likeliest whole order.
    order, lead = _forward(_best_order(links), steps)
    links, first = _chances(order, steps)
    far = (new + new.T + gone + gone.T) / 4
    if sum(float(1 - far[a, b]) for a, b in pairwise(order)) < LEAST_KEPT * (len(order) - 1):
        return None
    chance = float(first[order[0]]) / (1.0 if len(order) <= WINDOW else 1.0 + math.exp(-lead))
    more, times = SURER_FIRST
    hundreds = sum(map(len, texts)) / len(texts) / 100
    slips = sum(unit.change is Change.TYPO for unit in collation.units) / (hundreds * (len(rows) - 1))
    odds = (
        AT_REST
        + DETOUR * _detour(order, far)
        + UNDONE * math.sqrt(_undone(order, collation, rows) / (hundreds * (len(rows) - 2)))
        + SLIP * math.sqrt(slips)
    )
    return Chain(
        tuple(order),
        tuple(_surer(float(links[a, b]), *SURER_LINK) for a, b in pairwise(order)),
        _surer(chance, more + SURER_OF_MANY * math.log(len(order) - 1), times),
        1 / (1 + math.exp(-odds)) if odds > -MOST_ODDS else 0.0,
    )


def _added(texts: Sequence[tuple[str, ...]]) -> tuple[Table, Table]:
    """Return how many shingles of each text (column) each other (row) lacks, and how many each has."""
    number: dict[tuple[str, ...], int] = {}
    rows = [
        [number.setdefault(shingle, len(number)) for shingle in zip(*(text[k:] for k in range(SHINGLE)), strict=False)]
        for text in texts
    ]
    counts = np.asarray([np.bincount(row, minlength=len(number)) for row in rows], dtype=np.int32)
    added = np.asarray([np.maximum(counts - its, 0).sum(axis=1) for its in counts], dtype=np.float64)
    return added, np.maximum(counts.sum(axis=1), 1).astype(np.float64)


def _best_order(steps: Table) -> list[int]:
    """Return the order of the greatest sum of steps (of one of them, where windows were needed)."""
    order = _inserted(steps)
    if len(order) <= WINDOW:
        return _best_of(order, steps, None, None)
    for _ in range(MOST_ROUNDS):
        before = list(order)
        for first in range(0, len(order) - WINDOW // 2, WINDOW // 2):
            order[first : first + WINDOW] = _best_of(order[first : first + WINDOW], steps, *_ends(order, first))
        if order == before:
            break
    return order


def _ends(order: Sequence[int], first: int) -> tuple[int | None, int | None]:
    """Return what stands before and after a window."""
    past = first + WINDOW
    return (order[first - 1] if first else None), (order[past] if past < len(order) else None)


def _inserted(steps: Table) -> list[int]:
    """Return an order to begin with: each text where it fits best, that which fits best of all first."""
    order = [0]
    waiting = list(range(1, len(steps)))
    while waiting:
        gains = []
        for k in waiting:
            for p in range(len(order) + 1):
                gain = steps[order[p - 1], k] if p else 0.0
                gain += steps[k, order[p]] if p < len(order) else 0.0
                gain -= steps[order[p - 1], order[p]] if 0 < p < len(order) else 0.0
                gains.append((-round(float(gain), 9), k, p))
        _, k, p = min(gains)
        order.insert(p, k)
        waiting.remove(k)
    return order


def _best_of(some: Sequence[int], steps: Table, before: int | None, after: int | None) -> list[int]:
    """Return some texts in their best order between two that stand (Held & Karp)."""
    inner, start, end = _window(some, steps, before, after)
    best = _sums(inner, start, np.max)
    held = (1 << len(some)) - 1
    k = int((best[held] + end).argmax())
    found = [k]
    while held != 1 << k:
        held ^= 1 << k
        k = int((best[held] + inner[:, k]).argmax())
        found.append(k)
    return [some[k] for k in reversed(found)]


def _window(some: Sequence[int], steps: Table, before: int | None, after: int | None) -> tuple[Table, Table, Table]:
    index = list(some)
    nothing = np.zeros(len(some))
    return (
        steps[np.ix_(index, index)],
        nothing if before is None else steps[before, index],
        nothing if after is None else steps[index, after],
    )


def _sums(steps: Table, start: Table, total: Callable[..., Table]) -> Table:
    """Return for each set of texts (by its bits) and each text as its last, the total over the orders of the set.

    Args:
        steps: Shape (N, N): log-weight of a text (column) after another (row).
        start: Shape (N,): log-weight of a text as the first.
        total: Maximum, or the logarithm of a sum, along an axis.

    Returns:
        Shape (2 ** N, N); minus infinity where the last text is not in the set.
    """
    texts = len(steps)
    found = np.full((1 << texts, texts), -np.inf)
    every = np.arange(texts)
    found[1 << every, every] = start
    sets = np.arange(1 << texts)
    size = np.asarray([int(held).bit_count() for held in sets])
    for count in range(1, texts):
        held = sets[size == count]
        onward = total(found[held][:, :, None] + steps[None], axis=1)
        for k in range(texts):
            free = (held >> k) & 1 == 0
            found[held[free] | (1 << k), k] = onward[free, k]
    return found


def _chances(order: Sequence[int], steps: Table) -> tuple[Table, Table]:
    """Return the chance that two texts are neighbours, one way or the other, and that each is the first.

    Beyond `WINDOW` texts only the orders within a window about each link are summed.
    """
    links, first = np.zeros_like(steps), np.zeros(len(steps))
    for begin in range(0, max(1, len(order) - WINDOW // 2), WINDOW // 2):
        some = list(order[begin : begin + WINDOW])
        inner, start, end = _window(some, steps, *_ends(order, begin))
        there, back = _sums(inner, start, _log_sum), _sums(inner.T, end, _log_sum)
        full = (1 << len(some)) - 1
        held = np.arange(1, full)
        whole = _log_sum(there[full] + end, axis=0)
        chance = np.einsum("si,sj->ij", np.exp(there[held] - whole / 2), np.exp(back[full ^ held] - whole / 2))
        chance *= np.exp(inner)
        links[np.ix_(some, some)] = chance + chance.T
        if begin == 0:
            first[some] = np.exp(start + back[full] - whole)
    return links, first


def _log_sum(table: Table, axis: int) -> Table:
    most = table.max(axis=axis, keepdims=True)
    most = np.where(np.isfinite(most), most, 0.0)
    with np.errstate(divide="ignore"):
        found: Table = np.log(np.exp(table - most).sum(axis=axis)) + most.squeeze(axis)
    return found


def _forward(order: list[int], steps: Table) -> tuple[list[int], float]:
    """Return the order in its likelier direction, and by how much that leads the other, in log-odds."""
    lead = sum(float(steps[a, b] - steps[b, a]) for a, b in pairwise(order))
    return (order, lead) if lead >= 0 else (order[::-1], -lead)


def _undone(order: Sequence[int], collation: Collation, rows: Sequence[int]) -> int:
    """Count the places in which a text's two neighbours on the line read alike and it does not."""
    place = {collation.witnesses[row].siglum: k for k, row in enumerate(rows)}
    readings = np.full((len(rows), len(collation.units)), -1, dtype=np.int32)
    for column, unit in enumerate(collation.units):
        for number, reading in enumerate(unit.readings):
            readings[[place[siglum] for siglum in reading.sigla if siglum in place], column] = number
    before, own, after = (readings[list(order[k : len(order) - 2 + k])] for k in range(3))
    return int(((before == after) & (own != before) & (own >= 0) & (before >= 0)).sum())


def _detour(order: Sequence[int], far: Table) -> float:
    """Return by what part the line is longer than the spanning tree."""
    line = sum(float(far[a, b]) for a, b in pairwise(order))
    far = far * (1 - np.eye(len(far)))
    least = sum(float(far[a, b]) for a, b in spanning_tree(far).edges)
    return line / least - 1 if least else 0.0


def _surer(chance: float, more: float, times: float) -> float:
    chance = min(max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE)
    return 1 / (1 + math.exp(-(more + times * math.log(chance / (1 - chance)))))
