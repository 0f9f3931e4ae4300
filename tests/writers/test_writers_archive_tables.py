"""Exports of an archive, read back by other projects' readers."""

import csv
import json
import shutil
import sqlite3

import duckdb
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from filiation.cli import commands
from filiation.crawl.directory import TABLES
from filiation.crawl.gather import gather
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import Settings
from filiation.writers import sheets
from filiation.writers.archive_schema import ARCHIVE_TABLES
from filiation.writers.archive_tables import write_archive
from filiation.writers.sheets import MOST_CHARACTERS, Sheet, write_book

STORY = (
    "The harbour board of Tarvos said on Monday that the ferry pier will close for {} weeks. Captain Ada Holm told the "
    "{} that 1,200 commuters cross the sound each morning. Engineers found rust in 14 of the 60 piles after the winter "
    "storms. The town will lend two buses until the work is done, the mayor said. A new pier would cost 9 million crowns."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("tables")
    rows = [
        {"id": "p1", "text": STORY.format("six", "council"), "outlet": "Sound Post", "date": "2031-03-03T07:00:00Z"},
        {"id": "p2", "text": STORY.format("six", "council"), "outlet": "Isle News", "date": "2031-03-03T09:30:00Z"},
        {"id": "p3", "text": STORY.format("eight", "council"), "outlet": "=cmd|'x'!A1", "date": "2031-03-03T12:00:00Z"},
        {"id": "p4", "text": "A bakery opened in Lund. " * 12, "title": "+1 <bun> & \x02 more", "outlet": "Isle News"},
    ]
    lines = "".join(json.dumps({"url": f"https://x.example/{each['id']}"} | each) + "\n" for each in rows)
    (place / "in.jsonl").write_text(lines, encoding="utf-8")
    gather(place / "archive", [str(place / "in.jsonl")], Settings(workers=1, max_memory_bytes=1 << 29), Ledger())
    return place / "archive"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_read_back_the_same_from_csv_and_xlsx(folder, tmp_path, table):
    """Both have the table's rows in its order; a page's words are text, whatever a spreadsheet would make of them."""
    assert write_archive(folder, tmp_path / "t.csv", table) == []
    assert write_archive(folder, tmp_path / "t.xlsx", table) == []
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")[table]
    cells = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert [[_plain(cell) for cell in row] for row in cells] == [[_plain(cell) for cell in row] for row in rows]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    stored = pq.read_table(folder / f"{table}.parquet")
    declared = ARCHIVE_TABLES[table]
    assert sorted(rows[0]) == sorted(each.name for each in (*declared.columns, *declared.beside))
    assert len(rows) - 1 == stored.num_rows


def _plain(cell):
    """Return a cell as both write it: spreadsheets print whole numbers without a fraction, and no control characters."""
    try:
        return repr(float(cell))
    except ValueError:
        return cell.replace("_x0002_", "\x02")


def test_rows_for_people_say_which_page_and_what_it_says(folder, tmp_path):
    """A row of ``reuse`` has both addresses, and the words that the two share."""
    write_archive(folder, tmp_path / "r.csv", "reuse")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = [each for each in csv.DictReader(file) if (each["a"], each["b"]) == ("p1", "p2")]
    assert (row["url_a"], row["url_b"]) == ("https://x.example/p1", "https://x.example/p2")
    assert row["snippet"] == STORY.format("six", "council")[:200]


def test_a_formula_is_only_text(folder, tmp_path):
    """An outlet whose name is a formula stands behind an apostrophe."""
    write_archive(folder, tmp_path / "o.xlsx", "outlets")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["outlets"]
    assert "'=cmd|'x'!A1" in [row[0].value for row in sheet.iter_rows()]


def test_programs_get_the_tables_as_they_are(folder, tmp_path):
    """Parquet is the archive's own; a database has all tables, or the one that was asked for."""
    write_archive(folder, tmp_path / "t.parquet", "reuse")
    assert pq.read_table(tmp_path / "t.parquet").equals(pq.read_table(folder / "reuse.parquet"))
    for asked, tables in ((None, sorted(TABLES)), ("flows", ["flows"])):
        write_archive(folder, tmp_path / "t.duckdb", asked)
        with duckdb.connect(tmp_path / "t.duckdb", read_only=True) as database:
            assert sorted(name for (name,) in database.sql("show tables").fetchall()) == tables
            ((count,),) = database.sql("select count(*) from flows").fetchall()
            assert count == pq.read_metadata(folder / "flows.parquet").num_rows


def test_sqlite_and_one_workbook_hold_all_tables(folder, tmp_path):
    """Each with its rows; lists are JSON; an older archive lacks a table, and the others are written."""
    write_archive(folder, tmp_path / "t.sqlite", None)
    write_archive(folder, tmp_path / "t.xlsx", None)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [*ARCHIVE_TABLES, "columns"]
    with sqlite3.connect(tmp_path / "t.sqlite") as database:
        for name in TABLES:
            stored = pq.read_table(folder / f"{name}.parquet")
            ((count,),) = database.execute(f"select count(*) from {name}").fetchall()
            assert count == stored.num_rows == book[name].max_row - 1
        ((spans,),) = database.execute("select spans from reuse where a = 'p1' and b = 'p2'").fetchall()
        ((ids,),) = database.execute("select count(*) from articles where typeof(article) = 'text'").fetchall()
    assert json.loads(spans)[0]["a"].keys() == {"start", "end"}
    assert ids == 4
    older = shutil.copytree(folder, tmp_path / "older")
    (older / "flows.parquet").unlink()
    write_archive(older, tmp_path / "o.sqlite", None)
    with sqlite3.connect(tmp_path / "o.sqlite") as database:
        assert {name for (name,) in database.execute("select name from sqlite_master")} == set(TABLES) - {"flows"}


def test_graphs_are_read_back_by_networkx(folder, tmp_path):
    """Kin run from the older page to the younger; flows weigh their articles."""
    write_archive(folder, tmp_path / "t.graphml", None)
    kin = nx.read_graphml(tmp_path / "t.graphml")
    assert sorted(kin.nodes) == ["p1", "p2", "p3", "p4"]
    assert kin.nodes["p4"]["title"] == "+1 <bun> & \ufffd more"
    assert {edge for edge in kin.edges if kin.edges[edge]["directed"]} == {("p1", "p2"), ("p1", "p3"), ("p2", "p3")}
    write_archive(folder, tmp_path / "f.graphml", "flows")
    flows = nx.read_graphml(tmp_path / "f.graphml")
    assert {(a, b): data["weight"] for a, b, data in flows.edges(data=True)} == {
        ("Sound Post", "Isle News"): 1,
        ("Sound Post", "=cmd|'x'!A1"): 1,
    }
    assert flows.nodes["Isle News"]["articles"] == 2


def test_the_command_knows_an_archive_from_a_dossier(folder, tmp_path):
    """A folder is an archive; what cannot be written is said, and nothing half-written stays."""
    done = CliRunner().invoke(commands, ["export", str(folder), "-o", str(tmp_path / "x.csv"), "--table", "events"])
    assert (done.exit_code, (tmp_path / "x.csv").exists()) == (0, True)
    for name, table in (("x.svg", None), ("x.csv", "statements"), ("x.graphml", "reuse"), ("no/x.xlsx", "events")):
        with pytest.raises(UsageError):
            write_archive(folder, tmp_path / name, table)
    assert [file.name for file in tmp_path.iterdir()] == ["x.csv"]


def test_a_sheet_says_what_it_cannot_hold(folder, tmp_path, monkeypatch):
    """Too many rows are refused before and while they are written; a cell that is too long is cut, and that is told."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match=r"holds 2 rows and the table articles has more: use \.csv"):
        write_archive(folder, tmp_path / "a.xlsx", "articles")
    with pytest.raises(UsageError, match="holds 2 rows"):
        write_book(tmp_path / "b.xlsx", [Sheet("b", ["n"], ([n] for n in range(3)))])
    assert list(tmp_path.iterdir()) == []
    long = "😀" * MOST_CHARACTERS
    assert write_book(tmp_path / "c.xlsx", [Sheet("c", ["n"], [[long], ["x"]])]) == [
        "the whole of 1 cells: they end after 32,767 characters"
    ]
    (cut,) = [row[0].value for row in openpyxl.load_workbook(tmp_path / "c.xlsx")["c"].iter_rows(min_row=2, max_row=2)]
    assert cut == "😀" * (MOST_CHARACTERS // 2) + "…" or cut == "😀" * ((MOST_CHARACTERS - 1) // 2) + "…"


def test_the_same_rows_make_the_same_sheet(tmp_path):
    """No clock is in the file."""
    for name in ("a.xlsx", "b.xlsx"):
        write_book(tmp_path / name, [Sheet("t", ["n", "s"], [[1, "x"], [None, "=1"]])])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
