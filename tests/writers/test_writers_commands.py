"""The commands over plain witnesses and saved runs write every format, and read CollateX's back."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from lxml import etree
from writers_examples import FAMILY

from filiation.cli import commands
from filiation.writers import json as writer

TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture
def witnesses(tmp_path):
    folder = tmp_path / "witnesses"
    folder.mkdir()
    for siglum, text in FAMILY.items():
        (folder / f"{siglum}.txt").write_text(text, encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def run(*arguments):
    return CliRunner().invoke(commands, [str(each) for each in arguments], standalone_mode=False)


def test_a_collation_goes_out_as_a_table_and_comes_in_again(tmp_path, witnesses):
    """``collate -o x.collatex.json`` writes what ``stemma x.collatex.json`` reads: the tree of the same texts."""
    path = tmp_path / "x.collatex.json"
    assert run("collate", *witnesses, "-o", path).exit_code == 0
    plain, given = (json.loads(run("stemma", *each).stdout) for each in (witnesses, [path]))
    assert {node["siglum"] for node in given["nodes"]} == {node["siglum"] for node in plain["nodes"]} >= set(FAMILY)


@pytest.mark.parametrize("suffix", ["tei.xml", "xml", "tei", "html", "csv", "xlsx", "parquet", "collatex.json", "json"])
def test_collate_writes_each_format(tmp_path, witnesses, suffix):
    """Every extension of the contract is written from the command line, double ones in any case of letters."""
    done = run("collate", *witnesses, "-o", tmp_path / f"X.{suffix.upper()}")
    assert done.exception is None
    assert "wrote" in done.stderr


@pytest.mark.parametrize(
    "suffix", ["dot", "gv", "nwk", "newick", "nex", "nexus", "phy", "phylip", "graphml", "svg", "jsonld", "json"]
)
def test_stemma_writes_each_format(tmp_path, witnesses, suffix):
    """Every extension of the contract is written from the command line, what the witnesses read included."""
    done = run("stemma", *witnesses, "-o", tmp_path / f"x.{suffix}")
    assert done.exception is None
    assert "wrote" in done.stderr


def test_a_saved_run_is_collated_again_for_its_words(tmp_path, dossiers):
    """``export`` writes TEI of a tradition from the pages that the dossier holds."""
    saved, path = tmp_path / "run.json", tmp_path / "x.tei.xml"
    saved.write_bytes(writer.document(dossiers))
    done = run("export", saved, "-o", path, "--table", "1.A")
    assert done.exception is None
    app, *_ = etree.parse(path).iter(f"{TEI}app")
    assert [app.get("type"), *(rdg.text for rdg in app)] == ["fact", "4,300 ", "4,500 "]


def test_json_that_is_no_collation_is_named(tmp_path, witnesses):
    """A JSON file of another kind is rejected by name, and the other witnesses are read."""
    other = tmp_path / "other.json"
    other.write_text('{"a": 1}')
    done = run("collate", *witnesses, other)
    assert "rejected" in done.stderr
    assert "other.json" in done.stderr
    assert json.loads(done.stdout)["witnesses"]


@pytest.mark.parametrize("name", ["x.tei.xml", "x.collatex.json", "x.html", "x.csv"])
def test_the_order_of_the_witnesses_changes_no_byte(tmp_path, witnesses, name):
    """Whatever the order in which witnesses are typed, the file is the same."""
    there, back = tmp_path / "there", tmp_path / "back"
    for folder, typed in ((there, witnesses), (back, witnesses[::-1])):
        folder.mkdir()
        run("collate", *typed, "-o", folder / name)
    assert (there / name).read_bytes() == (back / name).read_bytes()
