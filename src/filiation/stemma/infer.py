"""The verb: a collation and the clues of its witnesses in, the family tree out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from filiation.cluster.tradition import Siglum
from filiation.collation import Collation
from filiation.settings import Settings
from filiation.stemma.account import changes_of, credited_nodes, evidence_of, places_of, summarise
from filiation.stemma.characters import Characters, characters_of
from filiation.stemma.clocks import earlier
from filiation.stemma.core import MOST_SEARCHED, grown_tree
from filiation.stemma.deeds import Ledger
from filiation.stemma.mixture import Mixture, with_mixtures
from filiation.stemma.naming import lost_names
from filiation.stemma.parsimony import Patterns, cost_of, patterns_of
from filiation.stemma.revisions import Chain, chain_of
from filiation.stemma.rooting import Root, find_root, first_revision
from filiation.stemma.search import cheapest_tree
from filiation.stemma.stemma import Clues, Descent, Node, Role, Stemma
from filiation.stemma.support import NOISE, supports
from filiation.stemma.tree import Tree

PRICE = 3.0
"""Events that a lost text costs: so many deeds it must save. Of 1, 2, 3 and 4 best on simulated newsrooms."""
PRICE_CREDITED, PRICE_FEW, FEW, MANY = 2.0, 1.0, 6, 9
"""The same where a page names an agency: then there was a dispatch; and of few texts (from `MANY` down to `FEW` it falls
from the first to the second), where a lost version may show in two pages only. Of 1, 1.25, 1.5 and 2 on 184 traditions of
5 to 8 pages: the most even split found in .79, .72, .71 and .60, F of all inner splits .69, .68, .69, .66; on 80 of 9
pages F .55, .57 (1.5), .59, so there the price stays."""
INNER_CREDITED, INNER_SMALL, SMALL, LARGE = 1.0, 2.0, 4, 12
"""What a page costs as another's source, there: the fewer pages we have, the less likely is a page's source among them
(from `SMALL` texts to `LARGE` it falls from the second to the first). On simulated newsrooms with lost versions
splits found rise from .79 to .91; with a price of 2 at all sizes the sign score falls by 3 points at eight pages."""
REVISIONS = 0.2
"""Chance of being the revisions of one page from which plain witnesses are taken for such. Below one half, since copies of a
dispatch seldom come without a credit: of 162 chains of page versions .96 are taken so; of simulated copies, stripped of
all that tells an agency, .56 of those with 4 texts, .33 with 5 and .15 with more, whose tree is a line or nearly so; of 27
simulated hand-copied traditions none."""
MOST_ALTERNATIVES = 5


def infer_stemma(id: str, collation: Collation, clues: Mapping[Siglum, Clues], settings: Settings) -> Stemma:  # noqa: A002
    """Infer the family tree of a tradition: the cheapest way to have written all its witnesses.

    Args:
        id: The tradition's id, or a row's.
        collation: Its witnesses, at least two.
        clues: What witnesses tell beside their words; a witness that is missing here tells nothing.
        settings: ``seed`` is used.

    Returns:
        The stemma; ``root`` is None, and no descent directed, where nothing tells a direction.

    Source:
        Maximum parsimony over deeds, with extant inner nodes and a price for each lost text; see `parsimony`,
        `search` (moves), `support` (bootstrap) and `rooting`.
    """
    characters = characters_of(collation)
    if len(characters.texts) == 1 or not len(characters):
        return _same_words(id, collation, characters, clues)
    found = _found_tree(collation, characters, clues, settings.seed)
    patterns, tree = found.patterns, found.tree
    ledger = Ledger(collation, characters, patterns, tree, min(tree.links))
    between = [share for (a, b), share in found.support.items() if min(len(tree.links[a]), len(tree.links[b])) > 1]
    if found.chain is not None:
        root = first_revision(found.chain)
    else:
        root = find_root(ledger, clues, collation.witnesses, max(between, default=1.0))
    start = root.node if root.node is not None else _centre(tree)
    ledger = Ledger(collation, characters, patterns, tree, start)
    order = _outward(tree, start)
    names = _names(collation, characters, clues) | lost_names(
        [node for _, node in order if node >= tree.extant], (witness.siglum for witness in collation.witnesses)
    )
    mixtures = _mixtures(found, order)
    descents = [
        Descent(
            parent=names[parent],
            child=names[child],
            support=round(found.support[min(parent, child), max(parent, child)], 3),
            share=round(1 - mixtures[child].share, 3) if child in mixtures else 1.0,
            directed=root.node is not None,
            evidence=evidence_of(ledger, collation, parent, child),
            summary=summarise(
                ledger,
                parent,
                child,
                _clues_of(child, collation, characters, clues),
                exemplar_credited=credited_nodes(clues),
            ),
            changes=changes_of(ledger, collation, parent, child),
        )
        for parent, child in order
        if parent is not None
    ]
    descents += [
        Descent(
            parent=names[its.second],
            child=names[its.text],
            support=round(its.support, 3),
            share=its.share,
            directed=root.node is not None,
            evidence=places_of(its.characters, its.text, characters, collation),
            summary=f"a second exemplar: {its.share:.0%} of the words follow it",
        )
        for its in mixtures.values()
    ]
    descents += _copies(collation, characters, clues, is_rooted=root.node is not None)
    alternatives = _alternatives(found, characters, names)
    return Stemma(
        id=id,
        root=None if root.node is None else names[root.node],
        root_support=root.support,
        root_reason=root.reason,
        nodes=_nodes(collation, tree, root, order, names, ledger, credited=credited_nodes(clues)),
        descents=tuple(sorted(descents, key=lambda d: (d.child, -d.share, d.parent))),
        alternatives=alternatives,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The tree that was found, the support of its edges by their ends, and other trees that samples chose.

    ``chain`` where the texts are the revisions of one page; ``mixtures`` are the texts with a second exemplar.
    """

    patterns: Patterns
    tree: Tree
    support: Mapping[tuple[int, int], float]
    others: tuple[Tree, ...] = ()
    chain: Chain | None = None
    mixtures: tuple[Mixture, ...] = ()


def _found_tree(collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues], seed: int) -> _Found:
    if all(its == Clues() for its in clues.values()):
        chain = chain_of(collation, [rows[0] for rows in characters.texts])
        if chain is not None and chain.likeness >= REVISIONS:
            return _line(chain, characters)
    if len(characters.texts) > MOST_SEARCHED:
        prices = _dispatch_prices(characters) if credited_nodes(clues) else (PRICE, 0.0)
        patterns = patterns_of(characters, *prices)
        grown = grown_tree(characters, patterns, seed)
        return _Found(patterns, grown.tree, grown.support)
    patterns, tree, _ = _cheapest(characters, clues)
    tree, mixtures = with_mixtures(tree, collation, characters, patterns)
    mixed = {its.text: its.support for its in mixtures}
    support, others = supports(tree, mixed, characters, patterns, seed)
    return _Found(patterns, tree, support, tuple(others), mixtures=mixtures)


def _line(chain: Chain, characters: Characters) -> _Found:
    """Return the revisions of one page as a tree."""
    links = list(pairwise(chain.order))
    support = {(min(link), max(link)): its for link, its in zip(links, chain.support, strict=True)}
    tree = Tree.of(len(characters.texts), links)
    return _Found(patterns_of(characters, PRICE), tree, support, chain=chain)


def _mixtures(found: _Found, order: Sequence[tuple[int | None, int]]) -> dict[int, Mixture]:
    """Return the mixtures by text, but for those whose second exemplar would descend from the text itself."""
    parent = {node: above for above, node in order}
    kept = {}
    for its in found.mixtures:
        above: int | None = its.second
        while above is not None and above != its.text:
            above = parent[above]
        if above is None and parent[its.text] not in (None, its.second):
            kept[its.text] = its
    return kept


def _dispatch_prices(characters: Characters) -> tuple[float, float]:
    scale = min(1.0, max(0.0, (LARGE - len(characters.texts)) / (LARGE - SMALL)))
    many = min(1.0, max(0.0, (len(characters.texts) - FEW) / (MANY - FEW)))
    return PRICE_FEW + many * (PRICE_CREDITED - PRICE_FEW), INNER_CREDITED + scale * (INNER_SMALL - INNER_CREDITED)


def _cheapest(characters: Characters, clues: Mapping[Siglum, Clues]) -> tuple[Patterns, Tree, float]:
    """Return the cheapest tree, at the prices of its kind of tradition: dispatch, revisions of a page, or any other."""
    if credited_nodes(clues):
        patterns = patterns_of(characters, *_dispatch_prices(characters))
        return patterns, *cheapest_tree(patterns, patterns.weights(characters.weights))
    patterns = patterns_of(characters, PRICE)
    return patterns, *cheapest_tree(patterns, patterns.weights(characters.weights))


def _same_words(id: str, collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues]) -> Stemma:  # noqa: A002
    """Return the stemma of witnesses that do not differ in a word: edges of no length."""
    is_rooted = len(characters.texts) == 1 and _has_first(characters.texts[0], collation, clues)
    copies = _copies(collation, characters, clues, is_rooted=is_rooted)
    if len(characters.texts) > 1:
        # Texts that differ, but nowhere side by side: one is a piece of the other, or they share nothing.
        names = _names(collation, characters, clues)
        copies += [
            Descent(names[0], names[text], 0.0, 1.0, False, (), "nothing that both have differs")
            for text in range(1, len(characters.texts))
        ]
    root = copies[0].parent if copies and is_rooted else None
    reason = (
        "the words are the same; told by clocks"
        if root is not None
        else "cannot tell which text was first: the words are the same"
    )
    return Stemma(
        id=id,
        root=root,
        root_support=None if root is None else 1.0,
        root_reason=reason,
        nodes=tuple(Node(witness.siglum, Role.EXTANT, witness.page) for witness in collation.witnesses),
        descents=tuple(sorted(copies, key=lambda d: (d.child, d.parent))),
    )


def _first_of(rows: Sequence[int], collation: Collation, clues: Mapping[Siglum, Clues]) -> int:
    """Return the witness that stands for a text: of the earliest clock, else credited, else the first by siglum."""

    def rank(row: int) -> tuple[str, bool, Siglum]:
        siglum = collation.witnesses[row].siglum
        its = clues.get(siglum, Clues())
        return (its.published or its.dateline or "~", not its.is_credited, siglum)

    return min(rows, key=rank)


def _names(collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues]) -> dict[int, Siglum]:
    return {
        text: collation.witnesses[_first_of(rows, collation, clues)].siglum
        for text, rows in enumerate(characters.texts)
    }


def _clues_of(node: int, collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues]) -> list[Clues]:
    if node >= len(characters.texts):
        return []
    return [clues.get(collation.witnesses[row].siglum, Clues()) for row in characters.texts[node]]


def _has_first(rows: Sequence[int], collation: Collation, clues: Mapping[Siglum, Clues]) -> bool:
    """Tell whether of witnesses of one text one has a clock that is before all others' clocks."""
    first = _first_of(rows, collation, clues)
    mine, *others = (
        clues.get(collation.witnesses[row].siglum, Clues()).published
        for row in (first, *(row for row in rows if row != first))
    )
    return mine is not None and all(other is not None and earlier(mine, other) for other in others)


def _copies(
    collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues], *, is_rooted: bool
) -> list[Descent]:
    """Return a descent of no length for each further witness of a text, directed where the whole tree is."""
    found = []
    for rows in characters.texts:
        first = _first_of(rows, collation, clues)
        parent = collation.witnesses[first].siglum
        for row in rows:
            child = collation.witnesses[row].siglum
            if row == first:
                continue
            found.append(Descent(parent, child, 1.0, 1.0, is_rooted, (), "the same words"))
    return found


def _centre(tree: Tree) -> int:
    """Return the node to draw an unrooted tree from: that with most neighbours, extant ones last."""
    return max(tree.links, key=lambda node: (len(tree.links[node]), node >= tree.extant, -node))


def _outward(tree: Tree, start: int) -> list[tuple[int | None, int]]:
    """Return (parent, child) from ``start`` on, level by level; ties by the texts that stand below."""
    order: list[tuple[int | None, int]] = [(None, start)]
    for parent, node in order:
        below = [other for other in tree.links[node] if other != parent]
        below.sort(key=lambda other: min(n for n in tree.side(other, node) if n < tree.extant))
        order.extend((node, other) for other in below)
    return order


def _nodes(
    collation: Collation,
    tree: Tree,
    root: Root,
    order: Sequence[tuple[int | None, int]],
    names: Mapping[int, Siglum],
    ledger: Ledger,
    *,
    credited: bool,
) -> tuple[Node, ...]:
    extant = [Node(witness.siglum, Role.EXTANT, witness.page) for witness in collation.witnesses]
    lost = []
    for parent, node in order:
        if node < tree.extant:
            continue
        if node == root.node:
            note = "first lead; lost" if credited else "the first text; lost"
            lost.append(Node(names[node], Role.ARCHETYPE, None, note))
            continue
        note = "lost"
        if parent is not None and root.node is not None:
            label = (
                "write-through"
                if credited and parent == root.node
                else "a later version"
                if credited
                else "an intermediate copy"
            )
            note = f"{label}: {summarise(ledger, parent, node, (), exemplar_credited=False)}; lost"
        lost.append(Node(names[node], Role.HYPARCHETYPE, None, note))
    return (*extant, *lost)


def _alternatives(
    its: _Found, characters: Characters, names: Mapping[int, Siglum]
) -> tuple[tuple[tuple[Siglum, Siglum], ...], ...]:
    """Return other trees that cost hardly more, as edges; lost texts are named after the best tree's letters."""
    if not its.others:
        return ()
    weights = its.patterns.weights(characters.weights)
    cost, own = cost_of(its.tree, its.patterns, weights), its.tree.signature()
    near = []
    for other in its.others:
        if other.signature() == own:
            continue
        price = cost_of(other, its.patterns, weights)
        if price <= cost + NOISE:
            near.append((round(price, 6), other.signature(), other))
    found = []
    for _, _, other in sorted(near, key=lambda item: item[:2])[:MOST_ALTERNATIVES]:
        extant = {node: names[node] for node in other.links if node < other.extant}
        order = [node for _, node in _outward(other, _centre(other)) if node >= other.extant]
        called = extant | lost_names(order, extant.values())
        found.append(tuple((called[a], called[b]) for a, b in _outward(other, _centre(other)) if a is not None))
    return tuple(found)
