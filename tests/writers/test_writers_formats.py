"""What is written is read back, by other projects' readers where there are any."""

from __future__ import annotations

import csv
import io
import json as plain_json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, strategies as st

from filiation.errors import UsageError
from filiation.writers import formats, json
from filiation.writers.sheets import Sheet, write_csv
from filiation.writers.terminal import render_summary
from filiation.writers.words import day_in_words, shorten


def test_a_dossier_is_read_back_as_it_was(tmp_path, dossiers):
    """JSON out and in again gives the same record."""
    path = tmp_path / "dossier.json"
    path.write_bytes(json.document(dossiers))
    assert json.read_dossiers(path) == dossiers


def test_no_dossier_is_said_so_with_the_field(tmp_path):
    """A file that is no dossier is refused with the path of what is wrong."""
    path = tmp_path / "x.json"
    path.write_text('{"dossiers": [{"pages": 3}]}')
    with pytest.raises(UsageError, match=r"\$\.dossiers\[0\]\.pages"):
        json.read_dossiers(path)


def test_the_contract_has_all_its_keys(dossiers):
    """Every key of the contract is there, null or empty where absent."""
    dossier = plain_json.loads(json.document(dossiers))["dossiers"][0]
    assert dossier.keys() >= {
        "pages", "traditions", "collations", "stemmata", "statements", "timeline", "independent_reports",
    }  # fmt: skip
    assert dossier["pages"][1].keys() >= {
        "page", "path", "url", "sha256", "text", "title", "body", "language", "bylines", "byline_spans",
        "contributors", "editors", "agency", "dateline", "published", "updated", "outlet", "spun",
    }  # fmt: skip
    assert dossier["pages"][1]["agency"] is None


def test_the_summary_drives_no_terminal(dossiers):
    """Control characters of a page do not reach the terminal, and a pipe gets no colour."""
    stream = io.StringIO()
    render_summary(dossiers, stream)
    told = stream.getvalue()
    assert "\x1b" not in told
    assert "1 independent report (1–2)" in told
    assert "Disputed" in told


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".dot", ".gv", ".nwk", ".newick", ".graphml", ".svg", ".jsonld"])
def test_each_extension_writes_its_format(tmp_path, stemma, suffix):
    """The extension tells the format, and nothing but the file is left behind."""
    path = tmp_path / f"tree{suffix}"
    formats.write_stemmata([stemma], path)
    assert path.stat().st_size
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_unknown_extension_names_the_known_ones(tmp_path, stemma):
    """An extension without a writer is wrong usage, and the message lists those that there are."""
    with pytest.raises(UsageError, match=r"\.graphml"):
        formats.write_stemmata([stemma], tmp_path / "tree.doc")


@pytest.mark.parametrize("table", ["statements", "quotes", "pages", "timeline", "descents"])
def test_tables_are_read_back(tmp_path, dossiers, table):
    """CSV and Parquet hold the same rows."""
    formats.write_dossiers(dossiers, tmp_path / "t.csv", table)
    formats.write_dossiers(dossiers, tmp_path / "t.parquet", table)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == pq.read_table(tmp_path / "t.parquet").num_rows > 0


@given(st.text())
def test_no_cell_is_a_formula(text):
    """Whatever stands on a page, a spreadsheet that opens the table runs nothing."""
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "t.csv", Sheet("t", ["cell"], [[text]]))
        rows = list(csv.reader(io.StringIO((Path(folder) / "t.csv").read_text("utf-8-sig"), newline="")))
    assert not rows[1:] or not rows[1] or rows[1][0][:1] not in set("=+-@\t\r\n＝＋－＠")


def test_days_are_said_as_people_say_them():
    """ISO days and months in words; what is no day stays as it is."""
    assert day_in_words("2022-01-12T17:20") == "Wed 12 Jan 2022, 17:20"
    assert day_in_words("2021-12") == "Dec 2021"
    assert day_in_words("199X") == "1990s"
    assert day_in_words("2021-13-40") == "2021-13-40"
    assert shorten("a  b\x1bc", 10) == "a b\ufffdc"
    assert shorten("abcdef", 4) == "abc…"
