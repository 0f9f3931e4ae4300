"""A dossier: all that was found about one event, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Event, Reuse
from filiation.collation.collation import Collation
from filiation.spun.spun import Spun
from filiation.stemma.stemma import Stemma
from filiation.testimony.attribution import Attribution
from filiation.testimony.statement import Statement
from filiation.text import Span
from filiation.timeline.clocks import VersionClock
from filiation.timeline.mention import Moment
from filiation.weighing.relays import Relay


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


class OriginKind(Enum):
    """Whose word a report of a statement is, in the end."""

    SPEAKER = "speaker"
    """Who said it: however many reports, the words are one person's or body's."""
    AGENCY = "agency"
    """A dispatch that one of its pages credits."""
    RELAY = "relay"
    """Another newsroom, named by pages that tell the statement on its word; no page here carries its own report."""
    OUTLET = "outlet"
    """A page's own newsroom."""
    UNKNOWN = "unknown"
    """A page of which nothing tells whose it is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose word some reports of a statement are.

    Attributes:
        name: None where nothing tells it.
        kind: What it is to the statement.
        pages: The pages that have the statement from there, sorted.
    """

    name: str | None
    kind: OriginKind
    pages: tuple[PageId, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The one link that, were it the other way round, would change a count.

    Attributes:
        a: One page of the link; ``a < b`` as strings.
        b: The other.
        probability: How likely the two are one report, 0-1: near 0.5 is a link that may well be wrong.
        best: The count then.
        reason: Why the link is as it is, in plain words.
    """

    a: PageId
    b: PageId
    probability: float
    best: int
    reason: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How many independent reports stand behind one statement.

    Attributes:
        statement: Its id.
        count: Independent reports.
        reports: The pages of each report.
        origins: Whose word the reports are, in the end; one only for a speech, whoever reported it.
        relays: Sentences that give the statement on another newsroom's word, by page.
        turn: What would change the best count; None where no single link would.
    """

    statement: str
    count: Count
    reports: tuple[tuple[PageId, ...], ...]
    origins: tuple[Origin, ...] = ()
    relays: tuple[Relay, ...] = ()
    turn: Turn | None = None


class CreditChange(Enum):
    """What became of an agency's credit on a page."""

    KEPT = "kept"
    DROPPED = "dropped"
    CHANGED = "changed"
    """The page credits another agency than the rest of its tradition."""


@dataclass(frozen=True, slots=True)
class PageCredit:
    """What became of the credit on one page of a dispatch that an agency is credited for.

    Attributes:
        page: Which.
        tradition: Its tradition's id.
        agency: The agency that most of the tradition's pages credit.
        change: Whether the page keeps it.
        credits: Whom the page credits; None where it credits nobody.
        span: Where the page's own credit stands; None where it has none, or has it in the markup alone.
        sister: A page of the tradition that prints the agency's credit, where this one does not; None where this one keeps
            it, or no sister prints it.
        sister_span: Where it stands there.
    """

    page: PageId
    tradition: str
    agency: str
    change: CreditChange
    credits: str | None
    span: Span | None
    sister: PageId | None = None
    sister_span: Span | None = None


@dataclass(frozen=True, slots=True)
class OutletCredit:
    """How one outlet treats credits: the pages that keep, drop or change them, each sorted."""

    outlet: str
    kept: tuple[PageId, ...]
    dropped: tuple[PageId, ...]
    changed: tuple[PageId, ...]


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
        turn: What would change the event's best count; None where no single link would.
        credits: What became of the credit on each page of a dispatch that an agency is credited for, by page.
        outlets: The same by outlet, by name; pages without an outlet are left out.
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
    turn: Turn | None = None
    credits: tuple[PageCredit, ...] = ()
    outlets: tuple[OutletCredit, ...] = ()
