"""What sister pages of one event attest: words, pairs and triples of words, and sentences that mean the same.

Names and figures are what a spinner cannot change, so the words around them stand as they stood: where a sister page
has "Deputy Finance Minister Ilse Brandt" and this one "Deputy Funding Minister Ilse Brandt", the frame proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.archive.page import PageId
from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import MARKS, Reading
from filiation.text import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Cosine from which a sister's sentence is taken to tell what this sentence tells. Between a spun sentence and its
# original it is .835 at least (12 pairs of a real case), between other sentences of one story .68 at most.
SAME_MATTER = 0.62


@dataclass(frozen=True, slots=True, eq=False)
class Attested:
    """What the sisters say, for look-up by `Reading.marks`. Arrays are read-only; keys ascend.

    Attributes:
        words: Marks of the words they have.
        pairs: Keys of neighbouring content words, over function words between them.
        frames: Keys of the content words on both sides of a content word, one a frame.
        framed: The mark of the word that most often stands in each of the ``frames``.
        triples: Keys of three neighbouring content words.
        matter: Keys of (sentence of this page, word of a sister's sentence that means the same).
    """

    words: NDArray[np.int64]
    pairs: NDArray[np.int64]
    frames: NDArray[np.int64]
    framed: NDArray[np.int64]
    triples: NDArray[np.int64]
    matter: NDArray[np.int64]

    def has(self, words: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which words the sisters have."""
        return _among(self.words, words)

    def has_pair(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which pairs the sisters have side by side."""
        return _among(self.pairs, first * MARKS + second) & (first > 0) & (second > 0)

    def has_triple(
        self, first: NDArray[np.int64], second: NDArray[np.int64], third: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Tell which triples they have side by side."""
        keys = (first * MARKS + second) * MARKS + third
        return _among(self.triples, keys) & (first > 0) & (second > 0) & (third > 0)

    def has_in_matter(self, sentences: NDArray[np.int32], words: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which words stand in a sister's sentence that means what this page's sentence means."""
        return _among(self.matter, sentences * np.int64(MARKS) + words) & (words > 0)

    def in_frame(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the word that the sisters have between two others; 0 where none."""
        keys = before * MARKS + after
        is_framed = _among(self.frames, keys) & (before > 0) & (after > 0)
        found = np.searchsorted(self.frames, keys) * is_framed
        return np.where(is_framed, self.framed[found], 0) if len(self.framed) else np.zeros_like(keys)


def attest(
    vectors: NDArray[np.float32], sisters: Sequence[tuple[Reading, NDArray[np.float32]]], lexicon: Lexicon
) -> Attested:
    """Index what the sisters say.

    Args:
        vectors: Unit vectors of this page's sentences; shape (S, D).
        sisters: The reading of each sister and the unit vectors of its sentences.
        lexicon: Its ids are the readings' ids.
    """
    words, pairs, frames, triples, matter = [], [], [], [], []
    for reading, others in sisters:
        is_content = ~lexicon.is_function[reading.ids]
        before, marks, after = reading.before[is_content], reading.marks[is_content], reading.after[is_content]
        words.append(reading.marks)
        pairs.append(marks * MARKS + after)
        triples.append((before * MARKS + marks) * MARKS + after)
        is_framed = (before > 0) & (after > 0)
        frames.append(np.stack([before * MARKS + after, marks], axis=1)[is_framed])
        if len(vectors) and len(others):
            for sentence, other in zip(*np.nonzero(vectors @ others.T >= SAME_MATTER), strict=True):
                matter.append(sentence * MARKS + reading.marks[reading.sentence == other])
    keys, framed = _commonest(np.concatenate(frames) if frames else np.zeros((0, 2), dtype=np.int64))
    return Attested(_keys(words), _keys(pairs), keys, framed, _keys(triples), _keys(matter))


def _commonest(frames: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each frame once, ascending, with the word that stands in it most often, the smallest mark of equals."""
    if not len(frames):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rows, counts = np.unique(frames, axis=0, return_counts=True)
    order = np.lexsort((rows[:, 1], -counts, rows[:, 0]))
    keys, first = np.unique(rows[order, 0], return_index=True)
    return keys, rows[order[first], 1]


def find_witness(
    sisters: Sequence[tuple[PageId, Reading]], before: int, word: int, after: int
) -> tuple[PageId, Span] | None:
    """Return where a sister has a word (all by mark): between both neighbours, else by one; None where by neither."""
    best: tuple[int, PageId, Span] | None = None
    for page, reading in sisters:
        for place in np.flatnonzero(reading.marks == word):
            agreement = int(before > 0 and reading.before[place] == before)
            agreement += int(after > 0 and reading.after[place] == after)
            if agreement > (best[0] if best else 0):
                best = (agreement, page, reading.span(int(place), int(place) + 1))
    return None if best is None else (best[1], best[2])


def _keys(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
    keys.flags.writeable = False
    return keys


def _among(keys: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(keys):
        return np.zeros(asked.shape, dtype=np.bool_)
    found = np.searchsorted(keys, asked)
    found[found == len(keys)] = 0
    among: NDArray[np.bool_] = keys[found] == asked
    return among
