"""The page that a spun page was made from: found by what its sentences say, in their order, and joined with it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, strategies as st

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Event, Member, Relation, Siglum, Tradition
from filiation.spun import Spun, join_originals
from filiation.spun.relatives import SAME_ORDER, _in_order, find_relative
from filiation.text import Span


class Matters:
    """An encoder for which the first word of a sentence is all that it says."""

    def encode(self, sentences):
        vectors = np.zeros((len(sentences), 384), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            vectors[row, sum(map(ord, sentence.split()[0].lower())) % 384] = 1
        return vectors


def article(page: str, *words: str, language: str = "en") -> Article:
    text = " ".join(f"{word.title()} stands first of these dozen plain words." for word in words)
    return Article(PageId(page), page, "", text, body=(Span(0, len(text)),), language=language)


def event_of(*pages: str) -> Event:
    traditions = (
        Tradition(letter, (Member(Siglum(page), PageId(page)),), ())
        for letter, page in zip("ABCDE", pages, strict=False)
    )
    return Event(tuple(traditions), 1.0, "")


def spun(page: str, probability: float = 0.9) -> Spun:
    return Spun(PageId(page), probability, ())


FIRST = article("first", "dam", "valley", "engineer", "gate", "siren", "road")
OTHER = article("other", "siren", "market", "gate", "bishop", "dam", "ferry")
COPY = article("copy", "dam", "valley", "mill", "gate", "siren", "road")
PAGES = {each.page: each for each in (FIRST, OTHER, COPY)}


def test_the_page_with_the_same_sentences_in_the_same_order_is_the_original():
    """Five of six sentences in order; the same matters in another order, as another newsroom has them, are none."""
    found = find_relative(COPY, [OTHER, FIRST], Matters())
    assert found is not None
    assert (found.page, len(found.spans), found.sentences) == ("first", 5, 6)
    assert found.share > SAME_ORDER
    for own, theirs in found.spans:
        assert own.of(COPY.text) == theirs.of(FIRST.text)
    assert find_relative(COPY, [OTHER], Matters()) is None


def test_another_language_is_passed_over():
    """Vectors of one language say nothing of another's sentences."""
    there = article("first", "dam", "valley", "engineer", "gate", "siren", "road", language="de")
    assert find_relative(COPY, [there], Matters()) is None


def test_a_spun_page_joins_its_original():
    """One tradition of the two, under the original's letter, with the reason; the third page stays where it was."""
    event = join_originals(event_of("copy", "first", "other"), PAGES, [spun("copy")], Matters())
    assert [(each.id, [member.page for member in each.members]) for each in event.traditions] == [
        ("B", ["copy", "first"]),
        ("C", ["other"]),
    ]
    (reuse,) = event.traditions[0].reuses
    assert (reuse.a, reuse.b, reuse.relation, reuse.older) == ("copy", "first", Relation.SPUN, "first")
    assert reuse.reason.startswith("5 of 6 sentences")


def test_who_is_not_spun_stays():
    """An independent report with the same order of matters is no copy; nor is a page that was decided to be none."""
    event = event_of("copy", "first", "other")
    assert join_originals(event, PAGES, [spun("copy", 0.4)], Matters()) == event
    bond = Bond(PageId("copy"), PageId("first"), False, "decided")
    assert join_originals(event, PAGES, [spun("copy")], Matters(), [bond]) == event
    assert join_originals(event, PAGES, [spun("elsewhere")], Matters()) == event


def test_both_may_be_spun():
    """Two spun copies of one page meet in its tradition, whichever is looked at first."""
    second = article("again", "dam", "valley", "engineer", "tower", "siren", "road")
    pages = PAGES | {second.page: second}
    event = join_originals(event_of("again", "copy", "first"), pages, [spun("copy"), spun("again")], Matters())
    assert [[member.page for member in each.members] for each in event.traditions] == [["again", "copy", "first"]]


@given(st.integers(1, 7), st.integers(1, 7), st.data())
def test_the_alignment_is_the_heaviest_in_order(rows, columns, data):
    """What is found ascends on both sides, and weighs what the plain recursion finds."""
    alike = np.array(
        data.draw(st.lists(st.lists(st.booleans(), min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    )
    lengths = data.draw(st.lists(st.integers(1, 9), min_size=rows, max_size=rows))
    pairs = _in_order(alike, lengths)
    assert all(alike[i, j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))

    def best(i, j):
        if not i or not j:
            return 0
        taken = best(i - 1, j - 1) + lengths[i - 1] if alike[i - 1, j - 1] else 0
        return max(best(i - 1, j), best(i, j - 1), taken)

    assert sum(lengths[i] for i, _ in pairs) == best(rows, columns)
