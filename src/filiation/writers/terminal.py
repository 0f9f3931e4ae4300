"""What an analyst reads in the terminal: pages → reports → tree → who said what → when → what is disputed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filiation.archive.decisions import Status
from filiation.text import plural
from filiation.writers.record import (
    ConflictRecord,
    DossierRecord,
    DossiersRecord,
    MomentRecord,
    StatementRecord,
)
from filiation.writers.terminal_tree import tradition_lines
from filiation.writers.words import (
    day_in_words,
    decision_in_words,
    natural,
    printable,
    reports_in_words,
    short_names,
    shorten,
)

if TYPE_CHECKING:
    from rich.text import Text

    from filiation.crawl.gather import Gathered

# Enough to see what the event is about on one screen; the report has all of them.
_STATEMENTS_SHOWN = 14
_MOMENTS_SHOWN = 12
_EVENTS_SHOWN = 20
_WIDTH = 100
_PRECISE = frozenset({"day", "part of day", "minute", "month", "year", "week", "quarter", "season"})


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
    from rich.text import Text

    pages = {page.page: page for page in dossier.pages}
    sigla = short_names(dossier)
    stemmata = {stemma.id: stemma for stemma in dossier.stemmata}
    collations = {collation.id: collation for collation in dossier.collations}
    for tradition in dossier.traditions:
        yield from tradition_lines(
            tradition, stemmata.get(tradition.id), collations.get(tradition.id), pages, sigla, width
        )
    statements = sorted(
        dossier.statements,
        key=lambda each: (-each.independent_reports.best, -len({s.page for s in each.spans}), each.id),
    )
    if statements:
        yield Text()
        for statement in statements[:_STATEMENTS_SHOWN]:
            yield _statement(statement, sigla, width)
        if len(statements) > _STATEMENTS_SHOWN:
            yield Text(f"           … and {len(statements) - _STATEMENTS_SHOWN} more statements", style="dim")
    disputed = list(dict.fromkeys(_dispute(conflict, sigla) for each in statements for conflict in each.conflicts))
    if disputed:
        yield Text()
        for number, told in enumerate(disputed[:_STATEMENTS_SHOWN]):
            yield Text.assemble(
                ("Disputed   " if number == 0 else " " * 11, "bold red"),
                shorten(told, width - 12),
            )
    moments = [moment for moment in dossier.timeline if moment.precision in _PRECISE]
    if moments:
        yield Text()
        yield from _timeline(moments, sigla, width)


def _dispute(conflict: ConflictRecord, sigla: dict[str, str]) -> str:
    """Return "14 meters (1) against 40 meters (2 3)"."""
    return " against ".join(
        f"{side.told} ({' '.join(sorted({sigla[span.page] for span in side.spans}, key=natural))})"
        for side in conflict.sides
    )


def _statement(statement: StatementRecord, sigla: dict[str, str], width: int) -> Text:
    from rich.text import Text

    count = statement.independent_reports
    groups = sorted((sorted((sigla[page] for page in report), key=natural) for report in statement.reports), key=_first)
    reports = " | ".join(" ".join(group) for group in groups)
    words = f"“{statement.text}”" if statement.kind == "direct" else statement.text
    if statement.speaker:
        words = f"{statement.speaker.name}: {words}"
    left = f"{count.best} report{'s' if count.best != 1 else ''}".ljust(11)
    reports = shorten(reports, width // 3)
    room = max(width - len(left) - len(reports) - 2, 20)
    style = "bold green" if count.best > 1 else ""
    return Text.assemble((left, style), shorten(words, room).ljust(room), "  ", (reports, "dim"))


def _first(group: list[str]) -> tuple[tuple[int, int, str], ...]:
    return natural(group[0])


def _timeline(moments: Sequence[MomentRecord], sigla: dict[str, str], width: int) -> Iterator[Text]:
    from rich.text import Text

    counted = sorted(moments, key=lambda each: (-len({s.page for s in each.spans}), each.value))[:_MOMENTS_SHOWN]
    for number, moment in enumerate(sorted(counted, key=lambda each: each.value)):
        where = " ".join(sorted({sigla[span.page] for span in moment.spans}, key=natural))
        words = sorted({span.text for span in moment.spans}, key=lambda text: (len(text), text))
        label = day_in_words(moment.value).ljust(26)
        yield Text.assemble(
            ("When       " if number == 0 else " " * 11, "bold"),
            label,
            shorten(", ".join(words), max(width - 40 - len(where), 20)),
            ("  " + where, "dim"),
        )


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
