"""The deck: what stands under a headline and sums up the story, without being its first paragraph.

Bare text has no typography, so a deck is known by its place and its make: whole prose between headline and body, about
what the body tells. A picture's caption, a byline, a clock, a button and a teaser for another story stand there too.
"""

from __future__ import annotations

import re

from filiation.article.edges import is_furniture
from filiation.article.layout import Layout, squeeze
from filiation.article.residue import is_residue
from filiation.text import Span, fold, words_of

_MOST = 4
"""Lines that one deck may have: some desks write it as points."""
_NEAREST = 10
"""Lines behind the headline among which it is looked for."""
_LEAST_LETTERS, _LEAST_WORDS = 28, 8
"""Below either a line is a label, a button, or the short caption that stands there more often than so short a deck."""
_LONGEST_WORD = 15
"""Letters a word from which a script parts no words: such lines are measured by their letters alone."""
_SMALL = 0.5
"""Share of its words, but the first, that begin in lower case, of those that can: names in a row are no prose."""
_CONTENT_LETTERS = 4
_TOLD = 0.5
"""Share of its longer words that the body must have: captions of other pictures and teasers have fewer."""
_ASKS = re.compile(
    r"(?i)\b(?:subscribe|newsletter|sign up|log in|click|cookies?|your inbox|follow us|listen to|press play)\b|\bcredit\s?(?:\.{3}|…|:)"
)


def find_deck(layout: Layout) -> tuple[Span, ...]:
    """Return the lines of the deck, ascending; none where there is no headline or nothing under it reads as one.

    The first run of such lines counts: below it stand captions and what else the page has to show. Cost: linear.

    Measured: on 90 pages of the article-extraction benchmark 21 decks, of which by eye 19 are ones and two may be first
    paragraphs; of 12 decks on 52 simulated pages 11, and none where there is none. In bare text a deck that the headline
    finder takes for the headline is lost.
    """
    if not layout.has_headline:
        return ()
    return _run(layout, layout.head) or _run(layout, layout.between)


def _run(layout: Layout, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    text = layout.text
    body = " ".join(span.of(text) for span in layout.body)
    told, report = frozenset(words_of(fold(body))), squeeze(body)
    deck: list[Span] = []
    for line in lines[:_NEAREST]:
        if _is_deck(text, line, told, report):
            deck.append(line)
        elif deck:
            break
    return tuple(deck[:_MOST])


def _is_deck(text: str, line: Span, told: frozenset[str], report: str) -> bool:
    words = line.of(text)
    letters = squeeze(words)
    if not _is_prose(words, len(letters)) or is_furniture(text, line) or is_residue(words) or _ASKS.search(words):
        return False
    if letters in report:
        return True
    content = [word for word in words_of(fold(words)) if len(word) >= _CONTENT_LETTERS]
    return len(content) > 1 and sum(word in told for word in content) >= _TOLD * len(content)


def _is_prose(words: str, letters: int) -> bool:
    """Tell whether a line reads as a sentence, or as much of one as a desk leaves in a deck."""
    each = words.split()
    if letters < _LEAST_LETTERS or (len(each) < _LEAST_WORDS and letters < _LONGEST_WORD * len(each)):
        return False
    initials = [word.lstrip("\"'“‘„«(¿¡")[:1] for word in each[1:]]
    cased = [sign for sign in initials if sign.isupper() or sign.islower()]
    return not cased or sum(map(str.islower, cased)) >= _SMALL * len(cased)
