"""Tables of a dossier or a collation in the formats that hold tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.errors import UsageError
from filiation.writers.databases import DATABASES, Filled, comment, create, new_duckdb, write_sqlite
from filiation.writers.schema import Cell, Table
from filiation.writers.sheets import Sheet, columns_sheet, write_book, write_csv
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    import pyarrow as pa

ONE_TABLE = (".csv", ".parquet")
"""Formats of one table a file."""
FORMATS = (".csv", ".xlsx", ".parquet", *DATABASES)

Rows = Callable[[Table], Iterator[Sequence[Cell]]]


def write_tables(path: Path, extension: str, tables: Sequence[Table], rows: Rows) -> list[str]:
    """Write tables in one file.

    Args:
        path: Where to.
        extension: One of `FORMATS`; of `ONE_TABLE` where there is one table.
        tables: Their declarations, in this order.
        rows: Yields the rows of a table.

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: The file cannot be written, or holds one table and there are several.
    """
    if extension in ONE_TABLE and len(tables) != 1:
        raise UsageError(f"{path}: {extension} holds one table: say which with --table")
    if extension == ".xlsx":
        sheets = [Sheet(table.name, table.header, rows(table)) for table in tables]
        return write_book(path, [*sheets, columns_sheet(tables)] if len(tables) > 1 else sheets)
    if extension == ".csv":
        write_csv(path, Sheet(tables[0].name, tables[0].header, rows(tables[0])))
    elif extension == ".parquet":
        _write_parquet(path, to_arrow(tables[0], rows(tables[0])))
    elif extension == ".duckdb":
        with new_duckdb(path) as database:
            for table in tables:
                create(database, table)
                database.register("filled", to_arrow(table, rows(table)))
                database.execute(f"insert into {table.name} select * from filled")  # noqa: S608 - a name of ours
                comment(database, table)
    else:
        write_sqlite(path, (Filled(table, rows(table)) for table in tables))
    return []


def to_arrow(table: Table, rows: Iterable[Sequence[Cell]]) -> pa.Table:
    """Return rows as an Arrow table of the declared types, whose fields tell what they mean."""
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pa.table(dict(zip(table.header, columns, strict=True)), schema=table.arrow())


def _write_parquet(path: Path, table: pa.Table) -> None:
    import pyarrow.parquet as pq

    with draft_of(path) as draft:
        pq.write_table(table, draft, compression="zstd")
