"""Rows: JSON Lines and Parquet, field by field, and what is wrong with each bad one."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import sys
import types
from decimal import Decimal
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from filiation.archive import PageKind, read_rows
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

_FULL = {
    "id": "ferry-1",
    "text": TEXT,
    "url": "https://aldport.example/ferry",
    "title": "Ferry resumes",
    "date": "2031-05-06",
    "outlet": "Aldport Courier",
    "dateline": "ALDPORT, May 6 -",
    "desk": {"names": ["Ann", None], "n": 12345678901234567890, "share": 0.5, "ok": True},
    "topics": [],
    "note": None,
}


def _write(path: Path, *rows: object, packed: bool = False) -> None:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if packed else data)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a", "a.json"])
def test_a_row_brings_its_fields(here: Path, read, name: str) -> None:
    """Known fields are the page's, unknown ones pass through with their JSON types."""
    _write(here / name, _FULL, packed=name.endswith(".gz"))
    page = read(name).page
    assert (page.id, page.path, page.kind, page.content) == ("ferry-1", name, PageKind.ARTICLE, TEXT)
    assert page.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (page.url, page.title, page.date) == (_FULL["url"], _FULL["title"], _FULL["date"])
    assert (page.outlet, page.dateline) == (_FULL["outlet"], _FULL["dateline"])
    assert dict(page.extra) == {name: _FULL[name] for name in ("desk", "topics", "note")}


def test_html_is_a_page_and_text_an_article(here: Path, read) -> None:
    """A row's ``html`` is a page to read, its ``text`` an article as it stands; of both ``html`` is read."""
    _write(
        here / "a.jsonl", {"id": "1", "html": HTML}, {"id": "2", "text": TEXT}, {"id": "3", "html": HTML, "text": TEXT}
    )
    first, second, third = read("a.jsonl").pages
    assert (first.kind, first.content) == (PageKind.HTML, HTML)
    assert second.kind is PageKind.ARTICLE
    assert (third.kind, dict(third.extra)) == (PageKind.HTML, {"text": TEXT})


def test_ids(here: Path, read) -> None:
    """Without an id a row is its line; a number is an id in digits; what is neither text nor number is none."""
    rows = [{"text": "One."}, {"id": 7, "text": "Two."}, {"id": None, "text": "Three."}, {"id": "", "text": "Four."}]
    _write(here / "a.jsonl", *rows, {"id": [1], "text": "Five."}, {"id": True, "text": "Six."})
    found = read("a.jsonl")
    assert found.ids == ["a.jsonl#1", "7", "a.jsonl#3", "a.jsonl#4"]
    assert all("id must be" in found.refused[f"a.jsonl#{line}"] for line in (5, 6))


def test_a_bad_row_costs_itself_alone(here: Path, read) -> None:
    """Each bad row is refused with its line and reason, and the next is read."""
    lines = [
        b'{"id": "good", "text": "One."}',
        b"",
        b'{"id": "x1", "text": ',
        b"[1, 2]",
        b"null",
        b'{"id": "x2"}',
        b'{"id": "x3", "text": 12}',
        b'{"id": "x4", "text": " "}',
        b'{"id": "x5", "text": ""}',
        b'{"id": "x6", "html": {"a": 1}}',
        b"[" * 100_000,
        b'{"id": "x7", "text": "y", "n": ' + b"9" * 5000 + b"}",
        b'{"id": "x8", "text": "y", "n": ' + b"[" * 600 + b"]" * 600 + b"}",
        b'{"id": "last", "text": "Two."}',
    ]
    (here / "a.jsonl").write_bytes(b"\r\n".join(lines))
    found = read("a.jsonl")
    assert found.ids == ["good", "last"]
    assert set(found.refused) == {*(f"a.jsonl#{n}" for n in (3, 4, 5, 11, 12, 13)), "x2", "x3", "x4", "x5", "x6"}
    assert found.refused["x2"] == "neither html nor text in the row (a.jsonl#6)"


def test_wrong_types_of_known_fields_pass_through(here: Path, read) -> None:
    """A known field of the wrong type is not the page's, and is not lost."""
    _write(here / "a.jsonl", {"id": "1", "text": TEXT, "title": 5, "date": None, "url": "", "outlet": ["A"]})
    page = read("a.jsonl").page
    assert page.title is page.date is page.url is page.outlet is None
    assert dict(page.extra) == {"title": 5, "outlet": ["A"]}


def test_surrogates_and_numbers_that_are_none(here: Path, read) -> None:
    """What cannot be written again is replaced: lone surrogates by U+FFFD, NaN and infinity by null."""
    line = r'{"id": "a\ud800", "text": "b\udc00 \ud83d\ude00", "k\ud800": ["\udfff", NaN, 1e999, -Infinity]}'
    (here / "a.jsonl").write_text(line)
    page = read("a.jsonl").page
    assert (page.id, page.content) == ("a\ufffd", "b\ufffd 😀")
    assert dict(page.extra) == {"k\ufffd": ["\ufffd", None, None, None]}
    json.dumps(dict(page.extra), allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_rows_in_other_encodings(here: Path, read, encoding: str) -> None:
    """Rows as other systems write them: with a mark, in UTF-16, in windows-1252."""
    rows = '{"id": "1", "text": "Café owners cheered."}\r\n{"id": "2", "text": "Déjà vu, they said, à la mairie."}\r\n'
    (here / "a.jsonl").write_bytes(rows.encode(encoding))
    assert [page.content for page in read("a.jsonl").pages] == [
        "Café owners cheered.",
        "Déjà vu, they said, à la mairie.",
    ]


def test_only_line_feeds_end_a_row(here: Path, read) -> None:
    """Other line ends of Unicode are characters of a row."""
    text = "One\u2028two\u0085three\x0bfour"
    (here / "a.jsonl").write_text(json.dumps({"text": text}, ensure_ascii=False))
    assert read("a.jsonl").page.content == text


def test_a_line_too_long_is_passed_over(here: Path, read) -> None:
    """A line above the limit is refused; the rows around it are read."""
    _write(
        here / "a.jsonl", {"id": "1", "text": "One."}, {"id": "2", "text": "x" * 5000}, {"id": "3", "text": "Three."}
    )
    found = read("a.jsonl", max_page_bytes=1000)
    assert found.ids == ["1", "3"]
    assert "too large" in found.refused["a.jsonl#2"]


def test_truncated_rows(here: Path, read) -> None:
    """Of rows whose compressed data break off the whole ones are kept, and the break is told."""
    rows = [{"id": str(n), "text": hashlib.sha256(b"%d" % n).hexdigest()} for n in range(2000)]
    _write(here / "a.jsonl.gz", *rows, packed=True)
    data = (here / "a.jsonl.gz").read_bytes()
    (here / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    found = read("a.jsonl.gz")
    assert 500 < len(found.pages) < 1500
    assert found.ids == [str(n) for n in range(len(found.pages))]
    assert f"byte {len(data) // 2:,}" in found.refused["a.jsonl.gz"]
    assert len(found.refused) == 1


def test_the_first_rows_only(here: Path, read) -> None:
    """``max_records`` bounds what is read of each file, and says so."""
    _write(here / "a.jsonl", *({"id": str(n), "text": "Text."} for n in range(10)))
    found = read("a.jsonl", max_records=3)
    assert found.ids == ["0", "1", "2"]
    assert "first 3 rows" in found.notes[0]
    assert not read("a.jsonl", max_records=10).notes


def test_a_json_array_is_named(here: Path, read) -> None:
    """An array of rows is refused once, with what is needed instead."""
    (here / "a.jsonl").write_text(json.dumps([_FULL, _FULL], indent=1))
    assert "JSON array" in read("a.jsonl").refused["a.jsonl"]


def test_one_id_twice(here: Path, read) -> None:
    """The second page of an id is refused, within a file and across files, and it is said whether it differs."""
    _write(here / "a.jsonl", {"id": "1", "text": "One."}, {"id": "1", "text": "One."}, {"id": "2", "text": "Two."})
    _write(here / "b.jsonl", {"id": "2", "text": "Two, revised."})
    found, other_way = read("a.jsonl", "b.jsonl"), read("b.jsonl", "a.jsonl")
    assert found.ids == ["1", "2"]
    assert [r.reason for r in found.ledger.rejections] == [
        "a second page of this id, with identical content (a.jsonl); the first one is kept",
        "a second page of this id, with other content (b.jsonl); the first one is kept",
    ]
    assert (other_way.pages, other_way.ledger.rejections) == (found.pages, found.ledger.rejections)


def test_standard_input(read, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` is rows, HTML or text, packed or not, by its first bytes."""
    rows = json.dumps({"text": "One."}).encode()
    for data, kind, page_id in (
        (rows, PageKind.ARTICLE, "-#1"),
        (gzip.compress(rows), PageKind.ARTICLE, "-#1"),
        (HTML.encode(), PageKind.HTML, "-"),
        (TEXT.encode(), PageKind.TEXT, "-"),
        (TEXT.encode("utf-16"), PageKind.TEXT, "-"),
        (HTML.encode("utf-16"), PageKind.HTML, "-"),
    ):
        monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(data), closed=False))
        page = read("-").page
        assert (page.kind, page.id, page.path) == (kind, page_id, "-")
    monkeypatch.setattr(sys, "stdin", None)
    assert "closed" in read("-").refused["-"]


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(
    extra=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])).map("x{}".format), _JSON, max_size=5),
    ascii_=st.booleans(),
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_unknown_fields_come_back(here: Path, read, extra: dict[str, object], ascii_: bool) -> None:
    """Any JSON in unknown fields is the same JSON afterwards."""
    (here / "a.jsonl").write_text(json.dumps({"text": "One.", **extra}, ensure_ascii=ascii_))
    assert dict(read("a.jsonl").page.extra) == extra


def _table(path: Path, columns: dict[str, object]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize("name", ["a.parquet", "a", "a.parquet.gz"])
def test_parquet_rows(here: Path, read, name: str) -> None:
    """Parquet's rows are rows: known fields, unknown ones with JSON's types, dates and times in ISO 8601."""
    import pyarrow as pa

    noon = dt.datetime(2031, 5, 6, 12, 0, tzinfo=dt.UTC)
    columns = {
        "id": ["1", "2", None],
        "text": [TEXT, None, "Three."],
        "html": [None, HTML.encode("cp1252").replace(b"<title>", b"<meta charset=latin1><title>"), None],
        "date": pa.array([noon, None, None], pa.timestamp("ns", "UTC")),
        "n": [1, 2, None],
        "share": [0.5, float("nan"), None],
        "day": [dt.date(2031, 5, 6)] * 3,
        "price": [Decimal("1.50")] * 3,
        "tags": [["a"], [], None],
        "blob": [b"abc", b"\xff", None],
    }
    _table(here / "t.parquet", columns)
    data = (here / "t.parquet").read_bytes()
    (here / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    first, second, third = read(name).pages
    assert (first.id, second.id, third.id) == ("1", "2", f"{name}#3")
    assert first.date is not None
    assert first.date.startswith("2031-05-06T12:00:00")
    assert (second.kind, "Café" in second.content) == (PageKind.HTML, True)
    assert third.content == "Three."
    kept = {key: value for key, value in first.extra.items() if value is not None}
    assert kept == {"n": 1, "share": 0.5, "day": "2031-05-06", "price": 1.5, "tags": ["a"], "blob": "abc"}
    assert (second.extra["share"], second.extra["blob"]) == (None, "/w==")


def test_parquet_times_out_of_reach(here: Path, read) -> None:
    """Nanoseconds and the years that Python has no dates for pass through as text."""
    import pyarrow as pa

    columns = {
        "text": ["One."],
        "t": pa.array([1_000_000_001], pa.timestamp("ns")),
        "u": pa.array([2**53], pa.timestamp("ms")),
    }
    _table(here / "a.parquet", columns)
    extra = read("a.parquet").page.extra
    assert str(extra["t"]).startswith("1970-01-01T00:00:01")
    assert isinstance(extra["u"], str | int)


def test_bad_parquet(here: Path, read) -> None:
    """Broken Parquet, Parquet without rows and rows without a page are refused, each with its reason."""
    (here / "a.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    (here / "b.parquet").write_bytes(b"no table at all")
    _table(here / "c.parquet", {"text": []})
    _table(here / "d.parquet", {"body": ["One.", "Two."]})
    _table(here / "e.parquet", {"text": ["One " * 20_000] * 40})
    data = bytearray((here / "e.parquet").read_bytes())
    data[10:60] = b"\xff" * 50
    (here / "e.parquet").write_bytes(data)
    refused = read(".").refused
    assert "cannot be read" in refused["./a.parquet"]
    assert "cannot be read" in refused["./b.parquet"]
    assert "no row" in refused["./c.parquet"]
    assert [refused[f"./d.parquet#{row}"] for row in (1, 2)] == ["neither html nor text in the row"] * 2
    assert "cannot be read" in refused["./e.parquet"]


def test_the_first_parquet_rows_only(here: Path, read) -> None:
    """``max_records`` bounds Parquet as it does JSON Lines."""
    _table(here / "a.parquet", {"text": [f"Text {n}." for n in range(100)]})
    assert read("a.parquet", max_records=40).ids == [f"a.parquet#{n}" for n in range(1, 41)]


def test_rows_without_pages(here: Path) -> None:
    """``read_rows`` gives rows as they stand, and refuses files that have none."""
    _write(here / "a.jsonl", {"id": 1, "witnesses": {"A": "One.", "B": "One, two."}}, [1], {"witnesses": {}})
    _table(here / "b.parquet", {"id": ["p"], "n": [1]})
    (here / "c.txt").write_text(TEXT)
    ledger = Ledger()
    rows = list(read_rows(["b.parquet", "a.jsonl", "c.txt"], DEFAULTS, ledger))
    assert [row.id for row in rows] == ["1", "a.jsonl#3", "p"]
    assert rows[0].fields["witnesses"] == {"A": "One.", "B": "One, two."}
    assert [rejection.page for rejection in ledger.rejections] == ["a.jsonl#2", "c.txt"]
