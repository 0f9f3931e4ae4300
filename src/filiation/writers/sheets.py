"""Sheets: a table as XLSX, written row by row, so that a million rows take no more memory than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.errors import UsageError
from filiation.writers.tables import inert
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 1_048_575
"""Rows below the header that a sheet can hold."""
MOST_CHARACTERS = 32_767
"""Characters that a cell can hold, counted as spreadsheets do: in UTF-16."""
# The file says when it was made; the same rows make the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_NAME = 31

Cell = str | int | float | None


def write_sheet(path: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Write a table as the one sheet of a workbook; the header stays in sight and has filters.

    A page's words are never run as a formula, nor turned into a link or a number.

    Args:
        path: Where to; the file appears whole or not at all.
        name: Of the sheet.
        columns: The header.
        rows: The cells, in the order of the columns.

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
                cut = _fill(book, name, columns, rows, path)
        except XlsxFileError as error:
            raise UsageError(f"{path}: cannot be written: {error}") from error
    return [f"the whole of {cut:,} cells: they end after {MOST_CHARACTERS:,} characters"] if cut else []


def _fill(book: Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], path: Path) -> int:
    """Fill the sheet; return how many cells were cut."""
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(name[:_LONGEST_NAME])
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, bold)
    number = cut = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise UsageError(f"{path}: a sheet holds {MOST_ROWS:,} rows and this table has more: use .csv or .parquet")
        for column, value in enumerate(row):
            cell = inert(value)
            if isinstance(cell, str):
                kept = _fitting(cell)
                cut += kept != cell
                sheet.write_string(number, column, kept)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    if columns:
        sheet.autofilter(0, 0, number, len(columns) - 1)
    return cut


def _fitting(text: str) -> str:
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le", "replace")
    return (
        text
        if len(units) <= MOST_CHARACTERS * 2
        else units[: MOST_CHARACTERS * 2 - 2].decode("utf-16-le", "ignore") + "…"
    )
