"""The command line: thin over the stages, strict about streams and exit codes.

stdout carries the data alone; summaries, warnings and progress go to stderr when stdout is data. Exit codes: 0
answered (rejections are listed and warned of), 1 nothing usable, 2 wrong usage, 3 rejections under ``--strict``.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from filiation import __version__
from filiation.errors import FiliationError, UsageError
from filiation.ledger import Ledger, Progress
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.article import Article
    from filiation.crawl.lineage import Lineage
    from filiation.crawl.lookup import Match, Question
    from filiation.writers.record import DossiersRecord

T = TypeVar("T")

NOTHING_USABLE, WRONG_USAGE, REJECTIONS = 1, 2, 3
# Articles whose speech is attributed in one go: enough for the parser's batches, few enough that lines appear soon.
_BATCH = 32

inputs_argument = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
strict_option = click.option("--strict", is_flag=True, help="Exit with 3 if any page was rejected.")
whole_option = click.option("--whole", is_flag=True, help="Take the whole text as the article, not as a scraped page.")


def run() -> None:
    """Run the command line, and turn every error into a line on stderr and an exit code."""
    try:
        code = commands(standalone_mode=False)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; what it took is what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except UsageError as error:
        click.echo(f"filiation: {error}", err=True)
        code = WRONG_USAGE
    except FiliationError as error:
        click.echo(f"filiation: {error}", err=True)
        code = NOTHING_USABLE
    sys.exit(code or 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="filiation %(version)s")
def commands() -> None:
    """Who copied whom, and how many independent reports stand behind a story.

    Give it news pages (files, folders, globs, "-"; HTML, text, MHTML, PDF, WARC, WACZ, JSONL, Parquet).
    """


@commands.command()
@inputs_argument
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for report.html and dossier.json."
)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="The one-file HTML report.")
@click.option("--json", "dossier", metavar="FILE|-", help="The dossier as JSON; - for standard output.")
@whole_option
@strict_option
def trace(
    inputs: tuple[str, ...], out: Path | None, report: Path | None, dossier: str | None, whole: bool, strict: bool
) -> int:
    """The main job: pages in; reports, family tree, statements and dates out."""
    from filiation.archive import read_pages
    from filiation.trace import trace as trace_pages
    from filiation.writers import json
    from filiation.writers.formats import write_whole
    from filiation.writers.recording import record_run

    ledger = Ledger()
    with _watched(ledger):
        dossiers = list(trace_pages(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger))
    record = record_run(dossiers, ledger)
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
    _summarise(record, data_on_stdout=dossier == "-")
    for path in (report, None if dossier in (None, "-") else Path(str(dossier))):
        if path is not None:
            click.echo(f"wrote {path}", err=True)
    return _close(ledger, strict=strict, answered=bool(dossiers))


@commands.command()
@inputs_argument
@whole_option
@strict_option
def extract(inputs: tuple[str, ...], whole: bool, strict: bool) -> int:
    """One article a line: body, headline, byline, agency credit, times, as spans."""
    from filiation.writers import json

    return _lines(inputs, whole=whole, strict=strict, render=lambda batch: map(json.article_line, batch))


@commands.command(name="gather")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
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
    whole: bool,
    strict: bool,
) -> int:
    """Find the traditions in a crawl of any size: who carries whose copy.

    Stop it at any time and run it again: it goes on where it was. Run it with tomorrow's files: they come in. Without
    INPUT it judges anew what the archive holds.
    """
    from dataclasses import replace

    from filiation.crawl.gather import gather
    from filiation.writers.terminal import render_gathered

    settings = replace(
        DEFAULTS, max_memory_bytes=_bytes(memory) if memory else DEFAULTS.max_memory_bytes, workers=workers
    )
    ledger = Ledger()
    with _watched(ledger, log=True):
        gathered = gather(
            folder,
            inputs,
            settings,
            ledger,
            master=master if engine == "spark" else None,
            ignore_dates=ignore_dates,
            whole=whole,
            wait=wait,
        )
    render_gathered(gathered, folder, sys.stdout)
    return _close(ledger, strict=strict, answered=gathered.rows["articles"] > 0)


@commands.command()
@click.argument("source", metavar="[INPUT]", required=False)
@click.option(
    "--archive",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="What gather made.",
)
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
    """Where does this text come from, and who carries it? INPUT is a page, or a text file with a passage."""
    from filiation.crawl.lookup import Library, ask_passage, read_questions

    if (source is None) == (passage is None):
        raise UsageError("lookup: one of INPUT and --passage is needed")
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
    return _close(ledger, strict=strict, answered=answered)


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

    return _lines(inputs, whole=whole, strict=strict, render=render)


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

    return _lines(inputs, whole=whole, strict=strict, render=render)


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
    return _write_or_print(records, output, write_collations, ledger)


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
    return _write_or_print(records, output, write_stemmata, ledger)


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

        _tell(output, write_archive(source, output, table))
        return 0
    from filiation.writers.formats import write_dossiers
    from filiation.writers.json import read_dossiers

    _tell(output, write_dossiers(read_dossiers(source), output, table))
    return 0


# ---------------------------------------------------------------------------------------------------------------


def _lines(
    inputs: Sequence[str],
    *,
    whole: bool,
    strict: bool,
    render: Callable[[Sequence[Article]], Iterable[bytes]],
) -> int:
    """Read the inputs' articles and print what ``render`` makes of each batch of them."""
    from filiation.archive import read_pages
    from filiation.trace import read

    ledger = Ledger()
    answered = False
    articles = read(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger)
    for batch in _batches(articles):
        answered = True
        for line in render(batch):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return _close(ledger, strict=strict, answered=answered)


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


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _write_or_print(
    records: Iterable[T], output: str | None, write: Callable[[list[T], Path], list[str]], ledger: Ledger
) -> int:
    from filiation.writers import json

    answered = False
    if output is None or output == "-":
        for record in records:
            answered = True
            sys.stdout.buffer.write(json.line(record))
    elif every := list(records):
        answered = True
        _tell(output, write(every, Path(output)))
    return _close(ledger, strict=False, answered=answered)


def _tell(path: Path | str, left_out: Iterable[str]) -> None:
    click.echo(f"wrote {path}", err=True)
    for each in left_out:
        click.echo(f"filiation: {path} cannot hold: {_printable(each)}", err=True)


def _summarise(record: DossiersRecord, *, data_on_stdout: bool) -> None:
    from filiation.writers.terminal import render_summary

    stream = sys.stderr if data_on_stdout else sys.stdout
    render_summary(record, stream)


def _close(ledger: Ledger, *, strict: bool, answered: bool) -> int:
    """Say what was left out, and return the exit code."""
    for rejection, times in sorted(Counter(ledger.rejections).items()):
        often = f" ({times:,} times)" if times > 1 else ""
        click.echo(f"rejected {_printable(rejection.page)}: {_printable(rejection.reason)}{often}", err=True)
    if not answered:
        click.echo("filiation: nothing usable among the inputs", err=True)
        return NOTHING_USABLE
    return REJECTIONS if strict and ledger.rejections else 0


def _printable(text: str) -> str:
    """Return text without what could drive a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _bytes(size: str) -> int:
    """Read ``3GB``, ``500M``: decimal units, as disks are sold."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?)i?B?\s*", size, re.IGNORECASE)
    if found is None:
        raise UsageError(f"--memory {size}: a number of bytes is needed, as 500MB or 4GB")
    return int(float(found[1]) * 1000 ** " KMGT".index(found[2].upper() or " "))


class _watched:  # noqa: N801 - reads as a phrase: with _watched(ledger)
    """Show progress on stderr while work goes on, where stderr is a terminal."""

    def __init__(self, ledger: Ledger, *, log: bool = False) -> None:
        self._ledger = ledger
        self._log = log
        self._began = time.monotonic()
        self._stage = ""

    def __enter__(self) -> None:
        if not sys.stderr.isatty():
            # Nobody sits there: a long job leaves a line a stage in the log.
            if self._log:
                self._ledger.listener = self._note
            return
        from rich.console import Console
        from rich.status import Status

        self._status = Status("reading", console=Console(stderr=True))
        self._ledger.listener = self._show
        self._status.start()

    def _note(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._stage = progress.stage
            click.echo(f"{time.monotonic() - self._began:9.1f} s  {progress.stage}", err=True)

    def _show(self, progress: Progress) -> None:
        of = "" if progress.total is None else f" of {progress.total}"
        self._status.update(f"{progress.stage}: {progress.done}{of}" if progress.done else progress.stage)

    def __exit__(self, *_: object) -> None:
        if self._ledger.listener == self._show:
            self._status.stop()
        self._ledger.listener = None
