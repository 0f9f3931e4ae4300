"""The public tables: written row by row in one order, so that the same crawl gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from filiation.archive.docket import Docket
from filiation.crawl.decided import rulings_schema, rulings_table
from filiation.crawl.directory import Archive
from filiation.crawl.emission import reuse_schema
from filiation.crawl.engine import Engine
from filiation.crawl.outlets import FLOWS, OUTLETS, flows_schema, outlets_schema
from filiation.crawl.part import rejected_schema
from filiation.crawl.plan import REFUSED_TWICE

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS = 65_536

ARTICLES = """
select article, path, url, title, outlet, language, agency, published, clock, updated, dateline_date, words, tradition
from admitted join family on admitted.wording = family.wording order by article
"""
TRADITIONS = """
select tradition, article, siglum from admitted join family on admitted.wording = family.wording
order by tradition, article
"""
EVENTS = "select event, tradition, support, reason from happenings order by event, tradition"
REUSE = "select * from reuse order by a, b"
REJECTED = f"select page, stage, reason from (select * from refused union all {REFUSED_TWICE}) as every order by page, stage, reason"


def write_tables(engine: Engine, archive: Archive, docket: Docket) -> dict[str, int]:
    """Write the drafts of all public tables; return how many rows each has."""
    return {
        "articles": _write(archive, "articles", engine.fetch(ARTICLES), articles_schema()),
        "reuse": _write(archive, "reuse", engine.fetch(REUSE), reuse_schema()),
        "traditions": _write(archive, "traditions", _named(engine.fetch(TRADITIONS)), traditions_schema()),
        "events": _write(archive, "events", engine.fetch(EVENTS), events_schema()),
        "flows": _write(archive, "flows", engine.fetch(FLOWS), flows_schema()),
        "outlets": _write(archive, "outlets", engine.fetch(OUTLETS), outlets_schema()),
        "rejected": _write(archive, "rejected", engine.fetch(REJECTED), rejected_schema()),
        "decisions": _write(archive, "decisions", iter(rulings_table(docket).to_batches()), rulings_schema()),
    }


def _write(archive: Archive, name: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> int:
    """Write batches in row groups of one size, whatever sizes they come in."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    total = 0
    held: list[pa.RecordBatch] = []
    with pq.ParquetWriter(archive.draft(f"{name}.parquet"), schema, compression="zstd") as writer:
        for batch in batches:
            held.append(batch)
            total += batch.num_rows
            while sum(each.num_rows for each in held) >= GROUP_ROWS:
                table = pa.Table.from_batches(held)
                writer.write_table(table.slice(0, GROUP_ROWS).cast(schema), row_group_size=GROUP_ROWS)
                held = table.slice(GROUP_ROWS).to_batches()
        if held:
            writer.write_table(pa.Table.from_batches(held).cast(schema), row_group_size=GROUP_ROWS)
    return total


def _named(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make the sigla of each tradition unique; its rows come together, by article."""
    import pyarrow as pa

    tradition, taken = None, dict[str, int]()
    for batch in batches:
        columns = {name: batch[name].to_pylist() for name in ("tradition", "article", "siglum")}
        sigla = []
        for here, wish in zip(columns["tradition"], columns["siglum"], strict=True):
            if here != tradition:
                tradition, taken = here, {}
            name = wish
            while name in taken:
                taken[wish] += 1
                name = f"{wish}.{taken[wish]}"
            taken.setdefault(wish, 1)
            taken[name] = taken.get(name, 1)
            sigla.append(name)
        yield pa.RecordBatch.from_pydict(columns | {"siglum": sigla}, schema=traditions_schema())


@cache
def traditions_schema() -> pa.Schema:
    """Return the columns of the public table ``traditions``."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("tradition", "article", "siglum")])


@cache
def articles_schema() -> pa.Schema:
    """Return the columns of the public table ``articles``."""
    import pyarrow as pa

    strings = ("article", "path", "url", "title", "outlet", "language", "agency", "published", "clock", "updated")
    return pa.schema(
        [
            *((name, pa.string()) for name in (*strings, "dateline_date")),
            ("words", pa.int32()),
            ("tradition", pa.string()),
        ]
    )


@cache
def events_schema() -> pa.Schema:
    """Return the columns of the public table ``events``."""
    import pyarrow as pa

    return pa.schema(
        [("event", pa.string()), ("tradition", pa.string()), ("support", pa.float64()), ("reason", pa.string())]
    )
