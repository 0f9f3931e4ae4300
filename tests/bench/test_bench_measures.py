"""Measures of a told pedigree, each held against an example worked by hand."""

import measures
import pytest
from pedigree import Edge, Pedigree

EXTANT = frozenset("ABCD")


def pedigree(*pairs, root="A"):
    return Pedigree(tuple(Edge(*pair) for pair in pairs), root)


# The truth: A → B, A → x (lost) → C, D.
TRUE = pedigree("AB", "Ax", "xC", "xD")


def test_the_truth_told_is_wholly_right():
    """Lost texts are known by what they part, whatever they are called."""
    told = pedigree("AB", "Ay", "yC", "yD")
    assert measures.sign_score(TRUE, told, EXTANT) == 100
    assert measures.split_counts(TRUE, told, EXTANT) == (1, 1, 1)
    assert measures.best_hung(TRUE, told, EXTANT) == measures.Likeness((3, 3), 1, 1, 1)
    assert measures.as_told(TRUE, told, EXTANT) == measures.Likeness((3, 3), 1, 1, 1)
    assert measures.root_judged(TRUE, told, EXTANT) == measures.RootJudged(is_right=True, is_near=True)


def test_sign_score_of_a_chain():
    """The chain A–B–C–D told of the star about A: five of twelve signs.

    Seen from A: B, C, D all as near in the star, in the chain each further than the last: 3 halves. From B: the star
    has A nearest and C as far as D; the chain has A as near as C, D furthest. (A, C): half; (A, D): right; (C, D): half. From C:
    the star has A nearest, the chain has B as near as D, A further. (A, B): wrong; (A, D): wrong; (B, D): right. From D: the
    star has A nearest, the chain C. (A, B): wrong; (A, C): wrong; (B, C): half. In all 1.5 + 2 + 1 + .5.
    """
    star, chain = pedigree("AB", "AC", "AD"), pedigree("AB", "BC", "CD")
    assert measures.sign_score(star, chain, EXTANT) == pytest.approx(100 * 5 / 12)


def test_sign_score_takes_second_parents_where_they_help():
    """The truth mixes D of B and C; the second parent told makes the score whole."""
    true = pedigree(("A", "B"), ("A", "C"), ("B", "D", 0.6), ("C", "D", 0.4))
    assert measures.sign_score(true, true, EXTANT) == 100
    assert measures.sign_score(true, pedigree("AB", "AC", "BD"), EXTANT) < 100


def test_a_wrong_parent_and_a_lost_text_too_many():
    """C hung on B: of B, C, D only B has its parent; the lost text told is not the true one."""
    told = pedigree("AB", "BC", "Ay", "yD", "yB")
    assert measures.as_told(TRUE, pedigree("AB", "BC", "AD"), EXTANT) == measures.Likeness((1, 3), 0, 1, 0)
    assert measures.best_hung(TRUE, told, EXTANT).lost == 0
    assert measures.best_hung(TRUE, told, EXTANT).lost_told == 1


def test_a_tree_is_judged_apart_from_its_root():
    """The true tree, told upside down: no parent right as told but D's, all right when hung where it fits; the root is wrong, nor near."""
    told = pedigree("Dy", "yC", "yA", "AB", root="D")
    assert measures.best_hung(TRUE, told, EXTANT).parents == (3, 3)
    assert measures.as_told(TRUE, told, EXTANT).parents == (1, 3)
    assert measures.root_judged(TRUE, told, EXTANT) == measures.RootJudged(is_right=False, is_near=False)


def test_a_lost_root_is_right_where_it_parts_the_rest_alike():
    """Both roots lost, parting {A, B} from {C, D}: right. Parting {A} from the rest: wrong, but A is next to both."""
    true = pedigree("rA", "rC", "AB", "CD", root="r")
    alike = pedigree("qA", "qC", "AB", "CD", root="q")
    other = pedigree("qA", "qB", "BC", "BD", root="q")
    assert measures.root_judged(true, alike, EXTANT) == measures.RootJudged(is_right=True, is_near=True)
    assert measures.root_judged(true, other, EXTANT) == measures.RootJudged(is_right=False, is_near=True)


def test_no_root_is_no_judgement():
    """Where no direction is told, nothing is right or wrong."""
    told = pedigree("AB", root=None)
    assert measures.root_judged(TRUE, told, EXTANT) is None
    assert measures.as_told(TRUE, told, EXTANT) is None


def test_mixtures_are_told_with_their_shares():
    """D is mixed .7 to .3 and told .6 to .4; B is told so and is not; lost mixtures do not count."""
    true = pedigree(("A", "B"), ("A", "C"), ("B", "D", 0.7), ("C", "D", 0.3), ("B", "x", 0.5), ("C", "x", 0.5))
    told = pedigree(("A", "B", 0.8), ("C", "B", 0.2), ("A", "C"), ("B", "D", 0.6), ("C", "D", 0.4))
    found = measures.mixtures(true, told, EXTANT)
    assert (found.found, found.true, found.told) == (1, 1, 2)
    assert found.share_errors == (pytest.approx(0.1),)


def test_a_descent_stands_with_its_ends():
    """B on A stands; C on the lost text stands not where C itself was told for its place, though the groups do; and splits count once."""
    told = Pedigree(
        (Edge("A", "B", 1.0, 0.9), Edge("A", "C", 1.0, 0.8), Edge("C", "D", 1.0, 0.7)),
        "A",
    )
    assert sorted(measures.judged_descents(TRUE, told, EXTANT)) == [(0.7, False), (0.8, False), (0.9, True)]
    assert measures.judged_splits(TRUE, told, EXTANT) == [(0.8, True)]


def test_reliability_by_hand():
    """Bins are half open but for the last; empty ones are left out."""
    judged = [(0.5, True), (0.6, False), (0.8, True), (1.0, True), (1.0, False)]
    assert measures.reliability(judged, (0.0, 0.5, 0.8, 1.0)) == [
        (0.5, 0.8, 2, pytest.approx(0.55), 0.5),
        (0.8, 1.0, 3, pytest.approx(2.8 / 3), pytest.approx(2 / 3)),
    ]
