"""What a run found: `Dossiers`, one `Dossier` an event; tables as Arrow, and a face for a notebook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from filiation.notebook.showing import line, picture, shown, table, words
from filiation.notebook.texts import Collation, Stemma
from filiation.text import plural
from filiation.writers.dossier_schema import DOSSIER_TABLES
from filiation.writers.record import (
    CountRecord,
    DossierRecord,
    DossiersRecord,
    RejectionRecord,
    StatementRecord,
    StemmaRecord,
    TracedPageRecord,
)
from filiation.writers.svg import NodeLabel
from filiation.writers.words import is_spun, reports_in_words

if TYPE_CHECKING:
    import pyarrow as pa

    from filiation.writers.report_event import EventView


@dataclass(frozen=True, repr=False)
class Dossiers(Sequence["Dossier"]):
    """What one run found: a dossier an event, the one with the most pages first.

    Attributes:
        record: All of it, as ``filiation trace --json`` writes it.
    """

    record: DossiersRecord

    def __len__(self) -> int:
        return len(self.record.dossiers)

    @overload
    def __getitem__(self, index: int) -> Dossier: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Dossier, ...]: ...
    def __getitem__(self, index: int | slice) -> Dossier | tuple[Dossier, ...]:
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return Dossier(self.record, numbers + 1)
        return tuple(Dossier(self.record, number + 1) for number in numbers)

    def __iter__(self) -> Iterator[Dossier]:
        return (Dossier(self.record, number) for number in range(1, len(self) + 1))

    @property
    def rejected(self) -> tuple[RejectionRecord, ...]:
        """The pages that were left out, each with the reason."""
        return tuple(self.record.rejected)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(DOSSIER_TABLES)

    def table(self, name: str = "statements") -> pa.Table:
        """Return a table; ``.to_pandas()`` and ``polars.from_arrow(...)`` make frames of it.

        Raises:
            FiliationError: There is none of this name.
        """
        from filiation.writers.tables import rows_of, table_named
        from filiation.writers.tabular import to_arrow

        declared = table_named(name)
        return to_arrow(declared, rows_of(self.record, declared))

    def save(self, path: str | Path, table: str | None = None) -> list[str]:
        """Write what was found in the format of the extension.

        Args:
            path: ``.html`` the report, ``.json`` all of it, ``.xlsx .duckdb .sqlite`` all tables, ``.csv .parquet`` one;
                a tree as ``.svg .dot .nwk .graphml`` …
            table: Which table or tree; None for ``statements``, or the only tree.

        Returns:
            In words, what the format could not hold.

        Raises:
            FiliationError: The extension or the table is not known, or the file cannot be written.
        """
        from filiation.writers.formats import write_dossiers

        return write_dossiers(self.record, Path(path), table)

    def __repr__(self) -> str:
        return f"<Dossiers: {plural(sum(len(each.pages) for each in self), 'page')}, {plural(len(self), 'event')}>"

    def __str__(self) -> str:
        from filiation.writers.terminal import render_summary

        stream = io.StringIO()
        render_summary(self.record, stream)
        return stream.getvalue().rstrip()

    def _repr_html_(self) -> str:
        pages = sum(len(dossier.pages) for dossier in self)
        left_out = (
            [line(f"{plural(len(self.rejected), 'page')} left out: see .rejected", "soft")] if self.rejected else []
        )
        if len(self) == 1:
            return shown(*self[0].parts(), *left_out)
        rows = ([str(each.number), words(each.title, 120), str(len(each.pages)), _reports(each)] for each in self)
        told = f"{plural(pages, 'page')}, {plural(len(self), 'event')}"
        events = table("Events", ("", "event", "pages", "independent reports"), rows, len(self))
        return shown(line(told), events, *left_out)


@dataclass(frozen=True, repr=False)
class Dossier:
    """All that was found about one event.

    Attributes:
        run: The run that it belongs to.
        number: Its number in the run, from 1.
    """

    run: DossiersRecord
    number: int = 1

    @property
    def record(self) -> DossierRecord:
        """The dossier, as ``filiation trace --json`` writes it."""
        return self.run.dossiers[self.number - 1]

    @property
    def title(self) -> str:
        """What the event is called: a headline."""
        return self._view.title

    @property
    def pages(self) -> tuple[TracedPageRecord, ...]:
        """Its pages."""
        return tuple(self.record.pages)

    @property
    def statements(self) -> tuple[StatementRecord, ...]:
        """What is said or claimed in them."""
        return tuple(self.record.statements)

    @property
    def independent_reports(self) -> CountRecord:
        """How many reports stand behind them: the best estimate, the least and the most."""
        return self.record.independent_reports

    @property
    def stemmata(self) -> tuple[Stemma, ...]:
        """A family tree for each dispatch that two pages or more carry."""
        found = {each.id: each for each in self.record.collations}
        return tuple(Stemma(each, found.get(each.id), self._labels(each)) for each in self.record.stemmata)

    @property
    def collations(self) -> tuple[Collation, ...]:
        """The texts of each of those dispatches side by side."""
        texts = {page.siglum: page.text for page in self.record.pages}
        return tuple(
            Collation(each, {witness.siglum: texts[witness.siglum] for witness in each.witnesses})
            for each in self.record.collations
        )

    def table(self, name: str = "statements") -> pa.Table:
        """Return a table, of this event alone where it tells of events; otherwise as `Dossiers.table`.

        Raises:
            FiliationError: There is none of this name.
        """
        import pyarrow.compute as pc

        every = Dossiers(self.run).table(name)
        return every.filter(pc.equal(every["event"], self.number)) if "event" in every.column_names else every

    def __repr__(self) -> str:
        return f"<Dossier: {plural(len(self.pages), 'page')}, {reports_in_words(self.independent_reports)}>"

    def __str__(self) -> str:
        return str(Dossiers(DossiersRecord([self.record], [])))

    def _repr_html_(self) -> str:
        return shown(*self.parts())

    def parts(self) -> list[str]:
        """Return what a notebook shows of it: the verdict, the trees, and what most reports say."""
        view = self._view
        pages = plural(len(self.pages), "page")
        found = [line(self.title), line(f"{pages}, {reports_in_words(self.independent_reports, always_range=True)}")]
        found += [picture(tree.record, self._labels(tree.record)) for tree in self.stemmata]
        rows = (
            [
                words(each.text, 240),
                words(each.speaker.name, 80) if each.speaker else "",
                _count(each.independent_reports),
                str(len({span.page for span in each.spans})),
                f'<span class="fact">{words("; ".join(one.reason for one in each.conflicts), 160)}</span>',
            ]
            for each in view.statements
        )
        header = ("statement", "speaker", "reports", "pages", "conflicts")
        return [*found, table("What is said", header, rows, len(view.statements))]

    @cached_property
    def _view(self) -> EventView:
        from filiation.writers.report_event import EventView

        return EventView(self.number, self.record)

    def _labels(self, stemma: StemmaRecord) -> dict[str, NodeLabel]:
        """Return what stands in and under each node of a tree."""
        view, labels = self._view, {}
        for node in stemma.nodes:
            page = view.pages.get(node.page or "")
            if page is None:
                labels[node.siglum] = NodeLabel((node.note or "").removesuffix("; lost"), False, None)
                continue
            silent, short = view.is_silent(page), view.short[page.page]
            told = page.agency.name if page.agency else "no credit" if silent else page.outlet or ""
            number = None if short == page.siglum else short
            labels[node.siglum] = NodeLabel(told, silent, None, number, is_spun(page))
        return labels


def _reports(dossier: Dossier) -> str:
    return _count(dossier.independent_reports)


def _count(count: CountRecord) -> str:
    return str(count.best) if count.min == count.max else f"{count.best} ({count.min}–{count.max})"
