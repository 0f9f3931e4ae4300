"""Parting: groups within which the votes are for one family, and between which they are against it."""

from __future__ import annotations

import random

from hypothesis import given, strategies as st

from filiation.cluster.families import Link, Refusal, find_families
from filiation.cluster.pairs import components
from filiation.cluster.parting import group_by_votes, vote_against, vote_for

THINGS = 9
VOTES = st.lists(
    st.tuples(st.integers(0, THINGS - 1), st.integers(0, THINGS - 1), st.floats(-4, 4).map(lambda w: round(w, 5))),
    max_size=20,
)


def slowly(size, votes):
    """Join the two groups with the strongest sum of votes, over and over, adding everything up anew."""
    groups = [{thing} for thing in range(size)]
    while True:
        sums = [
            (sum(w for a, b, w in votes if (a in one and b in other) or (a in other and b in one)), one, other)
            for place, one in enumerate(groups)
            for other in groups[:place]
        ]
        total, one, other = max(sums, key=lambda each: each[0], default=(0, None, None))
        if total <= 1e-9:
            return groups
        groups.remove(other)
        one |= other


@given(VOTES, st.randoms())
def test_the_order_of_votes_plays_no_part(votes, chance):
    """The same votes in another order make the same groups."""
    turned = list(votes)
    chance.shuffle(turned)
    assert group_by_votes(THINGS, votes) == group_by_votes(THINGS, turned)


def test_groups_are_those_of_the_plain_method():
    """The heap finds what adding up all sums again after each joining finds."""
    chance = random.Random(5)
    for _ in range(200):
        size = chance.randint(1, THINGS)
        votes = [
            (chance.randrange(size), chance.randrange(size), chance.uniform(-3, 4))
            for _ in range(chance.randint(0, 16))
        ]
        found = group_by_votes(size, [(a, b, round(w, 6)) for a, b, w in votes])
        expected = slowly(size, [(a, b, round(w, 6)) for a, b, w in votes if a != b])
        assert found == [min(next(group for group in expected if thing in group)) for thing in range(size)]


@given(VOTES)
def test_without_a_vote_against_groups_are_the_components(votes):
    """Where nothing speaks against it, whatever is linked is one family."""
    for_kin = [(a, b, abs(weight) + 0.1) for a, b, weight in votes]
    assert group_by_votes(THINGS, for_kin) == components(THINGS, [(a, b) for a, b, _ in for_kin])


def test_one_doubtful_link_does_not_join_two_families():
    """Two families that nine refusals keep apart stay two, and the link between them is told as outvoted."""
    whole = [(0, 0, 50)]
    links = [Link(a, b, whole, 0.98) for a, b in ((0, 1), (1, 2), (3, 4), (4, 5))] + [Link(2, 3, whole, 0.55)]
    refusals = [Refusal(a, b, 0.9, 1.0) for a in (0, 1, 2) for b in (3, 4, 5) if (a, b) != (2, 3)]
    found = find_families([60] * 6, links, refusals)
    assert found.members == ((0, 1, 2), (3, 4, 5))
    assert found.outvoted == {4}
    assert find_families([60] * 6, links).members == ((0, 1, 2, 3, 4, 5),)
    unsaid = [Refusal(refusal.a, refusal.b, refusal.support, 0.0) for refusal in refusals]
    assert find_families([60] * 6, links, unsaid).members == ((0, 1, 2, 3, 4, 5),)


def test_a_refusal_between_two_cuts_does_not_part_their_parent():
    """A cut and a rewriting that no longer look alike stay with the text that both came from."""
    whole = [(0, 0, 50)]
    links = [Link(0, 1, whole, 0.95), Link(0, 2, whole, 0.9)]
    assert find_families([90, 40, 60], links, [Refusal(1, 2, 0.7, 1.0)]).members == ((0, 1, 2),)


def test_a_vote_is_never_nothing_and_never_all():
    """Support 0.5 still joins two texts of which nothing else is known; support 1 is no more than many others."""
    assert vote_for(0.5) > 0 == vote_against(0.9, 0.0) > vote_against(0.5, 1.0)
    assert vote_for(1.0) == -vote_against(1.0, 1.0) < 10
