"""The laws of a page's revisions: the order in which they were written."""

from __future__ import annotations

import math
import random
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from filiation.collation import Witness, collate
from filiation.settings import DEFAULTS
from filiation.stemma import Clues, infer_stemma, revisions
from filiation.stemma.revisions import WINDOW, chain_of
from filiation.text import Span


def witness(siglum: str, words: list[str]) -> Witness:
    text = " ".join(words)
    return Witness(siglum, None, text, (Span(0, len(text)),))


def page(seed: int, versions: int) -> list[list[str]]:
    """An author's versions: each drops a short run of the last and adds a longer one."""
    choose = random.Random(seed)
    fresh = (f"w{k}" for k in range(100_000))
    words = [next(fresh) for _ in range(120)]
    found = [list(words)]
    for _ in range(versions - 1):
        first = choose.randrange(len(words) - 12)
        del words[first : first + choose.randint(0, 8)]
        place = choose.randrange(len(words))
        words[place:place] = [next(fresh) for _ in range(choose.randint(15, 40))]
        found.append(list(words))
    return found


def named(versions: list[list[str]], seed: int) -> tuple[list[Witness], list[str]]:
    """The versions under names that tell nothing, and the names in the true order."""
    names = [f"S{k:02d}" for k in range(len(versions))]
    random.Random(seed).shuffle(names)
    return [witness(name, words) for name, words in zip(names, versions, strict=True)], names


@pytest.mark.parametrize(("seed", "count"), [(1, 3), (2, 5), (3, WINDOW), (4, WINDOW + 1), (5, 34)])
def test_an_author_who_adds_is_followed_from_the_first_version_on(seed, count):
    """Versions that grow are put in the order of writing, whether one window holds them or many."""
    witnesses, names = named(page(seed, count), seed)
    stemma = infer_stemma("T", collate(witnesses), {}, DEFAULTS)
    assert {(d.parent, d.child) for d in stemma.descents} == set(pairwise(names))
    assert stemma.root == names[0]
    assert all(d.directed for d in stemma.descents)


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(-9, 0), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_chances_are_those_of_all_orders_summed(rows):
    """The dynamic programme tells what summing over every order tells."""
    steps = np.asarray(rows)
    texts = len(steps)
    links, first = revisions._chances(list(range(texts)), steps)
    weight = {order: math.exp(sum(steps[a, b] for a, b in pairwise(order))) for order in permutations(range(texts))}
    whole = math.fsum(weight.values())
    for a in range(texts):
        assert first[a] == pytest.approx(math.fsum(w for order, w in weight.items() if order[0] == a) / whole)
        for b in range(texts):
            together = math.fsum(w for o, w in weight.items() if (a, b) in set(pairwise(o)) | set(pairwise(o[::-1])))
            assert links[a, b] == pytest.approx(together / whole, abs=1e-12)


@given(st.permutations(range(5)))
def test_the_best_order_is_the_best_of_all(shuffled):
    """No order of the texts is worth more than the one chosen."""
    steps = np.random.default_rng(sum(k * n for k, n in enumerate(shuffled))).normal(size=(5, 5))
    worth = lambda order: sum(steps[a, b] for a, b in pairwise(order))  # noqa: E731
    best = max(worth(order) for order in permutations(range(5)))
    assert worth(revisions._best_order(steps)) == pytest.approx(best)


def test_copies_of_one_exemplar_are_no_revisions():
    """Copies with errors of their own hang on what they were copied from, not on each other."""
    source = [f"w{k}" for k in range(300)]
    copies = {"X": source}
    for k, name in enumerate("ABCDE"):
        copies[name] = [f"{name}{n}" if n % 23 == k else word for n, word in enumerate(source)]
    stemma = infer_stemma("T", collate([witness(*each) for each in copies.items()]), {}, DEFAULTS)
    assert {frozenset((d.parent, d.child)) for d in stemma.descents} == {frozenset(("X", name)) for name in "ABCDE"}


def test_clocks_and_credits_are_heard_before_the_habits_of_authors():
    """Where witnesses tell more than their words, they are no plain revisions."""
    witnesses, names = named(page(6, 4), 6)
    clues = {name: Clues(published=f"2024-05-0{9 - k}T10:00") for k, name in enumerate(names)}
    stemma = infer_stemma("T", collate(witnesses), clues, DEFAULTS)
    assert stemma.root != names[0]


def test_texts_that_share_nothing_have_no_order():
    """Nothing in common tells nothing."""
    collation = collate([witness(s, [f"{s}{k}" for k in range(40)]) for s in "ABCD"])
    assert chain_of(collation, range(4)) is None
