"""Collations are read back: TEI against a schema and word by word, CollateX's table by ourselves, tables by DuckDB."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree
from writers_examples import FAMILY, aligned, sigla, words

from filiation.collation.given import GivenAlignment, lay, read_collatex
from filiation.errors import UsageError
from filiation.text import Span
from filiation.writers import formats
from filiation.writers.alignment import straightened
from filiation.writers.apparatus_page import apparatus_page
from filiation.writers.collatex import collatex
from filiation.writers.tei import tei
from filiation.writers.written import xml_text

TEI = "{http://www.tei-c.org/ns/1.0}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei_apparatus.rng")))
# CollateX's documentation, in JSON Schema: sigla, and for each column a cell a witness, null or tokens.
TABLE = {
    "type": "object",
    "required": ["witnesses", "table"],
    "properties": {
        "witnesses": {"type": "array", "items": {"type": "string"}},
        "table": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": "null"},
                        {
                            "type": "array",
                            "minItems": 1,
                            "items": {
                                "type": "object",
                                "required": ["t", "n"],
                                "properties": {"t": {"type": "string"}, "n": {"type": "string"}},
                            },
                        },
                    ]
                },
            },
        },
    },
}
families = st.builds(
    lambda names, texts: dict(zip(names, texts, strict=False)),
    sigla(2, 4),
    st.lists(words(), min_size=4, max_size=4),
)


def read_through(document, witness: str) -> str:
    """Read one witness of a parallel segmentation."""
    (ab,) = document.iter(f"{TEI}ab")
    parts = [ab.text or ""]
    for app in ab:
        its = [rdg for rdg in app if f"#{witness}" in rdg.get("wit").split()]
        assert len(its) == 1
        parts += [its[0].text or "", app.tail or ""]
    return "".join(parts)


@given(families)
@settings(max_examples=50)
def test_every_witness_can_be_read_through_in_tei(texts):
    """The file is valid, each app names each witness once, and a witness' readings joined are its text, to the last space."""
    record = aligned(texts)
    written = tei(record)
    document = etree.fromstring(written.text.encode())
    SCHEMA.assertValid(document)
    ids = {
        each.get("n"): each.get("{http://www.w3.org/XML/1998/namespace}id") for each in document.iter(f"{TEI}witness")
    }
    assert set(ids) == {xml_text(siglum) for siglum in texts} or len(ids) < len(texts)
    for siglum, text in texts.items():
        if len(ids) == len(texts):
            assert read_through(document, ids[xml_text(siglum)]) == xml_text(text)
    assert any("control characters" in each for each in written.lost) == any(xml_text(t) != t for t in texts.values())


def test_tei_says_what_kind_each_variation_is():
    """A figure changed is a fact, a percentage house style in one piece; a lacuna counts once and is silent further down."""
    document = etree.fromstring(tei(aligned(FAMILY)).text.encode())
    SCHEMA.assertValid(document)
    apps = {app.get("type"): ["".join(rdg.itertext()) for rdg in app] for app in document.iter(f"{TEI}app")}
    told = {app.get("type") for app in document.iter(f"{TEI}app")}
    assert {"fact", "style", "cut", "move"} <= told
    assert ["6 percent ", "6% "] in [
        sorted("".join(rdg.itertext()) for rdg in app) for app in document.iter(f"{TEI}app")
    ]
    assert apps["fact"]


def test_inside_a_lacuna_a_witness_is_silent():
    """A witness that lacks a passage has one empty reading in it, and gaps wherever the others vary further down."""
    passage = "The union, which speaks for 90 pilots, wants 6 percent more pay and shorter nights this winter. "
    head, tail = "Pilots refused to board ships on Monday. ", "Talks resume on Thursday in the old town hall."
    texts = {"a": head + passage + tail, "b": head + passage.replace("90", "80") + tail, "c": head + tail}
    document = etree.fromstring(tei(aligned(texts)).text.encode())
    readings = [rdg for rdg in document.iter(f"{TEI}rdg") if "#c" in rdg.get("wit").split()]
    empty = [rdg for rdg in readings if not "".join(rdg.itertext())]
    assert [rdg.get("type") for rdg in empty] == [None, "lacuna", "lacuna"]
    assert [len(rdg) for rdg in empty] == [0, 1, 1]
    assert [rdg.getparent().get("type") for rdg in empty] == ["cut", "fact", "lacuna"]


def test_a_moved_passage_counts_twice_and_no_more():
    """Where words moved, their witness has one empty reading in the old place, and all of them in one in the new."""
    head = "Pilots refused to board ships on Monday. Talks resume on Thursday in the old town hall. Ten ships wait outside. "
    tail = "Nobody was hurt."
    passage = "The union, which speaks for 90 pilots, wants 6 percent more pay and shorter nights this winter. "
    texts = {"a": head + passage + tail, "b": head + passage.replace("90", "80") + tail, "c": passage + head + tail}
    record = aligned(texts)
    assert "move" in {unit.change for unit in record.collation.units}
    document = etree.fromstring(tei(record).text.encode())
    moved = [app for app in document.iter(f"{TEI}app") if app.get("type") == "move"]
    assert [[(rdg.get("wit"), bool(rdg.text)) for rdg in app] for app in moved] == [
        [("#a #b", False), ("#c", True)],
        [("#a #b", True), ("#c", False)],
    ]
    silent = [rdg for rdg in document.iter(f"{TEI}rdg") if rdg.get("type") == "lacuna"]
    assert {rdg.get("wit") for rdg in silent} == {"#c"}


def test_a_moved_passage_is_in_two_places_of_the_table():
    """Every column ascends in every row, and the words of a moved passage stand where the witness has them."""
    record = aligned(FAMILY)
    assert any(unit.change == "move" for unit in record.collation.units)
    columns = straightened(record.cells)
    for row, tokens in enumerate(record.tokens):
        assert [token for column in columns for r, token in column.held if r == row] == list(range(len(tokens)))
    assert any(column.is_moved for column in columns)
    assert any("moved" in each for each in tei(record).lost)


def test_pieces_of_a_page_are_read_with_a_line_between():
    """Of an article in several pieces each is read, what stands between them is not, and no two words are glued."""
    page = "Home\nPilots refused to sail.\nAdvertisement\nTalks resume on Thursday.\nMore news"
    spans = {"p": (Span(5, 28), Span(43, 68)), "q": (Span(0, 24),)}
    record = aligned({"p": page, "q": "Pilots refused to sail. "}, spans)
    assert "".join(token.t for token in record.tokens[0]) == "Pilots refused to sail.\nTalks resume on Thursday."


@given(families)
@settings(max_examples=50)
def test_collatex_table_is_read_back_as_it_was(texts):
    """Our table fits CollateX's schema; read back, each witness has its text, its words and its neighbours."""
    record = aligned(texts)
    written = collatex(record).text
    jsonschema.validate(json.loads(written), TABLE)
    back = read_collatex(written.encode())
    assert isinstance(back, GivenAlignment)
    assert [witness.text for witness in back.witnesses] == [texts[siglum] for siglum in sorted(texts)]
    assert [list(its.forms) for its in back.tokens] == [[token.n for token in its] for its in record.tokens]
    if not any(unit.change == "move" for unit in record.collation.units):
        assert (back.cells == record.cells).all()


def test_a_table_read_back_has_the_same_apparatus():
    """Where nothing moved, the units of a table that was written and read are those of the collation."""
    texts = {siglum: text for siglum, text in FAMILY.items() if siglum != "late"}
    record = aligned(texts)
    units = lay(read_collatex(collatex(record).text.encode())).units
    assert [(u.first, u.past, u.change.value, [r.text for r in u.readings]) for u in units] == [
        (u.first, u.past, u.change, [r.text for r in u.readings]) for u in record.collation.units
    ]


@pytest.mark.parametrize("table", ["t.csv", "t.parquet"])
def test_duckdb_reads_the_apparatus(tmp_path, table):
    """DuckDB finds a row for each reading of each unit, with its kind and its witnesses."""
    record = aligned(FAMILY)
    path = tmp_path / table
    formats.write_collations([record], path)
    rows = duckdb.sql(f"SELECT unit, change, witnesses, reading FROM '{path}' ORDER BY unit, witnesses").fetchall()
    expected = [
        (number, unit.change, " ".join(reading.sigla), reading.text)
        for number, unit in enumerate(record.collation.units, 1)
        for reading in unit.readings
    ]
    # DuckDB undoes the quotation of CSV; a reading that would be a formula keeps its apostrophe.
    assert [(u, c, w) for u, c, w, _ in rows] == sorted((u, c, w) for u, c, w, _ in expected)
    assert {r for *_, r in rows} == {r for *_, r in expected}


def test_an_apparatus_without_rows_is_a_table(tmp_path):
    """Witnesses that agree have a table with its columns and no row, in each format."""
    record = aligned({"a": "the same words", "b": "the same words"})
    for name in ("t.csv", "t.parquet", "t.xlsx"):
        formats.write_collations([record], tmp_path / name)
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").split(",")[0] == "unit"
    assert pq.read_table(tmp_path / "t.parquet").column_names[0] == "unit"
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").active["A1"].value == "unit"


class Cells(HTMLParser):
    """Collects the words of each cell, and every tag."""

    def __init__(self):
        super().__init__()
        self.cells, self.tags, self.inside = [], [], False

    def handle_starttag(self, tag, _):
        self.tags.append(tag)
        if tag == "td":
            self.cells.append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.cells[-1] += data


@given(families)
@settings(max_examples=50)
def test_a_page_shows_the_words_and_runs_nothing(texts):
    """Each sentence stands in a cell, escaped; the page has no script, no address, and a policy that lets none in."""
    record = aligned(texts)
    html = apparatus_page(record).text
    reader = Cells()
    reader.feed(html)
    assert set(reader.tags) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "ol", "span", "small", "p", "ul", "li", "mark", "div", "table", "thead", "tr", "th",
        "tbody", "td",
    }  # fmt: skip
    assert "default-src 'none'" in html.replace("&#x27;", "'")
    assert len(reader.cells) == len(record.collation.rows) * (len(texts) + 1)
    for row, spans in enumerate(record.collation.rows):
        for number, span in enumerate(spans.spans):
            cell = reader.cells[row * (len(texts) + 1) + number + 1]
            if span is not None and (text := record.texts[number][span.start : span.end]).isprintable():
                assert cell == text


def test_a_page_of_many_witnesses_says_whom_it_does_not_show():
    """Beyond what fits side by side the apparatus alone names the witnesses, and that is told."""
    written = apparatus_page(aligned({f"w{k}": f"Lund said {k} ships sailed on Monday" for k in range(50)}))
    assert written.lost == ("the texts of 10 witnesses: 40 stand side by side, all in the apparatus",)
    assert "w49" in written.text


@pytest.mark.parametrize(
    "name", ["x.json", "x.csv", "x.xlsx", "x.parquet", "x.collatex.json", "x.tei.xml", "x.xml", "x.tei", "x.html"]
)
def test_each_extension_writes_a_collation(tmp_path, name):
    """The extension tells the format, double ones whole, and nothing but the file is left behind."""
    formats.write_collations([aligned(FAMILY)], tmp_path / name)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    if name == "x.collatex.json":
        assert "table" in json.loads((tmp_path / name).read_text(encoding="utf-8"))


def test_a_format_of_one_collation_takes_no_two(tmp_path):
    """Two collations in a format of one are wrong usage, which names the format that holds both."""
    record = aligned(FAMILY)
    with pytest.raises(UsageError, match=r"use \.jsonl"):
        formats.write_collations([record, record], tmp_path / "x.tei.xml")


def test_where_units_are_left_out_the_words_stay():
    """Of a collation told in part every witness can be read through still; what has no unit has no kind."""
    record = aligned(FAMILY)
    facts = [unit for unit in record.collation.units if unit.change == "fact"]
    part = replace(record, collation=replace(record.collation, units=facts))
    document = etree.fromstring(tei(part).text.encode())
    SCHEMA.assertValid(document)
    assert {app.get("type") for app in document.iter(f"{TEI}app")} <= {"fact", "form", "space", "move", None}
    ids = {
        each.get("n"): each.get("{http://www.w3.org/XML/1998/namespace}id") for each in document.iter(f"{TEI}witness")
    }
    assert all(read_through(document, ids[siglum]) == text for siglum, text in FAMILY.items())
