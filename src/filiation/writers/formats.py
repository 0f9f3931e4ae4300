"""Which format: told by the file's extension, one registry a kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from filiation.errors import UsageError
from filiation.writers import json, tables, trees
from filiation.writers.record import CollationRecord, DossiersRecord, StemmaRecord
from filiation.writers.report import render_report
from filiation.writers.sheets import write_sheet
from filiation.writers.tables import TABLES

TREES: dict[str, Callable[[StemmaRecord], str]] = {
    ".dot": trees.dot,
    ".gv": trees.dot,
    ".nwk": trees.newick,
    ".newick": trees.newick,
    ".graphml": trees.graphml,
    ".svg": trees.svg,
}


def write_stemmata(records: list[StemmaRecord], path: Path) -> list[str]:
    """Write family trees in the format of the extension; return in words what the format could not hold.

    Raises:
        UsageError: The extension is not known, or the format holds one tree and there are several.
    """
    if path.suffix in {".json", ".jsonl"}:
        write_whole(path, _json(records, path))
        return []
    if path.suffix not in TREES:
        raise _unknown(path, [".json", ".jsonl", *TREES])
    if len(records) != 1:
        message = f"{path}: {path.suffix} holds one tree, there are {len(records)}: use .jsonl"
        raise UsageError(message)
    write_whole(path, TREES[path.suffix](records[0]).encode())
    return trees.lost_in_newick(records[0]) if path.suffix in {".nwk", ".newick"} else []


def write_collations(records: list[CollationRecord], path: Path) -> list[str]:
    """Write collations in the format of the extension; return what it could not hold (nothing, so far).

    Raises:
        UsageError: The extension is not known, or the format holds one collation and there are several.
    """
    if path.suffix in {".json", ".jsonl"}:
        write_whole(path, _json(records, path))
    elif path.suffix == ".csv":
        if len(records) != 1:
            message = f"{path}: .csv holds one collation, there are {len(records)}: use .jsonl"
            raise UsageError(message)
        write_whole(path, tables.to_csv(list(tables.apparatus(records[0]))))
    else:
        raise _unknown(path, [".json", ".jsonl", ".csv"])
    return []


def write_dossiers(record: DossiersRecord, path: Path, table: str | None) -> list[str]:
    """Write a saved run in the format of the extension: the whole as .json or .html, one table, or one tree.

    Args:
        record: What ``trace --json`` wrote.
        path: Where to.
        table: Which table, for .csv, .xlsx and .parquet; None for ``statements``. For a tree, ``event.tradition`` (``1.A``);
            None for the only one.

    Returns:
        In words, what the format could not hold.

    Raises:
        UsageError: Unknown extension, table or tree.
    """
    if path.suffix == ".json":
        write_whole(path, json.document(record))
    elif path.suffix == ".html":
        write_whole(path, render_report(record).encode())
    elif path.suffix in {".csv", ".parquet", ".xlsx"}:
        name = table or "statements"
        if name not in TABLES:
            message = f"--table {name}: there is no such table; there are {', '.join(TABLES)}"
            raise UsageError(message)
        rows = list(TABLES[name](record))
        if path.suffix == ".csv":
            write_whole(path, tables.to_csv(rows))
        elif path.suffix == ".xlsx":
            return write_sheet(path, name, list(rows[0]) if rows else [], (list(row.values()) for row in rows))
        else:
            tables.to_parquet(rows, path)
    elif path.suffix in TREES:
        return write_stemmata([_tree(record, path, table)], path)
    else:
        raise _unknown(path, [".json", ".html", ".csv", ".parquet", ".xlsx", *TREES])
    return []


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a kill leaves the old one.

    Raises:
        UsageError: It cannot be written; the message says why.
    """
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror}"
        raise UsageError(message) from error


def _json(records: list[StemmaRecord] | list[CollationRecord], path: Path) -> bytes:
    """Return one document where there is one record, else one line each."""
    if len(records) == 1 and path.suffix == ".json":
        return json.document(records[0])
    return b"".join(json.line(record) for record in records)


def _tree(record: DossiersRecord, path: Path, wanted: str | None) -> StemmaRecord:
    found = {f"{n}.{stemma.id}": stemma for n, dossier in enumerate(record.dossiers, 1) for stemma in dossier.stemmata}
    if wanted is not None and wanted in found:
        return found[wanted]
    if wanted is None and len(found) == 1:
        return next(iter(found.values()))
    told = f"say which with --table: {', '.join(found)}" if found else "this run has none: no page has kin"
    message = f"{path}: one tree is wanted; {told}"
    raise UsageError(message)


def _unknown(path: Path, known: Iterable[str]) -> UsageError:
    return UsageError(
        f"{path}: no writer for {path.suffix or 'a file without an extension'}; there are {', '.join(known)}"
    )
