"""What an analyst reads in the terminal: pages → reports → tree → what is disputed → who said what → when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filiation.archive.decisions import Status
from filiation.text import plural
from filiation.writers.record import (
    DossierRecord,
    DossiersRecord,
)
from filiation.writers.report_event import EventView
from filiation.writers.terminal_said import said_lines
from filiation.writers.terminal_tree import tradition_lines
from filiation.writers.words import (
    day_in_words,
    decision_in_words,
    printable,
    reports_in_words,
    short_names,
    shorten,
)

if TYPE_CHECKING:
    from rich.text import Text

    from filiation.crawl.gather import Gathered

# Enough to see what the event is about on one screen; the report has all of them.
_EVENTS_SHOWN = 20
_WIDTH = 100


def render_summary(record: DossiersRecord, stream: IO[str]) -> None:
    """Print the summary to ``stream``; in colour only where it is a terminal."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, width=None if stream.isatty() else _WIDTH, soft_wrap=False)
    for line in _lines(record, console.width):
        console.print(line, no_wrap=True, overflow="ellipsis", crop=True)


def _lines(record: DossiersRecord, width: int) -> Iterator[Text]:
    from rich.text import Text

    dossiers = record.dossiers
    pages = sum(len(dossier.pages) for dossier in dossiers)
    if not pages:
        yield Text("no page with an article", style="bold")
        return
    head = Text(f"{plural(pages, 'page')} · {plural(len(dossiers), 'event')}", style="bold")
    if len(dossiers) == 1:
        head.append(f" · {reports_in_words(dossiers[0].independent_reports, always_range=True)}")
    yield head
    for number, dossier in enumerate(dossiers[:_EVENTS_SHOWN], 1):
        yield Text()
        if len(dossiers) > 1:
            yield Text(
                f"Event {number} · {plural(len(dossier.pages), 'page')}"
                f" · {reports_in_words(dossier.independent_reports, always_range=True)}",
                style="bold",
            )
        yield from _dossier(dossier, width)
    if len(dossiers) > _EVENTS_SHOWN:
        yield Text(f"… and {plural(len(dossiers) - _EVENTS_SHOWN, 'more event')} in the report", style="dim")
    if record.decisions:
        yield Text()
        for number, decision in enumerate(record.decisions):
            refused = decision.status == "not applied"
            yield Text.assemble(
                ("Decided    " if number == 0 else " " * 11, "bold"),
                (shorten(printable(decision_in_words(decision, dossiers)), width - 12), "yellow" if refused else ""),
            )
    if record.rejected:
        yield Text()
        yield Text(f"Left out   {plural(len(record.rejected), 'page')}, each with its reason below", style="yellow")


def _dossier(dossier: DossierRecord, width: int) -> Iterator[Text]:

    pages = {page.page: page for page in dossier.pages}
    sigla = short_names(dossier)
    stemmata = {stemma.id: stemma for stemma in dossier.stemmata}
    collations = {collation.id: collation for collation in dossier.collations}
    for tradition in dossier.traditions:
        yield from tradition_lines(
            tradition, stemmata.get(tradition.id), collations.get(tradition.id), pages, sigla, width
        )
    yield from said_lines(EventView(1, dossier), width)


def render_gathered(gathered: Gathered, folder: Path, stream: IO[str]) -> None:
    """Say what a run over a crawl took in, and what the archive holds."""
    taken, rows = gathered.taken, gathered.rows
    new = f"{plural(taken.files, 'new file')} · {plural(taken.articles, 'new article')}"
    listed = f" (all rejections: {folder / 'rejected.parquet'})" if rows["rejected"] else ""
    held = f"{plural(rows['articles'], 'article')} · {plural(gathered.traditions, 'tradition')}"
    print(f"{new} · {taken.rejected:,} rejected{listed}", file=stream)
    print(
        f"{folder}: {held}, {gathered.carried:,} of them on several pages · {plural(gathered.events, 'event')}",
        file=stream,
    )
    if gathered.rulings:
        followed = sum(ruling.status is not Status.NOT_APPLIED for ruling in gathered.rulings)
        told = f"{followed:,} of {plural(len(gathered.rulings), 'decision')} followed"
        print(f"{told} (what came of each: {folder / 'decisions.parquet'})", file=stream)
    for each in gathered.largest:
        title = shorten(printable(each.title or each.tradition), 60)
        outlets = plural(each.outlets, "outlet") if each.outlets else ""
        since = f", from {day_in_words(each.first)}" if each.first else ""
        print(f"  {plural(each.pages, 'page'):>11}  {outlets:>10}  {title}{since}", file=stream)
