"""Which format: told by the file's extension, one registry a kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from filiation.errors import UsageError
from filiation.writers import apparatus_page, collatex, json, nexus, phylip, provenance, tei, trees
from filiation.writers.alignment import AlignmentRecord
from filiation.writers.dossier_schema import APPARATUS, DOSSIER_TABLES
from filiation.writers.record import CollationRecord, DossierRecord, DossiersRecord, StemmaRecord
from filiation.writers.report import render_report
from filiation.writers.tables import cells_of, rows_of, table_named
from filiation.writers.tables_texts import apparatus
from filiation.writers.tabular import FORMATS as SHEETS, ONE_TABLE, write_tables
from filiation.writers.whole import write_whole
from filiation.writers.written import Written

JSON = (".json", ".jsonl")
TREES: dict[str, Callable[[StemmaRecord], Written]] = {
    ".dot": trees.dot,
    ".gv": trees.dot,
    ".nwk": trees.newick,
    ".newick": trees.newick,
    ".graphml": trees.graphml,
    ".svg": trees.svg,
    ".jsonld": provenance.of_stemma,
}
"""Formats that hold a tree."""
MATRICES: dict[str, Callable[[StemmaRecord, CollationRecord], Written]] = {
    ".nex": nexus.nexus,
    ".nexus": nexus.nexus,
    ".phy": lambda _, collation: phylip.phylip(collation),
    ".phylip": lambda _, collation: phylip.phylip(collation),
}
"""Formats that hold what the witnesses read besides, or alone."""
ALIGNMENTS: dict[str, Callable[[AlignmentRecord], Written]] = {
    ".collatex.json": collatex.collatex,
    ".tei.xml": tei.tei,
    ".xml": tei.tei,
    ".tei": tei.tei,
    ".html": apparatus_page.apparatus_page,
}
"""Formats that hold the witnesses' words."""


def extension_of(path: Path) -> str:
    """Return what tells a file's format: ``.collatex.json`` and ``.tei.xml`` whole, else the last part."""
    name = path.name.lower()
    return next((each for each in ALIGNMENTS if each.count(".") > 1 and name.endswith(each)), path.suffix.lower())


def tree_format(path: Path) -> str:
    """Return the extension of a file for trees: to be asked before the work, so that a slip costs none.

    Raises:
        UsageError: No writer of trees goes by it.
    """
    return _known(path, (*JSON, *TREES, *MATRICES))


def collation_format(path: Path) -> str:
    """Return the extension of a file for collations, as `tree_format` does for trees.

    Raises:
        UsageError: No writer of collations goes by it.
    """
    return _known(path, (*JSON, *SHEETS, *ALIGNMENTS))


def write_stemmata(
    records: list[StemmaRecord], path: Path, collations: Sequence[CollationRecord] | None = None
) -> list[str]:
    """Write family trees in the format of the extension.

    Args:
        records: The trees.
        path: Where to.
        collations: What each tree was read off, in the same order; None where that is not at hand.

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: The extension is not known, the format holds one tree and there are several, or it needs what the
            witnesses read and that is not at hand.
    """
    extension = tree_format(path)
    if extension in JSON:
        write_whole(path, _json(records, extension))
        return []
    if len(records) != 1:
        raise UsageError(f"{path}: {extension} holds one tree, there are {len(records)}: use .jsonl")
    if extension in TREES:
        return _write(path, TREES[extension](records[0]))
    if not collations:
        raise UsageError(f"{path}: {extension} needs what the witnesses read, and the collation is not at hand")
    return _write(path, MATRICES[extension](records[0], collations[0]))


def write_collations(records: list[AlignmentRecord], path: Path) -> list[str]:
    """Write collations in the format of the extension; return in words what it could not hold.

    Raises:
        UsageError: The extension is not known, or the format holds one collation and there are several.
    """
    extension = collation_format(path)
    if extension in JSON:
        write_whole(path, _json([record.collation for record in records], extension))
        return []
    if len(records) != 1:
        raise UsageError(f"{path}: {extension} holds one collation, there are {len(records)}: use .jsonl")
    if extension in SHEETS:
        collation = records[0].collation
        parted = [each.siglum for each in collation.witnesses if " " in each.siglum]
        lost = [f"where a siglum ends in a list of witnesses: {', '.join(parted)}"] if parted else []
        return lost + write_tables(path, extension, [APPARATUS], lambda each: cells_of(each, apparatus(collation)))
    return _write(path, ALIGNMENTS[extension](records[0]))


def write_dossiers(record: DossiersRecord, path: Path, table: str | None) -> list[str]:
    """Write a saved run in the format of the extension: the whole as .json, .jsonld or .html, one table, or one tree.

    Args:
        record: What ``trace --json`` wrote.
        path: Where to.
        table: Which table; None for ``statements`` in .csv and .parquet, which hold one, and for all of them in .xlsx,
            .duckdb and .sqlite. For a tree, ``event.tradition`` (``1.A``); None for the only one. ``.jsonld`` holds the
            whole run without it.

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: Unknown extension, table or tree.
    """
    extension = extension_of(path)
    if extension == ".json":
        write_whole(path, json.document(record))
    elif extension == ".html":
        write_whole(path, render_report(record).encode())
    elif extension == ".jsonld" and table is None:
        return _write(path, provenance.of_run(record))
    elif extension in SHEETS:
        wanted = table or ("statements" if extension in ONE_TABLE else None)
        every = list(DOSSIER_TABLES.values()) if wanted is None else [table_named(wanted)]
        return write_tables(path, extension, every, lambda each: rows_of(record, each))
    elif extension in TREES or extension in MATRICES:
        _, stemma, collation = find_family(record, path, table)
        return write_stemmata([stemma], path, None if collation is None else [collation])
    else:
        raise _unknown(
            path, [".json", ".html", *SHEETS, *TREES, *MATRICES, *(each for each in ALIGNMENTS if each != ".html")]
        )
    return []


def needs_words(path: Path) -> bool:
    """Tell whether a format holds the witnesses' words side by side, which a saved run does not (``.html`` is its report)."""
    extension = extension_of(path)
    return extension in ALIGNMENTS and extension != ".html"


def find_family(
    record: DossiersRecord, path: Path, wanted: str | None
) -> tuple[DossierRecord, StemmaRecord, CollationRecord | None]:
    """Return the tree that is meant, the dossier that it stands in, and the collation that it was read off.

    Args:
        record: A saved run.
        path: Where to, for the message.
        wanted: ``event.tradition`` (``1.A``); None for the only one.

    Raises:
        UsageError: There is no such tree, or none is named and there are several.
    """
    found = {
        f"{n}.{stemma.id}": (dossier, stemma, next((each for each in dossier.collations if each.id == stemma.id), None))
        for n, dossier in enumerate(record.dossiers, 1)
        for stemma in dossier.stemmata
    }
    if wanted is not None and wanted in found:
        return found[wanted]
    if wanted is None and len(found) == 1:
        return next(iter(found.values()))
    told = f"say which with --table: {', '.join(found)}" if found else "this run has none: no page has kin"
    raise UsageError(f"{path}: one tree is wanted; {told}")


def _write(path: Path, written: Written) -> list[str]:
    write_whole(path, written.text.encode(errors="replace"))
    return list(written.lost)


def _json(records: Sequence[StemmaRecord] | Sequence[CollationRecord], extension: str) -> bytes:
    """Return one document where there is one record, else one line each."""
    if len(records) == 1 and extension == ".json":
        return json.document(records[0])
    return b"".join(json.line(record) for record in records)


def _known(path: Path, known: Sequence[str]) -> str:
    extension = extension_of(path)
    if extension not in known:
        raise _unknown(path, known)
    return extension


def _unknown(path: Path, known: Iterable[str]) -> UsageError:
    return UsageError(
        f"{path}: no writer for {path.suffix or 'a file without an extension'}; there are {', '.join(known)}"
    )
