"""Swaps: where a page and a near copy of it stand word for word, but for synonyms in the same slots.

Desks shorten, move and rephrase; hardly any goes through a dispatch and puts a synonym in the place of every tenth
word, which is all that a spinner does. Beside a copy of its original that shows at once, however well its words suit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

# Part of the shorter text's words that both have in order: copies have .45-1, two reports of one event .35 at most.
_NEAR = 0.45
# Words of a slot, on either side: more is rewriting.
_WIDEST = 4
# Matched words around a slot, one at least on each side: less is chance.
_LEAST_FRAME = 3
# Swaps are counted as if a copy shared so many words more, so that a short one is not judged by two of them.
_MORE_WORDS = 150
# Indel similarity from which two words are one word's spellings or forms ("organise", "floods").
_SAME_WORD = 0.7
# What a desk has for a name or a noun, and a noun for it.
_PRONOUNS = frozenset({"he", "her", "him", "i", "it", "she", "them", "they", "we", "who", "you"})


@dataclass(frozen=True, slots=True)
class Swap:
    """Words that stand where a near copy has others; places are those of the two readings, half-open.

    Attributes:
        first: Place of the page's first word.
        past: Past its last.
        other_first: The same in the copy.
        other_past: Past its last.
        is_synonym: Whether the thesaurus joins them; else they have nothing but the slot in common.
    """

    first: int
    past: int
    other_first: int
    other_past: int
    is_synonym: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """A page beside a near copy.

    Attributes:
        kept: Places of the page's words that the copy has in the same order, as half-open ranges, ascending.
        swaps: Where they differ between those, ascending.
    """

    kept: tuple[tuple[int, int], ...]
    swaps: tuple[Swap, ...]

    @property
    def shared(self) -> int:
        """How many words both have in the same order."""
        return sum(past - first for first, past in self.kept)

    @property
    def rate(self) -> float:
        """Synonyms in a hundred shared words, drawn towards 0 where few words are shared.

        Measured: 1.2 at most between dispatches of Reuters-21578 and their revisions (200 pairs), 1.7-5.4 between
        invented spun pages and copies of their originals.
        """
        return 100 * sum(swap.is_synonym for swap in self.swaps) / (self.shared + _MORE_WORDS)


def compare(own: Reading, other: Reading, lexicon: Lexicon) -> Likeness | None:
    """Align two readings word by word; None where they are no near copies.

    Cost: the product of their lengths over 64; ``reading.LONGEST`` bounds both.

    Source:
        Longest common subsequence in bit-parallel form (Hyyrö 2004), as in rapidfuzz.
    """
    from rapidfuzz.distance import Indel

    least = _NEAR * min(len(own), len(other))
    mine, theirs = own.marks.tolist(), other.marks.tolist()
    if not least or Indel.similarity(mine, theirs) < 2 * least:
        return None
    equal = _equal(Indel.opcodes(mine, theirs))
    swaps: list[Swap] = []
    for before, after in pairwise(equal):
        frame = before[1] - before[0] + after[1] - after[0]
        slot = Swap(before[1], after[0], before[3], after[2], is_synonym=False)
        width, other_width = slot.past - slot.first, slot.other_past - slot.other_first
        if 0 < width <= _WIDEST and 0 < other_width <= _WIDEST and frame >= _LEAST_FRAME:
            swaps += _parted(slot, own, other, lexicon)
    return Likeness(tuple((first, past) for first, past, _, _ in equal), tuple(swaps))


def _equal(opcodes: Opcodes) -> list[tuple[int, int, int, int]]:
    return [(b.src_start, b.src_end, b.dest_start, b.dest_end) for b in opcodes if b.tag == "equal"]


def _parted(slot: Swap, own: Reading, other: Reading, lexicon: Lexicon) -> Iterator[Swap]:
    """Part a slot at the synonyms in it: "awful deluges" for "worst floods" is two swaps, one of them known."""
    first, other_first = slot.first, slot.other_first
    for place in range(slot.first, slot.past):
        found = _synonym(place, other_first, slot.other_past, own, other, lexicon)
        if found is None:
            continue
        yield from _by_slot(first, place, other_first, found, own, other, lexicon)
        yield Swap(place, place + 1, found, found + 1, is_synonym=True)
        first, other_first = place + 1, found + 1
    yield from _by_slot(first, slot.past, other_first, slot.other_past, own, other, lexicon)


def _synonym(place: int, first: int, past: int, own: Reading, other: Reading, lexicon: Lexicon) -> int | None:
    """Return where the copy has a synonym of the word, between two places; None where nowhere."""
    word = int(own.ids[place])
    if not word or lexicon.is_function[word]:
        return None
    for at in range(first, past):
        candidate = int(other.ids[at])
        if not candidate or lexicon.is_function[candidate]:
            continue
        is_related = (lexicon.related[word] == candidate).any() or (lexicon.related[candidate] == word).any()
        if is_related and not _is_one_word(own.forms[place], other.forms[at]):
            return at
    return None


def _by_slot(
    first: int, past: int, other_first: int, other_past: int, own: Reading, other: Reading, lexicon: Lexicon
) -> Iterator[Swap]:
    """Swaps that the slot alone vouches for: as many words for as many one by one, other numbers as a whole.

    Left out are joining words, other forms of a word, and names, which desks exchange for pronouns and titles. A word
    that the page has split ("out side") is none of these.
    """
    width, other_width = past - first, other_past - other_first
    if width > 0 and width == other_width:
        parts = [(first + i, first + i + 1, other_first + i, other_first + i + 1) for i in range(width)]
    elif width > 0 and other_width > 0:
        parts = [(first, past, other_first, other_past)]
    else:
        return
    for part in parts:
        mine, theirs = slice(*part[:2]), slice(*part[2:])
        forms, plain = own.forms[mine], other.forms[theirs]
        is_split = len(forms) > len(plain) and "".join(forms) == "".join(plain)
        says = not lexicon.is_function[own.ids[mine]].all() and not _PRONOUNS.intersection(plain)
        is_other = not _is_one_word(" ".join(forms), " ".join(plain))
        if is_split or (says and is_other and _are_alike(own, mine, other, theirs)):
            yield Swap(*part, is_synonym=False)


def _are_alike(own: Reading, mine: slice, other: Reading, theirs: slice) -> bool:
    """Tell whether neither has a name, or both have a title's words: "High" of a minister for "Prime"."""
    has_name, has_other = _has_name(own, mine), _has_name(other, theirs)
    is_known = bool((own.ids[mine] > 0).all() and (other.ids[theirs] > 0).all())
    return has_name == has_other and (is_known or not has_name)


def _has_name(reading: Reading, words: slice) -> bool:
    return bool((reading.is_capital[words] & ~reading.is_opening[words]).any())


def _is_one_word(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) >= _SAME_WORD
