"""Marked text: characters of a page with coloured spans and anchors, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from filiation.writers.words import printable


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters to be set off: CSS class, and what is said of them on hover (None for nothing)."""

    start: int
    end: int
    style: str
    title: str | None = None


def mark_up(text: str, start: int, end: int, marks: Iterable[Mark], anchors: Sequence[tuple[int, str]] = ()) -> str:
    """Return ``text[start:end]`` as HTML.

    Args:
        text: The page's text.
        start: First character.
        end: Past the last one.
        marks: May overlap; the text is cut at every boundary, and a piece wears the styles of all marks over it.
        anchors: (offset, id) pairs; an empty span with that id stands in front of the character.

    Returns:
        HTML without any markup from the page: all its characters are escaped, control characters replaced.
    """
    inside = sorted(Mark(max(m.start, start), min(m.end, end), m.style, m.title) for m in marks)
    inside = [mark for mark in inside if mark.start < mark.end]
    spots: dict[int, list[str]] = {}
    for offset, name in anchors:
        if start <= offset <= end:
            spots.setdefault(offset, []).append(name)
    bounds = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside), *spots})
    parts: list[str] = []
    active: list[Mark] = []
    waiting = inside[::-1]
    for left, right in zip(bounds, [*bounds[1:], end], strict=True):
        parts.extend(f'<span class="spot" id="{escape(name)}"></span>' for name in spots.get(left, ()))
        active = [mark for mark in active if mark.end > left]
        while waiting and waiting[-1].start <= left:
            active.append(waiting.pop())
        piece = _clean(text[left:right])
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


def _clean(text: str) -> str:
    """Return text with control characters replaced, line ends kept."""
    return "".join(c if c.isprintable() or c in "\n\t" else ("" if c == "\r" else "\ufffd") for c in text)
