"""Evidence: what speaks for and against the kinship of two texts, as numbers.

A revision keeps company, figures and dates and rewrites the prose; a form keeps the prose and swaps those. So facts are
counted where the alignment says that both texts stand at the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np

from filiation.cluster.alignment import Alignment
from filiation.cluster.changes import find_changes
from filiation.cluster.marking import is_marked_correction
from filiation.cluster.profile import DAY, FIGURE, LEAD_TOKENS, NAME, PLAIN, REMEMBERED, Moment, Profile, figure, plain

# A word, or the number that it goes by.
Term = TypeVar("Term", str, int)

# Between two agreeing runs at most this far apart, what stands on one side replaces what stands on the other.
SWAP_GAP = 10
# A name in so many first words of one text, and nowhere in the other, is foreign to it.
FOREIGN_TOKENS = 40
# A run of so many words is prose that was copied; the slots of a form stand closer.
PROSE = 12
# Names that agree in so many letters are one name in two forms (Austria, Austrian).
STEM = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against kinship; a and b in the order of the alignment.

    Attributes:
        containment_a: Share of a's words that stand in b, 0-1.
        containment_b: Share of b's words that stand in a, 0-1.
        shared: Number of agreeing words.
        kept: Facts (figures, names, days) that agree where the texts align.
        swapped: Facts of one text that stand where the other has another fact of the same kind, foreign to the first.
        subjects: Names that only one of the two leads has and the other text lacks: the smaller of both counts.
        subject: Share of the names in headline and first words of whichever has fewer that the other has there too, 0-1;
            None where one names nobody.
        figures: Share of the figures of whichever has fewer that the other has too, 0-1; None where one has none.
        fewest: Number of figures in whichever text has fewer.
        prose: Agreeing words in runs of at least `PROSE` words: what no form says twice.
        likeness: How much the rare words, names and figures of the two agree, wording aside, 0-1.
        common: Share of the shared shingles that also stand in texts of other families, 0-1.
        rare: Number of shared shingles that stand in no other family.
        lead: Likeness of headline and lead: shared words over those of the shorter, 0-1.
        lead_a: Share of a's first words that stand in b, 0-1.
        lead_b: Share of b's first words that stand in a, 0-1.
        gap_hours: Time between the two publication clocks; None where one is missing.
        quoted: Share of the agreeing words that stand between quotation marks in one of the two, 0-1.
        replacements: Short gaps where both texts have other words, one for another.
        long_gaps: Words of both texts in longer gaps or in no passage.
        size_a: Number of a's words.
        size_b: Number of b's words.
        telling: Words on either side that differ and say something else (`find_changes`).
        facts: Figures and names of one text that stand where the other has others.
        marked: Whether just one of the two says that it is a correction.
    """

    containment_a: float
    containment_b: float
    shared: int
    kept: int
    swapped: int
    subjects: int
    subject: float | None
    figures: float | None
    fewest: int
    prose: int
    likeness: float
    common: float
    rare: int
    lead: float
    lead_a: float
    lead_b: float
    gap_hours: float | None
    quoted: float
    replacements: int
    long_gaps: int
    size_a: int
    size_b: int
    telling: int
    facts: int
    marked: bool

    @property
    def most(self) -> float:
        """The larger containment: 1.0 where one text stands whole in the other."""
        return max(self.containment_a, self.containment_b)

    @property
    def least(self) -> float:
        """The smaller containment."""
        return min(self.containment_a, self.containment_b)

    @property
    def swap_rate(self) -> float:
        """Share of the facts in aligned places that are swapped, 0-1; 0.0 where there are none."""
        return self.swapped / (self.swapped + self.kept) if self.swapped else 0.0


def weigh_pair(
    a: Profile, b: Profile, alignment: Alignment, own: Mapping[Term, float], other: Mapping[Term, float]
) -> Evidence:
    """Count the evidence of one aligned pair.

    Args:
        a: One text.
        b: The other.
        alignment: Theirs, a first.
        own: What a's words say about its subject, as `weigh_words` tells.
        other: The same of b.

    Returns:
        The evidence; what needs other texts (``common``, ``rare``) is left at zero.
    """
    kept, swapped = _facts(a, b, alignment)
    replacements, long_gaps = _gaps(a, b, alignment)
    changes = find_changes(a, b, alignment)
    return Evidence(
        containment_a=alignment.shared / max(1, len(a.tokens)),
        containment_b=alignment.shared / max(1, len(b.tokens)),
        shared=alignment.shared,
        kept=kept,
        swapped=swapped,
        subjects=min(len(foreign_subjects(a, b)), len(foreign_subjects(b, a))),
        subject=_subject_overlap(a.subject, b.subject),
        figures=_overlap(a.figures.keys(), b.figures.keys()),
        fewest=min(len(a.figures), len(b.figures)),
        prose=sum(length for _, _, length in alignment.blocks if length >= PROSE),
        likeness=sum(weight * other.get(term, 0.0) for term, weight in own.items()),
        common=0.0,
        rare=0,
        lead=_overlap(a.lead, b.lead) or 0.0,
        lead_a=_lead_share([(x, n) for x, _, n in alignment.blocks], len(a.tokens)),
        lead_b=_lead_share([(y, n) for _, y, n in alignment.blocks], len(b.tokens)),
        gap_hours=gap_hours(a.moments, b.moments),
        quoted=_quoted_share(a, b, alignment),
        replacements=replacements,
        long_gaps=long_gaps,
        size_a=len(a.tokens),
        size_b=len(b.tokens),
        telling=changes.telling,
        facts=changes.facts,
        marked=is_marked_correction(a) != is_marked_correction(b),
    )


def gap_hours(a: tuple[Moment, ...], b: tuple[Moment, ...]) -> float | None:
    """Return the smallest time between two sets of clocks; a clock that tells the day alone may be any hour of it."""
    if not a or not b:
        return None
    return min(
        max(0.0, abs((x.at - y.at).total_seconds()) / 3600 - (0.0 if x.exact and y.exact else 24.0))
        for x in (a[0], a[-1])
        for y in (b[0], b[-1])
    )


def _overlap(a: object, b: object) -> float | None:
    first, second = frozenset(a), frozenset(b)  # type: ignore[call-overload]
    return len(first & second) / min(len(first), len(second)) if first and second else None


def _facts(a: Profile, b: Profile, alignment: Alignment) -> tuple[int, int]:
    """Count facts that agree in aligned places, and facts of one text that stand where the other has another one."""
    all_a, all_b = vocabulary_of(a), vocabulary_of(b)
    facts_a, facts_b = _facts_before(a), _facts_before(b)
    kept = swapped = 0
    past_a = past_b = -1
    for x, y, length in alignment.blocks:
        kept += facts_a[x + length] - facts_a[x]
        near = 0 <= past_b <= y and x - past_a <= SWAP_GAP and y - past_b <= SWAP_GAP
        if near and facts_a[x] > facts_a[past_a] and facts_b[y] > facts_b[past_b]:
            lost = [kind for kind, value in _told(a, past_a, x) if value not in all_b]
            found = [kind for kind, value in _told(b, past_b, y) if value not in all_a]
            swapped += sum(min(lost.count(kind), found.count(kind)) for kind in (FIGURE, NAME, DAY))
        past_a, past_b = x + length, y + length
    return kept, swapped


@lru_cache(maxsize=REMEMBERED)
def _facts_before(text: Profile) -> list[int]:
    """Return how many figures, names and days stand before each word, and in all."""
    return np.concatenate(([0], np.cumsum(text.kinds != PLAIN))).tolist()  # type: ignore[no-any-return]


def _told(text: Profile, first: int, past: int) -> list[tuple[int, str]]:
    values = values_of(text)
    return [(kind, values[first + at]) for at, kind in enumerate(text.kinds[first:past].tolist()) if kind != PLAIN]


@lru_cache(maxsize=REMEMBERED)
def values_of(text: Profile) -> tuple[str, ...]:
    """Return each word as it is compared: figures by their value, others without a possessive ending."""
    return tuple(
        figure(form) if kind == FIGURE else plain(form)
        for form, kind in zip(text.tokens.forms, text.kinds.tolist(), strict=True)
    )


@lru_cache(maxsize=REMEMBERED)
def vocabulary_of(text: Profile) -> frozenset[str]:
    """Return the values of all words of a text."""
    return frozenset(values_of(text))


def foreign_subjects(a: Profile, b: Profile) -> set[str]:
    """Return the names in a's lead that stand nowhere in b, as they are compared."""
    lead = zip(values_of(a)[:FOREIGN_TOKENS], a.kinds[:FOREIGN_TOKENS].tolist(), strict=True)
    return {value for value, kind in lead if kind == NAME} - vocabulary_of(b)


def _subject_overlap(a: frozenset[str], b: frozenset[str]) -> float | None:
    if not a or not b:
        return None
    few, many = sorted((a, b), key=len)
    stems = {name[:STEM] for name in many}
    return sum(name[:STEM] in stems for name in few) / len(few)


def _lead_share(runs: list[tuple[int, int]], size: int) -> float:
    lead = min(LEAD_TOKENS, size)
    return sum(max(0, min(start + length, lead) - start) for start, length in runs) / lead if lead else 0.0


def _quoted_share(a: Profile, b: Profile, alignment: Alignment) -> float:
    if not (a.quoted.any() or b.quoted.any()):
        return 0.0
    said = sum(int((a.quoted[x : x + n] | b.quoted[y : y + n]).sum()) for x, y, n in alignment.blocks)
    return said / alignment.shared if alignment.shared else 0.0


def _gaps(a: Profile, b: Profile, alignment: Alignment) -> tuple[int, int]:
    """Count short gaps with words on both sides, and all words in longer gaps, before, between and after the runs."""
    replacements = long_gaps = 0
    past_a = past_b = 0
    for x, y, length in (*alignment.blocks, (len(a.tokens), len(b.tokens), 0)):
        if y < past_b:  # a moved run
            continue
        left, right = x - past_a, y - past_b
        if left and right and max(left, right) <= 4:
            replacements += 1
        elif max(left, right) > 4:
            long_gaps += left + right
        past_a, past_b = x + length, y + length
    return replacements, long_gaps
