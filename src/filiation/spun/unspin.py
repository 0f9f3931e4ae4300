"""The verb: how likely a page is spun, and the phrases that say so.

A page is judged by what is found on all of it: how many words a spinner's channel explains better than the page does,
and how many articles, doubled and split words it left behind. Phrases are listed only on a page that is more likely
spun than not: what is odd on one page in a thousand words is style.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.meaning import Encoder
from filiation.spun.beside import SISTER_FEATURES, ask_sisters
from filiation.spun.channel import FEATURES, Choices, weigh_choices
from filiation.spun.copies import Copy, find_copies, own_words
from filiation.spun.lexicon import load_lexicon
from filiation.spun.look import Glance, Look
from filiation.spun.phrases import list_phrases
from filiation.spun.reading import Reading, read
from filiation.spun.sisters import attest
from filiation.spun.slips import Slip, find_slips
from filiation.spun.spun import SPUN, Spun
from filiation.spun.swaps import Likeness
from filiation.text import Span, sentences, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Fewer content words than this tell nothing: a caption, a ticker.
_FEWEST = 40
# Sisters that are asked at most, those that share most words first: a dispatch on 300 pages says the same 300 times.
_SISTERS = 6
# What "swapped" is at least for slots to be phrases.
_SWAPPED = 0.5
# Part of the words that the lexicon must know where the page's language is not told: English has .9.
_KNOWN = 0.6

PAGE_FEATURES = (
    "bias",
    "replaced",  # share of the different content words that the channel would replace
    "certain",  # log share of those with more than even odds
    "slips",  # a thousand words
)
SISTER_PAGE_FEATURES = (
    "replaced_beside",  # the same, once the sisters are asked
    "certain_beside",
    "own_words",  # standard errors by which the words that a sister lacks are odder than those that it has instead
    "above_sisters",  # how far "replaced" lies above theirs: they share its subject, and so what is odd about it
    "swapped",  # synonyms of near copies' words in a hundred, as far as its own are the odder ones
)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``tools/train_spun.py`` has fitted, in the order of the features."""

    alone: NDArray[np.float64]
    beside: NDArray[np.float64]
    page_alone: NDArray[np.float64]
    page_beside: NDArray[np.float64]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the packaged weights."""
    stored = json.loads(files("filiation.spun").joinpath("data", "weights.json").read_text(encoding="utf-8"))

    def row(name: str, names: Sequence[str]) -> NDArray[np.float64]:
        return np.array([stored.get(name, {}).get(key, 0.0) for key in names], dtype=np.float64)

    return Weights(
        row("alone", FEATURES),
        row("beside", FEATURES + SISTER_FEATURES),
        row("page_alone", PAGE_FEATURES),
        row("page_beside", PAGE_FEATURES + SISTER_PAGE_FEATURES),
    )


def unspin(article: Article, sisters: Sequence[Article], encoder: Encoder) -> Spun:
    """Tell how likely the words of an article were replaced by synonyms, and which.

    Args:
        article: The page. Only English is known: elsewhere the probability is 0.
        sisters: Other articles of its event, in any order; may be empty, and may hold copies of it.
        encoder: For sentences of like meaning; asked only where there are sisters.

    Returns:
        The probability, 0-1, that the page is spun: .5 and more is worth showing. Phrases only from .5 on.
    """
    judged = _judge(article, sisters, encoder)
    if judged is None:
        return Spun(article.page, 0.0, ())
    probability = page_probability(judged.facts, load_weights())
    if probability < SPUN:
        return Spun(article.page, probability, ())
    phrases = list_phrases(
        article.text,
        judged.reading,
        load_lexicon(),
        judged.choices,
        judged.weights,
        judged.slips,
        judged.witnesses,
        judged.copies,
    )
    return Spun(article.page, probability, phrases)


def gather_facts(article: Article, sisters: Sequence[Article], encoder: Encoder) -> dict[str, float] | None:
    """Return what is counted on a page, by `PAGE_FEATURES` and, beside sisters, `SISTER_PAGE_FEATURES`.

    None where a page cannot be judged: not English, or too short. For fitting and for benchmarks.
    """
    judged = _judge(article, sisters, encoder)
    return None if judged is None else judged.facts


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """A page, looked at."""

    reading: Reading
    slips: tuple[Slip, ...]
    choices: Choices
    weights: NDArray[np.float64]
    witnesses: list[tuple[PageId, Reading]]
    copies: list[tuple[Article, Reading, Likeness]]
    facts: dict[str, float]


def _judge(article: Article, sisters: Sequence[Article], encoder: Encoder) -> _Judged | None:
    lexicon, weights = load_lexicon(), load_weights()
    page = _look(article.text, article.body)
    if not _is_readable(article, page.reading):
        return None
    slips = find_slips(article.text, page.reading, lexicon)
    facts = _page_facts(page, slips)
    others = [a for a in sisters if a.page != article.page and _is_english(a)]
    near = [(a, _glance(a.text, a.body)) for a in _nearest(article, others)]
    known = [(a, glance) for a, glance in near if len(glance.reading) >= _FEWEST]
    choices, word_weights = page.choices, weights.alone
    copies: list[Copy] = []
    if known:
        vectors = [encoder.encode([span.of(a.text) for span in look.sentences]) for a, look in known]
        own = encoder.encode([span.of(article.text) for span in page.sentences])
        attested = attest(own, [(look.reading, v) for (_, look), v in zip(known, vectors, strict=True)], lexicon)
        choices = ask_sisters(page.choices, page.reading, lexicon, attested)
        word_weights = weights.beside
        glances = [look for _, look in known]
        facts |= _sister_facts(page, glances, choices.words, choices.posteriors(word_weights))
        copies = find_copies(page, known)
        facts["swapped"] = min((copy.swapped for copy in copies), default=0.0)
    witnesses = [(a.page, look.reading) for a, look in known]
    shown = [(c.article, c.reading, c.likeness) for c in copies if c.swapped >= _SWAPPED]
    return _Judged(page.reading, slips, choices, word_weights, witnesses, shown, facts)


def _page_facts(page: Look, slips: Sequence[Slip]) -> dict[str, float]:
    """Return what is counted on a page alone; rates are drawn towards a clean page's on a short one."""
    replaced, certain = _rates(page.choices.words, page.posteriors)
    return {
        "bias": 1.0,
        "replaced": replaced,
        "certain": certain,
        "slips": len(slips) * 1000 / (len(page.reading) + 250),
    }


def _sister_facts(
    page: Look, sisters: Sequence[Glance], words: NDArray[np.int32], posteriors: NDArray[np.float64]
) -> dict[str, float]:
    """Return what is counted beside sisters; ``posteriors`` are the page's, of its ``words``, once they were asked."""
    replaced, certain = _rates(words, posteriors)
    theirs = float(np.mean([_rates(sister.words, sister.posteriors)[0] for sister in sisters]))
    return {
        "replaced_beside": replaced,
        "certain_beside": certain,
        "own_words": float(np.mean([own_words(page, sister) for sister in sisters])),
        "above_sisters": _rates(page.choices.words, page.posteriors)[0] - theirs,
    }


def page_probability(facts: Mapping[str, float], weights: Weights) -> float:
    """Return the probability, 0-1, that a page with these facts is spun."""
    is_beside = SISTER_PAGE_FEATURES[0] in facts
    names = PAGE_FEATURES + SISTER_PAGE_FEATURES if is_beside else PAGE_FEATURES
    row = weights.page_beside if is_beside else weights.page_alone
    score = float(sum(weight * facts[name] for name, weight in zip(names, row, strict=True)))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


# On clean pages the channel claims .16 of the different content words, and .09 of them with more than even odds (40
# articles of PolNeAR, 103 dispatches of Reuters-21578 alike); a page counts as if it had 60 such words more, so that a
# short one is not judged by two of them.
_CLEAN_REPLACED, _CLEAN_CERTAIN, _CLEAN_WORDS = 0.16, 0.09, 60


def _rates(words: NDArray[np.int32], posteriors: NDArray[np.float64]) -> tuple[float, float]:
    """Return two rates over the different words: a dispatch that says "trainer" nine times is odd once."""
    _, group, counts = np.unique(words, return_inverse=True, return_counts=True)
    likely = np.bincount(group, posteriors.sum(axis=1), minlength=len(counts)) / counts
    size = len(likely) + _CLEAN_WORDS
    replaced = (float(likely.sum()) + _CLEAN_REPLACED * _CLEAN_WORDS) / size
    certain = (float((likely > 0.5).sum()) + _CLEAN_CERTAIN * _CLEAN_WORDS) / size
    return replaced, math.log(certain)


# Each page is looked at for itself, and glanced at by its sisters: a handful of pages is looked at once, of many pages
# (1,024 glances are some 150 MB) each is looked at twice.
@lru_cache(maxsize=16)
def _look(text: str, body: tuple[Span, ...]) -> Look:
    spans = tuple(sentences(text, body))
    reading = read(text, spans, load_lexicon())
    choices = weigh_choices(reading, load_lexicon())
    return Look(spans, reading, choices, choices.posteriors(load_weights().alone))


@lru_cache(maxsize=1024)
def _glance(text: str, body: tuple[Span, ...]) -> Glance:
    look = _look(text, body)
    return Glance(look.sentences, look.reading, look.choices.places.copy(), look.choices.words.copy(), look.posteriors)


@lru_cache(maxsize=4096)
def _words(text: str, body: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(tokenise(text, body, words_only=True).forms)


def _is_english(article: Article) -> bool:
    return article.language in {None, "en"}


def _is_readable(article: Article, reading: Reading) -> bool:
    is_enough = len(reading) >= _FEWEST
    return _is_english(article) and is_enough and float((reading.ids > 0).mean()) >= _KNOWN


def _nearest(article: Article, sisters: Sequence[Article]) -> list[Article]:
    """Return the sisters that share most of their words with the page, ties by page id.

    Cost: one intersection of two word sets a sister; no sister is read for it.
    """
    own = _words(article.text, article.body)

    def rank(sister: Article) -> tuple[float, str]:
        theirs = _words(sister.text, sister.body)
        shared = len(own & theirs)
        return -shared / max(len(own) + len(theirs) - shared, 1), sister.page

    return nsmallest(_SISTERS, sisters, key=rank)
