"""Changes: what differs between two aligned texts, and how much of it says something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filiation.cluster.alignment import Alignment
from filiation.cluster.profile import DAY, FIGURE, NAME, Profile, figure, plain

# Words up to this length carry grammar, not news, in the alphabets we know: "the", "that", "des", "para".
GRAMMAR_LENGTH = 4
# Two spellings of one word agree in this part of their letters (stabilise, stabilize; cents, cts).
SPELLING = 0.7
# Forms above this size are not compared letter by letter with all others: a gap of that size is a rewriting.
LARGEST_GAP = 40


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
    words_a, words_b = set(a.tokens.forms), set(b.tokens.forms)
    for gap in gaps:
        left = _carrying(a, gap.a_start, gap.a_end)
        right = _carrying(b, gap.b_start, gap.b_end)
        lost = [place for place in left if not _respelt(a.tokens.forms[place], b, right)]
        found = [place for place in right if not _respelt(b.tokens.forms[place], a, left)]
        telling += len(lost) + len(found)
        for kind in (FIGURE, NAME):
            facts += min(
                sum(a.kinds[place] == kind and a.tokens.forms[place] not in words_b for place in lost),
                sum(b.kinds[place] == kind and b.tokens.forms[place] not in words_a for place in found),
            )
    return Changes(telling, facts, gaps)


def _carrying(text: Profile, start: int, end: int) -> list[int]:
    """Return the places of words that carry news: no grammar, no day, no ticker (``<XYZ.N>``)."""
    return [
        place
        for place in range(start, end)
        if text.kinds[place] in (FIGURE, NAME)
        or (text.kinds[place] != DAY and len(text.tokens.forms[place]) > GRAMMAR_LENGTH)
        if not _is_ticker(text, place)
    ]


def _is_ticker(text: Profile, place: int) -> bool:
    start = int(text.tokens.starts[place])
    opened = text.article.text.rfind("<", max(0, start - 8), start)
    return opened >= 0 and ">" not in text.article.text[opened:start] and " " not in text.article.text[opened:start]


def _respelt(form: str, other: Profile, places: list[int]) -> bool:
    if len(places) > LARGEST_GAP:
        return any(form == other.tokens.forms[place] for place in places)
    return any(alike(form, other.tokens.forms[place]) for place in places)


def alike(one: str, other: str) -> bool:
    """Tell whether two words are one in two spellings; figures agree only in value."""
    if one[0].isdigit() or other[0].isdigit():
        return figure(one) == figure(other)
    if plain(one) == plain(other):
        return True
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other)) >= SPELLING
