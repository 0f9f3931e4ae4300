"""Slips: what replacing words breaks around them."""

import pytest

from filiation.spun.lexicon import load_lexicon
from filiation.spun.reading import read
from filiation.spun.slips import SlipKind, find_slips
from filiation.text import Span


def slips_of(text):
    lexicon = load_lexicon()
    reading = read(text, [Span(0, len(text))], lexicon)
    return [(slip.kind, slip.span.of(text), slip.plain) for slip in find_slips(text, reading, lexicon)]


@pytest.mark.parametrize("words", ["a obvious risk", "an fresh start", "a enormous bridge", "an cautious count"])
def test_an_article_that_does_not_suit_its_word(words):
    """The article and the word after it are one slip."""
    (slip,) = slips_of(f"The mayor saw {words} there.")
    assert slip == (SlipKind.ARTICLE, " ".join(words.split()[:2]), None)


@pytest.mark.parametrize(
    "words",
    [
        "a one-off payment",
        "an hour later",
        "a European port",
        "a union of dockers",
        "an FBI agent",
        "an honest count",
        "a ewe and a lamb",
        "an historic quay",
        "vitamin A is good",
        "grade a and b",
        "a U.S. ship",
        "an 11-day strike",
        "a “important” bridge",
    ],
)
def test_an_article_that_suits_the_sound_is_none(words):
    """Letters that lie about the sound, acronyms, figures and quoted words are left alone."""
    assert slips_of(f"They spoke of {words} there.") == []


def test_doubled_and_split_words_are_mended():
    """A joining word twice, and a usual word in two."""
    assert slips_of("It spoke of of more aid al ready late.") == [
        (SlipKind.DOUBLED, "of of", "of"),
        (SlipKind.SPLIT, "al ready", "already"),
    ]


@pytest.mark.parametrize("words", ["had had enough", "said that that ship", "in to dinner", "every day", "no no"])
def test_english_doubles_are_none(words):
    """What English doubles or writes in two is no slip."""
    assert slips_of(f"He {words} there.") == []


def test_a_very_long_line_is_read_to_its_end():
    """Slips in hostile lines lie within them."""
    for text in ("a" * 200_000, "a a " * 50_000, "-'" * 100_000, "a-" * 100_000, "it's'" * 40_000):
        assert all(words in text for _, words, _ in slips_of(text))
