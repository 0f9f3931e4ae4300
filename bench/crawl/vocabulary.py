"""An invented language in the proportions of news: words by rank, stock phrases, names, figures; drawn many at a time.

Function words are English; all others are invented of syllables. A text is a row of chunks: one word, or a stock phrase
of three to six (Zipf's law for both, `PHRASE_SHARE` of the chunks are phrases), so that runs of three words recur as they
do in wire copy; ``likeness.py`` prints both distributions. Some chunks are *slots*, filled from the story's own few
words, names and figures: what makes a story's text cohere, and what a form changes from one instance to the next.

A word is a *token*: ``2 * code + comma``. Codes below 0 are slots: ``-1 - slot``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

CONTENT, NAMES, FIGURES, PHRASES = 60_000, 20_000, 16_000, 60_000
# Fitted by hand to Reuters-21578 (`likeness.py`).
PHRASE_SHARE, PHRASE_SLOPE, PHRASE_FLAT = 0.2, 1.0, 60.0
WORD_SLOPE, WORD_FLAT = 0.95, 8.0
FUNCTION_SHARE, CONTENT_SHARE = 0.42, 0.27
COMMAS = 0.05

DRAWS = 1 << 20
"""Entries of a table to draw from: one look-up instead of a search."""

OWN_CONTENT, OWN_NAMES, OWN_FIGURES = 36, 8, 14
OWN = OWN_CONTENT + OWN_NAMES + OWN_FIGURES
"""Slots of a story: its content words first, then its names, then its figures."""


def _listed(words: str) -> list[str]:
    return words.split()


_FUNCTION = _listed("""the of to in a and said for on that by is at from with it was be as will its has would an not which have
but are he or were been had up this more also last one than about their after market when they other some two new if could
between first against no we all his before there only over out while who may did any most these under per what into during
down i three should made such due expected told because because still now since then next both can through says those much
very so well our them where being she her him you your my off another even each few around early late within without
according earlier including called already however though yet again among until same every like just added four five six
seven eight nine ten since half third second total part rate year years month week today yesterday end quarter major
government company people officials spokesman statement time number state group president minister country percent""")
_ONSETS = _listed("b b br c c ch d d dr f f g gr h j k l l m m n n p p pr r r s s sh st t t tr v v w")
_VOWELS = _listed("a a a e e e i i i o o o u u ai ea ou")
_CODAS = [*[""] * 14, "l", "n", "n", "r", "r", "s", "st", "t", "m", "ck", "ng", "nd"]
_MONTHS = _listed("January February March April May June July August September October November December")
_DAYS = _listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

# How a word is printed, by its place: within a sentence, at its head, at its end, at the end of a paragraph.
WITHIN, HEAD, END, LAST = range(4)


def coin(draw: Generator, count: int, least: int, most: int) -> list[str]:
    """Invent ``count`` different words of ``least`` to ``most`` syllables."""
    found: dict[str, None] = dict.fromkeys(_FUNCTION)
    past = len(found) + count
    while len(found) < past:
        sizes = draw.integers(least, most + 1, 4096)
        picks = draw.random((4096, most, 3))
        for size, row in zip(sizes.tolist(), picks.tolist(), strict=True):
            word = "".join(
                part[int(pick * len(part))]
                for syllable in row[:size]
                for part, pick in zip((_ONSETS, _VOWELS, _CODAS), syllable, strict=True)
            )
            if len(found) < past:
                found[word] = None
    # As in any language, the commonest are the shortest, more or less.
    coined = list(found)[-count:]
    length = np.fromiter(map(len, coined), dtype=np.float64, count=count)
    return [coined[at] for at in np.argsort(length + 4 * draw.random(count), kind="stable").tolist()]


@dataclass(frozen=True, slots=True)
class Table:
    """Something to draw from by rank: ``ranks`` holds each as often as its weight asks for."""

    ranks: NDArray[np.int32]

    @classmethod
    def zipf(cls, size: int, slope: float, flat: float) -> Table:
        """Weigh rank r by ``(r + flat) ** -slope``."""
        weights = (np.arange(size) + flat) ** -slope
        ladder = np.cumsum(weights / weights.sum())
        return cls(np.searchsorted(ladder[:-1], (np.arange(DRAWS) + 0.5) / DRAWS).astype(np.int32))

    def draw(self, draw: Generator, count: int) -> Ints:
        """Return ``count`` ranks."""
        return self.ranks[draw.integers(0, DRAWS, count)]


class Vocabulary:
    """The language of one seed.

    Attributes:
        forms: Printed form of each token in each of the four places, with what follows it: ``forms[4 * token + place]``.
        is_fact: Whether a code is a name or a figure.
    """

    def __init__(self, seed: int) -> None:
        draw = np.random.default_rng([seed, 1])
        function = list(dict.fromkeys(_FUNCTION))
        content = coin(draw, CONTENT, 1, 4)
        names = [word.capitalize() for word in coin(draw, NAMES, 1, 3)]
        figures = _figures(draw)
        words = [*function, *content, *names, *figures, *_MONTHS, *_DAYS]
        self.words = words
        self.first_content = len(function)
        self.first_name = self.first_content + CONTENT
        self.first_figure = self.first_name + NAMES
        self.first_day = self.first_figure + FIGURES
        self.is_fact = np.arange(len(words)) >= self.first_name
        self.forms = np.array([form for word in words for form in _printed(word)], dtype=object)
        self._function = Table.zipf(len(function), 1.0, 2.0)
        self._content = Table.zipf(CONTENT, WORD_SLOPE, WORD_FLAT)
        self._names = Table.zipf(NAMES, 0.8, 5.0)
        self._figures = Table.zipf(FIGURES, 0.7, 5.0)
        self._phrases = Table.zipf(PHRASES, PHRASE_SLOPE, PHRASE_FLAT)
        sizes = draw.integers(3, 7, PHRASES)
        self._starts = np.r_[0, np.cumsum(sizes)]
        self._stock = self._singles(draw, int(self._starts[-1]))

    def tokens(self, draw: Generator, count: int) -> Ints:
        """Draw a text of ``count`` tokens, slots among them."""
        chunks = int(count / (1 + 3.5 * PHRASE_SHARE) * 1.1) + 50
        picked = self._phrases.draw(draw, chunks)
        is_phrase = draw.random(chunks) < PHRASE_SHARE
        sizes = np.where(is_phrase, self._starts[picked + 1] - self._starts[picked], 1)
        total = int(sizes.sum())
        places = np.repeat(self._starts[picked] - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(total)
        text = self._stock[places]
        alone = np.repeat(~is_phrase, sizes)
        text[alone] = self._singles(draw, int(alone.sum()))
        if total < count:
            text = np.concatenate([text, self.tokens(draw, count - total)])
        return text[:count]

    def own(self, draw: Generator, stories: int) -> Ints:
        """Draw what fills the slots of each story; shape (stories, OWN), tokens."""
        content = self.first_content + self._content.draw(draw, stories * OWN_CONTENT)
        names = self.first_name + self._names.draw(draw, stories * OWN_NAMES)
        figures = self.first_figure + self._figures.draw(draw, stories * OWN_FIGURES)
        parts = (content.reshape(stories, -1), names.reshape(stories, -1), figures.reshape(stories, -1))
        return (2 * np.concatenate(parts, axis=1)).astype(np.int32)

    def days(self, month: int, weekday: int) -> tuple[str, str]:
        """Name a month (1-12) and a day of the week (0-6)."""
        return _MONTHS[month - 1], _DAYS[weekday]

    def _singles(self, draw: Generator, count: int) -> Ints:
        """Draw single words: function words, content words, slots, and a few names and figures of the day."""
        kind = draw.random(count)
        codes = self._function.draw(draw, count)
        content = (kind >= FUNCTION_SHARE) & (kind < FUNCTION_SHARE + CONTENT_SHARE)
        codes[content] = self.first_content + self._content.draw(draw, int(content.sum()))
        own = kind >= FUNCTION_SHARE + CONTENT_SHARE
        # Of the slots more than half are content words; the first of a kind come more often.
        part = draw.random(int(own.sum()))
        skew = draw.random(len(part)) ** 1.6
        slots = np.where(
            part < 0.5,
            skew * OWN_CONTENT,
            np.where(part < 0.78, OWN_CONTENT + skew * OWN_NAMES, OWN_CONTENT + OWN_NAMES + skew * OWN_FIGURES),
        )
        tokens = (2 * codes + (draw.random(count) < COMMAS)).astype(np.int32)
        tokens[own] = -1 - slots.astype(np.int32)
        return tokens


def _figures(draw: Generator) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < FIGURES:
        size = 10 ** float(draw.random() * 4.6)
        style = float(draw.random())
        whole = f"{int(size) + 1:,}"
        found[f"{size:,.1f}" if style < 0.3 else f"{size:,.2f}" if style < 0.5 else whole] = None
    return list(found)


def _printed(word: str) -> tuple[str, ...]:
    """Print a word in the four places, without a comma and with one."""
    head = word[0].upper() + word[1:]
    stop, last = f"{word}. ", f"{word}.\n"
    return f"{word} ", f"{head} ", stop, last, f"{word}, ", f"{head}, ", stop, last
