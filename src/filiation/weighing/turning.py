"""Turning: the one link that, were it the other way round, would change a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from filiation.archive.page import PageId
from filiation.cluster.pairs import components
from filiation.cluster.tradition import Event
from filiation.weighing.dossier import Turn
from filiation.weighing.links import BEST, NEVER, Link, join

# Links that are turned, the most doubtful first, and how many of them where there are more pages than the third number:
# each turn counts anew, and what is nearly sure is no news.
_TRIED, _TRIED_OF_MANY, _MANY = 24, 4, 40
# What a sure link becomes when it is turned: as sure a refusal, and no bar.
_LEAST = 0.001


def find_turn(
    pages: Collection[PageId], links: Sequence[Link], of_event: Sequence[Link], event: Event, best: int
) -> Turn | None:
    """Return the most doubtful link whose reversal alone changes the best count; None where none of those tried does.

    A tradition holds together as long as the other verified pairs within it still tie its pages to each other; where the
    turned link was their only tie, its two halves are joined, or not, by what evidence is left between them. A person's
    decisions are never turned.

    Args:
        pages: Whose reports are counted.
        links: The evidence between them.
        of_event: The evidence between all pages of the event: traditions hold together through pages that are not counted.
        event: Its traditions.
        best: The count as it is.

    Cost: a count for each link that is tried.
    """
    if len(pages) < 2:
        return None
    here = set(pages)
    family = {member.page: tradition.id for tradition in event.traditions for member in tradition.members}
    concerned = {family[page] for page in here}
    within: dict[str, list[Link]] = defaultdict(list)
    for link in of_event:
        if family.get(link.a) == family.get(link.b) and family[link.a] in concerned:
            within[family[link.a]].append(link)
    between = [link for link in links if link.a in here and link.b in here]
    tried = sorted(
        {link for link in (*between, *(each for kin in within.values() for each in kin)) if link.probability != NEVER},
        key=lambda link: (abs(link.probability - BEST), link.a, link.b, link.reason),
    )
    for link in tried[: _TRIED if len(here) <= _MANY else _TRIED_OF_MANY]:
        kept = [each for each in between if {each.a, each.b} != {link.a, link.b}]
        turned = replace(link, probability=max(1.0 - link.probability, _LEAST))
        dispatches = _dispatches(here, family, within, link)
        after = len(join(here, (*kept, turned, *dispatches), BEST))
        if after != best:
            a, b = sorted((link.a, link.b))
            return Turn(a, b, link.probability, after, link.reason)
    return None


def _dispatches(
    here: Collection[PageId], family: Mapping[PageId, str], within: Mapping[str, Sequence[Link]], turned: Link
) -> Iterator[Link]:
    """Yield the links that the traditions are, without a turned one: a tradition that it alone held together is two."""
    members: dict[str, list[PageId]] = defaultdict(list)
    for page in sorted(family):
        members[family[page]].append(page)
    for tradition in sorted({family[page] for page in here}):
        halves: Sequence[Sequence[PageId]] = [members[tradition]]
        if family[turned.a] == family[turned.b] == tradition:
            ties = [each for each in within[tradition] if {each.a, each.b} != {turned.a, turned.b}]
            halves = _tied(members[tradition], ties)
        for half in halves:
            for a, b in pairwise(page for page in half if page in here):
                yield Link(a, b, 1.0, "one dispatch")


def _tied(pages: Sequence[PageId], links: Sequence[Link]) -> list[list[PageId]]:
    """Return the groups of pages that links for them being one report tie together."""
    place = {page: number for number, page in enumerate(pages)}
    found: dict[int, list[PageId]] = defaultdict(list)
    ties = [(place[link.a], place[link.b]) for link in links if link.probability > BEST]
    for page, first in zip(pages, components(len(pages), ties), strict=True):
        found[first].append(page)
    return list(found.values())
