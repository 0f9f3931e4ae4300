"""Commands over pages: trace, extract, quotes, dates."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.deciding import decisions_option, read_decisions, warn_of_decisions
from filiation.cli.group import commands, inputs_argument, strict_option, whole_option
from filiation.cli.streams import (
    close,
    lines,
    summarise,
    watched,
)
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.article import Article


@commands.command()
@inputs_argument
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for report.html and dossier.json."
)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="The one-file HTML report.")
@click.option("--json", "dossier", metavar="FILE|-", help="The dossier as JSON; - for standard output.")
@decisions_option
@whole_option
@strict_option
def trace(
    inputs: tuple[str, ...],
    out: Path | None,
    report: Path | None,
    dossier: str | None,
    decisions: Path | None,
    whole: bool,
    strict: bool,
) -> int:
    """The main job: pages in; reports, family tree, statements and dates out."""
    from filiation.archive import read_pages
    from filiation.archive.docket import Docket
    from filiation.trace import trace as trace_pages
    from filiation.writers import json
    from filiation.writers.recording import record_run
    from filiation.writers.whole import write_whole

    ledger, docket = Ledger(), Docket(read_decisions(decisions))
    with watched(ledger):
        dossiers = list(trace_pages(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger, docket))
    record = record_run(dossiers, ledger, DEFAULTS, docket.rulings)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        report, dossier = report or out / "report.html", dossier or str(out / "dossier.json")
    if report is not None:
        from filiation.writers.report import render_report

        write_whole(report, render_report(record).encode())
    if dossier == "-":
        sys.stdout.buffer.write(json.document(record))
    elif dossier is not None:
        write_whole(Path(dossier), json.document(record))
    summarise(record, data_on_stdout=dossier == "-")
    for path in (report, None if dossier in (None, "-") else Path(str(dossier))):
        if path is not None:
            click.echo(f"wrote {path}", err=True)
    warn_of_decisions(docket)
    return close(ledger, strict=strict, answered=bool(dossiers))


@commands.command()
@inputs_argument
@whole_option
@strict_option
def extract(inputs: tuple[str, ...], whole: bool, strict: bool) -> int:
    """One article a line: body, headline, byline, agency credit, times, as spans."""
    from filiation.writers import json

    return lines(inputs, whole=whole, strict=strict, render=lambda batch: map(json.article_line, batch))


@commands.command()
@inputs_argument
@whole_option
@strict_option
def quotes(inputs: tuple[str, ...], whole: bool, strict: bool) -> int:
    """Who said what: one act of speech a line."""
    from filiation.testimony import Parser, attribute
    from filiation.writers import json
    from filiation.writers.recording import record_attribution

    parser = Parser()

    def render(batch: Sequence[Article]) -> Iterator[bytes]:
        texts = {article.page: article.text for article in batch}
        for each in attribute(batch, (), parser):
            yield json.line(record_attribution(each, texts[each.page]))

    return lines(inputs, whole=whole, strict=strict, render=render)


@commands.command()
@inputs_argument
@click.option("--on", metavar="DATE", help="The day on which all inputs were written, ISO 8601.")
@whole_option
@strict_option
def dates(inputs: tuple[str, ...], on: str | None, whole: bool, strict: bool) -> int:
    """Dates and times in the text, as TIMEX3 values."""
    from filiation.timeline import anchor_of, given_anchor, tag_dates
    from filiation.writers import json
    from filiation.writers.recording import record_date

    given = None if on is None else given_anchor(on)

    def render(batch: Sequence[Article]) -> Iterator[bytes]:
        for article in batch:
            for mention in tag_dates(article, given or anchor_of(article, (), ())):
                yield json.line(record_date(mention, article.text))

    return lines(inputs, whole=whole, strict=strict, render=render)
