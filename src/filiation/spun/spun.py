"""Spun text: a page whose words were replaced by synonyms, mechanically."""

from __future__ import annotations

from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.text import Span

SPUN = 0.5
"""Page probability from which a page is called spun, here and in all that is shown.

Alone it takes none of 500 articles of PolNeAR's training part, 6 of 2,000 dispatches of Reuters-21578 and none of 95 short
answers that people rewrote. Of articles spun by WordNet at 4, 7 and 13 % of their words it finds 0, 12 and 31 of 40 alone
(PolNeAR) and 35, 39 and 40 beside their originals; at 7 and 12 % 4 and 14 of 24 alone and 12 and 19 of 22 beside other
reports of their event (Wikinews' sources). `bench/spun.py` counts.
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
