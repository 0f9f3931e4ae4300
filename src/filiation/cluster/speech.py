"""Speech: which words stand between quotation marks. Two reports of one speech share the speaker's words only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from filiation.text import Span, paragraphs

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MARKS = '"“”„«»‟″＂'
_MARK = re.compile(f"[{_MARKS}]")
_EITHER = frozenset('"″＂')
# German opens low and closes with the mark that opens elsewhere.
_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "‟": "”"}


def find_quoted(text: str, body: Iterable[Span], starts: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Mark the words that stand between double quotation marks, paragraph by paragraph.

    Args:
        text: The page's text.
        body: Its body.
        starts: Where each word of the body begins, ascending; shape (N,).

    Returns:
        Shape (N,); True where the word is quoted. A quotation left open lasts to its paragraph's end.
    """
    edges: list[int] = []
    has_marks = any(mark in text for mark in _MARKS)
    for paragraph in paragraphs(text, body) if has_marks else ():
        opened: str | None = None
        for found in _MARK.finditer(text, paragraph.start, paragraph.end):
            sign = found.group()
            if opened is None:
                if sign != "”":
                    opened = sign
                    edges.append(found.start())
            elif sign in _EITHER or sign in _CLOSES.get(opened, "”"):
                opened = None
                edges.append(found.start())
        if opened is not None:
            edges.append(paragraph.end)
    # Between an opening and a closing mark an odd number of edges lies to the left.
    marked: NDArray[np.bool_] = np.searchsorted(np.asarray(edges, dtype=np.int64), starts, side="right") % 2 == 1
    marked.flags.writeable = False
    return marked
