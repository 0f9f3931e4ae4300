"""NEXUS: the witnesses, what each reads in each variation unit, and the tree.

Source: Maddison, Swofford & Maddison 1997, "NEXUS: an extensible file format for systematic information".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from filiation.writers.matrix import SILENT, states_of
from filiation.writers.record import CollationRecord, StemmaRecord, UnitRecord
from filiation.writers.trees import bracket_safe, lost_in_brackets, nested
from filiation.writers.words import shorten
from filiation.writers.written import Written, renamed, told_apart

SYMBOLS = "0123456789abcdefghijklmnopqrstuv"
"""The states that a character can have: 32, as many as the programs take that read most (PAUP*, IQ-TREE)."""
_LABEL = 60


def nexus(stemma: StemmaRecord, collation: CollationRecord | None) -> Written:
    """Return TAXA, CHARACTERS (one a variation unit, an omission being a state, silence ``?``) and TREES.

    Args:
        stemma: The tree. Witnesses that stand within it are labelled inner nodes, as the format allows for ancestors.
        collation: What its witnesses read; without it the file has no characters.
    """
    extant = [node.siglum for node in stemma.nodes if node.role == "extant"]
    labels = told_apart((node.siglum for node in stemma.nodes), _allowed, str.casefold)
    names = {siglum: quoted(label) for siglum, label in labels.items()}
    lost = [*renamed(labels), *lost_in_brackets(stemma)]
    blocks = ["#NEXUS", _taxa([names[siglum] for siglum in extant])]
    if collation is not None and collation.units:
        block, lost_states = _characters(collation, names)
        blocks.append(block)
        lost += lost_states
    else:
        lost.append(
            "characters: the witnesses vary nowhere" if collation else "characters: the collation is not at hand"
        )
    name, rooting = quoted(_allowed(stemma.id or "stemma")), "R" if stemma.root is not None else "U"
    blocks.append(f"BEGIN TREES;\n\tTREE {name} = [&{rooting}] {nested(stemma, names)};\nEND;\n")
    return Written("\n\n".join(blocks), tuple(lost))


def quoted(label: str) -> str:
    """Return a label as a NEXUS or Newick word: in single quotes unless it is letters and digits alone."""
    return label if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", label) else "'" + label.replace("'", "''") + "'"


def _allowed(siglum: str) -> str:
    """Return a name that is no bare number, which readers would take for the number of a taxon."""
    label = bracket_safe(siglum.strip())
    return f"w{label}" if label.isdigit() else label


def _taxa(names: Sequence[str]) -> str:
    listed = "\n".join(f"\t\t{name}" for name in names)
    return f"BEGIN TAXA;\n\tDIMENSIONS NTAX={len(names)};\n\tTAXLABELS\n{listed}\n\t;\nEND;"


def _characters(collation: CollationRecord, names: Mapping[str, str]) -> tuple[str, list[str]]:
    states = states_of(collation)
    beyond = int((states >= len(SYMBOLS)).sum())
    labels = ",\n".join(_state_labels(number, unit) for number, unit in enumerate(collation.units, 1))
    rows = "\n".join(
        f"\t\t{names[witness.siglum]} " + "".join("?" if s == SILENT or s >= len(SYMBOLS) else SYMBOLS[s] for s in its)
        for witness, its in zip(collation.witnesses, states.tolist(), strict=True)
    )
    block = (
        f"BEGIN CHARACTERS;\n\tDIMENSIONS NCHAR={len(collation.units)};\n"
        f'\tFORMAT DATATYPE=STANDARD MISSING=? SYMBOLS="{SYMBOLS}";\n'
        f"\tCHARSTATELABELS\n{labels}\n\t;\n\tMATRIX\n{rows}\n\t;\nEND;"
    )
    return block, [f"{beyond} readings beyond the {len(SYMBOLS)}nd of a unit (? stands for each)"] if beyond else []


def _state_labels(number: int, unit: UnitRecord) -> str:
    states = " ".join(quoted(_reading(reading.text)) for reading in unit.readings[: len(SYMBOLS)])
    return f"\t\t{number} unit{number}{unit.change} / {states}"


def _reading(text: str | None) -> str:
    """Return the words of a reading, so that readers find no comment, command or list in them."""
    if text is None:
        return "omitted"
    return re.sub(r"[\[\];,/=()]", " ", shorten(text, _LABEL)).strip() or "sign"
