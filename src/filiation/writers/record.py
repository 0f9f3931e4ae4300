"""The public contract: what every command prints, as dataclasses that msgspec encodes and decodes.

Field names and shapes are promises to people's scripts: add, don't rename. All keys are always there; absent is null.
Offsets count code points in the record's ``text``. Every other writer reads these records, so that ``export`` can make
from a saved dossier whatever ``trace`` makes from pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT = "filiation/1"


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """Characters of the record's text.

    Attributes:
        start: Place of the first, from 0.
        end: Place after the last.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextRecord:
    """Characters and what they say.

    Attributes:
        start: Null where the words stand beside the page (a row's own headline), not on it.
        end: Null likewise.
        text: The words.
    """

    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """Whose dispatch the page says it is.

    Attributes:
        name: The agency's name, the same however the page writes it.
        start: Where it is credited; null where only metadata tell.
        end: Null likewise.
    """

    name: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class DatelineRecord:
    """Place and date in front of the first sentence.

    Attributes:
        place: As printed, without the date.
        date: ISO 8601, as precise as it tells; its year may come from the page.
        start: Null where the dateline came with the row.
        end: Null likewise.
    """

    place: str | None
    date: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """A time as precise as it is told, and where.

    Attributes:
        value: ISO 8601: a day, or a minute; with an offset only if the page gives one.
        clock: page, metadata, dateline, url, input or decision.
    """

    value: str
    clock: str


@dataclass(frozen=True, slots=True)
class PhraseRecord:
    """Words that a spinner put there, and the plain ones, with what gave them away.

    Attributes:
        start: Where the spun words begin.
        end: Where they end.
        text: The spun words.
        plain: What stood there before, as far as can be told; null where it cannot.
        evidence: What gave them away, in plain words.
        witness: The same place in a sister page that has the plain words; null where none has.
        support: How likely the words are a spinner's.
    """

    start: int
    end: int
    text: str
    plain: str | None
    evidence: str
    witness: PlaceRecord | None
    support: float


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """Characters on a page.

    Attributes:
        page: The page's id.
        start: Place of the first in its text.
        end: Place after the last.
    """

    page: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpunRecord:
    """How likely the page is spun, and by which phrases.

    Attributes:
        probability: 0 to 1.
        phrases: In the order of the text.
    """

    probability: float
    phrases: list[PhraseRecord]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One article, as ``extract`` prints it.

    Attributes:
        page: Its id: the row's, else the path as typed, a container's record as path#record.
        path: The file.
        url: Its address, where the page, the crawl or the row tells one.
        sha256: Of the bytes as they came in, in hexadecimal.
        text: A text file as decoded, line ends and all; of HTML the text that we render.
        title: The headline, without what stands under it.
        body: The article's paragraphs.
        language: ISO 639-1.
        bylines: Reporters' names.
        byline_spans: Where they stand.
        contributors: Of those who are named as having contributed.
        editors: Of those who are named as having edited.
        agency: The agency that is credited.
        dateline: In front of the first sentence.
        published: When this version was published, as the page tells.
        updated: When it was last changed, as the page tells.
        outlet: Who publishes the page.
        deck: What stands under the headline and sums up the story; no body.
    """

    page: str
    path: str
    url: str | None
    sha256: str
    text: str
    title: TextRecord | None
    body: list[SpanRecord]
    language: str | None
    bylines: list[str]
    byline_spans: list[SpanRecord]
    contributors: list[str]
    editors: list[str]
    agency: AgencyRecord | None
    dateline: DatelineRecord | None
    published: ClockRecord | None
    updated: ClockRecord | None
    outlet: str | None
    deck: list[SpanRecord] = field(default_factory=list, kw_only=True)


@dataclass(frozen=True, slots=True)
class TracedPageRecord(PageRecord):
    """One article in a dossier.

    Attributes:
        siglum: Its short name in trees and lists.
        spun: Whether a synonym spinner was at work.
        extra: The unknown fields of the row that it came from.
    """

    siglum: str
    spun: SpunRecord
    extra: dict[str, object]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Who speaks.

    Attributes:
        start: Where the mention begins.
        end: Where it ends.
        text: The mention: a name, "he", "a spokesman".
        name: The fullest name that the page or its family tells, else the description as it stands.
        how: How the name was found, in a word or two.
        support: How sure the rule that found it is.
    """

    start: int
    end: int
    text: str
    name: str
    how: str
    support: float


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """One act of speech, as ``quotes`` prints it.

    Attributes:
        page: The page's id.
        start: Hull of what is said, the marks excluded.
        end: Its end.
        spans: Its pieces, where a cue breaks it.
        text: What stands from start to end.
        kind: direct, indirect or mixed (a part of it in quotation marks).
        cue: The word that says that this is speech; null where marks alone do.
        source: Who speaks; null where nobody is told.
        support: How sure the rule that found it is.
    """

    page: str
    start: int
    end: int
    spans: list[SpanRecord]
    text: str
    kind: str
    cue: TextRecord | None
    source: SourceRecord | None
    support: float


@dataclass(frozen=True, slots=True)
class DateRecord:
    """One temporal expression, as ``dates`` prints it.

    Attributes:
        page: The page's id.
        start: Where it begins.
        end: Where it ends.
        text: The expression.
        kind: DATE, TIME, DURATION or SET.
        value: TIMEX3; null where no day is known to reckon from.
        anchor: The day that it was reckoned from; null where none was needed or known.
        support: How sure the reading is.
    """

    page: str
    start: int
    end: int
    text: str
    kind: str
    value: str | None
    anchor: str | None
    support: float


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """A text of a tradition.

    Attributes:
        siglum: Greek for lost texts.
        role: extant, archetype (lost, all descend from it) or hyparchetype (lost, further down).
        page: Null for a lost text and a plain witness.
        note: What a lost text is taken for; null where nothing is to be said.
    """

    siglum: str
    role: str
    page: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Characters that bear on a descent.

    Attributes:
        page: Null for a plain witness, which its siglum names.
        siglum: The witness.
        start: Where they begin in its text.
        end: Where they end.
    """

    page: str | None
    siglum: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change along a descent.

    Attributes:
        unit: Place in the collation's units, from 0.
        before: Place in that unit's readings: what stood above.
        after: What stands below.
    """

    unit: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DescentRecord:
    """Who was written from whom.

    Attributes:
        parent: A siglum.
        child: A siglum.
        support: Share of the bootstrap samples of variation units in which this descent stands.
        share: Part of the child that comes from this parent: 1 but for a text with two exemplars.
        directed: False where the root, and so the direction, cannot be told.
        evidence: Characters that bear on it, at most a few.
        summary: What was done on the way, in a line.
        changes: All that are told along the way; empty where they were not recorded.
    """

    parent: str
    child: str
    support: float
    share: float
    directed: bool
    evidence: list[EvidenceRecord]
    summary: str
    changes: list[ChangeRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StemmaRecord:
    """A family tree, as ``stemma`` prints it.

    Attributes:
        id: The tradition's.
        root: The earliest text's siglum; null where the direction cannot be told.
        nodes: Its texts, extant and lost.
        descents: Its edges.
        root_support: How sure the root is; null where there is none.
        root_reason: Why this root, or why none.
        alternatives: Other trees that are as good: lists of (parent, child).
    """

    id: str
    root: str | None
    nodes: list[NodeRecord]
    descents: list[DescentRecord]
    root_support: float | None
    root_reason: str
    alternatives: list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class WitnessRecord:
    """A page under its siglum.

    Attributes:
        siglum: Its short name.
        page: Null for a plain witness.
    """

    siglum: str
    page: str | None


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """One passage that two pages share.

    Attributes:
        a: Where it stands in a.
        b: Where it stands in b.
    """

    a: SpanRecord
    b: SpanRecord


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """What one verified pair of pages shares.

    Attributes:
        a: A page's id.
        b: Another's.
        relation: same, correction, revision, excerpt, spun (kin), or background, template, unrelated.
        containment_a: Share of a's words that stand in b, 0 to 1.
        containment_b: Share of b's words that stand in a.
        older: Which of them is; null where it cannot be told.
        support: How sure the relation is.
        spans: The passages that both have.
        reason: In plain words.
    """

    a: str
    b: str
    relation: str
    containment_a: float
    containment_b: float
    older: str | None
    support: float
    spans: list[SharedRecord]
    reason: str


@dataclass(frozen=True, slots=True)
class TraditionRecord:
    """Pages that carry one dispatch.

    Attributes:
        id: A letter.
        witnesses: Its pages.
        relations: Of its pairs, as far as they were compared.
    """

    id: str
    witnesses: list[WitnessRecord]
    relations: list[RelationRecord]


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """What a group of witnesses has in one place.

    Attributes:
        sigla: Who reads so.
        text: Null for an omission.
        spans: One a witness, in the order of the sigla.
        like: Place, from 0, of an earlier reading of the unit that says the same but for style or a slip; null where there
            is none. Only told where the unit has a third reading.
    """

    sigla: list[str]
    text: str | None
    spans: list[SpanRecord]
    like: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A place where the witnesses vary.

    Attributes:
        first: First column of the alignment.
        past: Column after the last.
        change: style, residue, typo, cut, addition, substitution, move or fact.
        readings: What stands there, by groups of witnesses.
    """

    first: int
    past: int
    change: str
    readings: list[ReadingRecord]


@dataclass(frozen=True, slots=True)
class RowRecord:
    """Sentences that stand side by side.

    Attributes:
        spans: One a witness, in the order of the witnesses; null where it has none.
        kind: exact, near, moved, merged, split or only (one witness has it): the gravest between any two that have it.
        sentences: For each witness, how many of its sentences that is.
        wordings: For each witness which wording: equal numbers are equal words, -1 for none.
        moved: For each witness whether it has it in another place.
    """

    spans: list[SpanRecord | None]
    kind: str = "near"
    sentences: list[int] = field(default_factory=list)
    wordings: list[int] = field(default_factory=list)
    moved: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StyleRecord:
    """A house rule: what one witness writes its own way where others write another and mean the same.

    Attributes:
        siglum: Whose rule.
        kind: What it is about: spelling, honorific, quotation marks, numerals.
        writes: What it writes.
        instead: What others write.
        others: Who they are.
        followed: Places in which it writes so.
        chances: Places in which it could.
        consistency: followed of chances, 0 to 1.
        spans: Up to three places where it writes so.
        sentence: The rule in plain words.
    """

    siglum: str
    kind: str
    writes: str
    instead: str
    others: list[str]
    followed: int
    chances: int
    consistency: float
    spans: list[SpanRecord]
    sentence: str


@dataclass(frozen=True, slots=True)
class HeadlineRecord:
    """A headline as printed.

    Attributes:
        sigla: Witnesses that have the same words.
        text: As printed.
    """

    sigla: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class HeadlinesRecord:
    """The headlines of a tradition, and where they and their decks vary.

    Attributes:
        headlines: As printed.
        units: Their spans point into the page's text; where the page's own title has no place there, into the title's.
        groups: Sigla whose headlines share words; in a unit of one group the witnesses of the others are silent.
    """

    headlines: list[HeadlineRecord]
    units: list[UnitRecord]
    groups: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CollationRecord:
    """A tradition's witnesses side by side, as ``collate`` prints it.

    Attributes:
        id: The tradition's.
        witnesses: In the order of the columns of every row.
        rows: Sentences side by side.
        units: Where they vary.
        headlines: Of traced pages; null where fewer than two have one.
        style: House rules learned from the units.
    """

    id: str
    witnesses: list[WitnessRecord]
    rows: list[RowRecord]
    units: list[UnitRecord]
    headlines: HeadlinesRecord | None = None
    style: list[StyleRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Who speaks in a statement.

    Attributes:
        name: The fullest name that any page tells.
        mention: As one of the pages has it.
    """

    name: str
    mention: str


@dataclass(frozen=True, slots=True)
class CountRecord:
    """Independent reports.

    Attributes:
        best: The best estimate.
        min: Fewest that the uncertain links leave open.
        max: Most.
    """

    best: int
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One of the things told in a conflict.

    Attributes:
        told: What is told.
        spans: Where.
    """

    told: str
    spans: list[PlaceRecord]


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """What pages disagree about.

    Attributes:
        kind: speaker, figure, negation, date or another.
        reason: In plain words.
        sides: The two or more things that they tell.
    """

    kind: str
    reason: str
    sides: list[SideRecord]


@dataclass(frozen=True, slots=True)
class OriginRecord:
    """Whose word some reports of a statement are, in the end.

    Attributes:
        name: Null where nothing tells it.
        kind: speaker (all reports are of one person's or body's words), agency (a credited dispatch), relay (another
            newsroom, on whose word the pages tell it), outlet (the page's own newsroom) or unknown.
        pages: The pages that have the statement from there.
    """

    name: str | None
    kind: str
    pages: list[str]


@dataclass(frozen=True, slots=True)
class RelayRecord:
    """A sentence that gives a statement on another newsroom's word ("Reuters reported").

    Attributes:
        page: The page that relays.
        start: First character of the words that name the newsroom.
        end: Past the last one.
        name: The newsroom, an agency by its usual name.
    """

    page: str
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """The one link that, were it the other way round, would change a best count.

    Attributes:
        a: One page of the link.
        b: The other.
        probability: How likely the two are one report, 0-1; near 0.5 is a link that may well be wrong.
        best: The count then.
        reason: Why the link is as it is, in plain words.
    """

    a: str
    b: str
    probability: float
    best: int
    reason: str


@dataclass(frozen=True, slots=True)
class CreditRecord:
    """What became of an agency's credit on one page of its dispatch.

    Attributes:
        page: Which.
        tradition: The dispatch's id.
        agency: Whom most pages of the tradition credit.
        change: kept, dropped or changed.
        credits: Whom the page credits; null where it credits nobody.
        start: First character of its credit; null where it has none, or in its markup alone.
        end: Past the last one.
        sister: Where the credit stands on a sister page, for a page that does not have it; null where it keeps it.
    """

    page: str
    tradition: str
    agency: str
    change: str
    credits: str | None
    start: int | None
    end: int | None
    sister: PlaceRecord | None


@dataclass(frozen=True, slots=True)
class OutletCreditRecord:
    """How one outlet treats agencies' credits.

    Attributes:
        outlet: Its name, or its pages' host.
        kept: Pages that keep the credit.
        dropped: Pages that drop it.
        changed: Pages that credit another agency.
    """

    outlet: str
    kept: list[str]
    dropped: list[str]
    changed: list[str]


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One utterance or claim, in all its wordings.

    Attributes:
        id: Unique in its dossier.
        kind: direct, indirect, mixed or claim.
        text: The wording shown: the fullest that no spinner touched.
        speaker: Null for a claim, and where nobody is told.
        spans: Where it stands, on every page that makes it.
        independent_reports: Behind it.
        reports: The pages that make it, by the report to which they belong.
        conflicts: What those pages disagree about.
        origins: Whose word the reports are: one for a speech, whoever reported it.
        relays: Where pages tell it on another newsroom's word; such a page is no independent report of it.
        turn: What would change the best count; null where no single link would.
    """

    id: str
    kind: str
    text: str
    speaker: SpeakerRecord | None
    spans: list[PlaceRecord]
    independent_reports: CountRecord
    reports: list[list[str]]
    conflicts: list[ConflictRecord]
    origins: list[OriginRecord] = field(default_factory=list)
    relays: list[RelayRecord] = field(default_factory=list)
    turn: TurnRecord | None = None


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A date mention on the timeline.

    Attributes:
        page: The page's id.
        start: Where it begins.
        end: Where it ends.
        text: The expression.
        anchor: The day that it was reckoned from; null where none was needed.
        support: How sure the reading is.
        clock: Where that day came from; null likewise.
    """

    page: str
    start: int
    end: int
    text: str
    anchor: str | None
    support: float
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class MomentRecord:
    """One value on the timeline.

    Attributes:
        value: TIMEX3.
        precision: year, month, week, day, minute or another.
        spans: Where it is mentioned.
        first: The value may mean from here (local time of whoever tells it); null where it has no place in time.
        past: Up to here; null likewise.
        support: How sure the value is.
        reports: The pages that tell it, those of one dispatch together.
    """

    value: str
    precision: str
    spans: list[MentionRecord]
    first: str | None = None
    past: str | None = None
    support: float = 0.0
    reports: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VersionClockRecord:
    """When a version was printed, and the day that its dates were reckoned from.

    Attributes:
        page: Its id.
        printed: The page's own clock; null where it tells none.
        day: That its dates were reckoned from; null where no day is known.
        source: Whose day that is: page, family or event.
        support: How sure the day is.
        told: Why a clock of the page's own was not used, or what stands in for one; null where the page's own was used.
    """

    page: str
    printed: ClockRecord | None
    day: str | None
    source: str | None
    support: float
    told: str | None


@dataclass(frozen=True, slots=True)
class CollapseRecord:
    """Pages that count as one report, and why.

    Attributes:
        pages: Their ids.
        reason: In plain words.
    """

    pages: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """All that was found about one event.

    Attributes:
        pages: Sorted by id.
        traditions: Pages that carry one dispatch; one of its own for a page without kin.
        collations: One a tradition of two pages and more.
        stemmata: One likewise.
        statements: What is said and claimed.
        timeline: In the order of time.
        independent_reports: For the event.
        excerpts: Passages lifted from another dispatch.
        refused: Pairs that looked alike and are no kin.
        collapses: Why pages count as one.
        quotes: Every act of speech.
        reason: Why these pages are one event.
        support: How sure that is.
        clocks: When each version was printed, and the day that its dates were reckoned from.
        turn: What would change the event's best count; null where no single link would.
        credits: What became of agencies' credits, page by page.
        outlets: The same by outlet; pages of which no outlet is told are left out.
    """

    pages: list[TracedPageRecord]
    traditions: list[TraditionRecord]
    collations: list[CollationRecord]
    stemmata: list[StemmaRecord]
    statements: list[StatementRecord]
    timeline: list[MomentRecord]
    independent_reports: CountRecord
    excerpts: list[RelationRecord]
    refused: list[RelationRecord]
    collapses: list[CollapseRecord]
    quotes: list[QuoteRecord]
    reason: str
    support: float
    clocks: list[VersionClockRecord] = field(default_factory=list)
    turn: TurnRecord | None = None
    credits: list[CreditRecord] = field(default_factory=list)
    outlets: list[OutletCreditRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RejectionRecord:
    """A page that was left out, or a remark on one that was not.

    Attributes:
        page: Its id, or the path.
        stage: Which stage says so.
        reason: In plain words.
    """

    page: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a person decided, and what came of it.

    Attributes:
        number: Its place in the file, from 1.
        kind: one_report, two_reports, speaker or date.
        names: As the decisions file has them.
        pages: Those of the run that they mean.
        value: The speaker or the date; null for the other kinds.
        text: The speaker's words; null likewise.
        by: Who decided; null where it is not said.
        on: When; null where it is not said.
        why: Why; null where it is not said.
        status: applied (it changed the answer), confirms (the answer is the same without it) or "not applied".
        told: What came of it, in plain words.
    """

    number: int
    kind: str
    names: list[str]
    pages: list[str]
    value: str | None
    text: str | None
    by: str | None
    on: str | None
    why: str | None
    status: str
    told: str


@dataclass(frozen=True, slots=True)
class DossiersRecord:
    """What ``trace --json`` writes.

    Attributes:
        dossiers: One an event, the largest first.
        rejected: What was left out.
        notes: What is worth knowing of pages that were not.
        version: Of the program.
        format: Of this document.
        settings: Of the run; null for no bound.
        decisions: What a person decided, and what came of it.
    """

    dossiers: list[DossierRecord]
    rejected: list[RejectionRecord]
    notes: list[RejectionRecord] = field(default_factory=list)
    version: str = ""
    format: str = FORMAT
    settings: dict[str, int | float | str | None] = field(default_factory=dict)
    decisions: list[DecisionRecord] = field(default_factory=list)
