"""A collation as CollateX's alignment table, JSON: sigla, and for each column the tokens of each witness, or null."""

from __future__ import annotations

import msgspec

from filiation.writers.alignment import AlignmentRecord, straightened
from filiation.writers.written import Written


def collatex(record: AlignmentRecord) -> Written:
    """Return the table by columns, as the Java edition of CollateX writes it.

    Each cell is null or a list of one token; the ``t`` of a witness' tokens, joined, are its text, so that white space
    stands at the end of the token before it.
    """
    columns = straightened(record.cells)
    table: list[list[list[dict[str, str]] | None]] = []
    for column in columns:
        cells: list[list[dict[str, str]] | None] = [None] * len(record.tokens)
        for row, token in column.held:
            its = record.tokens[row][token]
            cells[row] = [{"t": its.t, "n": its.n}]
        table.append(cells)
    sigla = [witness.siglum for witness in record.collation.witnesses]
    text = msgspec.json.encode({"witnesses": sigla, "table": table}).decode() + "\n"
    return Written(text, tuple(lost_moves(record)) + (("the kinds of change",) if record.collation.units else ()))


def lost_moves(record: AlignmentRecord) -> list[str]:
    """Return in words that moved passages stand as a gap in one place and words in another."""
    moves = sum(unit.change == "move" for unit in record.collation.units)
    told = "a passage was moved: it is" if moves == 1 else f"{moves} passages were moved: each is"
    return [f"that {told} missing in one place and stands in another"] if moves else []
