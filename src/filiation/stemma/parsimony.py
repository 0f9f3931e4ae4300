"""The cost of a tree: the fewest deeds that wrote all texts, and a price for each lost one.

Source:
    Sankoff 1975, with equal costs of all changes, unknown states free, extant inner nodes; in messages along the
    edges, so that the cost of tying any part to any place follows from one pass over each part. Counts are kept by
    pattern (characters that part the texts alike), so that new weights need no new pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.stemma.characters import PRIVATE, UNKNOWN, Characters
from filiation.stemma.tree import Place, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = 8192
"""More changes than any tree has: the cost of a state that a text does not have. Four of them fit an int16 sum."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The distinct characters.

    Attributes:
        states: Shape (T, P): distinct columns of `Characters.states`.
        pattern: Shape (K,): the pattern of each character.
        costs: Shape (T, P, S), int16: 0 for the state a text has, prohibitive for others; the last is a private one.
        price: What a lost text costs, in events.
    """

    states: NDArray[np.int16]
    pattern: NDArray[np.int64]
    costs: NDArray[np.int16]
    price: float

    def weights(self, characters: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add weights of characters up to weights of patterns; shape (P,)."""
        total: NDArray[np.float64] = np.bincount(
            self.pattern, weights=characters, minlength=self.states.shape[1]
        ).astype(np.float64)
        return total


def patterns_of(characters: Characters, price: float) -> Patterns:
    """Return the distinct characters of a tradition with at least one character."""
    states, pattern = np.unique(characters.states, axis=1, return_inverse=True)
    width = int(states.max(initial=-1)) + 2
    costs = np.full((*states.shape, width), _NEVER, dtype=np.int16)
    costs[states == UNKNOWN] = 0
    costs[states == PRIVATE, width - 1] = 0
    texts, places = np.nonzero(states >= 0)
    costs[texts, places, states[texts, places]] = 0
    return Patterns(states, np.asarray(pattern).reshape(-1).astype(np.int64), costs, price)


def _passed(cost: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return what a part costs as seen across an edge: its state kept, or changed once. A private one always changes."""
    changed = cost.min(axis=-1) + np.int16(1)
    seen: NDArray[np.int16] = np.minimum(cost, changed[..., None])
    seen[..., -1] = changed
    return seen


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """The costs of one part of a tree, from every place in it.

    Attributes:
        tree: The part.
        places: Its nodes, then its edges.
        costs: Shape (places, P, S), int16: fewest changes in the whole part if the text at this place has the state.
    """

    tree: Tree
    places: list[Place]
    costs: NDArray[np.int16]

    def changes(self) -> NDArray[np.int16]:
        """Return the fewest changes by pattern; shape (P,)."""
        fewest: NDArray[np.int16] = self.costs[0].min(axis=-1)
        return fewest


def account(tree: Tree, patterns: Patterns, *, with_edges: bool = True) -> Account:
    """Work out the costs of a part of a tree; one message each way along each edge."""
    order, parent = _from(tree, min(tree.links))
    blank = np.zeros(patterns.costs.shape[1:], dtype=np.int16)
    full = {node: patterns.costs[node].copy() if node < tree.extant else blank.copy() for node in order}
    up: dict[int, NDArray[np.int16]] = {}
    for node in reversed(order[1:]):
        up[node] = _passed(full[node])
        full[parent[node]] += up[node]
    down: dict[int, NDArray[np.int16]] = {}
    for node in order[1:]:
        down[node] = _passed(full[parent[node]] - up[node])
        full[node] += down[node]
    places = tree.places() if with_edges else [(node, node) for node in sorted(tree.links)]
    costs = np.empty((len(places), *blank.shape), dtype=np.int16)
    for k, (a, b) in enumerate(places):
        if a == b:
            costs[k] = full[a]
        else:
            child = b if parent.get(b) == a else a
            costs[k] = up[child] + down[child]
    return Account(tree, places, costs)


def _from(tree: Tree, start: int) -> tuple[list[int], dict[int, int]]:
    order, parent = [start], {start: -1}
    for node in order:
        for other in sorted(tree.links[node]):
            if other != parent[node]:
                parent[other] = node
                order.append(other)
    return order, parent


def cost_of(tree: Tree, patterns: Patterns, weights: NDArray[np.float64]) -> float:
    """Return the cost of a tree in events: weighted changes, and the price of its lost texts."""
    changes = changes_of(tree, patterns)
    return float(changes @ weights) + patterns.price * len(tree.lost)


def changes_of(tree: Tree, patterns: Patterns) -> NDArray[np.int16]:
    """Return the fewest changes by pattern; shape (P,). One message up each edge."""
    order, parent = _from(tree, min(tree.links))
    full = {node: patterns.costs[node].copy() if node < tree.extant else None for node in order}
    for node in reversed(order[1:]):
        its = full[node]
        assert its is not None
        seen = _passed(its)
        above = full[parent[node]]
        full[parent[node]] = seen if above is None else above + seen
    top = full[order[0]]
    assert top is not None
    fewest: NDArray[np.int16] = top.min(axis=-1)
    return fewest


def joining_costs(
    one: Account, other: Account, weights: NDArray[np.float64], mine: Sequence[int], theirs: Sequence[int], price: float
) -> NDArray[np.float64]:
    """Return the cost of the whole when two parts are tied together; shape (places of one, places of the other).

    Args:
        one: One part.
        other: The other.
        weights: Of the patterns.
        mine: Which of one's places to try.
        theirs: Which of the other's.
        price: Of a lost text.
    """
    base = price * (len(one.tree.lost) + len(other.tree.lost))
    fresh_mine = np.asarray([price * (one.places[k][0] != one.places[k][1]) for k in mine])
    fresh_theirs = np.asarray([price * (other.places[k][0] != other.places[k][1]) for k in theirs])
    seen = _passed(other.costs[list(theirs)])
    result: NDArray[np.float64] = np.empty((len(mine), len(theirs)))
    for row, k in enumerate(mine):
        result[row] = (seen + one.costs[k]).min(axis=-1) @ weights
    result += base + fresh_mine[:, None] + fresh_theirs[None, :]
    return result


def states_of(tree: Tree, patterns: Patterns, start: int) -> dict[int, NDArray[np.int16]]:
    """Return a cheapest state of every node, read outward from ``start``; a node keeps its neighbour's where it can.

    Returns:
        For each node, shape (P,): the state; the last of `Patterns.costs` is a private one.
    """
    order, parent = _from(tree, start)
    blank = np.zeros(patterns.costs.shape[1:], dtype=np.int16)
    full = {node: patterns.costs[node].copy() if node < tree.extant else blank.copy() for node in order}
    for node in reversed(order[1:]):
        full[parent[node]] += _passed(full[node])
    states = {start: full[start].argmin(axis=-1).astype(np.int16)}
    private = patterns.costs.shape[2] - 1
    every = np.arange(patterns.costs.shape[1])
    for node in order[1:]:
        own = full[node].argmin(axis=-1).astype(np.int16)
        least = full[node].min(axis=-1)
        kept = states[parent[node]]
        stays = (full[node][every, kept] <= least + 1) & (kept != private)
        # Where a change here and one further out cost the same, the one further out is taken: it moves fewer texts.
        states[node] = np.where(stays, kept, own)
    return states
