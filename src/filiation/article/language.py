"""The language a report is written in."""

from __future__ import annotations

from collections.abc import Iterable

from filiation.text import Span

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
    import py3langid

    language, _ = py3langid.classify(sample)
    return str(language)
