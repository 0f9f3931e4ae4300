"""Files told by their first bytes: what we read, and what is certainly no page."""

from __future__ import annotations

import re

BINARY = "binary: not text in any encoding"

GZIP = b"\x1f\x8b\x08"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
PARQUET = b"PAR1"

_FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (ZIP, "a ZIP archive (or a Word, Excel or EPUB file)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive (decompress it first)"),
    (b"\x5d\x2a\x4d\x18", "a zstd archive (decompress it first)"),
    (GZIP, "a gzip archive inside another"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS\x00", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (PDF, "a PDF file"),
    (PARQUET, "a Parquet file"),
)
# Signatures that text could begin with, or that stand further in.
_FOREIGN_PATTERNS = (
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "a WebP image"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.DOTALL), "a sound or video file"),
    (re.compile(rb".{4}ftyp[a-z0-9]{3}", re.DOTALL), "a video file"),
    (re.compile(rb"ID3[\x02-\x04]\x00"), "a sound file"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 archive"),
    (re.compile(rb"MZ.{1,120}?\x00\x00\x00", re.DOTALL), "a program"),
)

_SPACE = rb"(?:\xef\xbb\xbf)?\s{0,1000}"
_HTML = re.compile(
    _SPACE + rb"(?:<\?xml[^>]{0,200}>\s{0,1000})?(?:<!--(?:(?!-->).){0,4000}-->\s{0,1000}){0,8}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|table)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"\A\s{0,100}(?:[A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,9}){0,30}?"
    rb"(?:MIME-Version:[^\n]{0,100}\n|Content-Type:\s{0,9}multipart/related)",
    re.IGNORECASE,
)
_WARC = re.compile(rb"\s{0,100}WARC/[01]\.\d")
_ROW = re.compile(_SPACE + rb"\{\s{0,1000}(?:\"|\})")


def foreign_kind(head: bytes) -> str | None:
    """Name the kind of file that begins so and can hold no page; None where it may be one."""
    for signature, name in _FOREIGN:
        if head.startswith(signature):
            return name
    for pattern, name in _FOREIGN_PATTERNS:
        if pattern.match(head):
            return name
    return None


def _wide(head: bytes) -> bytes:
    # UTF-16 text of ASCII mark-up shows its ASCII once the NULs and the mark are gone.
    return head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff") if b"\0" in head else head


def looks_html(head: bytes) -> bool:
    """Tell whether a file begins as HTML does."""
    return _HTML.match(_wide(head)) is not None


def looks_mhtml(head: bytes) -> bool:
    """Tell whether a file begins with a MIME message's headers."""
    return _MHTML.match(head) is not None


def looks_warc(head: bytes) -> bool:
    """Tell whether a file begins with a WARC record."""
    return _WARC.match(head) is not None


def looks_rows(head: bytes) -> bool:
    """Tell whether a file begins with a JSON object, as JSON Lines do."""
    return _ROW.match(_wide(head)) is not None
