"""Sheets: tables for people as CSV and XLSX, written row by row, so that a million rows take no more memory than one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.errors import UsageError
from filiation.writers.schema import Cell, Table
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MOST_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""
MOST_CHARACTERS = 32_767
"""Characters that a cell can hold, counted as spreadsheets do: in UTF-16."""
# The file says when it was made; the same rows make the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_NAME = 31
# What a spreadsheet takes for the beginning of a formula; the wide forms where one types in Chinese or Japanese.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for people: its name, its header, and its rows, whose cells are in the order of the header."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def inert(value: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula: with an apostrophe in front where it would be one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write a table as CSV in UTF-8 with a byte-order mark, which spreadsheets need to see; page text is inert.

    Raises:
        UsageError: It cannot be written.
    """
    with draft_of(path) as draft, draft.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(sheet.columns)
        writer.writerows([inert(cell) for cell in row] for row in sheet.rows)


def write_book(path: Path, sheets: Iterable[Sheet]) -> list[str]:
    """Write tables as the sheets of a workbook; each header stays in sight and has filters.

    A page's words are never run as a formula, nor turned into a link or a number.

    Args:
        path: Where to; the file appears whole or not at all.
        sheets: In this order; the rows of one are asked for when the one before it is written.

    Returns:
        In words, what a sheet could not hold: cells that were cut.

    Raises:
        UsageError: More rows than a sheet holds, or the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    with draft_of(path) as draft:
        draft.touch()
        try:
            with Workbook(str(draft), {"constant_memory": True}) as book:
                book.set_properties({"created": _MADE})
                bold = book.add_format({"bold": True})
                cut = sum(_fill(book, bold, sheet, path) for sheet in sheets)
        except XlsxFileError as error:
            raise UsageError(f"{path}: cannot be written: {error}") from error
    return [f"the whole of {cut:,} cells: they end after {MOST_CHARACTERS:,} characters"] if cut else []


def _fill(book: Workbook, bold: Format, table: Sheet, path: Path) -> int:
    """Fill a sheet; return how many cells were cut."""
    sheet = book.add_worksheet(table.name[:_LONGEST_NAME])
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, title, bold)
    number = cut = 0
    for number, row in enumerate(table.rows, 1):
        check_size(path, table.name, number)
        for column, value in enumerate(row):
            cell = inert(value)
            if isinstance(cell, str):
                kept = _fitting(cell)
                cut += kept != cell
                sheet.write_string(number, column, kept)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    if table.columns:
        sheet.autofilter(0, 0, number, len(table.columns) - 1)
    return cut


def check_size(path: Path, name: str, rows: int) -> None:
    """Tell whether a table fits a sheet.

    Raises:
        UsageError: It has more rows.
    """
    if rows > MOST_ROWS:
        raise UsageError(
            f"{path}: a sheet holds {MOST_ROWS:,} rows and the table {name} has more: use .csv, .parquet, .duckdb or .sqlite"
        )


def columns_sheet(tables: Iterable[Table]) -> Sheet:
    """Return the sheet that tells what every column of the other sheets means."""
    return Sheet("columns", ("table", "column", "kind", "unit", "means"), _columns(tables))


def _columns(tables: Iterable[Table]) -> Iterator[Sequence[Cell]]:
    for table in tables:
        for each in table.columns:
            yield [table.name, each.name, each.kind.value, each.unit, each.means]


def _fitting(text: str) -> str:
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le", "replace")
    return (
        text
        if len(units) <= MOST_CHARACTERS * 2
        else units[: MOST_CHARACTERS * 2 - 2].decode("utf-16-le", "ignore") + "…"
    )
