"""An invented language, in which some words are common and some look alike."""

from __future__ import annotations

import itertools
from bisect import bisect
from random import Random

ONSETS = [
    "b",
    "br",
    "c",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "th",
    "v",
    "w",
]
CORES = ["a", "e", "i", "o", "u", "ei", "ie"]
CODAS = ["", "", "", "n", "r", "l", "s", "m", "t", "nd", "rt", "ff", "ll"]
LEXICON = 1200
LINKS = 30
"""The commonest words, short ones, between which the others stand."""


class Language:
    """An invented language: words by rank, the commonest short; which may be taken for which."""

    def __init__(self, random: Random) -> None:
        words: dict[str, None] = {}
        while len(words) < LEXICON:
            size = 1 if len(words) < LINKS else random.choice((1, 2, 2, 2, 3, 3))
            words[
                "".join(f"{random.choice(ONSETS)}{random.choice(CORES)}" for _ in range(size)) + random.choice(CODAS)
            ] = None
        self.words = list(words)
        self._known = frozenset(words)
        self.slips: dict[str, str] = {}
        """Slips that were made, each with the word that was meant: what the next scribe may see through."""
        self._links = list(itertools.accumulate(1 / (rank + 1) for rank in range(LINKS)))
        self._others = list(itertools.accumulate(1 / (rank + 8) for rank in range(LEXICON - LINKS)))
        by_start: dict[str, list[str]] = {}
        for word in self.words:
            by_start.setdefault(word[:2], []).append(word)
        self._alike = by_start

    def word(self, random: Random, *, is_link: bool) -> str:
        """Draw a word by its frequency (Zipf)."""
        sums = self._links if is_link else self._others
        return self.words[bisect(sums, random.random() * sums[-1]) + (0 if is_link else LINKS)]

    def alike(self, word: str, random: Random) -> str:
        """Draw one of the few words that look most like another; the word itself where none does."""
        near = [other for other in self._alike.get(word[:2], ()) if other != word and abs(len(other) - len(word)) < 2]
        return random.choice(near[:3]) if near else word

    def slipped(self, word: str, random: Random) -> str:
        """Leave a letter out, double one, or turn two; what comes out is remembered where it is no word."""
        at = random.randrange(len(word))
        turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        found = random.choice((word[:at] + word[at + 1 :], word[: at + 1] + word[at:], turned)) or word
        if found not in self._known:
            self.slips.setdefault(found, word)
        return found
