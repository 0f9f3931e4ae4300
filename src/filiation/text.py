"""Characters, spans, tokens and sentences: the ground that every stage stands on.

Offsets count Unicode code points and are half-open. Text is never copied about: a `Span` points into the text of
one page, and `Span.of` reads it. Folding (`fold`) maps one code point to one, so offsets survive it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters ``start`` to ``end`` (half-open, in code points) of one text."""

    start: int
    end: int

    # Written out, since pages make spans by the hundred: half the time of a generated one that checks afterwards.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            message = f"a span needs 0 <= start <= end, got {start}..{end}"
            raise ValueError(message)
        _set(self, "start", start)
        _set(self, "end", end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Read the span's characters in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds all ``spans`` (at least one)."""
    every = list(spans)
    return Span(min(s.start for s in every), max(s.end for s in every))


def trim(text: str, span: Span) -> Span:
    """Return ``span`` without the white space at its ends."""
    words = text[span.start : span.end]
    ink = words.strip()
    if len(ink) == len(words):
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(ink))


def plural(count: int, noun: str) -> str:
    """Return "1 page", "2 pages"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# ---------------------------------------------------------------------------------------------------------------
# Folding: one code point to one code point.

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
}


def fold(text: str) -> str:
    """Return ``text`` in lower case with one kind of quotation mark, apostrophe, dash and space; the same length.

    Characters whose lower case is longer than one code point keep their case, so that offsets stay true.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    if lowered.isascii():
        return lowered.replace("`", "'")
    # Each sign is looked for in turn: that is memchr, and `translate` would ask a dictionary for each character.
    for sign, folded in _FOLDED.items():
        if sign in lowered:
            lowered = lowered.replace(sign, folded)
    return lowered


# ---------------------------------------------------------------------------------------------------------------
# Tokens.

# Scripts that write no spaces between words: each character is a token.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


def _words(alnum: str, letter: str, figure: str) -> str:
    """Return a pattern of words, by what a letter is, what a figure, what either; its parts differ in their first sign."""
    return rf"""
      [a-z]{{2,}}+(?=[ ,.\n])              # most words, told at once
    | {letter}(?:
          {alnum}+(?:['\-]{alnum}+)*        # words, with inner apostrophes and hyphens
        | \.(?:{letter}\.)+                # U.S.  p.m.
        | (?:['\-]{alnum}+)*               # a  o'clock
      )
    | {figure}\d*(?:[.,:]\d+)*%?          # 100,000  3.5%  17:20
    | _
    """


_ASCII = _words("[a-z0-9]", "[a-z]", r"\d")
_ANY = _words(rf"[^\W_{_UNSPACED}]", rf"[^\W\d_{_UNSPACED}]", rf"(?![{_UNSPACED}])\d")
_SIGNS = r"\.\.\. | [^\w\s]"
# Of folded text, by whether it is ASCII and whether words alone are wanted. One group, so that `split` gives what
# stands between the tokens and the tokens in turn, and no call is made for each.
_CUTS = {
    (True, True): re.compile(f"({_ASCII})", re.VERBOSE),
    (True, False): re.compile(f"({_ASCII} | {_SIGNS})", re.VERBOSE),
    (False, True): re.compile(rf"({_ANY} | (?=\w)[{_UNSPACED}])", re.VERBOSE),
    (False, False): re.compile(f"({_ANY} | [{_UNSPACED}] | {_SIGNS})", re.VERBOSE),
}


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a text: N normal forms and their places.

    Attributes:
        forms: Normalised face (`fold`) of each token, length N. The printed face is the text at its span.
        starts: First character of each token; shape (N,), int32, ascending, read-only.
        ends: Past its last character; shape (N,), int32, read-only.
    """

    forms: tuple[str, ...]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, past: int) -> Span:
        """Return the characters from token ``first`` up to, not including, token ``past`` (first < past)."""
        return Span(int(self.starts[first]), int(self.ends[past - 1]))


def tokenise(text: str, spans: Iterable[Span] | None = None, *, words_only: bool = False) -> Tokens:
    """Cut ``text`` (or only its ``spans``, in order) into tokens.

    Args:
        text: The whole text that offsets point into.
        spans: Where to look; None for everywhere.
        words_only: Leave punctuation out.

    Returns:
        Tokens in the order of the spans. Words keep inner apostrophes and hyphens, figures their separators and a
        per cent sign, abbreviations such as ``U.S.`` their points; each character of a script without spaces is one.
    """
    within = (Span(0, len(text)),) if spans is None else tuple(spans)
    # Paragraph by paragraph: what is small for a letter depends on its neighbours. No token holds the break between two.
    pieces = [fold(span.of(text)) for span in within]
    folded = pieces[0] if len(pieces) == 1 else "\n".join(pieces)
    parts = _CUTS[folded.isascii(), words_only].split(folded)
    bounds = np.cumsum(np.fromiter(map(len, parts), dtype=np.int32, count=len(parts)), dtype=np.int32)
    starts, ends = bounds[:-1:2].copy(), bounds[1::2].copy()
    if len(within) > 1:
        begins = np.cumsum([0, *(len(piece) + 1 for piece in pieces[:-1])])
        moves = np.array([span.start for span in within]) - begins
        moved = moves[np.searchsorted(begins, starts, side="right") - 1].astype(np.int32)
        starts += moved
        ends += moved
    elif within:
        starts += within[0].start
        ends += within[0].start
    return Tokens(tuple(map(sys.intern, parts[1::2])), _locked(starts), _locked(ends))


def words_of(folded: str) -> list[str]:
    """Return the words of folded text: the forms of `tokenise` with ``words_only``, which does not say where they are."""
    return _CUTS[folded.isascii(), True].findall(folded)


def _locked(array: NDArray[np.int32]) -> NDArray[np.int32]:
    array.flags.writeable = False
    return array


# ---------------------------------------------------------------------------------------------------------------
# Paragraphs and sentences.

_BREAK = re.compile(r"(\n|\r\n?|\u2028|\u2029)")
_PARAGRAPH = re.compile(r"\S(?:[^\r\n\u2028\u2029]*\S)?")
_LOWER_NEXT = re.compile(r"\n[^\s!-`{-~“”‘’„«»—–•…]")
"""A break before what may be lower case: without one, nothing is wrapped."""
_OTHER_BREAKS = "\r\u2028\u2029"
_FIRST_WORD = re.compile(r"\S{1,40}")
_LEAST_WRAPPED, _WIDEST = 50, 100
"""Characters of a line that a break in mid-sentence shows to be wrapped. Mailed and archived copy is set 60-80 wide."""
_LEAST_CONTINUED = 25
"""The same in a text that is known to be wrapped: archived dispatches begin behind a dateline that was taken off."""
_WRAPPED_SHARE = 0.4
"""Of the breaks behind lines of that length: so many stand in mid-sentence, before lower case, where text is wrapped
(Reuters-21578: three in four); in lists of headlines hardly any does."""
_WIDTH_RANK = 9
"""Tenths of the lines broken in mid-sentence that are no longer than the width taken: one stray long line is no measure."""
_SURE_BREAKS = 3
"""Breaks in mid-sentence that make a page wrapped which holds longer lines as well."""
# "… said so. U.S. troops left": nupunkt takes the points of "U.S." for the sentence's.
_BEFORE_INITIALS = re.compile(
    r"(?<![\w.])(?!(?:vs|no|cf|al|ca|approx|dept|est|inc|corp|ltd|gen|gov|rep|sen)\.)[^\W\d_A-ZÀ-ÞА-Я]{2,30}[.!?][\"”’')]{0,2}(?=\s{1,2}(?:[A-Z]\.){2,6}\s)"
)
# A sentence does not end at an ellipsis that lower case, or a capital inside an open quotation, continues.
_ELLIPSIS_END = re.compile(r"(?:…|\.\.\.)\s*$")


@lru_cache(maxsize=16)
def unwrap(text: str) -> str:
    """Return ``text`` with a space for each character of a line break that only wraps a line; the same length.

    A text is wrapped where lines of a usual width break in mid-sentence; then a break is a wrap if the next line's
    first word had no room on the line before (in a block of lines that holds a sentence), or the sentence goes on in lower case. A blank line, an indent or a short
    line ends a paragraph. Cost: linear.
    """
    if _LOWER_NEXT.search(text) is None and not any(sign in text for sign in _OTHER_BREAKS):
        return text
    parts = _BREAK.split(text)
    lines, breaks = parts[::2], parts[1::2]
    lengths = list(map(len, lines))
    follows = [line != "" and not line[0].isspace() for line in lines[1:]]
    near = [at for at, runs_on in enumerate(follows) if runs_on and _LEAST_WRAPPED <= lengths[at] <= _WIDEST]
    sure = [at for at in near if _goes_on(lines[at], lines[at + 1])]
    fewest = _SURE_BREAKS if max(lengths) > _WIDEST else 1
    if len(sure) < fewest or len(sure) < _WRAPPED_SHARE * len(near):
        return text
    width = sorted(lengths[at] for at in sure)[_WIDTH_RANK * (len(sure) - 1) // 10]
    known = frozenset(sure)
    blocks = list(accumulate((not runs_on for runs_on in follows), initial=0))  # no blank line or indent within one
    prose = {blocks[at] for at in sure}
    for at, line in enumerate(lines[:-1]):
        if blocks[at] not in prose and (_ends_sentence(line) or line.find(". ") >= (at == 0)):
            prose.add(blocks[at])
    for at, runs_on in enumerate(follows):
        if runs_on and _LEAST_CONTINUED <= lengths[at] <= _WIDEST:
            had_no_room = lengths[at] > width // 2 and lengths[at] + 1 + _first_word(lines[at + 1]) > width
            if at in known or (had_no_room and blocks[at] in prose) or _goes_on(lines[at], lines[at + 1]):
                breaks[at] = " " * len(breaks[at])
    return "".join((*chain.from_iterable(zip(lines, breaks, strict=False)), lines[-1]))


def _first_word(line: str) -> int:
    """Return the characters of a line's first word, at most 40."""
    word = _FIRST_WORD.match(line)
    return 0 if word is None else word.end()


def _ends_sentence(line: str) -> bool:
    return line[-4:].rstrip(' "”’)')[-1:] in {".", "!", "?", "…"}


_ADDRESS = ("http:", "https:", "www.")


def _goes_on(line: str, following: str) -> bool:
    """Tell whether a sentence goes on from line to line: no sign ends the one, and the next begins in lower case."""
    if not following[0].islower():
        return False
    before = line[-4:].rstrip()
    return before != "" and (before[-1].isalnum() or before[-1] in ",-–—'’") and not following.startswith(_ADDRESS)


def paragraphs(text: str, spans: Iterable[Span] | None = None) -> Iterator[Span]:
    """Yield the paragraphs of ``text`` (or of its ``spans``), trimmed: lines with ink, wrapped ones taken together."""
    flat = unwrap(text)
    for span in (Span(0, len(text)),) if spans is None else spans:
        for found in _PARAGRAPH.finditer(flat, span.start, span.end):
            yield Span(*found.span())


def sentences(text: str, spans: Iterable[Span] | None = None) -> Iterator[Span]:
    """Yield the sentences of ``text`` (or of its ``spans``), paragraph by paragraph, trimmed.

    Source:
        nupunkt within a paragraph (F .986 on 109 sentences of news, paragraph by paragraph). A break after an ellipsis
        is taken back, which was its one systematic error there; one before "U.S." is added.
    """
    flat = unwrap(text)
    for paragraph in paragraphs(text, spans):
        for start, end in _breaks(paragraph.of(flat)):
            yield Span(paragraph.start + start, paragraph.start + end)


@lru_cache(maxsize=65536)
def _breaks(paragraph: str) -> tuple[tuple[int, int], ...]:
    from nupunkt import sent_spans

    found: list[tuple[int, int]] = []
    cuts = [cut for start, end in sent_spans(paragraph) for cut in _parts(paragraph, start, end)]
    for cut in cuts:
        if found and _ELLIPSIS_END.search(paragraph[found[-1][0] : found[-1][1]]):
            found[-1] = (found[-1][0], cut.end)
        else:
            found.append((cut.start, cut.end))
    return tuple(found)


def _parts(paragraph: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence's parts where a word in lower case ends one and an abbreviation in capitals opens the next."""
    for found in _BEFORE_INITIALS.finditer(paragraph, start, end):
        yield trim(paragraph, Span(start, found.end()))
        start = found.end()
    if rest := trim(paragraph, Span(start, end)):
        yield rest
