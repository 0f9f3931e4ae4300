"""Linking a few reports without scipy."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from filiation.cluster.events import link_few


@given(st.integers(2, 9), st.integers(0, 2**32 - 1), st.floats(0.2, 0.8))
def test_few_reports_are_linked_as_scipy_links_them(size, seed, threshold):
    """Average linkage of a few reports parts them as scipy's does (random likenesses, so that no tie of means decides)."""
    upper = np.random.default_rng(seed).random(size * (size - 1) // 2)
    likeness = np.eye(size, dtype=np.float32)
    likeness[np.triu_indices(size, 1)] = upper
    likeness = np.maximum(likeness, likeness.T)
    distances = np.round(1.0 - likeness[np.triu_indices(size, 1)].astype(np.float64), 6)
    theirs = fcluster(linkage(distances, "average"), 1.0 - threshold, "distance")
    ours = link_few(likeness, threshold)
    assert {tuple(np.flatnonzero(theirs == g)) for g in theirs} == {
        tuple(i for i, h in enumerate(ours) if h == g) for g in ours
    }
