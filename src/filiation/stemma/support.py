"""Support: how often each edge of the tree stands when the deeds are drawn anew.

Source:
    Felsenstein 1985 (bootstrap); the drawn trees are searched from the best one by the same moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from filiation.stemma.characters import Characters
from filiation.stemma.parsimony import Patterns
from filiation.stemma.search import improved
from filiation.stemma.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = 60
WORK = 4_000_000
"""Bound on samples times texts squared times patterns, so that large traditions are answered in seconds."""
LEAST_SAMPLES = 4

NOISE = 1.0
"""Events within which another tree is as good: half a deed here or there decides between the two."""

EdgeKey = tuple[tuple[int, ...], int, int]


def samples_for(texts: int, patterns: int) -> int:
    """Return how many samples a tradition of this size gets; it depends on the size alone, never on the clock."""
    return max(LEAST_SAMPLES, min(SAMPLES, WORK // max(1, texts * texts * texts * patterns)))


def bootstrap(
    tree: Tree, characters: Characters, patterns: Patterns, seed: int
) -> tuple[Mapping[EdgeKey, float], list[Tree]]:
    """Return the share of samples in which each edge stands, and the distinct trees that the samples chose."""
    random = np.random.default_rng(seed)
    count = samples_for(tree.extant, patterns.states.shape[1])
    standing: Counter[EdgeKey] = Counter()
    seen: dict[tuple[EdgeKey, ...], Tree] = {}
    for _ in range(count):
        drawn = random.multinomial(len(characters), _even(len(characters)))
        found, _cost = improved(tree, patterns, patterns.weights(characters.weights * drawn))
        signature = found.signature()
        seen.setdefault(signature, found)
        standing.update(signature)
    shares = {key: value / count for key, value in standing.items()}
    return shares, [seen[key] for key in sorted(seen)]


def supports(
    tree: Tree, mixed: Mapping[int, float], characters: Characters, patterns: Patterns, seed: int
) -> tuple[Mapping[tuple[int, int], float], list[Tree]]:
    """Return the support of each edge, by its ends, the smaller first, and other trees that the samples chose.

    Args:
        tree: The tree that was found.
        mixed: Texts of two exemplars, each with its support. No sample hears them: each would draw its own half.
        characters: What the texts differ in.
        patterns: The same, distinct.
        seed: Of the samples.
    """
    if not mixed:
        standing, others = bootstrap(tree, characters, patterns, seed)
        return {edge: standing.get(key, 0.0) for edge, key in keys_by_edge(tree).items()}, others
    part = tree
    for text in sorted(mixed):
        part = part.without(text)
    standing, _ = bootstrap(part, characters, patterns, seed)
    kept = frozenset(node for node in part.links if node < part.extant)
    by_split: dict[frozenset[int], float] = {}
    for (side, _edge), key in zip(part.splits(), keys_by_edge(part).values(), strict=True):
        for half in (side, kept - side):
            by_split[half] = max(by_split.get(half, 0.0), standing.get(key, 0.0))
    found = {}
    for side, edge in tree.splits():
        of_kept = side & kept
        alone = min((mixed[text] for text in sorted(mixed) if text in side or text in edge), default=0.0)
        found[edge] = by_split.get(of_kept, 0.0) if 0 < len(of_kept) < len(kept) else alone
    return found, []


def _even(count: int) -> NDArray[np.float64]:
    return np.full(count, 1 / count)


def keys_by_edge(tree: Tree) -> dict[tuple[int, int], EdgeKey]:
    """Return for each edge (a, b), a < b, what it is called in a signature."""
    every = {node for node in tree.links if node < tree.extant}
    first = min(every)
    keys = {}
    for side, (a, b) in tree.splits():
        away, outer, inner = (side, b, a) if first not in side else (frozenset(every - side), a, b)
        keys[a, b] = (
            tuple(sorted(away)),
            inner if inner < tree.extant else -1,
            outer if outer < tree.extant else -1,
        )
    return keys
