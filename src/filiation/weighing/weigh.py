"""How many independent reports: for the event, and statement by statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Event, Reuse, Tradition
from filiation.spun.spun import Spun
from filiation.testimony.statement import Statement, StatementKind
from filiation.text import Span
from filiation.weighing.credits import by_outlet, credits_of
from filiation.weighing.dossier import Collapse, Count, OutletCredit, PageCredit, Turn, Weight
from filiation.weighing.links import BEST, LENIENT, STRICT, Link, join, links_of, one_dispatch
from filiation.weighing.origins import origins_of
from filiation.weighing.relays import Relay, Relays
from filiation.weighing.turning import find_turn

# A wording counts as lifted when at least this share of its characters stands in a passage that the two pages share.
_LIFTED = 0.5
# Nor by a run of words that two reporters may well hit on ("for $10 million in 1993"): a shorter passage proves nothing.
_SHORTEST_LIFTED = 48
# Two newsrooms that hear one speech print the same words: a quotation is lifted only where the shared passage goes on
# for this many characters outside it, more than a cue, a name and a role take.
_BEYOND_QUOTATION = 120


@dataclass(frozen=True, slots=True)
class Weighing:
    """The answer.

    Attributes:
        weights: One for each statement, in their order.
        collapses: Which pages collapse into one report, and why.
        count: The event's.
        turn: What would change the event's best count; None where no single link would.
        credits: What became of agencies' credits, by page.
        outlets: The same by outlet.
    """

    weights: tuple[Weight, ...]
    collapses: tuple[Collapse, ...]
    count: Count
    turn: Turn | None = None
    credits: tuple[PageCredit, ...] = ()
    outlets: tuple[OutletCredit, ...] = ()


def weigh(
    event: Event,
    articles: Sequence[Article],
    spun: Sequence[Spun],
    between: Sequence[Reuse],
    statements: Sequence[Statement],
    bonds: Sequence[Bond] = (),
) -> Weighing:
    """Count the independent reports of an event and of each statement.

    Args:
        event: Its traditions, with the verified pairs within them.
        articles: The event's pages, by id.
        spun: One a page, in the same order.
        between: Verified pairs that cross traditions: excerpts, and what was refused.
        statements: What the pages say.
        bonds: Pairs of pages of which a person has decided whether they are one report: beyond doubt either way.

    Returns:
        Counts with the interval that uncertain links leave open (see `links`), and the reason for each collapse.

    Source:
        Collapsing copies before counting: Dong, Berti-Équille & Srivastava 2009.
    """
    evidence = _Evidence(event, articles, between, bonds)
    pages = [article.page for article in articles]
    count = _count(pages, evidence.links, one_dispatch(event, pages))
    treated = credits_of(event, articles)
    return Weighing(
        weights=tuple(_weight(statement, evidence) for statement in statements),
        collapses=tuple(_collapses(event, articles, spun, bonds)),
        count=count,
        turn=find_turn(pages, evidence.links, evidence.links, event, count.best),
        credits=treated,
        outlets=by_outlet(treated, articles),
    )


def _count(pages: Sequence[PageId], links: Sequence[Link], dispatches: Sequence[Link]) -> Count:
    best = len(join(pages, (*links, *dispatches), BEST))
    fewest, most = (len(join(pages, links, threshold)) for threshold in (LENIENT, STRICT))
    return Count(best=best, min=min(fewest, best), max=max(most, best))


_Passage = tuple[PageId, Span, PageId, Span]


class _Evidence:
    """Links and shared passages, looked up by page: a statement on two pages costs no look at 10,000 pairs."""

    def __init__(
        self, event: Event, articles: Sequence[Article], between: Sequence[Reuse], bonds: Sequence[Bond]
    ) -> None:
        self.event = event
        self.articles = {article.page: article for article in articles}
        self.relays = Relays(event, articles)
        self.links = links_of(event, articles, between, bonds)
        self.outlet_of = {article.page: article.outlet for article in articles if article.outlet}
        self._links: dict[PageId, list[Link]] = defaultdict(list)
        for link in self.links:
            self._links[link.a].append(link)
        self._passages: dict[PageId, dict[PageId, list[_Passage]]] = defaultdict(lambda: defaultdict(list))
        for reuse in (*between, *(reuse for tradition in event.traditions for reuse in tradition.reuses)):
            self._passages[reuse.a][reuse.b].extend((reuse.a, a, reuse.b, b) for a, b in reuse.spans)

    def links_among(self, pages: Collection[PageId]) -> list[Link]:
        """Return the links between two of some pages."""
        return [link for page in sorted(pages) for link in self._links[page] if link.b in pages]

    def passages_among(self, pages: Collection[PageId]) -> Iterator[tuple[PageId, PageId, list[_Passage]]]:
        """Yield what each pair of some pages shares word for word, whether or not the pages are one report."""
        for page in sorted(pages):
            for other, shared in sorted(self._passages[page].items()):
                if other in pages:
                    yield page, other, shared


def _weight(statement: Statement, evidence: _Evidence) -> Weight:
    """Count one statement: by passage, so that a page with own reporting and three wire paragraphs counts for its own."""
    wordings: dict[PageId, list[Span]] = defaultdict(list)
    for wording in statement.wordings:
        wordings[wording.page].append(wording.span)
    pages = sorted(wordings)
    beyond = _BEYOND_QUOTATION if statement.kind in {StatementKind.DIRECT, StatementKind.MIXED} else 0
    relays = {page: relay for page in pages if (relay := evidence.relays.of(page, wordings[page])) is not None}
    links = evidence.links_among(wordings)
    links += [
        Link(a, b, 1.0, "the passage is shared word for word")
        for a, b, shared in evidence.passages_among(wordings)
        if _is_lifted(shared, wordings, beyond)
    ]
    links += _one_voice(evidence.outlet_of, pages)
    links += _relayed(relays, wordings, evidence.relays)
    dispatches = one_dispatch(evidence.event, pages)
    reports = join(pages, (*links, *dispatches), BEST)
    count = _count(pages, links, dispatches)
    return Weight(
        statement.id,
        count,
        reports,
        origins=origins_of(statement, reports, relays, evidence.articles),
        relays=tuple(relay for _, relay in sorted(relays.items())),
        turn=find_turn(pages, links, evidence.links, evidence.event, count.best),
    )


def _relayed(relays: Mapping[PageId, Relay], pages: Collection[PageId], known: Relays) -> Iterator[Link]:
    """Link pages that tell a statement on one newsroom's word: with that newsroom's page if it is here, else with each other."""
    first: dict[str, PageId] = {}
    for page, relay in sorted(relays.items()):
        own = next((other for other in known.pages_of(relay.name) if other in pages and other != page), None)
        anchor = own or first.setdefault(relay.name, page)
        if anchor != page:
            yield Link(min(anchor, page), max(anchor, page), 1.0, f"told on the word of {relay.name}")


def _is_lifted(
    shared: Iterable[tuple[PageId, Span, PageId, Span]], wordings: dict[PageId, list[Span]], beyond: int
) -> bool:
    """Tell whether the statement stands, on both pages, in passages that they share and that go on beyond it."""
    passages: dict[PageId, list[Span]] = defaultdict(list)
    for a, in_a, b, in_b in shared:
        passages[a].append(in_a)
        passages[b].append(in_b)
    return all(any(_holds(spans, wording, beyond) for wording in wordings[page]) for page, spans in passages.items())


def _holds(passages: Iterable[Span], wording: Span, beyond: int) -> bool:
    near = [span for span in passages if span.overlaps(wording) and len(span) >= _SHORTEST_LIFTED]
    common = sum(min(span.end, wording.end) - max(span.start, wording.start) for span in near)
    return common >= _LIFTED * max(len(wording), 1) and sum(map(len, near)) - common >= beyond


def _one_voice(outlet_of: Mapping[PageId, str], pages: Iterable[PageId]) -> Iterator[Link]:
    """Link the pages of one publisher: whoever says a thing twice says it once."""
    said: dict[str, PageId] = {}
    for page in pages:
        outlet = outlet_of.get(page)
        if outlet is not None:
            first = said.setdefault(outlet, page)
            if first != page:
                yield Link(first, page, 1.0, f"same publisher: {outlet}")


def _collapses(
    event: Event, articles: Sequence[Article], spun: Sequence[Spun], bonds: Sequence[Bond]
) -> Iterable[Collapse]:
    by_page = {article.page: article for article in articles}
    is_spun = {each.page: each.is_spun for each in spun}
    for tradition in event.traditions:
        pages = tuple(sorted(member.page for member in tradition.members))
        if len(pages) > 1:
            told = sorted({bond.told for bond in bonds if bond.is_one and {bond.a, bond.b} <= set(pages)})
            yield Collapse(pages, "; ".join((*told, _why(tradition, [by_page[page] for page in pages]))))
        elif is_spun[pages[0]]:
            yield Collapse(
                pages,
                "a report of its own whose wording is not its own: its words were spun, and no page here is its source",
            )


def _why(tradition: Tradition, articles: Sequence[Article]) -> str:
    """Say why a tradition is one report."""
    agencies = sorted({article.agency.name for article in articles if article.agency})
    silent = sum(article.agency is None for article in articles)
    shares = [max(reuse.containment_a, reuse.containment_b) for reuse in tradition.reuses]
    words = f"one dispatch{' of ' + ', '.join(agencies) if agencies else ''}"
    if shares:
        low, high = min(shares), max(shares)
        shared = f"{low:.0%}" if round(low, 2) == round(high, 2) else f"{low:.0%} to {high:.0%}"
        words += f": the pages share {shared} of the shorter text, pair by pair"
    if agencies and silent:
        words += f"; {silent} of {len(articles)} pages {'does' if silent == 1 else 'do'} not credit it"
    return words
