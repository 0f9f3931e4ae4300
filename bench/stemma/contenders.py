"""Traditions to be told, and the methods that tell their pedigrees: ours, and three plain ones on distances between texts."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pedigree import Edge, Pedigree, without_blind
from scriptorium import Scriptorium, hand_down

from filiation.collation import Collation, Witness, collate
from filiation.collation.alignment import lexicon_of
from filiation.newsroom import NewsroomSettings, simulate
from filiation.newsroom.draft import print_draft
from filiation.settings import DEFAULTS
from filiation.stemma import Clues, infer_stemma
from filiation.stemma.search import neighbour_joining, spanning_tree
from filiation.text import Span

CUT = 0.5
"""What a word left out costs the arborescence, beside 1 for a new one: copies lose more than they gain."""


@dataclass(frozen=True, slots=True)
class Case:
    """A collated tradition, what its witnesses tell beside their words, and the truth."""

    collation: Collation
    clues: dict[str, Clues]
    true: Pedigree

    @property
    def extant(self) -> frozenset[str]:
        """The sigla of the witnesses."""
        return frozenset(witness.siglum for witness in self.collation.witnesses)


def witnesses_of(texts: dict[str, str]) -> list[Witness]:
    """Return plain witnesses, by siglum."""
    return [Witness(siglum, None, text, (Span(0, len(text)),)) for siglum, text in sorted(texts.items())]


def scribes_texts(seed: int, kind: Scriptorium) -> tuple[dict[str, str], dict[str, Clues], Pedigree]:
    """Return the texts, clues (none) and truth of a hand-copied tradition."""
    tradition = hand_down(seed, kind)
    return tradition.texts, {}, tradition.pedigree


def newsroom_texts(
    seed: int, kind: NewsroomSettings, *, clocks: bool
) -> tuple[dict[str, str], dict[str, Clues], Pedigree]:
    """Return the texts, clues and truth of a dispatch's copies: whether each names the agency, and the printed clocks if asked for.

    Sigla are the numbers of pages, in an order that tells nothing. Printed clocks may be missing or wrong.
    """
    happening = simulate(seed, kind).happenings[0]
    tradition = happening.tradition
    pages = {page.siglum: page for page in happening.pages if page.siglum is not None}
    names = {siglum: page.name.partition(".")[0] for siglum, page in pages.items()}
    names |= {siglum: f"lost-{siglum}" for siglum in tradition.texts if siglum not in names}
    texts = {names[s]: print_draft(tradition.texts[s].draft).text + "\n" for s in pages}
    clues = {
        names[s]: Clues(published=page.published if clocks else None, is_credited=page.agency is not None)
        for s, page in pages.items()
    }
    edges = (Edge(names[e.parent], names[e.child], e.share) for e in tradition.edges)
    return texts, clues, without_blind(edges, names[tradition.root], frozenset(texts))


def case_of(texts: dict[str, str], clues: dict[str, Clues], true: Pedigree) -> Case:
    """Collate a tradition."""
    return Case(collate(witnesses_of(texts)), clues, true)


def filiation(case: Case) -> Pedigree:
    """Our own."""
    stemma = infer_stemma("A", case.collation, case.clues, DEFAULTS)
    return Pedigree(
        tuple(Edge(d.parent, d.child, d.share, d.support) for d in stemma.descents), stemma.root, stemma.root_support
    )


def joined_neighbours(case: Case) -> Pedigree:
    """Neighbour joining (Saitou & Nei 1987) on the share of words that two texts do not have in common; no root."""
    return _undirected(case, neighbour_joining)


def spanned(case: Case) -> Pedigree:
    """The minimum spanning tree of the same distances; no root."""
    return _undirected(case, spanning_tree)


def _undirected(case: Case, build: Callable) -> Pedigree:
    new = _new_words(case.collation)
    sizes = np.array([len(tokens) for tokens in case.collation.tokens])
    tree = build((new + new.T) / (sizes[:, None] + sizes[None, :]))
    names = [witness.siglum for witness in case.collation.witnesses]
    named = [tuple(names[n] if n < len(names) else f"lost-{n}" for n in edge) for edge in tree.edges]
    # Hung from any text, so that each has one parent.
    parent, order = {}, [names[0]]
    for node in order:
        for a, b in named:
            other = b if a == node else a if b == node else None
            if other is not None and other != parent.get(node):
                parent[other] = node
                order.append(other)
    return Pedigree(tuple(Edge(p, child) for child, p in sorted(parent.items())), None)


def arborescence(case: Case) -> Pedigree:
    """The minimum arborescence (Chu & Liu 1965, Edmonds 1967): every text from another, new words dearer than cuts."""
    import networkx as nx

    new = _new_words(case.collation)
    graph = nx.DiGraph()
    names = [witness.siglum for witness in case.collation.witnesses]
    for a, parent in enumerate(names):
        for b, child in enumerate(names):
            if a != b:
                graph.add_edge(parent, child, weight=float(new[a, b] + CUT * new[b, a]))
    found = nx.minimum_spanning_arborescence(graph)
    edges = tuple(sorted((Edge(a, b) for a, b in found.edges), key=lambda edge: edge.child))
    return Pedigree(edges, next(name for name in names if not found.in_degree(name)))


def _new_words(collation: Collation) -> np.ndarray:
    """Return the words of each second text that it does not share with the first, in order; shape (texts, texts)."""
    from rapidfuzz.distance import LCSseq

    # One code point a word (past the surrogates) lets strings be compared, which is faster than tuples.
    texts = [
        "".join(chr(code + 0xE000) for code in text)
        for text in lexicon_of([tokens.forms for tokens in collation.tokens]).codes
    ]
    shared = np.diag([float(len(text)) for text in texts])
    for a, b in itertools.combinations(range(len(texts)), 2):
        shared[a, b] = shared[b, a] = LCSseq.similarity(texts[a], texts[b])
    return np.diag(shared)[None, :] - shared


METHODS: dict[str, Callable[[Case], Pedigree]] = {
    "filiation": filiation,
    "neighbour joining": joined_neighbours,
    "arborescence": arborescence,
    "spanning tree": spanned,
}
