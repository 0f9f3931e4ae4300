"""The spinner as a noisy channel: for each word, which other word may have stood there, and how likely.

A log-linear model over the words that a thesaurus joins to the one on the page, "nothing was replaced" being one more
choice, of score 0. Its features say what each choice does to the word's company: how likely it is between its
neighbours (``context``, by trigrams: what tells most), the counts of the pairs it makes, how near it is in sense,
whether it suits the page and the words around it, whether an article before it is right again, and what sister pages of
the event have in its place.

Source:
    The noisy channel of spelling correction (Kernighan, Church & Gale 1990), over a thesaurus instead of keystrokes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.context import CONTEXT_FEATURES, hear
from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "bias",
    "nearness",  # cosine of the two words
    "gain",  # log odds of the two pairs with the candidate over those with the word
    "listed",  # how many of the candidate's pairs are listed, 0-2
    "word_listed",  # how many of the word's own pairs are
    "bond",  # mutual information of the candidate's listed pairs
    "word_bond",
    "team",  # the same, with a neighbour that was replaced as well
    "topic",  # how much better the candidate suits the page
    "word_topic",
    "window",  # and the ten words around
    "word_window",
    "commoner",  # log frequency, candidate over word
    "frequency",
    "article_mended",  # the article before it was wrong and is right
    "article_broken",
    "name",  # both capitalised, inside a pair that is listed with the candidate alone
    "on_page",  # the candidate stands elsewhere on the page
    *CONTEXT_FEATURES,
)
_WINDOW = 5
_POOLED = 1.0
_TEAM_LEAST_NEARNESS = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What may have stood at P places of a page: C candidates each, with F features.

    Attributes:
        places: Index of each word in the reading, ascending; shape (P,).
        words: Its id; shape (P,).
        candidates: Ids; shape (P, C), 0 where there are no more.
        features: Shape (P, C, F), float32: `FEATURES`, and `SISTER_FEATURES` behind them where sisters were
            asked (``beside``).
    """

    places: NDArray[np.int64]
    words: NDArray[np.int32]
    candidates: NDArray[np.int32]
    features: NDArray[np.float32]

    def posteriors(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability that each candidate stood there; shape (P, C). What is left over: nothing replaced.

        Args:
            weights: One a feature; shape (F,).
        """
        raw = self.features @ weights
        likely = _odds(np.where(self.candidates > 0, raw, -np.inf), 0.0).sum(axis=1, keepdims=True)
        choice = _odds(np.where(self.candidates > 0, self._pooled(raw), -np.inf), -np.inf)
        posteriors: NDArray[np.float64] = likely * choice
        return posteriors

    def _pooled(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Let the places of one word agree on what stood there: a spinner turns one word into one other, page-wide."""
        _, first, group, counts = np.unique(self.words, return_index=True, return_inverse=True, return_counts=True)
        sums = np.zeros((len(counts), scores.shape[1]))
        np.add.at(sums, group, scores)
        others = counts[group][:, None] - 1
        mean = (sums[group] - scores) / np.maximum(others, 1)
        # A candidate that only a sister's frame names is another at each place.
        is_common = self.candidates == self.candidates[first][group]
        pooled: NDArray[np.float64] = scores + np.where(is_common & (others > 0), _POOLED * mean, 0)
        return pooled


def _odds(scores: NDArray[np.float64], nothing: float) -> NDArray[np.float64]:
    """Return the share of each choice of a row, beside one more of score ``nothing`` that is not returned."""
    highest = np.maximum(scores.max(axis=1, keepdims=True), max(nothing, -1e9))
    odds = np.exp(scores - highest)
    shares: NDArray[np.float64] = odds / (odds.sum(axis=1, keepdims=True) + np.exp(nothing - highest))
    return shares


def weigh_choices(reading: Reading, lexicon: Lexicon) -> Choices:
    """Describe, for every content word that the thesaurus knows, each word that may have stood there."""
    ids = reading.ids
    places = np.flatnonzero((ids > 0) & ~lexicon.is_function[ids] & (lexicon.related[ids, 0] > 0))
    candidates = lexicon.related[ids[places]]
    return Choices(places, ids[places], candidates, describe(reading, lexicon, places, candidates))


def describe(
    reading: Reading, lexicon: Lexicon, places: NDArray[np.int64], candidates: NDArray[np.int32]
) -> NDArray[np.float32]:
    """Return the `FEATURES` of candidates; shape (P, C, F), zeros where there is no candidate."""
    ids = reading.ids
    words = ids[places][:, None]
    left = np.broadcast_to(reading.left[places][:, None], candidates.shape)
    right = np.broadcast_to(reading.right[places][:, None], candidates.shape)
    columns = _company(lexicon, words, candidates, left, right)
    columns["nearness"] = np.einsum("pd,pcd->pc", lexicon.vectors[ids[places]], lexicon.vectors[candidates])
    columns["team"] = _teams(lexicon, reading, places, candidates)
    columns |= _subjects(lexicon, reading, places, candidates)
    columns |= _articles(lexicon, words, candidates, left)
    columns |= hear(reading, lexicon.ngrams, places, candidates)
    is_inside_name = (reading.is_capital & ~reading.is_opening)[places][:, None]
    columns["name"] = is_inside_name * np.minimum(columns["listed"], 1) * (columns["word_listed"] == 0)
    on_page = np.bincount(ids, minlength=len(lexicon.words)) > 0
    columns["on_page"] = on_page[candidates].astype(np.float32)
    return stack(columns, FEATURES, candidates)


def stack(
    columns: Mapping[str, NDArray[np.float32]], names: Sequence[str], candidates: NDArray[np.int32]
) -> NDArray[np.float32]:
    """Return columns of shape (P, C) as features of shape (P, C, F), zeros where there is no candidate."""
    features: NDArray[np.float32] = np.stack([columns[name] for name in names], axis=-1).astype(np.float32)
    features[candidates == 0] = 0
    return features


def _company(
    lexicon: Lexicon,
    words: NDArray[np.int32],
    candidates: NDArray[np.int32],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
) -> dict[str, NDArray[np.float32]]:
    """Compare the pairs that each candidate makes with its neighbours to those of the word on the page."""
    own = np.broadcast_to(words, candidates.shape)
    before, is_before = lexicon.pair(left, candidates)
    after, is_after = lexicon.pair(candidates, right)
    word_before, is_word_before = lexicon.pair(left[:, :1], words)
    word_after, is_word_after = lexicon.pair(words, right[:, :1])
    frequency, own_frequency = lexicon.unigrams[candidates], lexicon.unigrams[own]
    gain = before + after - frequency - (word_before + word_after - own_frequency[:, :1])
    bond = np.where(is_before, lexicon.bond(left, candidates, before), 0)
    bond = bond + np.where(is_after, lexicon.bond(candidates, right, after), 0)
    word_bond = np.where(is_word_before, lexicon.bond(left[:, :1], words, word_before), 0)
    word_bond = word_bond + np.where(is_word_after, lexicon.bond(words, right[:, :1], word_after), 0)
    one = np.ones(candidates.shape, dtype=np.float32)
    return {
        "bias": one,
        "gain": np.clip(gain, -8, 8),
        "listed": is_before.astype(np.float32) + is_after,
        "word_listed": one * (is_word_before.astype(np.float32) + is_word_after),
        "bond": np.clip(bond, -6, 14),
        "word_bond": one * np.clip(word_bond, -6, 14),
        "commoner": frequency - own_frequency,
        "frequency": own_frequency - 18,
    }


def _teams(
    lexicon: Lexicon, reading: Reading, places: NDArray[np.int64], candidates: NDArray[np.int32]
) -> NDArray[np.float32]:
    """Find pairs both of whose words may have been replaced: "media parley" for "press briefing".

    Asked only where the pair on the page is not listed, which keeps it to a few dozen pairs a page.
    """
    best = np.zeros(candidates.shape, dtype=np.float32)
    row_of = {int(place): row for row, place in enumerate(places)}
    rows = [(row_of[int(p)], row_of[int(p) + 1]) for p in places if reading.right[p] > 0 and int(p) + 1 in row_of]
    if rows:
        first, second = (np.array(side) for side in zip(*rows, strict=True))
        words = reading.ids[places]
        is_odd = ~lexicon.pair(words[first], words[second])[1]
        first, second = first[is_odd], second[is_odd]
        one, two = candidates[first][:, :, None], candidates[second][:, None, :]
        one, two = np.broadcast_arrays(one, two)
        logs, is_listed = lexicon.pair(np.ascontiguousarray(one), np.ascontiguousarray(two))
        near = [
            np.einsum("pd,pcd->pc", lexicon.vectors[words[rows_]], lexicon.vectors[candidates[rows_]])
            >= _TEAM_LEAST_NEARNESS
            for rows_ in (first, second)
        ]
        is_listed &= near[0][:, :, None] & near[1][:, None, :]
        bond = np.where(is_listed, np.clip(lexicon.bond(one, two, logs), 0, 10), 0).astype(np.float32)
        best[first] = bond.max(axis=2, initial=0)
        best[second] = np.maximum(best[second], bond.max(axis=1, initial=0))
    return best


def _subjects(
    lexicon: Lexicon, reading: Reading, places: NDArray[np.int64], candidates: NDArray[np.int32]
) -> dict[str, NDArray[np.float32]]:
    """Tell how well each choice suits the page as a whole and the words around it."""
    ids = np.where(lexicon.is_function[reading.ids], 0, reading.ids)
    vectors = lexicon.vectors[ids]
    known = max(int((ids > 0).sum()), 1)
    own = lexicon.vectors[reading.ids[places]]
    page = vectors.sum(axis=0) / known
    sums = np.cumsum(np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors]), axis=0)
    low, high = np.maximum(places - _WINDOW, 0), np.minimum(places + _WINDOW + 1, len(ids))
    around = (sums[high] - sums[low] - own) / (2 * _WINDOW)
    word_topic = own @ page - 1 / known
    word_window = np.einsum("pd,pd->p", own, around)
    other = lexicon.vectors[candidates]
    one = np.ones(candidates.shape, dtype=np.float32)
    return {
        "topic": other @ page - word_topic[:, None],
        "word_topic": one * word_topic[:, None],
        "window": np.einsum("pcd,pd->pc", other, around) - word_window[:, None],
        "word_window": one * word_window[:, None],
    }


def _articles(
    lexicon: Lexicon, words: NDArray[np.int32], candidates: NDArray[np.int32], left: NDArray[np.int32]
) -> dict[str, NDArray[np.float32]]:
    """Tell where a candidate mends the article before it ("a actual": a real), and where it would break it."""
    wants = (left == lexicon.ids["an"]).astype(np.int8) - (left == lexicon.ids["a"]).astype(np.int8)
    word_fits, fits = lexicon.vowel[words] * wants, lexicon.vowel[candidates] * wants
    return {
        "article_mended": ((word_fits < 0) & (fits > 0)).astype(np.float32),
        "article_broken": ((word_fits > 0) & (fits < 0)).astype(np.float32),
    }
