"""Stories and what desks make of them: sentences of tokens, and one function a kind of change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from vocabulary import END, HEAD, LAST, OWN, OWN_CONTENT, WITHIN, Vocabulary

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray
    from vocabulary import Ints

BATCH = 256
MEDIAN_WORDS, SPREAD, LEAST_WORDS, MOST_WORDS = 330, 0.3, 90, 2_000
"""Length of a story, log-normal: half of them have 270-400 words."""
RESERVE = 160
"""Words drawn beyond a story's end, for the desks that add to it."""
SENTENCE, SENTENCE_SPREAD = 21.0, 6.5


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A text as tokens.

    Attributes:
        tokens: Shape (N,), int32; slots are below 0 only in a form.
        ends: Past the last token of each sentence; shape (S,).
        closes: Whether a sentence ends its paragraph; shape (S,), bool.
    """

    tokens: Ints
    ends: NDArray[np.int64]
    closes: NDArray[np.bool_]

    def keep(self, kept: NDArray[np.bool_]) -> Story:
        """Return the story with only some of its sentences."""
        sizes = np.diff(self.ends, prepend=0)
        return Story(self.tokens[np.repeat(kept, sizes)], np.cumsum(sizes[kept]), self.closes[kept])

    def part(self, first: int, past: int) -> Story:
        """Return sentences ``first`` up to ``past``."""
        start = int(self.ends[first - 1]) if first else 0
        return Story(self.tokens[start : self.ends[past - 1]], self.ends[first:past] - start, self.closes[first:past])

    def insert(self, at: int, other: Story) -> Story:
        """Return the story with another's sentences before its sentence ``at``, as a paragraph of their own."""
        start = int(self.ends[at - 1]) if at else 0
        closes = np.concatenate([self.closes[:at], other.closes, self.closes[at:]])
        if at:
            closes[at - 1] = True
        closes[at + len(other.ends) - 1] = True
        return Story(
            np.concatenate([self.tokens[:start], other.tokens, self.tokens[start:]]),
            np.concatenate([self.ends[:at], other.ends + start, self.ends[at:] + len(other.tokens)]),
            closes,
        )

    def fill(self, own: Ints) -> Story:
        """Fill a form's slots."""
        tokens = self.tokens.copy()
        slots = tokens < 0
        tokens[slots] = own[-1 - tokens[slots]]
        return Story(tokens, self.ends, self.closes)

    def print(self, vocabulary: Vocabulary) -> str:
        """Return the text: a line a paragraph."""
        places = np.full(len(self.tokens), WITHIN, dtype=np.int32)
        places[0] = HEAD
        places[self.ends[:-1]] = HEAD
        places[self.ends - 1] = np.where(self.closes, LAST, END)
        return "".join(vocabulary.forms[self.tokens * 4 + places].tolist()).rstrip()


def draw_forms(vocabulary: Vocabulary, draw: Generator) -> Iterator[tuple[Story, Story, Ints]]:
    """Yield endless stories with their slots open, what desks may add to each, and what fills its slots."""
    while True:
        sizes = np.clip(MEDIAN_WORDS * np.exp(SPREAD * draw.standard_normal(BATCH)), LEAST_WORDS, MOST_WORDS)
        sizes = sizes.astype(np.int64)
        total = int(sizes.sum()) + BATCH * RESERVE
        tokens = vocabulary.tokens(draw, total)
        own = vocabulary.own(draw, BATCH)
        # So many lengths of sentences that they are more than the text; each story takes the next ones.
        lengths = np.clip(SENTENCE + SENTENCE_SPREAD * draw.standard_normal(total // 12), 6, 45).astype(np.int64)
        closes = draw.random(len(lengths)) < 0.5
        start = sentence = 0
        for number, size in enumerate(sizes.tolist()):
            parts = []
            for words in (size, RESERVE):
                room = words // 6 + 1
                ends = np.cumsum(lengths[sentence : sentence + room])
                ends = np.r_[ends[ends < words - 5], words]
                ending = closes[sentence : sentence + len(ends)].copy()
                ending[-1] = True
                parts.append(Story(tokens[start : start + words], ends, ending))
                start += words
                sentence += len(ends)
            yield parts[0], parts[1], own[number]


Change = Callable[[Story, Story, Vocabulary, "Generator"], Story]


def repeat(story: Story, _more: Story, _vocabulary: Vocabulary, _draw: Generator) -> Story:
    """Print it as it came."""
    return story


def touch(story: Story, _more: Story, vocabulary: Vocabulary, draw: Generator) -> Story:
    """Edit a word in sixty or fewer: no sentence goes."""
    return _replace(story, draw.random(len(story.tokens)) < 0.016 * draw.random(), vocabulary, draw)


def cut(story: Story, more: Story, vocabulary: Vocabulary, draw: Generator) -> Story:
    """Cut to between 40 and 90 %, from the end or anywhere; then a touch."""
    share = draw.uniform(0.42, 0.9)
    if draw.random() < 0.6:
        kept = story.ends <= max(share * len(story.tokens), story.ends[0])
    else:
        kept = draw.random(len(story.ends)) < share
        kept[0] = True
    return touch(story.keep(kept), more, vocabulary, draw)


def rewrite(story: Story, _more: Story, vocabulary: Vocabulary, draw: Generator) -> Story:
    """Replace words in some of the sentences: 3-gram Jaccard falls to between .75 and .3."""
    sizes = np.diff(story.ends, prepend=0)
    heavy = np.repeat(draw.random(len(sizes)) < draw.uniform(0.2, 0.6), sizes)
    odds = np.where(heavy, 0.4, 0.02)
    return _replace(story, draw.random(len(story.tokens)) < odds, vocabulary, draw)


def add(story: Story, more: Story, vocabulary: Vocabulary, draw: Generator) -> Story:
    """Put one to five sentences of new text in, anywhere."""
    past = int(draw.integers(1, min(6, len(more.ends) + 1)))
    at = int(draw.integers(0, len(story.ends) + 1))
    return touch(story.insert(at, more.part(0, past)), more, vocabulary, draw)


def correct(story: Story, _more: Story, vocabulary: Vocabulary, draw: Generator) -> Story:
    """Change one to three figures, and nothing else."""
    codes = story.tokens >> 1
    figures = np.flatnonzero((codes >= vocabulary.first_figure) & (codes < vocabulary.first_day))
    if not len(figures):
        return story
    places = figures[draw.integers(0, len(figures), int(draw.integers(1, 4)))]
    tokens = story.tokens.copy()
    tokens[places] = 2 * draw.integers(vocabulary.first_figure, vocabulary.first_day, len(places))
    return Story(tokens, story.ends, story.closes)


CHANGES: dict[str, tuple[float, Change]] = {
    "exact": (0.22, repeat),
    "same": (0.25, touch),
    "cut": (0.25, cut),
    "rewritten": (0.12, rewrite),
    "added": (0.09, add),
    "corrected": (0.07, correct),
}
"""What copies are, and how many of them."""


def lift(host: Story, donor: Story, draw: Generator) -> Story | None:
    """Put a passage of the donor's, about a tenth of the host, into the host; None where the donor has none of that size."""
    wanted = max(len(host.tokens) // 10, 30)
    first = int(draw.integers(0, max(1, len(donor.ends) - 2)))
    start = int(donor.ends[first - 1]) if first else 0
    past = int(np.searchsorted(donor.ends, start + wanted)) + 1
    if past > len(donor.ends) or donor.ends[past - 1] - start > 2 * wanted:
        return None
    return host.insert(int(draw.integers(1, len(host.ends) + 1)), donor.part(first, past))


def instance(own: Ints, fresh: Ints) -> Ints:
    """Keep a form's content words, and take another's names and figures: what differs between two of its instances."""
    return np.concatenate([own[:OWN_CONTENT], fresh[OWN_CONTENT:OWN]])


def _replace(story: Story, which: NDArray[np.bool_], vocabulary: Vocabulary, draw: Generator) -> Story:
    """Put other words in the place of some; names and figures stay."""
    which &= ~vocabulary.is_fact[story.tokens >> 1]
    places = np.flatnonzero(which)
    tokens = story.tokens.copy()
    tokens[places] = 2 * (vocabulary.first_content + (8_000 * draw.random(len(places)) ** 2).astype(np.int32))
    return Story(tokens, story.ends, story.closes)
