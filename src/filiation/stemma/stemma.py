"""A stemma: the family tree of a tradition, with the texts that are lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Siglum
from filiation.text import Span


class Role(Enum):
    """What a node of a stemma is."""

    EXTANT = "extant"
    """A page that we have; it may have children."""
    ARCHETYPE = "archetype"
    """The lost text from which all descend."""
    HYPARCHETYPE = "hyparchetype"
    """A lost text further down."""


@dataclass(frozen=True, slots=True)
class Node:
    """A text of the tradition; ``page`` is None for a lost one, and for a plain witness."""

    siglum: Siglum
    role: Role
    page: PageId | None
    note: str | None = None
    """In plain words, what is known of it ("first lead; lost"); None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters in a witness that bear on a claim."""

    siglum: Siglum
    page: PageId | None
    span: Span


@dataclass(frozen=True, slots=True)
class Changed:
    """One change along a descent: a unit of the collation, and which of its readings stood before and after."""

    unit: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Descent:
    """A claim that one text was written from another.

    Attributes:
        parent: The exemplar's siglum.
        child: The copy's siglum.
        support: 0-1: share of bootstrap samples of the variation units in which this descent stands.
        share: 0-1, part of the child's text that came from this parent; 1.0 for an only one.
        directed: Whether the direction is told by evidence; False where the edge alone is known.
        evidence: The readings that decide, at most a dozen, by siglum and span.
        summary: What the child did to its exemplar, in one line ("cut 6 of 17 sentences, changed no fact").
        changes: All that is told of what the child did, in the order of the text.
    """

    parent: Siglum
    child: Siglum
    support: float
    share: float
    directed: bool
    evidence: tuple[Evidence, ...]
    summary: str
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Clues:
    """What a witness tells of its place in the tree beside its words: clocks, credits, markers.

    Attributes:
        published: ISO 8601 as precise as told; None where not told.
        dateline: ISO 8601 date of its dateline; None where not told.
        is_credited: Whether it names the agency; None for a plain witness.
        markers: Words that place a version in a sequence, lower case: ``update``, ``corrected``, ``write-through``.
        is_spun: Whether its words were replaced by a spinner.
    """

    published: str | None = None
    dateline: str | None = None
    is_credited: bool | None = None
    markers: tuple[str, ...] = ()
    is_spun: bool = False


@dataclass(frozen=True, slots=True)
class Stemma:
    """The family tree of one tradition.

    Attributes:
        id: The tradition's id, or a row's.
        root: Siglum of the earliest text; None where the direction cannot be told.
        root_support: 0-1; None where root is None.
        root_reason: What tells the direction, or why nothing does, in plain words.
        nodes: Extant ones first, by siglum, then the lost ones.
        descents: By child, the parent with the largest share first. Where root is None they are edges only.
        alternatives: Other trees within the noise, each as (parent, child) pairs; empty where there is none.
    """

    id: str
    root: Siglum | None
    root_support: float | None
    root_reason: str
    nodes: tuple[Node, ...]
    descents: tuple[Descent, ...]
    alternatives: tuple[tuple[tuple[Siglum, Siglum], ...], ...] = ()


def clues_of(article: Article, *, is_spun: bool = False) -> Clues:
    """Return what an article tells of its place in the tree beside its words, and whether these are a spinner's."""
    headline = article.title.text.lower() if article.title else ""
    markers = tuple(
        word
        for word in ("corrected", "correction", "refile", "update", "updated", "write-through", "writethru", "wrapup")
        if word in headline
    )
    return Clues(
        published=article.published.value if article.published else None,
        dateline=article.dateline.date if article.dateline else None,
        is_credited=article.agency is not None,
        markers=markers,
        is_spun=is_spun,
    )
