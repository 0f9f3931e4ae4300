"""A part: some thousand pages of a crawl, read to articles, with all that the plan needs of them in columns.

Six files beside one another; the table of pages is the last to appear, so that it says that the part is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from filiation.archive.page import Page
from filiation.article.article import Article
from filiation.cluster.profile import Profile, datelined, profile_all, published
from filiation.cluster.rarity import weigh_words
from filiation.cluster.sigla import wish_of
from filiation.crawl.fingerprints import LONG, fingerprint
from filiation.crawl.pack import pack
from filiation.ledger import Ledger, Rejection
from filiation.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

# Terms that are kept of a text for finding its happening, the heaviest: what is lighter decides nothing.
TERMS = 40
# A page's headline and first words, for its table and for meaning.
OPENING_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Draft:
    """Pages to be made a part of, and what was refused on the way to them.

    Attributes:
        stem: Path of the part's files without their endings (``pages/00003/00000``).
        pages: As they came in.
        rejections: What the reader refused before, between and after them.
        settings: Limits.
    """

    stem: Path
    pages: Sequence[Page]
    rejections: Sequence[Rejection]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a part: how many articles it has, and how many pages were refused."""

    articles: int
    rejected: int


def make_part(draft: Draft) -> Made:
    """Read a part's pages and write its files. Pages with one wording are worked each for itself."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from filiation.trace import read

    ledger = Ledger(rejections=list(draft.rejections))
    part = "/".join(draft.stem.parts[-2:])
    rows: list[dict[str, object]] = []
    marks: list[tuple[int, int, list[int]]] = []
    long_marks: list[tuple[int, int, list[int]]] = []
    terms: list[tuple[int, int, str, float]] = []
    packed = draft.stem.with_suffix(".pack.part")
    draft.stem.parent.mkdir(parents=True, exist_ok=True)
    with packed.open("wb") as file:
        for number, article in enumerate(read(draft.pages, draft.settings, ledger)):
            profile = profile_all([article])[0]
            weights = weigh_words(profile)
            blob = pack(profile, weights)
            row = _row(article, profile, number, part, file.tell(), len(blob))
            file.write(blob)
            rows.append(row)
            page, wording = page_key(article), wording_key(profile)
            marks.append((page, wording, fingerprint(profile.codes).tolist()))
            long_marks.append((page, wording, fingerprint(profile.codes, LONG).tolist()))
            heaviest = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:TERMS]
            terms += [(page, wording, term, round(weight, 4)) for term, weight in heaviest]
    packed.replace(draft.stem.with_suffix(".pack"))
    columns = list(zip(*terms, strict=True)) or [()] * 4
    rejected = [{"page": each.page, "stage": each.stage, "reason": each.reason} for each in ledger.rejections]
    for ending, table in (
        (".fingerprints.parquet", _fingerprints(marks)),
        (".passages.parquet", _fingerprints(long_marks)),
        (
            ".terms.parquet",
            pa.table(
                [pa.array(c, type=f.type) for c, f in zip(columns, terms_schema(), strict=True)], schema=terms_schema()
            ),
        ),
        (".rejected.parquet", pa.Table.from_pylist(rejected, schema=rejected_schema())),
        (".parquet", pa.Table.from_pylist(rows, schema=pages_schema())),
    ):
        path = draft.stem.with_name(draft.stem.name + ending)
        beside = path.with_name(path.name + ".part")
        pq.write_table(table, beside, compression="zstd")
        beside.replace(path)
    return Made(len(rows), len(rejected))


def _fingerprints(marks: Sequence[tuple[int, int, list[int]]]) -> pa.Table:
    """Return a row for each fingerprint of each page."""
    import pyarrow as pa

    counts = [len(own) for _, _, own in marks]
    return pa.table(
        {
            "page": np.repeat(np.asarray([page for page, _, _ in marks], dtype=np.int64), counts),
            "wording": np.repeat(np.asarray([wording for _, wording, _ in marks], dtype=np.int64), counts),
            "fingerprint": np.asarray([mark for _, _, own in marks for mark in own], dtype=np.int64),
        }
    )


def page_key(article: Article) -> int:
    """Return a page's number: of its id, its bytes and its headline, so that what is kept of it is never stale."""
    title = article.title.text if article.title else ""
    return _number(
        blake2b(f"{article.page}\0{article.sha256}\0{title}".encode("utf-8", "replace"), digest_size=8).digest()
    )


def wording_key(profile: Profile) -> int:
    """Return a wording's number: of its words in order."""
    return _number(profile.key[:8])


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big", signed=True)


def _row(article: Article, profile: Profile, number: int, part: str, offset: int, length: int) -> dict[str, object]:
    clock = published(article) or datelined(article)
    return {
        "article": article.page,
        "page": page_key(article),
        "wording": wording_key(profile),
        "words": len(profile.tokens),
        "path": article.path,
        "url": article.url,
        "title": article.title.text if article.title else None,
        "outlet": article.outlet,
        "siglum": wish_of(article),
        "language": article.language,
        "agency": article.agency.name if article.agency else None,
        "published": article.published.value if article.published else None,
        "clock": article.published.clock.value if article.published else None,
        "updated": article.updated.value if article.updated else None,
        "dateline_date": article.dateline.date if article.dateline else None,
        "dateline_place": article.dateline.place if article.dateline else None,
        "clock_at": clock.at.timestamp() if clock else None,
        "exact": clock.exact if clock else None,
        "bylines": list(article.bylines),
        "sha256": article.sha256,
        "opening": _opening(article),
        "text": article.text,
        "body": [{"start": span.start, "end": span.end} for span in article.body],
        "extra": msgspec.json.encode(dict(article.extra)).decode() if article.extra else None,
        "part": part,
        "row": number,
        "offset": offset,
        "length": length,
        "starts": int(profile.tokens.starts[0]) if len(profile.tokens) else None,
        "ends": int(profile.tokens.ends[-1]) if len(profile.tokens) else None,
    }


def _opening(article: Article) -> str:
    title = [article.title.text] if article.title else []
    return " ".join((*title, *(span.of(article.text) for span in article.body)))[:OPENING_CHARACTERS]


@cache
def pages_schema() -> pa.Schema:
    """Return the columns of the table of pages."""
    import pyarrow as pa

    strings = ("path", "url", "title", "outlet", "siglum", "language", "agency", "published", "clock", "updated")
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    return pa.schema(
        [
            ("article", pa.string()),
            ("page", pa.int64()),
            ("wording", pa.int64()),
            ("words", pa.int32()),
            *((name, pa.string()) for name in (*strings, "dateline_date", "dateline_place")),
            ("clock_at", pa.float64()),
            ("exact", pa.bool_()),
            ("bylines", pa.list_(pa.string())),
            ("sha256", pa.string()),
            ("opening", pa.string()),
            ("text", pa.string()),
            ("body", pa.list_(span)),
            ("extra", pa.string()),
            ("part", pa.string()),
            ("row", pa.int32()),
            ("offset", pa.int64()),
            ("length", pa.int64()),
            ("starts", pa.int32()),
            ("ends", pa.int32()),
        ]
    )


@cache
def fingerprints_schema() -> pa.Schema:
    """Return the columns of the table of fingerprints."""
    import pyarrow as pa

    return pa.schema([(name, pa.int64()) for name in ("page", "wording", "fingerprint")])


@cache
def terms_schema() -> pa.Schema:
    """Return the columns of the table of terms."""
    import pyarrow as pa

    return pa.schema([("page", pa.int64()), ("wording", pa.int64()), ("term", pa.string()), ("weight", pa.float32())])


@cache
def rejected_schema() -> pa.Schema:
    """Return the columns of the table of what was refused."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("page", "stage", "reason")])


def parts_under(folder: Path, ending: str) -> Iterator[Path]:
    """Yield the files of one kind of all whole parts, in order."""
    for whole in sorted(folder.glob("*/*.parquet")):
        if whole.name.count(".") == 1:
            yield whole.with_name(whole.stem + ending)
