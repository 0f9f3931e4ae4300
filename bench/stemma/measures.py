"""What a told pedigree is worth beside the true one: each measure a function of the two and the extant texts.

Counts come as (right, of how many), so that traditions can be pooled.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from pedigree import Edge, Hung, Pedigree, hangings, hung, neighbours, side, splits, steps

Count = tuple[int, int]


def sign_score(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> float:
    """Return the average sign similarity, 0-100.

    Over every text A and pair B, C of others: whether B, C or neither is nearer to A, in edges of either pedigree. Second
    parents are edges of the truth; of what is told the better is taken, with second parents or without.

    Source:
        Roos & Heikkilä 2009.
    """
    truth = _signs(true.edges, extant)
    return max(_likeness(truth, _signs(edges, extant)) for edges in (told.main, told.edges))


def _signs(edges: tuple[Edge, ...], extant: frozenset[str]) -> np.ndarray:
    links, order = neighbours(edges), sorted(extant)
    unreached = len(links) + 1
    far = np.array([[steps(links, a).get(b, unreached) for b in order] for a in order])
    return np.sign(far[:, :, None] - far[:, None, :])


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    n = len(one)
    a, b, c = np.ogrid[:n, :n, :n]
    counted = (b < c) & (a != b) & (a != c)
    return 100 * float((1 - np.abs(one - other) / 2)[counted].mean()) if counted.any() else 100.0


def split_counts(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> tuple[int, int, int]:
    """Return how many splits of at least two texts a side are in both, in the truth, and told."""
    one, other = ({split for split in splits(p.main, extant) if min(map(len, split)) > 1} for p in (true, told))
    return len(one & other), len(one), len(other)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the true one a hung tree is.

    Attributes:
        parents: Of the extant texts that truly have a parent, those with the right one. A lost parent is the right one
            where the texts below it are those below the true parent, which is lost too.
        lost: Lost texts in both, known by the texts below them.
        lost_true: Lost texts in the truth.
        lost_told: Lost texts told.
    """

    parents: Count
    lost: int
    lost_true: int
    lost_told: int


def likeness(true: Hung, told: Hung, extant: frozenset[str]) -> Likeness:
    """Compare two hung trees."""
    right = sum(_same_parent(true, told, child, extant) for child in true.parent if child in extant)
    lost, lost_told = ({clade for node, clade in tree.clade.items() if node not in extant} for tree in (true, told))
    return Likeness(
        (right, sum(child in extant for child in true.parent)), len(lost & lost_told), len(lost), len(lost_told)
    )


def _same_parent(true: Hung, told: Hung, child: str, extant: frozenset[str]) -> bool:
    mine, yours = true.parent[child], told.parent.get(child)
    if yours is None or mine in extant or yours in extant:
        return mine == yours
    return true.clade[mine] == told.clade[yours]


def best_hung(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> Likeness:
    """Compare the main edges, the told ones hung wherever they are likest: so a tree is judged apart from its root."""
    truth = hung(true.main, true.root, extant)
    found = (likeness(truth, tree, extant) for tree in hangings(told.main, extant))
    return max(found, key=lambda its: (its.parents[0], its.lost, -its.lost_told))


def as_told(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> Likeness | None:
    """Compare the main edges in the direction told; None where none is told."""
    if told.root is None:
        return None
    return likeness(hung(true.main, true.root, extant), hung(told.main, told.root, extant), extant)


@dataclass(frozen=True, slots=True)
class RootJudged:
    """Whether the told root is the true one, and whether a text nearest to it is one of those nearest to the true root."""

    is_right: bool
    is_near: bool


def root_judged(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> RootJudged | None:
    """Judge the root; None where none is told. Two lost roots are one where they part the extant texts alike."""
    if told.root is None:
        return None
    groups = [_parted(p, extant) for p in (true, told)]
    roots = {p.root if p.root in extant else None for p in (true, told)}
    return RootJudged(
        is_right=len(roots) == 1 and (None not in roots or groups[0] == groups[1]),
        is_near=bool(_nearest(true, extant) & _nearest(told, extant)),
    )


def _parted(pedigree: Pedigree, extant: frozenset[str]) -> frozenset[frozenset[str]]:
    links = neighbours(pedigree.main)
    return frozenset(side(links, near, pedigree.root) & extant for near in links.get(pedigree.root, ()))


def _nearest(pedigree: Pedigree, extant: frozenset[str]) -> set[str]:
    far = steps(neighbours(pedigree.main), pedigree.root)
    least = min(far[text] for text in extant if text in far)
    return {text for text in extant if far.get(text) == least}


@dataclass(frozen=True, slots=True)
class Mixture:
    """Extant texts of two parents: found, true, told, and by how much (0-1) the lesser share of each found one is off."""

    found: int
    true: int
    told: int
    share_errors: tuple[float, ...]


def mixtures(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> Mixture:
    """Compare which extant texts have several parents; the lesser share is all that did not come from the main parent."""
    one, other = (_lesser(p, extant) for p in (true, told))
    both = sorted(one.keys() & other.keys())
    return Mixture(len(both), len(one), len(other), tuple(abs(one[text] - other[text]) for text in both))


def _lesser(pedigree: Pedigree, extant: frozenset[str]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for edge in pedigree.edges:
        shares.setdefault(edge.child, []).append(edge.share)
    return {text: 1 - max(its) / sum(its) for text, its in shares.items() if len(its) > 1 and text in extant}


def judged_descents(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> list[tuple[float, bool]]:
    """Return the support of each main descent that tells one, and whether it stands in the truth, whichever way.

    It stands where an edge parts the extant texts alike, and has the same extant text, or a lost one, at each end.
    """
    keys = set(_keys(true, extant).values())
    return [(edge.support, key in keys) for edge, key in _keys(told, extant).items() if edge.support is not None]


def judged_splits(true: Pedigree, told: Pedigree, extant: frozenset[str]) -> list[tuple[float, bool]]:
    """Return the same of what each descent says of the groups alone: whether the truth parts the texts so, two at least a side."""
    parted = splits(true.main, extant)
    found = {}
    for edge, key in _keys(told, extant).items():
        split = frozenset(group for group, _ in key)
        if edge.support is not None and min(map(len, split)) > 1:
            found[split] = max(edge.support, found.get(split, 0.0))
    return [(support, split in parted) for split, support in found.items()]


def _keys(pedigree: Pedigree, extant: frozenset[str]) -> dict[Edge, frozenset[tuple[frozenset[str], str | None]]]:
    links = neighbours(pedigree.main)
    found = {}
    for edge in pedigree.main:
        ends = ((edge.child, edge.parent), (edge.parent, edge.child))
        found[edge] = frozenset((side(links, a, b) & extant, a if a in extant else None) for a, b in ends)
    return found


def reliability(
    judged: list[tuple[float, bool]], bins: tuple[float, ...]
) -> list[tuple[float, float, int, float, float]]:
    """Return for each bin that is not empty: from, to, how many, mean support, share right. The last bin holds 1 too."""
    rows = []
    for low, high in itertools.pairwise(bins):
        its = [(s, right) for s, right in judged if low <= s < high or (s == high == bins[-1])]
        if its:
            rows.append((low, high, len(its), sum(s for s, _ in its) / len(its), sum(r for _, r in its) / len(its)))
    return rows
