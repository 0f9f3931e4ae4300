"""The tables of a dossier: one row a page, statement, quotation, date or descent, with the words and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from filiation.errors import UsageError
from filiation.writers import tables_testimony, tables_texts
from filiation.writers.dossier_schema import DOSSIER_TABLES
from filiation.writers.record import DossiersRecord
from filiation.writers.schema import Cell, Row, Table


def rejected(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each page that was left out, and for each remark."""
    for what, every in (("rejected", record.rejected), ("note", record.notes)):
        for each in every:
            yield {"page": each.page, "what": what, "stage": each.stage, "reason": each.reason}


def decisions(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each decision."""
    for each in record.decisions:
        yield {
            "number": each.number,
            "kind": each.kind,
            "names": "; ".join(each.names),
            "pages": "; ".join(each.pages) or None,
            "value": each.value,
            "text": each.text,
            "by": each.by,
            "on": each.on,
            "why": each.why,
            "status": each.status,
            "told": each.told,
        }


TABLES: dict[str, Callable[[DossiersRecord], Iterator[Row]]] = {
    "statements": tables_testimony.statements,
    "conflicts": tables_testimony.conflicts,
    "quotes": tables_testimony.quotes,
    "pages": tables_texts.pages,
    "witnesses": tables_texts.witnesses,
    "relations": tables_texts.relations,
    "descents": tables_texts.descents,
    "changes": tables_texts.changes,
    "apparatus": tables_texts.readings,
    "timeline": tables_testimony.timeline,
    "spun": tables_texts.spun,
    "collapses": tables_texts.collapses,
    "rejected": rejected,
    "decisions": decisions,
}
"""The rows of each table of `DOSSIER_TABLES`."""


def table_named(name: str) -> Table:
    """Return the declaration of a dossier's table.

    Raises:
        UsageError: There is none of this name.
    """
    if name not in DOSSIER_TABLES:
        raise UsageError(f"--table {name}: there is no such table; there are {', '.join(DOSSIER_TABLES)}")
    return DOSSIER_TABLES[name]


def rows_of(record: DossiersRecord, table: Table) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a table of a dossier, cells in the order of its columns."""
    return cells_of(table, TABLES[table.name](record))


def cells_of(table: Table, rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    """Yield rows as cells in the order of a table's columns."""
    for row in rows:
        yield [row[name] for name in table.header]
