"""Crawls: WARC, WET and WACZ, written by another project's writer, whole and broken."""

from __future__ import annotations

import gzip
import io
import sys
import types
import zipfile
import zlib
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT, warc_bytes

from filiation.archive import PageKind


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_responses_are_pages(here: Path, read, packed: bool, name: str) -> None:
    """A response of status 200 is a page: its address, its time of capture, and an id that stays the same."""
    data = warc_bytes([{}, {"body": TEXT.encode(), "type": "text/plain"}], packed=packed)
    (here / name).write_bytes(data)
    first, second = read(name).pages
    assert (first.kind, first.content, first.url) == (PageKind.HTML, HTML, "https://aldport.example/1")
    assert (second.kind, second.content) == (PageKind.TEXT, TEXT)
    assert first.captured == "2031-05-06T07:08:09Z"
    assert first.id.startswith(f"{name}#")
    assert len(first.id) == len(name) + 1 + 36
    assert first.path == name
    assert read(name).pages == [first, second]
    assert read(name, whole=True).pages[1].kind is PageKind.ARTICLE


def test_the_same_pages_as_a_peer_reads(here: Path, read) -> None:
    """Another reader of WARCs finds the same bodies under the same ids."""
    from warcio.archiveiterator import ArchiveIterator

    (here / "a.warc.gz").write_bytes(
        warc_bytes([{"body": f"<html><p>Page {n}.".encode()} for n in range(30)], packed=True)
    )
    theirs = {}
    with (here / "a.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                uuid = record.rec_headers.get_header("WARC-Record-ID").removeprefix("<urn:uuid:").removesuffix(">")
                theirs[f"a.warc.gz#{uuid}"] = record.content_stream().read().decode()
    assert {page.id: page.content for page in read("a.warc.gz").pages} == theirs


def test_what_is_no_page_is_passed_over(here: Path, read) -> None:
    """Errors, images, robots and the crawler's own records are passed over, and the note counts them."""
    records = [
        {"status": "404 Not Found"},
        {"status": "301 Moved"},
        {"type": "image/png", "body": b"\x89PNG"},
        {"type": "image/png", "body": b"\x89PNG"},
        {"url": "https://aldport.example/robots.txt", "type": "text/plain", "body": b"User-agent: *"},
        {"url": "urn:text:https://aldport.example/1", "kind": "resource", "type": "text/plain", "body": TEXT.encode()},
        {"url": "dns:aldport.example", "kind": "resource", "type": "text/dns", "body": b"1.2.3.4"},
        {},
    ]
    (here / "a.warc").write_bytes(warc_bytes(records))
    found = read("a.warc")
    assert len(found.pages) == 1
    assert not found.refused
    (note,) = found.notes
    assert note.startswith("a.warc: records passed over: 3 of the crawler's own, 2 neither HTML nor text, ")
    assert note.endswith("1 warcinfo records, 1 with HTTP status 301, 1 with HTTP status 404")


def test_resources_and_conversions(here: Path, read) -> None:
    """``resource`` records are pages as stored, ``conversion`` records (WET) are text."""
    (here / "a.warc").write_bytes(warc_bytes([{"kind": "resource", "body": HTML.encode()}]))
    assert (read("a.warc").page.kind, read("a.warc").page.content) == (PageKind.HTML, HTML)
    wet = warc_bytes([{"kind": "conversion", "body": TEXT.encode(), "type": "text/plain"}], packed=True)
    for name in ("a.warc.wet.gz", "a.wet"):
        (here / name).write_bytes(wet)
        assert (read(name).page.kind, read(name).page.content) == (PageKind.TEXT, TEXT)


def test_a_crawl_without_pages(here: Path, read) -> None:
    """A WARC in which no record is a page is refused, and what it holds is counted."""
    (here / "a.warc").write_bytes(warc_bytes([{"status": "404 Not Found"}]))
    assert "1 with HTTP status 404" in read("a.warc").refused["a.warc"]
    (here / "b.warc").write_bytes(b"no records at all\n" * 100)
    assert "bytes from 0" in read("b.warc").refused["b.warc"] or "no page" in read("b.warc").refused["b.warc"]


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


_CHUNKED = (
    b"a;x=1\r\n"
    + HTML.encode()[:10]
    + b"\r\n"
    + b"%X\r\n" % (len(HTML.encode()) - 10)
    + HTML.encode()[10:]
    + b"\r\n0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress(HTML.encode())),
        ([("Content-Encoding", "x-gzip")], gzip.compress(HTML.encode())),
        ([("Content-Encoding", "deflate")], zlib.compress(HTML.encode())),
        ([("Content-Encoding", "deflate")], _raw_deflate(HTML.encode())),
        ([("Content-Encoding", "gzip, identity")], gzip.compress(HTML.encode())),
        ([("Transfer-Encoding", "chunked")], _CHUNKED),
        ([("Content-Encoding", "gzip")], HTML.encode()),
        ([("Content-Encoding", "br")], HTML.encode()),
        ([("Content-Encoding", "deflate")], HTML.encode()),
        ([("Transfer-Encoding", "chunked")], HTML.encode()),
        ([("Content-Encoding", "novel")], HTML.encode()),
    ],
)
def test_bodies_are_unpacked_whatever_the_headers_say(here: Path, read, headers, body: bytes) -> None:
    """A body comes plain; where a crawler stored it plain and kept the headers of the packed one, as it stands."""
    (here / "a.warc").write_bytes(warc_bytes([{"headers": headers, "body": body}, {}]))
    first, second = read("a.warc").pages
    assert first.content == second.content == HTML


def test_brotli(here: Path, read) -> None:
    """A body packed with brotli is read; a damaged one is refused alone."""
    from fastwarc.stream_io import BrotliWriter

    packed = io.BytesIO()
    with BrotliWriter(packed) as writer:
        writer.write(HTML.encode())
    headers = [("Content-Encoding", "br")]
    records = [{"headers": headers, "body": packed.getvalue()}, {"headers": headers, "body": b"\xff\xfe\xfd" * 20}]
    (here / "a.warc").write_bytes(warc_bytes(records))
    found = read("a.warc")
    assert [page.content for page in found.pages] == [HTML]
    assert len(found.refused) == 1


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"body": b""}, "empty"),
        ({"body": b"\x89PNG\r\n\x1a\n" + b"\0" * 99}, "PNG"),
        ({"body": b"x" * 3000}, "too large"),
        ({"body": gzip.compress(b"x" * 30_000), "headers": [("Content-Encoding", "gzip")]}, "too large"),
        ({"body": gzip.compress(HTML.encode())[:60], "headers": [("Content-Encoding", "gzip")]}, "breaks off"),
        ({"body": b"\x1f\x8b" + b"\xff" * 60, "headers": [("Content-Encoding", "gzip")]}, "damaged"),
        ({"body": b"\x28\xb5\x2f\xfd....", "headers": [("Content-Encoding", "zstd")]}, "zstd"),
    ],
)
def test_a_bad_record_costs_itself_alone(here: Path, read, record: dict, reason: str) -> None:
    """A record that is no page, though it says so, is refused by its id; its neighbours are read."""
    (here / "a.warc.gz").write_bytes(warc_bytes([{}, record, {}], packed=True))
    found = read("a.warc.gz", max_page_bytes=2000)
    assert len(found.pages) == 2
    ((name, why),) = found.refused.items()
    assert name.startswith("a.warc.gz#")
    assert reason in why


@pytest.mark.parametrize("packed", [False, True])
def test_every_cut_keeps_the_records_before_it(here: Path, read, packed: bool) -> None:
    """Wherever a WARC is cut off, the records before the cut are read and the cut is told."""
    bodies = [f"<html><body><p>Page {n} of the crawl.</p></body></html>" for n in range(6)]
    whole = warc_bytes([{"body": body.encode()} for body in bodies], packed=packed)
    (here / "a.warc").write_bytes(whole)
    assert [page.content for page in read("a.warc").pages] == bodies
    kept = []
    for cut in range(0, len(whole), 37):
        (here / "a.warc").write_bytes(whole[:cut])
        found = read("a.warc")
        assert [page.content for page in found.pages] == bodies[: len(found.pages)]
        kept.append(len(found.pages))
    assert kept == sorted(kept)
    # A cut in the last bytes of the last member's trailer may cost nothing.
    assert set(range(6)) <= set(kept) <= set(range(7))


def test_a_cut_names_its_place(here: Path, read) -> None:
    """The record that breaks off is named, with its first byte."""
    whole = warc_bytes([{}, {}])
    (here / "a.warc").write_bytes(whole[:-100])
    ((name, reason),) = read("a.warc").refused.items()
    assert name.startswith("a.warc#")
    start = whole.rindex(b"WARC/1.0\r\n")
    assert f"the record at byte {start:,} breaks off" in reason
    packed = warc_bytes([{}, {}], packed=True)
    (here / "b.warc.gz").write_bytes(packed[:-100])
    assert f"byte {len(packed) - 100:,}" in "".join(read("b.warc.gz").refused.values())


def test_damage_between_records(here: Path, read) -> None:
    """Bytes that are no record are told with their offset, and reading goes on with the next record."""
    one, two = warc_bytes([{}]), warc_bytes([{"body": b"<html><p>The second page."}])
    (here / "a.warc").write_bytes(one + b"garbage\r\n" * 500 + two)
    found = read("a.warc")
    assert len(found.pages) == 2
    assert f"bytes from {len(one):,} on" in found.refused["a.warc"]


@pytest.mark.parametrize("length", [b"x", b"-5", b"99999999999999999999", b"", "²".encode()])
def test_a_record_without_a_sane_length(here: Path, read, length: bytes) -> None:
    """A record whose length is no number is refused; the next is found again."""
    broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + length + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n"
    (here / "a.warc").write_bytes(broken + warc_bytes([{}]))
    found = read("a.warc")
    assert len(found.pages) == 1
    assert any("no length" in reason for reason in found.refused.values())


def test_a_record_without_an_id_is_its_place(here: Path, read) -> None:
    """Without an id a record is counted from 1."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML.encode()
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://aldport.example/>\r\nContent-Length: %d\r\n\r\n"
    )
    (here / "a.warc").write_bytes((head % len(body) + body + b"\r\n\r\n") * 2)
    found = read("a.warc")
    assert found.ids == ["a.warc#1", "a.warc#2"]
    assert found.pages[0].url == "https://aldport.example/"


def test_one_record_twice(here: Path, read) -> None:
    """A record that stands in a file twice is read once, and the second is refused."""
    (here / "a.warc").write_bytes(warc_bytes([{}]) * 2)
    (here / "b.warc").write_bytes((data := warc_bytes([{}])) + data)
    found = read("b.warc")
    assert len(found.pages) == 1
    assert "identical" in "".join(found.refused.values())


def test_charset_of_the_response(here: Path, read) -> None:
    """The response's charset comes before the page's own."""
    body = '<html><meta charset="utf-8"><p>Мэр города заявила, что мост закрыт.'.encode("cp1251")
    (here / "a.warc").write_bytes(warc_bytes([{"type": 'text/html; charset="windows-1251"', "body": body}]))
    assert "Мэр города" in read("a.warc").page.content


def test_the_crawlers_own_cut_is_noted(here: Path, read) -> None:
    """A page that the crawler cut short stays, with a note."""
    (here / "a.warc").write_bytes(warc_bytes([{"warc": {"WARC-Truncated": "length"}}]))
    assert "cut it short (length)" in read("a.warc").notes[0]


def test_the_first_records_only(here: Path, read) -> None:
    """``max_records`` bounds the pages of a crawl."""
    (here / "a.warc").write_bytes(warc_bytes([{}] * 5))
    found = read("a.warc", max_records=2)
    assert len(found.pages) == 2
    assert "first 2 pages" in found.notes[0]


def test_a_crawl_on_standard_input(read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A WARC can be piped in."""
    data = io.BytesIO(warc_bytes([{}], packed=True))
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=data, closed=False))
    assert read("-").page.id.startswith("-#")


def _wacz(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.wacz", "a"])
def test_wacz(here: Path, read, name: str) -> None:
    """A WACZ is its WARCs, in the order of their names."""
    one, two = warc_bytes([{"body": b"<html><p>One."}], packed=True), warc_bytes([{"body": b"<html><p>Two."}])
    (here / name).write_bytes(_wacz(("archive/b.warc", two), ("archive/a.warc.gz", one), method=zipfile.ZIP_DEFLATED))
    found = read(name)
    assert [page.content for page in found.pages] == ["<html><p>One.", "<html><p>Two."]
    assert all(page.id.startswith(f"{name}#") and page.path == name for page in found.pages)


def test_bad_wacz(here: Path, read) -> None:
    """A broken ZIP, one without a WARC, and damage in one of its WARCs are refused, each with its reason."""
    good = warc_bytes([{}], packed=True)
    (here / "a.wacz").write_bytes(b"PK\x03\x04 broken")
    (here / "b.wacz").write_bytes(_wacz(("pages/pages.jsonl", b"{}")))
    (here / "c.wacz").write_bytes(_wacz(("archive/a.warc.gz", good[:-60]), ("archive/b.warc.gz", good)))
    damaged = bytearray(_wacz(("archive/a.warc.gz", good), ("archive/b.warc.gz", good)))
    place = damaged.index(good) + 30
    damaged[place : place + 8] = b"\xff" * 8
    (here / "d.wacz").write_bytes(damaged)
    found = read(".")
    assert "cannot be read" in found.refused["./a.wacz"]
    assert "without a WARC" in found.refused["./b.wacz"]
    assert any(name.startswith("./c.wacz#") for name in found.refused)
    assert any(name.startswith("./d.wacz#") for name in found.refused)
    assert [page.path for page in found.pages] == ["./c.wacz", "./d.wacz"]


def test_a_wacz_bomb(here: Path, read) -> None:
    """A WACZ whose WARC inflates without end is refused where it gets too much."""
    bomb = gzip.compress(b"0" * 100_000_000)
    (here / "a.wacz").write_bytes(_wacz(("archive/a.warc.gz", bomb), method=zipfile.ZIP_DEFLATED))
    found = read("a.wacz")
    assert not found.pages
    assert "bomb" in "".join(found.refused.values())
