"""Commands over pages: trace, extract, quotes, dates."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.deciding import decisions_option, read_decisions, warn_of_decisions
from filiation.cli.group import Example, commands
from filiation.cli.options import inputs_argument, strict_option, to_be_written, whole_option
from filiation.cli.streams import close, lines, summarise
from filiation.cli.voice import say
from filiation.cli.watching import watched
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS
from filiation.text import plural

if TYPE_CHECKING:
    from filiation.article import Article


@commands.command(
    short_help="The main job: how many reports, who copied whom, who said what.",
    examples=(
        Example(
            "Saved pages: the answer here, a report and a dossier in answer/",
            "filiation trace pages --out answer",
        ),
        Example("The report alone, of some of them", "filiation trace pages/*.txt pages/*.html --report story.html"),
        Example("For a program: the dossier on stdout", "filiation trace pages --json - | python3 -m json.tool | head"),
        Example(
            "Nightly: warnings alone, and exit code 3 if a page was left out",
            "filiation trace pages --out answer --quiet --strict",
        ),
    ),
)
@inputs_argument
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for report.html and dossier.json."
)
@click.option("--report", metavar="FILE.html", callback=to_be_written, help="The one-file HTML report.")
@click.option(
    "--json", "dossier", metavar="FILE|-", callback=to_be_written, help="The dossier as JSON; - for standard output."
)
@decisions_option
@whole_option
@strict_option
def trace(
    inputs: tuple[str, ...],
    out: Path | None,
    report: str | None,
    dossier: str | None,
    decisions: Path | None,
    whole: bool,
    strict: bool,
) -> int:
    """The main job: pages in; reports, family tree, statements and dates out.

    Prints how many independent reports stand behind the pages, who copied whom, which statements rest on how many
    reports, and when things happened; --out keeps a report for people and a dossier for programs.
    """
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
        report, dossier = report or str(out / "report.html"), dossier or str(out / "dossier.json")
    if report is not None:
        from filiation.writers.report import render_report

        write_whole(Path(report), render_report(record).encode())
    if dossier == "-":
        sys.stdout.buffer.write(json.document(record))
    elif dossier is not None:
        write_whole(Path(dossier), json.document(record))
    written = [path for path in (report, dossier) if path not in (None, "-")]
    summarise(record, data_on_stdout=dossier == "-", in_a_file=bool(written))
    for path in written:
        say(f"wrote {path}")
    warn_of_decisions(docket.rulings)
    _warn_of_languages(article.language for dossier in dossiers for article in dossier.articles)
    return close(ledger, strict=strict, answered=bool(dossiers))


@commands.command(
    short_help="One article a line: body, headline, byline, credit, times.",
    examples=(
        Example(
            "Every article of a crawl, a JSON object a line", "filiation extract pages/crawl.warc.gz > articles.jsonl"
        ),
        Example("A page from standard input", "filiation extract - < pages/porto-diario.html"),
        Example("Files that hold an article and nothing else", "filiation extract --whole pages/tern-review.txt"),
    ),
)
@inputs_argument
@whole_option
@strict_option
def extract(inputs: tuple[str, ...], whole: bool, strict: bool) -> int:
    """One article a line: body, headline, byline, agency credit, times, as spans.

    Spans count code points of the record's own "text".
    """
    from filiation.writers import json

    return lines(inputs, whole=whole, strict=strict, render=lambda batch: map(json.article_line, batch))


@commands.command(
    short_help="Who said what: one act of speech a line.",
    examples=(
        Example("Speech, its cue and its speaker", "filiation quotes pages/tern-review.txt"),
        Example("Of many pages, to a file", "filiation quotes pages > speech.jsonl"),
    ),
)
@inputs_argument
@whole_option
@strict_option
def quotes(inputs: tuple[str, ...], whole: bool, strict: bool) -> int:
    """Who said what: one act of speech a line.

    Each page is read alone; trace lets the pages of one dispatch tell each other who "he" is.
    """
    from filiation.testimony import Parser, attribute
    from filiation.writers import json
    from filiation.writers.recording import record_attribution

    parser = Parser()
    languages: list[str | None] = []

    def render(batch: Sequence[Article]) -> Iterator[bytes]:
        languages.extend(article.language for article in batch)
        texts = {article.page: article.text for article in batch}
        for each in attribute(batch, (), parser):
            yield json.line(record_attribution(each, texts[each.page]))

    code = lines(inputs, whole=whole, strict=strict, render=render)
    _warn_of_languages(languages)
    return code


def _warn_of_languages(languages: Iterable[str | None]) -> None:
    """Say how many pages were passed over for their language: silence would look like pages without speech."""
    from filiation.testimony.attribute import LANGUAGES

    unread = Counter(language for language in languages if language is not None and language not in LANGUAGES)
    if unread:
        pages = plural(unread.total(), "page")
        click.echo(f"speech is read in English only: {pages} in {', '.join(sorted(unread))} passed over", err=True)


@commands.command(
    short_help="Dates and times in the text, as TIMEX3 values.",
    examples=(
        Example("Each page reckoned from its own day", "filiation dates pages/morning-register.txt"),
        Example("All reckoned from one day", "filiation dates pages/tern-review.txt --on 2026-03-19"),
    ),
)
@inputs_argument
@click.option("--on", metavar="DATE", help="The day on which all inputs were written, ISO 8601.")
@whole_option
@strict_option
def dates(inputs: tuple[str, ...], on: str | None, whole: bool, strict: bool) -> int:
    """Dates and times in the text, as TIMEX3 values, one a line.

    "Tuesday" is reckoned from the page's own clock, or from --on; null where there is neither.
    """
    from filiation.timeline import anchor_of, given_anchor, tag_dates
    from filiation.writers import json
    from filiation.writers.recording import record_date

    given = None if on is None else given_anchor(on)

    def render(batch: Sequence[Article]) -> Iterator[bytes]:
        for article in batch:
            for mention in tag_dates(article, given or anchor_of(article, (), ())):
                yield json.line(record_date(mention, article.text))

    return lines(inputs, whole=whole, strict=strict, render=render)
