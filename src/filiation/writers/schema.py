"""What a table is: its columns, each with its kind, its unit and what it means; declared once, written everywhere.

CSV, XLSX, Parquet, DuckDB and SQLite are all written from these declarations, and the schema page is made of them.
`dossier_schema` declares the tables of a dossier, `archive_schema` those of an archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | int | float | None
Row = dict[str, Cell]
"""A row by the names of its columns."""


class Kind(Enum):
    """What a column holds; each format has a type for it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TEXTS = "texts"
    """A list of texts; where a format knows no lists, as JSON."""
    PASSAGES = "passages"
    """A list of shared passages, ``{"a": {"start", "end"}, "b": {"start", "end"}}``; where a format knows no lists, as JSON."""

    @property
    def in_sqlite(self) -> str:
        """The type in SQLite."""
        return {Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL"}.get(self, "TEXT")

    @property
    def in_duckdb(self) -> str:
        """The type in DuckDB; only an archive's own tables hold lists, and those keep their types."""
        return {Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE"}.get(self, "VARCHAR")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: In every format.
        kind: What it holds.
        means: In plain words, with its range.
        unit: Of a quantity; None where there is none.
        is_optional: Whether a row may have nothing there; ``means`` says when.
    """

    name: str
    kind: Kind
    means: str
    unit: str | None = None
    is_optional: bool = False

    @property
    def told(self) -> str:
        """What it means, with its unit."""
        return f"{self.means} [{self.unit}]" if self.unit else self.means


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: In every format.
        row: What a row is.
        columns: In order.
        beside: Columns that sheets for people have besides.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    beside: tuple[Column, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def arrow(self) -> pa.Schema:
        """Return the Arrow schema; each field tells what it means."""
        import pyarrow as pa

        span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
        types = {
            Kind.TEXT: pa.string(),
            Kind.INTEGER: pa.int64(),
            Kind.NUMBER: pa.float64(),
            Kind.TEXTS: pa.list_(pa.string()),
            Kind.PASSAGES: pa.list_(pa.struct([("a", span), ("b", span)])),
        }
        return pa.schema(
            [
                pa.field(each.name, types[each.kind], nullable=each.is_optional, metadata={"description": each.told})
                for each in self.columns
            ],
            metadata={"description": f"A row is {self.row}."},
        )


def text(name: str, means: str) -> Column:
    """Declare a column of text that every row has."""
    return Column(name, Kind.TEXT, means)


def maybe(name: str, means: str, kind: Kind = Kind.TEXT, unit: str | None = None) -> Column:
    """Declare a column that may be empty."""
    return Column(name, kind, means, unit, is_optional=True)


def whole(name: str, means: str, unit: str | None = None) -> Column:
    """Declare a column of whole numbers that every row has."""
    return Column(name, Kind.INTEGER, means, unit)


def number(name: str, means: str, unit: str | None = None) -> Column:
    """Declare a column of numbers that every row has."""
    return Column(name, Kind.NUMBER, means, unit)


_HEAD = (
    "Made from the declarations that every format is written from. *May be empty* is NULL in a database, an empty cell "
    "in a sheet. Spans count code points, half-open, into the page's text. Columns are added, not renamed."
)


def by_name(tables: Iterable[Table]) -> dict[str, Table]:
    """Return tables by their names."""
    return {table.name: table for table in tables}


def schema_page() -> str:
    """Return the page of the documentation that tells of all tables, as Markdown."""
    from filiation.writers.archive_schema import ARCHIVE_TABLES
    from filiation.writers.dossier_schema import DOSSIER_TABLES

    parts = [
        "# Tables",
        "",
        _HEAD,
        "",
        "## Of a dossier",
        "",
        *_told(tuple(DOSSIER_TABLES.values())),
        "## Of an archive",
        "",
        *_told(tuple(ARCHIVE_TABLES.values())),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _told(tables: Sequence[Table]) -> Iterable[str]:
    for table in tables:
        yield from (f"### {table.name}", "", f"A row is {table.row}.", "")
        yield "| column | kind | unit | may be empty | what it is |"
        yield "|---|---|---|---|---|"
        for each in (*table.columns, *table.beside):
            empty = "yes" if each.is_optional else ""
            means = f"{each.means} (in `.csv` and `.xlsx` alone)" if each in table.beside else each.means
            yield f"| `{each.name}` | {each.kind.value} | {each.unit or ''} | {empty} | {means} |"
        yield ""
