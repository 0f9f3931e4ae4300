"""What ``gather --json`` prints: a run over a crawl in brief; the archive's tables hold the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiation.writers.record import DecisionRecord
from filiation.writers.recording import record_ruling

if TYPE_CHECKING:
    from filiation.crawl.gather import Gathered


@dataclass(frozen=True, slots=True)
class TakenRecord:
    """What was new in a run.

    Attributes:
        files: Files that were read.
        articles: Articles found in them.
        rejected: Pages and files that were left out.
    """

    files: int
    articles: int
    rejected: int


@dataclass(frozen=True, slots=True)
class CarriedRecord:
    """One of the traditions that most pages carry.

    Attributes:
        tradition: As in the tables.
        title: Of the page with the smallest id; empty where it has none.
        pages: How many carry it.
        outlets: How many outlets, of the pages that name theirs.
        first: The earliest clock, ISO 8601; null where no page tells one.
    """

    tradition: str
    title: str
    pages: int
    outlets: int
    first: str | None


@dataclass(frozen=True, slots=True)
class GatheredRecord:
    """What a run over a crawl did, and what the archive holds now, as ``gather --json`` prints it.

    Attributes:
        taken: What was new.
        rows: Rows of each table of the archive.
        traditions: How many there are.
        carried: How many of them several pages carry.
        events: How many there are.
        largest: The traditions that most pages carry, the largest first.
        decisions: What came of the decisions that the archive follows.
    """

    taken: TakenRecord
    rows: dict[str, int]
    traditions: int
    carried: int
    events: int
    largest: list[CarriedRecord]
    decisions: list[DecisionRecord]


def record_gathered(gathered: Gathered) -> GatheredRecord:
    """Return what a run did as the contract has it."""
    taken = gathered.taken
    return GatheredRecord(
        taken=TakenRecord(taken.files, taken.articles, taken.rejected),
        rows=dict(gathered.rows),
        traditions=gathered.traditions,
        carried=gathered.carried,
        events=gathered.events,
        largest=[
            CarriedRecord(each.tradition, each.title or "", each.pages, each.outlets, each.first)
            for each in gathered.largest
        ],
        decisions=[record_ruling(each) for each in gathered.rulings],
    )
