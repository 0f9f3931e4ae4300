"""Parting: where a chain of links joins texts that others keep apart, the evidence on both sides is added up.

Connected components over-merge: one doubtful link between two stories makes them one family, though ten other pairs of
the same two groups were refused. Each pair is a vote, as strong as it is sure.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

# A link that is just so kin still joins two texts about which nothing else is known; and none outvotes all others.
LEAST_WEIGHT, MOST_WEIGHT = 0.1, 6.0


def vote_for(support: float) -> float:
    """Return a kin pair's vote: the log-odds of its support (0.5-1)."""
    return min(MOST_WEIGHT, max(LEAST_WEIGHT, math.log(support / (1 - support)) if support < 1 else MOST_WEIGHT))


def vote_against(support: float, common: float) -> float:
    """Return a refused pair's vote, negative: the log-odds of its support, as far as what it shares is common (0-1).

    Two heavily edited copies of one text look like two instances of a form; only other texts can tell. In a few pages
    nothing is common, and families are the connected components.
    """
    return -common * vote_for(support)


def group_by_votes(size: int, votes: Iterable[tuple[int, int, float]]) -> list[int]:
    """Group things so that within groups the votes are for it, and between them against.

    Args:
        size: Number of things.
        votes: (one, other, weight); positive weights join, negative part. Pairs without a vote say nothing.

    Returns:
        For each thing the smallest of its group. Does not depend on the order of the votes.

    Source:
        Greedy additive edge contraction (Keuper et al. 2015) for correlation clustering: the two groups with the
        strongest sum of votes between them are joined, until no sum is positive. Without a vote against, these are the
        connected components. Cost: n log n in the votes.
    """
    between: list[dict[int, float]] = [{} for _ in range(size)]
    for one, other, weight in sorted(votes):
        if one != other:
            # Rounded, so that sums in another order are the same.
            between[one][other] = between[other][one] = round(between[one].get(other, 0.0) + weight, 6)
    heap = [
        (-weight, one, other)
        for one in range(size)
        for other, weight in between[one].items()
        if one < other and weight > 0
    ]
    heapq.heapify(heap)
    root, least = list(range(size)), list(range(size))
    while heap:
        weight, one, other = heapq.heappop(heap)
        if root[one] != one or root[other] != other or between[one].get(other) != -weight:
            continue  # an earlier joining has changed it
        # Whichever has fewer neighbours moves, so that a vote moves few times.
        keep, gone = (one, other) if len(between[one]) >= len(between[other]) else (other, one)
        root[gone], least[keep] = keep, min(least[keep], least[gone])
        moving, between[gone] = between[gone], {}
        for third, own in moving.items():
            del between[third][gone]
            if third == keep:
                continue
            total = round(between[keep].get(third, 0.0) + own, 6)
            between[keep][third] = between[third][keep] = total
            if total > 0:
                heapq.heappush(heap, (-total, min(keep, third), max(keep, third)))
    return [least[find_root(root, thing)] for thing in range(size)]


def find_root(root: list[int], thing: int) -> int:
    """Return the last of the chain that ``root`` leads along from a thing, and shorten it on the way."""
    while root[thing] != thing:
        root[thing] = root[root[thing]]
        thing = root[thing]
    return thing
