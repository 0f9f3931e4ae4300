"""An HTTP response as a crawler stored it: status, headers, and the body with its transfer undone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from filiation.errors import ArchiveError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 1024 * 1024
_CHUNK_SIZE = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """A stored response.

    Attributes:
        status: Its HTTP status.
        headers: By lower-case name; of a repeated one, the first.
        body: The bytes after the headers, as stored.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def parse_response(block: bytes) -> Response:
    """Split a stored response.

    Raises:
        ArchiveError: It does not begin as an HTTP response does.
    """
    status = _STATUS.match(block)
    end = _END_OF_HEAD.search(block, 0, _MOST_HEAD)
    if status is None or end is None:
        raise ArchiveError("not an HTTP response: no status line or no end of its headers")
    return Response(int(status.group(1)), parse_headers(block[: end.start()].splitlines()[1:]), block[end.end() :])


def parse_headers(lines: list[bytes]) -> dict[str, str]:
    """Read ``Name: value`` lines, continuations included; lines that are neither are passed over."""
    headers: dict[str, str] = {}
    last = ""
    for line in lines:
        text = line.decode("utf-8", "replace")
        if text[:1] in " \t" and last:
            headers[last] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        last = name.strip().lower() if colon else ""
        if last in headers:
            last = ""
        elif last:
            headers[last] = value.strip()
    return headers


def undone(response: Response, limit: int) -> bytes:
    """Return the body without chunks and compression.

    Crawlers often store a body plain and keep the headers of the packed one: what does not fit its header stands as it is.

    Raises:
        ArchiveError: It holds more than ``limit`` bytes, breaks off, or is packed in a way that is not read.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    packings = response.headers.get("content-encoding", "").lower().replace(" ", "").split(",")
    for packing in reversed(packings):
        match packing:
            case "gzip" | "x-gzip" if body.startswith(b"\x1f\x8b"):
                body = _inflated(body, 31, limit)
            case "deflate" if not body.lstrip().startswith(b"<"):
                zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and not (body[0] << 8 | body[1]) % 31
                body = _inflated(body, 15 if zlib_header else -15, limit)
            case "br" if not body.lstrip().startswith(b"<"):
                body = _brotli(body, limit)
            case "zstd" if body.startswith(b"\x28\xb5\x2f\xfd"):
                raise ArchiveError("packed with zstd, which is not read")
    return body


def _joined(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) is not None:
        length = int(size.group(1), 16)
        if not length:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return b"".join(pieces) if pieces and at >= len(body) else body


def _inflated(body: bytes, wbits: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(wbits)
    try:
        plain = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise ArchiveError(f"its compressed body is damaged ({error})") from error
    if len(plain) > limit:
        raise ArchiveError(f"too large: its body inflates to more than {limit:,} bytes")
    if not inflater.eof:
        raise ArchiveError("incomplete: its compressed body breaks off")
    return plain


def _brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    pieces, held = [], 0
    try:
        reader = BrotliReader(io.BytesIO(body))
        while piece := reader.read(65_536):
            pieces.append(piece)
            held += len(piece)
            if held > limit:
                raise ArchiveError(f"too large: its body inflates to more than {limit:,} bytes")
    except (OSError, ValueError) as error:
        raise ArchiveError(f"its compressed body is damaged ({error})") from error
    return b"".join(pieces)
