"""An explanation: what was decided about two pages, how surely, and every finding that bears on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Relation, Siglum
from filiation.spun.spun import Spun
from filiation.text import Span


class Outcome(Enum):
    """What two pages are to each other, as a reader counts reports."""

    SAME = "same"
    """One report in the same words, or nearly."""
    VERSION = "version"
    """One report, another version: cut, added to, corrected or rewritten."""
    SPUN = "spun"
    """One report; one of the two went through a synonym spinner."""
    PASSAGE = "passage"
    """Two stories, and a passage of one stands in the other: what stands in it counts once."""
    FORM = "form"
    """The same form of words about something else."""
    TWO = "two"
    """Two reports."""
    UNSURE = "cannot tell"
    """The evidence does not decide; `Explanation.counted` tells how they are counted all the same."""


class Topic(Enum):
    """What a finding is about."""

    FIRST = "first"
    """Which of the two was first."""
    READING = "reading"
    """Words, names, figures and circumstances that speak for or against one report."""
    STYLE = "style"
    """House style, slips and credits: what a desk does to a text."""
    TURN = "turn"
    """What would change the verdict."""


class Leaning(Enum):
    """Whether a finding speaks for one report."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters of one page's text."""

    page: PageId
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that bears on the verdict, in plain words, and the characters that show it (none where a clock does)."""

    topic: Topic
    leans: Leaning
    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What two bodies have in common, word for word.

    Attributes:
        words: Number of agreeing words.
        containment_a: Share of a's words that stand in b, 0-1.
        containment_b: Share of b's words that stand in a, 0-1.
        run: The longest run of agreeing words, as characters of a and of b; None where not one word agrees.
        run_words: Its length in words.
        run_told: Length, in words, of the longest run that stands outside quotation marks.
    """

    words: int
    containment_a: float
    containment_b: float
    run: tuple[Span, Span] | None
    run_words: int
    run_told: int


@dataclass(frozen=True, slots=True)
class First:
    """Which of two texts is the earlier.

    Attributes:
        page: None where nothing tells, or where clocks and words contradict each other.
        reason: In plain words.
        tree: How the two stand to each other in the family tree, in plain words; None where they share none.
        support: 0-1, of the weakest descent between the two in that tree, and of its root where one goes back to the
            other; None where they share none.
    """

    page: PageId | None
    reason: str
    tree: str | None = None
    support: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two pages are, or are not, one report.

    Attributes:
        articles: The two pages, in the order asked for; "a" and "b" below.
        sigla: What they are called.
        others: Number of other pages that were read beside them.
        outcome: What they are to each other.
        counted: As how many reports the two count, 1 or 2: what `trace` says of the same pages.
        support: 0-1, how sure the outcome is; of `Outcome.UNSURE` the chance that the two are one report.
        meaning: What ``support`` means, in plain words.
        relation: How the pair by itself was judged; None where it was joined by way of other pages alone.
        reason: In plain words, why this relation and no other.
        via: Pages by way of which the two are one report; empty where they are directly, or are not.
        is_one_event: Whether both tell of one happening, as far as their words tell.
        event_reason: What they share that says so; None where they do not.
        shared: What the bodies have in common.
        first: Which was first.
        account: What one did to the other, in one line, and which of the two is taken for the exemplar; None where
            they are no kin.
        findings: All that bears on the verdict, topic by topic.
        spun: How likely each page is spun, and by which phrases; in the order of the articles.
    """

    articles: tuple[Article, Article]
    sigla: tuple[Siglum, Siglum]
    others: int
    outcome: Outcome
    counted: int
    support: float
    meaning: str
    relation: Relation | None
    reason: str
    via: tuple[PageId, ...]
    is_one_event: bool
    event_reason: str | None
    shared: Shared
    first: First
    account: tuple[PageId, str] | None
    findings: tuple[Finding, ...]
    spun: tuple[Spun, Spun]
