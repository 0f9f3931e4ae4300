"""Credited relays: a sentence on another newsroom's word is that newsroom's report."""

from __future__ import annotations

import time

import pytest

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.tradition import Event, Member, Siglum, Tradition
from filiation.spun.spun import Spun
from filiation.testimony.statement import Speaker, Statement, StatementKind, Wording
from filiation.text import Span
from filiation.weighing import weigh
from filiation.weighing.dossier import OriginKind

WIRE = "The Calder bridge fell into the river at noon and nine cars went with it."
OWN = "Our reporter counted nine cars in the water below the fallen Calder bridge."


def page(name, text, outlet=None, agency=None):
    credit = Credit(agency, None) if agency else None
    return Article(PageId(name), name, "", text, (Span(0, len(text)),), language="en", outlet=outlet, agency=credit)


def weight_of(articles, speaker=None):
    """Weigh one statement that all pages make with all their words, each page a tradition of its own."""
    traditions = tuple(Tradition(a.page, (Member(Siglum(a.page), a.page),), ()) for a in articles)
    wordings = tuple(Wording(a.page, Span(0, len(a.text))) for a in articles)
    kind = StatementKind.CLAIM if speaker is None else StatementKind.INDIRECT
    statement = Statement("s1", kind, "nine cars", speaker, wordings, ())
    spun = [Spun(a.page, 0.0, ()) for a in articles]
    return weigh(Event(traditions, 1.0, ""), articles, spun, (), [statement]).weights[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine cars went down with the Calder bridge, the Tamsel Herald reported.",
        "The Tamsel Herald first reported that nine cars went down with the bridge.",
        "Nine cars went down with the bridge, according to the Tamsel Herald.",
        "Nine cars went down, an engineer told the Tamsel Herald.",
        "Nine cars went down, said the engineer, quoted by the daily Tamsel Herald.",
        "Citing the Tamsel Herald, officials spoke of nine cars that went down.",
    ],
)
def test_a_relay_is_the_report_of_the_newsroom_that_it_names(sentence):
    """A page that tells a statement on a newsroom's word is one report with that newsroom's own page."""
    found = weight_of([page("a", WIRE, "Tamsel Herald"), page("b", sentence, "Evening Post")])
    assert found.count.best == 1
    assert [(relay.page, relay.name) for relay in found.relays] == [("b", "Tamsel Herald")]
    assert [(o.name, o.kind) for o in found.origins] == [("Tamsel Herald", OriginKind.OUTLET)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine cars went down with the Calder bridge, the ministry reported.",
        "Nine cars went down with the Calder bridge, an engineer told Ada Holm.",
        "Nine cars went down with the bridge, according to Norwick Holdings.",
        "Nine cars went down near Times Square, officials reported.",
    ],
)
def test_who_is_no_newsroom_relays_nothing(sentence):
    """Officials, people and companies are sources, not newsrooms: the page reports what they say itself."""
    found = weight_of([page("a", WIRE), page("b", sentence)])
    assert found.count.best == 2
    assert found.relays == ()


def test_relays_of_an_absent_newsroom_are_one_report_of_its_own():
    """Pages that credit one newsroom of which no page is here are one report, beside those that saw for themselves."""
    relay = "Nine cars went down with the Calder bridge, Reuters reported."
    again = "According to Reuters nine cars are in the river."
    found = weight_of([page("a", OWN, "Calder Mercury"), page("b", relay), page("c", again)])
    assert found.reports == (("a",), ("b", "c"))
    assert [(o.name, o.kind, o.pages) for o in found.origins] == [
        ("Calder Mercury", OriginKind.OUTLET, ("a",)),
        ("Reuters", OriginKind.RELAY, ("b", "c")),
    ]


def test_an_agency_told_on_its_own_dispatch_is_no_relay():
    """A dispatch that says who told its agency, and a page that says who told its outlet, report for themselves."""
    own = "Nine cars went down, an engineer told Reuters."
    mine = "Nine cars went down, an engineer told the Calder Mercury."
    found = weight_of([page("a", own, agency="Reuters"), page("b", mine, "Calder Mercury")])
    assert found.count.best == 2
    assert found.relays == ()


def test_own_words_beside_a_relay_are_own_reporting():
    """A page that tells a statement on another's word, and again on its own, counts for itself."""
    both = page("b", "Nine cars went down, Reuters reported. " + OWN)
    assert weight_of([page("a", WIRE, agency="Reuters"), both]).count.best == 1
    statement = Statement(
        "s1",
        StatementKind.CLAIM,
        "",
        None,
        (Wording(PageId("a"), Span(0, 20)), Wording(PageId("b"), Span(0, 20)), Wording(PageId("b"), Span(45, 90))),
        (),
    )
    articles = [page("a", WIRE, agency="Reuters"), both]
    event = Event(tuple(Tradition(a.page, (Member(Siglum(a.page), a.page),), ()) for a in articles), 1.0, "")
    found = weigh(event, articles, [Spun(a.page, 0.0, ()) for a in articles], (), [statement]).weights[0]
    assert found.count.best == 2


def test_a_speech_has_one_origin_however_many_report_it():
    """Three newsrooms that hear one speech are three reports of one origin."""
    pages = [page(name, OWN, outlet) for name, outlet in zip("abc", ("One", "Two", "Three"), strict=True)]
    found = weight_of(pages, Speaker("Wenna Trask", "Trask"))
    assert found.count.best == 3
    assert [(o.name, o.kind, o.pages) for o in found.origins] == [("Wenna Trask", OriginKind.SPEAKER, ("a", "b", "c"))]


def test_hostile_lines_cost_little():
    """A line of 200,000 characters that looks like the beginning of many names is read in a moment."""
    began = time.perf_counter()
    for line in ("Aa " * 66_000, "told the Aa" * 18_000, "according to " * 15_000):
        weight_of([page("a", line), page("b", OWN)])
    assert time.perf_counter() - began < 10
