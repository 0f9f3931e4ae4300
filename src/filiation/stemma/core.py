"""Large traditions: the tree of a core of texts by full search, then every other text tied on where it is cheapest.

The search tries every cut against every place, at a cost that grows with the third power of the texts; beyond a few dozen, a core of
medoids holds every version that several pages carry, and a further page changes its own place only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from filiation.stemma.characters import PRIVATE, UNKNOWN, Characters
from filiation.stemma.parsimony import Account, Patterns, account
from filiation.stemma.search import cheapest_tree, event_distances
from filiation.stemma.support import bootstrap, keys_by_edge
from filiation.stemma.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SEARCHED = 40
"""Texts up to which the whole tradition is searched: 40 take 5 s, 60 took 18 s."""
CORE = 32
"""Texts of the core beyond that."""
NEAREST = 6
"""Tied texts about which a further one tries its places: by far the most stand beside the nearest."""
DRAWS = 50
"""Bootstrap samples of the place of a further text."""


@dataclass(frozen=True, slots=True)
class Grown:
    """The tree of a large tradition, and the support of each of its edges, by its ends, the smaller first."""

    tree: Tree
    support: Mapping[tuple[int, int], float]


def grown_tree(characters: Characters, patterns: Patterns, seed: int) -> Grown:
    """Return the tree of a tradition of more than `MOST_SEARCHED` texts.

    Cost:
        The core's search, and for every round of ties one account of the tree so far; a round ties one text a place.
    """
    weights = patterns.weights(characters.weights)
    far = event_distances(patterns, weights)
    core = _core(far)
    tree, standing = _searched(core, characters, patterns, seed)
    draws = np.random.default_rng(seed).multinomial(
        len(characters), np.full(len(characters), 1 / len(characters)), size=DRAWS
    )
    drawn = np.asarray([patterns.weights(characters.weights * draw) for draw in draws])
    certainty: dict[int, float] = {}
    waiting = [text for text in range(tree.extant) if text not in tree.links]
    while waiting:
        tree, tied = _tied(tree, waiting, far, patterns, np.vstack([weights, drawn]))
        certainty |= tied
        waiting = [text for text in waiting if text not in tied]
    return Grown(tree, _support(tree, frozenset(core), standing, certainty))


def _core(far: NDArray[np.float64]) -> list[int]:
    """Return `CORE` medoids: of the parts about texts that lie as far from each other as can be."""
    chosen = [int(far.sum(axis=1).argmin())]
    near = far[chosen[0]].copy()
    while len(chosen) < CORE:
        chosen.append(int(near.argmax()))
        near = np.minimum(near, far[chosen[-1]])
    part = far[:, chosen].argmin(axis=1)
    part[chosen] = np.arange(CORE)
    medoids = []
    for k in range(CORE):
        members = np.flatnonzero(part == k)
        medoids.append(int(members[far[np.ix_(members, members)].sum(axis=1).argmin()]))
    return sorted(medoids)


def _searched(
    core: list[int], characters: Characters, patterns: Patterns, seed: int
) -> tuple[Tree, dict[frozenset[int], float]]:
    """Return the core's tree, under the texts' own numbers, and how often each of its splits stands."""
    states = characters.states[core]
    told = np.asarray([len(set(column.tolist()) - {UNKNOWN}) > 1 or (column == PRIVATE).any() for column in states.T])
    told |= np.asarray([not units for units in characters.units])
    kept = np.flatnonzero(told).tolist()
    part = replace(
        characters,
        texts=tuple(characters.texts[text] for text in core),
        states=states[:, kept],
        weights=characters.weights[kept],
        units=tuple(characters.units[k] for k in kept),
    )
    if not kept:
        return Tree.of(len(characters.texts), [(core[0], other) for other in core[1:]], core), {}
    few = patterns.of_part(part)
    small, _ = cheapest_tree(few, few.weights(part.weights))
    shares, _ = bootstrap(small, part, few, seed)
    standing: dict[frozenset[int], float] = {}
    for side, key in zip((s for s, _ in small.splits()), keys_by_edge(small).values(), strict=True):
        split = frozenset(core[text] for text in side)
        share = max(standing.get(split, 0.0), shares.get(key, 0.0))
        standing[split] = standing[frozenset(core) - split] = share
    total, names = len(characters.texts), {}
    for k, node in enumerate(sorted(small.links)):
        names[node] = core[node] if node < small.extant else total + k
    return Tree.of(total, [(names[a], names[b]) for a, b in small.edges], core), standing


def _tied(
    tree: Tree, waiting: list[int], far: NDArray[np.float64], patterns: Patterns, weights: NDArray[np.float64]
) -> tuple[Tree, dict[int, float]]:
    """Tie texts on, at most one a place, the surest first; return with them the share of samples that agree."""
    whole = account(tree, patterns)
    about = _places_about(whole)
    present = np.asarray([node for node in sorted(tree.links) if node < tree.extant])
    lowest = whole.costs.min(axis=1)
    wishes = []
    for text in waiting:
        near = present[np.argsort(far[text, present], kind="stable")[:NEAREST]].tolist()
        places = sorted({place for other in near for place in about[other]})
        costs = _leaf_costs(text, places, whole, lowest, patterns) @ weights.T
        costs += np.asarray([patterns.tying(tree, whole.places[k]) for k in places])[:, None]
        choices = np.round(costs, 6).argmin(axis=0)
        best = int(choices[0])
        agreed = float((choices[1:] == best).mean())
        wishes.append((round(float(far[text, near[0]]), 6), text, places[best], agreed))
    tied: dict[int, float] = {}
    taken: set[int] = set()
    for _, text, place, agreed in sorted(wishes):
        nodes = set(whole.places[place])
        if nodes & taken:
            continue
        taken |= nodes
        tree = tree.joined(whole.places[place], Tree.of(tree.extant, (), (text,)), (text, text))
        tied[text] = agreed
    return tree, tied


def _places_about(whole: Account) -> dict[int, list[int]]:
    """Return for each extant text of a tree the places at it, at its neighbours and between."""
    at: dict[int, list[int]] = {}
    for k, (a, b) in enumerate(whole.places):
        for node in {a, b}:
            at.setdefault(node, []).append(k)
    tree = whole.tree
    return {
        text: sorted({k for node in (text, *tree.links[text]) for k in at[node]})
        for text in tree.links
        if text < tree.extant
    }


def _leaf_costs(
    text: int, places: list[int], whole: Account, lowest: NDArray[np.int16], patterns: Patterns
) -> NDArray[np.float64]:
    """Return the changes of each pattern, but for those of the tree so far, where a text is tied on; shape (places, P).

    What `changes_when_tied` says of a single text, which has one state: the others need no look.
    """
    state = patterns.states[text]
    own = np.where(state >= 0, state, 0)
    least = lowest[places]
    costs = whole.costs[places][:, own, np.arange(len(own))]
    changed = np.where(state == PRIVATE, least + 1, np.minimum(costs, least + 1)) - least
    return np.where((state == UNKNOWN) | ~whole.speaks, 0, changed).astype(np.float64)


def _support(
    tree: Tree, core: frozenset[int], standing: Mapping[frozenset[int], float], certainty: Mapping[int, float]
) -> dict[tuple[int, int], float]:
    """Return each edge's support: of the core's split, else that of the places of the texts it ties on."""
    found = {}
    for side, edge in tree.splits():
        inside, outside = side & core, core - side
        if inside and outside:
            found[edge] = standing.get(inside, 0.0)
        else:
            further = side if not inside else frozenset(range(tree.extant)) - side
            found[edge] = min(certainty[text] for text in sorted(further))
    return found
