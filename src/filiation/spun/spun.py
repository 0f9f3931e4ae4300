"""Spun text: a page whose words were replaced by synonyms, mechanically."""

from __future__ import annotations

from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.text import Span

SPUN = 0.5
"""Page probability from which a page is called spun, here and in all that is shown.

Alone it takes 2 of 500 articles of PolNeAR's training part, 7 of 2,000 dispatches of Reuters-21578 and none of 95 short
answers that people rewrote; of 50 articles spun by WordNet at 6, 11 and 17 % of their words it finds 11, 18 and 26
alone and 36, 49 and 50 beside their originals (`bench/spun.py`).
"""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a spinner put in the place of others.

    Attributes:
        span: Where they stand.
        plain: What most likely stood there; None where it cannot be told.
        evidence: What gave them away, in plain words ("article before a vowel", "well-known name: Secretary-General").
        witness: The sister page and span that has the plain words; None where no page proves them.
        support: 0-1.
    """

    span: Span
    plain: str | None
    evidence: str
    witness: tuple[PageId, Span] | None
    support: float


@dataclass(frozen=True, slots=True)
class Spun:
    """How likely a page is spun (0-1), and the phrases that say so, ascending."""

    page: PageId
    probability: float
    phrases: tuple[Phrase, ...]

    @property
    def is_spun(self) -> bool:
        """Whether the page is called spun."""
        return self.probability >= SPUN
