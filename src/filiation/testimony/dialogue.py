"""Dialogue set off by dashes, as novels and much of the world's press print it: "— Why now? — asked the guard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filiation.testimony.english import saying_forms
from filiation.testimony.quotation import Quotation
from filiation.text import Span, trim

_OPENS = re.compile(r"[—–―]\s?(?=[^\W\d_a-z]|[¿¡…])")
_JOINT = re.compile(r"[\s,]\s?([—–―])(?=\s?\S)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_CUE = 12
"""Words between dashes from which they are what is said, not who says it."""
_FEWEST = 2
"""Paragraphs with a dash at their head from which a page holds a dialogue, if one of them tells who speaks."""


def dialogue(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return what is said in paragraphs that a dash opens, as quotations whose marks are the dashes.

    None where no such paragraph tells who speaks: a list, or a name below a quotation, has dashes too.
    """
    opened = [p for p in paragraphs if _OPENS.match(text, p.start, p.end)]
    if len(opened) < _FEWEST:
        return ()
    lines = [tuple(_said(text, paragraph)) for paragraph in opened]
    if not any(line[0].outer.end < p.end for line, p in zip(lines, opened, strict=True) if line):
        return ()
    return tuple(quotation for line in lines for quotation in line)


def _said(text: str, paragraph: Span) -> Iterator[Quotation]:
    joints = (found.span(1) for found in _JOINT.finditer(text, paragraph.start + 1, paragraph.end))
    bounds = [(paragraph.start, paragraph.start + 1), *joints, (paragraph.end, paragraph.end)]
    opening: int | None = 0
    for i in range(1, len(bounds)):
        is_last = i + 1 == len(bounds)
        if not is_last and (opening is None or not _is_cue(text[bounds[i][1] : bounds[i + 1][0]])):
            opening = i if opening is None else opening
            continue  # a dash inside what is said
        if opening is not None:
            content = trim(text, Span(bounds[opening][1], bounds[i][0]))
            if any(c.isalnum() for c in content.of(text)):
                yield Quotation(content, Span(bounds[opening][0], bounds[i][1]), is_double=True, is_dashed=True)
        opening = None


def _is_cue(words: str) -> bool:
    own = [found.group().lower() for found in _WORD.finditer(words)]
    return 0 < len(own) <= _LONGEST_CUE and not saying_forms().isdisjoint(own)
