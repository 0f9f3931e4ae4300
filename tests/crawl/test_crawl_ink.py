"""Words of many texts at once, as hashes."""

from __future__ import annotations

from hypothesis import given, strategies as st

from filiation.cluster.profile import Coder
from filiation.crawl.ink import Ink
from filiation.text import fold, words_of

SIGNS = st.text(alphabet="ab1.,:'-%U S.“”’é ß日本 \u2003\n\x85\x1c\u3000\U0001f600_", max_size=120)


@given(st.lists(st.lists(SIGNS, max_size=5), min_size=1, max_size=4))
def test_words_are_those_of_each_text(rounds: list[list[str]]) -> None:
    """Stretches met for the first time, met again, and met in one slot all give the words that each text has alone."""
    ink, coder = Ink(), Coder()
    for texts in rounds:
        folded = [fold(text) for text in texts]
        codes, counts = ink.read(folded)
        alone = [coder.encode(words_of(text)) for text in folded]
        assert counts.tolist() == [len(own) for own in alone]
        assert codes.tolist() == [code for own in alone for code in own.tolist()]
