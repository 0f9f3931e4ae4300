"""Rows about pages and their texts: who is there, what they share, who was written from whom, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filiation.writers.record import (
    CollationRecord,
    DescentRecord,
    DossiersRecord,
    ReadingRecord,
    RelationRecord,
    TracedPageRecord,
    UnitRecord,
)
from filiation.writers.schema import Row
from filiation.writers.snippets import opening, placed, placed_within, words_at
from filiation.writers.words import change_between

_NOWHERE: Row = dict.fromkeys(("page", "url", "start", "end", "snippet"))


def pages(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row a page."""
    for event, dossier in enumerate(record.dossiers, 1):
        tradition_of = {w.page: tradition.id for tradition in dossier.traditions for w in tradition.witnesses}
        for page in dossier.pages:
            yield {
                "event": event,
                "tradition": tradition_of[page.page],
                "siglum": page.siglum,
                "page": page.page,
                "url": page.url,
                "outlet": page.outlet,
                "title": page.title.text if page.title else None,
                "bylines": "; ".join(page.bylines) or None,
                "agency": page.agency.name if page.agency else None,
                "published": page.published.value if page.published else None,
                "clock": page.published.clock if page.published else None,
                "language": page.language,
                "spun": page.spun.probability,
                "sha256": page.sha256,
                "snippet": opening(page),
            }


def witnesses(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row a text of each tradition; those of a tree in its order, lost ones with what is known of them."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        nodes = {stemma.id: stemma.nodes for stemma in dossier.stemmata}
        for tradition in dossier.traditions:
            told = [(each.siglum, each.role, each.page, each.note) for each in nodes.get(tradition.id, ())]
            for siglum, role, name, note in told or [(w.siglum, "unplaced", w.page, None) for w in tradition.witnesses]:
                page = by_page.get(name or "")
                yield {
                    "event": event,
                    "tradition": tradition.id,
                    "siglum": siglum,
                    "role": role,
                    "note": note,
                    "page": name,
                    "url": page.url if page else None,
                    "snippet": opening(page) if page else None,
                }


def relations(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each pair that was compared: kin, lifted passages, and what was refused."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        found = (
            *(("tradition", pair) for tradition in dossier.traditions for pair in tradition.relations),
            *(("excerpt", pair) for pair in dossier.excerpts),
            *(("refused", pair) for pair in dossier.refused),
        )
        for what, pair in found:
            yield {"event": event, "found": what, **_pair(pair, by_page)}


def _pair(pair: RelationRecord, pages: Mapping[str, TracedPageRecord]) -> Row:
    # Of a refused pair one page may stand in another event.
    one, other = pages.get(pair.a), pages.get(pair.b)
    longest = max(pair.spans, key=lambda span: span.a.end - span.a.start, default=None)
    return {
        "a": pair.a,
        "b": pair.b,
        "url_a": one.url if one else None,
        "url_b": other.url if other else None,
        "relation": pair.relation,
        "containment_a": pair.containment_a,
        "containment_b": pair.containment_b,
        "older": pair.older,
        "support": pair.support,
        "reason": pair.reason,
        "start_a": longest.a.start if longest else None,
        "end_a": longest.a.end if longest else None,
        "start_b": longest.b.start if longest else None,
        "end_b": longest.b.end if longest else None,
        "snippet": words_at(one, longest.a) if one and longest else None,
    }


def descents(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each descent of each stemma, with the first piece of its evidence."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for stemma in dossier.stemmata:
            for each in stemma.descents:
                yield {
                    "event": event,
                    "tradition": stemma.id,
                    "parent": each.parent,
                    "child": each.child,
                    "directed": int(each.directed),
                    "support": each.support,
                    "share": each.share,
                    "summary": each.summary,
                    **_evidence(each, by_page),
                }


def _evidence(descent: DescentRecord, pages: Mapping[str, TracedPageRecord]) -> Row:
    """Return where a descent's first evidence stands, and its words; nulls where there is none on a page."""
    for each in descent.evidence:
        if (page := pages.get(each.page or "")) is not None:
            return placed(page, each.start, each.end, words_at(page, each) or None)
    return _NOWHERE


def changes(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each change along each descent, at what stands there now, or what stood there and is gone."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_siglum = {page.siglum: page for page in dossier.pages}
        units = {collation.id: collation.units for collation in dossier.collations}
        for stemma in dossier.stemmata:
            for descent in stemma.descents:
                for change in descent.changes:
                    unit = units[stemma.id][change.unit]
                    before, after = unit.readings[change.before], unit.readings[change.after]
                    yield {
                        "event": event,
                        "tradition": stemma.id,
                        "parent": descent.parent,
                        "child": descent.child,
                        "unit": change.unit + 1,
                        "change": change_between(unit, before, after),
                        "before": before.text,
                        "after": after.text,
                        **_stands(before if after.text is None else after, descent.child, by_siglum),
                    }


def _stands(reading: ReadingRecord, wanted: str, pages: Mapping[str, TracedPageRecord]) -> Row:
    """Return where a reading stands: on the page that is wanted, else on the first that has it."""
    places = dict(zip(reading.sigla, reading.spans, strict=True))
    siglum = wanted if wanted in places else next((each for each in reading.sigla if each in pages), None)
    page = pages.get(siglum or "")
    if page is None or siglum is None:
        return _NOWHERE
    span = places[siglum]
    return placed(page, span.start, span.end, words_at(page, span) or None)


def apparatus(collation: CollationRecord) -> Iterator[Row]:
    """Yield a row for each reading of each variation unit."""
    for number, unit in enumerate(collation.units, 1):
        for reading in unit.readings:
            yield _reading(number, unit, reading)


def readings(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each reading of each variation unit of each tradition, with where its first witness has it."""
    for event, dossier in enumerate(record.dossiers, 1):
        pages = {page.siglum: page for page in dossier.pages}
        for collation in dossier.collations:
            for number, unit in enumerate(collation.units, 1):
                for reading in unit.readings:
                    page, span = pages[reading.sigla[0]], reading.spans[0]
                    yield {
                        "event": event,
                        "tradition": collation.id,
                        **_reading(number, unit, reading),
                        "page": page.page,
                        "url": page.url,
                        "start": span.start,
                        "end": span.end,
                        "text": words_at(page, span) or None,
                    }


def _reading(number: int, unit: UnitRecord, reading: ReadingRecord) -> Row:
    return {
        "unit": number,
        "first_column": unit.first,
        "past_column": unit.past,
        "change": unit.change,
        "witnesses": " ".join(reading.sigla),
        "reading": reading.text,
    }


def spun(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each disguised phrase."""
    for event, dossier in enumerate(record.dossiers, 1):
        for page in dossier.pages:
            for phrase in page.spun.phrases:
                yield {
                    "event": event,
                    "phrase": phrase.text,
                    "plain": phrase.plain,
                    "evidence": phrase.evidence,
                    "sister": phrase.witness.page if phrase.witness else None,
                    "support": phrase.support,
                    **placed_within(page, phrase.start, phrase.end),
                }


def collapses(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each page that counts as one report with others."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for number, group in enumerate(dossier.collapses, 1):
            for name in group.pages:
                page = by_page[name]
                yield {
                    "event": event,
                    "collapse": number,
                    "page": name,
                    "url": page.url,
                    "reason": group.reason,
                    "snippet": opening(page),
                }
