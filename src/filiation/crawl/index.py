"""The index of an archive: from a fingerprint to the texts that have it, from a text to its tradition and its pages.

One file, so that whoever reads sees the archive at one moment, and mapped into memory, so that a question touches a few
pages of it however large the archive is. Everything is little-endian::

    postings      blocks of `BLOCK` fingerprints, ascending, and of as many numbers of texts (which are ascending too);
                  of runs of three words, by which a changed text is found, and of eight, by which any fifteen are
    steps         the first fingerprint of each block: a question is led to its block, and reads that alone
    wordings      the texts' keys, ascending: a text's number is its place here
    first_pages   each text's page with the smallest id, as a row of `pages`
    pages         a row a page: its text, its tradition, its clock, and where its card begins; by tradition, then as
                  they were printed (without a clock last), then by id: a tradition's pages stand together
    traditions    the first row of each tradition, and the number of rows at the end
    names         the row of the page that a tradition is named by
    cards         what is told of a page, msgpack
    (footer)      JSON: where everything begins; 8 bytes: the footer's length; 8 bytes: `MAGIC`
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
import numpy as np

from filiation.crawl.directory import Archive
from filiation.crawl.engine import Engine
from filiation.crawl.pack import BlobPlace
from filiation.errors import CrawlError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

FILE = "passages.index"
MAGIC = b"FILIPASS"
# Fingerprints a block: one is two pages of memory, and the steps of a million articles are some 1.4 MB.
BLOCK = 512
_ALIGNED = 64
_NOBODY = 0xFFFFFFFF
_PAST = np.iinfo(np.int64).max

_POSTINGS = np.dtype([("fingerprint", "<i8", (BLOCK,)), ("text", "<u4", (BLOCK,))])
_PAGES = np.dtype(
    [("at", "<f8"), ("card", "<i8"), ("text", "<u4"), ("tradition", "<u4"), ("exact", "<u4"), ("_", "<u4")]
)
_SECTIONS = ("postings", "steps", "wordings", "first_pages", "pages", "traditions", "names", "cards")

# The sorts are the engine's; here rows only pass by.
POSTINGS = """
select fingerprint, wordings.wording
from (select page, wording, fingerprint from marks union all select page, wording, fingerprint from long_marks) as every
join wordings on every.page = wordings.page
order by fingerprint, wordings.wording
"""
TEXTS = "select wording from wordings order by wording"
PAGES = """
select family.tradition, admitted.article, admitted.wording, case when admitted.page = wordings.page then true else false end as is_first,
       {clock} as stamp, exact, url, title, outlet, siglum, language, agency, published, clock, dateline_date,
       admitted.part, admitted."offset", admitted.length
from admitted
join family on admitted.wording = family.wording
join wordings on admitted.wording = wordings.wording
order by family.tradition, case when {clock} is null then 1 else 0 end, {clock}, admitted.article
"""


class Card(msgspec.Struct, array_like=True, frozen=True):
    """What is told of a page, as in the public table ``articles``, and the place of its pack."""

    article: str
    url: str | None
    title: str | None
    outlet: str | None
    siglum: str
    language: str | None
    agency: str | None
    published: str | None
    clock: str | None
    dateline_date: str | None
    part: str
    offset: int
    length: int

    @property
    def place(self) -> BlobPlace:
        """Where the page's blob stands."""
        return BlobPlace(self.part, self.offset, self.length)


class _Footer(msgspec.Struct):
    """Where each section begins, how many items it has, and how many postings there are (the last block is filled up)."""

    begins: dict[str, int]
    counts: dict[str, int]
    postings: int


def write_index(engine: Engine, archive: Archive, *, ignore_dates: bool = False) -> None:
    """Write the draft of the index from the plan's tables ``marks``, ``wordings``, ``admitted`` and ``family``.

    Memory does not grow with the archive, but for 20 bytes a text and 8 bytes a tradition; the file grows by 12 bytes
    a fingerprint and some 300 bytes a page.

    Args:
        engine: Holds the plan's tables.
        archive: Open for writing.
        ignore_dates: Take no notice of any clock: nobody was first then.
    """
    from filiation.crawl.part import fingerprints_schema, parts_under

    long_marks = [file for file in parts_under(archive.pages, ".passages.parquet") if file.exists()]
    engine.view("long_marks", long_marks, fingerprints_schema())
    clock = "cast(null as double)" if ignore_dates else "clock_at"
    with archive.draft(f"index/{FILE}").open("wb") as file:
        writer = _Writer(file)
        wordings = np.concatenate([np.empty(0, "<i8"), *(_column(b, "wording") for b in engine.fetch(TEXTS))])
        steps = writer.postings(engine.fetch(POSTINGS), wordings)
        writer.section("steps", [steps])
        writer.section("wordings", [wordings])
        writer.pages(engine.fetch(PAGES.format(clock=clock)), wordings)
        writer.close()


class _Writer:
    """Writes section after section."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._footer = _Footer({}, {}, 0)

    def section(self, name: str, arrays: list[NDArray[np.generic]]) -> None:
        self._begin(name)
        for array in arrays:
            self._file.write(np.ascontiguousarray(array).tobytes())
        self._footer.counts[name] = sum(len(array) for array in arrays)

    def postings(self, batches: Iterator[pa.RecordBatch], wordings: NDArray[np.int64]) -> NDArray[np.int64]:
        """Write the blocks; return the first fingerprint of each."""
        self._begin("postings")
        steps: list[NDArray[np.int64]] = []
        marks, texts = np.empty(0, "<i8"), np.empty(0, "<u4")
        for batch in batches:
            self._footer.postings += batch.num_rows
            marks = np.concatenate([marks, _column(batch, "fingerprint")])
            texts = np.concatenate([texts, np.searchsorted(wordings, _column(batch, "wording")).astype("<u4")])
            whole = len(marks) // BLOCK * BLOCK
            steps.append(self._blocks(marks[:whole], texts[:whole]))
            marks, texts = marks[whole:], texts[whole:]
        if len(marks):
            lacking = BLOCK - len(marks)
            marks = np.concatenate([marks, np.full(lacking, _PAST, "<i8")])
            texts = np.concatenate([texts, np.full(lacking, _NOBODY, "<u4")])
            steps.append(self._blocks(marks, texts))
        every = np.concatenate([np.empty(0, "<i8"), *steps])
        self._footer.counts["postings"] = len(every)
        return every

    def _blocks(self, marks: NDArray[np.int64], texts: NDArray[np.uint32]) -> NDArray[np.int64]:
        blocks = np.empty(len(marks) // BLOCK, dtype=_POSTINGS)
        blocks["fingerprint"], blocks["text"] = marks.reshape(-1, BLOCK), texts.reshape(-1, BLOCK)
        self._file.write(blocks.tobytes())
        return blocks["fingerprint"][:, 0].copy()

    def pages(self, batches: Iterator[pa.RecordBatch], wordings: NDArray[np.int64]) -> None:
        """Write the cards as they come; then what leads to them."""
        self._begin("cards")
        encode = msgspec.msgpack.Encoder().encode
        first_pages = np.full(len(wordings), _NOBODY, dtype="<u4")
        rows: list[NDArray[np.void]] = []
        begins: list[int] = []
        names: list[int] = []
        tradition, number, place = None, 0, 0
        for batch in batches:
            column = {name: batch[name].to_pylist() for name in batch.schema.names}
            records = np.zeros(batch.num_rows, dtype=_PAGES)
            records["at"] = [np.nan if at is None else at for at in column["stamp"]]
            records["exact"] = [bool(exact) for exact in column["exact"]]
            records["text"] = np.searchsorted(wordings, _column(batch, "wording"))
            for row, name in enumerate(column["tradition"]):
                if name != tradition:
                    tradition = name
                    begins.append(number)
                    names.append(number)
                if column["article"][row] == name:
                    names[-1] = number
                records[row]["tradition"], records[row]["card"] = len(begins) - 1, place
                card = encode([column[field][row] for field in Card.__struct_fields__])
                place += self._file.write(card)
                if column["is_first"][row]:
                    first_pages[records[row]["text"]] = number
                number += 1
            rows.append(records)
        self._footer.counts["cards"] = place
        self.section("first_pages", [first_pages])
        self.section("pages", [*rows, _end_of_cards(place)])
        self.section("traditions", [np.asarray([*begins, number], dtype="<i8")])
        self.section("names", [np.asarray(names, dtype="<i8")])

    def close(self) -> None:
        footer = msgspec.json.encode(self._footer)
        self._file.write(footer + len(footer).to_bytes(8, "little") + MAGIC)

    def _begin(self, name: str) -> None:
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        self._footer.begins[name] = self._file.tell()


def _end_of_cards(place: int) -> NDArray[np.void]:
    end = np.zeros(1, dtype=_PAGES)
    end["card"] = place
    return end


def _column(batch: pa.RecordBatch, name: str) -> NDArray[np.int64]:
    column: NDArray[np.int64] = batch[name].to_numpy(zero_copy_only=False)
    return column.astype("<i8", copy=False)


@dataclass(frozen=True, slots=True)
class Carried:
    """A page as a row of the index.

    Attributes:
        row: Its number.
        text: Number of its text.
        tradition: Number of its tradition.
        at: Its clock, seconds since 1970; None where none tells.
        exact: Whether the clock tells the time of day.
        card: What is told of it.
    """

    row: int
    text: int
    tradition: int
    at: float | None
    exact: bool
    card: Card


class Index:
    """An archive's index, mapped into memory.

    Attributes:
        texts: Number of distinct texts.
        pages: Number of pages.
    """

    def __init__(self, archive: Archive) -> None:
        """Map the index of an archive.

        Raises:
            CrawlError: There is none, or it is damaged.
        """
        path = archive.index / FILE
        footer = _read_footer(path)
        self.texts, self.pages = footer.counts["wordings"], footer.counts["pages"] - 1
        kinds = dict.fromkeys(_SECTIONS, np.dtype("<i8")) | {
            "postings": _POSTINGS,
            "pages": _PAGES,
            "first_pages": np.dtype("<u4"),
            "cards": np.dtype("u1"),
        }
        with path.open("rb") as file:
            self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # A question goes here and there: read what it touches, not what is about it.
        _advise(self._mapped, "MADV_RANDOM", 0, len(self._mapped))
        section = {
            name: np.frombuffer(self._mapped, kinds[name], footer.counts[name], start)
            for name, start in footer.begins.items()
        }
        self._first_block = footer.begins["postings"]
        _advise(self._mapped, "MADV_WILLNEED", footer.begins["steps"], section["steps"].nbytes)
        self._postings, self._steps = section["postings"], section["steps"]
        self._wordings, self._first_pages = section["wordings"], section["first_pages"]
        self._pages, self._cards = section["pages"], section["cards"]
        self._traditions, self._names = section["traditions"], section["names"]
        self._decode = msgspec.msgpack.Decoder(Card).decode

    def expect(self, fingerprints: NDArray[np.int64]) -> None:
        """Have the postings of fingerprints read from the disk, all at once, before each is asked for."""
        for block in np.unique(np.maximum(np.searchsorted(self._steps, fingerprints, "left") - 1, 0)).tolist():
            _advise(self._mapped, "MADV_WILLNEED", self._first_block + block * _POSTINGS.itemsize, _POSTINGS.itemsize)

    def texts_with(self, fingerprint: int, most: int) -> NDArray[np.uint32]:
        """Return the numbers of the texts that have a fingerprint, ascending; the first ``most`` of them."""
        block = max(int(np.searchsorted(self._steps, fingerprint, "left")) - 1, 0)
        found: list[NDArray[np.uint32]] = []
        total = 0
        while block < len(self._postings) and total < most:
            marks, texts = self._postings[block]
            low, high = np.searchsorted(marks, fingerprint, "left"), np.searchsorted(marks, fingerprint, "right")
            found.append(texts[low:high])
            total += int(high - low)
            if high < BLOCK:
                break
            block += 1
        every: NDArray[np.uint32] = np.concatenate([np.empty(0, "<u4"), *found])[:most]
        return every[: int(np.searchsorted(every, _NOBODY))]

    def text_of(self, wording: int) -> int | None:
        """Return the number of a text by the key of its words; None where no page has these words."""
        number = int(np.searchsorted(self._wordings, wording))
        return number if number < self.texts and self._wordings[number] == wording else None

    def first_page(self, text: int) -> Carried:
        """Return the page that stands for a text: of those with these words the one with the smallest id."""
        return self.page(int(self._first_pages[text]))

    def page(self, row: int) -> Carried:
        """Return a row."""
        record, begin, end = self._pages[row], int(self._pages[row]["card"]), int(self._pages[row + 1]["card"])
        at = float(record["at"])
        try:
            card = self._decode(self._cards[begin:end].tobytes())
        except msgspec.MsgspecError as error:
            raise CrawlError(f"the index is damaged ({error}): run filiation gather on the archive again") from error
        return Carried(
            row,
            int(record["text"]),
            int(record["tradition"]),
            None if np.isnan(at) else at,
            bool(record["exact"]),
            card,
        )

    def traditions_of(self, texts: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the number of each text's tradition."""
        traditions: NDArray[np.uint32] = self._pages["tradition"][self._first_pages[texts]]
        return traditions

    def name_of(self, tradition: int) -> str:
        """Return a tradition's name: the smallest id of its pages."""
        return self.page(int(self._names[tradition])).card.article

    def called(self, name: str) -> int:
        """Return the number of the tradition of a name.

        Raises:
            CrawlError: None has it; the index is of another run than the tables.
        """
        number = bisect_left(range(len(self._names)), name, key=self.name_of)
        if number == len(self._names) or self.name_of(number) != name:
            raise CrawlError(f"the index knows no tradition {name}: run filiation gather on the archive again")
        return number

    def rows_of(self, tradition: int) -> range:
        """Return the rows of a tradition's pages, as they were printed."""
        return range(int(self._traditions[tradition]), int(self._traditions[tradition + 1]))


def _advise(mapped: mmap.mmap, advice: str, start: int, length: int) -> None:
    """Tell the system how a part of the file will be read, where it listens."""
    if hasattr(mmap, advice):
        page = start - start % mmap.PAGESIZE
        mapped.madvise(getattr(mmap, advice), page, start + length - page)


def _read_footer(path: Path) -> _Footer:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - 16, 0))
            length, magic = int.from_bytes(file.read(8), "little"), file.read(8)
            if magic != MAGIC or length > size:
                raise CrawlError(f"{path}: damaged: run filiation gather on the archive again")
            file.seek(size - 16 - length)
            return msgspec.json.decode(file.read(length), type=_Footer)
    except FileNotFoundError as error:
        raise CrawlError(f"{path}: there is no index yet: run filiation gather on the archive again") from error
    except (OSError, msgspec.MsgspecError) as error:
        raise CrawlError(f"{path}: cannot be read ({error})") from error
