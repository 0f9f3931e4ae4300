"""Rows about what is said and when: statements, conflicts, speech, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from filiation.writers.record import DossiersRecord, PlaceRecord, QuoteRecord
from filiation.writers.schema import Row
from filiation.writers.snippets import placed_within

_CLAIM = "claim"


def statements(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each wording of each statement."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        speech = defaultdict(list)
        for each in dossier.quotes:
            speech[each.page].append(each)
        for statement in dossier.statements:
            report_of = {page: n for n, report in enumerate(statement.reports, 1) for page in report}
            pages = len({each.page for each in statement.spans})
            disputed = "; ".join(conflict.reason for conflict in statement.conflicts) or None
            for span in statement.spans:
                page = by_page[span.page]
                quote = None if statement.kind == _CLAIM else _said_at(span, speech[span.page])
                source = quote.source if quote else None
                yield {
                    "event": event,
                    "statement": statement.id,
                    "kind": statement.kind,
                    "text": statement.text,
                    "speaker": statement.speaker.name if statement.speaker else None,
                    "mention": source.text if source else None,
                    "cue": quote.cue.text if quote and quote.cue else None,
                    "independent_reports": statement.independent_reports.best,
                    "min": statement.independent_reports.min,
                    "max": statement.independent_reports.max,
                    "pages": pages,
                    "report": report_of[span.page],
                    "wording": page.text[span.start : span.end],
                    **placed_within(page, span.start, span.end),
                    "conflicts": disputed,
                }


def _said_at(place: PlaceRecord, quotes: Sequence[QuoteRecord]) -> QuoteRecord | None:
    """Return the act of speech whose words stand there: the one that shares most with the place."""
    shared = [(min(place.end, each.end) - max(place.start, each.start), -each.start, each) for each in quotes]
    best = max(shared, key=lambda pair: pair[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def conflicts(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each place in which a page tells one side of a conflict."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for statement in dossier.statements:
            for number, conflict in enumerate(statement.conflicts, 1):
                for side in conflict.sides:
                    for span in side.spans:
                        page = by_page[span.page]
                        yield {
                            "event": event,
                            "statement": statement.id,
                            "conflict": number,
                            "kind": conflict.kind,
                            "reason": conflict.reason,
                            "told": side.told,
                            **placed_within(page, span.start, span.end),
                        }


def quotes(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each act of speech."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for quote in dossier.quotes:
            page = by_page[quote.page]
            yield {
                "event": event,
                "kind": quote.kind,
                "speaker": quote.source.name if quote.source else None,
                "mention": quote.source.text if quote.source else None,
                "how": quote.source.how if quote.source else None,
                "cue": quote.cue.text if quote.cue else None,
                "text": quote.text,
                "support": quote.support,
                **placed_within(page, quote.start, quote.end),
            }


def timeline(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each date mention."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for moment in dossier.timeline:
            for span in moment.spans:
                page = by_page[span.page]
                yield {
                    "event": event,
                    "value": moment.value,
                    "precision": moment.precision,
                    "text": span.text,
                    "anchor": span.anchor,
                    "support": span.support,
                    **placed_within(page, span.start, span.end),
                }
