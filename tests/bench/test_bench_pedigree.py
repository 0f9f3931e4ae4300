"""Pedigrees as told and as true: what is seen of them in the extant texts alone."""

import pytest
from hypothesis import given, strategies as st
from pedigree import Edge, Pedigree, hangings, hung, neighbours, splits, steps, without_blind


def edges(*pairs):
    return tuple(Edge(parent, child) for parent, child in pairs)


# x is lost:   A ─┬─ B
#                 └─ x ─┬─ C
#                       └─ D
TREE = edges("AB", "Ax", "xC", "xD")
EXTANT = frozenset("ABCD")


def test_steps_go_through_lost_texts():
    """Distances count edges, of lost texts too."""
    assert steps(neighbours(TREE), "B") == {"B": 0, "A": 1, "x": 2, "C": 3, "D": 3}


def test_splits_are_of_extant_texts():
    """Each edge parts the extant texts in two; an edge that parts off a single one does so too."""
    assert splits(TREE, EXTANT) == {
        frozenset((frozenset("B"), frozenset("ACD"))),
        frozenset((frozenset("CD"), frozenset("AB"))),
        frozenset((frozenset("C"), frozenset("ABD"))),
        frozenset((frozenset("D"), frozenset("ABC"))),
    }


def test_hung_from_another_text_the_same_edges_turn():
    """Hung from C, the lost text has C above it and B, A and D below."""
    tree = hung(TREE, "C", EXTANT)
    assert tree.parent == {"x": "C", "A": "x", "D": "x", "B": "A"}
    assert tree.clade["x"] == frozenset("ABD")


def test_every_text_and_every_edge_can_be_the_top():
    """A tree of n texts can be hung in 2n - 1 ways, and each keeps all extant texts below its top."""
    found = hangings(TREE, EXTANT)
    assert len(found) == 9
    for tree in found:
        top = set(tree.clade) - set(tree.parent)
        assert [tree.clade[node] for node in top] == [EXTANT]


@pytest.mark.parametrize(
    ("given_edges", "root", "kept", "kept_root"),
    [
        (edges("AB", "Ay"), "A", [("A", "B", 1.0)], "A"),  # without descendants
        (edges("Ay", "yB", "AC"), "A", [("A", "B", 1.0), ("A", "C", 1.0)], "A"),  # between two
        (edges("yA", "AB"), "y", [("A", "B", 1.0)], "A"),  # first, with one child
        (edges("yz", "zA", "zB"), "y", [("z", "A", 1.0), ("z", "B", 1.0)], "z"),
        (  # a lost mixture with one child hands its parents on
            (Edge("A", "y", 0.7), Edge("B", "y", 0.3), Edge("y", "C"), Edge("A", "B")),
            "A",
            [("A", "B", 1.0), ("A", "C", 0.7), ("B", "C", 0.3)],
            "A",
        ),
    ],
)
def test_what_nothing_extant_shows_is_left_out(given_edges, root, kept, kept_root):
    """Lost texts with no child, or with one, leave no trace; their edges close up and shares multiply."""
    pedigree = without_blind(given_edges, root, frozenset("ABC"))
    assert [(e.parent, e.child, e.share) for e in pedigree.edges] == kept
    assert pedigree.root == kept_root


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), st.sets(st.integers(0, 20)))
def test_what_is_left_is_a_tree_whose_lost_texts_all_part_something(choices, lost):
    """Whatever is lost of a tree, each lost text that stays has two children, and every extant text is reached from the root."""
    names = [f"{'lost' if n in lost else 'W'}{n}" for n in range(len(choices) + 1)]
    extant = frozenset(name for name in names if name.startswith("W"))
    if not extant:
        return
    pairs = [Edge(names[choice % (n + 1)], names[n + 1]) for n, choice in enumerate(choices)]
    pedigree = without_blind(pairs, names[0], extant)
    children = [edge.parent for edge in pedigree.edges]
    assert all(children.count(node) > 1 for node in {*children} - extant)
    assert extant <= steps(neighbours(pedigree.edges), pedigree.root).keys()
    assert pedigree.root not in {edge.child for edge in pedigree.edges}


def test_the_main_parent_gave_the_largest_share():
    """Of two parents the main one gave more."""
    pedigree = Pedigree((Edge("A", "C", 0.4), Edge("B", "C", 0.6)), "A")
    assert [edge.parent for edge in pedigree.main] == ["B"]
