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

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The counts are of 1.02e12 words and leave out pairs seen fewer than 1e5 times. A pair that is not listed is taken to
# be a good deal rarer than that, or as rare as chance would have it.
_LOG_TOTAL = float(np.log(1.024908e12))
_LOG_UNLISTED = float(np.log(1e5)) - 1.5
_EIGHTHS = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """W words, ids 1 to W; id 0 is a word that is not listed. All arrays are read-only.

    Attributes:
        words: The word of each id; ``words[0]`` is empty.
        ids: The id of each word.
        unigrams: Natural log of its count; shape (W + 1,), float32.
        bigram_keys: ``first * (W + 1) + second`` of each listed pair, ascending; int64.
        bigrams: Natural log of its count, float32; -1 stands behind the last, for what is not listed.
        related: Words that a word may have replaced, nearest first, 0 at the end; shape (W + 1, K), int32.
        vectors: Unit vectors of what a word is about; shape (W + 1, 50), float32, zeros where unknown.
        is_function: Words that only join others; shape (W + 1,), bool.
        vowel: Whether the word asks for "an": 1 it does, -1 it asks for "a", 0 its letters do not tell; int8.
    """

    words: tuple[str, ...]
    ids: dict[str, int]
    unigrams: NDArray[np.float32]
    bigram_keys: NDArray[np.int64]
    bigrams: NDArray[np.float32]
    related: NDArray[np.int32]
    vectors: NDArray[np.float32]
    is_function: NDArray[np.bool_]
    vowel: NDArray[np.int8]

    def pair(
        self, first: NDArray[np.int32], second: NDArray[np.int32]
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the log count of each pair of words, and whether it is listed; arrays of one shape.

        Where one of the two is 0 there is no pair to ask about, and the log count is that of the other word alone.
        """
        keys = first.astype(np.int64) * len(self.words) + second
        found = np.searchsorted(self.bigram_keys, keys)
        found[found == len(self.bigram_keys)] = 0
        is_word = (first > 0) & (second > 0)
        is_listed = (self.bigram_keys[found] == keys) & is_word
        first_log, second_log = self.unigrams[first], self.unigrams[second]
        by_chance = np.minimum(first_log + second_log - _LOG_TOTAL, _LOG_UNLISTED)
        alone = np.where(first > 0, first_log, 0) + np.where(second > 0, second_log, 0)
        logs = np.where(is_listed, self.bigrams[found], np.where(is_word, by_chance, alone))
        return logs.astype(np.float32), is_listed

    def bond(
        self, first: NDArray[np.int32], second: NDArray[np.int32], logs: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return the pointwise mutual information of pairs whose log counts are ``logs``: 0 by chance, 10 for a name."""
        bond: NDArray[np.float32] = logs - self.unigrams[first] - self.unigrams[second] + np.float32(_LOG_TOTAL)
        return bond


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the packaged tables (about 60 ms, once)."""
    with files("filiation.spun").joinpath("data", "lexicon.npz").open("rb") as file, np.load(file) as tables:
        words = ("", *tables["words"].tobytes().decode().split("\n"))
        unigrams = tables["unigrams"].astype(np.float32) / np.float32(_EIGHTHS)
        keys = np.cumsum(tables["bigram_steps"], dtype=np.int64)
        bigrams = tables["bigrams"].astype(np.float32) / np.float32(_EIGHTHS)
        related = tables["related"].astype(np.int32)
        vectors = tables["vectors"].astype(np.float32) / np.float32(127)
    is_function = np.array([word in _FUNCTION_WORDS for word in words])
    vowel = np.array([_asks_for_an(word) for word in words], dtype=np.int8)
    for table in (unigrams, keys, bigrams, related, vectors, is_function, vowel):
        table.flags.writeable = False
    ids = {word: place for place, word in enumerate(words) if word}
    return Lexicon(words, ids, unigrams, keys, bigrams, related, vectors, is_function, vowel)


def _asks_for_an(word: str) -> int:
    """Tell by its letters whether a word asks for "an" (1) or "a" (-1); 0 where letters are no guide."""
    if len(word) < 3 or word.startswith(_EITHER):
        return 0
    return 1 if word[0] in "aeiou" else -1


# Letters that lie about the sound: a one-off, a European, a unit, an hour, an heir, an FBI; "an historic" is a taste.
_EITHER = ("one", "once", "eu", "ew", "u", "h", "y", "x")

_FUNCTION_WORDS = frozenset(
    [
        "a",
        "about",
        "above",
        "across",
        "after",
        "again",
        "against",
        "ago",
        "all",
        "almost",
        "along",
        "already",
        "also",
        "although",
        "always",
        "am",
        "among",
        "an",
        "and",
        "another",
        "any",
        "anyone",
        "anything",
        "are",
        "aren't",
        "around",
        "as",
        "at",
        "away",
        "back",
        "be",
        "became",
        "because",
        "become",
        "been",
        "before",
        "behind",
        "being",
        "below",
        "beside",
        "besides",
        "between",
        "beyond",
        "both",
        "but",
        "by",
        "can",
        "can't",
        "cannot",
        "could",
        "couldn't",
        "did",
        "didn't",
        "do",
        "does",
        "doesn't",
        "doing",
        "don't",
        "done",
        "down",
        "during",
        "each",
        "either",
        "else",
        "enough",
        "even",
        "ever",
        "every",
        "everyone",
        "everything",
        "few",
        "fewer",
        "for",
        "from",
        "further",
        "had",
        "hadn't",
        "has",
        "hasn't",
        "have",
        "haven't",
        "having",
        "he",
        "he'd",
        "he'll",
        "he's",
        "her",
        "here",
        "hers",
        "herself",
        "him",
        "himself",
        "his",
        "how",
        "however",
        "i",
        "i'd",
        "i'll",
        "i'm",
        "i've",
        "if",
        "in",
        "inside",
        "instead",
        "into",
        "is",
        "isn't",
        "it",
        "it'd",
        "it'll",
        "it's",
        "its",
        "itself",
        "just",
        "last",
        "least",
        "less",
        "let",
        "like",
        "many",
        "may",
        "me",
        "might",
        "mine",
        "more",
        "most",
        "mr",
        "mrs",
        "ms",
        "much",
        "must",
        "my",
        "myself",
        "near",
        "neither",
        "never",
        "next",
        "no",
        "nobody",
        "none",
        "nor",
        "not",
        "nothing",
        "now",
        "of",
        "off",
        "often",
        "on",
        "once",
        "one",
        "only",
        "onto",
        "or",
        "other",
        "others",
        "our",
        "ours",
        "out",
        "outside",
        "over",
        "own",
        "per",
        "perhaps",
        "quite",
        "rather",
        "s",
        "same",
        "she",
        "she'd",
        "she'll",
        "she's",
        "should",
        "shouldn't",
        "since",
        "so",
        "some",
        "someone",
        "something",
        "soon",
        "still",
        "such",
        "t",
        "than",
        "that",
        "that's",
        "the",
        "their",
        "theirs",
        "them",
        "themselves",
        "then",
        "there",
        "there's",
        "these",
        "they",
        "they'd",
        "they'll",
        "they're",
        "they've",
        "this",
        "those",
        "though",
        "through",
        "throughout",
        "thus",
        "to",
        "together",
        "too",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "was",
        "wasn't",
        "we",
        "we'd",
        "we'll",
        "we're",
        "we've",
        "well",
        "were",
        "weren't",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "won't",
        "would",
        "wouldn't",
        "yes",
        "yet",
        "you",
        "you'll",
        "you're",
        "your",
        "yours",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "first",
        "second",
        "third",
    ]
)
