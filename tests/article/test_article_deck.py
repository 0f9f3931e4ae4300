"""The deck: prose under the headline about what the body tells, and nothing else that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import read_article
from filiation.article.deck import find_deck
from filiation.article.layout import lay_out
from filiation.settings import DEFAULTS
from filiation.text import Span

HEADLINE = "Ferry crews in Marsund walk out over night shifts"
BODY = (
    "Crews of the Marsund ferries walked out on Tuesday and left eleven islands without a boat until the evening.",
    "The union said that night shifts had grown to fourteen hours since the spring and that nobody had asked the crews.",
    "The company, Sundline, called the walkout unlawful and offered talks about shifts and pay in the coming week.",
    "Some 4,000 commuters stayed at home, and the hospital of Marsund sent its nurses across in a lifeboat.",
)
DECK = "Eleven islands were without a boat as crews protest against shifts of fourteen hours"


def article(*above: str, kind: PageKind = PageKind.TEXT):
    text = "\n\n".join(("Home", "News", HEADLINE, *above, *BODY, "Contact", "About us"))
    return read_article(Page(PageId("p"), "p.txt", kind, text, "0" * 64, title=HEADLINE), DEFAULTS)


def words(found):
    return [span.of(found.text) for span in found.deck]


def test_a_sentence_under_the_headline_is_the_deck():
    """Whole prose about the body's matter between headline and body is the deck, and it is no body."""
    found = article(DECK, "By Ada Holm", "12 May 2024, 10:15")
    assert words(found) == [DECK]
    assert all(span.end <= found.body[0].start for span in found.deck)


def test_a_deck_may_be_points():
    """Lines that follow each other are one deck; a picture's caption ends it."""
    second = "Company calls the walkout unlawful and offers talks about shifts and pay"
    assert words(article(DECK, second, "FILE PHOTO: A Marsund ferry at its pier. Photo: archive/Ada Holm")) == [
        DECK,
        second,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Holm and Ivo Lund",
        "12 May 2024, 10:15",
        "FILE PHOTO: Crews of the Marsund ferries at the pier, May 12, 2024. Photo: archive/Ada Holm",
        "Share this story",
        "Subscribe to our newsletter for the crews, shifts and ferries of Marsund every week",
        "Minister in Oskelund praises apples, and the orchards of the north await a rich harvest this autumn",
        "Marsund Ferries Sundline Union Crews Shifts Islands Hospital Commuters Company",
    ],
)
def test_what_else_stands_there_is_no_deck(line):
    """Bylines, clocks, captions, buttons, appeals, teasers and labels are no deck."""
    assert words(article(line)) == []


def test_without_a_headline_there_is_no_deck():
    """A deck is known by the headline above it: without one, None is the honest answer."""
    text = "\n".join((DECK, *BODY))
    start = len(DECK) + 1
    assert find_deck(lay_out(text, (Span(start, len(text)),), None)) == ()


def test_an_article_given_whole_has_no_deck():
    """Of an article's own text all is body."""
    assert article(DECK, kind=PageKind.ARTICLE).deck == ()


@given(st.lists(st.text(max_size=80), max_size=6))
def test_a_deck_stands_between_headline_and_body(lines):
    """Whatever stands there: the deck ascends, and lies between headline and body."""
    text = "\n".join((HEADLINE, *lines, *BODY))
    first = text.index(BODY[0])
    found = find_deck(lay_out(text, (Span(first, len(text)),), HEADLINE))
    assert all(len(HEADLINE) <= span.start < span.end <= first for span in found)
    assert list(found) == sorted(found)
