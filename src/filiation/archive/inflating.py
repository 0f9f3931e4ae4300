"""Streams of chunks: read, inflate, recode. A stream that breaks off keeps what came before the break."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 65_536
# Deflate reaches 1,032 : 1, on one byte repeated; 40 MB of one article as rows under different ids, at level 9,
# reached 155 : 1 (articles of 1.2 to 50 thousand characters).
_BOMB_RATIO = 900
_BOMB_SIZE = 64 * 1024 * 1024


@dataclass(slots=True)
class Cut:
    """Where a stream broke off, if it did: the one thing that a stream learns only while it is read.

    Attributes:
        reason: Offset in the stored file and what was wrong there; None while all is well.
    """

    reason: str | None = None


def chunks_of(stream: IO[bytes], head: bytes = b"") -> Iterator[bytes]:
    """Yield what was read of a stream already (``head``), then the rest of it."""
    if head:
        yield head
    while chunk := stream.read(_CHUNK):
        yield chunk


def inflate(chunks: Iterable[bytes], cut: Cut) -> Iterator[bytes]:
    """Inflate gzip, all its members, in bounded memory.

    A truncated or damaged stream ends where it breaks, and ``cut`` says so; so does one that is a decompression bomb.
    """
    member = zlib.decompressobj(wbits=31)
    read = written = 0
    begun = False  # inside a member
    for chunk in chunks:
        rest = chunk
        while True:
            if not begun:
                unpadded = rest.lstrip(b"\0")  # tapes and block devices pad with NULs
                read += len(rest) - len(unpadded)
                rest, begun = unpadded, bool(unpadded)
                if not begun:
                    break
            try:
                piece = member.decompress(rest, _CHUNK)
            except zlib.error as error:
                cut.reason = f"the gzip data break off at byte {read:,} of the file ({_plainly(error)})"
                return
            left = member.unused_data if member.eof else member.unconsumed_tail
            read += len(rest) - len(left)
            written += len(piece)
            rest = left
            if written > _BOMB_SIZE and written > _BOMB_RATIO * read:
                cut.reason = f"a decompression bomb: {read:,} bytes inflate to more than {written:,}"
                return
            if piece:
                yield piece
            if member.eof:
                member, begun = zlib.decompressobj(wbits=31), False
            elif not rest and len(piece) < _CHUNK:  # a full piece may have left some of its output behind
                break
    if begun:
        cut.reason = f"the gzip data break off at byte {read:,}, where the file ends too soon"


def _plainly(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2] or "damaged"


class Flow(io.RawIOBase):
    """Chunks as a stream that can be read once, and told how far it has come."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = memoryview(b"")
        self._told = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._told

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill ``buffer`` as far as the chunks reach, so that a look ahead sees all that it may."""
        target = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(target):
            if not self._held:
                self._held = memoryview(next(self._chunks, b""))
                if not self._held:
                    break
            taken = min(len(self._held), len(target) - filled)
            target[filled : filled + taken] = self._held[:taken]
            self._held = self._held[taken:]
            filled += taken
        self._told += filled
        return filled


def flow(chunks: Iterable[bytes]) -> io.BufferedReader:
    """Return chunks as a buffered stream."""
    return io.BufferedReader(Flow(chunks), _CHUNK)
