"""The verb: a collation and the clues of its witnesses in, the family tree out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filiation.cluster.tradition import Siglum
from filiation.collation import Collation
from filiation.settings import Settings
from filiation.stemma.account import changes_of, credited_nodes, evidence_of, places_of, summarise
from filiation.stemma.characters import Characters, characters_of
from filiation.stemma.clocks import earlier
from filiation.stemma.deeds import Ledger
from filiation.stemma.found import Found, find_tree
from filiation.stemma.mixture import Mixture
from filiation.stemma.naming import lost_names
from filiation.stemma.parsimony import cost_of
from filiation.stemma.rooting import Root, find_root, first_revision
from filiation.stemma.stemma import Clues, Descent, Node, Role, Stemma
from filiation.stemma.support import NOISE
from filiation.stemma.tree import Tree

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
    found = find_tree(collation, characters, clues, settings.seed)
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


def _mixtures(found: Found, order: Sequence[tuple[int | None, int]]) -> dict[int, Mixture]:
    """Return the mixtures by text, but for those whose second exemplar would descend from the text itself."""
    parents = {node: set() if above is None else {above} for above, node in order}
    kept: dict[int, Mixture] = {}
    for its in sorted(found.mixtures, key=lambda its: (-its.saved, its.text)):
        above, todo = {its.second}, [its.second]
        for node in todo:
            todo += sorted(parents[node] - above)
            above |= parents[node]
        if its.text not in above and parents[its.text] and its.second not in parents[its.text]:
            parents[its.text].add(its.second)
            kept[its.text] = its
    return dict(sorted(kept.items()))


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
    its: Found, characters: Characters, names: Mapping[int, Siglum]
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
