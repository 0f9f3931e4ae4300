"""Two replaced words side by side, read together: each is odd company for the other's plain form.

Alone, "convention" of "information convention" is asked what suits "information"; together, both are asked what suits
the words around them and each other. The score of a pair is what speaks for each candidate but for its company, and the
trigrams of the whole line with both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from filiation.spun.channel import FEATURES, Choices
from filiation.spun.context import neighbours
from filiation.spun.lexicon import Lexicon
from filiation.spun.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What hangs on the neighbours as they are printed; the trigrams of the line stand in for all of it.
_COMPANY = ("gain", "listed", "bond", "team", "before", "after")
_PLACES = [FEATURES.index(name) for name in _COMPANY]


def decode_pair(
    reading: Reading, lexicon: Lexicon, choices: Choices, weights: NDArray[np.float64], rows: Sequence[int]
) -> tuple[int, int, float]:
    """Return which candidates stood at two neighbouring rows of the choices most likely, and how likely, given any did.

    ``weights`` are those of the features, as `Choices.posteriors` takes them; the second row's place is behind the
    first's. Cost: two searches a pair of candidates, some 8,000.
    """
    alone = weights.copy()
    alone[_PLACES] = 0
    # An n-gram of the line is what stands after one word and before another.
    price = float(weights[[FEATURES.index("before"), FEATURES.index("after")]].mean())
    scores = [np.where(choices.candidates[row] > 0, choices.features[row] @ alone, -np.inf) for row in rows]
    one, two = choices.candidates[rows[0]][:, None], choices.candidates[rows[1]][None, :]
    places = choices.places[[rows[0], rows[1]]]
    second_before, before, after, second_after = neighbours(reading, lexicon.ngrams)
    log_probability = lexicon.ngrams.log_probability
    line = log_probability(second_before[places[:1]][:, None], before[places[:1]][:, None], one)
    line = line + log_probability(before[places[:1]][:, None], one, two)
    line = line + log_probability(one, two, after[places[1:]][:, None])
    line = line + log_probability(two, after[places[1:]][:, None], second_after[places[1:]][:, None])
    totals = scores[0][:, None] + scores[1][None, :] + price * line
    best = int(totals.argmax())
    share = 1 / float(np.exp(totals - totals.flat[best]).sum())
    return best // two.size, best % two.size, share
