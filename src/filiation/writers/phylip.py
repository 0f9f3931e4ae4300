"""PHYLIP's distance matrix, square and relaxed: a name, a space, the distances; names as long as they are."""

from __future__ import annotations

import re

from filiation.writers.matrix import distances_of
from filiation.writers.record import CollationRecord
from filiation.writers.written import Written, one_line, renamed, told_apart


def phylip(collation: CollationRecord) -> Written:
    """Return the distances of the witnesses, in events: the share of the variation units in which two differ.

    Events, not words: a passage cut is one unit, and tells of one deed however long it is.
    """
    labels = told_apart((witness.siglum for witness in collation.witnesses), _allowed)
    far, untold = distances_of(collation)
    lines = [f"{len(labels)}"]
    for witness, row in zip(collation.witnesses, far.tolist(), strict=True):
        lines.append(" ".join([labels[witness.siglum], *(f"{distance:.6f}" for distance in row)]))
    lost = [*renamed(labels), "the tree: distances alone"]
    if untold:
        lost.append(f"that {untold} pairs of witnesses have no unit in common (1.0 stands for each)")
    return Written("\n".join(lines) + "\n", tuple(lost))


def _allowed(siglum: str) -> str:
    return re.sub(r"[\s()\[\]{}:;,'\"]", "_", one_line(siglum)) or "_"
