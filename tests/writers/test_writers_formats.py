"""What is written is read back, by other projects' readers where there are any."""

from __future__ import annotations

import csv
import io
import json as plain_json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import networkx as nx
import pyarrow.parquet as pq
import pytest
from Bio import Phylo
from hypothesis import given, strategies as st

from filiation.errors import UsageError
from filiation.writers import formats, json, trees
from filiation.writers.marking import Mark, mark_up
from filiation.writers.report import render_report
from filiation.writers.tables import to_csv
from filiation.writers.terminal import render_summary
from filiation.writers.words import day_in_words, shorten

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Collects elements and ids, and holds that what opens closes."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.targets, self.stack, self.attributes = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.targets += [value[1:] for name, value in attrs if name == "href" and value.startswith("#")]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.stack.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.stack == []
    return reader


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


def test_a_report_holds_no_markup_from_a_page(dossiers):
    """A script in a headline, name, outlet or path is inert: no script, no handler, no foreign reference."""
    html = render_report(dossiers)
    reader = read(html)
    assert "script" not in reader.tags
    assert not [name for name in reader.attributes if name.startswith("on") or name == "src"]
    assert "default-src 'none'" in html
    assert "\x1b" not in html


def test_every_link_of_a_report_leads_somewhere(dossiers):
    """Each link to evidence has its target, and no id stands twice."""
    reader = read(render_report(dossiers))
    assert set(reader.targets) <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


def test_the_summary_drives_no_terminal(dossiers):
    """Control characters of a page do not reach the terminal, and a pipe gets no colour."""
    stream = io.StringIO()
    render_summary(dossiers, stream)
    told = stream.getvalue()
    assert "\x1b" not in told
    assert "1 independent report (1–2)" in told
    assert "Disputed" in told


def test_dot_graphml_and_newick_are_read_by_others(stemma):
    """GraphML is read by networkx, Newick by Bio.Phylo; nodes, roles and edges are all there."""
    graph = nx.parse_graphml(trees.graphml(stemma))
    assert set(graph.nodes) == {"a", "b b", "c", "α"}
    assert graph.nodes["α"]["role"] == "archetype"
    assert graph.edges["a", "b b"]["support"] == 0.8
    assert graph.is_directed()
    tree = Phylo.read(io.StringIO(trees.newick(stemma)), "newick")
    assert {clade.name for clade in tree.find_clades()} == {"a", "b b", "c", "α"}
    assert trees.lost_in_newick(stemma) == ["b b also from α (30%)"]
    told = trees.dot(stemma)
    assert '"α" [class=hypothetical, color="grey"];' in told
    assert "style=dashed" in told


def test_a_picture_is_well_formed_and_names_every_witness(stemma):
    """The SVG parses as XML, and every siglum is written in it."""
    picture = ET.fromstring(trees.svg(stemma))
    words = {text for element in picture.iter() if (text := (element.text or "").strip())}
    assert {"a", "b b", "c", "α"} <= words


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".dot", ".gv", ".nwk", ".graphml", ".svg"])
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
    rows = list(csv.reader(io.StringIO(to_csv([{"cell": text}]).decode("utf-8-sig"), newline="")))
    assert not rows[1:] or not rows[1] or rows[1][0][:1] not in {"=", "+", "-", "@"}


@given(
    st.text(alphabet="ab<>&\"'\n ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("xyz")), max_size=8),
)
def test_marked_text_is_the_text(text, marks):
    """Whatever is marked, the characters stay, in order, and escaped."""
    spans = [Mark(min(a, b, len(text)), min(max(a, b), len(text)), s, "t<") for a, b, s in marks]
    html = mark_up(text, 0, len(text), spans, [(0, "here")])

    class Words(Reader):
        def __init__(self):
            super().__init__()
            self.words = []

        def handle_data(self, data):
            self.words.append(data)

    words = Words()
    words.feed(html)
    words.close()
    assert "".join(words.words) == text
    assert set(words.tags) <= {"mark", "span"}


def test_days_are_said_as_people_say_them():
    """ISO days and months in words; what is no day stays as it is."""
    assert day_in_words("2022-01-12T17:20") == "Wed 12 Jan 2022, 17:20"
    assert day_in_words("2021-12") == "Dec 2021"
    assert day_in_words("199X") == "1990s"
    assert day_in_words("2021-13-40") == "2021-13-40"
    assert shorten("a  b\x1bc", 10) == "a b\ufffdc"
    assert shorten("abcdef", 4) == "abc…"
