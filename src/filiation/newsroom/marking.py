"""Marked text: text that carries its own annotations through every edit.

A mark is ``OPEN kind=payload MID content CLOSE``; marks nest. An editor that changes only text chunks cannot make an
annotation wrong, so the truth about a page is what `strip` finds in it, at the offsets where it stands by then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

OPEN, MID, CLOSE = "\ue000", "\ue001", "\ue002"
_TAG = re.compile(f"({OPEN}[^{MID}]*{MID}|{CLOSE})")

QUOTE, MENTION, SURNAME, DATE, FACT, OPTIONAL, SPUN, CREDIT, BORROWED = "q", "m", "u", "d", "f", "o", "p", "c", "b"
"""Kinds: a quotation (payload: speaker|which one), the speaker's mention (speaker), a surname or pronoun (gender|surname), a
date (its value), a fact (name:value), words that may go, spun words (their plain form), an agency's credit (its name), a
sentence lifted from a dispatch into another report (the event's key)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation: characters ``start`` to ``end`` of the stripped text are of ``kind`` with ``payload``."""

    kind: str
    payload: str
    start: int
    end: int


def mark(kind: str, payload: str, content: str) -> str:
    """Wrap ``content`` (itself perhaps marked) in a mark."""
    return f"{OPEN}{kind}={payload}{MID}{content}{CLOSE}"


def strip(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the text without its marks, and the marks by place, outer ones first."""
    out: list[str] = []
    found: list[Mark] = []
    open_marks: list[tuple[str, str, int]] = []
    length = 0
    for piece in _TAG.split(marked):
        if piece.startswith(OPEN):
            kind, payload = piece[1:-1].split("=", 1)
            open_marks.append((kind, payload, length))
        elif piece == CLOSE:
            kind, payload, start = open_marks.pop()
            found.append(Mark(kind, payload, start, length))
        else:
            out.append(piece)
            length += len(piece)
    return "".join(out), tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind, m.payload)))


def plain(marked: str) -> str:
    """Return the text without its marks."""
    return re.sub(_TAG, "", marked)


def edit(marked: str, change: Callable[[str], str], *, outside: str = "") -> str:
    """Apply ``change`` to each chunk of text that stands in no mark of a kind in ``outside``."""
    out: list[str] = []
    kinds: list[str] = []
    for piece in _TAG.split(marked):
        if piece.startswith(OPEN):
            kinds.append(piece[1])
            out.append(piece)
        elif piece == CLOSE:
            kinds.pop()
            out.append(piece)
        else:
            out.append(piece if any(k in outside for k in kinds) else change(piece))
    return "".join(out)


def rewrite(marked: str, kind: str, change: Callable[[str, str], str | None]) -> str:
    """Replace each outermost mark of ``kind`` by ``change(payload, content)``; None leaves it as it stands."""
    out: list[str] = []
    at = 0
    while (start := marked.find(f"{OPEN}{kind}=", at)) >= 0:
        middle = marked.index(MID, start)
        end = _closing(marked, middle + 1)
        new = change(marked[start + 3 : middle], marked[middle + 1 : end])
        out += [marked[at:start], marked[start : end + 1] if new is None else new]
        at = end + 1
    return "".join([*out, marked[at:]])


def unwrap(marked: str, kind: str) -> str:
    """Take away the marks of one kind and keep what they hold, to any depth."""
    while f"{OPEN}{kind}=" in marked:
        marked = rewrite(marked, kind, lambda _payload, content: content)
    return marked


def _closing(marked: str, at: int) -> int:
    depth = 1
    while depth:
        if marked[at] == OPEN:
            depth += 1
        elif marked[at] == CLOSE:
            depth -= 1
        at += 1
    return at - 1
