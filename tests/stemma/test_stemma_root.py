"""The laws of the root, and of large traditions."""

from __future__ import annotations

import random

from hypothesis import given, strategies as st

from filiation.collation import Witness, collate
from filiation.settings import DEFAULTS
from filiation.stemma import Clues, infer_stemma
from filiation.stemma.clocks import earlier, precedence
from filiation.stemma.core import MOST_SEARCHED
from filiation.text import Span

TIMES = st.sampled_from(
    ["2024-03-01", "2024-03-02", "2024-03-01T09:00", "2024-03-01T21:30", "2024-03-02T00:10+02:00", "2024-03-01T23:00Z"]
)


def witness(siglum: str, words: list[str]) -> Witness:
    text = " ".join(words)
    return Witness(siglum, None, text, (Span(0, len(text)),))


def large() -> list[Witness]:
    """Three versions in a chain, each with copies that make slips of their own: more texts than are searched."""
    choose = random.Random(3)
    words = [f"w{k}" for k in range(200)]
    found = []
    for version in range(3):
        words = [f"v{version}{k}" if version and k % 20 == version else word for k, word in enumerate(words)]
        for copy in range(MOST_SEARCHED // 2):
            slips = set(choose.sample(range(5, 195), 4))
            copied = [f"s{version}{copy}{k}" if k in slips else word for k, word in enumerate(words)]
            found.append(witness(f"{version}-{copy:02}", copied))
    return found


@given(TIMES, TIMES)
def test_clocks_agree_one_by_one_and_in_a_table(one, other):
    """Of two times at most one is earlier, and the table of all pairs says the same."""
    assert not (earlier(one, other) and earlier(other, one))
    assert precedence([one, other])[0, 1] == earlier(one, other) - earlier(other, one)


def test_a_date_tells_nothing_against_a_time_of_its_day():
    """A page with a day alone is neither earlier nor later than one of that day with a time."""
    assert not precedence(["2024-03-01", "2024-03-01T09:00", None]).any()


def test_a_large_tradition_is_one_tree_whatever_the_order():
    """Beyond the texts that are searched, every text has its place, versions stay apart, and order changes nothing."""
    witnesses = large()
    clues = {w.siglum: Clues(is_credited=True) for w in witnesses}
    stemma = infer_stemma("T", collate(witnesses), clues, DEFAULTS)
    assert len(stemma.descents) == len(stemma.nodes) - 1
    assert {w.siglum for w in witnesses} <= {node.siglum for node in stemma.nodes}
    between = {(d.parent, d.child) for d in stemma.descents if {d.parent[0], d.child[0]} <= set("012")}
    assert all(parent[0] == child[0] for parent, child in between)
    assert infer_stemma("T", collate(witnesses[::-1]), clues, DEFAULTS) == stemma


def test_all_descents_are_directed_or_none_is():
    """A root goes with directed descents, copies of the same words among them; no root with none."""
    witnesses = large()[:9]
    twins = [*witnesses, Witness("twin", None, witnesses[0].text, witnesses[0].spans)]
    for clues in ({}, {w.siglum: Clues(published=f"2024-03-0{1 + n % 9}") for n, w in enumerate(twins)}):
        stemma = infer_stemma("T", collate(twins), clues, DEFAULTS)
        assert {d.directed for d in stemma.descents} == {stemma.root is not None}


def test_nothing_plain_descends_from_a_spun_page():
    """Of two pages the one in a spinner's words is the copy, even where it was printed first or has more words."""
    words = [f"w{k}" for k in range(60)]
    odd = [f"x{k}" if k % 3 == 0 else word for k, word in enumerate(words)]
    witnesses = [witness("plain", words), witness("spun", [*odd, "and", "six", "words", "more", "at", "last"])]
    clues = {"plain": Clues(published="2024-03-02"), "spun": Clues(published="2024-03-01", is_spun=True)}
    stemma = infer_stemma("T", collate(witnesses), clues, DEFAULTS)
    assert (stemma.root, "a spinner's words" in stemma.root_reason) == ("plain", True)
    assert [(each.parent, each.child) for each in stemma.descents] == [("plain", "spun")]
    both = {siglum: Clues(published=its.published, is_spun=True) for siglum, its in clues.items()}
    assert "a spinner's words" not in infer_stemma("T", collate(witnesses), both, DEFAULTS).root_reason
