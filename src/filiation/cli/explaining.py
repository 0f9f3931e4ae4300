"""The command that argues: explain."""

from __future__ import annotations

import sys

import click

from filiation.cli.group import commands, inputs_argument, strict_option, whole_option
from filiation.cli.streams import close, watched
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


@commands.command()
@inputs_argument
@click.option(
    "--pages",
    "names",
    nargs=2,
    metavar="A B",
    help="Which two of the inputs' pages, by id or short name; the others are read beside them.",
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON, every finding with its characters.")
@whole_option
@strict_option
def explain(inputs: tuple[str, ...], names: tuple[str, str] | None, as_json: bool, whole: bool, strict: bool) -> int:
    """Why two pages are, or are not, one report.

    Give the two pages, or more inputs and the names of two pages in them: what the others know of the two counts too.
    """
    from filiation.archive import read_pages
    from filiation.explain import choose, explain as explain_pages
    from filiation.meaning import MiniLM
    from filiation.trace import read
    from filiation.writers.explanation import record_explanation, render_explanation

    ledger = Ledger()
    with watched(ledger):
        articles = list(read(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger))
        a, b = choose(articles, names, ledger)
        ledger.begin("comparing the two")
        record = record_explanation(explain_pages(articles, a, b, MiniLM(), DEFAULTS))
    if as_json:
        from filiation.writers import json

        sys.stdout.buffer.write(json.line(record))
        sys.stdout.buffer.flush()
    else:
        render_explanation(record, sys.stdout)
    return close(ledger, strict=strict, answered=True)
