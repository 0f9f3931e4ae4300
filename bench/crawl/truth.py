"""What is true of a synthetic crawl, and how much of it a set of pairs, or of traditions, has found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The truth about N articles, in the order of the crawl's rows.

    Attributes:
        articles: Their ids.
        family: Shape (N,), int64; articles of one family are copies of one story.
        kinds: Kind of each (`generate.py`).
        source: Row of the article it was made from or lifted from; -1 where it was made from none; shape (N,), int64.
        form: Number of the form that a template is an instance of; -1 for all else; shape (N,), int64.
    """

    articles: list[str]
    family: NDArray[np.int64]
    kinds: NDArray[np.str_]
    source: NDArray[np.int64]
    form: NDArray[np.int64]

    @classmethod
    def read(cls, path: Path) -> Truth:
        """Read ``truth.tsv``."""
        with path.open() as lines:
            next(lines)
            rows = [line.rstrip("\n").split("\t") for line in lines]
        articles = [row[0] for row in rows]
        at = {article: number for number, article in enumerate(articles)}
        forms = [int(row[3].removeprefix("form-")) if row[2] == "template" else -1 for row in rows]
        return cls(
            articles,
            np.array([int(row[1]) for row in rows]),
            np.array([row[2] for row in rows]),
            np.array([at.get(row[3], -1) for row in rows]),
            np.array(forms),
        )

    @property
    def lifted(self) -> NDArray[np.int64]:
        """Rows of the articles that lifted a passage."""
        return np.flatnonzero(self.kinds == "lifted")


@dataclass(frozen=True, slots=True)
class Score:
    """How pairs compare with the truth; shares in 0-1.

    Attributes:
        copies: Of the articles of a family less one, the part that pairs within the family connect in one piece.
        large: The same in families of more than 30 alone; None where there is none.
        lifted: Of the articles with a lifted passage, the part paired with any article of the family it came from.
        precision: Of the pairs, the part within a family, or between a lifter and the family it lifted from. Whoever
            gives all pairs of a large family has many easy ones here.
        by_article: The same for each article's own pairs, and the mean over the articles that have any.
        strangers: Of the pairs, the part that are neither kin nor two instances of a form.
        templates: Of the templates, the part that a pair joins with another instance of its form.
        pairs: Number of pairs.
    """

    copies: float
    large: float | None
    lifted: float
    precision: float
    by_article: float
    strangers: float
    templates: float
    pairs: int


def judge(truth: Truth, pairs: NDArray[np.int64]) -> Score:
    """Hold pairs of rows, shape (P, 2), against the truth."""
    a, b = pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64)
    kin = truth.family[a] == truth.family[b]
    found, borrowed = _lifts(truth, a, b)
    pieces = components(len(truth.articles), a[kin], b[kin])
    forms = (truth.form[a] == truth.form[b]) & (truth.form[a] >= 0)
    right, size = kin | borrowed, len(truth.articles)
    degree = np.bincount(np.r_[a, b], minlength=size)
    rightly = np.bincount(np.r_[a[right], b[right]], minlength=size)
    joined = len(np.unique(np.concatenate([a[forms], b[forms]])))
    copies, large = _connected(truth.family, pieces)
    return Score(
        copies=copies,
        large=large,
        lifted=found / max(1, len(truth.lifted)),
        precision=float(right.mean()) if len(a) else 1.0,
        by_article=float((rightly[degree > 0] / degree[degree > 0]).mean()) if len(a) else 1.0,
        strangers=float((~right & ~forms).mean()) if len(a) else 0.0,
        templates=joined / max(1, int((truth.form >= 0).sum())),
        pairs=len(a),
    )


def components(size: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the connected components of ``size`` nodes; each is named by its first node."""
    names = np.arange(size)
    while True:
        least = names.copy()
        np.minimum.at(least, names[a], names[b])
        np.minimum.at(least, names[b], names[a])
        least = least[names]
        while not np.array_equal(shorter := least[least], least):
            least = shorter
        if np.array_equal(least, names):
            return names
        names = least


def _connected(family: NDArray[np.int64], pieces: NDArray[np.int64]) -> tuple[float, float | None]:
    """Return the part of the copies that hang together with the largest piece of their family, of all and of large families."""
    sizes = Counter(family.tolist())
    largest: dict[int, int] = {}
    for (own, _), count in Counter(zip(family.tolist(), pieces.tolist(), strict=True)).items():
        largest[own] = max(largest.get(own, 0), count)
    chosen = [(size - 1, largest[own] - 1) for own, size in sizes.items() if size > 1]
    big = [(wanted, found) for wanted, found in chosen if wanted >= 30]
    of_all, of_big = (
        sum(column[1] for column in part) / max(1, sum(column[0] for column in part)) for part in (chosen, big)
    )
    return of_all, of_big if big else None


def _lifts(truth: Truth, a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[int, NDArray[np.bool_]]:
    """Count the lifters that are paired with their donor's family, and tell which pairs do it."""
    # The family lifted from, of each article; -1 for none.
    donors = np.where(truth.kinds == "lifted", truth.family[truth.source], -1)
    forth, back = donors[a] == truth.family[b], donors[b] == truth.family[a]
    return len(np.unique(np.concatenate([a[forth], b[back]]))), forth | back
