"""The trigram model: back-off by the book, and what it says of lines that a spinner made."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from filiation.spun.lexicon import load_lexicon
from filiation.spun.ngrams import Ngrams, load_ngrams

SIZE = 7  # words 1-4, opening 5, ending 6
PAIRS = {(1, 2): (-1.0, -0.5), (2, 3): (-2.0, -0.25), (5, 1): (-0.5, -1.0), (3, 6): (-0.75, 0.0)}
TRIPLES = {(1, 2, 3): -0.125, (5, 1, 2): -3.0, (2, 3, 6): -0.5}
WORDS = np.array([0, -3, -4, -5, -6, -9, -2], dtype=np.float32)
BACKS = np.array([0, -0.5, -1, 0, -0.25, -2, 0], dtype=np.float32)


def small_model():
    """Return a model small enough to reckon by hand; its filters let everything pass."""
    pairs, triples = sorted(PAIRS), sorted(TRIPLES)
    pair_keys = np.array([a * SIZE + b for a, b in pairs], dtype=np.int64)
    triple_keys = np.array([pairs.index((a, b)) * SIZE + c for a, b, c in triples], dtype=np.int64)
    every = np.ones(1 << 24, dtype=np.bool_)
    return Ngrams(
        SIZE,
        WORDS,
        BACKS,
        pair_keys,
        np.array([PAIRS[pair][0] for pair in pairs], dtype=np.float32),
        np.array([PAIRS[pair][1] for pair in pairs], dtype=np.float32),
        triple_keys,
        np.array([TRIPLES[triple] for triple in triples], dtype=np.float32),
        every,
        every,
    )


MODEL = small_model()


def plainly(first, second, third):
    """Return a log probability by the book."""
    if third == 0:
        return 0.0
    if (first, second, third) in TRIPLES:
        return TRIPLES[first, second, third]
    back = PAIRS.get((first, second), (0, 0.0))[1]
    if (second, third) in PAIRS:
        return back + PAIRS[second, third][0]
    return back + BACKS[second] + WORDS[third]


@given(st.lists(st.tuples(*[st.integers(0, SIZE - 1)] * 3), min_size=1, max_size=30))
def test_it_backs_off_by_the_book(triples):
    """Each answer is that of a slow plain twin, whatever is asked beside it."""
    first, second, third = np.array(triples, dtype=np.int32).T
    found = MODEL.log_probability(first, second, third)
    assert found.tolist() == pytest.approx([plainly(*triple) for triple in triples])


def test_shapes_broadcast():
    """A column of histories and a row of words are every history with every word."""
    words = np.arange(SIZE, dtype=np.int32)
    table = MODEL.log_probability(words[:, None, None], words[None, :, None], words[None, None, :])
    assert table.shape == (SIZE, SIZE, SIZE)
    assert table[1, 2, 3] == pytest.approx(-0.125)


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("the prime minister", "the primary minister"),
        ("at a press conference", "at a media convention"),
        ("for the first time", "for the initial time"),
        ("has the right to", "has the suitable to"),
        ("nearly four hours", "practically quartet hours"),
    ],
)
def test_a_usual_line_is_likelier_than_a_spun_one(usual, odd):
    """What stands beside what is known, the joining words included."""
    assert line_log(usual) > line_log(odd) + 2


def line_log(line):
    lexicon, ngrams = load_lexicon(), load_ngrams()
    ids = np.array([0, 0, *(lexicon.ids[word] for word in line.split())], dtype=np.int32)
    return float(ngrams.log_probability(ids[:-2], ids[1:-1], ids[2:]).sum())
