"""Speech: who is said to have said what, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.text import Span

DECIDED = "decided"
"""How a name is found that a person has told."""


class SpeechKind(Enum):
    """How speech is rendered."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    """Indirect, with part of it in double quotation marks."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks.

    Attributes:
        span: The mention in the page.
        name: The fullest name that the page or its family tells, else the description as it stands.
        how: How the name was found: ``named``, ``surname``, ``pronoun``, ``description``, ``family``, ``as it stands``,
            or ``decided`` by a person.
        support: 0-1.
        decision: By which decision, its number; None where nobody decided.
        instead: Of a decided name, the one that the page tells; None where it tells none, or nobody decided.
    """

    span: Span
    name: str
    how: str
    support: float
    decision: int | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of speech on one page.

    Attributes:
        page: Where.
        span: Hull of the content, the quotation marks excluded.
        spans: Its pieces, where a cue breaks it; at least one, ascending.
        kind: Direct, indirect or mixed.
        cue: The word that says that it is speech; None for a bare quotation.
        source: Who speaks; None where nobody is told.
        support: 0-1, how sure it is that this is speech by this source. On a quarter of PolNeAR's train part that the
            tables were not made from, the share with content and source both right is .95 of those at .8-.9, .81 at
            .7-.8, .80 at .6-.7, .66 at .5-.6 and .33 below for quotations, and .89, .80, .67, .51 and .49 for indirect
            speech (`bench/support.py`); below one half for speech that is reported but states nothing by itself
            ("rejected *the offer*").
    """

    page: PageId
    span: Span
    spans: tuple[Span, ...]
    kind: SpeechKind
    cue: Span | None
    source: Source | None
    support: float
