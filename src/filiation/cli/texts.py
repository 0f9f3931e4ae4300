"""Commands over plain witnesses: collate, stemma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.group import Example, commands
from filiation.cli.options import output_option, witnesses_argument
from filiation.cli.streams import printable, write_or_print
from filiation.errors import CollationError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.collation import Collation
    from filiation.writers.record import CollationRecord, StemmaRecord


@commands.command(
    short_help="Plain texts side by side: where they vary, and how.",
    examples=(
        Example("Sentences in rows, for people", "filiation collate a.txt b.txt c.txt -o side-by-side.html"),
        Example("Which figures, names and dates differ, as JSON", "filiation collate a.txt b.txt --only facts"),
        Example("For scholarly tools", "filiation collate a.txt b.txt c.txt -o apparatus.tei.xml"),
    ),
)
@witnesses_argument
@output_option
@click.option(
    "--only",
    type=click.Choice(["all", "substance", "facts"]),
    default="all",
    show_default=True,
    help="Which variation units: substance leaves out house style, slips and words of the page; facts keeps figures, "
    "names, dates, places, speakers and negations that differ.",
)
@click.option(
    "--at-least",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    help="Leave out units of fewer words; a changed fact stays, however short.",
)
def collate(witnesses: tuple[str, ...], output: str | None, only: str, at_least: int) -> int:
    """Lay plain witnesses side by side.

    A witness is a .txt file, taken whole and named by its stem; JSONL rows {"id", "witnesses": {siglum: text}} are a
    tradition each; CollateX's .json is read too.
    """
    from filiation.collation.telling import Only, telling
    from filiation.writers.formats import collation_format, write_collations
    from filiation.writers.recording import record_alignment, record_collation

    if output not in (None, "-"):
        collation_format(Path(output))
    ledger = Ledger()
    wanted = telling(Only(only), at_least)
    laid = ((name, collation, wanted) for name, collation in _laid(witnesses, ledger))
    if output is None or output == "-":
        # Lines are printed one by one, and need no words beside the spans.
        return write_or_print(starmap(record_collation, laid), None, lambda _records, _path: [], ledger)
    return write_or_print(starmap(record_alignment, laid), output, write_collations, ledger)


@commands.command(
    short_help="The family tree of plain texts.",
    examples=(
        Example("As JSON: every descent with its support", "filiation stemma a.txt b.txt c.txt"),
        Example("For Graphviz", "filiation stemma a.txt b.txt c.txt -o tree.dot"),
        Example("A picture", "filiation stemma a.txt b.txt c.txt -o tree.svg"),
    ),
)
@witnesses_argument
@output_option
def stemma(witnesses: tuple[str, ...], output: str | None) -> int:
    """The family tree of plain witnesses, with their lost exemplars.

    A witness is a .txt file, taken whole and named by its stem; JSONL rows {"id", "witnesses": {siglum: text}} are a
    tradition each; CollateX's .json is read too.
    """
    from filiation.stemma import Clues, infer_stemma
    from filiation.writers.formats import tree_format, write_stemmata
    from filiation.writers.recording import record_collation, record_stemma

    if output not in (None, "-"):
        tree_format(Path(output))
    ledger = Ledger()
    collations: list[CollationRecord] = []

    def trees() -> Iterator[StemmaRecord]:
        for name, collation in _laid(witnesses, ledger):
            if output not in (None, "-"):
                collations.append(record_collation(name, collation))
            clues = {each.siglum: Clues() for each in collation.witnesses}
            yield record_stemma(infer_stemma(name, collation, clues, DEFAULTS))

    return write_or_print(trees(), output, partial(write_stemmata, collations=collations), ledger)


def _laid(inputs: Sequence[str], ledger: Ledger) -> Iterator[tuple[str, Collation]]:
    """Lay each tradition that can be laid; a witness without words, and a tradition without two others, are refused."""
    from filiation.collation import collate as lay_plain
    from filiation.collation.collate import wordless
    from filiation.collation.given import GivenAlignment, lay
    from filiation.collation.intake import read_traditions
    from filiation.collation.strangers import strangers

    for name, group in read_traditions(inputs, DEFAULTS, ledger):
        try:
            if isinstance(group, GivenAlignment):
                collation = lay(group)
            else:
                empty = wordless(group)
                for siglum in empty:
                    ledger.reject(f"{name}: {siglum}" if name else siglum, "collation", "no words in this witness")
                collation = lay_plain([witness for witness in group if witness.siglum not in empty])
        except CollationError as error:
            ledger.reject(name or "the witnesses", "collation", str(error))
            continue
        for stranger, share in strangers(collation):
            place = printable(f"{name}: {stranger}" if name else stranger)
            click.echo(f"filiation: {place} seems no kin: {share:.1%} of its words stand beside another's", err=True)
        yield name, collation
