"""WordPiece: cut a sentence into the entries of a model's vocabulary.

Source:
    Devlin et al. 2019 (BERT), the uncased basic tokenizer and greedy longest-match-first WordPiece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

# A longer word is unknown as a whole: BERT's own limit, and what bounds the cost of one word.
LONGEST_WORD = 100

_UNKNOWN, _OPEN, _CLOSE = "[UNK]", "[CLS]", "[SEP]"


class WordPiece:
    """A vocabulary and the rule that cuts text into its entries.

    Args:
        entries: The vocabulary in the order of its ids; must hold ``[UNK]``, ``[CLS]`` and ``[SEP]``.
        limit: Most ids a sentence gets, the two marks at its ends included; what is beyond is cut off.
    """

    def __init__(self, entries: Sequence[str], limit: int) -> None:
        self._ids = {entry: place for place, entry in enumerate(entries)}
        self._unknown, self._open, self._close = (self._ids[mark] for mark in (_UNKNOWN, _OPEN, _CLOSE))
        self._limit = limit
        self._cut = lru_cache(maxsize=32768)(self._cut_word)

    def ids(self, sentence: str) -> list[int]:
        """Return the ids of a sentence, 2 to ``limit`` of them, between the marks of its ends."""
        room = self._limit - 1
        found = [self._open]
        # No word is cut into fewer ids than one, and none is longer than LONGEST_WORD and known.
        for word in _words(sentence[: self._limit * LONGEST_WORD]):
            found.extend(self._cut(word))
            if len(found) >= room:
                del found[room:]
                break
        found.append(self._close)
        return found

    def _cut_word(self, word: str) -> tuple[int, ...]:
        """Return the ids of the longest entries that make up ``word``, left to right; one unknown where none do."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            end = len(word)
            while end > start and (mark + word[start:end]) not in self._ids:
                end -= 1
            if end == start:
                return (self._unknown,)
            pieces.append(self._ids[mark + word[start:end]])
            start = end
        return tuple(pieces)


def _words(text: str) -> Iterator[str]:
    """Yield runs between white space, lower-case and without accents; a mark or an ideograph is one of its own."""
    word: list[str] = []
    for character in unicodedata.normalize("NFD", text.lower()):
        kind = _kind(character)
        if kind == "drop":
            continue
        if kind == "keep":
            word.append(character)
            continue
        if word:
            yield "".join(word)
            word.clear()
        if kind == "alone":
            yield character
    if word:
        yield "".join(word)


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """Tell what becomes of a character: ``keep``, ``alone`` (a token by itself), ``space`` or ``drop``."""
    if character in "\t\n\r":
        return "space"
    category = unicodedata.category(character)
    if category == "Zs":
        return "space"
    # NFD has split accents off: the marks go. Control and format characters go too, and what could not be decoded.
    if category == "Mn" or category in {"Cc", "Cf"} or character in "\0\ufffd":
        return "drop"
    code = ord(character)
    is_ascii_mark = code < 128 and not character.isalnum()
    return "alone" if is_ascii_mark or category.startswith("P") or _is_ideograph(code) else "keep"


def _is_ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x2CEAF
        or 0x2F800 <= code <= 0x2FA1F
    )
