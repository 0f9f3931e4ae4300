"""House rules: what each witness writes its own way throughout, learned from where the witnesses part in style alone.

A desk that prints "Mr Brandt" for "Brandt" forty times decided that once; a reader is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation.collation import GAP, Change, Collation, VariationUnit
from filiation.collation.habits import Habit, Style, capital_habit, habits_between
from filiation.text import Span, hull, sentences

LEAST_FOLLOWED = 2
"""Times that a witness must write so: once is a word, not a rule."""

LEAST_CONSISTENCY = 0.6
"""Share of the places at which it must write so; a house that goes both ways has no rule."""

EXAMPLES = 3
"""Places that are shown of each rule."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """What one witness writes where others write something else and mean the same.

    Attributes:
        siglum: The witness.
        kind: What the rule is about.
        writes: Its way: the words themselves, or in words what it does ("the day first").
        instead: The others' way.
        others: Witnesses that write the other way at these places, sorted.
        followed: Places at which it writes so, at least `LEAST_FOLLOWED`.
        chances: Places at which the witnesses part between the two ways and it has either; where all agree nothing is
            counted, since the words alone do not tell that there was a choice.
        spans: Up to `EXAMPLES` places where it writes so; an empty span where its way is to leave something out.
    """

    siglum: Siglum
    kind: Style
    writes: str
    instead: str
    others: tuple[Siglum, ...]
    followed: int
    chances: int
    spans: tuple[Span, ...]

    @property
    def consistency(self) -> float:
        """Times followed of the chances, 0-1."""
        return self.followed / self.chances

    def in_words(self) -> str:
        """Return the rule as a sentence without its end: ``B writes “Mr X” where A writes “X” (9 of 10 times)``."""
        others = " and ".join(self.others) if len(self.others) <= 2 else f"{len(self.others)} others"
        verb = "writes" if len(self.others) == 1 else "write"
        ways = (self.writes, self.instead) if _is_described(self) else (f"“{self.writes}”", f"“{self.instead}”")
        times = (
            f"{self.followed} times" if self.followed == self.chances else f"{self.followed} of {self.chances} times"
        )
        return f"{self.siglum} writes {ways[0]} where {others} {verb} {ways[1]} ({times})"


_QUOTED = frozenset({Style.TITLE, Style.NAME, Style.ABBREVIATION, Style.CAPITAL})


def _is_described(rule: HouseRule) -> bool:
    """Tell whether the ways are told in words, and are not the words themselves."""
    if rule.kind is Style.POINTS:
        return " " in rule.writes + rule.instead
    if rule.kind is Style.NUMERAL:
        return rule.writes not in {"%", "percent", "per cent", "pct"}
    return rule.kind not in _QUOTED


@dataclass(frozen=True, slots=True)
class _Ballot:
    """At each place where the witnesses part between two ways: for every witness the way, 0 or 1, and where."""

    kind: Style
    ways: tuple[str, str]
    cast: dict[int, list[tuple[int, Span]]]


def house_rules(collation: Collation) -> tuple[HouseRule, ...]:
    """Learn the house rules of each witness.

    Of two ways the one that fewer witnesses go is the rule, of as many the one with more letters ("Mr X", not "X"):
    so that each difference is told once.

    Returns:
        By siglum, then the most followed first.

    Cost: linear in the readings of style units, and in tokens.
    """
    ballots: dict[tuple[Style, tuple[str, str]], _Ballot] = {}
    for kind, ways, votes in (*_votes_of_units(collation), *_votes_of_capitals(collation)):
        ballot = ballots.setdefault((kind, ways), _Ballot(kind, ways, defaultdict(list)))
        for row, its in votes.items():
            ballot.cast[row].append(its)
    found = [
        rule for key in sorted(ballots, key=lambda k: (k[0].value, k[1])) for rule in _rules(ballots[key], collation)
    ]
    return tuple(sorted(found, key=lambda r: (r.siglum, -r.followed, r.kind.value, r.writes, r.instead)))


Votes = tuple[Style, tuple[str, str], dict[int, tuple[int, Span]]]


def _votes_of_units(collation: Collation) -> Iterator[Votes]:
    row_of = {witness.siglum: row for row, witness in enumerate(collation.witnesses)}
    for unit in collation.units:
        if unit.change is not Change.STYLE:
            continue
        places: dict[tuple[Style, tuple[str, str]], dict[int, tuple[int, Span]]] = {}
        for (here, one), (there, other) in combinations(_printed(unit, collation, row_of), 2):
            text, span = one if here else other
            for habit in habits_between(here, there, text[max(0, span.start - 20) : span.start]):
                ways = _sorted_ways(habit)
                votes = places.setdefault((habit.kind, ways), {})
                for words, its in ((habit.here, here), (habit.there, there)):
                    for siglum, where in _holders(unit, its, collation, row_of):
                        votes.setdefault(row_of[siglum], (ways.index(words), where))
        for (kind, ways), votes in places.items():
            yield kind, ways, votes


def _printed(
    unit: VariationUnit, collation: Collation, row_of: dict[Siglum, int]
) -> list[tuple[str, tuple[str, Span]]]:
    """Return one printed wording for each reading, with the text and the place that it is read from."""
    found: dict[str, tuple[str, Span]] = {}
    for reading in unit.readings:
        texts = [
            (span.of(text := collation.witnesses[row_of[s]].text), text, span)
            for s, span in zip(reading.sigla, reading.spans, strict=True)
        ]
        words, text, span = min(texts)
        found.setdefault(words, (text, span))
    return sorted(found.items())


def _holders(
    unit: VariationUnit, words: str, collation: Collation, row_of: dict[Siglum, int]
) -> Iterator[tuple[Siglum, Span]]:
    """Yield the witnesses of the reading that was read as ``words``, with their places."""
    for reading in unit.readings:
        if words in {
            span.of(collation.witnesses[row_of[s]].text) for s, span in zip(reading.sigla, reading.spans, strict=True)
        }:
            yield from zip(reading.sigla, reading.spans, strict=True)


def _votes_of_capitals(collation: Collation) -> Iterator[Votes]:
    """Yield the places where the same words are printed with other first letters, sentence starts left out."""
    printed = [_inner_words(collation, row) for row in range(len(collation.witnesses))]
    by_column: dict[int, dict[int, tuple[str, Span]]] = defaultdict(dict)
    for row, words in enumerate(printed):
        for column, its in words.items():
            by_column[column][row] = its
    pending: _Printing | None = None
    for column in sorted(by_column):
        faces = sorted({words for words, _ in by_column[column].values()})
        for one, other in combinations(faces, 2):
            if capital_habit(one, other) is None:
                continue
            votes = {
                row: ((one, other).index(words), span)
                for row, (words, span) in by_column[column].items()
                if words in (one, other)
            }
            here = _Printing(column, (one, other), votes)
            if pending is not None and (joined := pending.with_next(here)) is not None:
                pending = joined
                continue
            if pending is not None:
                yield Style.CAPITAL, pending.ways, pending.votes
            pending = here
    if pending is not None:
        yield Style.CAPITAL, pending.ways, pending.votes


@dataclass(frozen=True, slots=True)
class _Printing:
    """Words up to ``column`` that are printed in two ways, the greater letters first, and who prints which."""

    column: int
    ways: tuple[str, str]
    votes: dict[int, tuple[int, Span]]

    def with_next(self, other: _Printing) -> _Printing | None:
        """Return both as one phrase where the words adjoin and the witnesses part alike, else None."""
        if other.column != self.column + 1 or {r: v[0] for r, v in other.votes.items()} != {
            r: v[0] for r, v in self.votes.items()
        }:
            return None
        votes = {row: (way, hull((span, other.votes[row][1]))) for row, (way, span) in self.votes.items()}
        return _Printing(other.column, (f"{self.ways[0]} {other.ways[0]}", f"{self.ways[1]} {other.ways[1]}"), votes)


def _inner_words(collation: Collation, row: int) -> dict[int, tuple[str, Span]]:
    """Return by column the words of a witness that begin no sentence and no quotation."""
    witness, tokens = collation.witnesses[row], collation.tokens[row]
    text = witness.text
    starts = {span.start for span in sentences(text, witness.spans)}
    columns = np.flatnonzero(collation.cells[row] != GAP)
    found = {}
    for column, token in zip(columns.tolist(), collation.cells[row, columns].tolist(), strict=True):
        span = Span(int(tokens.starts[token]), int(tokens.ends[token]))
        opens = token > 0 and not tokens.forms[token - 1][-1].isalnum() and tokens.forms[token - 1] not in {",", ";"}
        if token > 0 and not opens and span.start not in starts and tokens.forms[token][0].isalpha():
            found[column] = (span.of(text), span)
    return found


def _sorted_ways(habit: Habit) -> tuple[str, str]:
    return (habit.here, habit.there) if habit.here < habit.there else (habit.there, habit.here)


def _rules(ballot: _Ballot, collation: Collation) -> Iterator[HouseRule]:
    counts = {row: [sum(way == k for way, _ in its) for k in (0, 1)] for row, its in ballot.cast.items()}
    goes = [sum(its[k] > its[1 - k] for its in counts.values()) for k in (0, 1)]
    # Fewer witnesses; then the longer way; both are read off the texts, never off the names.
    rule = min((0, 1), key=lambda k: (not goes[k], goes[k], -len(ballot.ways[k]), ballot.ways[k]))
    others = tuple(sorted(collation.witnesses[row].siglum for row, its in counts.items() if its[1 - rule] > its[rule]))
    for row, its in sorted(counts.items()):
        followed, chances = its[rule], sum(its)
        if followed >= LEAST_FOLLOWED and followed >= LEAST_CONSISTENCY * chances and others:
            spans = tuple(span for way, span in sorted(ballot.cast[row], key=lambda v: v[1]) if way == rule)[:EXAMPLES]
            yield HouseRule(
                collation.witnesses[row].siglum,
                ballot.kind,
                ballot.ways[rule],
                ballot.ways[1 - rule],
                others,
                followed,
                chances,
                spans,
            )
