"""Sentences side by side: what a reader wants to see of a collation."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation.collation import GAP, Collation
from filiation.text import Span, hull, sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

_JOINS = 0.4
"""A sentence joins a row when at least this share of it, or of the row, stands in the other's columns: below it, two
rewritten sentences that share only function words would be set beside each other."""


class Match(Enum):
    """How sentences of two witnesses, or of all in a row, stand to each other."""

    EXACT = "exact"
    """The same words in the same place."""
    NEAR = "near"
    """Some other words."""
    MOVED = "moved"
    """In another place of the text."""
    MERGED = "merged"
    """One sentence where the other has several."""
    SPLIT = "split"
    """Several sentences where the other has one."""
    ONLY = "only"
    """The other has nothing there; of a row: one witness alone has it."""


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """Sentences that stand side by side.

    Attributes:
        spans: One a witness, in the collation's order; None where it has nothing there.
        counts: How many sentences of the witness that is; 0 where it has nothing.
        wordings: Number of the wording, from 0 by the first witness that has it; equal words have equal numbers. -1
            where there is nothing.
        moved: Whether the witness has it in another place than the row's order says.
    """

    spans: tuple[Span | None, ...]
    counts: tuple[int, ...]
    wordings: tuple[int, ...]
    moved: tuple[bool, ...]

    @property
    def match(self) -> Match:
        """How the row as a whole reads: the gravest of what holds between any two witnesses that have it.

        Where one has several sentences for another's one, it is `Match.MERGED` if more witnesses have several, else
        `Match.SPLIT`: what the fewer did.
        """
        held = [k for k, count in enumerate(self.counts) if count]
        if len(held) == 1:
            return Match.ONLY
        if any(self.moved[k] for k in held):
            return Match.MOVED
        counts = [self.counts[k] for k in held]
        if min(counts) < max(counts):
            return Match.MERGED if 2 * counts.count(max(counts)) > len(counts) else Match.SPLIT
        return Match.EXACT if len({self.wordings[k] for k in held}) == 1 else Match.NEAR

    def between(self, a: int, b: int) -> Match | None:
        """Tell how the sentence of witness ``b`` stands to that of ``a``; None where neither has it."""
        if not self.counts[a] and not self.counts[b]:
            return None
        if not self.counts[a] or not self.counts[b]:
            return Match.ONLY
        if self.moved[a] != self.moved[b]:
            return Match.MOVED
        if self.counts[a] != self.counts[b]:
            return Match.MERGED if self.counts[b] < self.counts[a] else Match.SPLIT
        return Match.EXACT if self.wordings[a] == self.wordings[b] else Match.NEAR


@dataclass(slots=True)
class _Row:
    """A row in the making: how many columns it has, the first of them, and the sentences of each witness."""

    columns: int
    first: int
    held: dict[int, list[_Sentence]]

    def fits(self, other: _Row) -> bool:
        """Tell whether each witness' sentences stand together in both."""
        return all(
            _is_whole([*self.held[witness], *its]) for witness, its in other.held.items() if witness in self.held
        )

    def take(self, other: _Row) -> None:
        """Join another row to this one."""
        self.columns += other.columns
        self.first = min(self.first, other.first)
        for witness, its in other.held.items():
            self.held[witness] = sorted([*self.held.get(witness, ()), *its], key=lambda each: each.first)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence and its tokens, half-open."""

    span: Span
    first: int
    past: int


def _is_whole(its: list[_Sentence]) -> bool:
    its.sort(key=lambda each: each.first)
    return all(one.past == other.first for one, other in pairwise(its))


def sentence_rows(collation: Collation) -> tuple[SentenceRow, ...]:
    """Return the witnesses' sentences in rows, in the order of the text.

    A row holds several sentences of a witness where another has joined them; every sentence stands in just one row.
    The rows depend on the words alone, not on the order or the names of the witnesses.

    Cost: linear in cells.
    """
    rows = _rows(collation)
    moved: list[set[int]] = [set() for _ in rows]  # by row: the witnesses that have it elsewhere
    for witness in range(len(collation.witnesses)):
        for number in _out_of_order(rows, witness):
            moved[number].add(witness)
    return tuple(_finished(row, its, collation) for row, its in zip(rows, moved, strict=True))


def _rows(collation: Collation) -> list[_Row]:
    """Return the rows by first column; witnesses are read in the order of their words."""
    row_of = np.full(collation.cells.shape[1], GAP, dtype=np.int32)
    rows: list[_Row | None] = []  # None where a row has joined a later one,
    home: list[int] = []  # which stands here
    every = range(len(collation.witnesses))
    for witness in sorted(every, key=lambda k: (collation.tokens[k].forms, collation.witnesses[k].text)):
        columns_of = _columns(collation, witness)
        for sentence in _sentences(collation, witness):
            columns = columns_of[sentence.first : sentence.past]
            number, row = len(rows), _Row(0, int(columns.min()), {witness: [sentence]})
            for other in _near(rows, home, row_of[columns]):
                joined = rows[other]
                if joined is not None and row.fits(joined):
                    row.take(joined)
                    rows[other], home[other] = None, number
            free = columns[row_of[columns] == GAP]
            row_of[free] = number
            row.columns += len(free)
            rows.append(row)
            home.append(number)
    return sorted((row for row in rows if row is not None), key=lambda row: row.first)


def _near(rows: Sequence[_Row | None], home: list[int], taken: NDArray[np.int32]) -> list[int]:
    """Return the rows that a sentence belongs to, by the rows that hold its columns, the nearest first."""
    votes: Counter[int] = Counter()
    numbers, counts = np.unique(taken[taken != GAP], return_counts=True)
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        at = number
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        votes[at] += count
    return [
        number
        for number, shared in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        if (row := rows[number]) is not None and shared >= _JOINS * min(len(taken), row.columns)
    ]


def _sentences(collation: Collation, number: int) -> Iterator[_Sentence]:
    """Yield the sentences of a witness that have tokens."""
    witness, starts = collation.witnesses[number], collation.tokens[number].starts
    for span in sentences(witness.text, witness.spans):
        first, past = (int(np.searchsorted(starts, place)) for place in (span.start, span.end))
        if first < past:
            yield _Sentence(span, first, past)


def _columns(collation: Collation, number: int) -> NDArray[np.int64]:
    """Return the column of each token of one witness."""
    cells = collation.cells[number]
    filled = np.flatnonzero(cells != GAP)
    columns = np.empty(len(collation.tokens[number]), dtype=np.int64)
    columns[cells[filled]] = filled
    return columns


def _out_of_order(rows: Sequence[_Row], witness: int) -> list[int]:
    """Return the rows that a witness has elsewhere: what must go for the others to follow their order.

    Of two rows that changed places the one with fewer words has moved.
    """
    held = [(number, row.held[witness]) for number, row in enumerate(rows) if witness in row.held]
    starts = [min(each.first for each in its) for _, its in held]
    if all(one < other for one, other in pairwise(starts)):
        return []
    places = sorted(starts)
    best: list[tuple[int, int]] = [(0, -1)] * (len(held) + 1)  # Fenwick tree of (words, row), by place in the witness
    before, weights = [-1] * len(held), [0] * len(held)
    for k, (_, its) in enumerate(held):
        place = bisect_left(places, starts[k]) + 1
        at, found = place - 1, (0, -1)
        while at > 0:
            found = max(found, best[at], key=lambda pair: (pair[0], -pair[1]))
            at &= at - 1
        weights[k], before[k] = found[0] + sum(each.past - each.first for each in its), found[1]
        while place <= len(held):
            best[place] = max(best[place], (weights[k], k), key=lambda pair: (pair[0], -pair[1]))
            place += place & -place
    steady, k = set(), max(range(len(held)), key=lambda n: (weights[n], -n))
    while k >= 0:
        steady.add(k)
        k = before[k]
    return [number for k, (number, _) in enumerate(held) if k not in steady]


def _finished(row: _Row, moved: Collection[int], collation: Collation) -> SentenceRow:
    every = range(len(collation.witnesses))
    wordings: dict[tuple[str, ...], int] = {}
    numbers = []
    for witness in every:
        words = tuple(
            form
            for each in row.held.get(witness, ())
            for form in collation.tokens[witness].forms[each.first : each.past]
        )
        numbers.append(wordings.setdefault(words, len(wordings)) if words else -1)
    return SentenceRow(
        tuple(hull(each.span for each in row.held[k]) if k in row.held else None for k in every),
        tuple(len(row.held.get(k, ())) for k in every),
        tuple(numbers),
        tuple(k in moved for k in every),
    )
