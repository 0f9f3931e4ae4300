"""Bad input: each page of it is refused with a reason that names it, and the run goes on."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT


@pytest.mark.parametrize(
    "name", ["a.txt", "a.html", "a.mhtml", "a.pdf", "a.jsonl", "a.parquet", "a.warc", "a.wacz", "a"]
)
@pytest.mark.parametrize("packed", [False, True])
def test_an_empty_file(here: Path, read, name: str, packed: bool) -> None:
    """An empty file of any kind is refused as empty, and its neighbour is read."""
    name = name + ".gz" if packed else name
    (here / name).write_bytes(gzip.compress(b"") if packed else b"")
    (here / "z.txt").write_text(TEXT)
    found = read(name, "z.txt")
    assert found.ids == ["z.txt"]
    assert "empty" in found.refused[name]


@pytest.mark.parametrize("data", [b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", "\u00a0\u3000".encode()])
def test_nothing_but_white_space(here: Path, read, data: bytes) -> None:
    """White space alone, with a byte-order mark or without, is no page."""
    (here / "a.txt").write_bytes(data)
    (here / "b.html").write_bytes(data)
    refused = read("a.txt", "b.html").refused
    assert list(refused) == ["a.txt", "b.html"]
    assert all("white space" in reason for reason in refused.values())


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG"),
        (b"GIF89a" + b"\0" * 50, "GIF"),
        (b"PK\x03\x04" + b"\0" * 50, "ZIP"),
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 200, "program"),
        (b"\x7fELF\x02" + b"\0" * 200, "program"),
        (b"\x28\xb5\x2f\xfd" + b"abc" * 50, "zstd"),
        (bytes(range(256)) * 40, "binary"),
        (b"\0" * 5000, "binary"),
        (b"some words\0and more\0", "binary"),
        (b"\x01\x00\x02\x00" * 500, "binary"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_binary_is_no_page(here: Path, read, data: bytes, named: str, name: str) -> None:
    """What is no text in any encoding is refused, by the name of what it is where its first bytes tell."""
    (here / name).write_bytes(data)
    found = read(name)
    assert not found.pages
    if not (name == "a" and named == "ZIP"):  # may be a WACZ, and is refused as a broken one
        assert named in found.refused[name]


def test_a_stray_nul_stops_nobody(here: Path, read) -> None:
    """One NUL in a long page is a flaw of the page, not a sign of binary data."""
    text = "The ferry resumed on Monday. " * 100 + "\0" + "The harbour office said so. " * 100
    (here / "a.txt").write_text(text)
    assert read("a.txt").page.content == text


def test_a_page_too_large(here: Path, read) -> None:
    """A page above the limit of bytes is refused, packed or not; one at the limit is read."""
    (here / "a.html").write_bytes(b"<p>" + b"x" * 997)
    (here / "b.html").write_bytes(b"<p>" + b"x" * 998)
    (here / "c.html.gz").write_bytes(gzip.compress(b"<p>" + b"x" * 998))
    found = read("a.html", "b.html", "c.html.gz", max_page_bytes=1000)
    assert found.ids == ["a.html"]
    assert all("too large: at most 1,000 bytes" in found.refused[name] for name in ("b.html", "c.html.gz"))


def test_a_text_too_long(here: Path, read) -> None:
    """Text above the limit of characters is refused; mark-up is measured where its text is rendered."""
    (here / "a.txt").write_text("é" * 1001)
    (here / "b.txt").write_text("é" * 1000)
    (here / "c.html").write_text("<p>" + "é" * 2000)
    found = read("a.txt", "b.txt", "c.html", max_text_characters=1000)
    assert found.ids == ["b.txt", "c.html"]
    assert "too long" in found.refused["a.txt"]


def test_fifty_megabytes_on_one_line(here: Path, read) -> None:
    """Fifty megabytes on one line are refused at once as text and as a row, and do not stop the run."""
    line = b"The ferry resumed on Monday. " * (50_000_000 // 29)
    (here / "a.txt").write_bytes(line)
    (here / "b.jsonl").write_bytes(b'{"id": "x", "text": "' + line + b'"}\n{"id": "y", "text": "Short."}\n')
    found = read("a.txt", "b.jsonl")
    assert found.ids == ["y"]
    assert "too long" in found.refused["a.txt"]
    assert "too long" in found.refused["x"]


def test_html_nested_ten_thousand_deep(here: Path, read) -> None:
    """Depth is no matter of this stage: the page passes."""
    (here / "a.html").write_text("<html><body>" + "<div>" * 10_000 + "Deep." + "</div>" * 10_000)
    assert len(read("a.html").page.content) > 100_000


def test_a_truncated_gzip(here: Path, read) -> None:
    """A page whose compressed data break off is refused with the offset; so are damaged ones."""
    data = gzip.compress(os.urandom(5000).hex().encode())
    (here / "a.html.gz").write_bytes(data[:3000])
    (here / "b.html.gz").write_bytes(data[:1000] + b"\xff" * 50 + data[1050:])
    (here / "c.html.gz").write_bytes(data[:-8] + b"\0" * 8)
    (here / "d.html.gz").write_bytes(data[:5])
    refused = read(".").refused
    assert "byte 3,000" in refused["./a.html.gz"]
    assert len(refused) == 4
    assert all("incomplete" in reason for reason in refused.values())


def test_packed_twice_and_in_pieces(here: Path, read) -> None:
    """Gzip in several members, padded with NULs, is one file; gzip inside gzip is none."""
    half = len(HTML) // 2
    pieces = (
        gzip.compress(HTML[:half].encode()) + gzip.compress(b"") + gzip.compress(HTML[half:].encode()) + b"\0" * 700
    )
    (here / "a.html.gz").write_bytes(pieces)
    assert read("a.html.gz").page.content == HTML
    (here / "b.html.gz").write_bytes(gzip.compress(gzip.compress(HTML.encode())))
    assert "gzip" in read("b.html.gz").refused["b.html.gz"]


def test_a_decompression_bomb(here: Path, read) -> None:
    """Two hundred megabytes of one byte are refused, in little time and memory, as a page and as rows."""
    import tracemalloc

    bomb = io.BytesIO()
    with gzip.open(bomb, "wb", compresslevel=9) as file:
        for _ in range(200):
            file.write(b"0" * 1_000_000)
    (here / "a.html.gz").write_bytes(bomb.getvalue())
    (here / "b.jsonl.gz").write_bytes(bomb.getvalue())
    (here / "c.warc.gz").write_bytes(
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999\r\n\r\n") + bomb.getvalue()
    )
    tracemalloc.start()
    found = read(".", max_page_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not found.pages
    assert {name.partition("#")[0] for name in found.refused} == {"./a.html.gz", "./b.jsonl.gz", "./c.warc.gz"}
    assert "decompression bomb" in found.refused["./b.jsonl.gz"]
    assert peak < 30_000_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(here: Path, read) -> None:
    """A file that may not be read is refused."""
    (here / "a.txt").write_text(TEXT)
    (here / "a.txt").chmod(0)
    assert "permission denied" in read("a.txt").refused["a.txt"]


def test_an_error_while_reading(here: Path, read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system answers is a refusal of that file."""
    (here / "a.txt").write_text(TEXT)
    (here / "b.txt").write_text("Another text.")
    opened = open

    def stingy(path, *rest, **more):
        if str(path) == "a.txt":
            raise PermissionError(13, "Permission denied", "a.txt")
        return opened(path, *rest, **more)

    monkeypatch.setattr("builtins.open", stingy)
    found = read("a.txt", "b.txt")
    assert found.ids == ["b.txt"]
    assert "permission denied" in found.refused["a.txt"]


def test_a_stray_nul_costs_no_page(here: Path, read) -> None:
    """One NUL in a page of text is damage, not binary; in markup it is read as browsers read it."""
    (here / "a.html").write_bytes(b"<p>" + b"words and more words " * 30 + b"\0</p>")
    (here / "b.txt").write_bytes(b"words and more words " * 30 + b"\0")
    pages = {page.id: page.content for page in read("a.html", "b.txt").pages}
    assert "\ufffd" in pages["a.html"]
    assert "\0" in pages["b.txt"]


def test_a_date_that_is_none_is_not_used(here: Path, read) -> None:
    """A row's date that is not ISO 8601 is noted and left out, so that nobody reckons from it."""
    (here / "a.jsonl").write_text('{"id": "r", "text": "words", "date": "not a date"}\n', encoding="utf-8")
    found = read("a.jsonl")
    assert found.pages[0].date is None
    assert any("not ISO 8601" in note.reason for note in found.ledger.notes)
