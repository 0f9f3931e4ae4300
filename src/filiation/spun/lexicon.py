"""The lexicon: which words go together in English, which mean nearly the same, and what they are about.

The tables are built by ``tools/build_spun_resources.py`` from a web corpus' word and pair counts, titles of Wikipedia
articles, the Moby thesaurus and GloVe vectors; ``data/SOURCE.md`` tells versions and licences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.ngrams import Ngrams, load_ngrams

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The counts are of 1.02e12 words and leave out pairs seen fewer than 1e5 times. A pair that is not listed is taken to
# be a good deal rarer than that, or as rare as chance would have it.
_LOG_TOTAL = float(np.log(1.024908e12))
_LOG_UNLISTED = float(np.log(1e5)) - 1.5
_EIGHTHS = 8.0
_SLOTS = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """W words, ids 1 to W; id 0 is a word that is not listed. All arrays are read-only.

    Attributes:
        words: The word of each id; ``words[0]`` is empty.
        ids: The id of each word.
        unigrams: Natural log of its count; shape (W + 1,), float32.
        bigram_keys: ``first * (W + 1) + second`` of each listed pair, ascending; int64.
        bigrams: Natural log of its count, float32.
        may_be_listed: A filter in front of ``bigram_keys``: False where a key's slot has no pair; most pairs that are
            asked for are not listed, and one look here is ten times as fast as a search there.
        related: Words that a word may have replaced, nearest first, 0 at the end; shape (W + 1, K), int32.
        vectors: Unit vectors of what a word is about; shape (W + 1, 50), float32, zeros where unknown.
        is_function: Words that only join others; shape (W + 1,), bool.
        vowel: Whether the word asks for "an": 1 it does, -1 it asks for "a", 0 its letters do not tell; int8.
        ngrams: What follows what, over the same ids.
    """

    words: tuple[str, ...]
    ids: dict[str, int]
    unigrams: NDArray[np.float32]
    bigram_keys: NDArray[np.int64]
    bigrams: NDArray[np.float32]
    may_be_listed: NDArray[np.bool_]
    related: NDArray[np.int32]
    vectors: NDArray[np.float32]
    is_function: NDArray[np.bool_]
    vowel: NDArray[np.int8]
    ngrams: Ngrams

    def pair(
        self, first: NDArray[np.int32], second: NDArray[np.int32]
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the log count of each pair of words, and whether it is listed; arrays of one shape.

        Where one of the two is 0 there is no pair to ask about, and the log count is that of the other word alone.
        """
        keys = first.astype(np.int64) * len(self.words) + second
        is_word = (first > 0) & (second > 0)
        is_listed = self.may_be_listed[_slots(keys)] & is_word
        asked = np.flatnonzero(is_listed)
        found = np.searchsorted(self.bigram_keys, keys.flat[asked])
        found[found == len(self.bigram_keys)] = 0
        is_found = self.bigram_keys[found] == keys.flat[asked]
        is_listed.flat[asked] = is_found
        first_log, second_log = self.unigrams[first], self.unigrams[second]
        by_chance = np.minimum(first_log + second_log - _LOG_TOTAL, _LOG_UNLISTED)
        alone = np.where(first > 0, first_log, 0) + np.where(second > 0, second_log, 0)
        logs: NDArray[np.float32] = np.where(is_word, by_chance, alone).astype(np.float32)
        logs.flat[asked[is_found]] = self.bigrams[found[is_found]]
        return logs, is_listed

    def bond(
        self, first: NDArray[np.int32], second: NDArray[np.int32], logs: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return the pointwise mutual information of pairs whose log counts are ``logs``: 0 by chance, 10 for a name."""
        bond: NDArray[np.float32] = logs - self.unigrams[first] - self.unigrams[second] + np.float32(_LOG_TOTAL)
        return bond


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the packaged tables (about .2 s, once; 110 MB)."""
    folder = files("filiation.spun").joinpath("data")
    with folder.joinpath("lexicon.npz").open("rb") as file, np.load(file) as tables:
        words = ("", *tables["words"].tobytes().decode().split("\n"))
        unigrams = tables["unigrams"].astype(np.float32) / np.float32(_EIGHTHS)
        keys = np.cumsum(tables["bigram_steps"], dtype=np.int64)
        bigrams = tables["bigrams"].astype(np.float32) / np.float32(_EIGHTHS)
        related = tables["related"].astype(np.int32)
        vectors = tables["vectors"].astype(np.float32) / np.float32(127)
    joining = frozenset(folder.joinpath("function_words.txt").read_text(encoding="utf-8").split())
    is_function = np.array([word in joining for word in words])
    vowel = np.array([_asks_for_an(word) for word in words], dtype=np.int8)
    may_be_listed = np.zeros(_SLOTS, dtype=np.bool_)
    may_be_listed[_slots(keys)] = True
    for table in (unigrams, keys, bigrams, may_be_listed, related, vectors, is_function, vowel):
        table.flags.writeable = False
    ids = {word: place for place, word in enumerate(words) if word}
    return Lexicon(
        words, ids, unigrams, keys, bigrams, may_be_listed, related, vectors, is_function, vowel, load_ngrams()
    )


def _slots(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the slot of each key: a multiplicative hash (Knuth), 0 to `_SLOTS` - 1."""
    slots: NDArray[np.int64] = (keys * 2654435761 >> 8) & (_SLOTS - 1)
    return slots


def _asks_for_an(word: str) -> int:
    """Tell by its letters whether a word asks for "an" (1) or "a" (-1); 0 where letters are no guide."""
    if len(word) < 3 or word.startswith(_EITHER):
        return 0
    return 1 if word[0] in "aeiou" else -1


# Letters that lie about the sound: a one-off, a European, a unit, an hour, an heir, an FBI; "an historic" is a taste.
_EITHER = ("one", "once", "eu", "ew", "u", "h", "y", "x")
