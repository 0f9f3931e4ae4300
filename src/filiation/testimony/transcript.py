"""Transcripts: paragraphs that begin with who speaks, as in interviews and records of a hearing; posts of a social network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filiation.text import Span, trim


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's paragraph.

    Attributes:
        paragraph: Its number.
        content: What is said.
        label: Who says it; None for a bare "Q" or "A", which name nobody.
    """

    paragraph: int
    content: Span
    label: Span | None


# "Q:", "A.", "VARGA:", "Ana Silva (BBC):"; at most six words, so that no sentence with a colon is one.
_LABEL = re.compile(
    r"(?:(?P<letter>[QA])[.:]|(?P<name>[^\W\d_a-z][\w.’'-]{0,30}(?:[ \u00a0][^\W\d_a-z][\w.’'-]{0,30}){0,5})"
    r"(?:[ ]\([^()\n]{1,40}\))?:)[ \t\u00a0]+(?=\S)"
)
_FEWEST = 3
"""Labelled paragraphs from which a page is a transcript; two will do where they are "Q" and "A"."""


def turns(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """Return the turns of a transcript, in order; none where the page is no transcript.

    A page is one where labels return: at least one speaker speaks twice, or "Q" is followed by "A". A list whose items
    begin with different names and a colon is none.
    """
    found = list(_labelled(text, paragraphs))
    labels = [turn.label.of(text).lower() if turn.label else "" for turn in found]
    letters = {text[p.start] for p, turn in ((paragraphs[t.paragraph], t) for t in found) if turn.label is None}
    returning = max(Counter(labels).values(), default=0) > 1
    if letters >= {"Q", "A"} or (len(found) >= _FEWEST and returning and len(set(labels)) > 1):
        return tuple(found)
    return ()


def _labelled(text: str, paragraphs: Sequence[Span]) -> Iterator[Turn]:
    for number, paragraph in enumerate(paragraphs):
        label = _LABEL.match(text, paragraph.start, paragraph.end)
        if label is None:
            continue
        content = trim(text, Span(label.end(), paragraph.end))
        name = Span(*label.span("name")) if label["name"] else None
        if content and not content.of(text)[0].islower():
            yield Turn(number, content, name)


# "RT @mayor_finch: …", "@mayor_finch: …"; and the line below an embedded post, "— Ana Finch (@mayor_finch) March 4, 2021".
_HANDLE = re.compile(r"(?:RT[ \u00a0]+)?(?P<name>@\w{1,30}):[ \u00a0]+(?=\S)")
_SIGNED = re.compile(r"[—–-]{1,2}\s?(?P<name>[^\s(@][^(@\n]{0,60}?)\s?\(@\w{1,30}\)")
_ADDRESS_AT_END = re.compile(r"(?:\s?(?:https?://|pic\.twitter\.com/|t\.co/)\S{1,80}){1,4}$")
_LONGEST_ADDRESSES, _LONGEST_POST = 400, 4_000  # characters


def posts(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """Return the posts that a page quotes whole, in order: behind a handle, or above the line that signs them."""
    found: dict[int, Turn] = {}
    for number, paragraph in enumerate(paragraphs):
        handle = _HANDLE.match(text, paragraph.start, paragraph.end)
        signed = _SIGNED.match(text, paragraph.start, paragraph.end)
        if handle is not None:
            found[number] = Turn(number, Span(handle.end(), paragraph.end), Span(*handle.span("name")))
        elif signed is not None and number > 0 and number - 1 not in found:
            found[number - 1] = Turn(number - 1, paragraphs[number - 1], Span(*signed.span("name")))
    kept = (replace(turn, content=_without_addresses(text, turn.content)) for _, turn in sorted(found.items()))
    return tuple(
        turn for turn in kept if len(turn.content) <= _LONGEST_POST and any(c.isalpha() for c in turn.content.of(text))
    )


def _without_addresses(text: str, content: Span) -> Span:
    """Return a post without the links that a network adds at its end."""
    tail = max(content.start, content.end - _LONGEST_ADDRESSES)
    address = _ADDRESS_AT_END.search(text, tail, content.end)
    return trim(text, Span(content.start, address.start())) if address else content
