"""Traditions and events: which pages carry one dispatch, and which tell of one happening."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.text import Span

Siglum = NewType("Siglum", str)
"""A witness's short name within a run: a file's stem, a host; lost texts are called α, β, γ …"""


class Relation(Enum):
    """How the texts of two pages are related."""

    SAME = "same"
    """No information differs: copy edits, case, typos, tickers."""
    CORRECTION = "correction"
    """A fact was fixed, and little else."""
    REVISION = "revision"
    """Information added, cut, reordered or rewritten; cuts by a desk included, however long."""
    EXCERPT = "excerpt"
    """A passage that stands inside another story, or in a digest of several."""
    SPUN = "spun"
    """The same report run through a synonym spinner."""
    BACKGROUND = "background"
    """Other news that recycles old paragraphs. Not kin."""
    TEMPLATE = "template"
    """The same form about another instance. Not kin."""
    UNRELATED = "unrelated"
    """Looked alike, and is not. Not kin."""

    @property
    def is_kin(self) -> bool:
        """Whether one of the two texts descends from the other, or both from a third."""
        return self in KIN


KIN = frozenset({Relation.SAME, Relation.CORRECTION, Relation.REVISION, Relation.EXCERPT, Relation.SPUN})


@dataclass(frozen=True, slots=True)
class Reuse:
    """What one verified pair of pages shares.

    Attributes:
        a: One page; ``a < b`` as strings.
        b: The other.
        relation: How they are related.
        containment_a: Share of a's body tokens that stand in b, 0-1.
        containment_b: Share of b's body tokens that stand in a, 0-1.
        older: Which of the two is the earlier text; None where nothing tells.
        support: 0-1, how sure the relation is.
        spans: Shared passages as (span in a, span in b), ascending in a.
        reason: In plain words, why this relation and no other.
    """

    a: PageId
    b: PageId
    relation: Relation
    containment_a: float
    containment_b: float
    older: PageId | None
    support: float
    spans: tuple[tuple[Span, Span], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A page as a witness of a tradition."""

    siglum: Siglum
    page: PageId


@dataclass(frozen=True, slots=True)
class Tradition:
    """Pages that carry one dispatch, in whatever version; a page with no kin is a tradition of one.

    Attributes:
        id: ``A``, ``B`` … in order of size, then of the first page's name.
        members: At least one, by siglum.
        reuses: The verified pairs within it.
    """

    id: str
    members: tuple[Member, ...]
    reuses: tuple[Reuse, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Traditions that tell of one happening, and why they were put together.

    Attributes:
        traditions: At least one, by id.
        support: 0-1, how sure it is that all of them tell of one happening; 1.0 for a lone tradition.
        reason: In plain words ("share Geneva, Stoltenberg, Grushko, 100,000; 12 Jan 2022").
    """

    traditions: tuple[Tradition, ...]
    support: float
    reason: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """All that clustering found.

    Attributes:
        events: Every page in one tradition, every tradition in one event; by size.
        refused: Verified pairs that looked alike and are no kin, each with its reason.
        excerpts: Kin pairs between traditions: a lifted passage, a dispatch within a digest. They join nothing, and
            what stands in them counts once.
        overruled: What a person decided of two pages, where their words say otherwise.
    """

    events: tuple[Event, ...]
    refused: tuple[Reuse, ...]
    excerpts: tuple[Reuse, ...] = ()
    overruled: tuple[Bond, ...] = ()
