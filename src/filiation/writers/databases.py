"""Tables for programs: DuckDB and SQLite, typed as declared, with what each column means kept in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.writers.schema import Cell, Table
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    import duckdb

DATABASES = (".duckdb", ".sqlite", ".sqlite3", ".db")


@dataclass(frozen=True, slots=True)
class Filled:
    """A table and its rows; cells are in the order of its columns."""

    table: Table
    rows: Iterable[Sequence[Cell]]


def write_sqlite(path: Path, tables: Iterable[Filled]) -> None:
    """Write tables as a SQLite database, row by row; the statements that made them tell what the columns mean.

    Raises:
        UsageError: It cannot be written.
    """
    with draft_of(path) as draft:
        draft.unlink(missing_ok=True)
        try:
            # Nobody reads the draft, and a kill leaves no database at all: what makes one safe would cost half the time.
            with closing(sqlite3.connect(draft, isolation_level=None)) as database:
                database.execute("pragma journal_mode = off")
                database.execute("pragma synchronous = off")
                for each in tables:
                    database.execute(_creating(each.table))
                    places = ", ".join("?" * len(each.table.columns))
                    filling = f"insert into {quoted(each.table.name)} values ({places})"  # noqa: S608 - names of ours
                    database.execute("begin")
                    database.executemany(filling, map(_plain, each.rows))
                    database.execute("commit")
        except sqlite3.Error as error:
            raise OSError(0, str(error)) from error


def _creating(table: Table) -> str:
    lines = [
        f"  {quoted(each.name)} {each.kind.in_sqlite}{'' if each.is_optional else ' NOT NULL'}"
        f"{',' if number < len(table.columns) else ''} -- {each.told}"
        for number, each in enumerate(table.columns, 1)
    ]
    return "\n".join([f"create table {quoted(table.name)} ( -- a row is {table.row}", *lines, ")"])


def _plain(row: Sequence[Cell]) -> list[Cell]:
    """Return cells as SQLite takes them: it knows no lone surrogates."""
    return [
        cell.encode("utf-8", "replace").decode() if isinstance(cell, str) and not cell.isascii() else cell
        for cell in row
    ]


@contextmanager
def new_duckdb(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty DuckDB database that becomes the file at ``path``.

    Raises:
        UsageError: It cannot be written.
    """
    import duckdb

    with draft_of(path) as draft:
        draft.unlink(missing_ok=True)
        try:
            with duckdb.connect(draft) as database:
                yield database
        except duckdb.IOException as error:
            raise OSError(0, str(error).splitlines()[0]) from error


def create(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make an empty table in a DuckDB database, typed as declared."""
    columns = ", ".join(
        f"{quoted(each.name)} {each.kind.in_duckdb}{'' if each.is_optional else ' not null'}" for each in table.columns
    )
    database.execute(f"create table {quoted(table.name)} ({columns})")


def comment(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Keep in a DuckDB database what a table and its columns mean."""
    database.execute(f"comment on table {quoted(table.name)} is {_literal(f'A row is {table.row}.')}")
    for each in table.columns:
        place = f"{quoted(table.name)}.{quoted(each.name)}"
        database.execute(f"comment on column {place} is {_literal(each.told)}")


def quoted(name: str) -> str:
    """Return a name of ours as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
