"""Families: which texts carry one dispatch. Kin links joined, and cut again where a page only brings two together.

A link that the other pairs of its texts' families outvote joins nothing, nor does a lifted passage. A digest is kin to several dispatches and must not make them one: where the neighbours
of a text fall apart without it and take up different parts of it, the text is a digest, and it stays with the one that
it mostly consists of, or alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from filiation.cluster.pairs import components
from filiation.cluster.parting import group_by_votes, vote_against, vote_for

# Two neighbours speak of one part of a text where their passages overlap by this share of the smaller one.
ONE_PART = 0.3
# A digest belongs to the dispatch that takes up this part of it.
MOSTLY = 0.5
# Decisions outvote all pairs (a vote is 6 at most), and "not one report" outvotes any number of decisions to join.
DECIDED_FOR, DECIDED_AGAINST = 1e9, -1e15


@dataclass(frozen=True, slots=True)
class Link:
    """Two kin texts, by their places; the runs of words that they share (`Alignment.blocks`, a first); how sure it is."""

    a: int
    b: int
    blocks: Sequence[tuple[int, int, int]]
    support: float = 1.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two instances of one form, by their places; how sure that is; the part of what they share that is common, 0-1."""

    a: int
    b: int
    support: float
    common: float


@dataclass(frozen=True, slots=True)
class Decided:
    """Two texts, by their places, of which a person has said whether they are one report."""

    a: int
    b: int
    is_one: bool


@dataclass(frozen=True, slots=True)
class Families:
    """Which texts belong together, and which links were cut.

    Attributes:
        members: Places of the texts of each family, ascending; families by their first.
        digests: Links (by place) that only a digest made.
        outvoted: Links (by place) between texts that the other pairs of their families keep apart.
    """

    members: tuple[tuple[int, ...], ...]
    digests: frozenset[int]
    outvoted: frozenset[int]


def find_families(
    sizes: Sequence[int], links: Sequence[Link], refusals: Sequence[Refusal] = (), decided: Sequence[Decided] = ()
) -> Families:
    """Join kin texts, and part what doubtful links or digests glued.

    Args:
        sizes: Number of words of each text.
        links: Between kin texts; a lifted passage is none.
        refusals: Pairs that fill one form.
        decided: What holds whatever the links say; must not contradict itself.

    Cost: n log n in the pairs, save for texts whose neighbours take up different parts of them; those cost one walk
    through their component each.
    """
    votes = [(link.a, link.b, vote_for(link.support)) for link in links]
    votes += [(each.a, each.b, vote_against(each.support, each.common)) for each in refusals]
    votes += [(each.a, each.b, DECIDED_FOR if each.is_one else DECIDED_AGAINST) for each in decided]
    group = group_by_votes(len(sizes), votes)
    forced = [(each.a, each.b) for each in decided if each.is_one]
    is_forced = frozenset(frozenset(pair) for pair in forced)
    held = frozenset(place for place, link in enumerate(links) if frozenset((link.a, link.b)) in is_forced)
    whole = {place: link for place, link in enumerate(links) if group[link.a] == group[link.b]}
    outvoted = frozenset(range(len(links))) - whole.keys()
    cut: set[int] = set()
    while found := _digest_links(sizes, whole) - held:
        cut |= found
        for place in found:
            del whole[place]
    groups: dict[int, list[int]] = defaultdict(list)
    for text, root in enumerate(components(len(sizes), [*((link.a, link.b) for link in whole.values()), *forced])):
        groups[root].append(text)
    return Families(tuple(tuple(group) for group in groups.values()), frozenset(cut), outvoted)


def _digest_links(sizes: Sequence[int], links: dict[int, Link]) -> set[int]:
    """Return the links to cut, found in one look at the whole graph, so that no text is judged before another."""
    by_text: dict[int, list[int]] = defaultdict(list)
    for place, link in links.items():
        by_text[link.a].append(place)
        by_text[link.b].append(place)
    cut: set[int] = set()
    for text, places in by_text.items():
        if len(places) < 2:
            continue
        covers = {place: _cover(links[place], text) for place in places}
        if len(_parts(list(covers.values()))) < 2:
            continue
        cut |= _losing_links(text, covers, links, by_text, sizes[text])
    return cut


def _losing_links(
    text: int, covers: dict[int, int], links: dict[int, Link], by_text: dict[int, list[int]], size: int
) -> set[int]:
    side: dict[int, int] = {}
    for place in covers:
        neighbour = links[place].a + links[place].b - text
        if neighbour in side:
            continue
        todo = [neighbour]
        side[neighbour] = place
        while todo:
            here = todo.pop()
            for other_place in by_text[here]:
                other = links[other_place].a + links[other_place].b - here
                if other != text and other not in side:
                    side[other] = place
                    todo.append(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in covers:
        groups[side[links[place].a + links[place].b - text]].append(place)
    if len(groups) < 2:
        return set()
    merged = [(_union(covers[place] for place in group), group) for group in groups.values()]
    parts = _parts([cover for cover, _ in merged])
    if len(parts) < 2:
        return set()
    # The part that takes up most of the text keeps it, if that is the larger part of the text.
    sizes = [_union(merged[i][0] for i in part).bit_count() for part in parts]
    best = max(range(len(parts)), key=lambda i: (sizes[i], -i))
    tied = sizes.count(sizes[best]) > 1
    keep = best if sizes[best] >= MOSTLY * size and not tied else None
    return {place for i, part in enumerate(parts) if i != keep for member in part for place in merged[member][1]}


def _cover(link: Link, text: int) -> int:
    """Return the words of ``text`` that the two share, one bit a word."""
    cover = 0
    for x, y, length in link.blocks:
        cover |= ((1 << length) - 1) << (x if link.a == text else y)
    return cover


def _union(covers: object) -> int:
    whole = 0
    for cover in covers:  # type: ignore[attr-defined]
        whole |= cover
    return whole


def _parts(covers: Sequence[int]) -> list[list[int]]:
    """Group covers that speak of one part of a text; a group grows to the union of its covers."""
    groups: list[tuple[int, list[int]]] = []
    for place in sorted(range(len(covers)), key=lambda i: (-covers[i].bit_count(), i)):
        cover = covers[place]
        for i, (whole, group) in enumerate(groups):
            if (whole & cover).bit_count() >= ONE_PART * min(whole.bit_count(), cover.bit_count()):
                groups[i] = (whole | cover, [*group, place])
                break
        else:
            groups.append((cover, [place]))
    return [group for _, group in groups]
