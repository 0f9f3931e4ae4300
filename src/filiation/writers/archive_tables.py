"""The tables of a gathered archive, for a spreadsheet or another program; the format is told by the extension.

CSV and XLSX are for people: each row says which page is meant, with its address and some of its words. Parquet, DuckDB
and SQLite are for programs: the tables as they are. All are written row by row.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.crawl.directory import Archive, open_archive
from filiation.crawl.part import parts_under
from filiation.errors import UsageError
from filiation.writers.archive_graphs import write_flows, write_traditions
from filiation.writers.archive_schema import ARCHIVE_TABLES
from filiation.writers.databases import DATABASES, Filled, comment, new_duckdb, write_sqlite
from filiation.writers.schema import Cell, Table
from filiation.writers.sheets import Sheet, check_size, columns_sheet, write_book, write_csv
from filiation.writers.snippets import SNIPPET
from filiation.writers.whole import draft_of

if TYPE_CHECKING:
    import duckdb

_BATCH = 8_192
# What sorts and joins may hold at a time; what is more goes to disk.
_MEMORY = "1GB"
SHEETS = (".csv", ".xlsx")
FORMATS = (*SHEETS, ".parquet", *DATABASES, ".graphml")

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
    """Write tables of an archive in the format of the extension.

    Args:
        folder: The archive.
        path: Where to: `FORMATS`.
        table: Which table; None for ``traditions``, and for all of them in ``.xlsx``, ``.duckdb`` and ``.sqlite``. A
            ``.graphml`` holds ``traditions`` (pages, and who is kin to whom) or ``flows`` (outlets, and who took from whom).

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: Unknown extension or table, or more rows than the format holds.
        CrawlError: There is no archive.
    """
    archive = open_archive(folder)
    extension = path.suffix.lower()
    if extension not in FORMATS:
        kind = path.suffix or "a file without an extension"
        raise UsageError(f"{path}: no writer of an archive's tables for {kind}; there are {', '.join(FORMATS)}")
    if table is not None and table not in ARCHIVE_TABLES:
        raise UsageError(f"--table {table}: there is no such table; there are {', '.join(ARCHIVE_TABLES)}")
    if table is None and extension in (".xlsx", *DATABASES):
        there = [each for each in ARCHIVE_TABLES.values() if archive.table(each.name).exists()]
        return _write_all(archive, path, extension, there)
    its = ARCHIVE_TABLES[table or "traditions"]
    if not archive.table(its.name).exists():
        raise UsageError(f"{folder}: an older run wrote no table {its.name}: run filiation gather on it again")
    if extension == ".parquet":
        with draft_of(path) as draft:
            shutil.copyfile(archive.table(its.name), draft)
        return []
    if extension == ".graphml":
        return _write_graph(archive, path, its.name)
    if extension == ".csv":
        with opened(archive) as database:
            write_csv(path, _sheet(database, its))
        return []
    return _write_all(archive, path, extension, [its])


def _write_all(archive: Archive, path: Path, extension: str, tables: Sequence[Table]) -> list[str]:
    """Write tables in a format that holds several."""
    import pyarrow.parquet as pq

    if extension == ".xlsx":
        # Told before the work.
        for table in tables:
            check_size(path, table.name, pq.read_metadata(archive.table(table.name)).num_rows)
        with opened(archive) as database:
            sheets = [_sheet(database, table) for table in tables]
            return write_book(path, [*sheets, columns_sheet(tables)] if len(tables) > 1 else sheets)
    if extension == ".duckdb":
        with new_duckdb(path) as database:
            for table in tables:
                place = str(archive.table(table.name))
                database.execute(f"create table {table.name} as select * from read_parquet(?)", [place])
                comment(database, table)
        return []
    with opened(archive) as database:
        write_sqlite(path, (Filled(each, _stream(database, f"select * from {each.name}")) for each in tables))
    return []


def _sheet(database: duckdb.DuckDBPyConnection, table: Table) -> Sheet:
    """Return a table as people have it, its rows asked for when they are wanted."""
    columns, rows = fetch(database, _FOR_PEOPLE.get(table.name, f"select * from {table.name}"))
    return Sheet(table.name, columns, rows)


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

    with duckdb.connect(config={"preserve_insertion_order": True, "memory_limit": _MEMORY}) as database:
        for name in ARCHIVE_TABLES:
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
