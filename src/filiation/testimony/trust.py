"""Trust: how likely a place where something may be reported reports it, by its cue, its construction and its signs.

Both tables were made from PolNeAR's train part by ``bench/cues.py``; `signs` says what the signs are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from filiation.testimony.construction import Reported, Shape
from filiation.testimony.english import SAYING
from filiation.testimony.grammar import ParsedSentence
from filiation.testimony.signs import signs_of

PRIORS = {
    Shape.CLAUSE: 0.45,
    Shape.INFINITIVE: 0.35,
    Shape.OBJECT: 0.15,
    Shape.PREPOSITION: 0.12,
    Shape.ACCORDING: 0.85,
    Shape.ADVERB: 0.02,
    Shape.NOUN: 0.1,
    Shape.ADJECTIVE: 0.3,
    Shape.PASSIVE: 0.2,
    Shape.RAISED: 0.6,
    Shape.AS: 0.2,
    Shape.PARENTHESIS: 0.2,
    Shape.PREDICATE: 0.5,
}
"""Share of right ones among all that a construction offers, whatever its cue."""

PRIOR_WEIGHT = 3.0
"""How many sightings the prior is worth."""

_KNOWN_CLAUSE = 0.85
"""The prior of a clause after a verb of saying."""

_ANY_SHAPE = 0.25
"""The prior of a word in whatever construction."""

CUE, LEMMA, BIAS = "logit of the cue's trust", "logit of the lemma's trust", "bias"
"""Rows of the table of signs that weigh numbers, not signs."""

Counts = Mapping[tuple[str, str], tuple[int, int]]
"""(shape, key) to how often it was seen and how often it was right."""


def _table(name: str) -> list[list[str]]:
    text = resources.files("filiation.testimony").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _counts() -> Counts:
    return {(shape, key): (int(seen), int(right)) for shape, key, seen, right in _table("english_cues.tsv")}


@cache
def _lemma_counts() -> Mapping[str, tuple[int, int]]:
    return by_lemma(_counts())


@cache
def _weights() -> Mapping[str, float]:
    return {sign: float(weight) for sign, weight in _table("english_signs.tsv")}


def by_lemma(counts: Counts) -> dict[str, tuple[int, int]]:
    """Add up the counts of each word over its constructions: "warn that", "warn of", "warn"."""
    found: dict[str, tuple[int, int]] = {}
    for (_, key), (seen, right) in counts.items():
        lemma = key.split(" ", maxsplit=1)[0]
        before = found.get(lemma, (0, 0))
        found[lemma] = before[0] + seen, before[1] + right
    return found


def cue_trust(shape: Shape, key: str, seen: int, right: int) -> float:
    """Return the share of right ones among a cue's sightings in a construction: 0-1, smoothed towards the construction's."""
    prior = PRIORS[shape]
    if shape in {Shape.CLAUSE, Shape.PARENTHESIS} and key in SAYING:
        prior = _KNOWN_CLAUSE
    return (right + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT)


def lemma_trust(seen: int, right: int) -> float:
    """Return the same of a word in whatever construction."""
    return (right + PRIOR_WEIGHT * _ANY_SHAPE) / (seen + PRIOR_WEIGHT)


def logit(share: float) -> float:
    """Return the log-odds of a share, within bounds that no count justifies leaving."""
    share = min(0.995, max(0.005, share))
    return math.log(share / (1 - share))


def trust(sentence: ParsedSentence, reported: Reported) -> float:
    """Return how likely a place reports speech, belief or intention: 0-1.

    Source:
        Logistic regression over the cue's counts and the signs. In four folds of PolNeAR's train part it finds .69 of
        the right places at a precision of .75 and .62 at .80, where the cue's counts alone find .63 and .57; of those
        that it gives .6-.7, .7-.8, .8-.9, .9-1 it is right in .63, .74, .84, .94.
    """
    weights = _weights()
    known = cue_trust(reported.shape, reported.key, *_counts().get((reported.shape.value, reported.key), (0, 0)))
    word = lemma_trust(*_lemma_counts().get(reported.key.split(" ", maxsplit=1)[0], (0, 0)))
    odds = weights[BIAS] + weights[CUE] * logit(known) + weights[LEMMA] * logit(word)
    odds += sum(weights.get(sign, 0.0) for sign in dict.fromkeys(signs_of(sentence, reported)))
    return 1 / (1 + math.exp(-odds))
