"""Files, one page each: text, HTML, MHTML, PDF, and all of them packed."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT

from filiation.archive import PageKind


def test_a_text_page_is_its_file(here: Path, read) -> None:
    """A text page's content is the decoded file, line ends and all; its id is the path as typed; its hash the file's."""
    (here / "a.txt").write_bytes(TEXT.encode())
    page = read("./a.txt").page
    assert (page.id, page.path, page.kind, page.content) == ("./a.txt", "./a.txt", PageKind.TEXT, TEXT)
    assert page.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "a.md", "a"])
def test_bare_text_is_known_by_its_extension_or_by_nothing_else(here: Path, read, name: str) -> None:
    """Text is text, and with ``whole`` the article itself."""
    (here / name).write_bytes(TEXT.encode())
    assert read(name).page.kind is PageKind.TEXT
    whole = read(name, whole=True).page
    assert whole.kind is PageKind.ARTICLE
    assert whole.whole


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a", "a.html.gz", "a.gz"])
def test_html_is_markup_as_served(here: Path, read, name: str) -> None:
    """HTML comes undigested, packed or not, with an extension or without."""
    data = HTML.encode()
    (here / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    page = read(name).page
    assert (page.kind, page.content, page.id) == (PageKind.HTML, HTML, name)
    assert page.sha256 == hashlib.sha256(data).hexdigest()
    assert read(name, whole=True).page.kind is PageKind.HTML


def test_the_extension_has_the_word(here: Path, read) -> None:
    """HTML in a ``.txt`` is text; PDF in a ``.html`` is certainly not HTML."""
    (here / "a.txt").write_bytes(HTML.encode())
    assert read("a.txt").page.kind is PageKind.TEXT
    (here / "a.html").write_bytes(pdf_bytes("Ferry resumes"))
    found = read("a.html")
    assert found.page.kind is PageKind.TEXT
    assert "it is PDF" in found.notes[0]


def test_a_browsers_mark_tells_address_and_time(here: Path, read) -> None:
    """SingleFile and Chrome write where a page came from into what they save."""
    mark = "<!--\n Page saved with SingleFile \n url: https://aldport.example/ferry \n saved date: {}\n-->"
    date = "Tue May 06 2031 07:08:09 GMT+0200 (Central European Summer Time)"
    (here / "a.html").write_text("<!DOCTYPE html> <html>" + mark.format(date) + HTML)
    (here / "b.html").write_text("<html>" + mark.format("once upon a time") + HTML)
    (here / "c.html").write_text("<!-- saved from url=(0030)https://aldport.example/ferry -->" + HTML)
    first, second, third = read("a.html", "b.html", "c.html").pages
    assert {page.url for page in (first, second, third)} == {"https://aldport.example/ferry"}
    assert first.captured == "2031-05-06T07:08:09+02:00"
    assert second.captured is third.captured is None


MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://aldport.example/ferry
Subject: =?utf-8?Q?Ferry=20resumes?=
Date: Tue, 6 May 2031 07:08:09 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----edge"

------edge
Content-Type: text/html
Content-Location: https://ads.example/frame

<p>An advertisement</p>
------edge
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable
Content-Location: https://aldport.example/ferry

<html><body><p>Caf=E9 owners chee=
red.</p></body></html>
------edge
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://aldport.example/a.png

iVBORw0KGgo=
------edge--
"""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a", "a.mhtml.gz"])
def test_mhtml_gives_its_root_part(here: Path, read, name: str) -> None:
    """Of an MHTML file's parts the one at the page's address is the page, in its own charset."""
    (here / name).write_bytes(gzip.compress(MHTML) if name.endswith("gz") else MHTML)
    page = read(name).page
    assert page.kind is PageKind.HTML
    assert page.content.strip() == "<html><body><p>Café owners cheered.</p></body></html>"
    assert page.url == "https://aldport.example/ferry"
    assert page.captured is not None
    assert page.captured.startswith("2031-05-06T07:08:09")
    assert page.sha256 == hashlib.sha256(MHTML).hexdigest()


def test_mhtml_named_start(here: Path, read) -> None:
    """The part that ``start`` names is the page, wherever it stands."""
    message = MHTML.replace(b'type="text/html";', b'start="<two>";').replace(
        b"Content-Location: https://ads.example/frame", b"Content-ID: <two>"
    )
    (here / "a.mhtml").write_bytes(message)
    assert read("a.mhtml").page.content.strip() == "<p>An advertisement</p>"


@pytest.mark.parametrize("broken", [b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", b"just words", b"\n\n\n"])
def test_mhtml_without_a_page(here: Path, read, broken: bytes) -> None:
    """An MHTML file without an HTML part is refused."""
    (here / "a.mhtml").write_bytes(broken)
    assert "without an HTML part" in read("a.mhtml").refused["a.mhtml"]


def test_mhtml_nested_deep(here: Path, read) -> None:
    """A message of messages of messages is refused, not followed down."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000))
    (here / "a.mhtml").write_bytes(deep)
    assert "a.mhtml" in read("a.mhtml").refused


def pdf_bytes(*lines: str) -> bytes:
    """Write a PDF of one page by hand."""
    drawn = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF".encode()


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.pdf.gz"])
def test_pdf_gives_its_text(here: Path, read, name: str) -> None:
    """A PDF is a text page; a word that a line's end broke is whole again."""
    data = pdf_bytes("The ferry to Aldport resu-", "med on Monday after", "three weeks.")
    (here / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    page = read(name).page
    assert page.kind is PageKind.TEXT
    assert page.content == "The ferry to Aldport resumed on Monday after\nthree weeks."
    assert page.sha256 == hashlib.sha256(data).hexdigest()
    assert read(name, whole=True).page.kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_bytes(), "without text"),
        (pdf_bytes("Ferry")[:200], "cannot be read"),
        (b"%PDF-1.7\n" + b"\0\xff" * 500, "cannot be read"),
    ],
)
def test_a_pdf_that_tells_nothing(here: Path, read, data: bytes, reason: str) -> None:
    """A scanned, a truncated or a broken PDF is refused with the reason."""
    (here / "a.pdf").write_bytes(data)
    assert reason in read("a.pdf").refused["a.pdf"]
