"""Mixed witnesses: texts that were written from two exemplars, by passage.

A text is cut from the tree, with all that hangs on it, and tied on again: at one place throughout, or at two places by
turns. Two places are believed where that saves enough deeds beyond what each turn costs.

Source:
    The two-place path of least cost is Viterbi's (1967); recombination so priced: Maynard Smith 1992 (maximum chi-squared),
    Windram and others 2005 for hand-copied texts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from filiation.collation import GAP, Change, Collation
from filiation.stemma.characters import Characters
from filiation.stemma.parsimony import Patterns, account, changes_when_tied
from filiation.stemma.tree import Place, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

TURN = 1.0
"""Events that it costs to lay one exemplar away and take the other."""
LEAST_SAVED = 2.75
"""Events that a second exemplar must save. On 21 simulated hand-copied traditions with one or two mixed witnesses in ten or
thirteen, of 17 that nobody copied all but 1 are found, and 3 others are taken for mixed; the average sign score rises from
85.1 to 90.4. In six without any none is told. A mixed witness that others copied is seldom found (1 of 11): its copies in
the tree look like its exemplars. In 22 of a newsroom, whose pages merge passages that one version alone has, none is
told, rightly or wrongly."""
SURE_SAVED = 3.0
"""Events saved at which a second exemplar is as likely as not; support is the logistic function of what is beyond it."""
LEAST_SHARE = 0.03
"""Part of the words that a second exemplar must have given: less is a reading or two, met by chance or looked up."""
MOST_MIXED = 0.25
"""Part of the texts that may be mixed: beyond it there is no tree to speak of."""
LONGEST_DEED = 60
"""Columns beyond which the units of one deed lie too far apart to speak for a passage."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """A text with a second exemplar.

    Attributes:
        text: The mixed text.
        second: The node of the tree that gave the lesser part of it, as far as is told.
        share: 0-1, the part of its words that came from there.
        saved: Events that the second exemplar saves, its turns paid.
        characters: The characters that tell it: those that the second exemplar explains better, ascending.
    """

    text: int
    second: int
    share: float
    saved: float
    characters: tuple[int, ...]

    @property
    def support(self) -> float:
        """The chance that the text is mixed so, 0-1, by what is saved."""
        return 1 / (1 + math.exp(SURE_SAVED - self.saved))


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """A text, cut from ``rest`` with what hangs on it, and the best two places to tie it on again."""

    hung: Tree
    rest: Tree
    first: Place
    mixture: Mixture

    @property
    def tree(self) -> Tree:
        text = self.mixture.text
        return self.rest.joined(self.first, self.hung, (text, text))


def with_mixtures(
    tree: Tree, collation: Collation, characters: Characters, patterns: Patterns
) -> tuple[Tree, tuple[Mixture, ...]]:
    """Find the mixed texts of a tree.

    Returns:
        The tree in which each mixed text hangs on the exemplar of its greater part (of the lesser, where the greater came
        from no text of the tree itself), and the mixtures by text; the tree as it was where there is none.

    Cost:
        For every mixed text, and once more, one account of the tree an edge, and a path of all pairs of places.
    """
    passages = _Passages(collation, characters, patterns)
    found: list[int] = []
    aside: list[int] = []
    rest = tree
    while len(found) < MOST_MIXED * tree.extant:
        trial = passages.best_trial(rest, found)
        if trial is None:
            break
        found.append(trial.mixture.text)
        if len(trial.hung.links) == 1:
            # What a mixed text says of others is not heard until all are found.
            aside.append(trial.mixture.text)
            rest = trial.rest
        else:
            rest = trial.tree
    if not found:
        return tree, ()
    for text in reversed(aside):
        rest = passages.tied(rest, text)
    mixtures = []
    for text in found:
        trial = passages.best_of(text, rest)
        if trial is not None:
            rest = trial.tree
            mixtures.append(trial.mixture)
    return rest, tuple(sorted((its for its in mixtures if its.second in rest.links), key=lambda its: its.text))


class _Passages:
    """The characters that speak for single passages, in the order of the text."""

    def __init__(self, collation: Collation, characters: Characters, patterns: Patterns) -> None:
        self.collation, self.characters, self.patterns = collation, characters, patterns
        units = collation.units
        local = [
            bool(its)
            and units[its[-1]].first - units[its[0]].first <= LONGEST_DEED
            and any(units[u].change is not Change.STYLE for u in its)
            for its in characters.units
        ]
        first = np.asarray([units[its[0]].first if its else 0 for its in characters.units])
        kept = np.flatnonzero(np.asarray(local, dtype=np.bool_))
        self.ordered = kept[np.argsort(first[kept], kind="stable")]
        self.columns = first

    def best_trial(self, tree: Tree, without: list[int]) -> _Trial | None:
        """Return the trial that saves most, of any text but ``without``; None where none saves enough."""
        trials = [
            trial
            for text in sorted(tree.links)
            if text < tree.extant and text not in without and (trial := self.best_of(text, tree))
        ]
        return max(trials, key=lambda its: (round(its.mixture.saved, 6), -its.mixture.text), default=None)

    def best_of(self, text: int, tree: Tree) -> _Trial | None:
        """Return the best trial of one text: alone, or with all that hangs on it beyond one of its edges."""
        parts = [tree.cut(text, other) for other in sorted(tree.links[text])]
        if len(parts) > 1:
            parts.insert(0, (Tree.of(tree.extant, (), (text,)), tree.without(text)))
        trials = [trial for hung, rest in parts if (trial := self._trial(text, hung, rest))]
        return max(trials, key=lambda its: round(its.mixture.saved, 6), default=None)

    def tied(self, tree: Tree, text: int) -> Tree:
        """Tie a text on at its best single place."""
        places, costs, tying = self._costs(tree, Tree.of(tree.extant, (), (text,)), text)
        best = int(np.round(costs.sum(axis=1) + tying, 6).argmin())
        return tree.joined(places[best], Tree.of(tree.extant, (), (text,)), (text, text))

    def _trial(self, text: int, hung: Tree, rest: Tree) -> _Trial | None:
        if sum(node < rest.extant for node in rest.links) < 2:
            return None
        places, costs, tying = self._costs(rest, hung, text)
        told = self.ordered[self.patterns.states[text][self.patterns.pattern[self.ordered]] >= 0]
        rest_of = np.setdiff1d(np.arange(costs.shape[1]), told)
        always = costs[:, rest_of].sum(axis=1) + tying
        passages = costs[:, told]
        single = float((always + passages.sum(axis=1)).min())
        nodes = np.asarray([k for k, (a, b) in enumerate(places) if a == b])
        pair, turns = _cheapest_turns(passages, passages[nodes], always)
        first, second = pair
        saved = single - float(turns.cost)
        if saved < LEAST_SAVED:
            return None
        from_second = turns.path
        share = self._share(text, told, from_second)
        if not LEAST_SHARE <= share <= 1 - LEAST_SHARE:
            return None
        one, other = first, int(nodes[second])
        if share > 0.5 and places[one][0] == places[one][1]:
            one, other, share, from_second = other, one, 1 - share, ~from_second
        telling = from_second & (passages[one] > passages[other])
        mixture = Mixture(text, places[other][0], round(share, 3), saved, tuple(sorted(told[telling].tolist())))
        return _Trial(hung, rest, places[one], mixture)

    def _costs(self, rest: Tree, hung: Tree, text: int) -> tuple[list[Place], NDArray[np.float64], NDArray[np.float64]]:
        """Return for each place of ``rest`` what each character costs if the text is tied on there, and the place itself."""
        whole, part = account(rest, self.patterns), account(hung, self.patterns)
        changes = changes_when_tied(whole, part, part.places.index((text, text)))
        costs = changes[:, self.patterns.pattern] * self.characters.weights
        tying = np.asarray([self.patterns.tying(rest, place) for place in whole.places])
        return whole.places, costs, tying

    def _share(self, text: int, told: NDArray[np.int64], from_second: NDArray[np.bool_]) -> float:
        """Return the part of the text's words that stands in passages of the second exemplar."""
        cells = self.collation.cells[self.characters.texts[text][0]]
        before = np.searchsorted(self.columns[told], np.flatnonzero(cells != GAP), side="right") - 1
        return float(from_second[np.maximum(before, 0)].mean())


@dataclass(frozen=True, slots=True, eq=False)
class _Turns:
    """The cheapest path between two places: its cost, and for each character whether it is explained from the second."""

    cost: float
    path: NDArray[np.bool_]


def _cheapest_turns(
    firsts: NDArray[np.float64], seconds: NDArray[np.float64], always: NDArray[np.float64]
) -> tuple[tuple[int, int], _Turns]:
    """Return the pair of places, and the path of turns between them, that explain a text most cheaply.

    Args:
        firsts: Shape (P, K): what each character costs at each place; characters in the order of the text.
        seconds: Shape (N, K): the same of those that may be the second exemplar.
        always: Shape (P,): what the rest costs at the first place.
    """
    here = np.zeros((len(firsts), len(seconds)))
    there = np.zeros_like(here)
    came: list[tuple[NDArray[np.bool_], NDArray[np.bool_]]] = []
    for mine, yours in zip(firsts.T, seconds.T, strict=True):
        turned_back, turned_away = there + TURN < here, here + TURN < there
        came.append((turned_back, turned_away))
        here, there = (
            np.where(turned_back, there + TURN, here) + mine[:, None],
            np.where(turned_away, here + TURN, there) + yours[None, :],
        )
    total = np.round(np.minimum(here, there) + always[:, None], 6)
    first, second = divmod(int(total.argmin()), len(seconds))
    is_second = bool(there[first, second] < here[first, second])
    path = np.zeros(firsts.shape[1], dtype=np.bool_)
    for k in range(len(came) - 1, -1, -1):
        path[k] = is_second
        turned_back, turned_away = came[k]
        is_second ^= bool(turned_away[first, second] if is_second else turned_back[first, second])
    return (first, second), _Turns(float(total[first, second]), path)
