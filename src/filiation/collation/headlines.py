"""Headlines side by side: only those that share words are aligned; every desk writes its own, and those are no readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from filiation.collation.collation import GAP, Collation, VariationUnit, Witness
from filiation.text import tokenise

_CONTENT_LETTERS = 4
_SHARED, _LEAST = 0.5, 2
"""Share of the shorter headline's longer words and figures, and how many, that two have in common where one was edited
into the other; below it an alignment sets words beside each other that have nothing to do with each other."""


def headline_groups(headlines: Sequence[Witness]) -> tuple[tuple[Witness, ...], ...]:
    """Return headlines by kinship: each shares words with another of its group; the largest group first, then by siglum.

    The first span of a witness is its headline, the others its deck, which does not count here. Cost: quadratic in the
    number of different headlines.
    """
    by_words: dict[frozenset[str], list[Witness]] = defaultdict(list)
    for witness in sorted(headlines, key=lambda each: each.siglum):
        by_words[_content(witness)].append(witness)
    distinct = list(by_words)
    home = list(range(len(distinct)))

    def find(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for one, other in combinations(range(len(distinct)), 2):
        shared = len(distinct[one] & distinct[other])
        if shared >= _LEAST and shared >= _SHARED * min(len(distinct[one]), len(distinct[other])):
            home[find(one)] = find(other)
    groups: dict[int, list[Witness]] = defaultdict(list)
    for at, words in enumerate(distinct):
        groups[find(at)] += by_words[words]
    ordered = (tuple(sorted(group, key=lambda each: each.siglum)) for group in groups.values())
    return tuple(sorted(ordered, key=lambda group: (-len(group), group[0].siglum)))


def collate_headlines(headlines: Sequence[Witness], collate: Callable[[Sequence[Witness]], Collation]) -> Collation:
    """Return one collation in which each group of headlines has columns of its own.

    A witness of another group is silent in a group's units: it is in none of their readings.
    """
    parts = [
        collate(group) if len(group) > 1 else _alone(group[0]) for group in headline_groups(headlines)
    ]  # `collate` is passed in: it collates headlines beside bodies, by this function
    rows = [
        (witness.siglum, witness, part.tokens[at], part, at)
        for part in parts
        for at, witness in enumerate(part.witnesses)
    ]
    rows.sort(key=lambda row: row[0])
    starts = dict(
        zip(map(id, parts), np.cumsum([0, *(part.cells.shape[1] for part in parts[:-1])]).tolist(), strict=True)
    )
    cells = np.full((len(rows), sum(part.cells.shape[1] for part in parts)), GAP, dtype=np.int32)
    for row, (_, _, _, part, at) in enumerate(rows):
        first = starts[id(part)]
        cells[row, first : first + part.cells.shape[1]] = part.cells[at]
    cells.flags.writeable = False
    return Collation(
        tuple(witness for _, witness, *_ in rows),
        tuple(tokens for _, _, tokens, *_ in rows),
        cells,
        tuple(_shifted(unit, starts[id(part)]) for part in parts for unit in part.units),
    )


def _content(witness: Witness) -> frozenset[str]:
    forms = tokenise(witness.text, witness.spans[:1], words_only=True).forms
    return frozenset(form for form in forms if len(form) >= _CONTENT_LETTERS or form[0].isdigit() or not form.isascii())


def _alone(witness: Witness) -> Collation:
    tokens = tokenise(witness.text, witness.spans)
    return Collation((witness,), (tokens,), np.arange(len(tokens), dtype=np.int32)[np.newaxis], ())


def _shifted(unit: VariationUnit, by: int) -> VariationUnit:
    return replace(unit, first=unit.first + by, past=unit.past + by)
