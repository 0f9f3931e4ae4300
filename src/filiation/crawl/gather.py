"""The verb: a crawl taken in, its traditions and events found, the public tables laid ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filiation.archive.decisions import Ruling
from filiation.archive.docket import Docket
from filiation.crawl.decided import decisions_of
from filiation.crawl.directory import Archive, writing
from filiation.crawl.embedded import Embedded
from filiation.crawl.engine import Engine
from filiation.crawl.happenings import find_happenings
from filiation.crawl.index import write_index
from filiation.crawl.intake import Taken, take_in
from filiation.crawl.outlets import compare_outlets
from filiation.crawl.plan import find_traditions, pair_pages
from filiation.crawl.tables import write_tables
from filiation.ledger import Ledger
from filiation.settings import Settings

LARGEST = 5


@dataclass(frozen=True, slots=True)
class Largest:
    """A tradition that many pages carry: its name, a headline, how many pages and outlets carry it, and from when."""

    tradition: str
    title: str
    pages: int
    outlets: int
    first: str | None


COUNTS = """
select count(*) as traditions, count(case when pages > 1 then 1 end) as carried, count(distinct event) as events
from (select tradition, max(pages) as pages from family group by tradition) as sizes
join happenings on sizes.tradition = happenings.tradition
"""

MOST_CARRIED = f"""
select tradition, min_by(coalesce(title, ''), article) as title, count(*) as pages, count(distinct outlet) as outlets,
       min(published) as first
from admitted join family on admitted.wording = family.wording
group by tradition having count(*) > 1 order by pages desc, tradition limit {LARGEST}
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run did, and what the archive holds now.

    Attributes:
        taken: What was new in it.
        rows: Number of rows of each public table.
        traditions: Number of traditions.
        carried: How many of them several pages carry.
        events: Number of events.
        largest: The traditions that most pages carry, at most `LARGEST` of them.
        rulings: What came of the decisions that the archive follows.
    """

    taken: Taken
    rows: dict[str, int]
    traditions: int
    carried: int
    events: int
    largest: tuple[Largest, ...]
    rulings: tuple[Ruling, ...] = ()


def gather(
    folder: Path,
    inputs: Sequence[str],
    settings: Settings,
    ledger: Ledger,
    *,
    master: str | None = None,
    ignore_dates: bool = False,
    whole: bool = False,
    wait: bool = False,
    decisions: Path | None = None,
) -> Gathered:
    """Find the traditions of a crawl and keep them in an archive directory.

    Args:
        folder: The archive; made if it is not there. What it holds is kept, what is new in ``inputs`` comes in.
        inputs: Files, folders and globs; none to judge anew what the archive holds.
        settings: Limits, memory, workers.
        ledger: Is told of refused inputs and of progress.
        master: The Spark cluster that the plan runs on (``local[2]``, ``spark://host:7077``); None for DuckDB here.
        ignore_dates: Take no notice of any clock: text alone decides.
        whole: Take the whole of each text as the article.
        wait: Wait for another writer to end.
        decisions: A file of decisions, which the archive keeps and follows from now on; None for what it keeps.

    Raises:
        CrawlError: Somebody else is writing, the directory is no archive, memory or disk ran out.
        UsageError: An input does not exist, or the decisions are none.
    """
    with writing(folder, wait=wait) as archive:
        docket = Docket(decisions_of(archive, decisions))
        run = _open_engine(archive, master, settings)
        try:
            taken = take_in(archive, inputs, run, settings, ledger, whole=whole)
            find_traditions(run, archive, docket, ledger, ignore_dates=ignore_dates)
            pair_pages(run, archive, ignore_dates=ignore_dates)
            ledger.begin("finding events")
            find_happenings(run, settings)
            compare_outlets(run, ignore_dates=ignore_dates)
            ledger.begin("writing tables")
            rows = write_tables(run, archive, docket)
            ledger.begin("writing the index")
            write_index(run, archive, ignore_dates=ignore_dates)
            largest = tuple(Largest(**row) for batch in run.fetch(MOST_CARRIED) for row in batch.to_pylist())
            counts = next(run.fetch(COUNTS)).to_pylist()[0]
        finally:
            run.close()
        archive.publish()
    return Gathered(taken, rows, **counts, largest=largest, rulings=docket.rulings)


def _open_engine(archive: Archive, master: str | None, settings: Settings) -> Engine:
    if master is None:
        return Embedded(archive.work, settings.max_memory_bytes, settings.workers)
    from filiation.crawl.spark import open_spark

    return open_spark(master, archive.work, settings.max_memory_bytes)
