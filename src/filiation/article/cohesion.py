"""Which lines of a page speak of the same things: what parts a story from the plea and the teasers below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.lines import UNSPACED, Lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CONTENT_LETTERS = 4
"""Shorter words say little of the topic; a pair of characters of an unspaced script does."""
_NEAR = 12
"""Lines to either side that speak with a line."""
_BELOW = 25
"""Lines under a headline that may take up its words."""
NOWHERE = 1 << 40
"""A distance that no page has."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohesion:
    """Content words of each of L lines, and how many of them stand in other lines of prose; shape (L,) each.

    Attributes:
        content: Content words of the line.
        near: Of them, those that a line of prose near by shares.
        after: Those that a line of prose shortly after shares.
        before: Those that one shortly before shares.
        echoed: Those that a line of prose anywhere in the next screenful shares: what a headline's words do.
    """

    content: NDArray[np.float64]
    near: NDArray[np.float64]
    after: NDArray[np.float64]
    before: NDArray[np.float64]
    echoed: NDArray[np.float64]


def cohere(lines: Lines, is_prose: NDArray[np.bool_]) -> Cohesion:
    """Measure the cohesion of each line with the page's prose (a mask of lines). Cost: W log W for W words."""
    is_pair = (lines.kinds[lines.word_starts] & UNSPACED) != 0
    content = np.flatnonzero((lines.word_ends - lines.word_starts >= _CONTENT_LETTERS) | is_pair)
    owner = lines.word_lines[content]
    onward, backward = _distances(lines.word_types[content], owner, is_prose)

    def count(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(owner, weights=mask, minlength=len(lines)).astype(np.float64)

    return Cohesion(
        content=count(np.ones(len(content), dtype=bool)),
        near=count((onward <= _NEAR) | (backward <= _NEAR)),
        after=count(onward <= _NEAR),
        before=count(backward <= _NEAR),
        echoed=count(onward <= _BELOW),
    )


def _distances(
    types: NDArray[np.int64], owner: NDArray[np.int64], is_prose: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each word, the lines to the next and to the last line of prose, not its own, that has its form."""
    stride = len(is_prose) + 1
    keys = types * stride + owner
    anchors = np.unique(keys[is_prose[owner]])
    onward = np.full(len(keys), NOWHERE)
    backward = np.full(len(keys), NOWHERE)
    if not len(anchors):
        return onward, backward
    at = np.searchsorted(anchors, keys, side="right")
    other = anchors[np.minimum(at, len(anchors) - 1)]
    same = (at < len(anchors)) & (other // stride == types)
    onward[same] = (other - keys)[same]
    at = np.searchsorted(anchors, keys, side="left") - 1
    other = anchors[np.maximum(at, 0)]
    same = (at >= 0) & (other // stride == types)
    backward[same] = (keys - other)[same]
    return onward, backward
