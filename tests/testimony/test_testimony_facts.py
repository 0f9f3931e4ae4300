"""Hard facts in a sentence."""

from __future__ import annotations

import pytest

from filiation.testimony.facts import figures, is_negated, names, places
from filiation.testimony.grammar import Parser


@pytest.fixture(scope="module")
def parser():
    return Parser()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The flood displaced 12,400 people in three districts.", [(12400.0, "people"), (3.0, "district")]),
        ("The firm paid $3.5 billion for 12 per cent of the shares.", [(3.5e9, "dollar"), (12.0, "percent")]),
        ("Output rose 4% to twenty thousand cars.", [(4.0, "percent"), (20000.0, "car")]),
        ("In 2019 the bridge was closed on 3 May.", []),
        ("The mayor got a nine-year sentence for cheating 21 farmers.", [(9.0, "year"), (21.0, "farmer")]),
        ("The Corvus 300 is one of the largest machines of the fleet.", []),
    ],
)
def test_a_figure_is_its_value_and_what_it_counts_and_no_date_is_one(parser, sentence, expected):
    """A figure is a number, scale word included, and the noun that it counts; dates and years are none."""
    assert [(figure.value, figure.counted) for figure in figures(parser.parse(sentence))] == expected


def test_a_figure_span_holds_its_number(parser):
    """The phrase of a figure contains the number itself."""
    sentence = "Officials counted 12,400 displaced people near the river Tamsel."
    (figure,) = figures(parser.parse(sentence))
    assert "12,400" in figure.span.of(sentence)


def test_names_are_folded_words_and_weekdays_are_none(parser):
    """Names are what a spinner cannot change; a weekday names nobody."""
    found = names(parser.parse("Minister Lena Ortwin told reporters in Hamburg on Tuesday that Norway agreed."))
    assert {"lena", "ortwin", "hamburg", "norway"} <= found
    assert "tuesday" not in found


def test_a_place_brings_its_clause(parser):
    """A place carries the clause that it stands in."""
    sentence = "Talks will resume in Lisbon next week, the ministry said."
    (place,) = places(parser.parse(sentence))
    assert place.name == "lisbon"
    assert "Talks will resume" in place.clause.of(sentence)


def test_negation_is_of_the_main_clause(parser):
    """Only a negated main clause makes a sentence negative."""
    assert is_negated(parser.parse("The company did not open the dam."))
    assert not is_negated(parser.parse("The company that did not answer opened the dam."))
