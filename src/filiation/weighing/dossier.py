"""A dossier: all that was found about one event, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Event, Reuse
from filiation.collation.collation import Collation
from filiation.spun.spun import Spun
from filiation.stemma.stemma import Stemma
from filiation.testimony.attribution import Attribution
from filiation.testimony.statement import Statement
from filiation.timeline.clocks import VersionClock
from filiation.timeline.mention import Moment


@dataclass(frozen=True, slots=True)
class Count:
    """How many independent reports: the best estimate, and what the uncertain links leave open (min <= best <= max)."""

    best: int
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Collapse:
    """Pages that count as one report, and why, in plain words."""

    pages: tuple[PageId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How many independent reports stand behind one statement: the count, and the pages of each report."""

    statement: str
    count: Count
    reports: tuple[tuple[PageId, ...], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What all stages found about one event.

    Attributes:
        event: Its traditions.
        articles: Its pages, by id.
        spun: One a page, in the same order.
        collations: One for each tradition of two witnesses or more, in the traditions' order.
        stemmata: One for each collation.
        attributions: Speech, page by page.
        statements: Speech and claims, grouped across the pages.
        weights: One for each statement, in the same order.
        timeline: Every date mention in a body, by value.
        excerpts: Kin pairs between two traditions: a lifted passage, a digest; at least one of the two pages is here.
        refused: Verified pairs that are no kin, each with its reason; at least one of the two pages is here.
        collapses: Which pages count as one report, and why.
        count: Independent reports of the event.
        clocks: For each page when it was printed and the day its dates were reckoned from, in the same order.
    """

    event: Event
    articles: tuple[Article, ...]
    spun: tuple[Spun, ...]
    collations: tuple[Collation, ...]
    stemmata: tuple[Stemma, ...]
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    weights: tuple[Weight, ...]
    timeline: tuple[Moment, ...]
    excerpts: tuple[Reuse, ...]
    refused: tuple[Reuse, ...]
    collapses: tuple[Collapse, ...]
    count: Count
    clocks: tuple[VersionClock, ...] = ()
