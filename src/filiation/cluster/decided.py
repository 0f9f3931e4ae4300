"""What a person decided about pairs of pages, in place of what their words say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from filiation.archive.decisions import Bond
from filiation.archive.page import PageId
from filiation.cluster.alignment import align
from filiation.cluster.evidence import weigh_pair
from filiation.cluster.families import Decided
from filiation.cluster.pairs import Pair
from filiation.cluster.profile import Profile
from filiation.cluster.rarity import Subjects
from filiation.cluster.tradition import Relation
from filiation.cluster.typing import Verdict


def parts_of(bonds: Iterable[Bond]) -> dict[PageId, str]:
    """Return the pages that must not share a profile with the pages of the same words, each under a name of its own."""
    return {page: page for bond in bonds if not bond.is_one for page in (bond.a, bond.b)}


def decide_pairs(
    pairs: Sequence[Pair], profiles: Sequence[Profile], subjects: Subjects, bonds: Sequence[Bond]
) -> tuple[list[Pair], list[Decided]]:
    """Return the pairs with what is decided of some, pairs that nobody compared included, and which texts those are.

    Cost: an alignment for each two texts that are decided to be one and did not look alike.
    """
    place = place_of(profiles)
    rows = {(pair.a, pair.b): pair for pair in pairs}
    decided: list[Decided] = []
    for bond in bonds:
        a, b = sorted((place[bond.a], place[bond.b]))
        if a == b:  # one text on both pages: nothing to join
            continue
        decided.append(Decided(a, b, bond.is_one))
        pair = rows.get((a, b))
        if pair is None and not bond.is_one:  # nobody took them for one
            continue
        pair = pair or _compared(a, b, profiles, subjects)
        rows[a, b] = replace(pair, verdict=_verdict(pair.verdict.relation, bond))
    return [rows[key] for key in sorted(rows)], decided


def place_of(profiles: Sequence[Profile]) -> Mapping[PageId, int]:
    """Return each page's text, by its place."""
    return {page.page: place for place, profile in enumerate(profiles) for page in profile.pages}


def _verdict(found: Relation, bond: Bond) -> Verdict:
    if not bond.is_one:
        return Verdict(Relation.UNRELATED, 1.0, f"{bond.told}: not one report")
    joins = found.is_kin and found is not Relation.EXCERPT
    return Verdict(found if joins else Relation.REVISION, 1.0, f"{bond.told}: one report")


def _compared(a: int, b: int, profiles: Sequence[Profile], subjects: Subjects) -> Pair:
    alignment = align(profiles[a].codes, profiles[b].codes)
    evidence = weigh_pair(profiles[a], profiles[b], alignment, subjects.of(a), subjects.of(b))
    return Pair(a, b, alignment, evidence, Verdict(Relation.UNRELATED, 1.0, ""))
