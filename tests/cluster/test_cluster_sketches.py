"""Candidates: whoever shares enough is found, and a frequent shingle costs no more than its texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings as hypothesis_settings, strategies as st

from filiation.cluster.pairs import components
from filiation.cluster.profile import shingle
from filiation.cluster.sketches import ALL_PAIRS_LIMIT, find_candidates, post


def of_words(words: list[int]) -> np.ndarray:
    return np.unique(shingle(np.asarray(words, dtype=np.uint64)))


@given(st.integers(0, 5), st.integers(60, 200), st.integers(12, 40))
@hypothesis_settings(deadline=None)
def test_a_cut_is_a_candidate_of_its_whole(seed: int, size: int, kept: int) -> None:
    """A passage of a text finds the text, however long that is, and strangers are not found."""
    words = np.random.default_rng(seed).integers(0, 10**9, size).tolist()
    stranger = np.random.default_rng(seed + 100).integers(0, 10**9, size).tolist()
    found = find_candidates(post([of_words(words), of_words(words[-kept:]), of_words(stranger)]))
    assert found.tolist() == [[0, 1]]


def test_a_story_in_hundreds_of_papers_stays_one_at_linear_cost() -> None:
    """Frequent shingles link all their texts, with a few links a text."""
    words = list(range(200))
    count = 20 * ALL_PAIRS_LIMIT
    texts = [of_words([*words, 10_000 + i, 20_000 + i, 30_000 + i]) for i in range(count)]
    found = find_candidates(post(texts))
    assert len(found) < 3 * count
    assert len(set(components(count, [(a, b) for a, b in found.tolist()]))) == 1


def test_nothing_gives_nothing() -> None:
    """No text, or texts without words, have no candidates."""
    assert find_candidates(post([])).shape == (0, 2)
    assert find_candidates(post([of_words([]), of_words([])])).shape == (0, 2)
