"""Which tree: the cheapest, at the prices of its kind of tradition (a dispatch, plain witnesses), or a line of revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from filiation.cluster.tradition import Siglum
from filiation.collation import Collation
from filiation.stemma.account import credited_nodes
from filiation.stemma.characters import Characters
from filiation.stemma.core import MOST_SEARCHED, grown_tree
from filiation.stemma.mixture import Mixture, with_mixtures
from filiation.stemma.parsimony import Patterns, patterns_of
from filiation.stemma.revisions import Chain, chain_of
from filiation.stemma.search import cheapest_tree, event_distances
from filiation.stemma.stemma import Clues
from filiation.stemma.support import supports
from filiation.stemma.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRICE = 3.0
"""Events that a lost text costs: so many deeds it must save. Of 1, 2, 3 and 4 best on simulated newsrooms."""
PRICE_OF_COPY, NEAR_QUARTER = 0.5, 0.25
"""The same of plain witnesses where copying changes much: a part of the events by which a text differs from the one nearest
to it (the quarter of texts that are nearest tell it, the others may stand far from all for lack of what is lost). A copy that
undoes a few of its exemplar's slips makes these look like the exemplar's own, so an exemplar has some that no copy has; the
more is changed in all, the more of them. On 24 simulated hand-copied traditions not tuned on, the sign score rises by 1.4
(13 witnesses), .5 (4 lost, 2 mixed) and 4.6 (20 witnesses), right parents from .54, .69, .66 to .66, .79, .80; plain copies
of a newsroom stay as they were."""
PRICE_CREDITED, PRICE_FEW, FEW, MANY = 3.0, 1.0, 6, 9
"""The same where a page names an agency: then there was a dispatch; and of few texts (from `MANY` down to `FEW` it falls
from the first to the second), where a lost version may show in two pages only. Of 1, 1.25, 1.5 and 2 for few, on 184
traditions of 5 to 8 pages: the most even split found in .79, .72, .71 and .60, F of all inner splits .69, .68, .69, .66."""
INNER_CREDITED, INNER_SMALL, SMALL, LARGE = 0.5, 2.0, 4, 12
"""What a page costs as another's source, there: the fewer pages we have, the less likely is a page's source among them
(from `SMALL` texts to `LARGE` it falls from the second to the first). On 64 simulated traditions of 9 and 14 pages a price
of 3 and .5 here tell .43 of the parents rightly, 2 and 1 tell .35, and the sign score is higher by 1.2. For few texts 1.5 and
1 would do as much (.33 to .49, 4 points), but then too few roots are told: their votes were fitted on these trees."""

REVISIONS = 0.2
"""Chance of being the revisions of one page from which plain witnesses are taken for such. Below one half, since copies of a
dispatch seldom come without a credit: of 162 chains of page versions .97 are taken so; of simulated copies, stripped of
all that tells an agency, .5 of those with 4 texts, .3 with 5 and .15 with more, whose tree is a line or nearly so; of 40
simulated hand-copied traditions none."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tree that was found, the support of its edges by their ends, and other trees that samples chose.

    ``chain`` where the texts are the revisions of one page; ``mixtures`` are the texts with a second exemplar.
    """

    patterns: Patterns
    tree: Tree
    support: Mapping[tuple[int, int], float]
    others: tuple[Tree, ...] = ()
    chain: Chain | None = None
    mixtures: tuple[Mixture, ...] = ()


def find_tree(collation: Collation, characters: Characters, clues: Mapping[Siglum, Clues], seed: int) -> Found:
    """Return the tree of a tradition of at least two different texts.

    Args:
        collation: Its collation.
        characters: What its texts differ in.
        clues: What witnesses tell beside their words: which kind of tradition it is.
        seed: Of the samples that tell the support.
    """
    if all(its == Clues() for its in clues.values()):
        chain = chain_of(collation, [rows[0] for rows in characters.texts])
        if chain is not None and chain.likeness >= REVISIONS:
            return _line(chain, characters)
    patterns = _priced(characters, credited=bool(credited_nodes(clues)))
    if len(characters.texts) > MOST_SEARCHED:
        grown = grown_tree(characters, patterns, seed)
        return Found(patterns, grown.tree, grown.support)
    tree, _ = cheapest_tree(patterns, patterns.weights(characters.weights))
    tree, mixtures = with_mixtures(tree, collation, characters, patterns)
    mixed = {its.text: its.support for its in mixtures}
    support, others = supports(tree, mixed, characters, patterns, seed)
    return Found(patterns, tree, support, tuple(others), mixtures=mixtures)


def _line(chain: Chain, characters: Characters) -> Found:
    """Return the revisions of one page as a tree."""
    links = list(pairwise(chain.order))
    support = {(min(link), max(link)): its for link, its in zip(links, chain.support, strict=True)}
    tree = Tree.of(len(characters.texts), links)
    return Found(patterns_of(characters, PRICE), tree, support, chain=chain)


def _priced(characters: Characters, *, credited: bool) -> Patterns:
    """Return the distinct characters, at the prices of a dispatch or of plain witnesses."""
    patterns = patterns_of(characters, PRICE)
    if credited:
        price, inner = _dispatch_prices(len(characters.texts))
        return replace(patterns, price=price, inner_price=inner)
    return replace(patterns, price=_plain_price(patterns, characters.weights))


def _dispatch_prices(texts: int) -> tuple[float, float]:
    scale = min(1.0, max(0.0, (LARGE - texts) / (LARGE - SMALL)))
    many = min(1.0, max(0.0, (texts - FEW) / (MANY - FEW)))
    return PRICE_FEW + many * (PRICE_CREDITED - PRICE_FEW), INNER_CREDITED + scale * (INNER_SMALL - INNER_CREDITED)


def _plain_price(patterns: Patterns, weights: NDArray[np.float64]) -> float:
    """Return what a lost text costs among plain witnesses, in events."""
    far = event_distances(patterns, patterns.weights(weights))
    np.fill_diagonal(far, np.inf)
    return max(PRICE, PRICE_OF_COPY * float(np.quantile(far.min(axis=1), NEAR_QUARTER)))
