"""Laws of every explanation."""

from itertools import permutations

import pytest
from explain_texts import OWN, STRIKE, article, notice
from hypothesis import given, settings, strategies as st

from filiation.cluster.evidence import Evidence
from filiation.cluster.typing import judge
from filiation.explain import Outcome, explain
from filiation.explain.turning import find_turns
from filiation.text import fold
from filiation.writers import json
from filiation.writers.explanation import record_explanation

PAGES = (
    article("a", *STRIKE, title="Port of Ostwick idle", agency="Borealis Press", published="2026-03-02T09:10"),
    article("b", *STRIKE[:4], published="2026-03-02T11:30", outlet="Velm Gazette"),
    article("c", STRIKE[0].replace("Monday", "Tuesday"), *STRIKE[2:], title="Grain waits"),
    article("d", *OWN, title="Cards and crates in Ostwick"),
    notice("e", "Halvorsen Freight", "12.5", "May 4"),
    notice("f", "Tarn Valley Mills", "31", "June 18"),
)
PAIRS = [(0, 1), (0, 3), (1, 2), (4, 5)]


@pytest.fixture(scope="module")
def explained(encoder):
    return {(a, b): explain(PAGES, PAGES[a], PAGES[b], encoder) for a, b in PAIRS}


@pytest.mark.parametrize("pair", PAIRS)
def test_every_finding_points_into_its_page(explained, pair):
    """Places are characters of one of the two pages, and some kinds are never without them."""
    its = explained[pair]
    texts = {each.page: each.text for each in its.articles}
    for finding in its.findings:
        for place in finding.places:
            assert place.span.end <= len(texts[place.page]), finding
        if finding.text.startswith(("a fact differs", "the rarest", "each begins")):
            assert {place.page for place in finding.places} == set(texts)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_longest_run_stands_in_both(explained, pair):
    """The words that are quoted as shared are the same on both pages."""
    its = explained[pair]
    if its.shared.run is not None:
        a, b = (span.of(each.text).split() for span, each in zip(its.shared.run, its.articles, strict=True))
        assert [fold(word).strip('“”",.') for word in a] == [fold(word).strip('“”",.') for word in b]


@pytest.mark.parametrize("pair", PAIRS)
def test_who_asks_for_which_page_first_changes_nothing(explained, encoder, pair):
    """B and A are what A and B are, mirrored; the order of the pages read plays no part."""
    its = explained[pair]
    mirrored = explain(PAGES[::-1], PAGES[pair[1]], PAGES[pair[0]], encoder)
    assert (its.outcome, its.counted, its.support, its.reason) == (
        mirrored.outcome, mirrored.counted, mirrored.support, mirrored.reason,
    )  # fmt: skip
    assert its.first.page == mirrored.first.page
    assert its.shared.containment_a == mirrored.shared.containment_b
    assert len(its.findings) == len(mirrored.findings)


def test_the_same_pages_give_the_same_bytes(encoder):
    """Whatever the order in which pages are read, the JSON is one."""
    two = PAGES[:3]
    lines = {json.line(record_explanation(explain(order, two[0], two[2], encoder))) for order in permutations(two)}
    assert len(lines) == 1


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_not_told_for_sure_is_told_so(explained, pair):
    """Support is 0-1; one report is counted as 1, two as 2; only "cannot tell" may be either."""
    its = explained[pair]
    assert 0 <= its.support <= 1
    if its.outcome is not Outcome.UNSURE:
        assert its.counted == (1 if its.outcome in {Outcome.SAME, Outcome.VERSION, Outcome.SPUN} else 2)
        assert its.support >= 0.5


share = st.floats(0, 1)
count = st.integers(0, 60)


@st.composite
def evidence(draw):
    size_a, size_b = draw(st.integers(20, 900)), draw(st.integers(20, 900))
    shared = draw(st.integers(0, min(size_a, size_b)))
    return Evidence(
        containment_a=shared / size_a, containment_b=shared / size_b, shared=shared, kept=draw(count),
        swapped=draw(count), subjects=draw(st.integers(0, 4)), subject=draw(st.none() | share),
        figures=draw(st.none() | share), fewest=draw(count), prose=draw(st.integers(0, shared)), likeness=draw(share),
        common=draw(share), rare=draw(count), lead=draw(share), lead_a=draw(share), lead_b=draw(share),
        gap_hours=draw(st.none() | st.floats(0, 900)), quoted=draw(share), replacements=draw(count),
        long_gaps=draw(count), size_a=size_a, size_b=size_b, telling=draw(count), facts=draw(count),
        marked=draw(st.booleans()),
    )  # fmt: skip


@given(evidence())
@settings(max_examples=150)
def test_something_is_always_said_of_what_would_turn_a_verdict(its):
    """Whatever the evidence, turning it round ends, and never tells that a report would be what it is."""
    found = find_turns(its)
    assert 1 <= len(found) <= 3
    kinds = {"same": "one report", "revision": "one report", "correction": "one report", "spun": "one report"}
    now = kinds.get(judge(its).relation.value)
    for each in found:
        assert each.text.startswith("if ") or each.text.endswith("the verdict stands")
        if now:
            assert ": one report" not in each.text
