"""The headlines of a tradition: which desks kept one, which edited one, which wrote their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from filiation.writers.record import (
    ReadingRecord,
    SpanRecord,
    StemmaRecord,
    TracedPageRecord,
    TraditionRecord,
    UnitRecord,
)
from filiation.writers.report_event import EventView
from filiation.writers.report_tree import main_descents
from filiation.writers.words import printable

# Share of a headline's characters that must be as in the other for the changes to be marked: below it marks hide the words.
_COMMON = 0.5


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """A headline as it is printed.

    Attributes:
        pages: Those that print it so, in the order in which people count.
        against: The page that it is set against; None for the first of a group, and where little is common.
        words: The headline, its changes against that page's marked.
        deck: The deck below it; None where none of the pages has one.
    """

    pages: list[TracedPageRecord]
    against: TracedPageRecord | None
    words: Markup
    deck: str | None


def headline_groups(event: EventView, tradition: TraditionRecord) -> list[list[HeadlineLine]]:
    """Return a tradition's headlines by kinship, each against that of its nearest exemplar among the pages we have.

    Where that is not of its group, against the first of the group. Empty where fewer than two pages have a headline.
    """
    collation, stemma = event.collation(tradition), event.stemma(tradition)
    if collation is None or collation.headlines is None:
        return []
    page_of = {w.siglum: event.pages[w.page] for w in collation.witnesses if w.page in event.pages}
    above = _exemplars(stemma) if stemma else {}
    units = collation.headlines.units
    found = []
    for group in collation.headlines.groups:
        known = sorted(
            (s for s in group if s in page_of),
            key=lambda s: (s in above and _under(s, above, group), event.index[page_of[s].page]),
        )
        lines: dict[str, list[str]] = {}
        for siglum in known:
            lines.setdefault(_title(page_of[siglum])[1], []).append(siglum)
        found.append([_line(event, members, known[0], above, group, page_of, units) for members in lines.values()])
    return [lines for lines in found if lines]


def _line(
    event: EventView,
    members: Sequence[str],
    first: str,
    above: Mapping[str, str],
    group: Sequence[str],
    page_of: Mapping[str, TracedPageRecord],
    units: Sequence[UnitRecord],
) -> HeadlineLine:
    siglum = members[0]
    against = _nearest(siglum, above, set(group) & set(page_of)) or (None if first in members else first)
    pages = [page_of[each] for each in members]
    if against is not None and _title(page_of[against])[1] == _title(pages[0])[1]:
        against = None
    words = Markup(escape(printable(_title(pages[0])[1])))  # noqa: S704 - escaped here
    if against is not None:
        marked = _marked(pages[0], page_of[against], siglum, against, units)
        words, against = (words, None) if marked is None else (marked, against)
    decks = [" ".join(page.text[span.start : span.end] for span in page.deck) for page in pages if page.deck]
    ordered = sorted(pages, key=lambda page: event.index[page.page])
    return HeadlineLine(ordered, page_of[against] if against else None, words, decks[0] if decks else None)


def _marked(
    page: TracedPageRecord, other: TracedPageRecord, siglum: str, against: str, units: Sequence[UnitRecord]
) -> Markup | None:
    """Return a headline with what another lacks, has besides, or words otherwise; None where too little is common."""
    title = _title(page)[1]
    parts, at, kept = [], 0, 0
    for start, here, there, change in _changes(page, other, siglum, against, units):
        if start < at:
            continue
        kind = "fact" if change == "fact" else "reworded" if here and there else "added" if here else "cut"
        gone = f"<del>{escape(printable(there))}</del>" if there else ""
        come = f"<ins>{escape(printable(here))}</ins>" if here else ""
        before = title[at:start]
        space = " " if not here and start and not before[-1:].isspace() else ""
        behind = " " if not here and start < len(title) and not title[start].isspace() else ""
        between = " " if gone and come else ""
        parts.append(f'{_piece(before)}{space}<span class="c c-{kind}">{gone}{between}{come}</span>{behind}')
        kept += len(before)
        at = start + len(here)
    kept += len(title) - at
    if kept < _COMMON * len(title):
        return None
    parts.append(_piece(title[at:]))
    return Markup("".join(parts))  # noqa: S704 - every piece is escaped above


def _changes(
    page: TracedPageRecord, other: TracedPageRecord, siglum: str, against: str, units: Sequence[UnitRecord]
) -> list[tuple[int, str, str, str]]:
    """Return where two headlines differ: place in the first, its words, the other's, what kind of change."""
    (offset, title), (its_offset, its_title) = _title(page), _title(other)
    changes = []
    for unit in units:
        mine, theirs = _place(unit, siglum), _place(unit, against)
        if mine is None or theirs is None or mine[0] is theirs[0]:
            continue
        here = title[max(mine[1].start - offset, 0) : mine[1].end - offset] if mine[0].text else ""
        there = its_title[max(theirs[1].start - its_offset, 0) : theirs[1].end - its_offset] if theirs[0].text else ""
        start = mine[1].start - offset
        if 0 <= start <= len(title) and (here or there):
            changes.append((start, here, there, unit.change))
    return sorted(changes)


def _piece(text: str) -> str:
    """Return a piece of a line as it can be shown, escaped, its spaces at the ends kept."""
    core = printable(text)
    if not core:
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{escape(core)}{' ' * text[-1:].isspace()}"


def _place(unit: UnitRecord, siglum: str) -> tuple[ReadingRecord, SpanRecord] | None:
    for reading in unit.readings:
        if siglum in reading.sigla:
            return reading, reading.spans[reading.sigla.index(siglum)]
    return None


def _title(page: TracedPageRecord) -> tuple[int, str]:
    """Return where the text begins that spans of the headline point into, counted from it, and the headline."""
    title = page.title
    if title is None:
        return 0, ""
    if title.start is None or title.end is None:
        return 0, title.text
    return title.start, page.text[title.start : title.end]


def _exemplars(stemma: StemmaRecord) -> dict[str, str]:
    return {child: descent.parent for child, descent in main_descents(stemma)[0].items()}


def _nearest(siglum: str, above: Mapping[str, str], wanted: set[str]) -> str | None:
    """Return the nearest text above that is one of the wanted ones; None where none is."""
    seen = {siglum}
    while (siglum := above.get(siglum, "")) and siglum not in seen:
        if siglum in wanted:
            return siglum
        seen.add(siglum)
    return None


def _under(siglum: str, above: Mapping[str, str], group: Sequence[str]) -> bool:
    return _nearest(siglum, above, set(group)) is not None
