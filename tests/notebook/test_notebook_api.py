"""The public names: few, typed, lazily imported; their examples run."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys

import polars as pl
import pyarrow as pa
import pytest

import filiation
from filiation.notebook import archives, dossiers, texts as side_by_side, verbs


def test_the_names_are_few_and_each_is_there():
    """At most fifteen, sorted, each with a docstring; nothing else is promised."""
    assert len(filiation.__all__) <= 15
    assert filiation.__all__ == sorted(filiation.__all__, key=lambda name: (name[0].islower(), name))
    assert all(getattr(filiation, name).__doc__ for name in filiation.__all__)
    assert set(filiation.__all__) <= set(dir(filiation))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = filiation.no_such_name


def test_nothing_slow_is_imported_before_it_is_used():
    """``import filiation`` loads no other module of the package and no library."""
    code = "import sys, filiation; print([m for m in sys.modules if m.partition('.')[0] in ('filiation', 'numpy', 'pyarrow', 'spacy', 'click')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['filiation']"


@pytest.mark.parametrize("module", [verbs, archives, dossiers, side_by_side])
def test_examples_run(module):
    """What a docstring shows is what comes."""
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


def test_rows_are_traced_as_they_stand(found):
    """Rows in memory need no file: the copies are one report, the other one is a second; the empty one is told."""
    assert [page.page for dossier in found for page in dossier.pages] == ["coast", "harbour", "own"]
    assert found[0].independent_reports.best == 2
    assert [each.page for each in found.rejected] == ["empty"]
    (tree,) = found[0].stemmata
    assert {node.siglum for node in tree.nodes if node.role == "extant"} == {"coast", "harbour"}
    assert tree.parents("harbour")
    assert "independent reports" in str(found)


def test_a_table_becomes_any_frame_in_one_call(found):
    """Arrow, by its own protocol too; pandas and polars."""
    table = found.table("statements")
    assert isinstance(table, pa.Table)
    assert table.num_rows == len(pl.from_arrow(table)) == len(pl.DataFrame(table)) == len(table.to_pandas())
    assert pa.table(found[0].table("pages")).column("outlet").to_pylist()[0] == "Coast Herald"
    assert {found.table(name).num_rows >= 0 for name in found.tables} == {True}
    with pytest.raises(filiation.FiliationError, match="there are statements"):
        found.table("utterances")


def test_a_frame_is_traced(rows):
    """The records of a pandas frame, with its days as it keeps them, are rows."""
    import pandas as pd

    frame = pd.DataFrame(rows[:2])
    frame["date"] = pd.to_datetime(frame["date"])
    frame["score"] = [0.5, float("nan")]
    found = filiation.trace_pages(frame.to_dict("records"))
    assert [page.published.value[:10] for page in found[0].pages] == ["2024-05-06", "2024-05-07"]
    assert found[0].pages[1].extra["score"] is None


def test_what_is_saved_is_loaded(found, tmp_path):
    """A dossier comes back as it was; any format of the command line is written."""
    found.save(tmp_path / "d.json")
    assert filiation.load(tmp_path / "d.json").record == found.record
    for name in ("r.html", "t.xlsx", "t.sqlite", "s.csv"):
        found.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size
    (tree,) = found[0].stemmata
    tree.save(tmp_path / "tree.nwk")
    tree.save(tmp_path / "tree.nex")
    assert (tmp_path / "tree.nwk").read_text().endswith(";\n")


def test_files_are_read_as_the_command_line_reads_them(rows, tmp_path):
    """A path, a folder or several; a missing one is told at once, and so is what is no input."""
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for inputs in (tmp_path, str(tmp_path / "rows.jsonl"), [tmp_path / "rows.jsonl"]):
        assert [page.page for page in filiation.read_articles(inputs)] == ["coast", "harbour", "own"]
    with pytest.raises(filiation.FiliationError, match="missing"):
        filiation.trace_pages(tmp_path / "missing.html")
    with pytest.raises(filiation.FiliationError, match="got int"):
        filiation.find_quotes([3])


def test_texts_are_laid_side_by_side(texts, tmp_path):
    """A mapping of texts is a collation and a tree; what cannot be is told."""
    laid = filiation.collate(texts)
    assert laid.sigla == ("a", "b", "c")
    assert "214" in laid.table().column("reading").to_pylist()
    laid.save(tmp_path / "x.tei.xml")
    tree = filiation.infer_stemma(texts)
    assert {node.siglum for node in tree.nodes if node.role == "extant"} == set(texts)
    assert tree.svg().startswith("<svg")
    for wrong in ({"a": "One text."}, {"a": "One.", "b": None}, {"a": "One.", "b": ""}):
        with pytest.raises(filiation.FiliationError):
            filiation.collate(wrong)


def test_an_archive_is_asked(rows, tmp_path):
    """Its tables, SQL over them, and lookup; a folder that is none is told."""
    from filiation.crawl.gather import gather
    from filiation.ledger import Ledger

    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    gather(tmp_path / "news", [str(tmp_path)], filiation.Settings(workers=1), Ledger())
    archive = filiation.open_archive(tmp_path / "news")
    assert archive.table("articles").num_rows == 3
    assert archive.sql("select count(*) as n from traditions").to_pylist() == [{"n": 3}]
    answer = archive.lookup(" ".join(rows[0]["text"].split()[20:50]))
    assert {match.article for match in answer.matches} & {"coast", "harbour"}
    assert "a row is an article" in archive._repr_html_()
    for wrong in (lambda: archive.table("x"), lambda: archive.sql("selec"), lambda: archive.lookup("too short")):
        with pytest.raises(filiation.FiliationError):
            wrong()
    with pytest.raises(filiation.FiliationError):
        filiation.open_archive(tmp_path)
