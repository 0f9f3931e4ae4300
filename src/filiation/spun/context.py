"""The words around a word, as a trigram model hears them: with it, and with each word that may have stood there.

Signs are passed over, as they are in the model: "however, the"; a sentence's ends are heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.ngrams import Ngrams
from filiation.spun.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTEXT_FEATURES = (
    "before",  # log odds of the candidate over the word, after the two words before
    "after",  # log odds of the two words after, after the candidate over after the word
    "word_before",  # by how much likelier the word is after those before than anywhere
    "word_after",  # by how much likelier the next word is after it than anywhere
    "word_followed",  # log probability of the two words after
)
# One n-gram that no text has must not outweigh the rest of the page.
_MOST = 12.0


def hear(
    reading: Reading, ngrams: Ngrams, places: NDArray[np.int64], candidates: NDArray[np.int32]
) -> dict[str, NDArray[np.float32]]:
    """Return the `CONTEXT_FEATURES` of candidates, shape (P, C), at P places of a reading.

    Cost: six searches a candidate.
    """
    around = [ids[places][:, None] for ids in neighbours(reading, ngrams)]
    words = reading.ids[places][:, None]
    before, after = _follow(ngrams, around, candidates)
    word_before, word_after = _follow(ngrams, around, words)
    following, last = around[2], around[3]
    anywhere = np.where(following > 0, ngrams.words[following] + ngrams.words[last], 0)
    one = np.ones(candidates.shape, dtype=np.float32)
    columns = {
        "before": np.clip(before - word_before, -_MOST, _MOST),
        "after": np.clip(after - word_after, -_MOST, _MOST),
        "word_before": one * np.clip(word_before - ngrams.words[words], -4, _MOST),
        "word_after": one * np.clip(word_after - anywhere, -4, _MOST),
        "word_followed": one * np.clip(word_after, -25, 0),
    }
    return {name: column.astype(np.float32) for name, column in columns.items()}


def _follow(
    ngrams: Ngrams, around: list[NDArray[np.int32]], words: NDArray[np.int32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the log probability of words where they stand, and that of the two words after them."""
    second_before, before, after, second_after = around
    own = ngrams.log_probability(second_before, before, words)
    following = ngrams.log_probability(before, words, after) + ngrams.log_probability(words, after, second_after)
    return own, following


def neighbours(reading: Reading, ngrams: Ngrams) -> list[NDArray[np.int32]]:
    """Return the ids of the second word and the word before each word, of the word and the second word after.

    A sentence opens and ends with words of their own; beyond them, and beyond a word that is not listed, is 0.
    """
    ids, sentence = reading.ids, reading.sentence
    goes_on = sentence[1:] == sentence[:-1]
    has_before, has_after = np.concatenate([[False], goes_on]), np.concatenate([goes_on, [False]])
    before = np.where(has_before, np.roll(ids, 1), ngrams.opening)
    after = np.where(has_after, np.roll(ids, -1), ngrams.ending)
    second_before = np.where(has_before & (before > 0), np.roll(before, 1), 0)
    second_after = np.where(has_after & (after > 0), np.roll(after, -1), 0)
    return [table.astype(np.int32) for table in (second_before, before, after, second_after)]
