"""Values into records: the one place that knows both."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import pairwise

from filiation import __version__
from filiation.archive.decisions import Ruling
from filiation.archive.page import PageId
from filiation.article.article import Article, Clock
from filiation.cluster.tradition import Reuse, Siglum, Tradition
from filiation.collation.collation import Collation, VariationUnit, Witness
from filiation.collation.headlines import headline_groups
from filiation.collation.house_rules import HouseRule, house_rules
from filiation.collation.rows import SentenceRow, sentence_rows
from filiation.ledger import Ledger, Rejection
from filiation.settings import DEFAULTS, Settings
from filiation.spun.spun import Phrase, Spun
from filiation.stemma.stemma import Stemma
from filiation.testimony.attribution import Attribution
from filiation.testimony.statement import Statement, Wording
from filiation.text import Span, Tokens, tokenise
from filiation.timeline.clocks import VersionClock
from filiation.timeline.mention import DateMention, Moment
from filiation.weighing.dossier import Count, Dossier, Weight
from filiation.writers import record as r
from filiation.writers.alignment import AlignmentRecord, TokenRecord
from filiation.writers.recording_weights import record_credit, record_origin, record_outlet, record_relay, record_turn


def record_run(
    dossiers: Sequence[Dossier], ledger: Ledger, settings: Settings = DEFAULTS, rulings: Sequence[Ruling] = ()
) -> r.DossiersRecord:
    """Return what ``trace --json`` writes; ``settings`` are those of the run, ``rulings`` what came of decisions."""
    return r.DossiersRecord(
        dossiers=[record_dossier(dossier) for dossier in dossiers],
        rejected=[_rejection(each) for each in sorted(ledger.rejections)],
        notes=[_rejection(each) for each in sorted(ledger.notes)],
        version=__version__,
        settings=asdict(settings),
        decisions=[record_ruling(each) for each in rulings],
    )


def record_ruling(ruling: Ruling) -> r.DecisionRecord:
    """Return a decision and what came of it as a record."""
    its = ruling.decision
    return r.DecisionRecord(
        number=its.number,
        kind=its.kind.value,
        names=list(its.names),
        pages=list(ruling.pages),
        value=its.value,
        text=its.text,
        by=its.by,
        on=its.on,
        why=its.why,
        status=ruling.status.value,
        told=ruling.told,
    )


def record_dossier(dossier: Dossier) -> r.DossierRecord:
    """Return one event's dossier as a record."""
    texts = {article.page: article.text for article in dossier.articles}
    sigla = {member.page: member.siglum for tradition in dossier.event.traditions for member in tradition.members}
    shared = [tradition for tradition in dossier.event.traditions if len(tradition.members) > 1]
    families = {member.page: tradition.id for tradition in dossier.event.traditions for member in tradition.members}
    return r.DossierRecord(
        pages=[
            record_page(article, sigla[article.page], spun)
            for article, spun in zip(dossier.articles, dossier.spun, strict=True)
        ],
        traditions=[_tradition(tradition) for tradition in dossier.event.traditions],
        collations=[
            record_collation(tradition.id, collation)
            for tradition, collation in zip(shared, dossier.collations, strict=True)
        ],
        stemmata=[record_stemma(stemma) for stemma in dossier.stemmata],
        statements=[
            _statement(statement, weight) for statement, weight in zip(dossier.statements, dossier.weights, strict=True)
        ],
        timeline=[_moment(moment, texts, families) for moment in dossier.timeline],
        independent_reports=_count(dossier.count),
        excerpts=[record_reuse(reuse) for reuse in dossier.excerpts],
        refused=[record_reuse(reuse) for reuse in dossier.refused],
        collapses=[r.CollapseRecord(list(each.pages), each.reason) for each in dossier.collapses],
        quotes=[record_attribution(each, texts[each.page]) for each in dossier.attributions],
        reason=dossier.event.reason,
        clocks=[_version_clock(each) for each in dossier.clocks],
        turn=record_turn(dossier.turn),
        credits=[record_credit(each) for each in dossier.credits],
        outlets=[record_outlet(each) for each in dossier.outlets],
        support=_support(dossier.event.support),
    )


def record_article(article: Article) -> r.PageRecord:
    """Return one article as ``extract`` prints it."""
    agency, dateline, title = article.agency, article.dateline, article.title
    return r.PageRecord(
        page=article.page,
        path=article.path,
        url=article.url,
        sha256=article.sha256,
        text=article.text,
        title=None if title is None else r.TextRecord(*_ends(title.span), title.text),
        body=_spans(article.body),
        language=article.language,
        bylines=list(article.bylines),
        byline_spans=_spans(article.byline_spans),
        contributors=list(article.contributors),
        editors=list(article.editors),
        agency=None if agency is None else r.AgencyRecord(agency.name, *_ends(agency.span)),
        dateline=None if dateline is None else r.DatelineRecord(dateline.place, dateline.date, *_ends(dateline.span)),
        published=_clock(article.published),
        updated=_clock(article.updated),
        outlet=article.outlet,
        deck=_spans(article.deck),
    )


def record_page(article: Article, siglum: str, spun: Spun) -> r.TracedPageRecord:
    """Return one article as a dossier holds it."""
    plain = record_article(article)
    return r.TracedPageRecord(
        **{each.name: getattr(plain, each.name) for each in fields(plain)},
        siglum=siglum,
        spun=_spun(spun, article.text),
        extra=dict(article.extra),
    )


def record_attribution(attribution: Attribution, text: str) -> r.QuoteRecord:
    """Return one act of speech as ``quotes`` prints it."""
    source = attribution.source
    return r.QuoteRecord(
        page=attribution.page,
        start=attribution.span.start,
        end=attribution.span.end,
        spans=_spans(attribution.spans),
        text=attribution.span.of(text),
        kind=attribution.kind.value,
        cue=None if attribution.cue is None else _words(attribution.cue, text),
        source=None
        if source is None
        else r.SourceRecord(
            source.span.start,
            source.span.end,
            source.span.of(text),
            source.name,
            source.how,
            _support(source.support),
        ),
        support=_support(attribution.support),
    )


def record_date(mention: DateMention, text: str) -> r.DateRecord:
    """Return one temporal expression as ``dates`` prints it."""
    return r.DateRecord(
        page=mention.page,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.of(text),
        kind=mention.kind.value,
        value=mention.value,
        anchor=mention.anchor.value if mention.anchor else None,
        support=_support(mention.support),
    )


def record_collation(
    name: str, collation: Collation, wanted: Callable[[VariationUnit], bool] | None = None
) -> r.CollationRecord:
    """Return a collation: its rows of sentences, its variation units (those ``wanted``, None for all), its house rules."""
    return r.CollationRecord(
        id=name,
        witnesses=[r.WitnessRecord(witness.siglum, witness.page) for witness in collation.witnesses],
        rows=[_row(row) for row in sentence_rows(collation)],
        units=[_unit(unit) for unit in collation.units if wanted is None or wanted(unit)],
        headlines=None if collation.headlines is None else _headlines(collation.headlines),
        style=[_rule(rule) for rule in house_rules(collation)],
    )


def _row(row: SentenceRow) -> r.RowRecord:
    return r.RowRecord(
        [None if span is None else _span(span) for span in row.spans],
        row.match.value,
        list(row.counts),
        list(row.wordings),
        list(row.moved),
    )


def _unit(unit: VariationUnit) -> r.UnitRecord:
    readings = [
        r.ReadingRecord(list(reading.sigla), reading.text, _spans(reading.spans), reading.like)
        for reading in unit.readings
    ]
    return r.UnitRecord(unit.first, unit.past, unit.change.value, readings)


def _rule(rule: HouseRule) -> r.StyleRecord:
    return r.StyleRecord(
        siglum=rule.siglum,
        kind=rule.kind.value,
        writes=rule.writes,
        instead=rule.instead,
        others=list(rule.others),
        followed=rule.followed,
        chances=rule.chances,
        consistency=_support(rule.consistency),
        spans=_spans(rule.spans),
        sentence=rule.in_words(),
    )


def _headlines(headlines: Collation) -> r.HeadlinesRecord:
    """Return headlines by their words, in the order of the sigla, each as its first witness prints it."""
    by_words: dict[tuple[str, ...], list[Witness]] = {}
    for witness in headlines.witnesses:
        headline = tokenise(witness.text, witness.spans[:1])
        by_words.setdefault(headline.forms, []).append(witness)
    return r.HeadlinesRecord(
        [r.HeadlineRecord([each.siglum for each in its], its[0].spans[0].of(its[0].text)) for its in by_words.values()],
        [_unit(unit) for unit in headlines.units],
        [[each.siglum for each in group] for group in headline_groups(headlines.witnesses)],
    )


def record_alignment(
    name: str, collation: Collation, wanted: Callable[[VariationUnit], bool] | None = None
) -> AlignmentRecord:
    """Return a collation with its words, for formats that write the texts themselves; ``wanted`` as there."""
    return AlignmentRecord(
        collation=record_collation(name, collation, wanted),
        texts=[witness.text for witness in collation.witnesses],
        tokens=[
            [TokenRecord(t, n) for t, n in zip(_pieces(witness, its), its.forms, strict=True)]
            for witness, its in zip(collation.witnesses, collation.tokens, strict=True)
        ],
        cells=collation.cells,
    )


def recall_witnesses(dossier: r.DossierRecord, tradition: str) -> tuple[Witness, ...]:
    """Return a tradition's witnesses as they were collated, from a saved dossier."""
    pages = {page.page: page for page in dossier.pages}
    members = next(each.witnesses for each in dossier.traditions if each.id == tradition)
    return tuple(
        Witness(Siglum(member.siglum), PageId(page.page), page.text, tuple(Span(s.start, s.end) for s in page.body))
        for member in members
        if (page := pages.get(member.page or "")) is not None
    )


def _pieces(witness: Witness, tokens: Tokens) -> list[str]:
    """Cut what is collated of a witness into its tokens, each with what stands up to the next one."""
    whole, begins, length = [], [], 0
    for span in witness.spans:
        begins.append(length - span.start)
        whole.append(span.of(witness.text) + "\n")
        length += len(whole[-1])
    ends = [span.end for span in witness.spans]
    starts = [start + begins[bisect_right(ends, start)] for start in tokens.starts.tolist()]
    text = "".join(whole)[:-1]
    return [text[a:b] for a, b in pairwise([0, *starts[1:], len(text)])]


def record_stemma(stemma: Stemma) -> r.StemmaRecord:
    """Return a family tree as ``stemma`` prints it."""
    return r.StemmaRecord(
        id=stemma.id,
        root=stemma.root,
        nodes=[r.NodeRecord(node.siglum, node.role.value, node.page, node.note) for node in stemma.nodes],
        descents=[
            r.DescentRecord(
                descent.parent,
                descent.child,
                _support(descent.support),
                _support(descent.share),
                descent.directed,
                [r.EvidenceRecord(each.page, each.siglum, each.span.start, each.span.end) for each in descent.evidence],
                descent.summary,
                [r.ChangeRecord(each.unit, each.before, each.after) for each in descent.changes],
            )
            for descent in stemma.descents
        ],
        root_support=None if stemma.root_support is None else _support(stemma.root_support),
        root_reason=stemma.root_reason,
        alternatives=[list(tree) for tree in stemma.alternatives],
    )


def record_reuse(reuse: Reuse) -> r.RelationRecord:
    """Return what one pair of pages shares."""
    return r.RelationRecord(
        a=reuse.a,
        b=reuse.b,
        relation=reuse.relation.value,
        containment_a=_support(reuse.containment_a),
        containment_b=_support(reuse.containment_b),
        older=reuse.older,
        support=_support(reuse.support),
        spans=[r.SharedRecord(_span(a), _span(b)) for a, b in reuse.spans],
        reason=reuse.reason,
    )


def _tradition(tradition: Tradition) -> r.TraditionRecord:
    return r.TraditionRecord(
        id=tradition.id,
        witnesses=[r.WitnessRecord(member.siglum, member.page) for member in tradition.members],
        relations=[record_reuse(reuse) for reuse in tradition.reuses],
    )


def _statement(statement: Statement, weight: Weight) -> r.StatementRecord:
    return r.StatementRecord(
        id=statement.id,
        kind=statement.kind.value,
        text=statement.text,
        speaker=None
        if statement.speaker is None
        else r.SpeakerRecord(statement.speaker.name, statement.speaker.mention),
        spans=_places(statement.wordings),
        independent_reports=_count(weight.count),
        reports=[list(pages) for pages in weight.reports],
        conflicts=[
            r.ConflictRecord(
                conflict.kind.value,
                conflict.reason,
                [r.SideRecord(side.told, _places(side.wordings)) for side in conflict.sides],
            )
            for conflict in statement.conflicts
        ],
        origins=[record_origin(each) for each in weight.origins],
        relays=[record_relay(each) for each in weight.relays],
        turn=record_turn(weight.turn),
    )


def _moment(moment: Moment, texts: Mapping[PageId, str], families: Mapping[PageId, str]) -> r.MomentRecord:
    reports: dict[str, set[PageId]] = defaultdict(set)
    for each in moment.mentions:
        reports[families[each.page]].add(each.page)
    return r.MomentRecord(
        value=moment.value,
        precision=moment.precision,
        spans=[
            r.MentionRecord(
                each.page,
                each.span.start,
                each.span.end,
                each.span.of(texts[each.page]),
                each.anchor.value if each.anchor else None,
                _support(each.support),
                each.anchor.source.value if each.anchor else None,
            )
            for each in moment.mentions
        ],
        first=moment.extent.start.isoformat(timespec="minutes") if moment.extent else None,
        past=moment.extent.end.isoformat(timespec="minutes") if moment.extent else None,
        support=_support(moment.support),
        reports=sorted(sorted(pages) for pages in reports.values()),
    )


def _version_clock(clock: VersionClock) -> r.VersionClockRecord:
    anchor = clock.anchor
    return r.VersionClockRecord(
        page=clock.page,
        printed=_clock(clock.printed),
        day=anchor.value if anchor else None,
        source=anchor.source.value if anchor else None,
        support=_support(anchor.support) if anchor else 0.0,
        told=clock.told,
    )


def _spun(spun: Spun, text: str) -> r.SpunRecord:
    return r.SpunRecord(_support(spun.probability), [_phrase(phrase, text) for phrase in spun.phrases])


def _phrase(phrase: Phrase, text: str) -> r.PhraseRecord:
    witness = phrase.witness
    return r.PhraseRecord(
        start=phrase.span.start,
        end=phrase.span.end,
        text=phrase.span.of(text),
        plain=phrase.plain,
        evidence=phrase.evidence,
        witness=None if witness is None else r.PlaceRecord(witness[0], witness[1].start, witness[1].end),
        support=_support(phrase.support),
    )


def _places(wordings: Sequence[Wording]) -> list[r.PlaceRecord]:
    return [r.PlaceRecord(each.page, each.span.start, each.span.end) for each in wordings]


def _count(count: Count) -> r.CountRecord:
    return r.CountRecord(count.best, count.min, count.max)


def _rejection(rejection: Rejection) -> r.RejectionRecord:
    return r.RejectionRecord(rejection.page, rejection.stage, rejection.reason)


def _clock(clock: Clock | None) -> r.ClockRecord | None:
    return None if clock is None else r.ClockRecord(clock.value, clock.clock.value)


def _words(span: Span, text: str) -> r.TextRecord:
    return r.TextRecord(span.start, span.end, span.of(text))


def _span(span: Span) -> r.SpanRecord:
    return r.SpanRecord(span.start, span.end)


def _spans(spans: Sequence[Span]) -> list[r.SpanRecord]:
    return [_span(span) for span in spans]


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _support(value: float) -> float:
    """Round to what is meant: three places, so that the last bits of a sum never show."""
    return round(float(value), 3)
