"""Statements: one utterance or one claim, in all the wordings in which pages give it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.text import Span


class StatementKind(Enum):
    """What a statement is: speech in three renderings, or a claim in the page's own voice."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A statement as one page words it."""

    page: PageId
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: full name (or description), and the words of the clearest mention."""

    name: str
    mention: str


class ConflictKind(Enum):
    """What pages disagree about."""

    SPEAKER = "speaker"
    FIGURE = "figure"
    NAME = "name"
    NEGATION = "negation"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things told, and where: at least one wording."""

    told: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Pages that disagree: about what, in plain words, and the two or more things that they tell."""

    kind: ConflictKind
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance or claim.

    Attributes:
        id: ``s1``, ``s2`` … within its dossier, in the order of the first page that words it.
        kind: Speech or claim.
        text: The wording shown: the fullest, unspun one.
        speaker: None for a claim, and for speech that nobody is named for.
        wordings: At least one, by page and span.
        conflicts: Empty where the pages agree.
    """

    id: str
    kind: StatementKind
    text: str
    speaker: Speaker | None
    wordings: tuple[Wording, ...]
    conflicts: tuple[Conflict, ...]
