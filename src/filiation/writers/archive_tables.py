"""The tables of a gathered archive, for a spreadsheet or another program; the format is told by the extension.

CSV and XLSX are for people: each row says which page is meant, with its address and some of its words. Parquet and
DuckDB are for programs: the tables as they are.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.crawl.directory import TABLES, Archive, open_archive
from filiation.crawl.part import parts_under
from filiation.errors import UsageError
from filiation.writers.archive_graphs import write_flows, write_traditions
from filiation.writers.sheets import MOST_ROWS, Cell, write_sheet
from filiation.writers.tables import inert
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    import duckdb

# Enough of a passage to know it again.
SNIPPET = 200
_BATCH = 8_192
FORMATS = (".csv", ".xlsx", ".parquet", ".duckdb", ".graphml")

# The first page of each id, as the plan keeps it.
_TOLD = f"""
select articles.article, articles.url, articles.title, articles.outlet, articles.published, told.text,
       substr(told.opening, 1, {SNIPPET}) as snippet
from articles join (
    select article, opening, text, row_number() over (partition by article order by part, "row") as turn from pages
) as told on articles.article = told.article and turn = 1
"""
_FOR_PEOPLE = {
    "articles": "select articles.*, snippet from articles join told using (article) order by article",
    "traditions": """
        select tradition, article, siglum, url, title, outlet, published, snippet
        from traditions join told using (article) order by tradition, article""",
    "events": """
        select event, tradition, support, reason, url, title, outlet, published, snippet
        from events join told on tradition = article order by event, tradition""",
    # The longest passage stands for all.
    "reuse": f"""
        select a, b, relation, containment_a, containment_b, older, support, reason,
               one.url as url_a, other.url as url_b, one.outlet as outlet_a, other.outlet as outlet_b,
               one.published as published_a, other.published as published_b, spans,
               substr(one.text, longest.a.start + 1, least({SNIPPET}, longest.a."end" - longest.a.start)) as snippet
        from (select *, list_sort(list_transform(spans, lambda s: {{'size': s.a."end" - s.a.start, 'a': s.a}}), 'desc')[1] as longest
              from reuse) as reuse
        join told as one on a = one.article join told as other on b = other.article order by a, b""",
}


def write_archive(folder: Path, path: Path, table: str | None) -> list[str]:
    """Write a table of an archive in the format of the extension.

    Args:
        folder: The archive.
        path: Where to: `FORMATS`.
        table: Which table; None for ``traditions``, and for all of them in a ``.duckdb``. A ``.graphml`` holds
            ``traditions`` (pages, and who is kin to whom) or ``flows`` (outlets, and who took from whom).

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: Unknown extension or table, or more rows than the format holds.
        CrawlError: There is no archive.
    """
    archive = open_archive(folder)
    if path.suffix not in FORMATS:
        kind = path.suffix or "a file without an extension"
        raise UsageError(f"{path}: no writer of an archive's tables for {kind}; there are {', '.join(FORMATS)}")
    name = table or "traditions"
    if name not in TABLES:
        raise UsageError(f"--table {name}: there is no such table; there are {', '.join(TABLES)}")
    for each in (name,) if table or path.suffix != ".duckdb" else TABLES:
        if not archive.table(each).exists():
            raise UsageError(f"{folder}: an older run wrote no table {each}: run filiation gather on it again")
    if path.suffix == ".parquet":
        with draft_of(path) as draft:
            shutil.copyfile(archive.table(name), draft)
    elif path.suffix == ".duckdb":
        _write_database(archive, path, TABLES if table is None else (table,))
    elif path.suffix == ".graphml":
        return _write_graph(archive, path, name)
    else:
        return _write_rows(archive, path, name)
    return []


def _write_rows(archive: Archive, path: Path, name: str) -> list[str]:
    import pyarrow.parquet as pq

    total = pq.read_metadata(archive.table(name)).num_rows
    if path.suffix == ".xlsx" and total > MOST_ROWS:
        raise UsageError(
            f"{path}: a sheet holds {MOST_ROWS:,} rows and the table {name} has {total:,}: use .csv or .parquet"
        )
    with opened(archive) as database:
        columns, rows = fetch(database, _FOR_PEOPLE.get(name, f"select * from {name}"))
        if path.suffix == ".xlsx":
            return write_sheet(path, name, columns, rows)
        with draft_of(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([inert(cell) for cell in row] for row in rows)
    return []


def _write_database(archive: Archive, path: Path, names: Sequence[str]) -> None:
    import duckdb

    with draft_of(path) as draft:
        draft.unlink(missing_ok=True)
        with duckdb.connect(draft) as database:
            for name in names:
                database.execute(f"create table {name} as select * from read_parquet(?)", [str(archive.table(name))])


def _write_graph(archive: Archive, path: Path, name: str) -> list[str]:
    graphs = {"traditions": write_traditions, "flows": write_flows}
    if name not in graphs:
        raise UsageError(f"{path}: .graphml holds {' or '.join(graphs)}, not {name}")
    with opened(archive) as database, draft_of(path) as draft, draft.open("w", encoding="utf-8") as file:
        graphs[name](partial(_stream, database), file)
    return []


@contextmanager
def opened(archive: Archive) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an archive's tables as views, and ``told``: what is told of each page."""
    import duckdb

    with duckdb.connect(config={"preserve_insertion_order": True}) as database:
        for name in TABLES:
            if archive.table(name).exists():
                database.read_parquet(str(archive.table(name))).create_view(name)
        parts = [str(part) for part in parts_under(archive.pages, ".parquet")]
        if parts:
            database.read_parquet(parts).create_view("pages")
            database.execute(f"create view told as {_TOLD}")
        yield database


def fetch(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], Iterator[list[Cell]]]:
    """Return a query's columns, and its rows as they come; what is no number and no text is JSON."""
    return database.sql(sql).columns, _stream(database, sql)


def _stream(database: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[Cell]]:
    """Yield a query's rows; it is asked when the first one is wanted, for a connection answers one query at a time."""
    for batch in database.sql(sql).to_arrow_reader(_BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, separators=(",", ":"))
