"""Tables for analysts: one row a page, statement, quotation, date or descent, with the words and where they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from filiation.writers.record import CollationRecord, DescentRecord, DossiersRecord, TracedPageRecord

# Enough of a passage to know it again.
SNIPPET = 200

Row = dict[str, str | int | float | None]


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
                "snippet": page.text[page.body[0].start : page.body[0].end][:SNIPPET] if page.body else None,
            }


def statements(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each wording of each statement."""
    for event, dossier in enumerate(record.dossiers, 1):
        by_page = {page.page: page for page in dossier.pages}
        for statement in dossier.statements:
            report_of = {page: n for n, report in enumerate(statement.reports, 1) for page in report}
            for span in statement.spans:
                page = by_page[span.page]
                yield {
                    "event": event,
                    "statement": statement.id,
                    "kind": statement.kind,
                    "speaker": statement.speaker.name if statement.speaker else None,
                    "independent_reports": statement.independent_reports.best,
                    "min": statement.independent_reports.min,
                    "max": statement.independent_reports.max,
                    "report": report_of[span.page],
                    "page": span.page,
                    "url": page.url,
                    "start": span.start,
                    "end": span.end,
                    "wording": page.text[span.start : span.end],
                    "conflicts": "; ".join(conflict.reason for conflict in statement.conflicts) or None,
                }


def quotes(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each act of speech."""
    for event, dossier in enumerate(record.dossiers, 1):
        urls = {page.page: page.url for page in dossier.pages}
        for quote in dossier.quotes:
            yield {
                "event": event,
                "page": quote.page,
                "url": urls[quote.page],
                "kind": quote.kind,
                "speaker": quote.source.name if quote.source else None,
                "mention": quote.source.text if quote.source else None,
                "how": quote.source.how if quote.source else None,
                "cue": quote.cue.text if quote.cue else None,
                "text": quote.text,
                "start": quote.start,
                "end": quote.end,
                "support": quote.support,
            }


def timeline(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each date mention."""
    for event, dossier in enumerate(record.dossiers, 1):
        urls = {page.page: page.url for page in dossier.pages}
        for moment in dossier.timeline:
            for span in moment.spans:
                yield {
                    "event": event,
                    "value": moment.value,
                    "precision": moment.precision,
                    "page": span.page,
                    "url": urls[span.page],
                    "text": span.text,
                    "anchor": span.anchor,
                    "start": span.start,
                    "end": span.end,
                    "support": span.support,
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
            snippet = page.text[each.start : each.end][:SNIPPET]
            return {"page": page.page, "url": page.url, "start": each.start, "end": each.end, "snippet": snippet}
    return dict.fromkeys(("page", "url", "start", "end", "snippet"))


APPARATUS = {
    "unit": "int64",
    "first_column": "int64",
    "past_column": "int64",
    "change": "string",
    "witnesses": "string",
    "reading": "string",
}
"""The columns of the apparatus and their types; witnesses that vary nowhere have a table without rows."""


def apparatus(collation: CollationRecord) -> Iterator[Row]:
    """Yield a row for each reading of each variation unit."""
    for number, unit in enumerate(collation.units, 1):
        for reading in unit.readings:
            yield {
                "unit": number,
                "first_column": unit.first,
                "past_column": unit.past,
                "change": unit.change,
                "witnesses": " ".join(reading.sigla),
                "reading": reading.text,
            }


def readings(record: DossiersRecord) -> Iterator[Row]:
    """Yield a row for each reading of each variation unit of each tradition, with where its first witness has it."""
    for event, dossier in enumerate(record.dossiers, 1):
        pages = {page.siglum: page for page in dossier.pages}
        for collation in dossier.collations:
            places = ((each.sigla[0], each.spans[0]) for unit in collation.units for each in unit.readings)
            for row, (siglum, span) in zip(apparatus(collation), places, strict=True):
                page = pages[siglum]
                yield {
                    "event": event,
                    "tradition": collation.id,
                    **row,
                    "page": page.page,
                    "url": page.url,
                    "start": span.start,
                    "end": span.end,
                    "text": page.text[span.start : span.end][:SNIPPET] or None,
                }


TABLES: dict[str, Callable[[DossiersRecord], Iterator[Row]]] = {
    "statements": statements,
    "quotes": quotes,
    "pages": pages,
    "timeline": timeline,
    "descents": descents,
    "apparatus": readings,
}


def to_csv(rows: Sequence[Row], header: Sequence[str] | None = None) -> bytes:
    """Return rows as CSV in UTF-8 with a byte-order mark, which spreadsheets need to see.

    ``header`` names the columns where there may be no row that does.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front: page text is a stranger's.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=header or (list(rows[0]) if rows else []), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: inert(value) for key, value in row.items()} for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def to_parquet(rows: Sequence[Row], columns: Mapping[str, str] | None = None) -> bytes:
    """Return rows as Parquet; ``columns`` are names and Arrow types, else they are read off the rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = None if columns is None else pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], schema=schema), buffer)
    return bytes(buffer.getvalue())


def inert(value: str | float | None) -> str | float | None:
    """Return a cell that no spreadsheet runs as a formula: with an apostrophe in front where it would be one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
