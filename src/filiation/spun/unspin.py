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
from filiation.spun.lexicon import load_lexicon
from filiation.spun.phrases import list_phrases
from filiation.spun.reading import Reading, read
from filiation.spun.sisters import attest
from filiation.spun.slips import Slip, find_slips
from filiation.spun.spun import Spun
from filiation.spun.swaps import Likeness, compare
from filiation.text import Span, sentences, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Fewer content words than this tell nothing: a caption, a ticker.
_FEWEST = 40
# Sisters that are asked at most, those that share most words first: a dispatch on 300 pages says the same 300 times.
_SISTERS = 6
# Near copies that a page is aligned with. A clean page's copy may be the spun one, its two nearest hardly are both.
_COPIES = 2
# Own words odder by so many standard errors, and swaps odder than the copy's words by so much (of a probability), are
# the spinner's. On 76 revised dispatches of Reuters-21578, spun lightly by a spinner of another thesaurus, own words
# alone took 3 of 455 clean pages for the spun copy's copy, both together none, at no loss of spun ones.
_SURE, _SURE_SWAPS = 2.0, 0.15
# What "swapped" is at least for slots to be phrases.
_SWAPPED = 0.5
# Part of the words that the lexicon must know where the page's language is not told: English has .9.
_KNOWN = 0.6

PAGE_FEATURES = (
    "bias",
    "replaced",  # share of the content words that the channel would replace
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
    if probability < 0.5:
        return Spun(article.page, probability, ())
    phrases = list_phrases(
        article.text,
        judged.reading,
        load_lexicon(),
        judged.choices,
        judged.posteriors,
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
    posteriors: NDArray[np.float64]
    witnesses: list[tuple[PageId, Reading]]
    copies: list[tuple[Article, Reading, Likeness]]
    facts: dict[str, float]


def _judge(article: Article, sisters: Sequence[Article], encoder: Encoder) -> _Judged | None:
    lexicon, weights = load_lexicon(), load_weights()
    page = _look(article.text, article.body)
    if not _is_readable(article, page.reading):
        return None
    slips = find_slips(article.text, page.reading, lexicon)
    facts = _page_facts(page.reading, slips, page.posteriors)
    others = [a for a in sisters if a.page != article.page and _is_english(a)]
    near = [(a, _glance(a.text, a.body)) for a in _nearest(article, others)]
    known = [(a, glance) for a, glance in near if len(glance.reading) >= _FEWEST]
    choices, posteriors = page.choices, page.posteriors
    copies: list[_Copy] = []
    if known:
        vectors = [encoder.encode([span.of(a.text) for span in look.sentences]) for a, look in known]
        own = encoder.encode([span.of(article.text) for span in page.sentences])
        attested = attest(own, [(look.reading, v) for (_, look), v in zip(known, vectors, strict=True)], lexicon)
        choices = ask_sisters(page.choices, page.reading, lexicon, attested)
        posteriors = choices.posteriors(weights.beside)
        facts |= _sister_facts(page, [look for _, look in known], posteriors)
        copies = _copies(page, known)
        facts["swapped"] = min((copy.swapped for copy in copies), default=0.0)
    witnesses = [(a.page, look.reading) for a, look in known]
    shown = [(c.article, c.reading, c.likeness) for c in copies if c.swapped >= _SWAPPED]
    return _Judged(page.reading, slips, choices, posteriors, witnesses, shown, facts)


@dataclass(frozen=True, slots=True, eq=False)
class _Copy:
    """A near copy of the page, and how many of its words the page swapped: below 0 where it has swapped the page's."""

    article: Article
    reading: Reading
    likeness: Likeness
    swapped: float


def _copies(page: _Look, sisters: Sequence[tuple[Article, _Glance]]) -> list[_Copy]:
    """Return the near copies among the nearest sisters, most words in common first, two at most."""
    found = []
    for article, sister in sisters:
        likeness = compare(page.reading, sister.reading, load_lexicon())
        if likeness is not None:
            own = (_own_words(page, sister) / _SURE + _odd_swaps(page, sister, likeness) / _SURE_SWAPS) / 2
            found.append(_Copy(article, sister.reading, likeness, likeness.rate * max(-1.0, min(1.0, own))))
    return nsmallest(_COPIES, found, key=lambda copy: (-copy.likeness.shared, copy.article.page))


def _page_facts(reading: Reading, slips: Sequence[Slip], posteriors: NDArray[np.float64]) -> dict[str, float]:
    """Return what is counted on a page alone; rates are drawn towards a clean page's on a short one."""
    replaced, certain = _rates(posteriors)
    return {
        "bias": 1.0,
        "replaced": replaced,
        "certain": certain,
        "slips": len(slips) * 1000 / (len(reading) + 250),
    }


def _sister_facts(page: _Look, sisters: Sequence[_Glance], posteriors: NDArray[np.float64]) -> dict[str, float]:
    """Return what is counted beside sisters; ``posteriors`` are the page's, once they were asked."""
    replaced, certain = _rates(posteriors)
    theirs = float(np.mean([_rates(sister.posteriors)[0] for sister in sisters]))
    return {
        "replaced_beside": replaced,
        "certain_beside": certain,
        "own_words": float(np.mean([_own_words(page, sister) for sister in sisters])),
        "above_sisters": _rates(page.posteriors)[0] - theirs,
    }


def _own_words(page: _Look, sister: _Glance) -> float:
    """Return how much odder the page's own words are than the sister's own, in standard errors, -10 to 10.

    Beside its original a spun page's own words are the replaced ones, and the original's own those that they replaced:
    this tells which of two near copies is the spun one, however few words were changed.
    """
    own = _of_its_own(page.choices.words, page.posteriors, sister.reading)
    theirs = _of_its_own(sister.words, sister.posteriors, page.reading)
    if len(own) < _FEWEST_OWN or len(theirs) < _FEWEST_OWN:
        return 0.0
    error = math.sqrt(_VARIANCE / len(own) + _VARIANCE / len(theirs))
    return max(-10.0, min(10.0, (float(own.mean()) - float(theirs.mean())) / error))


def _odd_swaps(page: _Look, sister: _Glance, likeness: Likeness) -> float:
    """Return how much likelier the page's synonyms were replaced than the copy's words in their place, -1 to 1."""
    swaps = [swap for swap in likeness.swaps if swap.is_synonym]
    if not swaps:
        return 0.0
    own, theirs = np.zeros(len(page.reading)), np.zeros(len(sister.reading))
    own[page.choices.places] = page.posteriors.sum(axis=1)
    theirs[sister.places] = sister.posteriors.sum(axis=1)
    own, theirs = own[[swap.first for swap in swaps]], theirs[[swap.other_first for swap in swaps]]
    return float(np.mean(own - theirs))


# Variance of the channel's probability over the words of a clean page.
_VARIANCE = 0.03
_FEWEST_OWN = 5


def _of_its_own(words: NDArray[np.int32], posteriors: NDArray[np.float64], other: Reading) -> NDArray[np.float64]:
    """Return how likely each word of a page that the other page does not have was replaced, a word once."""
    each, first = np.unique(words, return_index=True)
    likely: NDArray[np.float64] = posteriors.sum(axis=1)[first]
    return likely[~np.isin(each, other.ids)]


def page_probability(facts: Mapping[str, float], weights: Weights) -> float:
    """Return the probability, 0-1, that a page with these facts is spun."""
    is_beside = SISTER_PAGE_FEATURES[0] in facts
    names = PAGE_FEATURES + SISTER_PAGE_FEATURES if is_beside else PAGE_FEATURES
    row = weights.page_beside if is_beside else weights.page_alone
    score = float(sum(weight * facts[name] for name, weight in zip(names, row, strict=True)))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


# On clean pages the channel claims .15 of the content words, and .03 of them with more than even odds; a page counts
# as if it had 60 such words more, so that a short one is not judged by two of them.
_CLEAN_REPLACED, _CLEAN_CERTAIN, _CLEAN_WORDS = 0.15, 0.03, 60


def _rates(posteriors: NDArray[np.float64]) -> tuple[float, float]:
    likely = posteriors.sum(axis=1)
    size = len(likely) + _CLEAN_WORDS
    replaced = (float(likely.sum()) + _CLEAN_REPLACED * _CLEAN_WORDS) / size
    certain = (float((likely > 0.5).sum()) + _CLEAN_CERTAIN * _CLEAN_WORDS) / size
    return replaced, math.log(certain)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """A page as it looks alone."""

    sentences: tuple[Span, ...]
    reading: Reading
    choices: Choices
    posteriors: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Glance:
    """What is kept of a page for its sisters' sake, a fifth of a `_Look`."""

    sentences: tuple[Span, ...]
    reading: Reading
    places: NDArray[np.int64]
    words: NDArray[np.int32]
    posteriors: NDArray[np.float64]


# Each page is looked at for itself, and glanced at by its sisters: a handful of pages is looked at once, of many pages
# (1,024 glances are some 150 MB) each is looked at twice.
@lru_cache(maxsize=16)
def _look(text: str, body: tuple[Span, ...]) -> _Look:
    spans = tuple(sentences(text, body))
    reading = read(text, spans, load_lexicon())
    choices = weigh_choices(reading, load_lexicon())
    return _Look(spans, reading, choices, choices.posteriors(load_weights().alone))


@lru_cache(maxsize=1024)
def _glance(text: str, body: tuple[Span, ...]) -> _Glance:
    look = _look(text, body)
    return _Glance(look.sentences, look.reading, look.choices.places.copy(), look.choices.words.copy(), look.posteriors)


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
