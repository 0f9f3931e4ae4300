"""Deeds: what was changed along one edge of a tree, with the words on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation import Change, Collation, Reading, VariationUnit
from filiation.stemma.characters import Characters
from filiation.stemma.parsimony import PRIVATE_ROW, SILENT_ROW, Patterns, states_of
from filiation.stemma.tree import Tree
from filiation.text import sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

PASSAGE_TOKENS = 4
"""Columns from which a unit with an omission is a passage cut or added, not a word."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One place where the two ends of an edge read differently.

    Attributes:
        character: Index of the character it belongs to.
        unit: The variation unit.
        here: The reading on the first side; None where it is not told.
        there: The reading on the other side; None where it is not told.
    """

    character: int
    unit: VariationUnit
    here: Reading | None
    there: Reading | None

    @property
    def change(self) -> Change:
        """What kind of difference it is."""
        return self.unit.change if self.here is None or self.there is None else self.unit.between(self.here, self.there)

    @property
    def is_loss(self) -> bool:
        """Whether the other side lacks a passage that the first has."""
        return self._is_passage and _has(self.here) and not _has(self.there)

    @property
    def is_gain(self) -> bool:
        """Whether the other side has a passage that the first lacks."""
        return self._is_passage and _has(self.there) and not _has(self.here)

    @property
    def _is_passage(self) -> bool:
        return (
            self.unit.past - self.unit.first >= PASSAGE_TOKENS
            and self.change in (Change.CUT, Change.ADDITION, Change.SUBSTITUTION)
            and self.here is not None
            and self.there is not None
        )


def _has(reading: Reading | None) -> bool:
    return reading is not None and reading.text is not None


class Ledger:
    """What was changed along every edge of a tree, whichever way it is read."""

    def __init__(
        self, collation: Collation, characters: Characters, patterns: Patterns, tree: Tree, start: int
    ) -> None:
        self.collation, self.characters, self.tree = collation, characters, tree
        self._pattern = patterns.pattern
        self._private = patterns.costs.shape[1] + PRIVATE_ROW
        self._silent = patterns.costs.shape[1] + SILENT_ROW
        self._states = states_of(tree, patterns, start)
        self._text_of = {
            collation.witnesses[row].siglum: text for text, rows in enumerate(characters.texts) for row in rows
        }

    def deeds(self, a: int, b: int) -> list[Deed]:
        """Return what differs between neighbours ``a`` and ``b``, by character; from a's side to b's."""
        mine, yours = self._states[a][self._pattern], self._states[b][self._pattern]
        found = []
        told = (mine != self._silent) & (yours != self._silent)
        for character in np.flatnonzero(told & ((mine != yours) | (mine == self._private))).tolist():
            for unit in self.characters.units[character]:
                its = self.collation.units[unit]
                here, there = self._reading(its, a, b), self._reading(its, b, a)
                if here is not None and there is not None and here is not there:
                    found.append(Deed(character, its, here, there))
        return found

    def _reading(self, unit: VariationUnit, node: int, beyond: int) -> Reading | None:
        """Return the reading at ``node``: its own, or that of the nearest text on its side that tells it."""
        by_text = {self._text_of[siglum]: reading for reading in unit.readings for siglum in reading.sigla}
        seen, todo = {node, beyond}, [node]
        for one in todo:
            if one in by_text:
                return by_text[one]
            for other in sorted(self.tree.links[one]):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return None

    @cached_property
    def sentence_starts(self) -> Mapping[int, NDArray[np.int64]]:
        """For each extant text where its sentences begin, in characters of its first witness."""
        return {
            text: np.asarray(
                [
                    span.start
                    for span in sentences(
                        self.collation.witnesses[rows[0]].text, self.collation.witnesses[rows[0]].spans
                    )
                ],
                dtype=np.int64,
            )
            for text, rows in enumerate(self.characters.texts)
        }

    def sentences_in(self, reading: Reading) -> int:
        """Count the sentences that begin in a reading, of its first witness."""
        text = self._text_of[reading.sigla[0]]
        row = self.characters.texts[text][0]
        siglum = self.collation.witnesses[row].siglum
        span = reading.spans[reading.sigla.index(siglum)] if siglum in reading.sigla else reading.spans[0]
        starts = self.sentence_starts[text]
        return int(((starts >= span.start) & (starts < span.end)).sum())
