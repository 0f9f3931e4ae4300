"""The pages as they came in, and pages side by side: what a report shows where no script runs, and on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from filiation.writers.marking import Anchor, Mark, mark_up
from filiation.writers.record import (
    CollationRecord,
    PlaceRecord,
    StemmaRecord,
    TracedPageRecord,
    TraditionRecord,
)
from filiation.writers.report_event import EventView
from filiation.writers.report_said import names
from filiation.writers.words import change_between, is_spun

# Side-by-side readings shown for one tradition; the reading view has every pair. A report of 500 copies must open.
_PAIRS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PairView:
    """Two witnesses side by side: rows of HTML cells."""

    left: TracedPageRecord
    right: TracedPageRecord
    changes: int
    facts: int
    rows: list[tuple[Markup, Markup]]


def page_texts(event: EventView) -> Iterator[tuple[TracedPageRecord, Markup]]:
    """Yield each page with its text: what is around the article dimmed, spun phrases marked, evidence anchored."""
    anchors: dict[str, set[Anchor]] = defaultdict(set)
    for place in _places(event):
        anchors[place.page].add(Anchor(place.start, place.end, event.anchor(place)))
    for page in event.pages.values():
        yield page, _page_text(page, sorted(anchors[page.page]))


def _page_text(page: TracedPageRecord, anchors: list[Anchor]) -> Markup:
    kept = [Mark(span.start, span.end, "on") for span in page.body]
    if page.title and page.title.start is not None and page.title.end is not None:
        kept.append(Mark(page.title.start, page.title.end, "on"))
    marks = list(_around(page.text, kept))
    if is_spun(page):
        marks += [
            Mark(p.start, p.end, "spun", f"{p.plain or 'plain words not known'} ({p.evidence})")
            for p in page.spun.phrases
        ]
    return Markup(mark_up(page.text, 0, len(page.text), marks, anchors))  # noqa: S704 - mark_up escapes


def side_by_side(event: EventView, tradition: TraditionRecord) -> list[PairView]:
    """Return each page beside its nearest relative among the pages we have."""
    stemma, collation = event.stemma(tradition), event.collation(tradition)
    if stemma is None or collation is None:
        return []
    return [_pair(event, collation, left, right) for left, right in _nearest(stemma)[:_PAIRS_SHOWN]]


def _pair(event: EventView, collation: CollationRecord, left: str, right: str) -> PairView:
    number = {witness.siglum: each for each, witness in enumerate(collation.witnesses)}
    columns = [number[left], number[right]]
    pages = [event.pages[collation.witnesses[column].page or ""] for column in columns]
    names = [event.short[page.page] for page in pages]
    marks, changes, facts = _differences(collation, (left, right), names)
    rows = []
    for row in collation.rows:
        spans = [row.spans[column] for column in columns]
        if any(span is not None for span in spans):
            cells = [
                # mark_up escapes the page's text.
                Markup("" if span is None else mark_up(page.text, span.start, span.end, found))  # noqa: S704
                for span, page, found in zip(spans, pages, marks, strict=True)
            ]
            rows.append((cells[0], cells[1]))
    return PairView(pages[0], pages[1], changes, facts, rows)


def _differences(
    collation: CollationRecord, sigla: tuple[str, str], names: list[str]
) -> tuple[list[list[Mark]], int, int]:
    """Return the marks on either witness where the two differ, the number of differences, and of changed facts."""
    marks: list[list[Mark]] = [[], []]
    changes = facts = 0
    for unit in collation.units:
        found = [next((r for r in unit.readings if siglum in r.sigla), None) for siglum in sigla]
        left, right = found
        if left is None or right is None or left is right:
            continue
        changes += 1
        one_sided = None in (left.text, right.text)
        change = change_between(unit, left, right)
        style = "cut" if one_sided and change in {"cut", "addition", "substitution"} else change
        facts += change == "fact"
        for side, (reading, other) in enumerate(((left, right), (right, left))):
            if reading.text is None:
                continue
            span = reading.spans[reading.sigla.index(sigla[side])]
            name = names[1 - side]
            title = f"{name} lacks this" if other.text is None else f"{name} has “{other.text}”"
            marks[side].append(Mark(span.start, span.end, f"u-{style}", f"{change}: {title}"))
    return marks, changes, facts


def _places(event: EventView) -> Iterator[PlaceRecord]:
    for statement in event.dossier.statements:
        yield from statement.spans
        for conflict in statement.conflicts:
            for side in conflict.sides:
                yield from side.spans
        yield from (PlaceRecord(relay.page, relay.start, relay.end) for relay in statement.relays)
        yield from (place for named in names(event, statement) for place in named.places)
    for credit in event.dossier.credits:
        yield from event.credit_places(credit)
    for moment in event.dossier.timeline:
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
