"""Tables are declared once; every format holds what is declared, read back by other projects' readers."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from filiation.crawl.decided import rulings_schema
from filiation.crawl.directory import TABLES as TABLES_OF_AN_ARCHIVE
from filiation.crawl.emission import reuse_schema
from filiation.crawl.outlets import flows_schema, outlets_schema
from filiation.crawl.part import rejected_schema
from filiation.crawl.tables import articles_schema, events_schema, traditions_schema
from filiation.errors import UsageError
from filiation.writers import record as r
from filiation.writers.archive_schema import ARCHIVE_TABLES
from filiation.writers.dossier_schema import DOSSIER_TABLES
from filiation.writers.formats import write_dossiers
from filiation.writers.schema import Kind, schema_page
from filiation.writers.tables import TABLES, rows_of
from filiation.writers.tabular import to_arrow

PYTHON = {Kind.TEXT: str, Kind.INTEGER: int, Kind.NUMBER: (int, float)}
SQL = {Kind.TEXT: "VARCHAR", Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE"}


@pytest.fixture
def full(dossiers):
    """Return a run in which every table has rows, with ids that look like numbers and a name that is a formula."""
    (its,) = dossiers.dossiers
    a, b = its.pages
    phrase = r.PhraseRecord(0, 3, "Dam", None, "test", r.PlaceRecord("a", 0, 3), 0.9)
    pair = r.RelationRecord(
        "a", "b", "same", 0.9, 0.8, "a", 0.7, [r.SharedRecord(a.body[0], b.body[0])], "one dispatch"
    )
    (tree,) = its.stemmata
    (descent,) = tree.descents
    quote = r.QuoteRecord(
        "a",
        a.body[0].start,
        a.body[0].end,
        [a.body[0]],
        "Rescuers moved",
        "direct",
        r.TextRecord(0, 3, "Dam"),
        r.SourceRecord(0, 3, "she", "Ada Holm", "surname", 0.9),
        0.9,
    )
    its = replace(
        its,
        pages=[a, replace(b, outlet='=cmd|"/c calc"!A1', agency=r.AgencyRecord("007", None, None), url=None, spun=r.SpunRecord(0.9, [phrase]))],
        excerpts=[pair],
        refused=[replace(pair, b="elsewhere", spans=[])],
        traditions=[replace(its.traditions[0], relations=[pair])],
        stemmata=[replace(tree, descents=[replace(descent, changes=[r.ChangeRecord(0, 0, 1)])])],
        quotes=[quote],
    )  # fmt: skip
    decided = r.DecisionRecord(1, "date", ["b"], ["b"], "2024-03-03", None, None, None, None, "applied", "so it is")
    return replace(dossiers, dossiers=[its], notes=[r.RejectionRecord("a", "archive", "decoded")], decisions=[decided])


@pytest.mark.parametrize("name", DOSSIER_TABLES)
def test_rows_are_as_declared(full, name):
    """A row has the declared columns and no other; what is not optional is there, and of the declared kind."""
    rows = list(TABLES[name](full))
    assert rows
    for row in rows:
        assert row.keys() == set(DOSSIER_TABLES[name].header)
        for column in DOSSIER_TABLES[name].columns:
            value = row[column.name]
            assert column.is_optional if value is None else isinstance(value, PYTHON[column.kind]), column.name


@pytest.mark.parametrize("name", DOSSIER_TABLES)
def test_each_row_that_points_into_a_page_shows_its_words(full, name):
    """Where there is a page there is its address; where there is a place there are words, which stand on that page."""
    columns = set(DOSSIER_TABLES[name].header)
    assert "page" not in columns or name == "rejected" or "url" in columns
    pages = {page.page: page for page in full.dossiers[0].pages}
    for row in TABLES[name](full):
        if "start" in row and row["page"] is not None:
            shown = row.get("snippet") or row.get("text")
            assert pages[row["page"]].text[row["start"] : row["end"]][:100] in (shown or "")


@pytest.mark.parametrize("extension", [".xlsx", ".duckdb", ".sqlite"])
def test_a_file_holds_all_tables(full, tmp_path, extension):
    """Without a name every table is written, with its rows; another reader gives them back."""
    path = tmp_path / f"run{extension}"
    assert write_dossiers(full, path, None) == []
    for name, table in DOSSIER_TABLES.items():
        rows = [list(row) for row in rows_of(full, table)]
        if extension == ".xlsx":
            head, *found = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
            assert head == table.header
            assert [list(map(_bare, row)) for row in found] == [list(map(_bare, row)) for row in rows]
        elif extension == ".duckdb":
            with duckdb.connect(path, read_only=True) as database:
                found = database.execute(f'from "{name}"').fetchall()
                kinds = database.execute(
                    f"select column_name, data_type from duckdb_columns() where table_name = '{name}'"
                )
                assert dict(kinds.fetchall()) == {each.name: SQL[each.kind] for each in table.columns}
                told = database.execute(f"select comment from duckdb_columns() where table_name = '{name}'").fetchall()
                assert [one for (one,) in told] == [each.told for each in table.columns]
            assert [list(row) for row in found] == rows
        else:
            with sqlite3.connect(path) as database:
                found = [list(row) for row in database.execute(f'select * from "{name}"')]
                kinds = [row[2] for row in database.execute(f"pragma table_info('{name}')")]
                assert database.execute("pragma integrity_check").fetchone() == ("ok",)
            assert found == rows
            assert kinds == [each.kind.in_sqlite for each in table.columns]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", DOSSIER_TABLES)
def test_a_table_is_read_back_from_csv_and_parquet(full, tmp_path, name):
    """Both hold the declared columns in order, and the same rows; Parquet says what its columns mean."""
    rows = [list(row) for row in rows_of(full, DOSSIER_TABLES[name])]
    write_dossiers(full, tmp_path / "t.csv", name)
    write_dossiers(full, tmp_path / "t.parquet", name)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *found = csv.reader(file)
    assert tuple(head) == DOSSIER_TABLES[name].header
    assert [[_bare(cell or None) for cell in row] for row in found] == [
        [_bare(cell if cell is None else str(cell)) for cell in row] for row in rows
    ]
    stored = pq.read_table(tmp_path / "t.parquet")
    assert [list(row.values()) for row in stored.to_pylist()] == rows
    assert stored.schema.field(0).metadata[b"description"].decode() == DOSSIER_TABLES[name].columns[0].told


def _bare(cell):
    """Return a cell without the apostrophe that makes a formula inert, and without what a sheet cannot hold."""
    if not isinstance(cell, str):
        return cell
    return cell.removeprefix("'").replace("\x1b", "").replace("_x001B_", "")


def test_ids_that_look_like_numbers_stay_text_and_formulas_stay_words(full, tmp_path):
    """``007`` is text in every typed format; a formula is words in sheets, and as it stands where no formula runs."""
    for extension in (".xlsx", ".sqlite", ".parquet"):
        write_dossiers(full, tmp_path / f"p{extension}", "pages")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")["pages"]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["007"] == "s"
    assert cells['\'=cmd|"/c calc"!A1'] == "s"
    with sqlite3.connect(tmp_path / "p.sqlite") as database:
        assert database.execute("select agency, typeof(agency), outlet from pages where siglum = 'b'").fetchone() == (
            "007",
            "text",
            '=cmd|"/c calc"!A1',
        )
    assert pq.read_table(tmp_path / "p.parquet")["agency"].to_pylist()[1] == "007"


def test_one_table_can_be_asked_for_and_a_strange_one_is_told(full, tmp_path):
    """A name leaves that table alone; one that there is none of is wrong usage, with those that there are."""
    write_dossiers(full, tmp_path / "q.sqlite", "quotes")
    with sqlite3.connect(tmp_path / "q.sqlite") as database:
        assert database.execute("select name from sqlite_master").fetchall() == [("quotes",)]
    with pytest.raises(UsageError, match="statements, conflicts, quotes"):
        write_dossiers(full, tmp_path / "q.xlsx", "quotations")


def test_the_same_run_makes_the_same_sqlite(full, tmp_path):
    """Byte for byte."""
    for name in ("a.sqlite", "b.sqlite"):
        write_dossiers(full, tmp_path / name, None)
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_a_wording_has_the_cue_and_the_mention_of_its_page(full):
    """Who says it in which words stands beside each wording, from the act of speech that stands there."""
    first, second = TABLES["statements"](full)
    assert (first["cue"], first["mention"], first["pages"]) == ("Dam", "she", 2)
    assert (second["cue"], second["mention"]) == (None, None)


def test_a_table_without_rows_keeps_its_types():
    """Nothing found is an empty table of the declared types."""
    for table in DOSSIER_TABLES.values():
        assert to_arrow(table, iter(())).schema == table.arrow()


def test_the_archive_is_as_declared():
    """What ``gather`` writes has the declared columns, of the declared kinds."""
    written = {
        "articles": articles_schema(),
        "traditions": traditions_schema(),
        "events": events_schema(),
        "reuse": reuse_schema(),
        "flows": flows_schema(),
        "outlets": outlets_schema(),
        "rejected": rejected_schema(),
        "decisions": rulings_schema(),
    }
    assert set(written) == set(ARCHIVE_TABLES) == set(TABLES_OF_AN_ARCHIVE)
    for name, schema in written.items():
        declared = ARCHIVE_TABLES[name].arrow()
        assert schema.names == declared.names
        for ours, theirs in zip(schema, declared, strict=True):
            same = pa.types.is_integer(ours.type) and pa.types.is_integer(theirs.type)
            assert same or ours.type == theirs.type, (name, ours.name)


def test_the_page_tells_of_every_column():
    """The page of the documentation names each table and each column, with what it means."""
    page = schema_page()
    for table in (*DOSSIER_TABLES.values(), *ARCHIVE_TABLES.values()):
        assert f"### {table.name}\n" in page
        for each in (*table.columns, *table.beside):
            assert f"| `{each.name}` | {each.kind.value} |" in page
    assert all(each.means and not each.means.endswith(".") for t in DOSSIER_TABLES.values() for each in t.columns)
