"""The cost of a tree, against the slow way."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings, strategies as st

from filiation.stemma.characters import PRIVATE, UNKNOWN, Characters
from filiation.stemma.parsimony import account, changes_of, cost_of, joining_costs, patterns_of
from filiation.stemma.tree import Tree


def slow_changes(tree: Tree, column: list[int]) -> int:
    """Try every way to give the lost texts states; silent texts form blots that hand nothing on."""
    speaking = [node for node in tree.links if node >= tree.extant or column[node] != UNKNOWN]
    if all(node >= tree.extant for node in speaking):
        return 0
    fixed = {n: column[n] if column[n] != PRIVATE else -10 - n for n in tree.links if n < tree.extant}
    lost = tree.lost
    values = sorted({v for v in fixed.values() if v != UNKNOWN})
    # A lost text may also be as silent as its neighbours: it costs nothing to be so on a side that never speaks.
    best = 10**6
    for choice in product([*values, UNKNOWN], repeat=len(lost)):
        state = fixed | dict(zip(lost, choice, strict=True))
        cost = sum(UNKNOWN not in (state[a], state[b]) and state[a] != state[b] for a, b in tree.edges)
        seen: set[int] = set()
        for node in tree.links:
            if state[node] != UNKNOWN or node in seen:
                continue
            blot, todo = {node}, [node]
            while todo:
                for other in tree.links[todo.pop()]:
                    if state[other] == UNKNOWN and other not in blot:
                        blot.add(other)
                        todo.append(other)
            seen |= blot
            around = sum(state[o] != UNKNOWN for n in blot for o in tree.links[n])
            cost += max(0, around - 1)
        best = min(best, cost)
    return best


@st.composite
def trees(draw):
    """A tidy tree of two to six texts with up to two lost ones."""
    extant = draw(st.integers(2, 6))
    lost = draw(st.integers(0, 2))
    nodes = list(range(extant + lost))
    edges = [(draw(st.integers(0, k - 1)), k) for k in nodes[1:]]
    order = draw(st.permutations(nodes))
    return Tree.of(extant, [(order[a], order[b]) for a, b in edges], nodes).tidy()


@st.composite
def cases(draw):
    tree = draw(trees())
    columns = draw(
        st.lists(
            st.lists(st.sampled_from([0, 1, 2, UNKNOWN, PRIVATE]), min_size=tree.extant, max_size=tree.extant),
            min_size=1,
            max_size=4,
        )
    )
    return tree, columns


def characters(columns, texts):
    return Characters(
        tuple((k,) for k in range(texts)),
        np.asarray(columns, dtype=np.int16).T,
        np.ones(len(columns)),
        tuple((k,) for k in range(len(columns))),
    )


@given(cases())
@settings(max_examples=300, deadline=None)
def test_fast_cost_is_slow_cost(case):
    """Messages along the edges count the same changes as trying every state of every lost text."""
    tree, columns = case
    patterns = patterns_of(characters(columns, tree.extant), 3.0)
    fast = changes_of(tree, patterns)[patterns.pattern]
    assert fast.tolist() == [slow_changes(tree, column) for column in columns]


@given(cases())
@settings(max_examples=150, deadline=None)
def test_every_place_tells_the_same_cost(case):
    """The cost of a whole tree is the same read at each of its nodes."""
    tree, columns = case
    patterns = patterns_of(characters(columns, tree.extant), 3.0)
    whole = account(tree, patterns)
    expected = changes_of(tree, patterns).tolist()
    for place, costs in zip(whole.places, whole.costs, strict=True):
        if place[0] == place[1]:
            assert costs.min(axis=0).tolist() == expected


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_joining_costs_are_costs_of_the_joined(case, random):
    """What a tie is said to cost, the tied tree costs."""
    tree, columns = case
    patterns = patterns_of(characters(columns, tree.extant), 3.0, 1.5)
    weights = patterns.weights(np.ones(len(columns)))
    a, b = random.choice(tree.edges)
    parts = tree.cut(a, b)
    one, other = (account(part, patterns) for part in parts)
    mine, theirs = range(len(one.places)), range(len(other.places))
    costs = joining_costs(one, other, patterns, weights, mine, theirs)
    here, there = random.choice(mine), random.choice(theirs)
    joined = one.tree.joined(one.places[here], other.tree, other.places[there])
    assert abs(costs[here, there] - cost_of(joined, patterns, weights)) < 1e-9
