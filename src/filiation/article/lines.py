"""The lines of a page of bare text, their characters' kinds and their words, as columns.

Everything here is counted over the whole page at once (NumPy), so that a page of 100,000 lines and a page that is
one line of two million characters both cost linear time.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from filiation.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Kinds of characters, as bits: a character may be of several.
LETTER, UPPER, LOWER, DIGIT, SPACE, UNSPACED, END, COMMA, QUOTE, CLOSER, BULLET, BAR, BREAK = (
    1 << i for i in range(13)
)

# Scripts that write no spaces between words, as in `filiation.text`; past the BMP, the ideographs of planes 2 and 3.
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)
_IDEOGRAPHS = (0x20000, 0x40000)
_BMP = 0x10000

_SIGNS = {
    END: ".!?…。！？؟۔।॥．｡",
    COMMA: ",;،؛、，；:：",
    QUOTE: '"“”„«»‘’‚‹›「」『』',
    CLOSER: "\"'“”‘’»«)]』」）】*",
    BULLET: "•·‣▪●*◦■□▶►✓–—-→»›+#>|×",
    BAR: "|/»›→>©@#_=+<\\•·®™~",
    BREAK: "\r\n\u2028\u2029",
}

WORD_OF_UNSPACED = 1.7
"""Characters that make a word where no spaces part them: Chinese and Japanese news run to 1.5–2."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The L lines of a page that hold ink, and its W words in order.

    Attributes:
        text: The page.
        folded: It in lower case, same offsets.
        kinds: What each character is, as bits; shape (characters,), uint16.
        starts: First character of each line that is no space; shape (L,), ascending.
        ends: Past its last one; shape (L,).
        words: Folded words; a word of an unspaced script is a pair of neighbouring characters, overlapping the next.
        word_starts: First character of each word; shape (W,).
        word_ends: Past its last one; shape (W,).
        word_lines: The line it stands in; shape (W,), ascending.
        word_types: Number of its form in ``types``; shape (W,).
        types: The distinct forms, in order of appearance.
    """

    text: str
    folded: str
    kinds: NDArray[np.uint16]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    words: list[str]
    word_starts: NDArray[np.int64]
    word_ends: NDArray[np.int64]
    word_lines: NDArray[np.int64]
    word_types: NDArray[np.int64]
    types: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Count, line by line, the characters for which ``mask`` (one value a character) holds."""
        at = np.flatnonzero(mask)
        return (np.searchsorted(at, self.ends) - np.searchsorted(at, self.starts)).astype(np.float64)

    def sum_words(self, weight: NDArray[np.bool_] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum, line by line, ``weight`` (one value a word)."""
        return np.bincount(self.word_lines, weights=weight, minlength=len(self)).astype(np.float64)

    def is_kind(self, kind: int) -> NDArray[np.bool_]:
        """Tell of each character whether it is of ``kind``."""
        mask: NDArray[np.bool_] = (self.kinds & kind) != 0
        return mask


def read_lines(text: str) -> Lines:
    """Cut ``text`` into lines and words.

    Returns:
        Its lines with ink, trimmed, in order; the same lines as `filiation.text.paragraphs`. Cost: linear.
    """
    kinds = _kinds_of(text)
    ink = np.flatnonzero((kinds & SPACE) == 0)
    line_of = np.cumsum((kinds & BREAK) != 0)[ink]
    first = np.flatnonzero(np.diff(line_of, prepend=-1))
    starts = ink[first]
    ends = ink[np.append(first[1:], len(ink)) - 1] + 1 if len(ink) else ink

    word_starts, word_ends = _words(kinds)
    lowered = text.lower()
    folded = lowered if len(lowered) == len(text) else fold(text)
    words = [folded[a:b] for a, b in zip(word_starts.tolist(), word_ends.tolist(), strict=True)]
    number: dict[str, int] = {}
    word_types = np.fromiter((number.setdefault(w, len(number)) for w in words), np.int64, len(words))
    return Lines(
        text=text,
        folded=folded,
        kinds=kinds,
        starts=starts,
        ends=ends,
        words=words,
        word_starts=word_starts,
        word_ends=word_ends,
        word_lines=np.searchsorted(starts, word_starts, side="right") - 1,
        word_types=word_types,
        types=list(number),
    )


def _words(kinds: NDArray[np.uint16]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the runs of letters, and the pairs of neighbouring characters of an unspaced script."""
    unspaced = (kinds & UNSPACED) != 0
    spaced = ((kinds & LETTER) != 0) & ~unspaced
    edges = np.flatnonzero(np.diff(np.concatenate(([False], spaced, [False])).astype(np.int8)))
    pairs = np.flatnonzero(unspaced[:-1] & unspaced[1:])
    starts = np.concatenate((edges[::2], pairs))
    ends = np.concatenate((edges[1::2], pairs + 2))
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]


def _kinds_of(text: str) -> NDArray[np.uint16]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _table()[np.minimum(codes, _BMP - 1)]
    if len(codes) and int(codes.max()) >= _IDEOGRAPHS[0]:
        kinds[(codes >= _IDEOGRAPHS[0]) & (codes < _IDEOGRAPHS[1])] = LETTER | UNSPACED
    return kinds


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint16]:
    """Return the kinds of the characters of the Basic Multilingual Plane (its last stands for all beyond)."""
    table = np.zeros(_BMP, np.uint16)
    by_category = {"Lu": UPPER | LETTER, "Lt": UPPER | LETTER, "Ll": LOWER | LETTER, "Nd": DIGIT}
    for code in range(_BMP - 1):
        sign = chr(code)
        category = unicodedata.category(sign)
        kind = by_category.get(category, LETTER if category[0] in "LM" else 0)
        table[code] = kind | SPACE if sign.isspace() else kind
    for low, high in _UNSPACED_RANGES:
        part = table[low : high + 1]
        part[(part & LETTER) != 0] |= UNSPACED
    for kind, signs in _SIGNS.items():
        for sign in signs:
            table[ord(sign)] |= kind
    table.flags.writeable = False
    return table
