"""Commands over an archive: gather, lookup."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.deciding import decisions_option, warn_of_decisions
from filiation.cli.group import Example, commands
from filiation.cli.options import archive_option, more_inputs_argument, one_input_argument, strict_option, whole_option
from filiation.cli.streams import bytes_of, close
from filiation.cli.voice import Voice, voice
from filiation.cli.watching import watched
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.crawl.lineage import Lineage
    from filiation.crawl.lookup import Match
    from filiation.crawl.question import Question


@commands.command(
    name="gather",
    short_help="Find who carries whose copy in a crawl of any size.",
    examples=(
        Example(
            "A crawl into an archive; run it again with tomorrow's files",
            "filiation gather pages --archive news",
        ),
        Example("Judge anew what the archive holds, by text alone", "filiation gather --archive news --ignore-dates"),
        Example(
            "What you know better, kept and followed from now on",
            "filiation gather --archive news --decisions decisions.toml",
        ),
        Example("What was done, for a program", "filiation gather --archive news --json"),
    ),
)
@more_inputs_argument
@click.option(
    "--archive",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of tables; made if it is not there, else what is new is added to it.",
)
@click.option("--ignore-dates", is_flag=True, help="Take no notice of any clock: text alone decides.")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", help="Where the plan runs.", show_default=True
)
@click.option("--master", metavar="URL", default="local[*]", help="The Spark cluster.", show_default=True)
@click.option("--memory", metavar="SIZE", help="What the run may take in all, about: 3GB if not said.")
@click.option("--workers", type=click.IntRange(1), help="Processes to use; one a core if not said.")
@click.option("--wait", is_flag=True, help="Wait for another run on this archive to end.")
@decisions_option
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON instead of the summary.")
@whole_option
@strict_option
def gather_command(
    inputs: tuple[str, ...],
    folder: Path,
    ignore_dates: bool,
    engine: str,
    master: str,
    memory: str | None,
    workers: int | None,
    wait: bool,
    decisions: Path | None,
    as_json: bool,
    whole: bool,
    strict: bool,
) -> int:
    """Find the traditions in a crawl of any size: who carries whose copy.

    Stop it at any time and run it again: it goes on where it was. Run it with tomorrow's files: they come in. Without
    INPUT it judges anew what the archive holds.
    """
    from filiation.crawl.gather import gather
    from filiation.writers.terminal import render_gathered

    settings = replace(
        DEFAULTS, max_memory_bytes=bytes_of(memory) if memory else DEFAULTS.max_memory_bytes, workers=workers
    )
    ledger = Ledger()
    with watched(ledger, log=True):
        gathered = gather(
            folder,
            inputs,
            settings,
            ledger,
            master=master if engine == "spark" else None,
            ignore_dates=ignore_dates,
            whole=whole,
            wait=wait,
            decisions=decisions,
        )
    if as_json:
        from filiation.writers import json
        from filiation.writers.gathered import record_gathered

        sys.stdout.buffer.write(json.line(record_gathered(gathered)))
        sys.stdout.buffer.flush()
    elif voice() is not Voice.QUIET:
        render_gathered(gathered, folder, sys.stdout)
    warn_of_decisions(gathered.rulings)
    return close(ledger, strict=strict, answered=gathered.rows["articles"] > 0)


@commands.command(
    short_help="Where does this text come from, and who carries it?",
    examples=(
        Example("A page", "filiation lookup pages/porto-diario.html --archive news"),
        Example("With the family tree of what is found", "filiation lookup pages/alpenbote.txt --archive news --tree"),
        Example(
            "A passage of at least 15 words",
            'filiation lookup --archive news --passage "The authority moved 17,500 people out of the valley on Thursday '
            'after engineers found a crack in the wall of the dam"',
        ),
    ),
)
@one_input_argument
@archive_option
@click.option("--passage", metavar="WORDS", help="A passage of at least 15 words, instead of INPUT.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a page.")
@click.option("--tree", is_flag=True, help="Build the family tree of what is found, up to 64 pages.")
@click.option("--limit", type=click.IntRange(1), default=10, help="Most matches to tell.", show_default=True)
@whole_option
@strict_option
def lookup(
    source: str | None,
    folder: Path,
    passage: str | None,
    as_json: bool,
    tree: bool,
    limit: int,
    whole: bool,
    strict: bool,
) -> int:
    """Where does this text come from, and who carries it?

    INPUT is a page, or a text file with a passage. Nothing found is an answer, too.
    """
    from filiation.crawl.lookup import Library
    from filiation.crawl.question import ask_passage, read_questions

    if (source is None) == (passage is None):
        raise UsageError(
            "lookup: either INPUT (a page) or --passage WORDS is needed, "
            + ("got neither" if source is None else "got both")
        )
    library = Library(folder)
    ledger = Ledger()
    questions = (
        iter([ask_passage(passage)])
        if passage is not None
        else read_questions(str(source), DEFAULTS, ledger, whole=whole)
    )
    answered = False
    for question in questions:
        matches = library.find(question, limit)
        lineages = []
        if tree:
            from filiation.crawl.lineage import trace_lineage

            every = dict.fromkeys(match.page.tradition for match in matches)
            lineages = [found for each in every if (found := trace_lineage(library, each, DEFAULTS))]
        _answer(question, matches, lineages, as_json=as_json, gap=answered)
        answered = True
    return close(ledger, strict=strict, answered=answered)


def _answer(
    question: Question, matches: Sequence[Match], lineages: Sequence[Lineage], *, as_json: bool, gap: bool
) -> None:
    """Print what was found of one page or passage."""
    from filiation.writers.lookup import record_answer, render_answer

    record = record_answer(question, matches, lineages)
    if as_json:
        from filiation.writers import json

        sys.stdout.buffer.write(json.line(record))
        sys.stdout.buffer.flush()
        return
    if gap:
        click.echo()
    render_answer(record, lineages, sys.stdout)
