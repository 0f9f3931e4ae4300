"""Links: why two pages may be one report, and how likely.

The model of the whole stage. A link says "these two pages are one report" with a probability. The best count takes the
links that are more likely than not; the fewest reports are left when every link that cannot be ruled out is taken, the
most when only those beyond reasonable doubt are. The three thresholds are the model's only numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Event, Relation, Reuse

BEST, LENIENT, STRICT = 0.5, 0.1, 0.9
# Two pages of one publisher with different texts are one newsroom's work and two pieces of it: not joined in the best
# count, joined in the fewest. The same holds for different texts that credit one agency.
_SAME_HOUSE = 0.3


@dataclass(frozen=True, slots=True)
class Link:
    """Two pages that are one report with this probability, and why, in plain words."""

    a: PageId
    b: PageId
    probability: float
    reason: str


def links_of(event: Event, articles: Sequence[Article], between: Sequence[Reuse]) -> tuple[Link, ...]:
    """Return every reason to take two pages of an event for one report.

    Cost: linear in the verified pairs; pages of one house are chained, not paired.
    """
    found: list[Link] = []
    here = {article.page for article in articles}
    for tradition in event.traditions:
        verified = {page for reuse in tradition.reuses for page in (reuse.a, reuse.b)}
        found.extend(Link(reuse.a, reuse.b, _probability(reuse), reuse.reason) for reuse in tradition.reuses)
        # Members that were joined through a representative of identical copies have no pair of their own.
        lone = [member.page for member in tradition.members if member.page not in verified]
        anchor = min(member.page for member in tradition.members)
        found.extend(Link(anchor, page, 1.0, "identical text") for page in lone if page != anchor)
    found.extend(
        Link(reuse.a, reuse.b, _probability(reuse), reuse.reason) for reuse in between if {reuse.a, reuse.b} <= here
    )
    found.extend(_houses({a.page: a.outlet for a in articles}, "same publisher"))
    found.extend(_houses({a.page: a.agency.name if a.agency else None for a in articles}, "same agency"))
    return tuple(sorted(found, key=lambda link: (link.a, link.b, link.reason)))


def join(pages: Iterable[PageId], links: Iterable[Link], at_least: float) -> tuple[tuple[PageId, ...], ...]:
    """Return the reports that are left when links of at least this probability are taken: groups of pages, sorted."""
    leader = {page: page for page in pages}

    def lead(page: PageId) -> PageId:
        while leader[page] != page:
            leader[page] = leader[leader[page]]
            page = leader[page]
        return page

    for link in links:
        if link.probability >= at_least and link.a in leader and link.b in leader:
            first, second = sorted((lead(link.a), lead(link.b)))
            leader[second] = first
    groups: dict[PageId, list[PageId]] = {}
    for page in sorted(leader):
        groups.setdefault(lead(page), []).append(page)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _probability(reuse: Reuse) -> float:
    """Return how likely a verified pair is one report.

    An excerpt makes its passage one report, not the page: pages stay apart, statements in the passage do not.
    """
    if reuse.relation is Relation.EXCERPT:
        return min(reuse.support, BEST - 0.1)
    return reuse.support if reuse.relation.is_kin else 1.0 - reuse.support


def _houses(house_of: Mapping[PageId, str | None], reason: str) -> Iterable[Link]:
    houses: dict[str, list[PageId]] = {}
    for page, house in sorted(house_of.items()):
        if house:
            houses.setdefault(house, []).append(page)
    for house, pages in sorted(houses.items()):
        for a, b in pairwise(pages):
            yield Link(a, b, _SAME_HOUSE, f"{reason}: {house}")
