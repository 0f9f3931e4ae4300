"""The body of an HTML page: trafilatura says which paragraphs, we say where they stand in the rendered text."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from filiation.text import Span, paragraphs, trim

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from numpy.typing import NDArray

_SHORTEST_PIECE = 12
"""Characters without white space below which a piece of a paragraph that was not found whole is not looked for."""


class _Squeezed:
    """A text without its white space, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self.text = "".join(text.split())
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        self._ink = np.flatnonzero(~_spaces()[np.minimum(codes, _PAST_SPACES)])

    def span(self, start: int, end: int) -> Span:
        """Return the place in the full text of the squeezed characters ``start`` to ``end`` (start < end)."""
        return Span(int(self._ink[start]), int(self._ink[end - 1]) + 1)


_PAST_SPACES = 0x3001
"""The last white space of Unicode is U+3000."""


@cache
def _spaces() -> NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(_PAST_SPACES + 1)])


def extract_body(tree: HtmlElement, text: str) -> tuple[Span, ...]:
    """Find the report's paragraphs in ``text``, the rendering of ``tree``.

    Returns:
        Paragraphs as trafilatura chooses them, ascending and disjoint; none if it chooses none.

    Source:
        trafilatura 2.3 (``fast``: without its second opinions, which cost half of its time and gained nothing on the
        article-extraction benchmark: F1 .962 with ``fast``, .960 without).
    """
    return locate(_chosen(tree), text)


def _chosen(tree: HtmlElement) -> list[list[str]]:
    """Return trafilatura's paragraphs, each as the pieces of text that it is made of."""
    import trafilatura

    quiet = logging.getLogger("trafilatura")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # it reports an empty page as an error; to us that is an answer
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, fast=True)
    except (
        RecursionError,
        AttributeError,
        IndexError,
        KeyError,
    ):  # its own bugs on odd markup; the text finder tries next
        return []
    finally:
        quiet.setLevel(level)
    if document is None or document.body is None:
        return []
    return [
        pieces for child in document.body if (pieces := ["".join(p.split()) for p in child.itertext()]) and any(pieces)
    ]


def locate(chosen: list[list[str]], text: str) -> tuple[Span, ...]:
    """Find paragraphs, given as pieces without white space, in a text; what is not there is left out.

    A paragraph that stands once is an anchor; one that stands several times (a deck, a teaser and the paragraph
    itself) is the one that follows its predecessor most closely. Cost: a few linear searches for each paragraph.
    """
    squeezed = _Squeezed(text)
    hay = squeezed.text
    found: list[tuple[int, int]] = []
    cursor = 0
    for at, pieces in enumerate(chosen):
        whole = "".join(pieces)
        start = _place(hay, whole, cursor, _next_anchor(hay, chosen, at, cursor))
        if start >= 0:
            found.append((start, start + len(whole)))
            cursor = start + len(whole)
            continue
        for piece in pieces:
            start = hay.find(piece, cursor) if len(piece) >= _SHORTEST_PIECE else -1
            if start >= 0:
                found.append((start, start + len(piece)))
                cursor = start + len(piece)
    return _tidied(text, [squeezed.span(start, end) for start, end in found])


_LOOKAHEAD = 3


def _next_anchor(hay: str, chosen: list[list[str]], at: int, cursor: int) -> int:
    """Return where the nearest following paragraph that stands only once begins, or the end of the text."""
    for pieces in chosen[at + 1 : at + 1 + _LOOKAHEAD]:
        whole = "".join(pieces)
        if len(whole) < _SHORTEST_PIECE:
            continue
        start = hay.find(whole, cursor)
        if start >= 0 and hay.find(whole, start + 1) < 0:
            return start
    return len(hay)


def _place(hay: str, whole: str, cursor: int, before: int) -> int:
    """Return where ``whole`` stands: after ``cursor``, and nearest to the next anchor if that is the first paragraph."""
    if cursor == 0 and before < len(hay):
        start = hay.rfind(whole, 0, before)
        if start >= 0:
            return start
    start = hay.find(whole, cursor)
    return start if start >= 0 else hay.find(whole)


def _tidied(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans line by line, ascending, disjoint; pieces that only white space parts within a line are one."""
    lines: list[Span] = []
    for piece in (line for span in sorted(spans) for line in paragraphs(text, (span,))):
        end = lines[-1].end if lines else 0
        line = piece if piece.start >= end else trim(text, Span(end, max(end, piece.end)))
        if lines and line and text[end : line.start] in {"", " "}:
            lines[-1] = Span(lines[-1].start, line.end)
        elif line:
            lines.append(line)
    return tuple(lines)
