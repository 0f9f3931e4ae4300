"""The command that argues: explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.deciding import decisions_option, read_decisions, warn_of_decisions
from filiation.cli.group import Example, commands
from filiation.cli.options import an_archive, inputs_argument, strict_option, whole_option
from filiation.cli.streams import close
from filiation.cli.watching import watched
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.archive.docket import Docket
    from filiation.explain import Explanation


@commands.command(
    short_help="Why two pages are, or are not, one report.",
    examples=(
        Example("Two pages", "filiation explain pages/alpenbote.txt pages/porto-diario.html"),
        Example(
            "Two of many, by short name: what the others know counts too",
            "filiation explain pages --pages alpenbote porto-diario",
        ),
        Example(
            "Two articles of an archive, by their ids",
            "filiation explain --archive news pages/alpenbote.txt pages/porto-diario.html",
        ),
    ),
)
@inputs_argument
@click.option(
    "--pages",
    "names",
    nargs=2,
    metavar="A B",
    help="Which two of the inputs' pages, by id or short name; the others are read beside them.",
)
@click.option(
    "--archive",
    "folder",
    callback=an_archive,
    type=click.Path(path_type=Path),
    help="What gather made; INPUT... then are the ids of two of its articles.",
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON, every finding with its characters.")
@decisions_option
@whole_option
@strict_option
def explain(
    inputs: tuple[str, ...],
    names: tuple[str, str] | None,
    folder: Path | None,
    as_json: bool,
    decisions: Path | None,
    whole: bool,
    strict: bool,
) -> int:
    """Why two pages are, or are not, one report.

    Give the two pages, or more inputs and the names of two pages in them: what the others know of the two counts too.
    """
    from filiation.writers.explanation import record_explanation, render_explanation

    if folder is not None and decisions is not None:
        raise UsageError(
            "explain --archive: an archive has its own decisions; filiation gather --archive DIR --decisions FILE gives it some"
        )
    from filiation.archive.docket import Docket

    ledger, docket = Ledger(), Docket(read_decisions(decisions))
    with watched(ledger):
        if folder is None:
            its = _of_pages(inputs, names, ledger, docket, whole=whole)
        else:
            its = _of_archive(folder, inputs, names)
    record = record_explanation(its)
    if as_json:
        from filiation.writers import json

        sys.stdout.buffer.write(json.line(record))
        sys.stdout.buffer.flush()
    else:
        render_explanation(record, sys.stdout)
    warn_of_decisions(docket.rulings)
    return close(ledger, strict=strict, answered=True)


def _of_pages(
    inputs: tuple[str, ...], names: tuple[str, str] | None, ledger: Ledger, docket: Docket, *, whole: bool
) -> Explanation:
    from filiation.archive import read_pages
    from filiation.archive.decisions import Named
    from filiation.explain import choose, explain as explain_pages
    from filiation.meaning import MiniLM
    from filiation.trace import read

    articles = list(read(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger, docket))
    docket.settle((Named(a.page, a.path, a.sha256) for a in articles), {each.page for each in ledger.rejections})
    # As typed: who asks for B and A is told of B first.
    articles.sort(key=lambda each: inputs.index(each.path) if each.path in inputs else len(inputs))
    a, b = choose(articles, names, ledger)
    ledger.begin("comparing the two")
    return explain_pages(articles, a, b, MiniLM(), DEFAULTS, bonds=docket.bonds)


def _of_archive(folder: Path, inputs: tuple[str, ...], names: tuple[str, str] | None) -> Explanation:
    from filiation.crawl.kept import read_kept
    from filiation.explain import explain as explain_pages
    from filiation.meaning import MiniLM

    if names is not None or len(inputs) != 2:
        raise UsageError(f"explain --archive: the ids of two articles are needed, got {len(inputs)} (and no --pages)")
    kept = read_kept(folder, *inputs)
    return explain_pages(kept.articles, kept.a, kept.b, MiniLM(), DEFAULTS, kept.gathering, kept.bonds)
