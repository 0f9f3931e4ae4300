"""Unrooted trees over texts: extant ones, numbered from 0, may stand inside; lost ones are numbered after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""Where something may be tied on: a node, as (node, node), or the middle of an edge, as its ends."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree (or a part of one) over texts.

    Attributes:
        extant: Number of texts of the tradition; nodes from this number on are lost.
        links: For each node of the tree its neighbours.
    """

    extant: int
    links: dict[int, frozenset[int]]

    @classmethod
    def of(cls, extant: int, edges: Iterable[tuple[int, int]], nodes: Iterable[int] = ()) -> Tree:
        """Build a tree from its edges, and ``nodes`` that may have none."""
        links: dict[int, set[int]] = {node: set() for node in nodes}
        for a, b in edges:
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
        return cls(extant, {node: frozenset(its) for node, its in links.items()})

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The edges, each from the smaller number, ascending."""
        return sorted((a, b) for a, its in self.links.items() for b in its if a < b)

    @property
    def lost(self) -> list[int]:
        """The lost nodes, ascending."""
        return sorted(node for node in self.links if node >= self.extant)

    def tidy(self) -> Tree:
        """Return the tree without lost nodes that part nothing: those with fewer than three neighbours."""
        links = {node: set(its) for node, its in self.links.items()}
        todo = [node for node in links if node >= self.extant]
        while todo:
            node = todo.pop()
            if node not in links or len(links[node]) > 2:
                continue
            near = links.pop(node)
            for other in near:
                links[other].discard(node)
                links[other] |= near - {other}
                if other >= self.extant:
                    todo.append(other)
        return Tree(self.extant, {node: frozenset(its) for node, its in links.items()})

    def cut(self, a: int, b: int) -> tuple[Tree, Tree]:
        """Return the two parts, tidied, that are left without the edge between ``a`` and ``b``: a's first."""
        side = self.side(a, b)
        parts: list[dict[int, frozenset[int]]] = [{}, {}]
        for node, its in self.links.items():
            rest = its - {b} if node == a else its - {a} if node == b else its
            parts[node not in side][node] = rest
        return Tree(self.extant, parts[0]).tidy(), Tree(self.extant, parts[1]).tidy()

    def without(self, node: int) -> Tree:
        """Return the tree, tidied, without one text; what hung on it hangs together."""
        whole = self.expanded(node) if len(self.links[node]) > 1 else self
        links = {n: its - {node} for n, its in whole.links.items() if n != node}
        return Tree(self.extant, links).tidy()

    def side(self, a: int, b: int) -> set[int]:
        """Return the nodes on a's side of the edge between ``a`` and ``b``."""
        seen, todo = {a}, [a]
        while todo:
            for other in self.links[todo.pop()]:
                if other not in seen and other != b:
                    seen.add(other)
                    todo.append(other)
        return seen

    def places(self) -> list[Place]:
        """Return where something may be tied on: each node, then the middle of each edge."""
        return [(node, node) for node in sorted(self.links)] + self.edges

    def joined(self, here: Place, other: Tree, there: Place) -> Tree:
        """Tie another part on: lost nodes arise in the middle of edges."""
        links = {node: set(its) for part in (self, other) for node, its in part.links.items()}
        fresh = max([self.extant - 1, *links]) + 1
        ends = []
        for a, b in (here, there):
            if a == b:
                ends.append(a)
                continue
            links[a].discard(b)
            links[b].discard(a)
            links[a].add(fresh)
            links[b].add(fresh)
            links[fresh] = {a, b}
            ends.append(fresh)
            fresh += 1
        links[ends[0]].add(ends[1])
        links[ends[1]].add(ends[0])
        return Tree(self.extant, {node: frozenset(its) for node, its in links.items()})

    def contracted(self, node: int, into: int) -> Tree:
        """Return the tree in which the lost ``node`` is one with its neighbour ``into``."""
        links = {n: set(its) for n, its in self.links.items() if n != node}
        for other in self.links[node]:
            links[other].discard(node)
            if other != into:
                links[other].add(into)
                links[into].add(other)
        return Tree(self.extant, {n: frozenset(its) for n, its in links.items()})

    def expanded(self, node: int) -> Tree:
        """Return the tree in which a lost node stands for ``node``, which becomes a leaf of it."""
        fresh = max([self.extant - 1, *self.links]) + 1
        links = {n: set(its) for n, its in self.links.items()}
        for other in self.links[node]:
            links[other].discard(node)
            links[other].add(fresh)
        links[fresh] = {*self.links[node], node}
        links[node] = {fresh}
        return Tree(self.extant, {n: frozenset(its) for n, its in links.items()})

    def splits(self) -> Iterator[tuple[frozenset[int], tuple[int, int]]]:
        """Yield for each edge (a, b), a < b, the extant texts on a's side."""
        for a, b in self.edges:
            yield frozenset(node for node in self.side(a, b) if node < self.extant), (a, b)

    def signature(self) -> tuple[tuple[tuple[int, ...], int, int], ...]:
        """Return what makes two trees the same whatever the numbers of their lost nodes.

        For each edge the texts on the side without text 0, and the extant ends (-1 for a lost one), sorted.
        """
        every = {node for node in self.links if node < self.extant}
        first = min(every)
        found = []
        for side, (a, b) in self.splits():
            away, outer, inner = (side, b, a) if first not in side else (frozenset(every - side), a, b)
            found.append(
                (tuple(sorted(away)), inner if inner < self.extant else -1, outer if outer < self.extant else -1)
            )
        return tuple(sorted(found))
