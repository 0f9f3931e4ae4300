"""Simulated hand-copied traditions: what their settings promise."""

from statistics import median

import pytest
from hypothesis import given, settings, strategies as st
from pedigree import neighbours, steps
from rapidfuzz.distance import Indel
from scriptorium import Scriptorium, hand_down

SMALL = Scriptorium(witnesses=8, words=200)


def test_the_same_seed_gives_the_same_tradition():
    """Seed and kind decide everything; another seed gives another text."""
    assert hand_down(3, SMALL) == hand_down(3, SMALL)
    assert hand_down(3, SMALL).texts != hand_down(4, SMALL).texts


@settings(max_examples=25)
@given(
    st.integers(0, 10**6),
    st.integers(4, 12),
    st.integers(0, 2),
    st.integers(0, 1),
    st.integers(0, 4),
    st.sampled_from((0.0, 1.0, 8.0)),
)
def test_the_truth_fits_the_texts(seed, witnesses, lost, mixed, lacunae, rate):
    """There are as many witnesses, lost and mixed texts as asked for; all are kin; shares of a text's parents add up to one."""
    kind = Scriptorium(witnesses, 120, lost, mixed, lacunae, rate)
    try:
        tradition = hand_down(seed, kind)
    except ValueError:
        return  # said so: no such pedigree
    edges = tradition.pedigree.edges
    nodes = {node for edge in edges for node in (edge.parent, edge.child)}
    assert len(tradition.texts) == witnesses
    assert all(text.split() for text in tradition.texts.values())
    assert len(nodes - tradition.texts.keys()) == lost
    assert steps(neighbours(edges), tradition.pedigree.root).keys() == nodes
    shares = {}
    for edge in edges:
        shares.setdefault(edge.child, []).append(edge.share)
    assert all(abs(sum(its) - 1) < 0.002 for its in shares.values())
    assert sum(len(its) > 1 for its in shares.values()) <= mixed


def test_nobody_changes_a_word_at_rate_nought():
    """Without edits, mixture and lacunae all witnesses are the first text."""
    texts = hand_down(1, Scriptorium(6, 150, 1, 0, 0, 0.0)).texts.values()
    assert len(set(texts)) == 1


def test_missing_leaves_shorten_a_text():
    """A witness with a lacuna lacks a part of the text, and the others have it."""
    sizes = sorted(len(text.split()) for text in hand_down(5, Scriptorium(6, 400, 0, 0, 1, 0.0)).texts.values())
    assert sizes[0] < 0.96 * sizes[-1]


def test_more_edits_make_texts_less_alike():
    """The nearest other witness is further off at a higher rate; at the usual one about as far as in the Parzival tradition."""

    def nearest(rate):
        texts = [text.split() for text in hand_down(2, Scriptorium(mixed=0, lacunae=0, edit_rate=rate)).texts.values()]
        return median(
            min(Indel.normalized_distance(one, other) for other in texts if other is not one) for one in texts
        )

    low, usual, high = map(nearest, (0.25, 1.0, 4.0))
    assert low < usual < high
    assert 0.01 < usual < 0.04


def test_what_cannot_be_is_said():
    """Three texts cannot hold three lost ones that are each copied twice."""
    with pytest.raises(ValueError, match="too few"):
        hand_down(0, Scriptorium(witnesses=1, words=50, lost=3, mixed=0, lacunae=0))
