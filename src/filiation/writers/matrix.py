"""What each witness reads in each variation unit, as a matrix: the characters of phylogenetic programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filiation.writers.record import CollationRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT = -1


def states_of(collation: CollationRecord) -> NDArray[np.int16]:
    """Return the reading of each witness in each unit.

    Returns:
        Shape (W, U): number of the reading within its unit, an omission being one too; `SILENT` for a witness that
        stands in none, since it lacks the passage around. Witnesses and units in the order of the record.
    """
    row_of = {witness.siglum: row for row, witness in enumerate(collation.witnesses)}
    states = np.full((len(row_of), len(collation.units)), SILENT, dtype=np.int16)
    for column, unit in enumerate(collation.units):
        for number, reading in enumerate(unit.readings):
            states[[row_of[siglum] for siglum in reading.sigla], column] = number
    return states


def distances_of(collation: CollationRecord) -> tuple[NDArray[np.float64], int]:
    """Return how far apart the witnesses are, in events.

    Returns:
        Shape (W, W), 0-1: of the units in which both speak, the share in which they read differently; a passage that
        one lacks is one unit, however long. 1.0 where no unit tells of two witnesses; and how many pairs those are.
    """
    states = states_of(collation)
    far = np.zeros((len(states), len(states)))
    untold = 0
    for row, its in enumerate(states):
        known = (its != SILENT) & (states != SILENT)
        differing = (known & (states != its)).sum(axis=1)
        both = known.sum(axis=1)
        far[row] = np.where(both > 0, differing / np.maximum(both, 1), 1.0 if states.shape[1] else 0.0)
        far[row, row] = 0.0
        untold += int((both[row + 1 :] == 0).sum()) if states.shape[1] else 0
    return far, untold
