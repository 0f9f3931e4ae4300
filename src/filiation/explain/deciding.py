"""The verdict on two pages as a run over all pages gives it: in one tradition or not, and how sure that is."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.examining import Examined
from filiation.cluster.tradition import Event, Gathering, Relation, Reuse, Tradition
from filiation.explain.explanation import Outcome
from filiation.spun.spun import Spun
from filiation.weighing.links import CERTAIN, LENIENT, Link, links_of, probability_of

TOSS_UP = 0.5
SURE = 0.8
"""From here on two kin pages are told to be one report; below it, that it cannot be told. The most of a count (`STRICT`)
asks for more: it has to hold for all of an event's pairs at once."""
PASSAGE_SURE = 0.6
"""Support from which a lifted passage is told as one: below it the weighing finds one in four to be one report."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of two pages.

    Attributes:
        outcome: What they are to each other.
        counted: As how many reports `trace` counts them.
        support: As in `Explanation`.
        meaning: What it means.
        relation: Of the pair by itself; None where it was joined by way of others and is no kin by itself.
        reason: In plain words.
        via: Pages by way of which they are joined.
        reuse: The verified pair; None where they did not look alike enough.
        tradition: The one that both are in; None where there is none.
        event: The event that both are in; None where there is none.
    """

    outcome: Outcome
    counted: int
    support: float
    meaning: str
    relation: Relation | None
    reason: str
    via: tuple[PageId, ...]
    reuse: Reuse | None
    tradition: Tradition | None
    event: Event | None


def decide(
    gathering: Gathering,
    articles: dict[PageId, Article],
    pair: Examined,
    a: Article,
    b: Article,
    spun: Iterable[Spun],
    bonds: Sequence[Bond] = (),
) -> Decision:
    """Return what a run says of two of its pages.

    Args:
        gathering: Of all pages.
        articles: All of them, by id.
        pair: The two, examined.
        a: One.
        b: The other.
        spun: How likely each of the two is spun.
        bonds: What a person has decided of pairs; of these two it is the reason, and beyond doubt.
    """
    found = _infer(gathering, articles, pair, a, b, spun, bonds)
    bond = next((each for each in bonds if {each.a, each.b} == {a.page, b.page}), None)
    if bond is None:
        return found
    if bond.is_one:
        outcome = Outcome.VERSION if found.outcome is Outcome.UNSURE else found.outcome
        return replace(found, outcome=outcome, support=1.0, meaning=_TOLD, reason=f"{bond.told}: one report", via=())
    return replace(found, outcome=Outcome.TWO, support=1.0, meaning=_TOLD, reason=f"{bond.told}: not one report")


_TOLD = "a person decided it, and no evidence holds against that"


def _infer(
    gathering: Gathering,
    articles: dict[PageId, Article],
    pair: Examined,
    a: Article,
    b: Article,
    spun: Iterable[Spun],
    bonds: Sequence[Bond],
) -> Decision:
    event = next((each for each in gathering.events if _holds(each.traditions, a.page, b.page)), None)
    tradition = next((each for each in event.traditions if _holds([each], a.page, b.page)), None) if event else None
    reuse = _reuse_of(gathering, a.page, b.page)
    if event is not None and tradition is not None:
        pages = {member.page for each in event.traditions for member in each.members}
        members = {member.page for member in tradition.members}
        links = links_of(event, [articles[page] for page in sorted(pages)], gathering.refused, bonds)
        inner = [link for link in links if link.a in members and link.b in members]
        support, via = _connect(inner, a.page, b.page)
        is_kin = reuse is not None and reuse.relation.is_kin
        relation = reuse.relation if reuse is not None and is_kin else None
        if is_kin:
            via = ()
        reason = reuse.reason if reuse is not None else "identical text" if not via else pair.verdict.reason
        outcome = _kin_outcome(relation, support, spun)
        return Decision(
            outcome, 1, support, _kin_meaning(outcome, support), relation, reason, via, reuse, tradition, event
        )
    return _apart(pair, a, b, reuse, event)


def speak_apart(a: Article, b: Article) -> bool:
    """Tell whether two pages are in two languages: then words tell nothing of kinship."""
    return a.language is not None and b.language is not None and a.language != b.language


def _holds(traditions: Iterable[Tradition], *pages: PageId) -> bool:
    members = {member.page for tradition in traditions for member in tradition.members}
    return members.issuperset(pages)


def _reuse_of(gathering: Gathering, a: PageId, b: PageId) -> Reuse | None:
    """Return the verified pair of two pages; None where they were never laid side by side."""
    low, high = sorted((a, b))
    within = (reuse for event in gathering.events for tradition in event.traditions for reuse in tradition.reuses)
    rows = (*within, *gathering.excerpts, *gathering.refused)
    return next((reuse for reuse in rows if (reuse.a, reuse.b) == (low, high)), None)


def _connect(links: Iterable[Link], a: PageId, b: PageId) -> tuple[float, tuple[PageId, ...]]:
    """Return the surest way from page to page: the probability of its weakest link, and the pages between.

    Where pages that are not here join the two (a large tradition of an archive), the least that a report is told by (`SURE`).

    Source:
        Widest path (Pollack 1960), by Dijkstra's algorithm.
    """
    near: dict[PageId, list[tuple[float, PageId]]] = defaultdict(list)
    for link in links:
        near[link.a].append((link.probability, link.b))
        near[link.b].append((link.probability, link.a))
    best: dict[PageId, float] = {}
    todo: list[tuple[float, tuple[PageId, ...]]] = [(-1.0, (a,))]
    while todo:
        width, path = heapq.heappop(todo)
        here = path[-1]
        if here in best:
            continue
        best[here] = -width
        if here == b:
            return -width, path[1:-1]
        for probability, page in near[here]:
            if page not in best:
                heapq.heappush(todo, (max(width, -probability), (*path, page)))
    return SURE, ()


def _kin_outcome(relation: Relation | None, support: float, spun: Iterable[Spun]) -> Outcome:
    if support < SURE:
        return Outcome.UNSURE
    # Words replaced one by one are a spinner's only where they are odd: a table that was keyed anew looks the same.
    number = sum(each.is_spun for each in spun)
    if number == 1 or (number and relation is Relation.SPUN):
        return Outcome.SPUN
    return Outcome.SAME if relation is Relation.SAME else Outcome.VERSION


def _kin_meaning(outcome: Outcome, support: float) -> str:
    of = f"of pairs linked as surely, {_often(support)} were one report (1,700 pairs of simulated newsrooms)"
    return of if outcome is not Outcome.UNSURE else f"{of}; counted as one"


def _often(share: float) -> str:
    return f"about {share:.0%}" if share <= CERTAIN else f"more than {CERTAIN:.0%}"


def _apart(pair: Examined, a: Article, b: Article, reuse: Reuse | None, event: Event | None) -> Decision:
    """Decide on two pages that are in no one tradition."""
    verdict = pair.verdict
    relation = reuse.relation if reuse is not None else verdict.relation
    reason = reuse.reason if reuse is not None else verdict.reason
    sure = reuse.support if reuse is not None else verdict.support

    def decided(outcome: Outcome, support: float, meaning: str) -> Decision:
        return Decision(outcome, 2, support, meaning, relation, reason, (), reuse, None, event)

    if speak_apart(a, b):
        meaning = f"a toss-up: the pages are in two languages ({a.language}, {b.language}), and only words are compared"
        return decided(Outcome.UNSURE, TOSS_UP, f"{meaning}; counted as two")
    if relation is Relation.EXCERPT and sure >= PASSAGE_SURE:
        return decided(Outcome.PASSAGE, sure, "how sure the rule is: .5 is a toss-up, 1 beyond doubt")
    if relation is Relation.TEMPLATE:
        if 1 - sure > LENIENT:
            return decided(Outcome.UNSURE, 1 - sure, "the chance that they are one report after all; counted as two")
        return decided(Outcome.FORM, sure, "how sure the rule is: .5 is a toss-up, 1 beyond doubt")
    if relation.is_kin and relation is not Relation.EXCERPT:
        return decided(
            Outcome.UNSURE,
            TOSS_UP,
            "by itself the pair looks like one report, but it shares too little to be joined among these pages; "
            "counted as two",
        )
    likely = _probability(relation, sure, a.page, b.page, reuse)
    if likely > LENIENT:
        return decided(Outcome.UNSURE, likely, "the chance that they are one report after all; counted as two")
    return decided(
        Outcome.TWO,
        1 - likely,
        f"of pairs told apart as surely, {_often(1 - likely)} were two reports (1,700 pairs of simulated newsrooms)",
    )


def _probability(relation: Relation, sure: float, a: PageId, b: PageId, reuse: Reuse | None) -> float:
    """Return how likely a refused pair is one report, as the weighing counts it."""
    low, high = sorted((a, b))
    its = reuse or Reuse(low, high, relation, 0.0, 0.0, None, sure, (), "")
    found = probability_of(its)
    return TOSS_UP if found is None else found
