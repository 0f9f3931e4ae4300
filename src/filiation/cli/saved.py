"""Commands over what was saved: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.group import Example, commands
from filiation.cli.options import archive_at, to_be_written
from filiation.cli.streams import tell
from filiation.errors import UsageError
from filiation.writers.archive_schema import ARCHIVE_TABLES
from filiation.writers.dossier_schema import DOSSIER_TABLES

if TYPE_CHECKING:
    from filiation.writers.record import DossiersRecord


@commands.command(
    short_help="Any table, tree or collation of a saved dossier or an archive.",
    examples=(
        Example(
            "Who says what, a row a wording, for a spreadsheet",
            "filiation export answer/dossier.json -o statements.csv",
        ),
        Example("The family tree as a picture", "filiation export answer/dossier.json -o tree.svg --table 1.A"),
        Example("Every table, to be asked in SQL", "filiation export answer/dossier.json -o everything.duckdb"),
        Example("The report again", "filiation export answer/dossier.json -o report.html"),
        Example("Who takes how much from whom", "filiation export news -o flows.xlsx --table flows"),
    ),
)
@click.argument("source", metavar="DOSSIER|ARCHIVE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    callback=to_be_written,
    help="Where to; the extension tells the format.",
)
@click.option(
    "--table",
    metavar="NAME",
    shell_complete=lambda _context, _option, begun: sorted(
        n for n in {*DOSSIER_TABLES, *ARCHIVE_TABLES} if n.startswith(begun)
    ),
    help=f"Which one, where the format holds one. Of a dossier: {', '.join(DOSSIER_TABLES)} (statements if not said); for a tree "
    f"or a collation, which (1.A). Of an archive: {', '.join(ARCHIVE_TABLES)} (traditions if not said).",
)
def export(source: Path, output: str, table: str | None) -> int:
    """Any table, tree or collation of a saved dossier, any table of an archive, in the format that the extension tells.

    A dossier is what trace --json wrote, an archive the folder that gather made.
    """
    path = Path(output)
    if not source.exists():
        raise UsageError(
            f"{source}: there is no such file or folder; a dossier (trace --json) or an archive (gather) is needed"
        )
    if source.is_dir():
        from filiation.writers.archive_tables import write_archive

        tell(path, write_archive(archive_at(source, str(source)), path, table))
        return 0
    from filiation.writers.formats import needs_words, write_dossiers
    from filiation.writers.json import read_dossiers

    run = read_dossiers(source)
    tell(path, _write_words(run, path, table) if needs_words(path) else write_dossiers(run, path, table))
    return 0


def _write_words(run: DossiersRecord, output: Path, table: str | None) -> list[str]:
    """Write a tradition's words side by side: collated again, since a dossier keeps only where they vary."""
    from filiation.collation import collate
    from filiation.writers.formats import find_family, write_collations
    from filiation.writers.recording import recall_witnesses, record_alignment

    dossier, stemma, _ = find_family(run, output, table)
    return write_collations([record_alignment(stemma.id, collate(recall_witnesses(dossier, stemma.id)))], output)
