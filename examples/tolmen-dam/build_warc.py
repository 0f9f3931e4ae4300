# ruff: noqa: INP001 - scripts beside data, no package
"""Write ``pages/crawl.warc.gz`` from ``warc/kontinent.html``, the same bytes each time.

Run it from anywhere: ``python examples/tolmen-dam/build_warc.py``. A crawl holds more than articles, so this one has a request,
a robots.txt and a picture beside the page.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ADDRESS = "https://kontinent.example"
FETCHED = "2026-05-08T09:47:12Z"
PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def record(kind: str, target: str | None, content_type: str, block: bytes) -> bytes:
    """Return one WARC/1.0 record, gzipped by itself as crawlers do, with an id that follows from its content."""
    name = uuid.UUID(hashlib.sha256(kind.encode() + (target or "").encode() + block).hexdigest()[:32])
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{name}>", f"WARC-Date: {FETCHED}"]
    if target is not None:
        lines.append(f"WARC-Target-URI: {target}")
    lines += [f"Content-Type: {content_type}", f"Content-Length: {len(block)}"]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
        out.write("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n")
    return packed.getvalue()


def response(path: str, content_type: str, body: bytes) -> bytes:
    """Return a response record: status line, headers and body as served."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return record("response", ADDRESS + path, "application/http; msgtype=response", head.encode() + body)


def build() -> bytes:
    """Return the whole file."""
    page = (HERE / "warc" / "kontinent.html").read_bytes()
    asked = b"GET /swiat/karvelia HTTP/1.1\r\nHost: kontinent.example\r\nUser-Agent: examplebot\r\n\r\n"
    return b"".join(
        (
            record(
                "warcinfo",
                None,
                "application/warc-fields",
                b"software: build_warc.py\r\nformat: WARC File Format 1.0\r\n",
            ),
            record("request", f"{ADDRESS}/swiat/karvelia", "application/http; msgtype=request", asked),
            response("/robots.txt", "text/plain", b"User-agent: *\nDisallow: /szukaj\n"),
            response("/swiat/karvelia", "text/html; charset=utf-8", page),
            response("/img/zapora.jpg", "image/jpeg", PICTURE),
        )
    )


if __name__ == "__main__":
    (HERE / "pages" / "crawl.warc.gz").write_bytes(build())
