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
"""More changes than any tree has: the cost of a state that a text does not have; sums of it fit an int16."""

PRIVATE_ROW, SILENT_ROW = -2, -1


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The distinct characters.

    Attributes:
        states: Shape (T, P): distinct columns of `Characters.states`.
        pattern: Shape (K,): the pattern of each character.
        costs: Shape (T, S, P), int16: 0 for the state a text has, prohibitive for others; the last two states are
            a private reading and silence.
        silent: Shape (T, P): where a text is silent.
        price: What a lost text costs, in events.
        inner_price: What an extant text costs that stands between others.
    """

    states: NDArray[np.int16]
    pattern: NDArray[np.int64]
    costs: NDArray[np.int16]
    silent: NDArray[np.bool_]
    price: float
    inner_price: float

    def structure(self, tree: Tree) -> float:
        """Return what the shape of a tree (or a part) costs: its lost texts, and extant ones as exemplars."""
        inner = sum(len(its) > 1 for node, its in tree.links.items() if node < tree.extant)
        return self.price * len(tree.lost) + self.inner_price * inner

    def tying(self, tree: Tree, place: Place) -> float:
        """Return what it adds to the shape of a part to tie something on at a place."""
        a, b = place
        if a != b:
            return self.price
        return self.inner_price if a < tree.extant and len(tree.links[a]) == 1 else 0.0

    def weights(self, characters: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add weights of characters up to weights of patterns; shape (P,)."""
        total: NDArray[np.float64] = np.bincount(
            self.pattern, weights=characters, minlength=self.states.shape[1]
        ).astype(np.float64)
        return total

    def of_part(self, characters: Characters) -> Patterns:
        """Return the distinct characters of some of the texts, at the same prices."""
        return patterns_of(characters, self.price, self.inner_price)


def patterns_of(characters: Characters, price: float, inner_price: float = 0.0) -> Patterns:
    """Return the distinct characters of a tradition with at least one character."""
    states, pattern = np.unique(characters.states, axis=1, return_inverse=True)
    width = int(states.max(initial=-1)) + 3
    costs = np.full((len(states), width, states.shape[1]), _NEVER, dtype=np.int16)
    silent = states == UNKNOWN
    costs[:, SILENT_ROW][silent] = 0
    costs[:, PRIVATE_ROW][states == PRIVATE] = 0
    texts, places = np.nonzero(states >= 0)
    costs[texts, states[texts, places], places] = 0
    return Patterns(states, np.asarray(pattern).reshape(-1).astype(np.int64), costs, silent, price, inner_price)


class _Side:
    """What one side of an edge costs.

    Attributes:
        costs: By the state of its near end; shape (S, P).
        speaks: Where any text of it speaks; shape (P,).
        seen: The costs as seen across the edge: a state is kept, or changed once; a private one always changes.
    """

    __slots__ = ("costs", "seen", "speaks")

    def __init__(self, costs: NDArray[np.int16], speaks: NDArray[np.bool_]) -> None:
        self.costs, self.speaks = costs, speaks
        least = costs.min(axis=0)
        changed = least + np.int16(1)
        seen: NDArray[np.int16] = np.minimum(costs, changed)
        seen[PRIVATE_ROW] = changed
        seen[SILENT_ROW] = least
        seen *= speaks
        self.seen = seen


class _Sum:
    """A node and the sides that meet in it.

    A silent text hands nothing on: of the sides that speak, all but one must have got their readings elsewhere, and
    each of those is a change. A lost text may be silent too.
    """

    def __init__(self, own: NDArray[np.int16], speaks: NDArray[np.bool_]) -> None:
        self.costs = own.copy()
        self.own_speaks = speaks
        self.speaking = np.zeros(own.shape[1], dtype=np.int16)

    def add(self, side: _Side) -> None:
        self.costs += side.seen
        self.speaking += side.speaks

    def side(self, without: _Side | None = None) -> _Side:
        """Return the whole as one side, or all but ``without``."""
        costs, speaking = self.costs.copy(), self.speaking
        if without is not None:
            costs -= without.seen
            speaking = speaking - without.speaks
        costs[SILENT_ROW] += np.maximum(speaking - 1, 0)
        return _Side(costs, (speaking > 0) | self.own_speaks)


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """The costs of one part of a tree, from every place in it.

    Attributes:
        tree: The part.
        places: Its nodes, then its edges.
        costs: Shape (places, S, P), int16: fewest changes in the whole part if the text at this place has the state.
        speaks: Shape (P,): where any text of the part speaks.
    """

    tree: Tree
    places: list[Place]
    costs: NDArray[np.int16]
    speaks: NDArray[np.bool_]


def _sum_at(node: int, tree: Tree, patterns: Patterns) -> _Sum:
    if node < tree.extant:
        return _Sum(patterns.costs[node], ~patterns.silent[node])
    _, width, count = patterns.costs.shape
    return _Sum(np.zeros((width, count), dtype=np.int16), np.zeros(count, dtype=np.bool_))


def account(tree: Tree, patterns: Patterns) -> Account:
    """Work out the costs of a part of a tree; one message each way along each edge."""
    order, parent = _from(tree, min(tree.links))
    sums = {node: _sum_at(node, tree, patterns) for node in order}
    up: dict[int, _Side] = {}
    for node in reversed(order[1:]):
        up[node] = sums[node].side()
        sums[parent[node]].add(up[node])
    down: dict[int, _Side] = {}
    for node in order[1:]:
        down[node] = sums[parent[node]].side(without=up[node])
        sums[node].add(down[node])
    places = tree.places()
    costs = np.empty((len(places), *patterns.costs.shape[1:]), dtype=np.int16)
    for k, (a, b) in enumerate(places):
        if a == b:
            costs[k] = sums[a].side().costs
        else:
            child = b if parent.get(b) == a else a
            middle = _Sum(np.zeros_like(costs[k]), np.zeros(costs.shape[2], dtype=np.bool_))
            middle.add(up[child])
            middle.add(down[child])
            costs[k] = middle.side().costs
    return Account(tree, places, costs, sums[order[0]].side().speaks)


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
    return float(changes @ weights) + patterns.structure(tree)


def changes_of(tree: Tree, patterns: Patterns) -> NDArray[np.int16]:
    """Return the fewest changes by pattern; shape (P,). One message up each edge."""
    order, parent = _from(tree, min(tree.links))
    sums = {node: _sum_at(node, tree, patterns) for node in order}
    for node in reversed(order[1:]):
        sums[parent[node]].add(sums.pop(node).side())
    fewest: NDArray[np.int16] = sums[order[0]].side().costs.min(axis=0)
    return fewest


def joining_costs(
    one: Account,
    other: Account,
    patterns: Patterns,
    weights: NDArray[np.float64],
    mine: Sequence[int],
    theirs: Sequence[int],
) -> NDArray[np.float64]:
    """Return the cost of the whole when two parts are tied together; shape (places of one, places of the other).

    Args:
        one: One part.
        other: The other.
        patterns: The distinct characters.
        weights: What a change of each costs.
        mine: Which of one's places to try.
        theirs: Which of the other's.
    """
    base = patterns.structure(one.tree) + patterns.structure(other.tree)
    fresh_mine = np.asarray([patterns.tying(one.tree, one.places[k]) for k in mine])
    fresh_theirs = np.asarray([patterns.tying(other.tree, other.places[k]) for k in theirs])
    seen = _seen(other, list(theirs), one.speaks)
    result: NDArray[np.float64] = np.empty((len(mine), len(theirs)))
    for row, k in enumerate(mine):
        result[row] = (seen + one.costs[k]).min(axis=1) @ weights
    result += base + fresh_mine[:, None] + fresh_theirs[None, :]
    return result


def changes_when_tied(one: Account, other: Account, there: int) -> NDArray[np.int16]:
    """Return the fewest changes of the whole when the other part is tied on by one of its places; shape (places of one, P).

    Args:
        one: One part.
        other: The other.
        there: Index of the other's place.
    """
    changes: NDArray[np.int16] = (one.costs + _seen(other, [there], one.speaks)).min(axis=1)
    return changes


def _seen(part: Account, places: list[int], listens: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Return what a part costs as seen from a text that is tied to its places; shape (places, S, P).

    Where one of the two is silent throughout (``listens`` is the other's `Account.speaks`), nothing is handed on: the
    part costs what it costs.
    """
    its = part.costs[places]
    least = its.min(axis=1, keepdims=True)
    changed = least + np.int16(1)
    seen = np.minimum(its, changed)
    seen[:, PRIVATE_ROW] = seen[:, SILENT_ROW] = changed[:, 0]
    handed: NDArray[np.int16] = np.where(part.speaks & listens, seen, least)
    return handed


def states_of(tree: Tree, patterns: Patterns, start: int) -> dict[int, NDArray[np.int16]]:
    """Return a cheapest state of every node, read outward from ``start``; a node keeps its neighbour's where it can.

    Returns:
        For each node, shape (P,): the state; the last two of `Patterns.costs` are a private reading and silence.
    """
    order, parent = _from(tree, start)
    sums = {node: _sum_at(node, tree, patterns) for node in order}
    for node in reversed(order[1:]):
        sums[parent[node]].add(sums[node].side())
    _, width, count = patterns.costs.shape
    private, silent = width + PRIVATE_ROW, width + SILENT_ROW
    every = np.arange(count)
    states: dict[int, NDArray[np.int16]] = {}
    for node in order:
        costs = sums[node].side().costs
        own = costs.argmin(axis=0).astype(np.int16)
        if node == start:
            states[node] = own
            continue
        kept = states[parent[node]]
        # Where a change here and one further out cost the same, the one further out is taken: it moves fewer texts.
        stays = (costs[kept, every] <= costs.min(axis=0) + 1) & (kept != private) & (kept != silent)
        states[node] = np.where(stays, kept, own)
    return states
