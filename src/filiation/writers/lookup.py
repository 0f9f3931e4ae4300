"""What ``lookup`` answers: one line of JSON a question, or some lines for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import IO, TYPE_CHECKING

from filiation.text import plural
from filiation.writers.record import SpanRecord, SpunRecord, StemmaRecord, TracedPageRecord
from filiation.writers.words import day_in_words, printable, shorten

if TYPE_CHECKING:
    from filiation.crawl.index import Carried
    from filiation.crawl.lineage import Lineage
    from filiation.crawl.lookup import Match
    from filiation.crawl.question import Question

_WIDTH = 100
_SNIPPET = 160
_NAMED = 5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class CarrierRecord:
    """A page of the archive, as a table tells of it."""

    article: str
    url: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class MatchedRecord:
    """The same words in the question and in the page of the archive."""

    query: SpanRecord
    match: SpanRecord


@dataclass(frozen=True, slots=True)
class MatchRecord:
    """A text of the archive in which something of the question stands.

    ``support`` is how sure the relation is, 0-1; ``tradition`` the id that the public tables use; ``pages`` the first
    pages of that tradition by their clocks, of ``carried`` in all; ``first`` who carried it first, null where no clock
    tells.
    """

    article: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    relation: str
    support: float
    containment_query: float
    containment_match: float
    spans: list[MatchedRecord]
    tradition: str
    carried: int
    pages: list[CarrierRecord]
    first: CarrierRecord | None
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What one page or passage was found to be; ``page`` is null for a passage, ``stemmata`` is filled by ``--tree``."""

    page: str | None
    text: str
    matches: list[MatchRecord]
    stemmata: list[StemmaRecord]


def record_answer(question: Question, matches: Sequence[Match], lineages: Sequence[Lineage]) -> AnswerRecord:
    """Return an answer as it is printed."""
    stemmata: list[StemmaRecord] = []
    if lineages:
        from filiation.writers.recording import record_stemma

        stemmata = [record_stemma(lineage.stemma) for lineage in lineages]
    return AnswerRecord(
        page=question.article.page or None,
        text=question.article.text,
        matches=[_match(match) for match in matches],
        stemmata=stemmata,
    )


def _match(match: Match) -> MatchRecord:
    card = match.page.card
    return MatchRecord(
        article=card.article,
        url=card.url,
        title=card.title,
        outlet=card.outlet,
        published=card.published,
        relation=match.relation.value,
        support=round(match.support, _DIGITS),
        containment_query=round(match.containment_query, _DIGITS),
        containment_match=round(match.containment_match, _DIGITS),
        spans=[
            MatchedRecord(SpanRecord(own.start, own.end), SpanRecord(other.start, other.end))
            for own, other in match.spans
        ],
        tradition=match.tradition,
        carried=match.carried,
        pages=[_carrier(page) for page in match.pages],
        first=None if match.first is None else _carrier(match.first),
        reason=match.reason,
    )


def _carrier(page: Carried) -> CarrierRecord:
    return CarrierRecord(page.card.article, page.card.url, page.card.outlet, page.card.published)


def render_answer(answer: AnswerRecord, lineages: Sequence[Lineage], stream: IO[str]) -> None:
    """Print an answer for an editor: where the text stands, who carried it first, who else carries it."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, width=None if stream.isatty() else _WIDTH, soft_wrap=False)
    name = "the passage" if answer.page is None else shorten(answer.page, _WIDTH // 2)
    if not answer.matches:
        console.print(f"{name}: no passage of it stands in the archive", style="bold", markup=False)
        return
    traditions = dict.fromkeys(match.tradition for match in answer.matches)
    stands = f"stands in {plural(len(answer.matches), 'text')} of {_traditions(len(traditions))}"
    console.print(f"{name}: {stands}", style="bold", markup=False)
    trees = {lineage.tradition: lineage for lineage in lineages}
    for tradition in traditions:
        matches = [match for match in answer.matches if match.tradition == tradition]
        console.print()
        for line, style in _tradition(matches, answer.text, console.width):
            console.print(line, style=style, markup=False, no_wrap=True, overflow="ellipsis")
        if tradition in trees:
            from filiation.writers.recording import record_stemma
            from filiation.writers.terminal_tree import render_tree

            render_tree(record_stemma(trees[tradition].stemma), _pages(trees[tradition]), console)


def _traditions(count: int) -> str:
    return "1 tradition" if count == 1 else f"{count:,} traditions"


def _tradition(matches: Sequence[MatchRecord], text: str, width: int) -> Iterator[tuple[str, str]]:
    """Yield lines with their styles."""
    first = matches[0].first
    title = next((match.title for match in matches if match.title), None)
    told = f"carried first by {_who(first)}" if first else "who carried it first cannot be told"
    if matches[0].carried == 1:
        told = f"carried by {_who(matches[0])} alone"
    yield f"“{shorten(title, width // 2)}”" if title else f"tradition {printable(matches[0].tradition)}", "bold cyan"
    yield f"   {told} · {plural(matches[0].carried, 'page')}", ""
    for match in matches:
        share = f"{match.containment_query:.0%} of it"
        yield f"   {match.relation:<10} {match.support:.2f}  {share:<12} {_who(match)}", "green"
        if match.url:
            yield f"      {printable(match.url)}", "dim"
        if match.spans:
            longest = max(match.spans, key=lambda span: span.query.end - span.query.start).query
            yield f"      “{shorten(text[longest.start : longest.end], min(_SNIPPET, width - 10))}”", "dim"
    shown = {match.article for match in matches}
    others = [page for page in matches[0].pages if page.article not in shown]
    if others:
        rest = matches[0].carried - len(shown) - len(others[:_NAMED])
        more = f" and {rest:,} more" if rest > 0 else ""
        yield f"   also carried by {'; '.join(_who(page) for page in others[:_NAMED])}{more}", ""


def _who(page: MatchRecord | CarrierRecord) -> str:
    who = printable(page.outlet or page.article)
    return f"{who}, {day_in_words(page.published)}" if page.published else who


def _pages(lineage: Lineage) -> dict[str, TracedPageRecord]:
    from filiation.writers.recording import record_article

    records = [record_article(article) for article in lineage.articles]
    return {
        record.page: TracedPageRecord(
            **{each.name: getattr(record, each.name) for each in fields(record)},
            siglum=siglum,
            spun=SpunRecord(0.0, []),
            extra={},
        )
        for siglum, record in zip(lineage.sigla, records, strict=True)
    }
