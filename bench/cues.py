"""bench/cues.py CORPUS OUT [LEFT_OUT]: learn from PolNeAR's train part how far English cues can be trusted.

CORPUS holds ``text/*.txt`` and ``attributions/*.ann`` (brat). Writes two tables into the folder OUT. `english_cues.tsv`:
``shape cue seen right`` for every cue in every construction that `filiation.testimony.construction` offers at least three
times; ``right`` where a gold content has a Dice overlap of at least half with what the construction would take (spaces
apart). `english_signs.tsv`: the weights of a logistic regression over those counts, each sighting's without its own
text, and over the signs of `filiation.testimony.signs`. Places inside another gold content are left out: PolNeAR marks
no speech within speech. LEFT_OUT (0-3) leaves out each fourth text from there on, to measure on. The corpus's text goes
nowhere; what is kept are counts and weights.
"""

from __future__ import annotations

import glob
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from filiation.article.article import Article
from filiation.testimony.construction import Shape, reported_in
from filiation.testimony.direct import quoted_words
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Parser
from filiation.testimony.signs import signs_of
from filiation.testimony.speech import frames_of
from filiation.testimony.trust import BIAS, CUE, LEMMA, by_lemma, cue_trust, lemma_trust, logit
from filiation.text import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

Gold = TypeVar("Gold")
FEWEST = 3
FEWEST_OF_SIGN = 40
"""Sightings of a sign that is weighed."""
RIDGE = 3.0
"""Penalty on weights; 1 to 5 give the same log-loss in four folds (.331)."""
FOLDS = 4
HEAD = "# shape\tcue\tseen\tright   counted on PolNeAR, train part, by bench/cues.py\n"
SIGNS_HEAD = "# sign\tweight   fitted on PolNeAR, train part, by bench/cues.py\n"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place that a construction offers: number of its text, cue, signs, and whether gold has it."""

    text: int
    shape: Shape
    key: str
    signs: frozenset[str]
    right: bool


def annotated(folder: Path, read: Callable[[str], list[Gold]]) -> Iterator[tuple[str, list[Gold]]]:
    """Yield each text with what ``read`` finds in its annotation."""
    for path in sorted((folder / "text").glob("*.txt")):
        marked = sorted((folder / "attributions").glob(glob.escape(path.stem) + "_????.ann"))
        if marked:
            text = path.read_text(encoding="utf-8")
            yield text, read(marked[0].read_text(encoding="utf-8"))


def contents(annotation: str) -> list[set[int]]:
    """Return the characters of each attribution's content."""
    return [content for content, _ in sourced(annotation)]


def sourced(annotation: str) -> list[tuple[set[int], set[int]]]:
    """Return the characters of each attribution's content, and those of its source."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line[:1] == "T" and len(fields) > 1:
            _, where = fields[1].split(" ", 1)
            spans[fields[0]] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
        elif line[:1] == "E":
            roles = [role.split(":") for role in fields[1].split()]
            content, source = (
                {
                    i
                    for role, key in roles
                    if re.sub(r"\d+$", "", role) == wanted
                    for a, b in spans.get(key, ())
                    for i in range(a, b)
                }
                for wanted in ("Content", "Source")
            )
            if content:
                found.append((content, source))
    return found


def sightings(folder: Path, left_out: int | None = None) -> list[Sighting]:
    """Return every place that a construction offers; each fourth text from ``left_out`` on is left out."""
    corpus = []
    for number, (text, gold) in enumerate(annotated(folder, contents)):
        if left_out is None or number % FOLDS != left_out:
            article = Article(page="", path="", sha256="", text=text, body=(Span(0, len(text)),), language="en")
            corpus.append((number, text, gold, frames_of(article)))
    parsed = Parser().parse_all(frame.text for *_, found in corpus for frame in found)
    return [
        sighting for number, text, gold, found in corpus for sighting in _in_text(number, text, gold, found, parsed)
    ]


def _in_text(
    number: int, text: str, gold: list[set[int]], found: tuple[Frame, ...], parsed: Mapping[str, ParsedSentence]
) -> Iterator[Sighting]:
    inked = [{i for i in ink if not text[i].isspace()} for ink in gold]
    within = set().union(*gold) if gold else set()
    for frame in found:
        sentence = parsed[frame.text]
        places = [frame.in_page(word.start, word.end) for word in sentence.words]
        held = quoted_words(frame, sentence)
        for each in reported_in(sentence):
            told = all(i in within for k in each.cue for i in range(places[k].start, places[k].end))
            if told or not each.content or not held.isdisjoint(each.cue) or _is_held(each.content, held):
                continue
            stretches = (range(places[k].start, places[k].end) for k in each.content)
            taken = {i for stretch in stretches for i in stretch if not text[i].isspace()}
            right = any(4 * len(taken & ink) >= len(taken) + len(ink) for ink in inked if taken & ink)
            yield Sighting(number, each.shape, each.key, frozenset(signs_of(sentence, each)), right)


def _is_held(content: tuple[int, ...], held: frozenset[int]) -> bool:
    return 2 * len(held.intersection(content)) > len(content)


def count(found: Iterable[Sighting]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return how often each cue is seen in each construction, and how often it is right."""
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for each in found:
        seen[each.shape.value, each.key] += 1
        right[each.shape.value, each.key] += each.right
    return {key: (n, right[key]) for key, n in sorted(seen.items())}


def numbers(found: list[Sighting]) -> NDArray[np.float64]:
    """Return the logits of each sighting's cue and lemma, and a one: counted without its own text. Shape (N, 3)."""
    every, own = count(found), {}
    for number, group in groupby(found, key=lambda each: each.text):
        own[number] = count(group)
    lemmas, own_lemmas = by_lemma(every), {number: by_lemma(counts) for number, counts in own.items()}
    rows = []
    for each in found:
        key, lemma = (each.shape.value, each.key), each.key.split(" ", maxsplit=1)[0]
        cue = _without(every[key], own[each.text][key])
        word = _without(lemmas[lemma], own_lemmas[each.text][lemma])
        rows.append((logit(cue_trust(each.shape, each.key, *cue)), logit(lemma_trust(*word)), 1.0))
    return np.array(rows)


def _without(every: tuple[int, int], own: tuple[int, int]) -> tuple[int, int]:
    return every[0] - own[0], every[1] - own[1]


def weigh(found: list[Sighting]) -> dict[str, float]:
    """Fit the logistic regression; return the weight of each sign and number."""
    common = Counter(sign for each in found for sign in each.signs)
    names = sorted(sign for sign, n in common.items() if n >= FEWEST_OF_SIGN)
    place = {sign: i for i, sign in enumerate(names)}
    cells = [(i, place[sign]) for i, each in enumerate(found) for sign in each.signs if sign in place]
    rows, columns = zip(*cells, strict=True)
    held = sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(found), len(names)))
    table = sparse.hstack([held, numbers(found)]).tocsr()
    truth = np.array([each.right for each in found], dtype=float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = table @ weights
        penalty = np.where(np.arange(len(weights)) < len(names), RIDGE * weights, 0.0)
        slope = table.T @ (1 / (1 + np.exp(-odds)) - truth) + penalty
        return float(np.sum(np.logaddexp(0, odds) - truth * odds) + penalty @ weights / 2), slope

    fitted = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip([*names, CUE, LEMMA, BIAS], (round(float(w), 3) for w in fitted), strict=True))


def main(corpus: str, out: str, left_out: str | None = None) -> None:
    """Count, fit, and write both tables."""
    found = sightings(Path(corpus), None if left_out is None else int(left_out))
    rows = (f"{shape}\t{cue}\t{n}\t{right}\n" for (shape, cue), (n, right) in count(found).items() if n >= FEWEST)
    Path(out, "english_cues.tsv").write_text(HEAD + "".join(rows), encoding="utf-8")
    signs = (f"{sign}\t{weight}\n" for sign, weight in sorted(weigh(found).items()))
    Path(out, "english_signs.tsv").write_text(SIGNS_HEAD + "".join(signs), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
