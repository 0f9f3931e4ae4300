"""A collation as TEI: parallel segmentation, in which every witness can be read through.

The witnesses' common words are text; where they print something else, white space included, stands an ``app`` with a
``rdg`` for each printed form. ``app/@type`` is the kind of the change (`Change`), or ``form`` where only case and signs
differ, ``space`` where only white space does, ``lacuna`` where a passage that is missing goes on: each deed counts once.
Where the kinds of change were told in part (``--only facts``), the others have no type.

A lacuna is told twice over, for two kinds of readers: at its start, where it counts as one omission, the witness stands
in an empty ``rdg``; further down in the same passage its ``rdg`` is of type ``lacuna`` and holds ``gap reason="absent"``,
so that programs that count readings skip it there (teiphy and others let one name such types). ``lacunaStart`` was not
taken: it says that a leaf is lost, which nobody knows of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.text import fold
from filiation.writers.alignment import AlignmentRecord, Column, straightened
from filiation.writers.collatex import lost_moves
from filiation.writers.record import CollationRecord, UnitRecord
from filiation.writers.written import Written, renamed, told_apart, xml_attribute, xml_escaped, xml_text

LEAST_LACUNA = 4
"""Columns from which a missing run is one event inside which the witness is silent (as in the collation's passages)."""

LONGEST_PLACE = 8
"""Columns up to which a unit without another inside is one ``app``: as long as a stretch that is style as a whole."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Written by Filiation.</p></publicationStmt>
<sourceDesc><listWit>
{witnesses}
</listWit></sourceDesc>
</fileDesc>
<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
</teiHeader>
<text><body><ab xml:space="preserve">"""
_TAIL = "</ab></body></text>\n</TEI>\n"


@dataclass(frozen=True, slots=True)
class _Segment:
    """Adjacent columns that divide the witnesses alike: what each of them prints there, and the columns' numbers."""

    printed: tuple[str, ...]
    unit: UnitRecord | None
    first: int
    is_moved: bool


def tei(record: AlignmentRecord) -> Written:
    """Return the collation as one TEI document.

    What is read of a witness, ``rdg`` by ``rdg``, is the text that was collated of it, U+FFFD for each character that
    XML forbids.
    """
    sigla = [witness.siglum for witness in record.collation.witnesses]
    ids = told_apart(sigla, _id)
    lists = [
        f'<witness xml:id="{ids[witness.siglum]}" n="{xml_attribute(witness.siglum)}">{xml_escaped(witness.page or witness.siglum)}</witness>'
        for witness in record.collation.witnesses
    ]
    head = _HEAD.format(title=xml_escaped(record.collation.id or "Collation"), witnesses="\n".join(lists))
    columns = straightened(record.cells)
    lacunae = _Lacunae(record.collation, _moved_away(columns, sigla))
    body = [_segment(segment, sigla, ids, lacunae) for segment in _segments(record, columns)]
    forbidden = sum(
        a != b
        for its in record.tokens
        for token in its
        if not token.t.isprintable()
        for a, b in zip(token.t, xml_text(token.t), strict=True)
    )
    lost = lost_moves(record) + renamed({siglum: xml_text(siglum) for siglum in sigla})
    if forbidden:
        lost.append(f"{forbidden} control characters (U+FFFD stands for each)")
    return Written(head + "".join(body) + _TAIL, tuple(lost))


def _moved_away(columns: Sequence[Column], sigla: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Return by siglum the columns, as half-open runs, whose words a witness has elsewhere."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for column in columns:
        for row, _ in column.held if column.is_moved else ():
            its = runs.setdefault(sigla[row], [])
            if its and 0 <= column.number - its[-1][1] < LEAST_LACUNA:
                its[-1] = (its[-1][0], column.number + 1)
            else:
                its.append((column.number, column.number + 1))
    return runs


def _segments(record: AlignmentRecord, columns: Sequence[Column]) -> Iterator[_Segment]:
    """Yield the text in segments, those that are common to all and those that are not."""
    innermost = _Innermost(record.collation.units)
    waiting: list[tuple[Column, list[str]]] = []
    last: tuple[object, ...] | None = None
    for column in columns:
        printed = [""] * len(record.tokens)
        for row, token in column.held:
            printed[row] = record.tokens[row][token].t
        unit = None if column.is_moved else innermost.at(column.number)
        number: dict[str, int] = {"": 0}
        division = tuple(number.setdefault(text, len(number)) for text in printed)
        # A short unit is one place, though a word inside it be common: "6 per cent" against "6%".
        place = unit.first if unit is not None and innermost.is_whole(unit) else None
        key = (column.is_moved, place, None if place is not None else (division, unit and unit.first))
        if waiting and key != last:
            yield _joined(waiting, innermost)
            waiting = []
        waiting.append((column, printed))
        last = key
    if waiting:
        yield _joined(waiting, innermost)


def _joined(columns: Sequence[tuple[Column, list[str]]], innermost: _Innermost) -> _Segment:
    first = columns[0][0]
    printed = tuple(map("".join, zip(*(texts for _, texts in columns), strict=True)))
    return _Segment(printed, innermost.at(first.number), first.number, first.is_moved)


class _Innermost:
    """Finds the narrowest unit at a column: the reading itself rather than the passage around it."""

    def __init__(self, units: Sequence[UnitRecord]) -> None:
        self._at: dict[int, UnitRecord] = {}
        for unit in sorted(units, key=lambda each: (each.first - each.past, each.first)):
            self._at.update(dict.fromkeys(range(unit.first, unit.past), unit))
        held = Counter(id(unit) for unit in self._at.values())
        self._whole = {
            id(unit)
            for unit in units
            if held[id(unit)] == unit.past - unit.first <= LONGEST_PLACE and unit.change != "move"
        }

    def at(self, column: int) -> UnitRecord | None:
        """Return the unit; None where none stands."""
        return self._at.get(column)

    def is_whole(self, unit: UnitRecord) -> bool:
        """Tell whether a unit is short and has no other within."""
        return id(unit) in self._whole


class _Lacunae:
    """Knows which passages each witness lacks, or has in another place, and since where."""

    def __init__(self, collation: CollationRecord, moved: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        self._of: dict[str, list[tuple[int, int]]] = {siglum: list(runs) for siglum, runs in moved.items()}
        for unit in collation.units:
            if unit.past - unit.first >= LEAST_LACUNA and unit.change != "move":
                for reading in unit.readings:
                    if reading.text is None:
                        for siglum in reading.sigla:
                            self._of.setdefault(siglum, []).append((unit.first, unit.past))
        self._of = {siglum: _merged(its) for siglum, its in self._of.items()}
        self._begun: set[tuple[str, int]] = set()

    def is_silent(self, siglum: str, column: int) -> bool:
        """Tell whether a witness that lacks a column lacks it within a passage whose omission has been told already."""
        its = self._of.get(siglum, [])
        at = bisect_right(its, (column, 1 << 60)) - 1
        if at < 0 or column >= its[at][1]:
            return False
        if (siglum, at) in self._begun:
            return True
        self._begun.add((siglum, at))
        return False


def _merged(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, past in sorted(runs):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(past, merged[-1][1]))
        else:
            merged.append((first, past))
    return merged


def _segment(segment: _Segment, sigla: Sequence[str], ids: Mapping[str, str], lacunae: _Lacunae) -> str:
    if len(set(segment.printed)) == 1:
        return xml_escaped(segment.printed[0])
    groups: dict[str, list[str]] = {}
    silent = []
    for siglum, text in zip(sigla, segment.printed, strict=True):
        if not text and not segment.is_moved and lacunae.is_silent(siglum, segment.first):
            silent.append(siglum)
        else:
            groups.setdefault(text, []).append(siglum)
    readings = [
        f"<rdg wit={_wit(its, ids)}>{xml_escaped(text)}</rdg>" if text else f"<rdg wit={_wit(its, ids)}/>"
        for text, its in groups.items()
    ]
    if silent:
        readings.append(f'<rdg wit={_wit(silent, ids)} type="lacuna"><gap reason="absent"/></rdg>')
    kind = _kind(segment, list(groups), silent)
    typed = f' type="{kind}"' if kind else ""
    return f"<app{typed}>{''.join(readings)}</app>"


def _wit(sigla: Sequence[str], ids: Mapping[str, str]) -> str:
    return '"' + " ".join(f"#{ids[siglum]}" for siglum in sigla) + '"'


def _kind(segment: _Segment, told: Sequence[str], silent: Sequence[str]) -> str | None:
    """Return the kind of the change between the readings ``told``; None where the collation tells none."""
    if segment.is_moved:
        return "move"
    if len(told) > 1 and len({"".join(text.split()) for text in told}) == 1:
        return "space"
    if silent and len(told) == 1:
        return "lacuna"
    if segment.unit is None:
        # Of a collation whose units were told in part, a change of other words has no kind.
        return "form" if len({fold("".join(text.split())) for text in told}) == 1 else None
    # Where the unit is the passage that the silent ones lack, the others differ in form alone, if they do.
    lacking = {siglum for reading in segment.unit.readings if reading.text is None for siglum in reading.sigla}
    return "form" if lacking and lacking <= set(silent) and len(told) > 1 else segment.unit.change


def _id(siglum: str) -> str:
    """Return what XML takes for an id: letters, digits, points and dashes, a letter first."""
    plain = re.sub(r"[^\w.-]", "_", xml_text(siglum), flags=re.ASCII)
    return plain if re.match(r"[A-Za-z]", plain) else f"w{plain}"
