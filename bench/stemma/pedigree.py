"""A pedigree: who was copied from whom, as it truly was or as a method tells it, and the questions asked of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Split = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Edge:
    """``share`` (0-1) of the child's text came from the parent; ``support`` (0-1) is None where a method tells none."""

    parent: str
    child: str
    share: float = 1.0
    support: float | None = None


@dataclass(frozen=True, slots=True)
class Pedigree:
    """A tree of texts, with second parents.

    Attributes:
        edges: As true, or as told; where `root` is None their direction means nothing.
        root: The first text, extant or lost; None where no direction is told.
        root_support: 0-1; None where there is no root, or a method tells no support.
    """

    edges: tuple[Edge, ...]
    root: str | None
    root_support: float | None = None

    @property
    def main(self) -> tuple[Edge, ...]:
        """One edge a child: that of the largest share."""
        best: dict[str, Edge] = {}
        for edge in self.edges:
            if edge.child not in best or edge.share > best[edge.child].share:
                best[edge.child] = edge
        return tuple(best[child] for child in sorted(best))


def without_blind(edges: Iterable[Edge], root: str, extant: frozenset[str]) -> Pedigree:
    """Return a true pedigree without the lost texts that no extant text shows.

    Those are lost texts without descendants; a lost text with one child that no other text gave to, or that had no
    parent itself or one; and a lost first text with one child, in whose place the child then stands.
    """
    kept = {(e.parent, e.child): e.share for e in edges}
    while True:
        below, above = defaultdict(list), defaultdict(list)
        for parent, child in sorted(kept):
            below[parent].append(child)
            above[child].append(parent)
        for lost in sorted({*below, *above, root} - extant):
            if not below[lost]:
                kept = {pair: share for pair, share in kept.items() if lost not in pair}
                break
            if len(below[lost]) > 1 or (len(above[lost]) > 1 and len(above[below[lost][0]]) > 1):
                continue
            child = below[lost][0]
            if not above[lost] and len(above[child]) > 1:
                continue
            through = kept[lost, child]
            given = {parent: kept[parent, lost] * through for parent in above[lost]}
            kept = {pair: share for pair, share in kept.items() if lost not in pair}
            for parent, share in given.items():
                kept[parent, child] = kept.get((parent, child), 0.0) + share
            root = child if lost == root else root
            break
        else:
            return Pedigree(tuple(Edge(a, b, round(share, 3)) for (a, b), share in sorted(kept.items())), root)


def neighbours(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Return for each text those that it shares an edge with, by name."""
    links = defaultdict(set)
    for edge in edges:
        links[edge.parent].add(edge.child)
        links[edge.child].add(edge.parent)
    return {node: sorted(its) for node, its in sorted(links.items())}


def steps(links: Mapping[str, list[str]], start: str) -> dict[str, int]:
    """Return the number of edges from one text to every other that can be reached."""
    far, todo = {start: 0}, [start]
    for node in todo:
        for other in links.get(node, ()):
            if other not in far:
                far[other] = far[node] + 1
                todo.append(other)
    return far


def side(links: Mapping[str, list[str]], here: str, beyond: str) -> frozenset[str]:
    """Return the texts on the side of ``here`` of the edge between two texts of a tree."""
    seen, todo = {here}, [here]
    for node in todo:
        for other in links[node]:
            if other not in seen and (node, other) != (here, beyond):
                seen.add(other)
                todo.append(other)
    return frozenset(seen)


def splits(edges: Iterable[Edge], extant: frozenset[str]) -> frozenset[Split]:
    """Return the ways in which single edges of a tree part the extant texts, each side at least one."""
    edges = tuple(edges)
    links = neighbours(edges)
    found = set()
    for edge in edges:
        one = side(links, edge.child, edge.parent) & extant
        if one and one != extant:
            found.add(frozenset((one, extant - one)))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Hung:
    """A tree hung from one place.

    Attributes:
        parent: For each text but the first its parent.
        clade: For each text the extant texts at and below it.
    """

    parent: Mapping[str, str]
    clade: Mapping[str, frozenset[str]]


def hung(edges: Iterable[Edge], root: str, extant: frozenset[str]) -> Hung:
    """Hang a tree from a text."""
    links = neighbours(edges)
    parent: dict[str, str] = {}
    order = [root]
    for node in order:
        for other in links.get(node, ()):
            if other != parent.get(node):
                parent[other] = node
                order.append(other)
    below = {node: {node} & extant for node in order}
    for node in reversed(order[1:]):
        below[parent[node]] |= below[node]
    return Hung(parent, {node: frozenset(its) for node, its in below.items()})


def hangings(edges: Iterable[Edge], extant: frozenset[str]) -> list[Hung]:
    """Hang a tree from every text, and from the middle of every edge."""
    edges = tuple(edges)
    nodes = sorted({node for edge in edges for node in (edge.parent, edge.child)})
    found = [hung(edges, node, extant) for node in nodes]
    for edge in edges:
        rest = [e for e in edges if e is not edge]
        found.append(hung([*rest, Edge("*", edge.parent), Edge("*", edge.child)], "*", extant))
    return found
