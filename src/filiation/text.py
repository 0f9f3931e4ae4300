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
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (half-open, in code points) of one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"a span needs 0 <= start <= end, got {self.start}..{self.end}"
            raise ValueError(message)

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
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


# ---------------------------------------------------------------------------------------------------------------
# Folding: one code point to one code point.

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
}
_FOLD = str.maketrans(_FOLDED)


def fold(text: str) -> str:
    """Return ``text`` in lower case with one kind of quotation mark, apostrophe, dash and space; the same length.

    Characters whose lower case is longer than one code point keep their case, so that offsets stay true.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_FOLD)


# ---------------------------------------------------------------------------------------------------------------
# Tokens.

# Scripts that write no spaces between words: each character is a token.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"""
    [{_UNSPACED}]                                  # one character of an unspaced script
    | \d+(?:[.,:]\d+)*%?                           # 100,000  3.5%  17:20
    | (?:[^\W\d_{_UNSPACED}]\.){{2,}}              # U.S.  p.m.
    | [^\W_{_UNSPACED}]+(?:['’\-‐‑][^\W_{_UNSPACED}]+)*   # words, with inner apostrophes and hyphens
    | \.\.\.|…
    | [^\w\s]|_                                    # any other sign, alone
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w")


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
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for span in (Span(0, len(text)),) if spans is None else spans:
        for found in _TOKEN.finditer(fold(span.of(text))):
            form = found.group()
            if words_only and not _WORD.match(form):
                continue
            forms.append(sys.intern(form))
            starts.append(span.start + found.start())
            ends.append(span.start + found.end())
    return Tokens(tuple(forms), _locked(starts), _locked(ends))


def _locked(values: list[int]) -> NDArray[np.int32]:
    array = np.asarray(values, dtype=np.int32)
    array.flags.writeable = False
    return array


# ---------------------------------------------------------------------------------------------------------------
# Paragraphs and sentences.

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
# A sentence does not end at an ellipsis that lower case, or a capital inside an open quotation, continues.
_ELLIPSIS_END = re.compile(r"(?:…|\.\.\.)\s*$")


def paragraphs(text: str, spans: Iterable[Span] | None = None) -> Iterator[Span]:
    """Yield the lines of ``text`` (or of its ``spans``) that hold more than white space, trimmed."""
    for span in (Span(0, len(text)),) if spans is None else spans:
        for found in _PARAGRAPH.finditer(text, span.start, span.end):
            line = trim(text, Span(found.start(), found.end()))
            if line:
                yield line


def sentences(text: str, spans: Iterable[Span] | None = None) -> Iterator[Span]:
    """Yield the sentences of ``text`` (or of its ``spans``), paragraph by paragraph, trimmed.

    Source:
        nupunkt within a paragraph (F .986 on 109 sentences of news, paragraph by paragraph); a break after an
        ellipsis is taken back, which was its one systematic error there.
    """
    for paragraph in paragraphs(text, spans):
        for start, end in _breaks(paragraph.of(text)):
            yield Span(paragraph.start + start, paragraph.start + end)


@lru_cache(maxsize=65536)
def _breaks(paragraph: str) -> tuple[tuple[int, int], ...]:
    from nupunkt import sent_spans

    found: list[tuple[int, int]] = []
    for start, end in sent_spans(paragraph):
        cut = trim(paragraph, Span(start, end))
        if not cut:
            continue
        if found and _ELLIPSIS_END.search(paragraph[found[-1][0] : found[-1][1]]):
            found[-1] = (found[-1][0], cut.end)
        else:
            found.append((cut.start, cut.end))
    return tuple(found)
