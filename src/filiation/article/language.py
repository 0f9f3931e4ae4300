"""The language a report is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from filiation.text import Span

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 800
"""Characters that are looked at: more change nothing and cost time."""
_TOO_FEW = 20
"""Letters below which a guess is worth nothing."""
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "said",
        "it",
        "as",
        "by",
        "at",
        "from",
        "has",
        "had",
        "have",
        "were",
        "which",
        "would",
        "been",
        "their",
        "are",
        "be",
        "this",
        "not",
        "but",
        "who",
        "they",
        "his",
        "her",
        "he",
        "she",
        "will",
        "an",
        "its",
        "after",
        "about",
        "more",
        "than",
        "also",
        "when",
        "there",
        "or",
    ]
)
_ENGLISH_SHARE, _THE_SHARE, _ENGLISH_WORDS = 0.20, 0.015, 40
"""Share of the words of a beginning that must be common English ones, and "the", for it to be English without asking the
model, whose loading takes a third of a second: on 447 beginnings of news texts in some ten languages none was called
English that the model calls otherwise, and most English ones were told."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {at: " " for at in range(128) if not chr(at).isalpha()}


def language_of(text: str, body: Iterable[Span]) -> str | None:
    """Return the body's language, ISO 639-1; None where there are too few letters to tell.

    Source:
        py3langid (its model is inside the package).
    """
    pieces: list[str] = []
    room = _ENOUGH
    for span in body:
        pieces.append(text[span.start : min(span.end, span.start + room)])
        room -= len(pieces[-1])
        if room <= 0:
            break
    sample = "\n".join(pieces)
    letters = islice((True for c in sample if c.isalpha()), _TOO_FEW)
    if sum(letters) < _TOO_FEW:
        return None
    if _is_plainly_english(sample):
        return "en"
    language, _ = _identifier().classify(sample)
    return str(language)


def _is_plainly_english(sample: str) -> bool:
    sample = sample.lower()
    words = sample.translate(_LETTERS).split() if sample.isascii() else _WORD.findall(sample)
    if len(words) < _ENGLISH_WORDS or words.count("the") < _THE_SHARE * len(words):
        return False
    return sum(map(_ENGLISH.__contains__, words)) >= _ENGLISH_SHARE * len(words)


_UNPRINTED = frozenset({"an", "eo", "io", "la", "sa", "vo", "wa"})
"""Languages in which hardly any news is printed, but for which short news in others is taken."""


@cache
def _identifier() -> LanguageIdentifier:
    # Our own, since choosing languages changes the package's. Codes of three letters (pidgins, dialects, "no language")
    # took 5 % of 600 English dispatches of 1987.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in identifier.nb_classes if len(code) == 2 and code not in _UNPRINTED])
    return identifier
