"""Conflicts: what counts as pages disagreeing, and what does not."""

from __future__ import annotations

import pytest

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.meaning import MiniLM
from filiation.spun.spun import Spun
from filiation.testimony.attribution import Attribution, Source, SpeechKind
from filiation.testimony.gather import gather_statements
from filiation.testimony.grammar import Parser
from filiation.testimony.statement import ConflictKind
from filiation.text import Span


@pytest.fixture(scope="module")
def models():
    return MiniLM(), Parser()


def conflicts(models, texts, attributions=(), spun=()):
    articles = [
        Article(PageId(name), name, "", text, (Span(0, len(text)),), language="en")
        for name, text in sorted(texts.items())
    ]
    marks = [Spun(a.page, 0.99 if a.page in spun else 0.0, ()) for a in articles]
    found = gather_statements(articles, attributions, marks, *models)
    return {conflict.kind: conflict for statement in found for conflict in statement.conflicts}


BASE = "The ferry Aldous sank off Brennick on Friday with 61 people on board, the harbour master of Tolvaddon reported."


@pytest.mark.parametrize(
    ("before", "after", "kind", "told"),
    [
        ("61 people", "67 people", ConflictKind.FIGURE, {"61 people", "67 people"}),
        ("off Brennick", "off Carrow", ConflictKind.NAME, {"Brennick", "Carrow"}),
        ("Friday", "Thursday", ConflictKind.DATE, {"Friday", "Thursday"}),
        ("sank", "never sank", ConflictKind.NEGATION, {"with “never”", "without “never”"}),
    ],
)
def test_copies_that_differ_in_one_hard_fact_are_in_conflict_about_it(models, before, after, kind, told):
    """A copy that changes a figure, a name, a day or a negation, and nothing else, disagrees about just that."""
    found = conflicts(models, {"a": BASE, "b": BASE, "c": BASE.replace(before, after)})
    assert set(found) == {kind}
    assert {side.told for side in found[kind].sides} == told
    assert {w.page for side in found[kind].sides for w in side.wordings} == {"a", "b", "c"}


def test_two_mouths_for_one_utterance_are_a_conflict(models):
    """The same words given to two named people are in conflict about the speaker."""
    texts = {
        "a": "“Nobody told us that the sluice was rusted through,” said Ione Pascoe.",
        "b": "“Nobody told us that the sluice was rusted through,” said Garth Rosewarne.",
    }
    attributions = []
    for page, text in texts.items():
        start, past = text.index("Nobody"), text.index(",”")
        name = text[text.index("said ") + 5 : -1]
        at = text.index(name)
        source = Source(Span(at, at + len(name)), name, "named", 0.9)
        attributions.append(
            Attribution(PageId(page), Span(start, past), (Span(start, past),), SpeechKind.DIRECT, None, source, 0.9)
        )
    found = conflicts(models, texts, attributions)
    assert {side.told for side in found[ConflictKind.SPEAKER].sides} == {"Ione Pascoe", "Garth Rosewarne"}


def test_reports_in_their_own_words_are_in_conflict_about_a_near_miss(models):
    """Two reports that count one thing differently do not agree: both figures are told."""
    found = conflicts(
        models,
        {
            "a": "Flames at the Corvale refinery in Port Desmond injured 140 workers on Sunday night.",
            "b": "A fire at the Corvale refinery in Port Desmond injured 114 workers late on Sunday.",
        },
    )
    assert {side.told for side in found[ConflictKind.FIGURE].sides} == {"114 workers", "140 workers"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Two numbers of different things.
        (
            "The council of Ellbridge voted on Monday to close 14 schools and 3 libraries.",
            "The council of Ellbridge voted on Monday to close 14 schools and to spare 5 clinics.",
        ),
        # One name spelt in two ways, put fuller, or with an honorific.
        (
            "The envoy flew to Kharovik with Mr Dellor on Tuesday.",
            "The envoy flew to Kharoviv with Mr Dellor on Tuesday.",
        ),
        ("The envoy met Dellor at the station on Tuesday.", "The envoy met Mr Arno Dellor at the station on Tuesday."),
        # Initials.
        (
            "The National Rail Board of Orrin closed the tunnel on Tuesday.",
            "The NRB of Orrin closed the tunnel on Tuesday.",
        ),
    ],
)
def test_what_is_no_conflict(models, first, second):
    """Numbers of different things, spellings, fuller names and initials are no disagreement."""
    assert not conflicts(models, {"a": first, "b": second})


def test_a_spinner_is_no_witness_against_a_name(models):
    """What a spinner made of a name is not held against the others."""
    other = BASE.replace("off Brennick", "off Carrow")
    assert ConflictKind.NAME not in conflicts(models, {"a": BASE, "b": other}, spun={"b"})
