"""Contradictions in time: one statement that pages date differently, each reckoned from its own day.

Wordings that differ by the name of a weekday alone are found with the words (`testimony.conflicts`). Here the values are
held against each other: "on Monday" and "on 10 January" may agree, and "on Tuesday" on two pages may not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.statement import Conflict, ConflictKind, Side, Statement, Wording
from filiation.text import Span, sentences, tokenise
from filiation.timeline.extent import Extent, extent_of
from filiation.timeline.mention import DateMention

SAME_WORDS = 0.6
"""Share of the words around the dates, of the longer wording, from which two wordings are of one thing that happened.
Below it they may tell of two ("met on Monday" and "meet again on Thursday"). Chosen on invented pages, not measured."""
_LEAST_WORDS = 4
# Dates in the sentences of a wording; more of them are a table, or a page without a full stop.
_MOST_DATES = 12
# Distinct wordings of one statement that are held against each other: real statements have a handful.
_MOST_WORDINGS = 40


@dataclass(frozen=True, slots=True)
class _Dated:
    """A wording with its whole sentences: the words around their dates, and the dates ("said on Tuesday" is one)."""

    page: PageId
    words: frozenset[str]
    dates: tuple[tuple[Extent, DateMention], ...]


def contradict(
    statements: Sequence[Statement], mentions: Iterable[DateMention], articles: Iterable[Article]
) -> tuple[Statement, ...]:
    """Return the statements, those that pages date differently with a conflict of kind ``date``.

    Args:
        statements: In any order, which is kept; one that has a conflict about a date already stays as it is.
        mentions: Dates of the pages, each with the value that it has there.
        articles: The pages.

    Returns:
        The places of a conflict's sides are the dates themselves.

    Cost: the square of a statement's distinct wordings with a date, of which `_MOST_WORDINGS` count.
    """
    placed: dict[PageId, list[tuple[Extent, DateMention]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.page, m.span)):
        extent = None if mention.value is None else extent_of(mention.value)
        if extent is not None:
            placed[mention.page].append((extent, mention))
    pages = {each.page: _Page(each, placed[each.page]) for each in articles if each.page in placed}
    return tuple(_contradicted(statement, pages) for statement in statements)


class _Page:
    """A page's sentences that hold a date."""

    def __init__(self, article: Article, placed: Sequence[tuple[Extent, DateMention]]) -> None:
        self.text = article.text
        self._placed = placed
        self._sentences = list(sentences(article.text, article.body))

    def dated(self, wording: Wording) -> _Dated | None:
        """Return the dates in the sentences of a wording, and the words around them; None where they have no date."""
        first = bisect_right(self._sentences, wording.span.start, key=lambda each: each.end)
        past = bisect_left(self._sentences, wording.span.end, key=lambda each: each.start)
        if first >= past:
            return None
        whole = Span(self._sentences[first].start, self._sentences[past - 1].end)
        inside = self._placed[
            bisect_left(self._placed, whole.start, key=lambda each: each[1].span.start) : bisect_left(
                self._placed, whole.end, key=lambda each: each[1].span.start
            )
        ]
        if not 0 < len(inside) <= _MOST_DATES:
            return None
        cuts = [whole.start, *(at for _, m in inside for at in (m.span.start, m.span.end)), whole.end]
        around = " ".join(self.text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True))
        return _Dated(wording.page, frozenset(tokenise(around, words_only=True).forms), tuple(inside))


def _contradicted(statement: Statement, pages: Mapping[PageId, _Page]) -> Statement:
    if len(statement.wordings) < 2 or any(each.kind is ConflictKind.DATE for each in statement.conflicts):
        return statement
    dated = [found for each in statement.wordings if each.page in pages and (found := pages[each.page].dated(each))]
    values = {m.value for a, b in combinations(_distinct(dated), 2) for m in _apart(a, b)}
    if not values:
        return statement
    told: dict[str, list[DateMention]] = defaultdict(list)
    for each in dated:
        for _, mention in each.dates:
            if mention.value is not None and mention.value in values:
                told[mention.value].append(mention)
    sides = tuple(
        Side(_told(found, pages), tuple(sorted({Wording(each.page, each.span) for each in found})))
        for _, found in sorted(told.items())
    )
    conflict = Conflict(ConflictKind.DATE, f"dates differ: {' against '.join(side.told for side in sides)}", sides)
    return replace(statement, conflicts=(*statement.conflicts, conflict))


def _distinct(dated: Iterable[_Dated]) -> list[_Dated]:
    """Return one of each wording: the words around, and what their dates are."""
    seen = {(tuple(sorted(d.words)), tuple(m.value for _, m in d.dates)): d for d in dated}
    return list(seen.values())[:_MOST_WORDINGS]


def _apart(a: _Dated, b: _Dated) -> tuple[DateMention, ...]:
    """Return the one date of each wording that has no match on the other side; nothing unless there is just one."""
    common, longer = len(a.words & b.words), max(len(a.words), len(b.words))
    if a.page == b.page or common < _LEAST_WORDS or common < SAME_WORDS * longer:
        return ()
    apart = _unmatched(a, b), _unmatched(b, a)
    return (apart[0][0], apart[1][0]) if len(apart[0]) == len(apart[1]) == 1 else ()


def _unmatched(a: _Dated, b: _Dated) -> list[DateMention]:
    return [mention for extent, mention in a.dates if not any(extent.overlaps(other) for other, _ in b.dates)]


def _told(mentions: Sequence[DateMention], pages: Mapping[PageId, _Page]) -> str:
    """Return "Tuesday (2022-01-11)": the shortest of the words, and what they mean there."""
    words = {" ".join(mention.span.of(pages[mention.page].text).split()) for mention in mentions}
    return f"{min(words, key=lambda text: (len(text), text))} ({mentions[0].value})"
