"""Which places of an apparatus are worth a reader's time."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from filiation.collation.collation import Change, VariationUnit

MERE = frozenset({Change.STYLE, Change.RESIDUE, Change.TYPO})
"""Differences of hand, not of content: what a house writes its own way, words of the page, slips."""


class Only(Enum):
    """How much of an apparatus is wanted."""

    ALL = "all"
    SUBSTANCE = "substance"
    """What changes the content: no house style, no residue, no slips."""
    FACTS = "facts"
    """Where a figure, a name, a date, a place, a speaker or a negation differs."""


def telling(only: Only = Only.ALL, at_least: int = 1) -> Callable[[VariationUnit], bool]:
    """Return a test of whether a unit is wanted.

    Args:
        only: Which kinds.
        at_least: Words that the longest reading must have; signs alone are no words. A changed fact is wanted however
            short: a figure is one word.
    """

    def is_telling(unit: VariationUnit) -> bool:
        if unit.change is Change.FACT:
            return True
        if only is Only.FACTS or (only is Only.SUBSTANCE and unit.change in MERE):
            return False
        return at_least <= 1 or length_of(unit) >= at_least

    return is_telling


def length_of(unit: VariationUnit) -> int:
    """Return how many words the longest reading of a unit has."""
    return max(sum(any(map(str.isalnum, form)) for form in (reading.text or "").split()) for reading in unit.readings)
