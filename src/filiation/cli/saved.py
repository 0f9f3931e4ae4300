"""Commands over what was saved: export."""

from __future__ import annotations

from pathlib import Path

import click

from filiation.cli.group import commands
from filiation.cli.streams import (
    tell,
)


@commands.command()
@click.argument("source", metavar="DOSSIER|ARCHIVE", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to.")
@click.option(
    "--table",
    help="Of a dossier: statements (if not said), quotes, pages, timeline, descents; for a tree, which (1.A). "
    "Of an archive: traditions (if not said), articles, reuse, events, flows, outlets, rejected.",
)
def export(source: Path, output: Path, table: str | None) -> int:
    """Any table or tree of a saved dossier or of an archive, in the format that the extension tells."""
    if source.is_dir():
        from filiation.writers.archive_tables import write_archive

        tell(output, write_archive(source, output, table))
        return 0
    from filiation.writers.formats import write_dossiers
    from filiation.writers.json import read_dossiers

    tell(output, write_dossiers(read_dossiers(source), output, table))
    return 0
