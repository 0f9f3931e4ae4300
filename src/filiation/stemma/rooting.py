"""The root: which text was first, by clocks, markers, orphaned references, and how news is rewritten.

Every edge collects votes for one direction or the other; a root is worth the votes that point away from it. Votes are
in log-odds, so the share of a root among all is e to its sum over the sum of all; that is its support.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiation.cluster.tradition import Siglum
from filiation.collation import Witness
from filiation.stemma.deeds import Deed, Ledger
from filiation.stemma.orphans import full_names, orphans
from filiation.stemma.signs import forwardness
from filiation.stemma.stemma import Clues
from filiation.stemma.tree import Tree

# Log-odds of one piece of evidence. Set by hand; the simulator's root accuracy and calibration decide (bench/stemma.py).
CLOCK = 1.5
MARKER = 1.5
ORPHAN = 1.5
SIGN, MOST_SIGNS = 0.25, 0.5
"""Kept small: true on real write-throughs that we read, but on simulated ones, which do not move in tense, no better
than chance (125 edges right, 171 wrong)."""
GAIN, MOST_GAINS = 0.25, 1.25
"""Later versions have more: on simulated newsrooms the side with more passages of its own is the younger on 285 edges of
429, with three more on 93 of 128."""
CAUTION = 0.66
"""The pieces of evidence are not independent: their sum is shrunk by this before it becomes a support."""
LEAF = 2.5
"""A page that no other text descends from is seldom the first: 447 edges of 472."""
CENTRE = 0.8
"""The side with more pages is the older one, within the tree: 67 edges of 96."""
DISPATCH = 1.5
"""For a lost text as root where a credit says that there was a dispatch."""

TOLD = 0.5
"""Support from which a root is told."""
TOLD_PLAIN = 0.65
"""The same for plain witnesses: without clocks and credits the words alone must tell."""

SHAPE = "the shape of the tree"
"""No evidence of its own: it alone tells no root."""

CHAIN = 0.5
"""Share of texts that are exemplars from which a tradition of plain witnesses is the revisions of one page."""


@dataclass(frozen=True, slots=True)
class Vote:
    """Evidence that the text at ``older`` was written before its neighbour ``younger``."""

    older: int
    younger: int
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class Root:
    """The verdict: the node, its support and the reason; ``node`` is None where nothing tells."""

    node: int | None
    support: float | None
    reason: str


def find_root(ledger: Ledger, clues: Mapping[Siglum, Clues], witnesses: Sequence[Witness]) -> Root:
    """Weigh every node of the tree as root."""
    tree = ledger.tree
    by_text = _clues_by_text(ledger, clues, witnesses)
    credited = any(its.is_credited for group in by_text.values() for its in group)
    is_plain = all(its == Clues() for group in by_text.values() for its in group)
    votes = [vote for a, b in tree.edges for vote in _votes(ledger, a, b, by_text, witnesses, is_plain=is_plain)]
    worth = {node: _worth(tree, node, votes, by_text) for node in sorted(tree.links)}
    if credited:
        for node in worth:
            worth[node] += DISPATCH * (node >= tree.extant)
    best = max(worth, key=lambda node: (round(worth[node], 9), node >= tree.extant, -node))
    support = 1 / sum(math.exp(CAUTION * min(value - worth[best], 0.0)) for value in worth.values())
    kinds = _kinds(tree, best, votes)
    if not set(kinds) - {SHAPE} or support < (TOLD_PLAIN if is_plain else TOLD):
        why = f"the evidence is too thin ({', '.join(kinds)})" if kinds else "neither clocks nor words tell a direction"
        return Root(None, None, f"cannot tell which text was first: {why}")
    return Root(best, round(support, 3), "told by " + ", ".join(kinds))


def _clues_by_text(
    ledger: Ledger, clues: Mapping[Siglum, Clues], witnesses: Sequence[Witness]
) -> dict[int, list[Clues]]:
    return {
        text: [clues.get(witnesses[row].siglum, Clues()) for row in rows]
        for text, rows in enumerate(ledger.characters.texts)
    }


def _votes(
    ledger: Ledger, a: int, b: int, clues: Mapping[int, list[Clues]], witnesses: Sequence[Witness], *, is_plain: bool
) -> list[Vote]:
    """Return the votes on the direction of the edge between ``a`` and ``b``."""
    tree = ledger.tree
    deeds = ledger.deeds(a, b)
    sides = [sorted(n for n in tree.side(x, y) if n < tree.extant) for x, y in ((a, b), (b, a))]
    votes = [
        _vote(
            a,
            b,
            _clock_lead(
                [t for n in sides[0] for t in _times(clues[n])], [t for n in sides[1] for t in _times(clues[n])]
            ),
            "clocks",
        ),
        _vote(a, b, MARKER * (_marked(sides[1], clues) - _marked(sides[0], clues)), "update markers"),
        _vote(a, b, _orphan_lead(ledger, deeds, sides, witnesses), "orphaned references"),
        _vote(a, b, _sign_lead(deeds), "the course of events in the wording"),
        _vote(a, b, _gain_lead(tree, deeds, is_plain=is_plain), "what was added and cut"),
        _vote(a, b, _shape_lead(tree, a, b, sides, is_plain=is_plain), SHAPE),
    ]
    return [vote for vote in votes if vote is not None]


def _vote(a: int, b: int, lead: float, kind: str) -> Vote | None:
    if abs(lead) < 1e-9:
        return None
    return Vote(a, b, lead, kind) if lead > 0 else Vote(b, a, -lead, kind)


def _times(group: Sequence[Clues]) -> list[str]:
    return [time for its in group for time in (its.published or its.dateline,) if time is not None]


def earlier(one: str, other: str) -> bool:
    """Tell whether one ISO 8601 time is surely before another: at the precision that both tell."""
    shared = min(len(one), len(other), 16)
    if shared > 10 and (_zone(one) is None) != (_zone(other) is None):
        shared = 10
    return one[:shared] < other[:shared]


def _zone(time: str) -> str | None:
    tail = time[16:]
    return next((tail[k:] for k, c in enumerate(tail) if c in "+-Z"), None)


def _clock_lead(mine: Sequence[str], yours: Sequence[str]) -> float:
    """The side whose first page is the earlier holds the earlier version, as a rule."""
    if not mine or not yours:
        return 0.0
    first_mine = all(earlier(min(mine), time) for time in yours)
    first_yours = all(earlier(min(yours), time) for time in mine)
    return CLOCK * (first_mine - first_yours)


def _marked(side: Sequence[int], clues: Mapping[int, list[Clues]]) -> float:
    marked = [any(its.markers for its in clues[text]) for text in side]
    return sum(marked) / len(marked)


def _orphan_lead(
    ledger: Ledger, deeds: Sequence[Deed], sides: Sequence[Sequence[int]], witnesses: Sequence[Witness]
) -> float:
    lead = 0.0
    for sign, losing, deed in ((1, 1, d) for d in deeds if d.is_loss):
        lead += sign * _orphaned(ledger, deed, sides[losing], witnesses)
    for deed in (d for d in deeds if d.is_gain):
        lead -= _orphaned(ledger, deed, sides[0], witnesses, reverse=True)
    return max(-2 * ORPHAN, min(2 * ORPHAN, lead))


def _orphaned(
    ledger: Ledger, deed: Deed, side: Sequence[int], witnesses: Sequence[Witness], *, reverse: bool = False
) -> float:
    reading = deed.there if reverse else deed.here
    assert reading is not None
    passage = " ".join(
        span.of(witness.text)
        for siglum, span in zip(reading.sigla[:1], reading.spans[:1], strict=True)
        for witness in witnesses
        if witness.siglum == siglum
    )
    introduced = set(full_names(passage))
    if not introduced:
        return 0.0
    rows = [ledger.characters.texts[text][0] for text in side]
    return ORPHAN * any(orphans(witnesses[row], introduced) for row in rows)


def _sign_lead(deeds: Sequence[Deed]) -> float:
    here = "\n".join(deed.here.text for deed in deeds if deed.here and deed.here.text)
    there = "\n".join(deed.there.text for deed in deeds if deed.there and deed.there.text)
    return max(-MOST_SIGNS, min(MOST_SIGNS, SIGN * forwardness(here, there)))


def _gain_lead(tree: Tree, deeds: Sequence[Deed], *, is_plain: bool) -> float:
    """Revisions add, and so the side that has more of its own is the later one.

    Copies of other outlets cut, so this is told of dispatches, and of the revisions of one page; not of other
    traditions of plain witnesses, where either may be.
    """
    if is_plain and not _is_chain(tree):
        return 0.0
    lead = GAIN * (sum(deed.is_gain for deed in deeds) - sum(deed.is_loss for deed in deeds))
    return max(-MOST_GAINS, min(MOST_GAINS, lead))


def _shape_lead(tree: Tree, a: int, b: int, sides: Sequence[Sequence[int]], *, is_plain: bool) -> float:
    """The first text stands within the tree, where most descend from it."""
    if is_plain or tree.extant < 3:
        return 0.0
    if len(tree.links[b]) == 1 or len(tree.links[a]) == 1:
        return LEAF if len(tree.links[b]) == 1 else -LEAF
    return CENTRE * (len(sides[0]) - len(sides[1])) / (len(sides[0]) + len(sides[1]))


def _is_chain(tree: Tree) -> bool:
    inner = sum(len(tree.links[node]) > 1 for node in tree.links if node < tree.extant)
    return tree.extant >= 3 and inner >= CHAIN * (tree.extant - 2)


def _worth(tree: Tree, root: int, votes: Sequence[Vote], clues: Mapping[int, list[Clues]]) -> float:
    parent = _parents(tree, root)
    worth = 0.0
    for vote in votes:
        worth += vote.weight if parent[vote.younger] == vote.older else -vote.weight
    for text in range(tree.extant):
        # No text was printed before its exemplar: every ancestor with a later clock speaks against this root.
        node = parent[text]
        while node is not None:
            if node < tree.extant and any(earlier(t, s) for t in _times(clues[text]) for s in _times(clues[node])):
                worth -= 2 * CLOCK
            node = parent[node]
    return worth


def _parents(tree: Tree, root: int) -> dict[int, int | None]:
    parent: dict[int, int | None] = {root: None}
    todo = [root]
    for node in todo:
        for other in sorted(tree.links[node]):
            if other not in parent:
                parent[other] = node
                todo.append(other)
    return parent


def _kinds(tree: Tree, root: int, votes: Sequence[Vote]) -> list[str]:
    """Return the kinds of evidence that speak for the root, the weightiest first."""
    parent = _parents(tree, root)
    total: dict[str, float] = {}
    for vote in votes:
        total[vote.kind] = total.get(vote.kind, 0.0) + (
            vote.weight if parent[vote.younger] == vote.older else -vote.weight
        )
    return [kind for kind, weight in sorted(total.items(), key=lambda item: (-item[1], item[0])) if weight > 0]
