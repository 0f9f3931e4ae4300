"""Places of a dossier looked up by page and offset: statements, rows of a collation, speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from filiation.text import Span, sentences
from filiation.writers.record import DossierRecord, QuoteRecord


class Places:
    """What stands where, page by page; each index is made when first asked for."""

    def __init__(self, dossier: DossierRecord) -> None:
        self._dossier = dossier
        self._pages = {page.page: page for page in dossier.pages}
        self._sentences: dict[str, list[Span]] = {}

    def sentence(self, page: str, start: int) -> Span | None:
        """Return the sentence of the body in which a character stands; None where it stands outside."""
        found = self._sentences.get(page)
        if found is None:
            whole = self._pages[page]
            found = list(sentences(whole.text, [Span(each.start, each.end) for each in whole.body]))
            self._sentences[page] = found
        at = bisect_right(found, start, key=lambda span: span.start) - 1
        return found[at] if at >= 0 and start < found[at].end else None

    def statements(self, page: str, span: Span) -> Iterator[str]:
        """Yield the ids of the statements that a page words within some characters, or across them."""
        found = self._statements.get(page, [])
        for start, end, name in found[: bisect_left(found, (span.end, 0, ""))]:
            if start < span.end and end > span.start:
                yield name

    def row(self, page: str, start: int) -> str | None:
        """Return the row of a collation in which a character stands: what the page has beside its kin."""
        found = self._rows.get(page, [])
        at = bisect_right(found, start, key=lambda row: row[0]) - 1
        return found[at][2] if at >= 0 and start < found[at][1] else None

    def speech(self, page: str, span: Span) -> QuoteRecord | None:
        """Return the act of speech of which some characters are the content, or a part of it."""
        found = self._speech.get(page, [])
        near = [each for each in found if each.start < span.end and span.start < each.end and each.source]
        return min(
            near, key=lambda each: (abs(each.start - span.start) + abs(each.end - span.end), each.start), default=None
        )

    @cached_property
    def _statements(self) -> dict[str, list[tuple[int, int, str]]]:
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for statement in self._dossier.statements:
            for place in statement.spans:
                found[place.page].append((place.start, place.end, statement.id))
        return {page: sorted(each) for page, each in found.items()}

    @cached_property
    def _rows(self) -> dict[str, list[tuple[int, int, str]]]:
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for collation in self._dossier.collations:
            for number, row in enumerate(collation.rows):
                for witness, span in zip(collation.witnesses, row.spans, strict=True):
                    if span is not None and witness.page is not None:
                        found[witness.page].append((span.start, span.end, f"{collation.id} {number}"))
        return {page: sorted(each) for page, each in found.items()}

    @cached_property
    def _speech(self) -> dict[str, list[QuoteRecord]]:
        found: dict[str, list[QuoteRecord]] = defaultdict(list)
        for quote in self._dossier.quotes:
            found[quote.page].append(quote)
        return found
