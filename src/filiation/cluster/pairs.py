"""Pairs: from texts to verified, typed reuse. Candidates, alignment, evidence, verdict; one row a pair.

Rarity is counted in families, not in texts: a story that three thousand pages carry is one family, and its words are
as rare as if it stood once, while a form's words stand in every week's instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.alignment import Alignment, align
from filiation.cluster.evidence import Evidence, weigh_pair
from filiation.cluster.parting import find_root
from filiation.cluster.profile import Profile
from filiation.cluster.rarity import Subjects
from filiation.cluster.sketches import Postings, find_candidates, post
from filiation.cluster.typing import Verdict, judge

if TYPE_CHECKING:
    from numpy.typing import NDArray

# So much in common, no fact swapped and little time between: surely one family, whatever else may come.
# Two short notices may agree in all but the company; prose, or much in common, does not happen twice.
SURE_SHARE, SURE_PROSE, SURE_WORDS = 0.6, 25, 60
SURE_FIGURES = 0.75
SURE_HOURS = 48.0
# A shingle in so many families besides the pair's own is common, if no few of them have most of it: as mixed as so many
# families of equal size. Of a story in 300 papers all but the heavily edited are surely one family; the rest are each for
# themselves, until all are judged, and must not make the story's words common. (At two others, 6 of 36 simulated newsrooms
# lose a copy, at three 3, as without; of the labelled forms of Reuters-21578 4 of 38 are joined instead of 2.)
COMMON_FAMILIES, LEAST_SPREAD = 3, 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One verified pair of texts: their places among the profiles (a < b), and what was found."""

    a: int
    b: int
    alignment: Alignment
    evidence: Evidence
    verdict: Verdict


def verify(profiles: Sequence[Profile], subjects: Subjects) -> list[Pair]:
    """Find, align and type the pairs of texts that share words; ascending by place.

    Cost: n log n in the number of words for the candidates; about .6 ms a candidate.
    """
    postings = post([p.shingles for p in profiles])
    drafts = []
    for a, b in find_candidates(postings).tolist():
        alignment = align(profiles[a].codes, profiles[b].codes)
        drafts.append(
            (a, b, alignment, weigh_pair(profiles[a], profiles[b], alignment, subjects.of(a), subjects.of(b)))
        )
    family = _sure_families(len(profiles), [(a, b) for a, b, _, evidence in drafts if is_sure(evidence)])
    rarity = _Rarity(postings, family)
    pairs = []
    for a, b, alignment, draft in drafts:
        one, other = profiles[a], profiles[b]
        shared, common = rarity.count(one, other, own=1 if family[a] == family[b] else 2)
        evidence = replace(draft, common=common / shared if shared else 0.0, rare=shared - common)
        verdict = judge(evidence)
        pairs.append(Pair(a, b, alignment, evidence, verdict))
    return pairs


def is_sure(e: Evidence) -> bool:
    """Tell whether two texts are surely one family, whatever else may come."""
    return (
        e.most >= SURE_SHARE
        and (e.prose >= SURE_PROSE or e.shared >= SURE_WORDS)
        and not e.swapped
        and not e.subjects
        and (e.figures is None or e.figures >= SURE_FIGURES)
        and (e.gap_hours is None or e.gap_hours <= SURE_HOURS)
    )


def _sure_families(size: int, links: list[tuple[int, int]]) -> NDArray[np.int64]:
    family = np.fromiter(components(size, links), dtype=np.int64, count=size)
    family.flags.writeable = False
    return family


def components(size: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each of ``size`` things the smallest that it is linked with, directly or not."""
    root = list(range(size))
    for a, b in links:
        one, other = find_root(root, a), find_root(root, b)
        root[max(one, other)] = min(one, other)
    return [find_root(root, thing) for thing in range(size)]


class _Rarity:
    """In how many families each shingle stands, and whether few of them have most of it."""

    def __init__(self, postings: Postings, family: NDArray[np.int64]) -> None:
        order = np.lexsort((family[postings.texts], postings.shingles))
        shingles, families = postings.shingles[order], family[postings.texts][order]
        first = np.ones(len(shingles), dtype=bool)
        first[1:] = (shingles[1:] != shingles[:-1]) | (families[1:] != families[:-1])
        texts = np.diff(np.append(np.flatnonzero(first), len(shingles)))
        self._shingles, start, self._families = np.unique(shingles[first], return_index=True, return_counts=True)
        if len(texts):
            whole, squares = np.add.reduceat(texts, start), np.add.reduceat(texts * texts, start)
            self._families = np.where(whole * whole >= LEAST_SPREAD * squares, self._families, 0)

    def count(self, one: Profile, other: Profile, own: int) -> tuple[int, int]:
        """Return how many shingles two texts share, and how many of them are common outside their ``own`` families."""
        shared = np.intersect1d(one.shingles, other.shingles, assume_unique=True)
        families = self._families[np.searchsorted(self._shingles, shared)]
        return len(shared), int((families - own >= COMMON_FAMILIES).sum())
