"""One dossier as the report's template wants it: names, groups and orders; nothing that the record does not say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from filiation.writers.record import (
    CollationRecord,
    ConflictRecord,
    CreditRecord,
    DossierRecord,
    MomentRecord,
    PhraseRecord,
    PlaceRecord,
    StatementRecord,
    StemmaRecord,
    TracedPageRecord,
    TraditionRecord,
)
from filiation.writers.report_places import Places
from filiation.writers.report_words import SAY
from filiation.writers.words import done_parts, headline_of, is_spun, natural, short_names, telling_phrases

_PHRASES_SHOWN = 6
# Pages that get a column of their own in the matrix of statements; beyond it a column is a report.
_MOST_COLUMNS = 24
_KINDS = ("direct", "mixed", "indirect", "claim")
_VAGUE = frozenset({"vague", "duration", "set"})


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Pages that count as one independent report.

    Attributes:
        number: From 1, the report on most pages first.
        pages: In the order in which people count.
        reason: Why they are one; None for a page that stands alone.
        agencies: Agencies that the pages credit.
        uncredited: Pages that name no agency where a sister does.
        spun: Pages that are called spun.
    """

    number: int
    pages: list[TracedPageRecord]
    reason: str | None
    agencies: list[str]
    uncredited: list[TracedPageRecord]
    spun: list[TracedPageRecord]


@dataclass(frozen=True, slots=True)
class Said:
    """A cell of the matrix: where a page makes a statement, and what it tells of what is disputed (None for nothing)."""

    place: PlaceRecord
    told: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: every statement that is theirs, and the pages that carry any."""

    name: str
    statements: list[StatementRecord]
    pages: list[str]
    reports: int


@dataclass(frozen=True)
class EventView:
    """One dossier in the order of the report."""

    number: int
    dossier: DossierRecord

    @cached_property
    def pages(self) -> dict[str, TracedPageRecord]:
        """Return the pages by id, in the order of their short names."""
        return {page.page: page for page in sorted(self.dossier.pages, key=lambda each: natural(self.short[each.page]))}

    @cached_property
    def index(self) -> dict[str, int]:
        """Return each page's place among the pages."""
        return {page: number for number, page in enumerate(self.pages)}

    @cached_property
    def short(self) -> dict[str, str]:
        """Return each page's short name: those of the terminal."""
        names = short_names(self.dossier)
        return {page.page: names.get(page.page, page.siglum) for page in self.dossier.pages}

    @cached_property
    def places(self) -> Places:
        """Return what stands where on its pages."""
        return Places(self.dossier)

    @cached_property
    def title(self) -> str:
        """Return the headline that most pages carry."""
        return headline_of(self.dossier.pages) or f"Event {self.number}"

    @cached_property
    def groups(self) -> list[ReportGroup]:
        """Return the pages by independent report, as the collapses tell."""
        lead = {page: page for page in self.pages}
        collapses = [
            (known, each.reason)
            for each in self.dossier.collapses
            if (known := [page for page in each.pages if page in lead])
        ]
        for known, _ in collapses:
            for page in known:
                lead[lead_of(lead, page)] = lead_of(lead, known[0])
        grouped: dict[str, list[str]] = defaultdict(list)
        for page in self.pages:
            grouped[lead_of(lead, page)].append(page)
        reasons: dict[str, list[str]] = defaultdict(list)
        for known, reason in collapses:
            reasons[lead_of(lead, known[0])].append(reason)
        ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), self.index[item[1][0]]))
        return [
            self._group(number, members, "; ".join(reasons[first]) or None)
            for number, (first, members) in enumerate(ordered, 1)
        ]

    @cached_property
    def report_of(self) -> dict[str, int]:
        """Return for each page the number of the report that it belongs to."""
        return {page.page: group.number for group in self.groups for page in group.pages}

    def _group(self, number: int, members: Sequence[str], reason: str | None) -> ReportGroup:
        pages = [self.pages[page] for page in members]
        agencies = sorted({page.agency.name for page in pages if page.agency})
        return ReportGroup(
            number=number,
            pages=pages,
            reason=reason,
            agencies=agencies,
            uncredited=[page for page in pages if agencies and page.agency is None],
            spun=[page for page in pages if is_spun(page)],
        )

    @cached_property
    def statements(self) -> list[StatementRecord]:
        """Return statements: disputed ones first, then by reports and pages."""
        return sorted(
            self.dossier.statements,
            key=lambda s: (
                not s.conflicts,
                -s.independent_reports.best,
                -len({p.page for p in s.spans}),
                natural(s.id),
            ),
        )

    @cached_property
    def is_wide(self) -> bool:
        """Tell whether there are too many pages for a column each."""
        return len(self.pages) > _MOST_COLUMNS

    def said(self, statement: StatementRecord) -> dict[str, Said]:
        """Return where each page makes a statement first, and what it tells in a dispute."""
        said: dict[str, Said] = {}
        for conflict in statement.conflicts:
            for side in conflict.sides:
                for span in {each.page: each for each in reversed(side.spans)}.values():
                    before = said.get(span.page)
                    both = f"{before.told}, {side.told}" if before else side.told
                    said[span.page] = Said(before.place if before else span, both)
        for span in statement.spans:
            said.setdefault(span.page, Said(span, None))
        return said

    def sides(self, conflict: ConflictRecord) -> list[tuple[str, list[PlaceRecord]]]:
        """Return what is told in a conflict, each page once a side."""
        return [
            (side.told, sorted({span.page: span for span in reversed(side.spans)}.values(), key=self._by_page))
            for side in conflict.sides
        ]

    def _by_page(self, place: PlaceRecord) -> int:
        return self.index[place.page]

    @cached_property
    def voices(self) -> list[Voice]:
        """Return who speaks, the one with the most statements first."""
        spoken: dict[str, list[StatementRecord]] = defaultdict(list)
        for statement in self.statements:
            if statement.speaker:
                spoken[statement.speaker.name].append(statement)
        voices = [
            Voice(
                name,
                each,
                self.ordered({span.page for statement in each for span in statement.spans}),
                max(statement.independent_reports.best for statement in each),
            )
            for name, each in spoken.items()
        ]
        return sorted(voices, key=lambda voice: (-len(voice.statements), -len(voice.pages), voice.name))

    def voice_of(self, statement: StatementRecord) -> int:
        """Return the number of a statement's speaker among the voices, from 1; 0 for none."""
        return self._voice_numbers[statement.speaker.name] if statement.speaker else 0

    @cached_property
    def _voice_numbers(self) -> dict[str, int]:
        return {voice.name: number for number, voice in enumerate(self.voices, 1)}

    def row_of(self, statement: StatementRecord) -> int:
        """Return the number of a statement's row, from 1."""
        return self._rows[statement.id]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {statement.id: number for number, statement in enumerate(self.statements, 1)}

    @cached_property
    def unspoken(self) -> int:
        """Return how many statements nobody is named for."""
        return sum(statement.speaker is None for statement in self.statements)

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """Return the kinds of statement that there are, with their numbers."""
        counted = Counter(statement.kind for statement in self.statements)
        return [(kind, counted[kind]) for kind in _KINDS if counted[kind]]

    @cached_property
    def moments(self) -> list[MomentRecord]:
        """Return what stands on the timeline: values with a place in time."""
        return [moment for moment in self.dossier.timeline if moment.precision not in _VAGUE]

    def key(self, page: str) -> str:
        """Return the part of an anchor that names a page."""
        return f"e{self.number}p{self.index[page]}"

    def anchor(self, place: PlaceRecord) -> str:
        """Return the anchor of characters on a page."""
        return f"{self.key(place.page)}c{place.start}-{place.end}"

    def stemma(self, tradition: TraditionRecord) -> StemmaRecord | None:
        """Return a tradition's tree; None where it has one page."""
        return next((stemma for stemma in self.dossier.stemmata if stemma.id == tradition.id), None)

    def collation(self, tradition: TraditionRecord) -> CollationRecord | None:
        """Return a tradition's collation; None where it has one page."""
        return next((each for each in self.dossier.collations if each.id == tradition.id), None)

    def members(self, tradition: TraditionRecord) -> list[TracedPageRecord]:
        """Return a tradition's pages, in the order in which people count."""
        return [self.pages[page] for page in self.ordered(w.page for w in tradition.witnesses if w.page is not None)]

    def ordered(self, pages: Iterable[str]) -> list[str]:
        """Return pages in the order of their short names."""
        return sorted(pages, key=self.index.__getitem__)

    def credit(self, page: TracedPageRecord) -> CreditRecord | None:
        """Return what became of the agency's credit on a page; None where no sister has one."""
        return self._credits.get(page.page)

    @cached_property
    def _credits(self) -> dict[str, CreditRecord]:
        return {credit.page: credit for credit in self.dossier.credits}

    def credit_places(self, credit: CreditRecord) -> list[PlaceRecord]:
        """Return where a page's credit stands, or that of a sister page where it has none."""
        if credit.start is not None and credit.end is not None:
            return [PlaceRecord(credit.page, credit.start, credit.end)]
        return [credit.sister] if credit.sister else []

    def is_silent(self, page: TracedPageRecord) -> bool:
        """Tell whether a page names no agency where a sister does: only then is its silence a finding."""
        return page.page in self._silent

    @cached_property
    def _silent(self) -> frozenset[str]:
        return frozenset(page.page for group in self.groups for page in group.uncredited)

    def done(self, page: TracedPageRecord | None, summary: str) -> str:
        """Return what a copy did; of a spun page only what is no swapped word, and that its words were swapped."""
        if page is None or not is_spun(page):
            return summary
        return ", ".join([*done_parts(summary, is_spun=True), SAY["swapped"]])

    def tellers(self, page: TracedPageRecord) -> list[PhraseRecord]:
        """Return the phrases that give a spun page away best."""
        return telling_phrases(page, _PHRASES_SHOWN)


def lead_of(lead: dict[str, str], one: str) -> str:
    """Return what a group goes by."""
    while lead[one] != one:
        lead[one] = lead[lead[one]]
        one = lead[one]
    return one
