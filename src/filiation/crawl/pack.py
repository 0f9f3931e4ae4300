"""Packs: what clustering knows of a page, as bytes that are read back at random, many times faster than made anew.

A pack is a file of blobs, one a page, written once; a blob's place stands in the table of pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from filiation.archive.page import PageId
from filiation.article.article import Article, Title
from filiation.cluster.profile import Coder, Profile, assemble
from filiation.errors import CrawlError
from filiation.text import Span, Tokens, fold

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

# The fastest level: a page's blob shrinks to half.
LEVEL = 1
# Pages that a worker keeps unpacked, some 100 kB each: a family's members meet one another.
KEPT_PAGES = 1_024


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """Where a page's blob stands: the part (``source/00000``), first byte, number of bytes."""

    part: str
    offset: int
    length: int


class _Packed(msgspec.Struct, array_like=True):
    """A page; arrays as their bytes, little-endian. ``terms`` are 32 bits of words' hashes, ``weights`` what they say.

    The words themselves and their codes are not kept: hashes do not shrink, and both are quickly made from the text.
    """

    page: str
    text: str
    body: list[tuple[int, int]]
    title: str | None
    language: str | None
    outlet: str | None
    key: bytes
    starts: bytes
    lengths: bytes
    kinds: bytes
    quoted: bytes
    terms: bytes
    weights: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Unpacked:
    """A page read back.

    Attributes:
        profile: Without clocks: they stand in the table of pages, where they may be left aside.
        weights: What its words say about its subject (`weigh_words`), by the words' hashes.
    """

    profile: Profile
    weights: dict[int, float]


def pack(profile: Profile, weights: dict[str, float]) -> bytes:
    """Return a page's blob."""
    article, tokens = profile.article, profile.tokens
    packed = _Packed(
        page=article.page,
        text=article.text,
        body=[(span.start, span.end) for span in article.body],
        title=article.title.text if article.title else None,
        language=article.language,
        outlet=article.outlet,
        key=profile.key,
        starts=tokens.starts.astype("<i4").tobytes(),
        lengths=(tokens.ends - tokens.starts).astype("<i4").tobytes(),
        kinds=profile.kinds.tobytes(),
        quoted=np.packbits(profile.quoted).tobytes(),
        terms=number_terms(weights).astype("<u4").tobytes(),
        weights=np.fromiter(weights.values(), dtype="<f4", count=len(weights)).tobytes(),
    )
    raw = msgspec.msgpack.encode(packed)
    shrunk: bytes = _codec().compress(raw, asbytes=True)
    return len(raw).to_bytes(4, "little") + shrunk


def unpack(blob: bytes) -> Unpacked:
    """Read a page's blob.

    Raises:
        CrawlError: It is damaged.
    """
    try:
        raw = _codec().decompress(blob[4:], decompressed_size=int.from_bytes(blob[:4], "little"), asbytes=True)
        packed = msgspec.msgpack.decode(raw, type=_Packed)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise CrawlError(f"a pack is damaged ({error}); remove its folder under pages and gather again") from error
    article = Article(
        page=PageId(packed.page),
        path="",
        sha256="",
        text=packed.text,
        body=tuple(Span(start, end) for start, end in packed.body),
        title=None if packed.title is None else Title(packed.title, None),
        language=packed.language,
        outlet=packed.outlet,
    )
    starts = np.frombuffer(packed.starts, dtype="<i4")
    ends = starts + np.frombuffer(packed.lengths, dtype="<i4")
    tokens = Tokens(_forms(article, starts, ends), starts, ends)
    quoted = np.unpackbits(np.frombuffer(packed.quoted, dtype=np.uint8), count=len(starts)).astype(bool)
    kinds = np.frombuffer(packed.kinds, dtype=np.uint8)
    profile = assemble(packed.key, (article,), tokens, Coder().encode(tokens.forms), kinds, quoted)
    weights = np.frombuffer(packed.weights, dtype="<f4").tolist()
    return Unpacked(profile, dict(zip(np.frombuffer(packed.terms, dtype="<u4").tolist(), weights, strict=True)))


class Packs:
    """The packs of an archive, read at random."""

    def __init__(self, folder: Path) -> None:
        """Read packs under ``folder`` (the archive's ``pages``)."""
        self._folder = folder
        self._files: dict[str, int] = {}
        self._read = lru_cache(maxsize=KEPT_PAGES)(self._at)

    def at(self, place: BlobPlace) -> Unpacked:
        """Read the page at ``place``.

        Raises:
            CrawlError: The file is missing or damaged.
        """
        return self._read(place)

    def _at(self, place: BlobPlace) -> Unpacked:
        if place.part not in self._files:
            try:
                self._files[place.part] = os.open(self._folder / f"{place.part}.pack", os.O_RDONLY | os.O_CLOEXEC)
            except OSError as error:
                raise CrawlError(f"{self._folder / place.part}.pack cannot be read: {error.strerror}") from error
        return unpack(os.pread(self._files[place.part], place.length, place.offset))

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            os.close(file)
        self._files.clear()


def _forms(article: Article, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> tuple[str, ...]:
    """Return each word folded; body by body as `tokenise` does, since folding may look at a word's neighbours."""
    forms: list[str] = []
    for span in article.body:
        folded, base = fold(span.of(article.text)), span.start
        first, past = np.searchsorted(starts, (span.start, span.end)).tolist()
        forms += [
            folded[start - base : end - base]
            for start, end in zip(starts[first:past].tolist(), ends[first:past].tolist(), strict=True)
        ]
    return tuple(forms)


@cache
def packs_under(folder: Path) -> Packs:
    """Return a worker's only reader of the packs under ``folder``: calls of one run find files open and pages unpacked."""
    return Packs(folder)


def number_terms(terms: Iterable[str]) -> NDArray[np.uint64]:
    """Return 32 bits of each word's hash: enough to match the words of two texts."""
    return Coder().encode(tuple(terms)) >> np.uint64(32)


@cache
def _codec() -> pa.Codec:
    import pyarrow as pa

    return pa.Codec("zstd", LEVEL)
