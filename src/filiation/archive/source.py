"""One file, open and inflated, whose first bytes can be looked at before anybody reads it."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from filiation.archive.inflating import Cut, chunks_of, flow, inflate
from filiation.archive.place import STANDARD_INPUT, Place
from filiation.archive.signatures import GZIP
from filiation.errors import ArchiveError

_HEAD = 8192


@dataclass(slots=True)
class Source:
    """An open file.

    Attributes:
        name: Its path as typed; the id of a page that is the whole file.
        head: Its first bytes, at most 8,192.
        stream: All of its bytes, from the first, inflated; read once.
        cut: Where the compressed data broke off, known once the stream has been read.
        file: The same bytes as a file that can be searched; None for a pipe and for compressed data.
        size: Bytes in all; None where only reading tells.
    """

    name: str
    head: bytes
    stream: io.BufferedReader
    cut: Cut
    file: BinaryIO | None = None
    size: int | None = None

    def read_all(self, limit: int) -> bytes:
        """Read the whole file.

        Raises:
            ArchiveError: It holds more than ``limit`` bytes, or its compressed data break off.
        """
        data = b"" if self.size is not None and self.size > limit else self.stream.read(limit + 1)
        if len(data) > limit or (self.size is not None and self.size > limit):
            held = f"{self.size:,} bytes" if self.size is not None else "more bytes than that"
            raise ArchiveError(f"too large: at most {limit:,} bytes are read, and it holds {held}", page=self.name)
        if self.cut.reason is not None:
            raise ArchiveError(f"incomplete: {self.cut.reason}", page=self.name)
        return data

    def searchable(self, limit: int) -> BinaryIO:
        """Return the file for readers that jump about in it; a pipe or compressed data are read up to ``limit`` bytes.

        Raises:
            ArchiveError: As `read_all`.
        """
        return io.BytesIO(self.read_all(limit)) if self.file is None else self.file


@contextmanager
def open_source(place: Place) -> Iterator[Source]:
    """Open a place.

    Raises:
        OSError: The system does not let us.
        ArchiveError: Standard input is closed.
    """
    if place.path == STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.closed:
            raise ArchiveError("standard input is closed", page=place.name)
        yield source_of(place.name, chunks_of(sys.stdin.buffer))
        return
    with open(place.path, "rb") as file:  # noqa: PTH123 - the path as typed, not as pathlib would write it
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            yield source_of(place.name, chunks_of(file))
            return
        head = file.peek(_HEAD)[:_HEAD]
        if head.startswith(GZIP):
            yield source_of(place.name, chunks_of(file))
        else:
            yield Source(place.name, head, file, Cut(), file, found.st_size)


def source_of(name: str, chunks: Iterable[bytes]) -> Source:
    """Return chunks as a source, inflated where they are gzip."""
    cut = Cut()
    stream = flow(chunks)
    if stream.peek(len(GZIP)).startswith(GZIP):
        stream = flow(inflate(chunks_of(stream), cut))
    return Source(name, stream.peek(_HEAD)[:_HEAD], stream, cut)
