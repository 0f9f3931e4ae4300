"""The verb: pages in, and why two of them are, or are not, one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster import Examined, Gathering, Relation, Siglum, Tradition, examine, gather
from filiation.cluster.credits import settle_credits
from filiation.cluster.sigla import name_pages
from filiation.collation import Collation, Witness, collate
from filiation.explain.deciding import Decision, decide, speak_apart
from filiation.explain.explanation import Explanation, Finding, First, Leaning, Topic
from filiation.explain.preceding import find_first, find_signs
from filiation.explain.readings import find_credits, find_differences, find_evidence
from filiation.explain.sharing import share
from filiation.explain.turning import find_turns
from filiation.meaning import Encoder
from filiation.settings import DEFAULTS, Settings
from filiation.spun import Spun, join_originals, unspin
from filiation.stemma import Stemma, clues_of, compare, infer_stemma
from filiation.trace import clues_among, pages_of, witnesses_of


def explain(
    articles: Sequence[Article],
    a: Article,
    b: Article,
    encoder: Encoder,
    settings: Settings = DEFAULTS,
    gathering: Gathering | None = None,
    bonds: Sequence[Bond] = (),
) -> Explanation:
    """Say why two pages are, or are not, one report.

    Args:
        articles: All pages that are read together, ``a`` and ``b`` among them, in any order: kin of the two join them
            and stand in their tree, others tell which words are common.
        a: One of the two.
        b: The other.
        encoder: For events and spun words.
        settings: Of the run.
        gathering: What a run over more pages has found of these; None to find it here.
        bonds: Pairs of pages of which a person has decided whether they are one report; ``gathering``, where it is
            given, has heard of them.

    Returns:
        The explanation. Whether the two count as one report and how the tree stands is what `trace` says of the same
        pages.

    Cost:
        That of gathering the pages twice, and of the tree of the two pages' tradition.
    """
    every = {article.page: article for article in sorted(articles, key=lambda each: each.page)}
    gathering = gathering or gather(tuple(every.values()), encoder, settings, bonds)
    called = _called(gathering, a, b)
    sigla = called[a.page], called[b.page]
    pair = examine(tuple(every.values()), a, b)
    spun = _unspin(a, gathering, every, encoder), _unspin(b, gathering, every, encoder)
    gathering = _with_originals(gathering, every, spun, encoder, bonds)
    for event in gathering.events:
        every |= {each.page: each for each in settle_credits(event, [every[page] for page in pages_of(event)])}
    a, b = every[a.page], every[b.page]
    decision = decide(gathering, every, pair, a, b, spun, bonds)
    stemma = None if decision.tradition is None else _stemma(decision.tradition, every, spun, settings)
    first = find_first((a, b), pair, sigla, stemma)
    collation = _collate((a, b), sigla, decision)
    shared = share(pair)
    findings = [
        *find_signs((a, b), pair, sigla, is_kin=decision.tradition is not None),
        *find_evidence(pair, shared, (a, b)),
        *(find_differences(collation, (a, b), sigla, spun) if collation else ()),
        *find_credits(a, b, sigla),
        *_between(decision, called),
        *_spun_alone(spun, gathering, called),
        *_turns(pair, decision, bonds),
    ]
    return Explanation(
        articles=(a, b),
        sigla=sigla,
        others=len(every) - 2,
        outcome=decision.outcome,
        counted=decision.counted,
        support=decision.support,
        meaning=decision.meaning,
        relation=decision.relation,
        reason=decision.reason,
        via=decision.via,
        is_one_event=decision.event is not None,
        event_reason=None if decision.event is None or decision.tradition is not None else decision.event.reason,
        shared=shared,
        first=first,
        account=None if stemma is None or collation is None else _account(collation, (a, b), sigla, first, stemma),
        findings=tuple(findings),
        spun=spun,
    )


def _unspin(article: Article, gathering: Gathering, every: Mapping[PageId, Article], encoder: Encoder) -> Spun:
    """Look for spun words as `trace` does: beside the other pages of the event."""
    event = next(event for event in gathering.events if article.page in pages_of(event))
    return unspin(article, [every[page] for page in pages_of(event) if page != article.page], encoder)


def _with_originals(
    gathering: Gathering,
    every: Mapping[PageId, Article],
    spun: Sequence[Spun],
    encoder: Encoder,
    bonds: Sequence[Bond],
) -> Gathering:
    """Join the two pages, where they are spun, to what they were made from, as `trace` does."""
    events = tuple(join_originals(event, every, spun, encoder, bonds) for event in gathering.events)
    return replace(gathering, events=events)


def _stemma(tradition: Tradition, every: Mapping[PageId, Article], spun: Sequence[Spun], settings: Settings) -> Stemma:
    clues = clues_among(tradition, every, spun)
    return infer_stemma(tradition.id, collate(witnesses_of(tradition, every)), clues, settings)


def _collate(articles: tuple[Article, Article], sigla: tuple[Siglum, Siglum], decision: Decision) -> Collation | None:
    """Lay the two side by side where they are one report or fill one form: only there does a place mean the same."""
    if decision.tradition is None and decision.relation is not Relation.TEMPLATE:
        return None
    return collate(
        [Witness(siglum, each.page, each.text, each.body) for siglum, each in zip(sigla, articles, strict=True)]
    )


def _account(
    collation: Collation,
    articles: tuple[Article, Article],
    sigla: tuple[Siglum, Siglum],
    first: First,
    stemma: Stemma,
) -> tuple[PageId, str]:
    """Say what the later of the two did to the earlier; where none is known to be that, the second to the first."""
    older = 1 if first.page == articles[1].page else 0
    told = next(
        (each.summary for each in stemma.descents if (each.parent, each.child) == (sigla[older], sigla[1 - older])),
        None,
    )
    clues = {siglum: clues_of(each) for siglum, each in zip(sigla, articles, strict=True)}
    return articles[older].page, told or compare(collation, clues, sigla[older])


def _called(gathering: Gathering, a: Article, b: Article) -> dict[PageId, Siglum]:
    """Return the pages' sigla; those of two traditions of an archive may be the same, and are then made unlike."""
    members = (member for event in gathering.events for each in event.traditions for member in each.members)
    called = {member.page: member.siglum for member in members}
    return called if called[a.page] != called[b.page] else called | name_pages((a, b))


def _spun_alone(spun: tuple[Spun, Spun], gathering: Gathering, called: Mapping[PageId, Siglum]) -> Iterator[Finding]:
    """Yield which page is in nobody's words and has no kin: then its source is missing."""
    lone = {each.members[0].page for event in gathering.events for each in event.traditions if len(each.members) == 1}
    for each in spun:
        if each.is_spun and each.page in lone:
            words = f"{called[each.page]} was spun, and not from a page here: the report that it retells is missing"
            yield Finding(Topic.READING, Leaning.NEITHER, words)


def _turns(pair: Examined, decision: Decision, bonds: Sequence[Bond]) -> tuple[Finding, ...]:
    """Return what would change the verdict, where anything can."""
    pages = {pair.a.article.page, pair.b.article.page}
    if any({bond.a, bond.b} == pages for bond in bonds):
        return (Finding(Topic.TURN, Leaning.NEITHER, "if the decision were taken back; no evidence outweighs one"),)
    if pair.a is pair.b:
        return ()
    if decision.tradition is None and speak_apart(pair.a.article, pair.b.article):
        return (Finding(Topic.TURN, Leaning.NEITHER, "translate one of them: texts of one language can be compared"),)
    return find_turns(pair.evidence)


def _between(decision: Decision, called: Mapping[PageId, Siglum]) -> Iterator[Finding]:
    """Yield what other pages say of the two."""
    if decision.via:
        names = ", ".join(called[page] for page in decision.via)
        words = (
            f"not joined directly: {names} is kin to both" if len(decision.via) == 1 else f"joined by way of {names}"
        )
        yield Finding(Topic.READING, Leaning.FOR, words)
        yield Finding(Topic.TURN, Leaning.NEITHER, f"if {names} were not among the pages: nothing would join the two")
