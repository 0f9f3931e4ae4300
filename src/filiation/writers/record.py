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
    """Characters of the record's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextRecord:
    """Characters and what they say; start and end are null where the words stand beside the page, not on it."""

    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """Whose dispatch the page says it is."""

    name: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class DatelineRecord:
    """Place and date in front of the first sentence."""

    place: str | None
    date: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """A time as precise as it is told, and where: page, metadata, dateline, url or input."""

    value: str
    clock: str


@dataclass(frozen=True, slots=True)
class PhraseRecord:
    """Words that a spinner put there, and the plain ones, with what gave them away."""

    start: int
    end: int
    text: str
    plain: str | None
    evidence: str
    witness: PlaceRecord | None
    support: float


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """Characters on a page."""

    page: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpunRecord:
    """How likely the page is spun, and by which phrases."""

    probability: float
    phrases: list[PhraseRecord]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One article, as ``extract`` prints it."""

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
    """One article in a dossier: whether it is spun, its siglum, and the unknown fields of the row it came from."""

    siglum: str
    spun: SpunRecord
    extra: dict[str, object]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Who speaks: the mention, and the fullest name that the page or its family tells."""

    start: int
    end: int
    text: str
    name: str
    how: str
    support: float


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """One act of speech, as ``quotes`` prints it."""

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
    """One temporal expression, as ``dates`` prints it; anchor is the day that it was reckoned from."""

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
    """A text of a tradition."""

    siglum: str
    role: str
    page: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Characters that bear on a descent; page is null for a plain witness, which its siglum names."""

    page: str | None
    siglum: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A change along a descent: a unit of the tradition's collation, and which of its readings stood before and after."""

    unit: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DescentRecord:
    """Who was written from whom; changes are all that are told along the way, empty where they were not recorded."""

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
    """A family tree, as ``stemma`` prints it."""

    id: str
    root: str | None
    nodes: list[NodeRecord]
    descents: list[DescentRecord]
    root_support: float | None
    root_reason: str
    alternatives: list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class WitnessRecord:
    """A page under its siglum; page is null for a plain witness."""

    siglum: str
    page: str | None


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """One passage that two pages share: start to end in a, and in b."""

    a: SpanRecord
    b: SpanRecord


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """What one verified pair of pages shares."""

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
    """Pages that carry one dispatch."""

    id: str
    witnesses: list[WitnessRecord]
    relations: list[RelationRecord]


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """What a group of witnesses has in one place; text is null for an omission; one span a witness, in order."""

    sigla: list[str]
    text: str | None
    spans: list[SpanRecord]


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A place where the witnesses vary."""

    first: int
    past: int
    change: str
    readings: list[ReadingRecord]


@dataclass(frozen=True, slots=True)
class RowRecord:
    """Sentences that stand side by side: one span a witness, in the order of the witnesses; null where it has none.

    ``kind``: exact, near, moved, merged, split or only (one witness has it), the gravest between any two that have it.
    For each witness ``sentences`` tells how many of its sentences that is, ``wordings`` which wording (equal numbers are
    equal words, -1 for none), ``moved`` whether it has it in another place.
    """

    spans: list[SpanRecord | None]
    kind: str = "near"
    sentences: list[int] = field(default_factory=list)
    wordings: list[int] = field(default_factory=list)
    moved: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StyleRecord:
    """A house rule: what one witness writes its own way where others write another and mean the same.

    ``consistency`` is followed of chances, 0-1; spans are up to three places where it writes so; ``sentence`` tells it.
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
    """A headline as printed, and the witnesses that have the same words."""

    sigla: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class HeadlinesRecord:
    """The headlines of a tradition, and where they vary.

    Spans of the units point into the page's text; where the page's own title has no place there, into the title's.
    Units tell of headlines and decks. ``groups`` are sigla whose headlines share words; in a unit of one group the
    witnesses of the others are silent.
    """

    headlines: list[HeadlineRecord]
    units: list[UnitRecord]
    groups: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CollationRecord:
    """A tradition's witnesses side by side; headlines are those of traced pages, null where fewer than two have one."""

    id: str
    witnesses: list[WitnessRecord]
    rows: list[RowRecord]
    units: list[UnitRecord]
    headlines: HeadlinesRecord | None = None
    style: list[StyleRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Who speaks in a statement."""

    name: str
    mention: str


@dataclass(frozen=True, slots=True)
class CountRecord:
    """Independent reports: the best estimate, and what the uncertain links leave open."""

    best: int
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One of the things told in a conflict, and where."""

    told: str
    spans: list[PlaceRecord]


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """What pages disagree about, and the two or more things that they tell."""

    kind: str
    reason: str
    sides: list[SideRecord]


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One utterance or claim, in all its wordings."""

    id: str
    kind: str
    text: str
    speaker: SpeakerRecord | None
    spans: list[PlaceRecord]
    independent_reports: CountRecord
    reports: list[list[str]]
    conflicts: list[ConflictRecord]


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A date mention on the timeline; anchor is the day that it was reckoned from, clock where that day came from."""

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

    ``first`` up to ``past`` is what the value may mean, in the local time of whoever tells it; both null where it has no
    place in time. ``reports`` are the pages that tell it, those of one dispatch together.
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

    ``source`` says whose day that is: page, family or event; ``told`` why a clock of the page's own was not used, or what
    stands in for one; null where the page's own day was used.
    """

    page: str
    printed: ClockRecord | None
    day: str | None
    source: str | None
    support: float
    told: str | None


@dataclass(frozen=True, slots=True)
class CollapseRecord:
    """Pages that count as one report, and why."""

    pages: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """All that was found about one event."""

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


@dataclass(frozen=True, slots=True)
class RejectionRecord:
    """A page that was left out, by which stage, and why."""

    page: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a person decided, and what came of it.

    ``kind``: one_report, two_reports, speaker or date; ``names`` as the decisions file has them, ``pages`` those of the
    run that they mean; ``value`` the speaker or the date, ``text`` the speaker's words; ``status``: applied (it changed
    the answer), confirms (the answer is the same without it) or "not applied"; ``told`` says so in plain words.
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
    """What ``trace --json`` writes: one dossier an event, what was left out, and the settings that it was made with."""

    dossiers: list[DossierRecord]
    rejected: list[RejectionRecord]
    notes: list[RejectionRecord] = field(default_factory=list)
    version: str = ""
    format: str = FORMAT
    settings: dict[str, int | float | str | None] = field(default_factory=dict)
    decisions: list[DecisionRecord] = field(default_factory=list)
