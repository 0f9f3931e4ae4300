"""The root: which text was first, by clocks, figures, markers, orphaned references, and how news is rewritten.

Every edge collects votes for one direction or the other; a root is worth the votes that point away from it. Votes are
in log-odds, so the chance of a root is e to its sum over the sum of all.

Source:
    Conditional logit (McFadden 1974) over the nodes of the tree; fitted on simulated newsrooms, see `votes`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation import Witness
from filiation.stemma.clocks import earlier, precedence
from filiation.stemma.deeds import Ledger
from filiation.stemma.revisions import Chain
from filiation.stemma.stemma import Clues
from filiation.stemma.tree import Tree
from filiation.stemma.votes import SHAPE, Electorate, Vote

LOST = 0.3
"""A lost text as root; log-odds as in `votes`."""
DISPATCH = 0.3
"""The same again where a credit says that there was a dispatch."""
LEAF = -0.6
"""A page from which nothing descends but along one edge, as root."""
ANACHRONISM, MOST_ANACHRONISMS = -0.4, 4
"""A page printed before one it would descend from."""
UNKNOWING, MOST_UNKNOWING = -0.4, 3
"""A page that names the agency below one that does not: who copies an uncredited page cannot know it."""

TOLD = 0.55
"""Support from which a root is told. On 92 unseen simulated newsrooms of five or six pages 55 are told, and .62 of those
right; .79 of those whose tree has the split in question."""
CAUTION_PLAIN = 0.66
"""Votes on plain witnesses are shrunk by this before they become a support: theirs were set by hand."""
TOLD_REVISION = 0.5
"""Support from which the first of the revisions of one page is told."""
ADDED_AND_CUT = "what was added and cut"
TOLD_PLAIN = 0.65
"""Support from which a root of plain witnesses is told: without clocks and credits the words alone must tell."""


@dataclass(frozen=True, slots=True)
class Root:
    """The verdict: the node, its support and the reason; ``node`` is None where nothing tells."""

    node: int | None
    support: float | None
    reason: str


def find_root(ledger: Ledger, clues: Mapping[Siglum, Clues], witnesses: Sequence[Witness], steadiness: float) -> Root:
    """Weigh every node of the tree as root.

    Args:
        ledger: What differs along each edge.
        clues: What witnesses tell beside their words.
        witnesses: As in the collation.
        steadiness: 0-1, the support of the surest edge between inner texts; 1.0 where there is none.

    Returns:
        The root. Its support is the chance that the first text lies on its side of every edge between inner texts,
        times the steadiness; where the tree has none, and of plain witnesses, that this very text was the first.
    """
    tree = ledger.tree
    by_text = {
        text: [clues.get(witnesses[row].siglum, Clues()) for row in rows]
        for text, rows in enumerate(ledger.characters.texts)
    }
    is_plain = all(its == Clues() for group in by_text.values() for its in group)
    order = precedence([_first_time(by_text[text]) for text in range(tree.extant)])
    electorate = Electorate(ledger, by_text, witnesses, order, is_plain)
    votes = [vote for a, b in tree.edges for vote in electorate.votes(a, b)]
    worth = _worths(tree, votes)
    for node, prior in _priors(electorate).items():
        worth[node] += prior
    chance = _chances(worth, CAUTION_PLAIN if is_plain else 1.0)
    best, support = _likeliest(tree, chance, by_node=is_plain)
    if not is_plain:
        support *= steadiness
    kinds = _kinds(tree, best, votes)
    if not set(kinds) - {SHAPE} or support < (TOLD_PLAIN if is_plain else TOLD):
        why = f"the evidence is too thin ({', '.join(kinds)})" if kinds else "neither clocks nor words tell a direction"
        return Root(None, None, f"cannot tell which text was first: {why}")
    return Root(best, round(support, 3), "told by " + ", ".join(kinds))


def first_revision(chain: Chain) -> Root:
    """Return the first of the revisions of one page, or that it cannot be told."""
    support = round(chain.first * chain.likeness, 3)
    if support < TOLD_REVISION:
        return Root(None, None, f"cannot tell which text was first: the evidence is too thin ({ADDED_AND_CUT})")
    return Root(chain.order[0], support, f"told by {ADDED_AND_CUT}")


def _first_time(group: Sequence[Clues]) -> str | None:
    """Return the earliest time that the pages of one text tell."""
    times = [time for its in group if (time := its.published or its.dateline) is not None]
    first = None
    for time in sorted(times, key=lambda t: (-len(t), t)):
        if first is None or earlier(time, first):
            first = time
    return first


def _worths(tree: Tree, votes: Sequence[Vote]) -> dict[int, float]:
    """Return what each node is worth as root: across an edge, its votes change sides."""
    start = min(tree.links)
    lead: dict[tuple[int, int], float] = {}
    for vote in votes:
        key = vote.older, vote.younger
        lead[key] = lead.get(key, 0.0) + vote.weight
        lead[key[::-1]] = lead.get(key[::-1], 0.0) - vote.weight
    parent = _parents(tree, start)
    worth = {start: sum(lead.get((up, node), 0.0) for node, up in parent.items() if up is not None)}
    for node, up in parent.items():
        if up is not None:
            worth[node] = worth[up] + 2 * lead.get((node, up), 0.0)
    return worth


def _priors(electorate: Electorate) -> dict[int, float]:
    """Return what speaks for or against each node itself."""
    tree, clues = electorate.ledger.tree, electorate.clues
    if electorate.is_plain:
        return dict.fromkeys(tree.links, 0.0)
    is_credited = {text: any(its.is_credited for its in group) for text, group in clues.items()}
    is_dispatch = any(is_credited.values())
    later, unknowing = _offences(tree, electorate.order, is_credited)
    return {
        node: (LOST + DISPATCH * is_dispatch if node >= tree.extant else LEAF * (len(its) == 1))
        + ANACHRONISM * min(later[node], MOST_ANACHRONISMS)
        + UNKNOWING * min(unknowing[node], MOST_UNKNOWING)
        for node, its in tree.links.items()
    }


def _offences(
    tree: Tree, order: np.ndarray[tuple[int, int], np.dtype[np.int8]], is_credited: Mapping[int, bool]
) -> tuple[dict[int, int], dict[int, int]]:
    """Count for each root the pages that were printed before an ancestor, and those that know more than one."""
    nodes = sorted(tree.links)
    place = {node: k for k, node in enumerate(nodes)}
    later, unknowing = np.zeros(len(nodes), np.int64), np.zeros(len(nodes), np.int64)
    credited = np.asarray([is_credited[text] for text in range(tree.extant)])
    for exemplar in range(tree.extant):
        for branch in sorted(tree.links[exemplar]):
            side = tree.side(branch, exemplar)
            texts = [node for node in side if node < tree.extant]
            # These descend from the exemplar where the root is not among them.
            roots = np.asarray([place[node] for node in nodes if node not in side])
            later[roots] += int((order[texts, exemplar] > 0).sum())
            if not credited[exemplar]:
                unknowing[roots] += int(credited[texts].sum())
    return {n: int(later[k]) for n, k in place.items()}, {n: int(unknowing[k]) for n, k in place.items()}


def _chances(worth: Mapping[int, float], caution: float) -> dict[int, float]:
    most = max(worth.values())
    odds = {node: math.exp(caution * (value - most)) for node, value in worth.items()}
    total = sum(odds.values())
    return {node: odds[node] / total for node in sorted(odds)}


def _likeliest(tree: Tree, chance: Mapping[int, float], *, by_node: bool) -> tuple[int, float]:
    """Return the likeliest text on the likelier side of every edge between inner texts, and the chance of that side."""
    inside, support = set(tree.links), 1.0
    between = [(a, b) for a, b in tree.edges if len(tree.links[a]) > 1 and len(tree.links[b]) > 1]
    for a, b in [] if by_node else between:
        side = tree.side(a, b)
        mass = math.fsum(chance[node] for node in side)
        if round(mass, 9) < 0.5:
            side, mass = set(tree.links) - side, 1 - mass
        # At an even mass the sides chosen need not meet; then the first chosen stands.
        inside, support = (inside & side or inside), min(support, mass)
    best = max(inside, key=lambda node: (round(chance[node], 9), node >= tree.extant, -node))
    return best, chance[best] if by_node or not between else support


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
