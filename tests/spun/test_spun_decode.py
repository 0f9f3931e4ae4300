"""Two replaced words side by side are read together."""

import numpy as np
import pytest

from filiation.spun.channel import weigh_choices
from filiation.spun.decode import decode_pair
from filiation.spun.lexicon import load_lexicon
from filiation.spun.reading import read
from filiation.spun.unspin import load_weights
from filiation.text import Span


def decode(line, spun):
    lexicon = load_lexicon()
    reading = read(line, [Span(0, len(line))], lexicon)
    choices = weigh_choices(reading, lexicon)
    first = reading.forms.index(spun.split()[0])
    rows = [choices.places.tolist().index(place) for place in (first, first + 1)]
    one, two, share = decode_pair(reading, lexicon, choices, load_weights().alone, rows)
    return [lexicon.words[choices.candidates[row, column]] for row, column in zip(rows, (one, two), strict=True)], share


def pair_log(words):
    lexicon = load_lexicon()
    zero, one, two = (np.array([lexicon.ids.get(word, 0)], dtype=np.int32) for word in ("", *words))
    return float(lexicon.ngrams.log_probability(zero, one, two)[0])


@pytest.mark.parametrize(
    ("line", "spun"),
    [
        ("The mayor told a information convention that the bridge was safe.", "information convention"),
        ("Rescuers spoke of a biological catastrophe on the coast.", "biological catastrophe"),
        ("She has been nominated for the job by the primary preacher.", "primary preacher"),
        ("The talks opened with a brief media meeting at the harbour office.", "media meeting"),
    ],
)
def test_a_pair_that_is_read_together_goes_together(line, spun):
    """Both are candidates, and the second is likelier after the first than as printed; the share is a probability."""
    words, share = decode(line, spun)
    assert all(words)
    assert 0 < share <= 1
    assert pair_log(words) > pair_log(spun.split())


def test_neither_word_alone_tells_what_both_do():
    """What goes with "information" is no conference; what went with both is."""
    words, _ = decode("The mayor told a information convention that the bridge was safe.", "information convention")
    assert words[1] == "conference"
