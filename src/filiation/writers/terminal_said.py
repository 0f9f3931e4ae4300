"""Statements and time in the terminal: where the pages disagree first, then who says what, then when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from filiation.text import plural
from filiation.writers.happenings import Happening, happenings, within
from filiation.writers.record import MomentRecord, StatementRecord
from filiation.writers.report_event import EventView
from filiation.writers.report_said import Dispute, disputes
from filiation.writers.words import day_in_words, days_in_words, natural, printable, shorten

if TYPE_CHECKING:
    from rich.text import Text

# Enough to see what the event is about on one screen; the report has all of them.
_STATEMENTS_SHOWN, _DISPUTES_SHOWN, _MOMENTS_SHOWN, _CLOCKS_SHOWN = 14, 6, 12, 4
_PRECISE = frozenset({"day", "part of day", "minute", "month", "year", "week", "quarter", "season"})
_MARGIN = 11
_DAY_WIDTH = 26
# Consecutive numbers from which a run is told by its ends.
_RUN = 3


def said_lines(event: EventView, width: int) -> Iterator[Text]:
    """Yield what the pages disagree about, their statements, and what they date; an empty line before each."""
    from rich.text import Text

    for lines in (_disputed(event, width), _stated(event, width), _dated(event, width)):
        first = next(lines, None)
        if first is not None:
            yield Text()
            yield first
            yield from lines


def page_numbers(event: EventView, pages: Iterable[str]) -> str:
    """Return "1–4 7 9": the short names of some pages, runs of numbers by their ends."""
    names = sorted({event.short[page] for page in pages}, key=natural)
    if not all(name.isdecimal() and name.isascii() and str(int(name)) == name for name in names):
        return " ".join(names)
    runs = []
    for _, run in groupby(enumerate(int(name) for name in names), key=lambda each: each[1] - each[0]):
        numbers = [number for _, number in run]
        runs.append(f"{numbers[0]}–{numbers[-1]}" if len(numbers) >= _RUN else " ".join(map(str, numbers)))
    return " ".join(runs)


def _disputed(event: EventView, width: int) -> Iterator[Text]:
    from rich.text import Text

    found = disputes(event)
    for number, dispute in enumerate(found[:_DISPUTES_SHOWN]):
        head = f"{dispute.question}: {_words(dispute.statement)}"
        yield Text.assemble(_label("Disputed", number, "bold red"), shorten(head, width - _MARGIN))
        yield from _sides(event, dispute, width)
    if len(found) > _DISPUTES_SHOWN:
        yield Text(f"{' ' * _MARGIN}… and {plural(len(found) - _DISPUTES_SHOWN, 'more')} in the report", style="dim")


def _sides(event: EventView, dispute: Dispute, width: int) -> Iterator[Text]:
    from rich.text import Text

    told = [days_in_words(printable(side.told)) for side in dispute.sides]
    room = min(max(map(len, told)), width // 2)
    for words, side in zip(told, dispute.sides, strict=True):
        pages = shorten(page_numbers(event, (place.page for place in side.places)), width - _MARGIN - room - 4)
        yield Text.assemble(" " * (_MARGIN + 2), (shorten(words, room).ljust(room), "bold"), "  ", (pages, "dim"))


def _stated(event: EventView, width: int) -> Iterator[Text]:
    from rich.text import Text

    statements = sorted(
        event.dossier.statements,
        key=lambda each: (-each.independent_reports.best, -len({s.page for s in each.spans}), natural(each.id)),
    )
    for statement in statements[:_STATEMENTS_SHOWN]:
        yield _statement(event, statement, width)
    if len(statements) > _STATEMENTS_SHOWN:
        yield Text(f"{' ' * _MARGIN}… and {plural(len(statements) - _STATEMENTS_SHOWN, 'more statement')}", style="dim")


def _statement(event: EventView, statement: StatementRecord, width: int) -> Text:
    from rich.text import Text

    best = statement.independent_reports.best
    groups = sorted((page_numbers(event, report) for report in statement.reports), key=natural)
    reports = shorten(" | ".join(groups), width // 3)
    room = max(width - _MARGIN - len(reports) - 2, 20)
    words = shorten(_words(statement), room).ljust(room)
    style = "bold green" if best > 1 else ""
    return Text.assemble((plural(best, "report").ljust(_MARGIN), style), words, "  ", (reports, "dim"))


def _words(statement: StatementRecord) -> str:
    words = f"“{statement.text}”" if statement.kind == "direct" else statement.text
    return f"{statement.speaker.name}: {words}" if statement.speaker else words


def _dated(event: EventView, width: int) -> Iterator[Text]:
    from rich.text import Text

    late = [each for each in event.dossier.clocks if each.told and each.printed is not None]
    for number, clock in enumerate(late[:_CLOCKS_SHOWN]):
        words = f"{event.short[clock.page]}: {days_in_words(clock.told or '')}"
        yield Text.assemble(_label("Clocks", number), (shorten(words, width - _MARGIN), "yellow"))
    if len(late) > _CLOCKS_SHOWN:
        yield Text(f"{' ' * _MARGIN}… and {plural(len(late) - _CLOCKS_SHOWN, 'more page')} in the report", style="dim")
    moments = [each for each in event.moments if each.precision in _PRECISE]
    most = sorted(moments, key=lambda each: (-len({span.page for span in each.spans}), each.value))[:_MOMENTS_SHOWN]
    for number, moment in enumerate(each for each in moments if each in most):
        yield _moment(event, moment, number, width)


def _moment(event: EventView, moment: MomentRecord, number: int, width: int) -> Text:
    from rich.text import Text

    first = happenings(event, moment)[0]
    pages = shorten(page_numbers(event, (span.page for span in moment.spans)), width // 5)
    room = max(width - _MARGIN - _DAY_WIDTH - len(pages) - 2, 12)
    return Text.assemble(
        _label("When", number),
        (
            shorten(day_in_words(moment.value), _DAY_WIDTH - 1).ljust(_DAY_WIDTH),
            "bold green" if first.reports > 1 else "",
        ),
        _around(event, first, room).ljust(room),
        ("  " + pages, "dim"),
    )


def _around(event: EventView, happening: Happening, room: int) -> str:
    """Return the words around a date, as many as there is room for."""
    text, date = event.pages[happening.mention.page].text, happening.mention
    left = max(room - (date.end - date.start) - 2, 0)
    after = min(max(happening.sentence.end - date.end, 0), left // 3)
    start, end = within(text, happening, left - after, after)
    words = (
        f"{'…' * (start > happening.sentence.start)}{printable(text[start:end])}{'…' * (end < happening.sentence.end)}"
    )
    return shorten(words, room)


def _label(word: str, number: int, style: str = "bold") -> tuple[str, str]:
    """Return what stands in the margin of the first of some lines."""
    return (word if number == 0 else "").ljust(_MARGIN), style
