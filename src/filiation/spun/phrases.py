"""Phrases: the words that were replaced, what most likely stood there, and what gives them away, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.spun.beside import SISTER_FEATURES
from filiation.spun.channel import FEATURES, Choices
from filiation.spun.decode import decode_pair
from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading
from filiation.spun.sisters import find_witness
from filiation.spun.slips import Slip
from filiation.spun.spun import Phrase
from filiation.spun.swaps import Likeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A word is listed from even odds on, and from one in four where it is all but certain elsewhere on the page: a spinner
# turns one word into one other. On articles spun by WordNet at 13 % of their words and called spun, .5 lists 65 right in
# a hundred and half of all replaced words, .6 71 and 44 %, .7 77 and 35 %: the support is there to choose by.
_LISTED = 0.5
_ECHOED, _CERTAIN = 0.25, 0.75
# Its plain form is told where one candidate has an eighth of the odds, two neighbours' where one pair has a twentieth.
# There, telling from .2 and .08 on names 46 % of the told right, and fewer in all.
_TOLD, _TOLD_PAIR = 0.12, 0.05
# A synonym in the slot of a near copy's word is all but certain; other words in it may be a desk's.
_SYNONYM_SUPPORT, _SLOT_SUPPORT = 0.97, 0.75
# People double and split words too.
_SLIP_SUPPORT = 0.6

_PLACE = {name: place for place, name in enumerate(FEATURES + SISTER_FEATURES)}


def list_phrases(
    text: str,
    reading: Reading,
    lexicon: Lexicon,
    choices: Choices,
    weights: NDArray[np.float64],
    slips: Sequence[Slip],
    witnesses: Sequence[tuple[PageId, Reading]],
    copies: Sequence[tuple[Article, Reading, Likeness]] = (),
) -> tuple[Phrase, ...]:
    """Return the phrases of a spun page, ascending and disjoint.

    What it swapped for the words of ``copies`` comes first, then runs of words that it replaced, then slips. A word
    that stands in a copy's order was not replaced. ``weights`` are those of the choices' features.
    """
    posteriors = choices.posteriors(weights)
    likely = posteriors.sum(axis=1)
    _, group = np.unique(choices.words, return_inverse=True)
    highest = np.zeros(len(likely))
    np.maximum.at(highest, group, likely)
    is_echo = (likely >= _ECHOED) & (highest[group] >= _CERTAIN)
    is_kept = np.zeros(len(reading), dtype=np.bool_)
    for _, _, likeness in copies:
        for first, past in likeness.kept:
            is_kept[first:past] = True
    is_listed = ((likely >= _LISTED) | is_echo) & ~is_kept[choices.places]
    runs = _runs(choices, reading, [int(row) for row in np.flatnonzero(is_listed)])
    phrases = _swapped(reading, copies, is_kept)
    for run in runs:
        phrase = _phrase(text, reading, lexicon, choices, posteriors, weights, run, witnesses)
        if not any(phrase.span.overlaps(other.span) for other in phrases):
            phrases.append(phrase)
    for slip in slips:
        if not any(phrase.span.overlaps(slip.span) for phrase in phrases):
            phrases.append(Phrase(slip.span, slip.plain, slip.kind.value, None, _SLIP_SUPPORT))
    return tuple(sorted(phrases, key=lambda phrase: phrase.span))


def _swapped(
    reading: Reading, copies: Sequence[tuple[Article, Reading, Likeness]], is_kept: NDArray[np.bool_]
) -> list[Phrase]:
    """Return what a page has in the slots of its near copies' words, the nearest copy's first.

    What another copy has as well (``is_kept``, a word) was changed by that copy's desk.
    """
    phrases: list[Phrase] = []
    for copy, other, likeness in copies:
        for swap in likeness.swaps:
            span, shown = reading.span(swap.first, swap.past), other.span(swap.other_first, swap.other_past)
            if is_kept[swap.first : swap.past].all() or any(span.overlaps(phrase.span) for phrase in phrases):
                continue
            plain = shown.of(copy.text)
            evidence = f'a page that is the same around it has "{plain}" in its place'
            support = _SYNONYM_SUPPORT if swap.is_synonym else _SLOT_SUPPORT
            phrases.append(Phrase(span, plain, evidence, (copy.page, shown), support))
    return phrases


def _runs(choices: Choices, reading: Reading, rows: Sequence[int]) -> list[list[int]]:
    """Join replaced words that stand side by side, two at most: a spinner's pair is read as one."""
    runs: list[list[int]] = []
    for row in rows:
        place = int(choices.places[row])
        if runs and len(runs[-1]) == 1 and choices.places[runs[-1][0]] == place - 1 and reading.left[place] > 0:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _phrase(
    text: str,
    reading: Reading,
    lexicon: Lexicon,
    choices: Choices,
    posteriors: NDArray[np.float64],
    weights: NDArray[np.float64],
    run: Sequence[int],
    witnesses: Sequence[tuple[PageId, Reading]],
) -> Phrase:
    """Describe one run of replaced words."""
    first, last = int(choices.places[run[0]]), int(choices.places[run[-1]])
    best = [int(posteriors[row].argmax()) for row in run]
    likely = posteriors[list(run)].sum(axis=1)
    is_told = all(posteriors[row, c] >= _TOLD * odds for row, c, odds in zip(run, best, likely, strict=True))
    if len(run) == 2:
        *best, share = decode_pair(reading, lexicon, choices, weights, run)
        is_told = share >= _TOLD_PAIR
    plain = None
    if is_told:
        plain = " ".join(
            _in_case_of(reading.span(p, p + 1).of(text), lexicon.words[choices.candidates[row, c]])
            for p, row, c in zip(range(first, last + 1), run, best, strict=True)
        )
    strongest = max(range(len(run)), key=lambda i: (float(likely[i]), -i))
    row, column = run[strongest], best[strongest]
    place = int(choices.places[row])
    evidence = _evidence(reading, lexicon, choices, row, column) if is_told else _oddity(reading, choices, row, column)
    witness = None
    if is_told and witnesses:
        before, after = int(reading.before[place]), int(reading.after[place])
        witness = find_witness(witnesses, before, int(choices.candidates[row, column]), after)
    start = first - 1 if choices.features[run[0], best[0], _PLACE["article_mended"]] > 0 else first
    span = reading.span(start, last + 1)
    if plain and start < first:
        article = lexicon.words[reading.ids[start]]
        plain = f"{_in_case_of(reading.span(start, first).of(text), article)} {plain}"
    return Phrase(span, plain, evidence, witness, round(float(likely.max()), 4))


def _evidence(reading: Reading, lexicon: Lexicon, choices: Choices, row: int, column: int) -> str:
    """Say what speaks loudest for a replacement."""
    place = int(choices.places[row])
    word, candidate = reading.forms[place], lexicon.words[choices.candidates[row, column]]
    told = choices.features[row, column]

    def says(name: str) -> bool:
        return _PLACE[name] < len(told) and bool(told[_PLACE[name]] > 0)

    if says("article_mended"):
        return f'"{reading.forms[place - 1]}" does not suit "{word}", and would suit "{candidate}"'
    if says("sister_triple") or says("sister_pair"):
        return f'a sister page has "{candidate}" in its place'
    if says("listed"):
        pair = _usual_pair(reading, lexicon, place, int(choices.candidates[row, column]))
        if pair and says("name"):
            return f"well-known name: {pair.title()}"
        if pair and told[_PLACE["word_listed"]] == 0:
            return f'usual words: "{pair}"'
    if says("team"):
        return f'odd pair; "{candidate}" with a synonym of its neighbour is usual'
    if says("sister_matter"):
        return f'a sister page says the same with "{candidate}"'
    return f'odd among the words around it, where "{candidate}" is not'


def _oddity(reading: Reading, choices: Choices, row: int, column: int) -> str:
    """Say what is odd about a word whose plain form cannot be told."""
    place = int(choices.places[row])
    if choices.features[row, column, _PLACE["article_mended"]] > 0:
        return f'"{reading.forms[place - 1]}" does not suit "{reading.forms[place]}"'
    return "odd among the words around it"


def _usual_pair(reading: Reading, lexicon: Lexicon, place: int, candidate: int) -> str | None:
    """Return the stronger of the listed pairs that the candidate makes with its neighbours."""
    one = np.array([reading.left[place], candidate], dtype=np.int32)
    two = np.array([candidate, reading.right[place]], dtype=np.int32)
    logs, is_listed = lexicon.pair(one, two)
    bonds = np.where(is_listed, lexicon.bond(one, two, logs), -np.inf)
    best = int(bonds.argmax())
    if not is_listed[best]:
        return None
    return f"{lexicon.words[one[best]]} {lexicon.words[two[best]]}"


def _in_case_of(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word
