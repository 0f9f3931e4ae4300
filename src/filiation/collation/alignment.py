"""The alignment of all texts: groups grow together along the cheapest spanning tree of the texts.

The two groups whose nearest members are nearest are merged first; the anchors of those two members place the columns
of both groups, the rest is filled in from all readings. Nothing depends on the order or the names of the witnesses:
texts are taken in the order of their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation.anchors import MOVED_TOKENS, chain, moved_runs, shared_runs, shingle_places
from filiation.collation.collation import GAP
from filiation.collation.elsewhere import shared_columns
from filiation.collation.hole import MATCH, align_hole

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_WORTH = 30
"""What the match of a very common word is worth, of 100."""
PUNCTUATION_WORTH = 20

LONGEST_TABLE = 2_500_000_000
"""Words times words of two texts whose distance is still reckoned exactly: half a second a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of all texts: their forms, what a match of each is worth, and each text as codes."""

    forms: tuple[str, ...]
    worth: NDArray[np.int32]
    codes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Texts that are aligned already: their numbers, ascending, and their cells by column."""

    texts: tuple[int, ...]
    cells: NDArray[np.int32]


def lexicon_of(texts: Sequence[tuple[str, ...]]) -> Lexicon:
    """Number the words of ``texts``; the more often a word stands in a text, the less its match is worth."""
    forms = tuple(sorted({form for text in texts for form in text}))
    number = {form: k for k, form in enumerate(forms)}
    codes = tuple(tuple(number[form] for form in text) for text in texts)
    total = np.zeros(len(forms))
    holders = np.zeros(len(forms))
    for text in codes:
        values, counts = np.unique(np.asarray(text, dtype=np.int64), return_counts=True)
        total[values] += counts
        holders[values] += 1
    worth = np.clip(MATCH / np.sqrt(total / np.maximum(holders, 1)), LEAST_WORTH, MATCH)
    for k, form in enumerate(forms):
        if not any(c.isalnum() for c in form):
            worth[k] = PUNCTUATION_WORTH
    return Lexicon(forms, np.rint(worth).astype(np.int32), codes)


def align(texts: Sequence[tuple[str, ...]]) -> NDArray[np.int32]:
    """Align distinct texts, given in the order of their words.

    Returns:
        Shape (texts, columns): index of the token in its text, or `GAP`. A row ascends but where a passage moved.

    Cost:
        One Indel distance a pair, one merge a text; memory texts times columns.
    """
    words = lexicon_of(texts)
    places = [shingle_places(text) for text in words.codes]
    groups = {k: _Group((k,), np.arange(len(text), dtype=np.int32)[None, :]) for k, text in enumerate(words.codes)}
    home = list(range(len(texts)))
    for edge in _spanning_tree(words.codes):
        a, b = sorted(edge, key=home.__getitem__)
        x, y = home[a], home[b]
        merged = _merge(groups[x], groups.pop(y), a, b, words, places)
        groups[x] = merged
        for k in merged.texts:
            home[k] = x
    (whole,) = groups.values()
    return whole.cells


def distances(codes: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
    """Return the Indel distances of texts, each a share of the words of both, 0-1; shape (texts, texts).

    Two very long texts (`LONGEST_TABLE`) have the distance of their words in any order, which is never greater.

    Cost: the product of two texts' lengths a pair, a 64th of it in machine words.
    """
    from rapidfuzz.distance import Indel

    result = np.zeros((len(codes), len(codes)), dtype=np.float32)
    as_text = ["".join(map(chr, _printable(text))) for text in codes]
    counts = {k: Counter(text) for k, text in enumerate(codes) if len(text) ** 2 > LONGEST_TABLE}
    for k, one in enumerate(as_text):
        for n in range(k + 1, len(as_text)):
            other = as_text[n]
            far = (
                Indel.normalized_distance(one, other)
                if len(one) * len(other) <= LONGEST_TABLE or k not in counts or n not in counts
                else 1 - 2 * (counts[k] & counts[n]).total() / (len(one) + len(other))
            )
            result[k, n] = result[n, k] = far
    return result


def _printable(codes: Sequence[int]) -> list[int]:
    # One code point a word lets the C++ side compare strings, not Python objects. Surrogates are stepped over.
    return [code if code < 0xD800 else code + 0x800 for code in codes]


def _spanning_tree(codes: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Return the edges of the minimum spanning tree, nearest first (Kruskal); ties by the texts' order."""
    far = distances(codes)
    first, second = np.triu_indices(len(codes), 1)
    home = list(range(len(codes)))

    def find(k: int) -> int:
        while home[k] != k:
            home[k] = home[home[k]]
            k = home[k]
        return k

    edges: list[tuple[int, int]] = []
    for n in np.argsort(far[first, second], kind="stable"):
        a, b = find(int(first[n])), find(int(second[n]))
        if a != b:
            home[max(a, b)] = min(a, b)
            edges.append((int(first[n]), int(second[n])))
    return edges


def _merge(
    one: _Group, other: _Group, a: int, b: int, words: Lexicon, places: Sequence[dict[tuple[int, ...], int]]
) -> _Group:
    """Merge two groups along their nearest members, text ``a`` of ``one`` and text ``b`` of ``other``."""
    kept, moved = _anchored_columns(one, other, a, b, words, places)
    taken_a = {p for p, _ in moved}
    taken_b = {q for _, q in moved}
    order: list[tuple[int, int]] = []
    twin = dict(moved)
    last_a = last_b = -1
    for p, q in [*kept, (one.cells.shape[1], other.cells.shape[1])]:
        free_a = [c for c in range(last_a + 1, p) if c not in taken_a]
        free_b = [c for c in range(last_b + 1, q) if c not in taken_b]
        pairs = align_hole(
            _readings(one, free_a, words.codes) if free_b else [],
            _readings(other, free_b, words.codes) if free_a else [],
            words.forms,
            words.worth,
        )
        next_a, next_b = last_a + 1, 0
        for i, j in [*pairs, (-1, len(free_b))]:
            past_a = free_a[i] if i >= 0 else p
            order.extend((c, twin.get(c, GAP)) for c in range(next_a, past_a))
            order.extend((GAP, c) for c in free_b[next_b:j])
            if i >= 0:
                order.append((free_a[i], free_b[j]))
                next_a, next_b = free_a[i] + 1, j + 1
        if p < one.cells.shape[1]:
            order.append((p, q))
        last_a, last_b = p, q
    return _woven(one, other, np.asarray(order, dtype=np.int64))


def _woven(one: _Group, other: _Group, order: NDArray[np.int64]) -> _Group:
    texts = tuple(sorted((*one.texts, *other.texts)))
    cells = np.full((len(texts), len(order)), GAP, dtype=np.int32)
    row = {text: k for k, text in enumerate(texts)}
    for group, columns in ((one, order[:, 0]), (other, order[:, 1])):
        full = columns != GAP
        for k, text in enumerate(group.texts):
            cells[row[text], full] = group.cells[k, columns[full]]
    return _Group(texts, cells)


def _anchored_columns(
    one: _Group, other: _Group, a: int, b: int, words: Lexicon, places: Sequence[dict[tuple[int, ...], int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return pairs of columns that belong together: those in order, ascending, and those of moved passages."""
    text_a, text_b = words.codes[a], words.codes[b]
    runs = shared_runs(text_a, text_b, places[a], places[b])
    backbone = chain(runs)
    column_a, column_b = _columns_of(one, a), _columns_of(other, b)
    pairs = sorted(
        (int(column_a[run.a + k]), int(column_b[run.b + k]))
        for run in (*backbone, *moved_runs(runs, backbone, len(text_a), len(text_b)))
        for k in range(run.length)
    )
    if len(one.texts) > 1 or len(other.texts) > 1:
        pairs = sorted(pairs + _beyond_the_nearest(one, other, pairs, words))
    kept = _ascending(pairs)
    inside = set(kept)
    moved: list[tuple[int, int]] = []
    run_now: list[tuple[int, int]] = []
    for pair in [*(p for p in pairs if p not in inside), (-1, -1)]:
        # Columns of other members may stand between the words of a moved passage; its order is what holds it together.
        if run_now and pair[0] >= 0 and 0 < pair[1] - run_now[-1][1] <= MOVED_TOKENS:
            run_now.append(pair)
            continue
        if len(run_now) >= MOVED_TOKENS:
            moved.extend(_filled(run_now, one, other, words, ({p for p, _ in pairs}, {q for _, q in pairs})))
        run_now = [pair]
    return kept, moved


def _beyond_the_nearest(
    one: _Group, other: _Group, pairs: Sequence[tuple[int, int]], words: Lexicon
) -> list[tuple[int, int]]:
    """Return pairs of columns that other members share than the two nearest: a passage that one of those lacks."""
    free = np.ones(one.cells.shape[1], dtype=np.bool_), np.ones(other.cells.shape[1], dtype=np.bool_)
    free[0][[p for p, _ in pairs]] = False
    free[1][[q for _, q in pairs]] = False
    if min(its.sum() for its in free) < MOVED_TOKENS:
        return []
    texts = [words.codes[text] for text in one.texts], [words.codes[text] for text in other.texts]
    return shared_columns(one.cells, other.cells, texts, free)


def _filled(
    run: Sequence[tuple[int, int]], one: _Group, other: _Group, words: Lexicon, taken: tuple[set[int], set[int]]
) -> list[tuple[int, int]]:
    """Fill the holes inside a moved passage as those of the backbone are filled; ``taken`` columns have their place."""
    pairs = [run[0]]
    for (p, q), (next_p, next_q) in pairwise(run):
        free_a = [c for c in range(p + 1, next_p) if c not in taken[0]]
        free_b = [c for c in range(q + 1, next_q) if c not in taken[1]]
        if free_a and free_b:
            readings = _readings(one, free_a, words.codes), _readings(other, free_b, words.codes)
            pairs += [(free_a[i], free_b[j]) for i, j in align_hole(*readings, words.forms, words.worth)]
        pairs.append((next_p, next_q))
    return pairs


def _columns_of(group: _Group, text: int) -> NDArray[np.int64]:
    """Return the column of each token of ``text``."""
    row = group.cells[group.texts.index(text)]
    full = np.flatnonzero(row != GAP)
    columns = np.empty(len(full), dtype=np.int64)
    columns[row[full]] = full
    return columns


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of ``pairs`` (ascending in the first) that ascends in the second too."""
    from bisect import bisect_left

    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for k, (_, q) in enumerate(pairs):
        place = bisect_left(tails, q)
        before[k] = ends[place - 1] if place else -1
        tails[place : place + 1] = [q]
        ends[place : place + 1] = [k]
    path = []
    k = ends[-1] if ends else -1
    while k >= 0:
        path.append(pairs[k])
        k = before[k]
    return path[::-1]


def _readings(group: _Group, columns: Sequence[int], codes: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    result = []
    for c in columns:
        cells = group.cells[:, c].tolist()
        result.append(tuple(sorted({codes[text][t] for text, t in zip(group.texts, cells, strict=True) if t != GAP})))
    return result
