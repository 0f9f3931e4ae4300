"""Utterances: speech found in one sentence, before anyone asks what the speaker is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filiation.testimony.attribution import SpeechKind
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence
from filiation.text import Span, hull


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of speech, as its own sentence (or its neighbours) tell it.

    Attributes:
        kind: Direct, indirect or mixed.
        pieces: Content in the page, marks excluded; ascending, at least one.
        cue: None for a quotation that stands alone.
        source: The mention of who speaks; None where none is told.
        head: The mention's head word; None with ``source``.
        support: 0-1, how sure it is that this is speech by this source.
        paragraph: Number of the paragraph of its first piece.
        is_borrowed: The source is not told with the quotation but taken from its neighbour.
    """

    kind: SpeechKind
    pieces: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    head: Span | None
    support: float
    paragraph: int
    is_borrowed: bool = False


# What may stand between two runs of content without being a gap: punctuation of the sentence, not words.
_TRIMMED = frozenset(" \t,;:.-–—\"“”'‘’„«»")
_LEFT_OUT = frozenset({"relcl", "advcl", "acl", "parataxis", "punct", "cc", "conj", "ccomp"})


def mention(frame: Frame, parsed: ParsedSentence, head: int) -> tuple[Span, Span]:
    """Return where a noun phrase and its head word stand in the page.

    The phrase runs from its first modifier to its last, appositions included, clauses about it left out.
    """
    head = _past_hyphens(parsed, head)
    word = parsed.words[head]
    barred = [k.index for k in parsed.kids(head) if k.dep in _LEFT_OUT and (k.dep != "conj" or k.index < head)]
    # "the ministers of France and Italy" stays whole; "Smith and" does not.
    if any(k.dep == "conj" for k in parsed.kids(head)):
        barred = [i for i in barred if parsed.words[i].dep not in {"cc", "conj"}]
    words = parsed.subtree(head, without=barred)
    first = last = words.index(head)
    while first > 0 and _touch(parsed, words[first - 1], words[first]):
        first -= 1
    while last + 1 < len(words) and _touch(parsed, words[last], words[last + 1]):
        last += 1
    low, high = words[first], words[last]
    while low > 0 and parsed.words[low].pos == "PROPN" and parsed.words[low - 1].pos == "PROPN":
        low -= 1  # the rest of a name that the parser hung elsewhere
    while low > 1 and parsed.words[low - 1].text == "-" and parsed.words[low - 1].end == parsed.words[low].start:
        low -= 2
    for i in range(head + 1, high):
        if parsed.words[i].text == "," and parsed.words[i + 1].tag in {"WP", "WP$", "WDT"}:
            high = i - 1  # a clause that the parser hung on the name's apposition: "…, an analyst at a bank, who …"
            break
    while high > head and parsed.words[high].pos == "PUNCT":
        high -= 1
    while low < head and parsed.words[low].pos == "PUNCT":
        low += 1
    return (
        frame.in_page(parsed.words[low].start, parsed.words[high].end),
        frame.in_page(word.start, word.end),
    )


def _past_hyphens(parsed: ParsedSentence, head: int) -> int:
    """Return the last part of a hyphenated word that a parser may take apart: the "co" of "co-author Michael Wise"."""
    words = parsed.words
    while (
        head + 2 < len(words)
        and words[head + 1].text == "-"
        and words[head].end == words[head + 1].start
        and words[head + 1].end == words[head + 2].start
        and words[head + 2].pos in {"NOUN", "PROPN"}
    ):
        head = _named(parsed, head + 2)
    return head


def _named(parsed: ParsedSentence, noun: int) -> int:
    """Return the last word of the name that follows a noun at once; the noun itself where none does."""
    words = parsed.words
    last = noun
    while last + 1 < len(words) and words[last + 1].pos == "PROPN":
        last += 1
    return last if words[noun].pos == "NOUN" else noun


def _touch(parsed: ParsedSentence, left: int, right: int) -> bool:
    return all(parsed.words[i].pos == "PUNCT" for i in range(left + 1, right))


def span_of(frame: Frame, sentence: ParsedSentence, words: Sequence[int]) -> Span:
    """Return where words stand in the page, as one stretch."""
    return hull(frame.in_page(sentence.words[i].start, sentence.words[i].end) for i in words)


def pieces(text: str, frame: Frame, parsed: ParsedSentence, words: Iterable[int]) -> tuple[Span, ...]:
    """Return where a set of words stands in the page: runs with gaps only where other words stand between."""
    found: list[Span] = []
    last: int | None = None
    for index in words:
        word = parsed.words[index]
        here = frame.in_page(word.start, word.end)
        joined = last is not None and _touch(parsed, last, index)
        if joined and here.start >= found[-1].start:
            found[-1] = Span(found[-1].start, max(found[-1].end, here.end))
        else:
            found.append(here)
        last = index
    cut = (trimmed(text, span) for span in found)
    return tuple(span for span in cut if span)


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the punctuation and space at its ends; a quotation mark stays where its partner is inside."""
    start, end = span.start, span.end
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    opened = max(text.rfind(mark, start, end) for mark in _OPENERS + "‘")
    if opened >= 0 and text[opened] == '"' and text.count('"', start, end) % 2 == 0:
        opened = -1  # a straight mark that closes
    if opened >= 0:
        # “… the “ultimatum.”: up to the closing mark, which the sentence's last stop may stand before.
        for past in range(end, min(end + _MARK_REACH, len(text))):
            if text[past] in (_CLOSERS if text[opened] != "‘" else "’"):
                closed = _CLOSED if text[opened] != "‘" else _CLOSED_SINGLE
                return Span(start, past + 1) if not closed.search(text, opened + 1, end) else Span(start, end)
            if text[past] not in _TRIMMED:
                break
    elif end > start and span.start < start and text[start - 1] in _OPENERS and _CLOSED.search(text, start, end):
        start -= 1
    return Span(start, end)


def inside_marks(text: str, span: Span) -> Span:
    """Return a span without the pair of quotation marks around all of it, if there is one."""
    if len(span) > _MARK_REACH and text[span.start] in _OPENERS and text[span.end - 1] in _CLOSERS:
        return Span(span.start + 1, span.end - 1)
    return span


_OPENERS, _CLOSERS = '“„«"', '”»"“'
_CLOSED = re.compile(r"[”»\"]")
_CLOSED_SINGLE = re.compile(r"’(?!\w)")
_MARK_REACH = 3
