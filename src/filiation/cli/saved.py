"""Commands over what was saved: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.group import commands
from filiation.cli.streams import (
    tell,
)

if TYPE_CHECKING:
    from filiation.writers.record import DossiersRecord


@commands.command()
@click.argument("source", metavar="DOSSIER|ARCHIVE", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to.")
@click.option(
    "--table",
    help="Of a dossier: statements (if not said), quotes, pages, timeline, descents, apparatus; for a tree or a collation, which (1.A). "
    "Of an archive: traditions (if not said), articles, reuse, events, flows, outlets, rejected.",
)
def export(source: Path, output: Path, table: str | None) -> int:
    """Any table, tree or collation of a saved dossier, any table of an archive, in the format that the extension tells."""
    if source.is_dir():
        from filiation.writers.archive_tables import write_archive

        tell(output, write_archive(source, output, table))
        return 0
    from filiation.writers.formats import needs_words, write_dossiers
    from filiation.writers.json import read_dossiers

    run = read_dossiers(source)
    tell(output, _write_words(run, output, table) if needs_words(output) else write_dossiers(run, output, table))
    return 0


def _write_words(run: DossiersRecord, output: Path, table: str | None) -> list[str]:
    """Write a tradition's words side by side: collated again, since a dossier keeps only where they vary."""
    from filiation.collation import collate
    from filiation.writers.formats import find_family, write_collations
    from filiation.writers.recording import recall_witnesses, record_alignment

    dossier, stemma, _ = find_family(run, output, table)
    return write_collations([record_alignment(stemma.id, collate(recall_witnesses(dossier, stemma.id)))], output)
