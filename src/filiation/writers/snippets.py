"""Snippets: as much of a page's words as a row of a table needs to be known again."""

from __future__ import annotations

from filiation.writers.record import EvidenceRecord, SpanRecord, TracedPageRecord
from filiation.writers.schema import Row

SNIPPET = 200
"""Characters: enough of a passage to know it again."""
_AROUND = 120


def opening(page: TracedPageRecord) -> str | None:
    """Return how a page's body begins; None where it has none."""
    return page.text[page.body[0].start : page.body[0].end][:SNIPPET] if page.body else None


def words_at(page: TracedPageRecord, span: SpanRecord | EvidenceRecord) -> str:
    """Return the words of a passage, cut where they are many."""
    return page.text[span.start : span.end][:SNIPPET]


def around(page: TracedPageRecord, start: int, end: int) -> str:
    """Return the words about a passage: of its own paragraph, whole words, some 120 characters to either side."""
    text = page.text
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    line = text.rfind("\n", low, start) + 1
    if line:
        first = line
    else:
        space = text.find(" ", low, start) + 1 if low else 0
        first = space or low
    last = text.find("\n", end, high)
    if last < 0:
        space = text.rfind(" ", end, high) if high < len(text) else -1
        last = space if space > 0 else high
    return text[first:last].strip()


def placed(page: TracedPageRecord, start: int, end: int, snippet: str | None) -> Row:
    """Return the cells of a row that tell where its words stand."""
    return {"page": page.page, "url": page.url, "start": start, "end": end, "snippet": snippet}


def placed_within(page: TracedPageRecord, start: int, end: int) -> Row:
    """Return the same with the words about them as the snippet."""
    return placed(page, start, end, around(page, start, end))
