"""The laws of mixed witnesses: a second exemplar is told where passages tell it, and only there."""

from __future__ import annotations

import random
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from filiation.collation import Witness, collate
from filiation.settings import DEFAULTS
from filiation.stemma import infer_stemma
from filiation.stemma.mixture import TURN, _cheapest_turns
from filiation.text import Span

WORDS = [f"w{k}" for k in range(400)]


def witness(siglum: str, words: list[str]) -> Witness:
    text = " ".join(words)
    return Witness(siglum, None, text, (Span(0, len(text)),))


def tradition(seed: int, *, mixed: bool) -> list[Witness]:
    """Two branches of four texts, each branch and each text with changes of its own; M has a half of either branch."""
    choose = random.Random(seed)
    places = list(range(0, 400, 2))
    choose.shuffle(places)

    def changed(words: list[str], mark: str, count: int) -> list[str]:
        its = {places.pop() for _ in range(count)}
        return [f"{mark}{k}" if k in its else word for k, word in enumerate(words)]

    heads = {head: changed(WORDS, head, 20) for head in "AB"}
    texts = {f"{head}{k}": changed(words, f"{head}{k}x", 15) for head, words in heads.items() for k in range(4)}
    source = [*texts["A1"][:200], *texts["B2"][200:]] if mixed else texts["A1"]
    texts["M"] = changed(source, "mx", 3)
    return [witness(*each) for each in texts.items()]


@pytest.mark.parametrize("seed", range(3))
def test_a_text_of_two_halves_has_two_parents(seed):
    """The exemplars of a mixed text are told, with their shares and the places where the lesser one shows."""
    witnesses = tradition(seed, mixed=True)
    stemma = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    mine = [d for d in stemma.descents if d.child == "M"]
    assert {d.parent for d in mine} == {"A1", "B2"}
    assert sum(d.share for d in mine) == pytest.approx(1.0)
    assert min(d.share for d in mine) > 0.3
    text = {w.siglum: w.text for w in witnesses}
    lesser = min(mine, key=lambda d: d.summary.startswith("a second exemplar") is False)
    assert lesser.evidence
    assert all(e.siglum == "M" and e.span.of(text["M"]).strip() for e in lesser.evidence)
    assert [d.child for d in stemma.descents].count("M") == 2
    assert len({d.child for d in stemma.descents}) == len(stemma.descents) - 1


@pytest.mark.parametrize("seed", range(3))
def test_a_text_of_one_exemplar_has_one_parent(seed):
    """Where nothing is mixed, nothing is told to be."""
    stemma = infer_stemma("T", collate(tradition(seed, mixed=False)), {}, DEFAULTS)
    assert len({d.child for d in stemma.descents}) == len(stemma.descents)
    assert all(d.share == 1.0 for d in stemma.descents)


def test_the_order_of_witnesses_is_not_heard():
    """Witnesses in another order give the same parents and shares."""
    witnesses = tradition(1, mixed=True)
    one, other = (infer_stemma("T", collate(its), {}, DEFAULTS) for its in (witnesses, witnesses[::-1]))
    assert one == other


def test_two_mixed_texts_are_not_each_others_exemplars():
    """However many texts are mixed, nobody descends from himself."""
    choose = random.Random(5)
    texts = {s: [f"{s}{k}" if choose.random() < 0.06 else word for k, word in enumerate(WORDS)] for s in "ABCD"}
    texts["M"] = [*texts["A"][:130], *texts["B"][130:270], *texts["C"][270:]]
    texts["N"] = [*texts["M"][:200], *texts["D"][200:]]
    texts["O"] = [*texts["B"][:130], *texts["N"][130:]]
    stemma = infer_stemma("T", collate([witness(*each) for each in texts.items()]), {}, DEFAULTS)
    above = {node.siglum: {d.parent for d in stemma.descents if d.child == node.siglum} for node in stemma.nodes}
    for siglum in above:
        seen, todo = set(), [siglum]
        for one in todo:
            todo += sorted(above[one] - seen)
            seen |= above[one]
        assert siglum not in seen


prices = st.integers(0, 4).map(lambda x: x / 2)


@given(st.integers(1, 6).flatmap(lambda k: st.lists(st.lists(prices, min_size=k, max_size=k), min_size=2, max_size=4)))
def test_the_path_of_turns_is_the_cheapest_of_all(rows):
    """The path costs what the cheapest of all labellings of the passages costs."""
    costs = np.asarray(rows)
    always = np.arange(len(costs)) / 4
    (first, second), turns = _cheapest_turns(costs, costs, always)

    def cost(p: int, q: int, path: tuple[bool, ...]) -> float:
        own = sum(costs[q if is_second else p, k] for k, is_second in enumerate(path))
        return always[p] + own + TURN * sum(a != b for a, b in pairwise(path))

    every = (
        cost(p, q, path)
        for p in range(len(costs))
        for q in range(len(costs))
        for path in product((False, True), repeat=costs.shape[1])
    )
    assert turns.cost == pytest.approx(min(every))
    assert cost(first, second, tuple(turns.path.tolist())) == pytest.approx(turns.cost)
