"""Frames: a paragraph's sentences with each spoken quotation replaced by a short stand-in.

Who speaks is told by the words around a quotation, and a parser reads `“This is so,” the envoy said` more surely than
the same sentence with four sentences of speech inside. A frame remembers where each of its characters came from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from filiation.testimony.english import CUE_ALONE, GOES_ON, RANK_AT_END, TELLS_OF, saying_forms
from filiation.testimony.quotation import Quotation, is_titled
from filiation.text import Span, sentences

STAND_IN = "I know it"
"""Of five short sentences, the one after which the parser finds subject and verb most often, an age or an apposition
between them included."""


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
        opening, closing = self._holding(start), self._holding(end - 1)
        first = opening.quotation.outer.start if opening else self._origin(start)
        past = closing.quotation.outer.end if closing else self._origin(end - 1) + 1
        return Span(first, max(first, past))

    def _holding(self, offset: int) -> Held | None:
        at = bisect_right(self.held, offset, key=lambda held: held.span.start) - 1
        return self.held[at] if at >= 0 and offset < self.held[at].span.end else None

    def _origin(self, offset: int) -> int:
        here, there = self.origins[bisect_right(self.origins, (offset, _FAR)) - 1]
        return there + offset - here


def is_spoken(text: str, quotation: Quotation, paragraph: Span, *, after_broken: bool = False) -> bool:
    """Tell whether a quotation is a whole utterance (or goes on with one), not a phrase or a title inside a sentence.

    Args:
        text: The page.
        quotation: Words between marks.
        paragraph: Where it stands.
        after_broken: The quotation before it in this paragraph ended with a comma: a cue may have broken it.
    """
    words = quotation.content.of(text).rstrip("’'")
    if not words:
        return False
    if quotation.goes_on or quotation.is_dashed or _INNER_STOP.search(words):
        return True
    before = text[paragraph.start : quotation.outer.start].rstrip()[-_LOOK:]
    after = text[quotation.outer.end : min(quotation.outer.end + _LOOK, paragraph.end)]
    is_subject = bool(TELLS_OF.match(after)) and not words.istitle()
    if words[-1] not in _ENDS and after[:1] not in _AFTER and not is_subject:
        return before.endswith(":") and words[:1].isupper() and not after.strip()
    begins = next((c for c in words if c.isalnum()), "x")
    capital = begins.isupper() or begins.isdigit()
    opens = not before or before[-1] in _SENTENCE_ENDS
    size = len(words.split())
    if not opens:
        if after_broken and not _SENTENCE_BREAK.search(_after_last_mark(before)):
            return capital or before[-1] in _JOINTS or _says(before.split()[-1])
        if not capital and before[-1] == "," and size >= _SHORTEST and _says(" ".join(before[:-1].split()[-_CUE:])):
            return True
        if before[-1] in ",:—–-" and (capital or after_broken):
            told = after_broken or before[-1] == ":" or _says(before) or _says(_clause_after(after))
            return told or _is_whole(words, size, before)
        return capital and _says(before.split()[-1])
    if not capital:
        return _says(_clause_after(after)) and words[-1] in _ENDS
    if is_subject or after[:1] == ":":
        return size >= _SHORTEST
    if words[-1] in ",?!—–-" and size < _SHORTEST and (_says(_clause_after(after)) or CUE_ALONE.match(after)):
        return True
    if words[-1] in ",—–-" or (words[-1] not in _ENDS and after[:1] == ","):
        return _says(_clause_after(after)) or (size >= _LONG and not words.istitle())
    return size >= _SHORTEST or not after.strip()


def _is_whole(words: str, size: int, before: str) -> bool:
    """Tell whether a quotation after a comma is a sentence by its own make, whatever leads on to it: `he goes, “You won?”`."""
    return before[-1] == "," and size >= _SHORTEST and words[-1] in _ENDS and not is_titled(words)


def _after_last_mark(before: str) -> str:
    return before[max(before.rfind(mark) for mark in '”»"’“') + 1 :]


_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.?!](?:\s|$)")
_LOOK = 90
_SHORTEST, _LONG = 3, 4  # words
_CUE = 3  # words between which and a comma a verb of saying introduces a quotation: "the minister said on Monday, “…”"
_JOINTS = frozenset(",:;—–-…)")
_INNER_STOP = re.compile(r"[a-z\d][.?!…]['’\"”)]?\s+[“\"‘'(]?[A-Z]")
_SENTENCE_ENDS = frozenset('.?!”"’»…)')
_ENDS = frozenset(".,?!…—–-")
_AFTER = frozenset(",.?!:")
_WORDS = re.compile(r"[^\W\d_]+")


def _says(words: str) -> bool:
    forms = saying_forms()
    return any(found.group().lower() in forms for found in _WORDS.finditer(words))


def _clause_after(after: str) -> str:
    return re.split(r"[.;:?!“\"]\s", after, maxsplit=1)[0]


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
            broken = at > 0 and _is_broken(text, waiting[at - 1], paragraph)
            if is_spoken(text, waiting[at], paragraph, after_broken=broken):
                inside.append(waiting[at])
            at += 1
        yield from _of_paragraph(text, number, paragraph, inside)


def _is_broken(text: str, before: Quotation, paragraph: Span) -> bool:
    last = text[before.content.end - 1]
    return before.outer.start >= paragraph.start and (
        last in ",—–-" or text[before.outer.end : before.outer.end + 1] == ","
    )


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
    at = 0
    for cut in _sentences(masked, held):
        own = []
        while at < len(held) and held[at].span.start < cut.end:
            span = held[at].span
            if cut.contains(span):
                own.append(Held(held[at].quotation, Span(span.start - cut.start, span.end - cut.start)))
            at += 1
        bare = bool(own) and not _has_words(masked, cut, own)
        yield Frame(cut.of(masked), number, tuple(own), bare, _rebased(origins, cut))


def _rebased(origins: Sequence[tuple[int, int]], cut: Span) -> tuple[tuple[int, int], ...]:
    first = max(0, bisect_right(origins, (cut.start, _FAR)) - 1)
    past = bisect_left(origins, (cut.end, -1))
    kept = []
    for here, there in origins[first:past]:
        begin = max(here, cut.start)
        kept.append((begin - cut.start, there + begin - here))
    return tuple(kept)


_FAR = 1 << 62


def _has_words(masked: str, cut: Span, own: Sequence[Held]) -> bool:
    rest, cursor = [], cut.start
    for h in own:
        rest.append(masked[cursor : cut.start + h.span.start])
        cursor = cut.start + h.span.end
    rest.append(masked[cursor : cut.end])
    return any(c.isalnum() for c in "".join(rest))


def _cover(text: str, quotation: Quotation, paragraph: Span) -> str:
    words = quotation.content.of(text).rstrip("’'")
    after = text[quotation.outer.end : min(quotation.outer.end + 40, paragraph.end)]
    last = words[-1]
    stop = ""
    if last in ",?!—–-" or (last in ".…" and GOES_ON.match(after)):
        # A question before its cue must not end the frame's sentence.
        stop = "," if after.strip() else "."
    elif last in ".…":
        stop = "."
    elif not after.strip() or after.lstrip()[0] not in ",.;:?!":
        stop = "," if after.strip() else "."
    return f"“{STAND_IN}{stop}”"


def _sentences(masked: str, held: Sequence[Held]) -> Iterator[Span]:
    """Yield the sentences, and the parts of one in which several speak; none ends inside a stand-in."""
    for sentence in _whole_sentences(masked, held):
        start = sentence.start
        for found in islice(_SEMICOLON.finditer(masked, start, sentence.end), _MOST_PARTS):
            after = masked[found.end() : min(found.end() + _LOOK, sentence.end)]
            inside = _is_inside(held, found.start())
            if not inside and _says(masked[start : found.start()]) and _says(_clause_after(after)):
                yield Span(start, found.start() + 1)
                start = found.end()
        yield Span(start, sentence.end)


_SEMICOLON = re.compile(r";\s+(?=\S)")
_MOST_PARTS = 20


def _whole_sentences(masked: str, held: Sequence[Held]) -> Iterator[Span]:
    """Yield the sentences; none ends inside a stand-in or between one with a comma and its cue."""
    waiting: Span | None = None
    for cut in sentences(masked):
        if waiting is None:
            waiting = cut
        elif len(waiting) < _LONGEST_JOINED and _belongs(masked, held, waiting.end):
            waiting = Span(waiting.start, cut.end)
        else:
            yield waiting
            waiting = cut
    if waiting is not None:
        yield waiting


_LONGEST_JOINED = 1_000  # characters


def _is_inside(held: Sequence[Held], place: int) -> bool:
    at = bisect_right(held, place - 1, key=lambda h: h.span.start) - 1
    return at >= 0 and held[at].span.start < place < held[at].span.end


def _belongs(masked: str, held: Sequence[Held], end: int) -> bool:
    return (
        _is_inside(held, end)
        or masked.endswith(",”", 0, end)
        or bool(RANK_AT_END.search(masked, max(0, end - _LOOK), end))
    )
