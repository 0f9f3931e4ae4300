"""Changes: what differs between two aligned texts, and how much of it says something else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from filiation.cluster.alignment import Alignment
from filiation.cluster.profile import DAY, FIGURE, NAME, REMEMBERED, Profile, figure, plain

# Words up to this length carry grammar, not news, in the alphabets we know: "the", "that", "des", "para".
GRAMMAR_LENGTH = 4
# Two spellings of one word agree in this part of their letters (stabilise, stabilize; cents, cts).
SPELLING = 0.7
# Forms above this size are not compared letter by letter with all others: a gap of that size is a rewriting.
LARGEST_GAP = 40
# A gap of up to so many words on either side is one word or phrase for another.
SWAP = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """Words ``a_start`` to ``a_end`` of one text stand where the other has ``b_start`` to ``b_end``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two texts.

    Attributes:
        telling: Words on either side that neither grammar, spelling, a ticker nor a day accounts for.
        facts: Figures and names of one text that stand where the other has others.
        gaps: Where the texts differ, ascending.
    """

    telling: int
    facts: int
    gaps: tuple[Gap, ...]


def gaps_of(alignment: Alignment, size_a: int, size_b: int) -> Iterator[Gap]:
    """Yield what stands before, between and after the agreeing runs that keep their order."""
    past_a = past_b = 0
    for x, y, length in (*alignment.blocks, (size_a, size_b, 0)):
        if y < past_b:  # a run that moved
            continue
        if x > past_a or y > past_b:
            yield Gap(past_a, x, past_b, y)
        past_a, past_b = x + length, y + length


def find_changes(a: Profile, b: Profile, alignment: Alignment) -> Changes:
    """Count what differs between two texts and says something else."""
    gaps = tuple(gaps_of(alignment, len(a.tokens), len(b.tokens)))
    telling = facts = 0
    carrying_a, carrying_b = _carrying(a), _carrying(b)
    for gap in gaps:
        left = _between(carrying_a, gap.a_start, gap.a_end)
        right = _between(carrying_b, gap.b_start, gap.b_end)
        lost = _unmatched(a, left, b, right)
        found = _unmatched(b, right, a, left)
        telling += len(lost) + len(found)
        if lost and found:
            for kind in (FIGURE, NAME):
                # One word for another is a change even where the text has both words elsewhere.
                if max(gap.a_end - gap.a_start, gap.b_end - gap.b_start) <= SWAP:
                    facts += min(_count(a, lost, kind), _count(b, found, kind))
                else:
                    facts += min(_foreign(a, lost, b, kind), _foreign(b, found, a, kind))
    return Changes(telling, facts, gaps)


@lru_cache(maxsize=REMEMBERED)
def _carrying(text: Profile) -> list[int]:
    """Return the places of words that carry news: no grammar, no day, no ticker (``<XYZ.N>``); ascending."""
    has_tickers = "<" in text.article.text
    return [
        place
        for place, (form, kind) in enumerate(zip(text.tokens.forms, text.kinds.tolist(), strict=True))
        if kind in (FIGURE, NAME) or (kind != DAY and len(form) > GRAMMAR_LENGTH)
        if not (has_tickers and _is_ticker(text, place))
    ]


def _between(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)] if end > start else []


def _unmatched(text: Profile, places: list[int], other: Profile, there: list[int]) -> list[int]:
    """Return the places of words that have no like among those ``there``."""
    if not places:
        return places
    words = {other.tokens.forms[place] for place in there}
    forms = text.tokens.forms
    unlike = [place for place in places if forms[place] not in words]
    if len(there) > LARGEST_GAP:
        return unlike
    return [place for place in unlike if not any(alike(forms[place], word) for word in words)]


def _count(text: Profile, places: list[int], kind: int) -> int:
    return sum(text.kinds[place] == kind for place in places)


def _foreign(text: Profile, places: list[int], other: Profile, kind: int) -> int:
    """Count words of a kind that stand nowhere in the other text."""
    words = words_of(other)
    return sum(text.kinds[place] == kind and text.tokens.forms[place] not in words for place in places)


@lru_cache(maxsize=REMEMBERED)
def words_of(text: Profile) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(text.tokens.forms)


def _is_ticker(text: Profile, place: int) -> bool:
    start = int(text.tokens.starts[place])
    opened = text.article.text.rfind("<", max(0, start - 8), start)
    return opened >= 0 and ">" not in text.article.text[opened:start] and " " not in text.article.text[opened:start]


def alike(one: str, other: str) -> bool:
    """Tell whether two words are one in two spellings; figures agree only in value."""
    if one[0].isdigit() or other[0].isdigit():
        return figure(one) == figure(other)
    if plain(one) == plain(other):
        return True
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other, score_cutoff=SPELLING)) >= SPELLING
