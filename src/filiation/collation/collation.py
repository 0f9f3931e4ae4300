"""A collation: the witnesses of a tradition laid side by side, and where they vary."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from filiation.archive.page import PageId
from filiation.cluster.tradition import Siglum
from filiation.text import Span, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAP = -1
"""The cell of a witness that has nothing in a column."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One text that bears witness to a dispatch: what of it is collated, and what it is called.

    Attributes:
        siglum: Its name in the collation.
        page: The page it stands on; None for a plain witness given as a file.
        text: The whole text that spans point into.
        spans: What of it is collated (an article's body), ascending.
    """

    siglum: Siglum
    page: PageId | None
    text: str
    spans: tuple[Span, ...]


class Change(Enum):
    """What kind of difference a variation unit is."""

    STYLE = "style"
    """House style: spelling region, honorifics, quotation marks, dashes, numerals, abbreviations."""
    RESIDUE = "residue"
    """Words of the page, not of the report: "read more"."""
    TYPO = "typo"
    """A slip: one letter or two, doubled or joined words."""
    CUT = "cut"
    """A run that some witnesses lack."""
    ADDITION = "addition"
    """A run that only some witnesses have, where direction is not yet known: the fewer have it."""
    SUBSTITUTION = "substitution"
    """Other words in the same place."""
    MOVE = "move"
    """The same words in another place."""
    FACT = "fact"
    """A figure, a name, a date, a place, a speaker or a negation differs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a group of witnesses has in one place.

    Attributes:
        sigla: The witnesses that read so, sorted.
        text: The normalised words; None for an omission.
        spans: One a witness, in the order of ``sigla``: where it stands; an empty span where it would stand.
        like: Place among the unit's readings of an earlier one that differs from this in style alone, or by a slip, where
            others differ in more ("60" beside "sixty" where others have "71"); None where there is none.
    """

    sigla: tuple[Siglum, ...]
    text: str | None
    spans: tuple[Span, ...]
    like: int | None = None


@dataclass(frozen=True, slots=True)
class VariationUnit:
    """A place where the witnesses do not all read the same: columns ``first`` up to ``past`` of the collation."""

    first: int
    past: int
    change: Change
    readings: tuple[Reading, ...]

    def between(self, here: Reading, there: Reading) -> Change:
        """Return what kind of difference two of its readings are; the unit's own is the gravest of all."""
        one, other = (self.senses[self.readings.index(reading)] for reading in (here, there))
        return Change.STYLE if one == other else self.change

    @property
    def senses(self) -> tuple[int, ...]:
        """A number for each reading, which those share that differ in style alone."""
        return tuple(number if its.like is None else its.like for number, its in enumerate(self.readings))


@dataclass(frozen=True, slots=True, eq=False)
class Collation:
    """W witnesses by C columns.

    Attributes:
        witnesses: By siglum.
        tokens: The tokens of each witness, in the same order.
        cells: Shape (W, C), int32, read-only: index of the token in its witness, or `GAP`. The cells of a row that
            are no gap ascend, except where a passage was moved; together they are all tokens of the witness.
        units: Where the witnesses vary, by column. A moved passage is one unit, at the columns that its copies share:
            one reading for each place in which it stands.
        headlines: The witnesses' headlines, laid side by side for themselves, with a row for each witness that has one;
            None where fewer than two have. Every desk writes its own: they are no evidence of descent, and only those
            that share words share columns.
    """

    witnesses: tuple[Witness, ...]
    tokens: tuple[Tokens, ...]
    cells: NDArray[np.int32]
    units: tuple[VariationUnit, ...]
    headlines: Collation | None = None
