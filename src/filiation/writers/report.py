"""The one-file HTML report: the verdict first, the evidence behind every line, nothing fetched, nothing executed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from markupsafe import Markup

from filiation import __version__
from filiation.spun.spun import SPUN
from filiation.writers.marking import Mark, mark_up
from filiation.writers.record import (
    CollationRecord,
    DossierRecord,
    DossiersRecord,
    MomentRecord,
    PhraseRecord,
    PlaceRecord,
    StatementRecord,
    StemmaRecord,
    TracedPageRecord,
    TraditionRecord,
)
from filiation.writers.svg import NodeLabel, render_stemma
from filiation.writers.words import (
    day_in_words,
    headline_of,
    natural,
    plural,
    printable,
    reports_in_words,
    telling_phrases,
)

# Side-by-side readings shown for one tradition; the dossier has the rest. A report of 500 copies must open.
_PAIRS_SHOWN = 24
_PHRASES_SHOWN = 6
_VAGUE = frozenset({"vague", "duration", "set"})


def render_report(record: DossiersRecord) -> str:
    """Return the report as one HTML document: no script, no request, every character of a page escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("filiation.writers") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": printable, "day": day_in_words, "reports": reports_in_words}
    environment.globals["plural"] = plural
    views = [EventView(number, dossier) for number, dossier in enumerate(record.dossiers, 1)]
    return environment.get_template("report.html.j2").render(
        css=Markup((folder / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        events=views,
        record=record,
        pages=sum(len(dossier.pages) for dossier in record.dossiers),
        version=__version__,
    )


@dataclass(frozen=True, slots=True)
class PairView:
    """Two witnesses side by side: rows of HTML cells."""

    left: TracedPageRecord
    right: TracedPageRecord
    changes: int
    facts: int
    rows: list[tuple[Markup, Markup]]


@dataclass(frozen=True)
class EventView:
    """One dossier as the template wants it; every property only rearranges what the record holds."""

    number: int
    dossier: DossierRecord

    @cached_property
    def pages(self) -> dict[str, TracedPageRecord]:
        """Return the pages by id."""
        return {page.page: page for page in self.dossier.pages}

    @cached_property
    def title(self) -> str:
        """Return the headline that most pages carry."""
        return headline_of(self.dossier.pages) or f"Event {self.number}"

    @cached_property
    def statements(self) -> list[StatementRecord]:
        """Return statements: disputed ones first, then by reports and pages."""
        return sorted(
            self.dossier.statements,
            key=lambda s: (
                not s.conflicts,
                -s.independent_reports.best,
                -len({p.page for p in s.spans}),
                int(s.id[1:]),
            ),
        )

    @cached_property
    def moments(self) -> list[MomentRecord]:
        """Return what stands on the timeline: values with a place in time."""
        return [moment for moment in self.dossier.timeline if moment.precision not in _VAGUE]

    def key(self, page: str) -> str:
        """Return the part of an anchor that names a page."""
        return f"e{self.number}p{list(self.pages).index(page)}"

    def anchor(self, place: PlaceRecord) -> str:
        """Return the anchor of a place on a page."""
        return f"{self.key(place.page)}c{place.start}"

    def siglum(self, page: str) -> str:
        """Return a page's short name."""
        return self.pages[page].siglum

    def first(self, statement: StatementRecord, page: str) -> PlaceRecord:
        """Return where a page words a statement first."""
        return next(span for span in statement.spans if span.page == page)

    def stemma(self, tradition: TraditionRecord) -> StemmaRecord | None:
        """Return a tradition's tree; None where it has one page."""
        return next((stemma for stemma in self.dossier.stemmata if stemma.id == tradition.id), None)

    def members(self, tradition: TraditionRecord) -> list[TracedPageRecord]:
        """Return a tradition's pages, in the order in which people count."""
        found = [self.pages[witness.page] for witness in tradition.witnesses if witness.page is not None]
        return sorted(found, key=lambda page: natural(page.siglum))

    def ordered(self, pages: list[str]) -> list[str]:
        """Return pages in the order of their sigla, as people count."""
        return sorted(pages, key=lambda page: natural(self.siglum(page)))

    def is_spun(self, page: TracedPageRecord) -> bool:
        """Tell whether a page is called spun."""
        return page.spun.probability >= SPUN

    def is_credited(self, tradition: TraditionRecord) -> bool:
        """Tell whether a page of the tradition credits an agency: only then is another one's silence a finding."""
        return any(page.agency for page in self.members(tradition))

    def tellers(self, page: TracedPageRecord) -> list[PhraseRecord]:
        """Return the phrases that give a spun page away best."""
        return telling_phrases(page, _PHRASES_SHOWN)

    def picture(self, stemma: StemmaRecord) -> Markup:
        """Return a tradition's tree as SVG, each page's box a link to its text."""
        credited = any(self.pages[node.page].agency for node in stemma.nodes if node.page)
        labels = {}
        for node in stemma.nodes:
            if node.page is None:
                labels[node.siglum] = NodeLabel(node.note or "", False, None)
                continue
            page = self.pages[node.page]
            told = page.outlet or (page.agency.name if page.agency else "no credit")
            labels[node.siglum] = NodeLabel(told, credited and page.agency is None, f"#{self.key(page.page)}")
        return Markup(render_stemma(stemma, labels, f"e{self.number}{stemma.id}"))  # noqa: S704 - the SVG writer escapes all that it takes in

    def pairs(self, tradition: TraditionRecord) -> list[PairView]:
        """Return each page beside its nearest relative among the pages we have."""
        stemma = self.stemma(tradition)
        collation = next((each for each in self.dossier.collations if each.id == tradition.id), None)
        if stemma is None or collation is None:
            return []
        return [self._pair(collation, left, right) for left, right in _nearest(stemma)[:_PAIRS_SHOWN]]

    def _pair(self, collation: CollationRecord, left: str, right: str) -> PairView:
        sigla = [witness.siglum for witness in collation.witnesses]
        pages = [self.pages[next(w.page or "" for w in collation.witnesses if w.siglum == s)] for s in (left, right)]
        marks, changes, facts = _differences(collation, left, right)
        columns = [sigla.index(left), sigla.index(right)]
        rows = []
        for row in collation.rows:
            spans = [row.spans[column] for column in columns]
            if any(span is not None for span in spans):
                cells = [
                    # mark_up escapes the page's text.
                    Markup("" if span is None else mark_up(page.text, span.start, span.end, marks[siglum]))  # noqa: S704
                    for span, page, siglum in zip(spans, pages, (left, right), strict=True)
                ]
                rows.append((cells[0], cells[1]))
        return PairView(pages[0], pages[1], changes, facts, rows)

    def text(self, page: TracedPageRecord) -> Markup:
        """Return a page's text: what is around the article dimmed, spun phrases marked, evidence anchored."""
        kept = [Mark(span.start, span.end, "on") for span in page.body]
        if page.title and page.title.start is not None and page.title.end is not None:
            kept.append(Mark(page.title.start, page.title.end, "on"))
        marks = [
            Mark(p.start, p.end, "spun", f"{p.plain or 'plain words not known'} ({p.evidence})")
            for p in page.spun.phrases
        ]
        marks += _around(page.text, kept)
        spots = {(place.start, self.anchor(place)) for place in self._places() if place.page == page.page}
        return Markup(mark_up(page.text, 0, len(page.text), marks, sorted(spots)))  # noqa: S704 - mark_up escapes

    def _places(self) -> Iterator[PlaceRecord]:
        for statement in self.dossier.statements:
            yield from statement.spans
            for conflict in statement.conflicts:
                for side in conflict.sides:
                    yield from side.spans
        for moment in self.dossier.timeline:
            for span in moment.spans:
                yield PlaceRecord(span.page, span.start, span.end)


def _around(text: str, kept: list[Mark]) -> Iterator[Mark]:
    """Yield what lies between the kept spans."""
    at = 0
    for mark in sorted(kept):
        if mark.start > at:
            yield Mark(at, mark.start, "off")
        at = max(at, mark.end)
    if at < len(text):
        yield Mark(at, len(text), "off")


def _nearest(stemma: StemmaRecord) -> list[tuple[str, str]]:
    """Return (earlier, later) pairs: each page with the page nearest to it in the tree, every page at least once."""
    extant = {node.siglum for node in stemma.nodes if node.page is not None}
    near: dict[str, list[str]] = defaultdict(list)
    for descent in stemma.descents:
        near[descent.parent].append(descent.child)
        near[descent.child].append(descent.parent)
    depth = _depths(near, stemma.root or stemma.nodes[0].siglum)
    pairs = set()
    for siglum in sorted(extant):
        away = _depths(near, siglum)
        others = sorted((away[o], depth.get(o, 0), o) for o in extant if o != siglum and o in away)
        if others:
            other = others[0][2]
            pairs.add(tuple(sorted((siglum, other), key=lambda s: (depth.get(s, 0), s))))
    return sorted((a, b) for a, b in pairs)


def _depths(near: Mapping[str, list[str]], start: str) -> dict[str, int]:
    depth, todo = {start: 0}, [start]
    for siglum in todo:
        for other in near.get(siglum, ()):
            if other not in depth:
                depth[other] = depth[siglum] + 1
                todo.append(other)
    return depth


def _differences(collation: CollationRecord, left: str, right: str) -> tuple[dict[str, list[Mark]], int, int]:
    """Return the marks on either witness where the two differ, the number of differences, and of changed facts."""
    marks: dict[str, list[Mark]] = {left: [], right: []}
    changes = facts = 0
    for unit in collation.units:
        readings = {siglum: reading for reading in unit.readings for siglum in reading.sigla if siglum in marks}
        if len(readings) < 2 or readings[left] is readings[right]:
            continue
        changes += 1
        one_sided = None in (readings[left].text, readings[right].text)
        style = "cut" if one_sided and unit.change in {"cut", "addition", "substitution"} else unit.change
        facts += unit.change == "fact"
        for siglum, other in ((left, right), (right, left)):
            reading = readings[siglum]
            if reading.text is None:
                continue
            span = reading.spans[reading.sigla.index(siglum)]
            told = readings[other].text
            title = f"{unit.change}: {other} lacks this" if told is None else f"{unit.change}: {other} has “{told}”"
            marks[siglum].append(Mark(span.start, span.end, f"u-{style}", title))
    return marks, changes, facts
