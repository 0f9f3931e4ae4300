"""The apparatus: where the witnesses vary, each place once, in columns.

Long gaps first: a passage that a witness lacks is one unit, however long, and inside it the witness is silent (it
stands in no reading of the units within). Then moved passages, then the words: adjacent columns in which the
witnesses divide in the same way are one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation.classify import Wording, classify
from filiation.collation.collation import GAP, Change, Reading, VariationUnit, Witness
from filiation.collation.passages import ISLAND_TOKENS, Passage, lacunae, passages
from filiation.text import Span, Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT = -2
"""The state of a witness that lacks the passage in which a column stands."""

LONGEST_STYLE = 8
"""Columns of a stretch that is held against house style as a whole."""

LONGEST_NAME = 6
"""Words of a name, or a name and its office, that a verb of saying stands before or behind."""

_GRAVE = frozenset({Change.FACT, Change.SUBSTITUTION})
_SLIGHT = frozenset({Change.STYLE, Change.TYPO})

SAME_PLACE_COLUMNS = 12
"""Moved copies of a passage that stand no further apart than this stand in one place."""


def variation_units(
    witnesses: Sequence[Witness], tokens: Sequence[Tokens], cells: NDArray[np.int32]
) -> tuple[VariationUnit, ...]:
    """Return where the witnesses vary, by first column, the longer unit first."""
    states = _states(tokens, cells)
    missing = lacunae(cells)
    reader = _Reader(witnesses, tokens, cells)
    found = [_passage_unit(passage, reader) for passage in passages(missing)]
    found += _moved_units(cells, reader)
    found += _word_units(np.where(missing, SILENT, states), reader)
    found.sort(key=lambda unit: (unit.first, -unit.past, unit.change.value))
    return tuple(found)


def _states(tokens: Sequence[Tokens], cells: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the number of the word in each cell, or `GAP`; shape as ``cells``."""
    forms = sorted({form for its in tokens for form in its.forms})
    number = {form: k for k, form in enumerate(forms)}
    states = np.full(cells.shape, GAP, dtype=np.int32)
    for k, its in enumerate(tokens):
        codes = np.asarray([number[form] for form in its.forms], dtype=np.int32)
        full = cells[k] != GAP
        states[k, full] = codes[cells[k, full]]
    return states


class _Reader:
    """Reads the words of witnesses between columns."""

    def __init__(self, witnesses: Sequence[Witness], tokens: Sequence[Tokens], cells: NDArray[np.int32]) -> None:
        self.witnesses, self.tokens, self.cells = witnesses, tokens, cells
        # The column's last token at or before it, in column order: where an omission would stand.
        filled = np.where(cells != GAP, np.arange(cells.shape[1])[None, :], -1)
        self.last_full = np.maximum.accumulate(filled, axis=1)
        self._speakers: dict[tuple[int, int, tuple[int, ...]], int] = {}

    def span(self, row: int, first: int, past: int) -> Span:
        """Return where witness ``row`` has its words of these columns, empty where it has none."""
        its = self.tokens[row]
        held = self._held(row, first, past)
        if held:
            return Span(int(its.starts[min(held)]), int(its.ends[max(held)]))
        before = int(self.last_full[row, first - 1]) if first else -1
        place = int(its.ends[self.cells[row, before]]) if before >= 0 else int(its.starts[0])
        return Span(place, place)

    def forms(self, row: int, first: int, past: int) -> str | None:
        """Return the normal forms of witness ``row`` in these columns; None where it has none."""
        return " ".join(self.tokens[row].forms[t] for t in self._held(row, first, past)) or None

    def _held(self, row: int, first: int, past: int) -> list[int]:
        # Most units are a few columns wide: NumPy's own costs would be most of the work.
        return [t for t in self.cells[row, first:past].tolist() if t != GAP]

    def wording(self, row: int, first: int, past: int) -> Wording | None:
        """Return the words as they are printed, with what stands before them; None where there is none."""
        span = self.span(row, first, past)
        text = self.witnesses[row].text
        return Wording(span.of(text), text[max(0, span.start - 40) : span.start]) if span else None

    def speaker(self, group: Sequence[int], first: int, past: int) -> int:
        """Return the witness that is read for a group: by its words, so that names decide nothing."""

        def words(row: int) -> tuple[str, str, str]:
            wording = self.wording(row, first, past)
            return (wording.text, wording.before, self.witnesses[row].text) if wording else ("", "", "")

        if len(group) == 1:
            return group[0]
        key = (first, past, tuple(group))
        if key not in self._speakers:
            self._speakers[key] = min(group, key=words)
        return self._speakers[key]

    def change(self, first: int, past: int, rows: Sequence[Sequence[int]]) -> Change:
        """Read the kind of a unit off its words."""
        return classify([(self.wording(self.speaker(group, first, past), first, past), len(group)) for group in rows])

    def unit(self, first: int, past: int, rows: Sequence[Sequence[int]], change: Change | None) -> VariationUnit:
        """Build the unit in which each of ``rows`` reads alike; without ``change`` its kind is read off the words."""
        if change is None:
            change = self.change(first, past, rows)
        groups = sorted(rows, key=lambda group: tuple(self.witnesses[row].siglum for row in group))
        likes = self._likes(first, past, groups) if change in _GRAVE and len(groups) > 2 else [None] * len(groups)
        readings = (
            Reading(
                tuple(self.witnesses[row].siglum for row in group),
                self.forms(self.speaker(group, first, past), first, past),
                tuple(self.span(row, first, past) for row in group),
                like,
            )
            for group, like in zip(groups, likes, strict=True)
        )
        return VariationUnit(first, past, change, tuple(readings))

    def _likes(self, first: int, past: int, groups: Sequence[Sequence[int]]) -> list[int | None]:
        """Return for each group an earlier one whose words are the same but for style or a slip."""
        likes: list[int | None] = []
        told: list[tuple[int, Wording]] = []
        for number, group in enumerate(groups):
            own = self.wording(self.speaker(group, first, past), first, past)
            alike = (place for place, its in told if own and classify([(own, 1), (its, 1)]) in _SLIGHT)
            like = next(alike, None)
            likes.append(like)
            if own and like is None:
                told.append((number, own))
        return likes


def _passage_unit(passage: Passage, reader: _Reader) -> VariationUnit:
    has, lacks = len(passage.present), len(passage.absent)
    missing = Change.CUT if lacks <= has else Change.ADDITION
    change = Change.SUBSTITUTION if passage.other else missing
    groups = [group for group in (passage.present, passage.other, passage.absent) if group]
    # A line of the page among the report's ("Sign up for our newsletter") is as long as a short passage.
    if not passage.other and reader.change(passage.first, passage.past, groups) is Change.RESIDUE:
        change = Change.RESIDUE
    return reader.unit(passage.first, passage.past, groups, change)


def _word_units(states: NDArray[np.int32], reader: _Reader) -> Iterator[VariationUnit]:
    known = states != SILENT
    low = np.where(known, states, np.iinfo(np.int32).max).min(axis=0)
    high = np.where(known, states, np.iinfo(np.int32).min).max(axis=0)
    varying = np.flatnonzero(known.any(axis=0) & (low < high)).tolist()
    told = 0
    stretches = list(_stretches(varying))
    for number, (first, past) in enumerate(stretches):
        if first < told:
            continue
        # Words that stay where they are between two that change places ("12 January", "January 12"; "said Ida Holm",
        # "Ida Holm said") part nothing.
        after = stretches[number + 1] if number + 1 < len(stretches) else (past, past)
        spans = after[0] - past == 1 or (
            1 < after[0] - past <= LONGEST_NAME and _change_places(states, first, after[1])
        )
        for end in (past, after[1]) if spans else (past,):
            unit = _style_unit(states[:, first:end], first, reader) if 1 < end - first <= LONGEST_STYLE else None
            if unit is not None:
                yield unit
                told = end
                break
        if told > first:
            continue
        divisions = [_division(states[:, column]) for column in range(first, past)]
        start = 0
        for k in range(1, len(divisions) + 1):
            if k == len(divisions) or divisions[k] != divisions[start]:
                yield reader.unit(first + start, first + k, _groups(divisions[start]), None)
                start = k


def _change_places(states: NDArray[np.int32], first: int, past: int) -> bool:
    """Tell whether some witnesses have first what others have last."""
    front, back = states[:, first], states[:, past - 1]
    here, there = (front >= 0) & (back == GAP), (front == GAP) & (back >= 0)
    return bool(here.any() and there.any() and np.isin(front[here], back[there]).any())


def _stretches(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of adjacent columns, half-open."""
    first = before = None
    for column in columns:
        if first is None or before is None or column != before + 1:
            if first is not None and before is not None:
                yield first, before + 1
            first = column
        before = column
    if first is not None and before is not None:
        yield first, before + 1


def _style_unit(states: NDArray[np.int32], first: int, reader: _Reader) -> VariationUnit | None:
    """Return a whole stretch as one unit where its readings differ in style alone: "6.9%" against "6.9 per cent"."""
    past = first + states.shape[1]
    readings: dict[bytes, list[int]] = {}
    for row in range(len(states)):
        if (states[row] != SILENT).all():
            readings.setdefault(states[row][states[row] != GAP].tobytes(), []).append(row)
    if len(readings) < 2:
        return None
    groups = list(readings.values())
    is_style = reader.change(first, past, groups) is Change.STYLE
    return reader.unit(first, past, groups, Change.STYLE) if is_style else None


def _division(column: NDArray[np.int32]) -> bytes:
    """Name the groups of a column in the order of their first rows, so that equal divisions are equal bytes."""
    names: dict[int, int] = {SILENT: 0}
    return np.asarray([names.setdefault(state, len(names)) for state in column.tolist()], dtype=np.int16).tobytes()


def _groups(division: bytes) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, name in enumerate(np.frombuffer(division, dtype=np.int16).tolist()):
        if name:
            groups.setdefault(name, []).append(row)
    return list(groups.values())


def _moved_units(cells: NDArray[np.int32], reader: _Reader) -> list[VariationUnit]:
    """Return one unit for each passage that stands elsewhere in some witnesses, at the columns of the passage."""
    home = np.full(cells.shape, -1, dtype=np.int64)  # -1: in its place; else the column after which it stands
    for row in range(len(cells)):
        for columns, after in _displaced(cells[row]):
            home[row, columns] = after
        _bridge(home[row], cells[row])
    units = []
    any_moved = np.any(home >= 0, axis=0).tolist()
    column = 0
    while column < cells.shape[1]:
        if not any_moved[column]:
            column += 1
            continue
        first, pattern = column, (home[:, column] >= 0).tobytes()
        while column < cells.shape[1] and (home[:, column] >= 0).tobytes() == pattern:
            column += 1
        units.append(reader.unit(first, column, _by_place(home[:, first], cells[:, first:column]), Change.MOVE))
    return units


def _bridge(home: NDArray[np.int64], row: NDArray[np.int32]) -> None:
    """Count columns that are empty in a witness to its moved passage where they lie inside it."""
    moved = np.flatnonzero(home >= 0).tolist()
    for before, after in pairwise(moved):
        if 1 < after - before <= ISLAND_TOKENS + 1 and (row[before + 1 : after] == GAP).all():
            home[before + 1 : after] = home[before]


def _displaced(row: NDArray[np.int32]) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield the columns of each passage of a row that breaks its order, and the column after which it stands."""
    columns = np.flatnonzero(row != GAP)
    if (np.diff(row[columns]) > 0).all():
        return
    held = row[columns]
    # Runs of ascending tokens without a break; the lightest runs that must go for the rest to ascend have moved.
    breaks = np.flatnonzero((np.diff(held) < 0) | (np.diff(held) > 1)) + 1
    runs = np.split(np.arange(len(held)), breaks)
    best: list[int] = []
    before: list[int] = []
    for k, run in enumerate(runs):
        weight, last = 0, -1
        for n in range(k):
            if held[runs[n][-1]] < held[run[0]] and best[n] > weight:
                weight, last = best[n], n
        best.append(weight + len(run))
        before.append(last)
    k = max(range(len(runs)), key=lambda n: (best[n], -n))
    kept = set()
    while k >= 0:
        kept.add(k)
        k = before[k]
    steady = sorted(int(held[t]) for k in kept for t in runs[k])
    column_of = {int(row[c]): int(c) for c in columns}
    for k, run in enumerate(runs):
        if k not in kept:
            earlier = [t for t in steady if t < held[run[0]]]
            yield columns[run], column_of[earlier[-1]] if earlier else 0


def _by_place(home: NDArray[np.int64], cells: NDArray[np.int32]) -> list[list[int]]:
    has = (cells != GAP).any(axis=1)
    groups = [[row for row in range(len(home)) if has[row] and home[row] < 0]]
    last = None
    for row in sorted((row for row in range(len(home)) if home[row] >= 0), key=lambda r: (int(home[r]), r)):
        if last is None or home[row] - last > SAME_PLACE_COLUMNS:
            groups.append([])
        groups[-1].append(row)
        last = home[row]
    return [sorted(group) for group in groups if group]
