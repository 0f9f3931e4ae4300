"""Characters: what scribes did, each deed counted once, as the columns by which trees are judged.

A variation unit is a character; its readings are the states; a witness that is silent there has none. Neighbouring
units that part the witnesses alike are one deed (a passage rewritten), and so is one pair of style readings wherever
it recurs (a house that writes "Mr X" decided that once).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation import Change, Collation, VariationUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN = -1
"""State of a text that is silent in a character."""
PRIVATE = -2
"""State of a text that reads as no other does; two private readings differ."""

NEIGHBOUR_COLUMNS = 3
"""Units this near that part the witnesses alike are one deed."""

WEIGHTS = {
    Change.STYLE: 0.25,
    Change.RESIDUE: 0.25,
    Change.TYPO: 1.0,
    Change.CUT: 0.5,
    Change.ADDITION: 0.5,
    Change.SUBSTITUTION: 1.0,
    Change.MOVE: 1.0,
    Change.FACT: 1.0,
}
"""What a deed of each kind is worth as evidence: desks cut and restyle independently, they do not reword alike."""

REGAIN_WEIGHT = 1.0
"""What it costs besides to have a passage again below a text that lacks it: it must come from elsewhere."""

PRIVATE_WEIGHT = 0.5
"""Most that a deed of one text alone is worth: it tells that the text is no exemplar, and nothing of its kin."""


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """T distinct texts by K characters.

    Attributes:
        texts: For each text the rows of the collation that hold it, ascending; texts in the order of their words.
        states: Shape (T, K), int16: the state, from 0 in each character, `UNKNOWN` or `PRIVATE`.
        weights: Shape (K,), what a change of each character costs, in events.
        units: For each character the indices of its units in the collation, ascending; none for a character that
            only prices the regain of what another one counts as cut.
    """

    texts: tuple[tuple[int, ...], ...]
    states: NDArray[np.int16]
    weights: NDArray[np.float64]
    units: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.weights)


@dataclass(slots=True)
class _Deed:
    """A character in the making: the group of each text (-1: silent), its units and where it ends."""

    groups: tuple[int, ...]
    past: int
    units: list[int] = field(default_factory=list)


def characters_of(collation: Collation) -> Characters:
    """Return the characters of a collation, by first unit."""
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, tokens in enumerate(collation.tokens):
        rows.setdefault(tokens.forms, []).append(row)
    texts = tuple(tuple(rows[forms]) for forms in sorted(rows))
    text_of = {collation.witnesses[row].siglum: t for t, its in enumerate(texts) for row in its}
    deeds = _deeds(collation.units, text_of, len(texts))
    states = [_states(deed.groups) for deed in deeds]
    weights = [
        _weight(its, [collation.units[u].change for u in deed.units]) for its, deed in zip(states, deeds, strict=True)
    ]
    regains = [its for deed in deeds if (its := _regain(collation.units[deed.units[0]], text_of, len(texts)))]
    return Characters(
        texts,
        np.asarray(states + regains, dtype=np.int16).reshape(len(deeds) + len(regains), len(texts)).T,
        np.asarray(weights + [REGAIN_WEIGHT] * len(regains), dtype=np.float64),
        (*(tuple(deed.units) for deed in deeds), *(() for _ in regains)),
    )


def _regain(unit: VariationUnit, text_of: dict[Siglum, int], texts: int) -> list[int] | None:
    """Return a character in which the texts that have a passage speak, and the others are silent; None for others.

    A silent text hands nothing on (`parsimony`), so this prices what a cut alone does not: the passage below the cut.
    """
    if unit.change not in (Change.CUT, Change.ADDITION):
        return None
    groups = _groups(unit, text_of, texts)
    having = {number for number, reading in enumerate(unit.readings) if reading.text is not None}
    states = [0 if group in having else UNKNOWN for group in groups]
    return states if 1 < states.count(0) < texts else None


def _deeds(units: Sequence[VariationUnit], text_of: dict[Siglum, int], texts: int) -> list[_Deed]:
    deeds: list[_Deed] = []
    last: dict[tuple[int, ...], _Deed] = {}  # by division: the deed that a neighbour would belong to
    recurring: dict[tuple[object, ...], _Deed] = {}
    for u, unit in _styled_first(units):
        groups = _first_seen(_groups(unit, text_of, texts))
        if len(set(groups) - {-1}) < 2:
            continue
        before = last.get(groups)
        pair = (groups, *sorted(reading.text or "" for reading in unit.readings))
        same = recurring.get(pair) or (
            before if before is not None and unit.first - before.past <= NEIGHBOUR_COLUMNS else None
        )
        if same is None:
            same = _Deed(groups, unit.past)
            deeds.append(same)
        same.units.append(u)
        same.past = max(same.past, unit.past)
        last[groups] = recurring[pair] = same
    deeds += _styles(units, text_of, texts)
    for deed in deeds:
        deed.units.sort()
    return sorted(deeds, key=lambda deed: deed.units)


def _styled_first(units: Sequence[VariationUnit]) -> Iterable[tuple[int, VariationUnit]]:
    return ((u, unit) for u, unit in enumerate(units) if unit.change is not Change.STYLE)


def _styles(units: Sequence[VariationUnit], text_of: dict[Siglum, int], texts: int) -> list[_Deed]:
    """Return one deed for each set of style readings, wherever it recurs: each text by what it mostly writes."""
    by_readings: dict[tuple[str, ...], list[int]] = {}
    for u, unit in enumerate(units):
        if unit.change is Change.STYLE:
            by_readings.setdefault(tuple(sorted({reading.text or "" for reading in unit.readings})), []).append(u)
    deeds = []
    for readings, its in sorted(by_readings.items()):
        votes: list[Counter[int]] = [Counter() for _ in range(texts)]
        for u in its:
            for reading in units[u].readings:
                choice = readings.index(reading.text or "")
                for text in {text_of[siglum] for siglum in reading.sigla}:
                    votes[text][choice] += 1
        groups = _first_seen(tuple(min(v, key=lambda c: (-v[c], c)) if v else -1 for v in votes))
        if len(set(groups) - {-1}) > 1:
            deeds.append(_Deed(groups, units[its[-1]].past, list(its)))
    return deeds


def _groups(unit: VariationUnit, text_of: dict[Siglum, int], texts: int) -> tuple[int, ...]:
    groups = [-1] * texts
    # Who writes "60" for another's "sixty" has what the other has, where a third has "71".
    for sense, reading in zip(unit.senses, unit.readings, strict=True):
        for siglum in reading.sigla:
            groups[text_of[siglum]] = sense
    return tuple(groups)


def _first_seen(groups: tuple[int, ...]) -> tuple[int, ...]:
    """Number groups in the order of their first texts, so that equal divisions are equal whatever the sigla."""
    names = {-1: -1}
    return tuple(names.setdefault(group, len(names) - 1) for group in groups)


def _states(groups: tuple[int, ...]) -> list[int]:
    sizes = Counter(groups)
    names: dict[int, int] = {}
    return [
        UNKNOWN if group < 0 else PRIVATE if sizes[group] == 1 else names.setdefault(group, len(names))
        for group in groups
    ]


def _weight(states: Sequence[int], changes: Sequence[Change]) -> float:
    weight = max(WEIGHTS[change] for change in changes)
    is_private = len({state for state in states if state >= 0}) < 2
    return min(weight, PRIVATE_WEIGHT) if is_private else weight
