"""Frames: a paragraph's sentences with each spoken quotation replaced by a short stand-in.

Who speaks is told by the words around a quotation, and a parser reads `“This is so,” the envoy said` more surely than
the same sentence with four sentences of speech inside. A frame remembers where each of its characters came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from filiation.testimony.quotation import Quotation
from filiation.text import Span, sentences

STAND_IN = "This is so"


@dataclass(frozen=True, slots=True)
class Held:
    """A quotation's stand-in: the quotation, and where the stand-in with its marks lies in the frame's text."""

    quotation: Quotation
    span: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence around its quotations.

    Attributes:
        text: What the parser reads.
        paragraph: Number of the paragraph among those of the body.
        held: Stand-ins, ascending.
        is_bare: Nothing but stand-ins: a quotation that stands alone.
        origins: Where runs of characters came from: (first character in the frame, first one in the page), ascending.
    """

    text: str
    paragraph: int
    held: tuple[Held, ...]
    is_bare: bool
    origins: tuple[tuple[int, int], ...]

    def in_page(self, start: int, end: int) -> Span:
        """Return where the characters of a non-empty stretch of the frame stand in the page.

        A stand-in at the stretch's end stands for its whole quotation, marks included.
        """
        for held in self.held:
            if held.span.start <= start < held.span.end:
                first = held.quotation.outer.start
                break
        else:
            first = self._origin(start)
        for held in self.held:
            if held.span.start < end <= held.span.end:
                past = held.quotation.outer.end
                break
        else:
            past = self._origin(end - 1) + 1
        return Span(first, max(first, past))

    def _origin(self, offset: int) -> int:
        here, there = self.origins[bisect_right(self.origins, (offset, 1 << 62)) - 1]
        return there + offset - here


def is_spoken(text: str, quotation: Quotation, paragraph: Span) -> bool:
    """Tell whether a quotation can be a whole utterance, not a phrase inside a sentence.

    It begins like a sentence (or goes on where a cue broke it) and ends with a stop, inside its marks or right after
    them; or it holds a sentence end.
    """
    words = quotation.content.of(text)
    if quotation.goes_on or _INNER_STOP.search(words):
        return True
    stopped = words[-1] in _ENDS or text[quotation.outer.end : min(quotation.outer.end + 1, paragraph.end)] in _AFTER
    if not stopped or len(words) < _SHORTEST:
        return False
    before = text[max(paragraph.start, quotation.outer.start - 2) : quotation.outer.start].rstrip()
    if words[-1] in ",?!" or before[-1:] in {",", ":"}:
        return True
    return (words[0].isupper() or words[0] in "…[.") and (not before or before[-1] in '.?!”"’»')


_SHORTEST = 2
_INNER_STOP = re.compile(r"[a-z\d][.?!…]['’\"”)]?\s+[“\"‘'(]?[A-Z]")
_ENDS = frozenset(".,?!…—–-")
_AFTER = frozenset(",.?!")


def frames(text: str, paragraphs: Sequence[Span], quoted: Sequence[Quotation]) -> Iterator[Frame]:
    """Yield the frames of paragraphs, sentence by sentence, in the order of the text.

    Args:
        text: The page.
        paragraphs: Ascending and disjoint.
        quoted: Quotations of these paragraphs, ascending; those that are not spoken stay as they are.
    """
    waiting = list(quoted)
    at = 0
    for number, paragraph in enumerate(paragraphs):
        inside = []
        while at < len(waiting) and waiting[at].outer.start < paragraph.end:
            if is_spoken(text, waiting[at], paragraph):
                inside.append(waiting[at])
            at += 1
        yield from _of_paragraph(text, number, paragraph, inside)


def _of_paragraph(text: str, number: int, paragraph: Span, inside: Sequence[Quotation]) -> Iterator[Frame]:
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    held: list[Held] = []
    size = 0
    cursor = paragraph.start
    for quotation in inside:
        origins.append((size, cursor))
        pieces.append(text[cursor : quotation.outer.start])
        size += quotation.outer.start - cursor
        cover = _cover(text, quotation, paragraph)
        held.append(Held(quotation, Span(size, size + len(cover))))
        origins.append((size, quotation.outer.start))
        pieces.append(cover)
        size += len(cover)
        cursor = quotation.outer.end
    origins.append((size, cursor))
    pieces.append(text[cursor : paragraph.end])
    masked = "".join(pieces)
    for cut in _sentences(masked, held):
        own = tuple(
            Held(h.quotation, Span(h.span.start - cut.start, h.span.end - cut.start))
            for h in held
            if cut.contains(h.span)
        )
        bare = bool(own) and not _has_words(masked, cut, own)
        yield Frame(cut.of(masked), number, own, bare, _rebased(origins, cut))


def _rebased(origins: Sequence[tuple[int, int]], cut: Span) -> tuple[tuple[int, int], ...]:
    kept = []
    for (here, there), (past, _) in pairwise((*origins, (1 << 62, 0))):
        if past > cut.start and here < cut.end:
            first = max(here, cut.start)
            kept.append((first - cut.start, there + first - here))
    return tuple(kept)


def _has_words(masked: str, cut: Span, own: Sequence[Held]) -> bool:
    rest, cursor = [], cut.start
    for h in own:
        rest.append(masked[cursor : cut.start + h.span.start])
        cursor = cut.start + h.span.end
    rest.append(masked[cursor : cut.end])
    return any(c.isalnum() for c in "".join(rest))


def _cover(text: str, quotation: Quotation, paragraph: Span) -> str:
    words = quotation.content.of(text)
    after = text[quotation.outer.end : min(quotation.outer.end + 40, paragraph.end)]
    last = words[-1]
    stop = ""
    if last in ",?!—–-" or (last in ".…" and _GOES_ON.match(after)):
        # A question before its cue must not end the frame's sentence.
        stop = "," if after.strip() else "."
    elif last in ".…":
        stop = "."
    elif not after.strip() or after.lstrip()[0] not in ",.;:?!":
        stop = "," if after.strip() else "."
    return f"“{STAND_IN}{stop}”"


# After a quotation: words that can only be the rest of its sentence.
_GOES_ON = re.compile(r"\s*[,—–-]?\s*(?:[a-z]|said\b|says\b|I\b)")


def _sentences(masked: str, held: Sequence[Held]) -> Iterator[Span]:
    """Yield the sentences; none ends inside a stand-in or between one with a comma and its cue."""
    waiting: Span | None = None
    for cut in sentences(masked):
        if waiting is not None:
            joined = Span(waiting.start, cut.end)
            if any(h.span.start < waiting.end < h.span.end for h in held) or masked[: waiting.end].endswith(",”"):
                waiting = joined
                continue
            yield waiting
        waiting = cut
    if waiting is not None:
        yield waiting
