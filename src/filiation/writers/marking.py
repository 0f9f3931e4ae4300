"""Marked text: characters of a page with coloured spans and anchors, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from filiation.writers.words import printable

# Line ends of other systems are line ends; what could drive a terminal or turn the reading direction of what follows
# is shown as a blot. Joiners and soft hyphens stay: Persian, Hindi and emoji cannot be written without them.
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_BLOTS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters to be set off: CSS class, and what is said of them on hover (None for nothing)."""

    start: int
    end: int
    style: str
    title: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Characters that a link leads to: ``name`` becomes the id of an empty element before the first one."""

    start: int
    end: int
    name: str


def mark_up(text: str, start: int, end: int, marks: Iterable[Mark], anchors: Sequence[Anchor] = ()) -> str:
    """Return ``text[start:end]`` as HTML.

    Args:
        text: The page's text.
        start: First character.
        end: Past the last one.
        marks: May overlap; the text is cut at every boundary, and a piece wears the styles of all marks over it.
        anchors: An empty span with the anchor's name as its id stands in front of its first character, and one with
            that name as ``data-end`` behind its last, so that a script can show the characters between.

    Returns:
        HTML without any markup from the page: all its characters are escaped, control characters replaced.
    """
    inside = sorted(Mark(max(m.start, start), min(m.end, end), m.style, m.title) for m in marks)
    inside = [mark for mark in inside if mark.start < mark.end]
    spots = _spots(anchors, start, end)
    bounds = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside), *spots})
    parts: list[str] = []
    active: list[Mark] = []
    waiting = inside[::-1]
    for left, right in zip(bounds, [*bounds[1:], end], strict=True):
        parts.extend(spots.get(left, ()))
        active = [mark for mark in active if mark.end > left]
        while waiting and waiting[-1].start <= left:
            active.append(waiting.pop())
        piece = legible(text[left:right]).replace("\r", "")
        if not piece:
            continue
        if active:
            styles = " ".join(dict.fromkeys(mark.style for mark in active))
            titles = [printable(mark.title) for mark in active if mark.title]
            title = f' title="{escape("; ".join(dict.fromkeys(titles)))}"' if titles else ""
            parts.append(f'<mark class="{escape(styles)}"{title}>{escape(piece)}</mark>')
        else:
            parts.append(escape(piece))
    return "".join(parts)


def legible(text: str) -> str:
    """Return text without what could drive a terminal or turn it around, one character for one."""
    return _BLOTS.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _spots(anchors: Sequence[Anchor], start: int, end: int) -> dict[int, list[str]]:
    """Return the empty elements of the anchors by offset, ends before beginnings."""
    spots: dict[int, list[str]] = {}
    for anchor in anchors:
        if start <= anchor.end <= end:
            spots.setdefault(anchor.end, []).append(f'<span data-end="{escape(anchor.name)}"></span>')
    for anchor in anchors:
        if start <= anchor.start <= end:
            spots.setdefault(anchor.start, []).append(f'<span class="spot" id="{escape(anchor.name)}"></span>')
    return spots
