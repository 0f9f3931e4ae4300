"""The language a report is written in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from filiation.text import Span

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 800
"""Characters that are looked at: more change nothing and cost time."""
_TOO_FEW = 20
"""Letters below which a guess is worth nothing."""


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
    if sum(c.isalpha() for c in sample) < _TOO_FEW:
        return None
    language, _ = _identifier().classify(sample)
    return str(language)


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
