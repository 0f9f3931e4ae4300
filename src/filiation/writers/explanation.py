"""What ``explain`` answers: one line of JSON, or a page of plain words for an editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from filiation.article.article import Article
from filiation.text import Span, paragraphs, plural
from filiation.writers.record import PlaceRecord, SpanRecord, TracedPageRecord
from filiation.writers.words import day_in_words, is_spun, printable, shorten, telling_phrases

if TYPE_CHECKING:
    from filiation.explain import Explanation, Finding

_WIDTH = 100
_LABEL = 17
_QUOTED = 320
_PHRASES_SHOWN = 6
_LINES_SHOWN = 6
_DIGITS = 3
_ALMOST = 0.99

_HEADS = {
    "same": "ONE REPORT, in the same words",
    "version": "ONE REPORT, in two versions",
    "spun": "ONE REPORT, one of the two through a synonym spinner",
    "passage": "TWO STORIES; a passage of one stands in the other, and counts once",
    "form": "TWO REPORTS: the same form of words about something else",
}


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One thing that bears on the verdict; ``topic`` first, reading, style or turn; ``leans`` for, against or neither."""

    topic: str
    leans: str
    text: str
    spans: list[PlaceRecord]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The longest run of words that agree: where it stands, its length, and that of the longest outside quotations."""

    a: SpanRecord | None
    b: SpanRecord | None
    text: str | None
    words: int
    words_unquoted: int
    paragraph_a: int | None
    paragraph_b: int | None


@dataclass(frozen=True, slots=True)
class FirstRecord:
    """Which page has the earlier text, null where nothing tells; how the two stand in their tree, null where in none."""

    page: str | None
    reason: str
    tree: str | None
    support: float | None


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """What the other page did, in one line, if it was written from ``exemplar``."""

    exemplar: str
    text: str


@dataclass(frozen=True, slots=True)
class ExplanationRecord:
    """Why two pages are, or are not, one report; the first of ``pages`` is a, the second b."""

    verdict: str
    words: str
    independent_reports: int
    support: float
    support_means: str
    relation: str | None
    reason: str
    via: list[str]
    one_event: bool
    event_reason: str | None
    pages: list[TracedPageRecord]
    others: int
    shared_words: int
    containment_a: float
    containment_b: float
    longest_run: RunRecord
    first: FirstRecord
    account: AccountRecord | None
    findings: list[FindingRecord]


def record_explanation(its: Explanation) -> ExplanationRecord:
    """Return an explanation as it is printed."""
    from filiation.writers.recording import record_page

    return ExplanationRecord(
        verdict=its.outcome.value,
        words=_head(its),
        independent_reports=its.counted,
        support=round(its.support, _DIGITS),
        support_means=its.meaning,
        relation=its.relation.value if its.relation else None,
        reason=its.reason,
        via=list(its.via),
        one_event=its.is_one_event,
        event_reason=its.event_reason,
        pages=[
            record_page(article, siglum, spun)
            for article, siglum, spun in zip(its.articles, its.sigla, its.spun, strict=True)
        ],
        others=its.others,
        shared_words=its.shared.words,
        containment_a=round(its.shared.containment_a, _DIGITS),
        containment_b=round(its.shared.containment_b, _DIGITS),
        longest_run=_run(its),
        first=FirstRecord(its.first.page, its.first.reason, its.first.tree, its.first.support),
        account=None if its.account is None else AccountRecord(*its.account),
        findings=[_finding(each) for each in its.findings],
    )


def _head(its: Explanation) -> str:
    verdict = its.outcome.value
    relation = its.relation.value if its.relation else None
    if verdict == "cannot tell":
        return f"CANNOT TELL; counted as {plural(its.counted, 'report')}"
    if verdict == "two":
        where = "one event" if its.is_one_event else "different events"
        return f"TWO REPORTS of {where}{'; one has old paragraphs of the other' if relation == 'background' else ''}"
    if verdict == "version" and relation == "correction":
        return "ONE REPORT, and a correction of it"
    if verdict == "same" and min(its.shared.containment_a, its.shared.containment_b) < 1:
        return "ONE REPORT, in nearly the same words"
    return _HEADS[verdict]


def _run(its: Explanation) -> RunRecord:
    shared = its.shared
    if shared.run is None:
        return RunRecord(None, None, None, 0, 0, None, None)
    a, b = shared.run
    one, other = its.articles
    return RunRecord(
        a=SpanRecord(a.start, a.end),
        b=SpanRecord(b.start, b.end),
        text=a.of(one.text),
        words=shared.run_words,
        words_unquoted=shared.run_told,
        paragraph_a=_paragraph(one, a),
        paragraph_b=_paragraph(other, b),
    )


def _paragraph(article: Article, span: Span) -> int | None:
    """Return the number of the body's paragraph in which characters begin, from 1."""
    return next((n for n, each in enumerate(paragraphs(article.text, article.body), 1) if each.end > span.start), None)


def _finding(its: Finding) -> FindingRecord:
    places = [PlaceRecord(place.page, place.span.start, place.span.end) for place in its.places]
    return FindingRecord(its.topic.value, its.leans.value, its.text, places)


def render_explanation(record: ExplanationRecord, stream: IO[str]) -> None:
    """Print an explanation for an editor; in colour only where ``stream`` is a terminal."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, width=None if stream.isatty() else _WIDTH, soft_wrap=True)
    names = [printable(page.siglum) for page in record.pages]
    console.print(f"{names[0]} and {names[1]}: {record.words}", style="bold", markup=False)
    for label, style, lines in _sections(record, names):
        for number, line in enumerate(lines):
            for row, text in enumerate(_wrapped(line, console.width - _LABEL)):
                left = label if number == 0 and row == 0 else ""
                console.print(f"{left:<{_LABEL}}", style="bold", markup=False, end="")
                console.print(text, style=style, markup=False)


def _wrapped(line: str, width: int) -> list[str]:
    indent = "  " if line.startswith(("+ ", "- ", "· ")) else ""
    return textwrap.wrap(printable(line), max(width, 20), subsequent_indent=indent, break_on_hyphens=False) or [""]


def _sections(record: ExplanationRecord, names: Sequence[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield label, style and lines of each part of the answer that has any."""
    by = {
        lean: [each.text for each in record.findings if each.topic == "reading" and each.leans == lean]
        for lean in ("for", "against", "neither")
    }
    style = [each.text for each in record.findings if each.topic == "style"]
    parts: list[tuple[str, str, list[str]]] = [
        ("", "", [_sure(record), record.reason]),
        ("The pages", "dim", [_about(page) for page in record.pages]),
        ("One event?", "", _event(record)),
        ("First", "", _first(record)),
        ("Shared", "", list(_shared(record, names))),
        ("For one report", "green", _few("+", by["for"])),
        ("Against", "red", _few("-", by["against"])),
        ("Beside that", "", _few("·", by["neither"] + style)),
        ("What was done", "", list(_account(record, names))),
        ("Spun words", "magenta", list(_spun(record))),
        ("It would turn", "cyan", _few("·", [each.text for each in record.findings if each.topic == "turn"])),
    ]
    yield from (part for part in parts if part[2])


def _few(sign: str, lines: Sequence[str]) -> list[str]:
    shown = [f"{sign} {line}" for line in lines]
    if len(lines) <= _LINES_SHOWN + 1:
        return shown
    return [*shown[:_LINES_SHOWN], f"{sign} and {len(lines) - _LINES_SHOWN} more (--json has all)"]


def _sure(record: ExplanationRecord) -> str:
    sure = f"more than {_ALMOST}" if record.support > _ALMOST else f"{record.support:.2f}"
    return f"support {sure}: {record.support_means}"


def _about(page: TracedPageRecord) -> str:
    """Return what a page says of itself."""
    parts = [printable(page.siglum)]
    if page.title:
        parts.append(f"“{shorten(page.title.text, 60)}”")
    if page.outlet:
        parts.append(printable(page.outlet))
    parts.append(f"credits {page.agency.name}" if page.agency else "credits nobody")
    if page.published:
        parts.append(f"{day_in_words(page.published.value)} ({page.published.clock})")
    elif page.dateline and page.dateline.date:
        parts.append(f"{day_in_words(page.dateline.date)} (dateline)")
    else:
        parts.append("no clock")
    return " · ".join(parts)


def _event(record: ExplanationRecord) -> list[str]:
    if record.independent_reports == 1:
        return []
    return [f"yes: they {record.event_reason}"] if record.one_event else ["no: too little says that it is one"]


def _first(record: ExplanationRecord) -> list[str]:
    first = record.first
    name = next((printable(page.siglum) for page in record.pages if page.page == first.page), None)
    lines = [f"{name}, {first.reason}" if name else first.reason]
    lines += [f"· {each.text}" for each in record.findings if each.topic == "first"]
    if first.tree:
        support = "" if first.support is None else f" ({first.support:.2f})"
        lines.append(f"· family tree: {first.tree}{support}")
    return lines


def _shared(record: ExplanationRecord, names: Sequence[str]) -> Iterator[str]:
    if not record.shared_words:
        yield "nothing word for word"
        return
    yield (
        f"{plural(record.shared_words, 'word')}: {record.containment_a:.0%} of {names[0]}, "
        f"{record.containment_b:.0%} of {names[1]}"
    )
    run = record.longest_run
    if run.text:
        where = f"paragraph {run.paragraph_a} of {names[0]}, {run.paragraph_b} of {names[1]}"
        yield f"the longest run, {plural(run.words, 'word')} ({where}): “{shorten(run.text, _QUOTED)}”"


def _account(record: ExplanationRecord, names: Sequence[str]) -> Iterator[str]:
    if record.account is None:
        return
    older = 1 if record.account.exemplar == record.pages[1].page else 0
    is_known = record.first.page == record.account.exemplar
    spun = " (spun words are counted among the edits and facts)" if any(map(is_spun, record.pages)) else ""
    beside = f"{names[1 - older]} beside {names[older]}{'' if is_known else ', whichever was first'}"
    yield f"{beside}: {record.account.text}{spun}"


def _spun(record: ExplanationRecord) -> Iterator[str]:
    for page in record.pages:
        if not is_spun(page):
            continue
        other = next(each.page for each in record.pages if each is not page)
        proved = sum(p.witness is not None and p.witness.page == other for p in page.spun.phrases)
        told = ", ".join(f"“{shorten(p.text, 30)}” for “{p.plain}”" for p in telling_phrases(page, _PHRASES_SHOWN))
        yield (
            f"{printable(page.siglum)} ({page.spun.probability:.2f}): {plural(len(page.spun.phrases), 'phrase')}"
            f"{f', {proved} of them plain on the other page' if proved else ''}{f': {told}, …' if told else ''}"
        )
