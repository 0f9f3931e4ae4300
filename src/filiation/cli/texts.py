"""Commands over plain witnesses: collate, stemma."""

from __future__ import annotations

import click

from filiation.cli.group import commands
from filiation.cli.streams import (
    write_or_print,
)
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


@commands.command()
@click.argument("witnesses", metavar="WITNESS...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", help="Where to; the format is told by the extension. JSON on stdout else."
)
def collate(witnesses: tuple[str, ...], output: str | None) -> int:
    """Lay plain witnesses side by side (.txt, or JSONL rows of {"id", "witnesses": {siglum: text}})."""
    from filiation.collation import collate as lay
    from filiation.collation.intake import read_traditions
    from filiation.writers.formats import write_collations
    from filiation.writers.recording import record_collation

    ledger = Ledger()
    records = (record_collation(name, lay(group)) for name, group in read_traditions(witnesses, DEFAULTS, ledger))
    return write_or_print(records, output, write_collations, ledger)


@commands.command()
@click.argument("witnesses", metavar="WITNESS...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", help="Where to; the format is told by the extension. JSON on stdout else."
)
def stemma(witnesses: tuple[str, ...], output: str | None) -> int:
    """The family tree of plain witnesses (.txt, or JSONL rows of {"id", "witnesses": {siglum: text}})."""
    from filiation.collation import collate as lay
    from filiation.collation.intake import read_traditions
    from filiation.stemma import Clues, infer_stemma
    from filiation.writers.formats import write_stemmata
    from filiation.writers.recording import record_stemma

    ledger = Ledger()
    records = (
        record_stemma(infer_stemma(name, lay(group), {each.siglum: Clues() for each in group}, DEFAULTS))
        for name, group in read_traditions(witnesses, DEFAULTS, ledger)
    )
    return write_or_print(records, output, write_stemmata, ledger)
