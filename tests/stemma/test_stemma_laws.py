"""The laws of the stemma."""

from __future__ import annotations

import random

import pytest

from filiation.collation import Witness, collate
from filiation.settings import DEFAULTS
from filiation.stemma import Clues, Role, infer_stemma
from filiation.text import Span

PLACES = [f"w{k}" for k in range(120)]


def witness(siglum: str, words: list[str]) -> Witness:
    text = " ".join(words)
    return Witness(siglum, None, text, (Span(0, len(text)),))


def copied(words: list[str], mark: str, places: list[int]) -> list[str]:
    """Write another word in each of ``places``, as no other scribe would."""
    return [f"{mark}{k}" if k in places else word for k, word in enumerate(words)]


def tradition(seed: int = 1) -> tuple[list[Witness], set[frozenset[str]]]:
    """A tree of seven extant texts in which nothing contradicts the truth."""
    choose = random.Random(seed)
    texts, edges = {"A": PLACES}, set()
    free = list(range(1, 119, 2))
    choose.shuffle(free)
    for child, parent in zip("BCDEFG", "AABBCE", strict=True):
        texts[child] = copied(texts[parent], child.lower() + "x", [free.pop() for _ in range(7)])
        edges.add(frozenset((parent, child)))
    return [witness(s, words) for s, words in texts.items()], edges


def edges_of(stemma) -> set[frozenset[str]]:
    return {frozenset((d.parent, d.child)) for d in stemma.descents}


@pytest.mark.parametrize("seed", range(5))
def test_the_true_tree_is_found_where_nothing_contradicts_it(seed):
    """Every edge of a tradition without coincidences is found, with full support and no lost text."""
    witnesses, true = tradition(seed)
    stemma = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    assert edges_of(stemma) == true
    assert all(node.role is Role.EXTANT for node in stemma.nodes)
    assert min(descent.support for descent in stemma.descents) > 0.9


def test_a_lost_text_is_found_where_it_pays():
    """Three copies of a lost exemplar, each with its own deeds, hang on a lost text."""
    free = list(range(1, 119, 2))
    texts = {s: copied(PLACES, s.lower() + "x", free[k::5]) for k, s in enumerate("ABC")}
    stemma = infer_stemma("T", collate([witness(s, w) for s, w in texts.items()]), {}, DEFAULTS)
    assert [node.siglum for node in stemma.nodes if node.role is not Role.EXTANT] == ["α"]


def test_input_order_does_not_matter():
    """The same witnesses in any order give the same stemma to the byte."""
    witnesses, _ = tradition()
    first = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    assert infer_stemma("T", collate(witnesses[::-1]), {}, DEFAULTS) == first


def test_renaming_only_renames():
    """Other sigla, in another alphabetical order, change nothing but the names."""
    witnesses, _ = tradition()
    names = dict(zip("ABCDEFG", "QZMKRXL", strict=True))
    renamed = [Witness(names[w.siglum], None, w.text, w.spans) for w in witnesses]
    one, other = (infer_stemma("T", collate(its), {}, DEFAULTS) for its in (witnesses, renamed))
    assert {frozenset(names[s] for s in edge) for edge in edges_of(one)} == edges_of(other)
    assert one.root == other.root or names[one.root] == other.root


def test_the_same_words_twice_is_an_edge_of_no_length():
    """Two identical witnesses are tied by an undirected edge that says so; clocks direct it."""
    pair = [witness("A", PLACES), witness("B", PLACES)]
    stemma = infer_stemma("T", collate(pair), {}, DEFAULTS)
    (descent,) = stemma.descents
    assert (descent.summary, descent.directed, stemma.root) == ("the same words", False, None)
    clues = {"A": Clues(published="2024-05-02T10:00"), "B": Clues(published="2024-05-02T08:00")}
    timed = infer_stemma("T", collate(pair), clues, DEFAULTS)
    assert (timed.root, timed.descents[0].child, timed.descents[0].directed) == ("B", "A", True)


def test_two_witnesses_are_an_edge():
    """Two texts that differ are one edge; nothing tells its direction."""
    pair = [witness("A", PLACES), witness("B", copied(PLACES, "bx", [3, 9, 40]))]
    stemma = infer_stemma("T", collate(pair), {}, DEFAULTS)
    assert edges_of(stemma) == {frozenset("AB")}
    assert stemma.root is None
    assert not stemma.descents[0].directed


def test_nothing_in_common_is_answered():
    """Unrelated texts in one call get a stemma that tells no root."""
    unrelated = [witness(s, [f"{s}{k}" for k in range(30)]) for s in "ABC"]
    stemma = infer_stemma("T", collate(unrelated), {}, DEFAULTS)
    assert stemma.root is None
    assert len({d.child for d in stemma.descents}) == len(stemma.descents)


def test_every_node_but_one_has_a_parent():
    """The descents are a tree over all nodes."""
    witnesses, _ = tradition(3)
    stemma = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    children = [d.child for d in stemma.descents]
    assert len(set(children)) == len(stemma.nodes) - 1
    assert {d.parent for d in stemma.descents} <= {node.siglum for node in stemma.nodes}


def test_evidence_stands_in_the_witnesses():
    """Every piece of evidence is a place in a witness that is not empty."""
    witnesses, _ = tradition(2)
    text = {w.siglum: w.text for w in witnesses}
    stemma = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    for descent in stemma.descents:
        assert descent.evidence
        for piece in descent.evidence:
            assert piece.span.of(text[piece.siglum]).strip()
