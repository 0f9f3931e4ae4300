"""Rarity is counted in families: neither a story's copies nor the few of them that stand alone make its words common."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from filiation.cluster.pairs import _Rarity
from filiation.cluster.sketches import post

RUN = np.array([7], dtype=np.uint64)


def common(families, own):
    """Return whether the one run of words that all texts share is common to a pair of ``own`` families."""
    rarity = _Rarity(post([RUN] * len(families)), np.array(families, dtype=np.int64))
    text = SimpleNamespace(shingles=RUN)
    return rarity.count(text, text, own) == (1, 1)


@pytest.mark.parametrize(
    ("families", "own", "expected"),
    [
        ([0] * 20, 1, False),  # one family
        ([0] * 20 + [20, 21, 22, 23], 1, False),  # a story, and four heavily edited copies
        ([0] * 20 + [20, 21, 22, 23], 2, False),  # one of the four, beside the story
        (list(range(6)), 2, True),  # a form: six instances
        ([0, 0, 0, *range(3, 12)], 2, True),  # a form of which three instances look like one family
        ([0, 1, 2], 2, False),  # a third text is no crowd
    ],
)
def test_what_many_families_share_is_common(families, own, expected):
    """A run of words is common where several families share it and no few of them have most of it."""
    assert common(families, own) is expected
