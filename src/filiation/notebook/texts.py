"""Texts side by side, and their family tree: `Collation` and `Stemma`, which show themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.notebook.showing import line, picture, shown, table, words
from filiation.text import plural
from filiation.writers.alignment import AlignmentRecord
from filiation.writers.record import CollationRecord, NodeRecord, ReadingRecord, StemmaRecord
from filiation.writers.svg import NodeLabel

if TYPE_CHECKING:
    import pyarrow as pa

_FACT = "fact"


@dataclass(frozen=True, slots=True)
class Stemma:
    """A family tree: who was written from whom, with the texts that are lost.

    Attributes:
        record: The tree as ``filiation stemma`` prints it.
        collation: What it was read off; None where that is not at hand.
    """

    record: StemmaRecord
    collation: CollationRecord | None = None
    _labels: Mapping[str, NodeLabel] = field(default_factory=dict, repr=False)

    @property
    def root(self) -> str | None:
        """Siglum of the first text; None where the direction cannot be told."""
        return self.record.root

    @property
    def nodes(self) -> tuple[NodeRecord, ...]:
        """The texts, lost ones among them."""
        return tuple(self.record.nodes)

    def parents(self, siglum: str) -> tuple[str, ...]:
        """Return the texts that one was written from, the one that gave most first."""
        found = sorted(
            (each for each in self.record.descents if each.child == siglum), key=lambda each: (-each.share, each.parent)
        )
        return tuple(each.parent for each in found)

    def svg(self) -> str:
        """Return the picture, standing alone."""
        from filiation.writers.svg import render_stemma

        return render_stemma(self.record, self._labels)

    def save(self, path: str | Path) -> list[str]:
        """Write the tree in the format of the extension (.json .dot .nwk .nex .phy .graphml .svg .jsonld).

        Returns:
            In words, what the format could not hold.

        Raises:
            FiliationError: The extension is not known, or the file cannot be written.
        """
        from filiation.writers.formats import write_stemmata

        return write_stemmata([self.record], Path(path), None if self.collation is None else [self.collation])

    def _repr_html_(self) -> str:
        known = f"root: {self.root}" if self.root else "which text was first cannot be told"
        lost = sum(node.page is None and node.role != "extant" for node in self.nodes)
        texts = plural(len(self.nodes) - lost, "text")
        told = f"{texts}, {lost} lost; {known}" if lost else f"{texts}; {known}"
        return shown(line(told), picture(self.record, self._labels), line(self.record.root_reason, "soft"))


@dataclass(frozen=True, slots=True)
class Collation:
    """Texts side by side: where they vary, and how.

    Attributes:
        record: The collation as ``filiation collate`` prints it.
        texts: What the spans point into, by siglum.
    """

    record: CollationRecord
    texts: Mapping[str, str] = field(repr=False)
    _alignment: AlignmentRecord | None = field(default=None, repr=False)

    @property
    def sigla(self) -> tuple[str, ...]:
        """The names of the witnesses."""
        return tuple(each.siglum for each in self.record.witnesses)

    def table(self) -> pa.Table:
        """Return the apparatus: a row a reading."""
        from filiation.writers.dossier_schema import APPARATUS
        from filiation.writers.tables import cells_of
        from filiation.writers.tables_texts import apparatus
        from filiation.writers.tabular import to_arrow

        return to_arrow(APPARATUS, cells_of(APPARATUS, apparatus(self.record)))

    def save(self, path: str | Path) -> list[str]:
        """Write the collation in the format of the extension (.json .csv .xlsx .parquet .sqlite .html .tei.xml .collatex.json).

        Returns:
            In words, what the format could not hold.

        Raises:
            FiliationError: The extension is not known, the file cannot be written, or it holds the texts' words, which
                the collation of a saved dossier has not.
        """
        from filiation.errors import UsageError
        from filiation.writers.formats import write_collations

        if self._alignment is None:
            raise UsageError(f"{path}: a dossier keeps where its texts vary, not their words: use filiation.collate")
        return write_collations([self._alignment], Path(path))

    def _repr_html_(self) -> str:
        units = self.record.units
        # Changed facts first: they are what one looks for.
        ordered = sorted(enumerate(units, 1), key=lambda pair: (pair[1].change != _FACT, pair[0]))
        rows = (
            [str(number), _change(unit.change), "<br>".join(map(self._reading, unit.readings))]
            for number, unit in ordered
        )
        told = f"{len(self.sigla)} witnesses: {', '.join(self.sigla)}"
        where = table(f"{plural(len(units), 'variation unit')}", ("unit", "change", "readings"), rows, len(units))
        return shown(line(told), where if units else line("They do not differ.", "soft"))

    def _reading(self, reading: ReadingRecord) -> str:
        sigla = words(" ".join(reading.sigla), 80)
        if reading.text is None:
            return f"<b>{sigla}</b> <i class='soft'>nothing</i>"
        span = reading.spans[0]
        return f"<b>{sigla}</b> {words(self.texts[reading.sigla[0]][span.start : span.end], 200)}"


def _change(kind: str) -> str:
    return f'<span class="fact">{words(kind)}</span>' if kind == _FACT else words(kind)
