"""Beside sisters: what other pages of the event have in the place of a word, as more features of its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.channel import Choices, describe, stack
from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading
from filiation.spun.sisters import Attested

if TYPE_CHECKING:
    from numpy.typing import NDArray

SISTER_FEATURES = (
    "sister_only_candidate",  # the sisters have the candidate and not the word
    "sister_only_word",
    "sister_both",
    "sister_pair",  # a sister has the candidate beside the content word that is beside it here, and not the word
    "sister_word_pair",
    "sister_triple",  # a sister has it between both neighbours
    "sister_team",  # a sister has it beside what a neighbour may have been
    "sister_frame",  # it is no synonym, and a sister has it between the same two content words
    "sister_matter",  # it stands in a sister's sentence of the same meaning, and the word does not
)

# Another matter altogether stands in the same frame as well ("a dispute over", "a bridge over").
_FRAME_LEAST_NEARNESS = 0.35


def ask_sisters(choices: Choices, reading: Reading, lexicon: Lexicon, attested: Attested) -> Choices:
    """Return a page's choices with what the sisters say of them, and a candidate more a place, in front."""
    places = choices.places
    framed = _framed(lexicon, attested, reading, places, choices.candidates)
    candidates = np.concatenate([framed, choices.candidates], axis=1)
    alone = np.concatenate([describe(reading, lexicon, places, framed), choices.features], axis=1)
    told = stack(_sisters(lexicon, attested, reading, places, candidates), SISTER_FEATURES, candidates)
    return Choices(places, choices.words, candidates, np.concatenate([alone, told], axis=2))


def _framed(
    lexicon: Lexicon, attested: Attested, reading: Reading, places: NDArray[np.int64], candidates: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return one more candidate a place, shape (P, 1): what the sisters have between its neighbours; 0 if no news.

    No thesaurus has every pair that a spinner makes; two neighbours on both sides vouch for what stood between them.
    """
    marks = attested.in_frame(reading.before[places], reading.after[places])
    is_listed = (marks > 0) & (marks < len(lexicon.words))
    found = np.where(is_listed, marks, 0).astype(np.int32)
    is_new = is_listed & ~lexicon.is_function[found] & (found != reading.ids[places])
    is_new &= ~(candidates == found[:, None]).any(axis=1)
    nearness = np.einsum("pd,pd->p", lexicon.vectors[reading.ids[places]], lexicon.vectors[found])
    is_new &= nearness >= _FRAME_LEAST_NEARNESS
    return np.where(is_new, found, 0)[:, None].astype(np.int32)


def _sisters(
    lexicon: Lexicon,
    attested: Attested,
    reading: Reading,
    places: NDArray[np.int64],
    candidates: NDArray[np.int32],
) -> dict[str, NDArray[np.float32]]:
    """Tell what the sisters have in the word's place."""
    shape = candidates.shape
    own, before, after = (
        np.broadcast_to(marks[places][:, None], shape) for marks in (reading.marks, reading.before, reading.after)
    )
    others = candidates.astype(np.int64)
    sentences = np.broadcast_to(reading.sentence[places][:, None], shape)
    has_word, has = attested.has(own), attested.has(others)
    has_word_pair = attested.has_pair(before, own) | attested.has_pair(own, after)
    has_pair = attested.has_pair(before, others) | attested.has_pair(others, after)
    is_in_matter = attested.has_in_matter(sentences, others) & ~attested.has_in_matter(sentences, own)
    is_framed = np.zeros(shape, dtype=np.bool_)
    is_framed[:, 0] = candidates[:, 0] > 0
    columns = {
        "sister_only_candidate": has & ~has_word,
        "sister_only_word": has_word & ~has,
        "sister_both": has & has_word,
        "sister_pair": has_pair & ~has_word_pair,
        "sister_word_pair": has_word_pair,
        "sister_triple": attested.has_triple(before, others, after),
        "sister_team": _sister_teams(attested, lexicon, reading, places, np.where(has, candidates, 0)),
        "sister_frame": is_framed,
        "sister_matter": is_in_matter,
    }
    return {name: column.astype(np.float32) for name, column in columns.items()}


def _sister_teams(
    attested: Attested,
    lexicon: Lexicon,
    reading: Reading,
    places: NDArray[np.int64],
    candidates: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Tell where the sisters have a candidate beside a word that its neighbour may have replaced."""
    found = np.zeros(candidates.shape, dtype=np.bool_)
    rows, columns = np.nonzero(candidates)
    middle = candidates[rows, columns].astype(np.int64)[:, None]
    for marks, is_before in ((reading.before[places], True), (reading.after[places], False)):
        neighbours = np.where(marks < len(lexicon.words), marks, 0)[rows]
        others = lexicon.related[neighbours].astype(np.int64)
        wide = np.broadcast_to(middle, others.shape)
        has = attested.has_pair(others, wide) if is_before else attested.has_pair(wide, others)
        found[rows, columns] |= has.any(axis=1)
    return found
