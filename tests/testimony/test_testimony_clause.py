"""The clause around a fact, and how overlapping claims are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from filiation.archive.page import PageId
from filiation.testimony.clause import clause_around
from filiation.testimony.facts import figures, years
from filiation.testimony.grammar import Parser
from filiation.testimony.overlaps import Part, told_apart
from filiation.testimony.phrases import phrases
from filiation.text import Span


@pytest.fixture(scope="module")
def parser():
    return Parser()


def clause_of(parser, sentence):
    parsed = parser.parse(sentence)
    (figure,) = list(figures(parsed))[:1]
    return figure.clause.of(sentence)


def test_words_in_front_of_a_quotation_are_not_what_a_figure_claims(parser):
    """Beside somebody's speech the noun that is counted is shown, with what is said of it, not the speech."""
    sentence = "“Nobody sleeps,” he said of the 600 men quartered in the old brickworks."
    assert clause_of(parser, sentence) == "the 600 men quartered in the old brickworks"


def test_a_long_sentence_is_cut_to_the_clause(parser):
    """What is shown of a long sentence is the clause with the fact, without the conjunction in front of it."""
    sentence = (
        "The minister spent most of the afternoon in the northern valleys, where she met farmers and mayors and promised "
        "to come back before the harvest, while engineers opened 12 sluices above the town to lower the lake."
    )
    shown = clause_of(parser, sentence)
    assert shown.startswith("engineers opened 12 sluices")
    assert "minister" not in shown


def test_a_short_sentence_is_shown_whole(parser):
    """A sentence that is read at a glance is not cut."""
    sentence = "Rescuers pulled 12 miners from the Ormond pit on Sunday."
    assert clause_of(parser, sentence) == sentence


@given(st.text(alphabet="abc ,.“”12", min_size=1, max_size=60), st.data())
def test_a_clause_holds_its_fact(text, data):
    """Whatever the grammar, the clause lies in the sentence and holds the fact."""
    parsed = _PARSER.parse(text)
    if not parsed.words:
        return
    word = data.draw(st.sampled_from(parsed.words))
    clause = clause_around(parsed, Span(word.start, word.end), word)
    assert clause.contains(Span(word.start, word.end))
    assert clause.end <= len(text)


_PARSER = Parser()


def test_phrases_tie_what_is_said_to_a_noun(parser):
    """Adjectives, nouns and years are tied to the noun; roles, bodies and words that fit every noun are not."""
    found = {
        tie
        for p in phrases(parser.parse("She froze land prices after the 2014 annexation of Orrin."))
        for tie in p.ties
    }
    assert {("land", "price"), ("2014", "annexation")} <= found
    assert not list(phrases(parser.parse("The new prime minister met other local officials last week.")))


def test_a_year_sets_what_happened_and_a_date_is_none(parser):
    """A bare year is a setting; one in a full date, or in a name, is not."""
    assert [y.name for y in years(parser.parse("The mine was closed in 1986 after a fire."))] == ["1986"]
    assert not list(years(parser.parse("The mine was closed on 3 May 1986 after a fire.")))


def part(sentence, page, start, end, fact):
    return Part(sentence, PageId(page), Span(start, end), Span(*fact))


def test_one_clause_on_the_same_pages_is_one_claim():
    """Two facts in one clause, on the same pages, are told once."""
    men = (part(0, "a", 0, 50, (4, 9)), part(1, "b", 0, 60, (4, 9)))
    near = (part(0, "a", 0, 50, (20, 30)), part(1, "b", 0, 60, (20, 30)))
    assert len(told_apart([men, near])) == 1


def test_one_clause_on_different_pages_is_two_claims_shown_apart():
    """Two facts in one clause on which other pages agree are shown by their own words."""
    men = (part(0, "a", 0, 50, (4, 9)), part(1, "b", 0, 60, (4, 9)))
    near = (part(0, "a", 0, 50, (20, 30)), part(2, "c", 0, 60, (20, 30)))
    first, second = told_apart([men, near])
    assert first[0].span == Span(4, 9)
    assert second[0].span == Span(20, 30)


def test_a_lesser_claim_on_fewer_pages_tells_nothing_more():
    """A phrase that stands within a figure's clauses on some of its pages is not told beside it."""
    figure = tuple(part(n, page, 0, 50, (4, 9)) for n, page in enumerate("abc"))
    phrase = tuple(part(n, page, 5, 30, (5, 9)) for n, page in enumerate("ab"))
    assert told_apart([figure], [phrase]) == [figure]
