"""Where things stand on a page relative to its report: above the headline, between headline and body, behind the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from filiation.text import Span, fold, paragraphs

_LONGEST_FURNITURE = 400
"""Characters above which a line outside the body is not read for a date, a name or a credit: it is prose."""
_FIRST_PARAGRAPHS = 3
_HEAD_LINES = 25
"""Lines above the body that are read where no headline is known."""
_BETWEEN_LINES = 8
"""Lines behind a headline that is printed again further down which may be its byline and clock."""
_TAIL_LINES = 12
"""Lines behind the body that may still belong to the report; beyond them stand other stories and comments."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page around its report.

    Attributes:
        text: What all spans point into.
        body: The report's paragraphs.
        above: Lines before the headline, nearest last; all the lines before the body where no headline is known.
        head: Lines between headline (its last printing before the body) and body.
        inner: Lines that stand among the body's first paragraphs and are not of it.
        between: The first lines behind the headline's first printing; empty where it is printed once.
        tail: The first lines behind the body, up to its headline printed again.
    """

    text: str
    body: tuple[Span, ...]
    above: tuple[Span, ...]
    between: tuple[Span, ...]
    head: tuple[Span, ...]
    inner: tuple[Span, ...]
    tail: tuple[Span, ...]
    has_headline: bool


def lay_out(text: str, body: tuple[Span, ...], title: str | None, start: int = 0) -> Layout:
    """Sort the lines around a body by where they stand. Linear in the text's length.

    Args:
        text: What spans point into.
        body: The report's paragraphs, at least one.
        title: The headline; None where none is known.
        start: Where the page itself begins, behind what it is called in its markup.
    """
    before = list(paragraphs(text, (Span(min(start, body[0].start), body[0].start),)))
    after: list[Span] = []
    for line in paragraphs(text, (Span(body[-1].end, len(text)),)):
        if len(after) == _TAIL_LINES:
            break
        after.append(line)
    inner = _short(tuple(line for gap in _gaps(body[:_FIRST_PARAGRAPHS]) for line in paragraphs(text, (gap,))))
    printed = [] if title is None else _printings(text, before, title)
    first, last = (printed[0], printed[-1]) if printed else (len(before), len(before))
    if not printed:
        head = tuple(before[-_HEAD_LINES:])
        return Layout(text, body, tuple(before), (), _short(head), inner, _short(tuple(after)), has_headline=False)
    return Layout(
        text,
        body,
        above=tuple(before[:first]),
        between=_short(tuple(before[first + 1 : min(last, first + 1 + _BETWEEN_LINES)])),
        head=_short(tuple(before[last + 1 :])),
        inner=inner,
        tail=_short(tuple(after)),
        has_headline=True,
    )


def _gaps(body: tuple[Span, ...]) -> Iterator[Span]:
    for one, following in pairwise(body):
        if one.end < following.start:
            yield Span(one.end, following.start)


def _short(lines: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(line for line in lines if len(line) <= _LONGEST_FURNITURE)


def _printings(text: str, lines: list[Span], title: str) -> list[int]:
    """Return which lines print the title: the same words, perhaps with a site's name behind."""
    wanted = squeeze(title)
    if not wanted:
        return []
    return [
        at
        for at, line in enumerate(lines)
        if len(title) // 2 <= len(line) <= 2 * len(title) + 40 and squeeze(line.of(text)).startswith(wanted)
    ]


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text``, folded: what remains of it in any setting."""
    return _NO_ALNUM.sub("", fold(text))


_NO_ALNUM = re.compile(r"[\W_]+")


def is_squeezed_to(text: str, wanted: str) -> bool:
    """Tell whether ``text`` squeezed is ``wanted``, with a look at its beginning first: most texts differ there."""
    head = text[:_HEAD]
    if head.isascii() and not wanted.startswith(squeeze(head)[: len(wanted)]):
        return False
    return squeeze(text) == wanted


_HEAD = 24
