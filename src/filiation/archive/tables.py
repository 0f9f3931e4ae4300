"""Parquet: rows that hold pages, read batch by batch."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from filiation.archive.intake import Intake
from filiation.archive.page import Page
from filiation.archive.rows import Row, pages_of, writable
from filiation.archive.source import Source
from filiation.errors import ArchiveError

# Rows decoded at once; chosen to keep a batch of ordinary pages to some megabytes, not measured.
_BATCH = 32


def read_parquet(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the pages of a Parquet file."""
    return pages_of(parquet_rows(source, intake), intake)


def parquet_rows(source: Source, intake: Intake) -> Iterator[Row]:
    """Yield the rows of a Parquet file.

    Times and dates come as ISO 8601, decimals as numbers, bytes as text where they are UTF-8 and as base64 elsewhere;
    only ``html`` and ``text`` stay bytes, to be decoded as pages are.

    Raises:
        ArchiveError: It is no Parquet file, or a damaged one; the rows before the damage are kept.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = source.searchable(intake.settings.max_page_bytes)
    number, most = 0, intake.settings.max_records
    try:
        table = pq.ParquetFile(file, pre_buffer=False)
        for batch in table.iter_batches(_BATCH):
            for fields in _rows(batch):
                if number == most:
                    intake.note(source.name, f"only the first {most:,} rows were read, as set (max_records)")
                    return
                number += 1
                yield Row(f"{source.name}#{number}", source.name, fields)
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError) as error:
        after = f" after row {number:,}" if number else ""
        raise ArchiveError(
            f"a Parquet file that cannot be read{after}: {_first_line(error)}", page=source.name
        ) from error
    if not number:
        raise ArchiveError("empty: no row in it", page=source.name)


def _rows(batch: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - pyarrow brings no types
    names = batch.schema.names
    columns = [_values(batch.column(place)) for place in range(batch.num_columns)]
    for values in zip(*columns, strict=True):
        yield {
            name: value if name in ("html", "text") and isinstance(value, bytes) else writable(_json(value))
            for name, value in zip(names, values, strict=True)
        }


def _values(column: Any) -> list[object]:  # noqa: ANN401
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, KeyError, pa.ArrowException):
        # Nanoseconds, years beyond 9999, zones that this machine does not know: as Arrow prints them.
        return [None if value is None else value.replace(" ", "T", 1) for value in column.cast(pa.string()).to_pylist()]


def _json(value: object) -> object:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                return base64.b64encode(value).decode("ascii")
        case list() | tuple():
            return [_json(item) for item in value]
        case dict():
            return {str(key): _json(item) for key, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
