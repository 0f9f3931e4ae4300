"""The search for the cheapest tree: from a spanning tree and from neighbour joining, by local moves.

Moves: cut any edge and tie the parts together elsewhere; let a lost text be one with a neighbour; put a lost text in
the place of an extant one. Texts are numbered by their words, so ties fall alike whatever the witnesses' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filiation.stemma.parsimony import Patterns, account, cost_of, joining_costs
from filiation.stemma.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_GAIN = 1e-6
MOST_PAIRS = 500_000
"""Cells (pairs of places times patterns times states) up to which a cut tries every pair of places; beyond it the
part that was cut off is tied on by its old end alone."""
MOST_ROUNDS = 40


def event_distances(patterns: Patterns, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each pair of texts the events between them; shape (T, T)."""
    states = patterns.states
    texts = len(states)
    far = np.zeros((texts, texts))
    for a in range(texts):
        differ = (states != states[a]) | (states[a] == -2)
        differ &= (states != -1) & (states[a] != -1)
        far[a] = differ @ weights
        far[a, a] = 0.0
    return far


def spanning_tree(far: NDArray[np.float64]) -> Tree:
    """Return the minimum spanning tree (Prim), ties by number."""
    texts = len(far)
    edges = []
    near = far[0].copy()
    source = np.zeros(texts, dtype=np.int64)
    outside = np.ones(texts, dtype=np.bool_)
    outside[0] = False
    for _ in range(texts - 1):
        node = int(np.where(outside, near, np.inf).argmin())
        edges.append((int(source[node]), node))
        outside[node] = False
        closer = far[node] < near
        near[closer] = far[node][closer]
        source[closer] = node
    return Tree.of(texts, edges, range(texts))


def neighbour_joining(far: NDArray[np.float64]) -> Tree:
    """Return the neighbour-joining tree (Saitou & Nei 1987), all extant texts as leaves; ties by number."""
    texts = len(far)
    names = list(range(texts))
    table = far.astype(np.float64).copy()
    edges: list[tuple[int, int]] = []
    fresh = texts
    while len(names) > 3:
        n = len(names)
        total = table.sum(axis=1)
        worth = (n - 2) * table - total[:, None] - total[None, :]
        np.fill_diagonal(worth, np.inf)
        i, j = sorted(divmod(int(np.round(worth, 9).argmin()), n))
        edges += [(names[i], fresh), (names[j], fresh)]
        merged = (table[i] + table[j] - table[i, j]) / 2
        keep = [k for k in range(n) if k not in (i, j)]
        smaller = np.zeros((n - 1, n - 1))
        smaller[:-1, :-1] = table[np.ix_(keep, keep)]
        smaller[-1, :-1] = smaller[:-1, -1] = merged[keep]
        table, names = smaller, [*(names[k] for k in keep), fresh]
        fresh += 1
    if len(names) == 3:
        edges += [(name, fresh) for name in names]
    elif len(names) == 2:
        edges.append((names[0], names[1]))
    return Tree.of(texts, edges, range(texts)).tidy()


def cheapest_tree(
    patterns: Patterns, weights: NDArray[np.float64], starts: tuple[Tree, ...] = ()
) -> tuple[Tree, float]:
    """Return the cheapest tree found and its cost in events.

    Args:
        patterns: The distinct characters.
        weights: What a change of each costs; shape (P,).
        starts: Where to start; a spanning tree and the neighbour-joining tree where empty.
    """
    if not starts:
        far = event_distances(patterns, weights)
        starts = (spanning_tree(far), neighbour_joining(far))
    found = [improved(start, patterns, weights) for start in starts]
    return min(found, key=lambda pair: (round(pair[1], 6), pair[0].signature()))


def improved(tree: Tree, patterns: Patterns, weights: NDArray[np.float64]) -> tuple[Tree, float]:
    """Return the tree that no move makes cheaper, and its cost."""
    best = cost_of(tree, patterns, weights)
    for _ in range(MOST_ROUNDS):
        before = best
        tree, best = _regrafted(tree, best, patterns, weights)
        tree, best = _reshaped(tree, best, patterns, weights)
        if best >= before - LEAST_GAIN:
            break
    return tree, best


def _regrafted(tree: Tree, best: float, patterns: Patterns, weights: NDArray[np.float64]) -> tuple[Tree, float]:
    """Cut each edge in turn and tie the parts together where it is cheapest."""
    todo = tree.edges
    while todo:
        a, b = todo.pop(0)
        if b not in tree.links.get(a, ()):
            continue
        parts = sorted(tree.cut(a, b), key=lambda part: len(part.links), reverse=True)
        one, other = (account(part, patterns) for part in parts)
        mine, theirs = range(len(one.places)), list(range(len(other.places)))
        size = len(mine) * len(theirs) * patterns.costs.shape[1] * patterns.costs.shape[2]
        if size > MOST_PAIRS:
            ends = {a, b}
            theirs = [k for k, place in enumerate(other.places) if ends & set(place)] or theirs
        costs = joining_costs(one, other, patterns, weights, mine, theirs)
        here, there = divmod(int(np.round(costs, 6).argmin()), len(theirs))
        if costs[here, there] < best - LEAST_GAIN:
            tree = one.tree.joined(one.places[here], other.tree, other.places[theirs[there]])
            best = float(costs[here, there])
    return tree, best


def _reshaped(tree: Tree, best: float, patterns: Patterns, weights: NDArray[np.float64]) -> tuple[Tree, float]:
    """Let lost texts be one with neighbours, and put lost texts in the place of extant ones, where that is cheaper."""
    for node in sorted(tree.links):
        if node not in tree.links:
            continue
        if node >= tree.extant:
            trials = [tree.contracted(node, into) for into in sorted(tree.links[node])]
        else:
            trials = [tree.expanded(node)] if len(tree.links[node]) > 1 else []
        for trial in trials:
            tidied = trial.tidy()
            cost = cost_of(tidied, patterns, weights)
            if cost < best - LEAST_GAIN:
                tree, best = tidied, cost
                break
    return tree, best
