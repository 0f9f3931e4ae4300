"""What an alignment promises, whatever the texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from filiation.cluster.alignment import align

WORDS = st.lists(st.integers(0, 12), max_size=60)


def codes(words: list[int]) -> np.ndarray:
    return np.asarray(words, dtype=np.uint64)


@given(WORDS, WORDS)
def test_runs_agree_and_no_word_is_used_twice(a: list[int], b: list[int]) -> None:
    """Each run reads alike in both texts, and every word stands in at most one run."""
    found = align(codes(a), codes(b))
    used_a, used_b = [], []
    for x, y, length in found.blocks:
        assert a[x : x + length] == b[y : y + length]
        used_a += range(x, x + length)
        used_b += range(y, y + length)
    assert len(used_a) == len(set(used_a)) == found.shared
    assert len(used_b) == len(set(used_b))


@given(WORDS)
def test_a_text_stands_whole_in_itself(a: list[int]) -> None:
    """A text aligned with itself shares every word."""
    assert align(codes(a), codes(a)).shared == len(a)


@given(st.lists(st.integers(0, 10**6), min_size=8, max_size=40, unique=True), st.integers(0, 20), st.integers(0, 20))
def test_edges_count(passage: list[int], before: int, after: int) -> None:
    """A passage is found whole at a text's beginning, middle and end."""
    other = [*range(2_000_000, 2_000_000 + before), *passage, *range(3_000_000, 3_000_000 + after)]
    found = align(codes(passage), codes(other))
    assert found.shared == len(passage)
    assert [(p.a_start, p.a_end, p.b_start, p.b_end) for p in found.passages] == [
        (0, len(passage), before, before + len(passage))
    ]


@given(st.lists(st.integers(0, 10**6), min_size=30, max_size=60, unique=True), st.integers(8, 20))
def test_a_moved_passage_is_found(words: list[int], cut: int) -> None:
    """What stood first and now stands last is shared all the same, and counted as moved."""
    found = align(codes(words), codes([*words[cut:], *words[:cut]]))
    assert found.shared == len(words)
    assert found.moved == min(cut, len(words) - cut)


def test_stray_words_are_no_passage() -> None:
    """Single words that agree in order, far apart, are not shared text."""
    a = [word for i in range(40) for word in (i, 1000 + i, 2000 + i, 3000 + i, 4000 + i, 5000 + i)]
    b = [word for i in range(40) for word in (i, 6000 + i, 7000 + i, 8000 + i, 9000 + i, 9500 + i)]
    assert align(codes(a), codes(b)).shared == 0
