"""The whole flow: pages in, one dossier an event out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.archive import Page, PageId
from filiation.archive.decisions import Named
from filiation.archive.docket import Docket
from filiation.article import Article, read_article
from filiation.article.decided import read_dated
from filiation.cluster import Event, Gathering, Reuse, Siglum, Tradition, gather
from filiation.cluster.credits import settle_credits
from filiation.collation import Witness, collate
from filiation.errors import PageError
from filiation.ledger import Ledger
from filiation.meaning import Encoder, MiniLM
from filiation.settings import DEFAULTS, Settings
from filiation.spun import Spun, join_originals, unspin
from filiation.stemma import Clues, clues_of, infer_stemma
from filiation.testimony import Parser, attribute, gather_statements
from filiation.text import Span
from filiation.timeline import Anchor, DateMention, anchor_of, build_timeline, clock_of, contradict, tag_dates
from filiation.weighing import Dossier, weigh


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one run, each loaded when first needed: a sentence is encoded once, and parsed once."""

    encoder: Encoder
    parser: Parser


def trace(
    pages: Iterable[Page],
    settings: Settings = DEFAULTS,
    ledger: Ledger | None = None,
    docket: Docket | None = None,
) -> Iterator[Dossier]:
    """Yield one dossier for each event found among ``pages``.

    Args:
        pages: In any order; the answer does not depend on it. A page without an article goes to the ledger.
        settings: Limits and thresholds.
        ledger: Takes what was refused, and tells of progress; None for one of its own.
        docket: What a person has decided of these pages; takes what came of it. None where nothing is decided.

    Yields:
        Dossiers, the event with the most pages first, then by the first page's name. Pages about nothing in common
        are events of one page each.
    """
    ledger, docket = ledger or Ledger(), docket or Docket()
    models = Models(MiniLM(), Parser())
    articles = {
        article.page: article for article in sorted(read(pages, settings, ledger, docket), key=lambda a: a.page)
    }
    docket.settle(
        (Named(a.page, a.path, a.sha256) for a in articles.values()), {each.page for each in ledger.rejections}
    )
    ledger.begin("finding copies and events")
    gathering = gather(tuple(articles.values()), models.encoder, settings, docket.bonds)
    docket.rule_bonds(gathering.overruled)
    for event in ledger.watch(gathering.events, "events", len(gathering.events)):
        yield study(event, [articles[page] for page in pages_of(event)], gathering, models, settings, ledger, docket)
    docket.rule_speakers()


def read(pages: Iterable[Page], settings: Settings, ledger: Ledger, docket: Docket | None = None) -> Iterator[Article]:
    """Yield the article of each page that has one; the others go to the ledger."""
    docket = docket or Docket()
    for page in ledger.watch(pages, "pages"):
        try:
            date = docket.date_of(Named(page.id, page.path, page.sha256))
            if date is None:
                yield read_article(page, settings)
                continue
            article, instead = read_dated(page, date, settings)
            docket.note_date(page.id, None if instead is None else instead.value)
            yield article
        except PageError as error:
            ledger.reject(page.id, "article", error.reason)
        except Exception as error:  # noqa: BLE001 - a bad page never stops a run; what broke is told, not hidden
            ledger.reject(page.id, "article", f"internal error, please report it: {type(error).__name__}: {error}")


def pages_of(event: Event) -> list[PageId]:
    """Return the pages of an event, sorted."""
    return sorted(member.page for tradition in event.traditions for member in tradition.members)


def study(
    event: Event,
    articles: Sequence[Article],
    gathering: Gathering,
    models: Models,
    settings: Settings,
    ledger: Ledger,
    docket: Docket,
) -> Dossier:
    """Return all that can be said about one event: the stages from collation on, in order."""
    by_page = {article.page: article for article in articles}
    ledger.begin(f"{len(articles)} pages of one event: looking for spun words")
    spun = [
        unspin(article, [other for other in articles if other is not article], models.encoder) for article in articles
    ]
    event = join_originals(event, by_page, spun, models.encoder, docket.bonds)
    articles = settle_credits(event, articles)
    by_page = {article.page: article for article in articles}
    shared = [tradition for tradition in event.traditions if len(tradition.members) > 1]
    families = [[member.page for member in tradition.members] for tradition in shared]
    ledger.begin(f"{len(articles)} pages of one event: collating")
    collations = [collate(witnesses_of(tradition, by_page), headlines_of(tradition, by_page)) for tradition in shared]
    ledger.begin(f"{len(articles)} pages of one event: building the family tree")
    stemmata = [
        infer_stemma(tradition.id, collation, clues_among(tradition, by_page, spun), settings)
        for tradition, collation in zip(shared, collations, strict=True)
    ]
    ledger.begin(f"{len(articles)} pages of one event: reading who said what")
    attributions = attribute(articles, families, models.parser, docket.speakers)
    docket.note_speech(
        (each.source.decision, each.source.instead) for each in attributions if each.source and each.source.decision
    )
    ledger.begin(f"{len(articles)} pages of one event: weighing statements")
    statements = gather_statements(articles, attributions, spun, models.encoder, models.parser)
    anchors = anchors_of(articles, families)
    mentions = dates_of(articles, anchors)
    statements = contradict(statements, mentions, articles)
    excerpts, refused = (beside(event, reuses) for reuses in (gathering.excerpts, gathering.refused))
    weighing = weigh(event, articles, spun, (*excerpts, *refused), statements, docket.bonds)
    return Dossier(
        event=event,
        articles=tuple(articles),
        spun=tuple(spun),
        collations=tuple(collations),
        stemmata=tuple(stemmata),
        attributions=attributions,
        statements=statements,
        weights=weighing.weights,
        timeline=build_timeline(mentions),
        excerpts=excerpts,
        refused=refused,
        collapses=weighing.collapses,
        count=weighing.count,
        clocks=tuple(clock_of(article, anchors[article.page]) for article in articles),
        turn=weighing.turn,
        credits=weighing.credits,
        outlets=weighing.outlets,
    )


def beside(event: Event, reuses: Iterable[Reuse]) -> tuple[Reuse, ...]:
    """Return the pairs of which at least one page is of an event, but for those that one of its traditions has joined."""
    pages = {member.page for tradition in event.traditions for member in tradition.members}
    joined = {(reuse.a, reuse.b) for tradition in event.traditions for reuse in tradition.reuses}
    return tuple(
        reuse for reuse in reuses if (reuse.a in pages or reuse.b in pages) and (reuse.a, reuse.b) not in joined
    )


def witnesses_of(tradition: Tradition, articles: Mapping[PageId, Article]) -> list[Witness]:
    """Return a tradition's bodies as witnesses."""
    return [
        Witness(member.siglum, member.page, articles[member.page].text, articles[member.page].body)
        for member in tradition.members
    ]


def clues_among(tradition: Tradition, articles: Mapping[PageId, Article], spun: Iterable[Spun]) -> dict[Siglum, Clues]:
    """Return what a tradition's pages tell of their places in its tree beside their words."""
    odd = {each.page for each in spun if each.is_spun}
    return {m.siglum: clues_of(articles[m.page], is_spun=m.page in odd) for m in tradition.members}


def headlines_of(tradition: Tradition, articles: Mapping[PageId, Article]) -> list[Witness]:
    """Return the headlines of a tradition's pages that have one as witnesses, each with its deck behind it.

    A headline that came beside its page is a text of its own: spans then point into the headline's words.
    """
    titled = [
        (member, article, article.title) for member in tradition.members if (article := articles[member.page]).title
    ]
    return [
        Witness(member.siglum, member.page, title.text, (Span(0, len(title.text)),))
        if title.span is None
        else Witness(member.siglum, member.page, article.text, (title.span, *_below(title.span, article.deck)))
        for member, article, title in titled
        if title is not None and any(map(str.isalnum, title.text))
    ]


def _below(headline: Span, deck: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(span for span in deck if span.start >= headline.end)


def anchors_of(articles: Sequence[Article], families: Sequence[Sequence[PageId]]) -> dict[PageId, Anchor | None]:
    """Return the day that each page's words were written on: by its own clock, its family's or its event's."""
    by_page = {article.page: article for article in articles}
    family_of = {page: [by_page[other] for other in family] for family in families for page in family}
    return {article.page: anchor_of(article, family_of.get(article.page, ()), articles) for article in articles}


def dates_of(articles: Iterable[Article], anchors: Mapping[PageId, Anchor | None]) -> list[DateMention]:
    """Return every date mention in a body, each page's reckoned from its own day."""
    return [mention for article in articles for mention in tag_dates(article, anchors[article.page])]
