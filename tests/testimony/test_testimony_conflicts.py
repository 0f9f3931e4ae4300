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


def spoken(page: str, text: str, name: str) -> Attribution:
    """Return what stands between the quotation marks of a text, said by the one it names."""
    start, past, at = text.index("“") + 1, text.index("”"), text.index(name)
    source = Source(Span(at, at + len(name)), name, "named", 0.9)
    return Attribution(PageId(page), Span(start, past), (Span(start, past),), SpeechKind.DIRECT, None, source, 0.9)


@pytest.mark.parametrize("more", ["and I fear that it will be more", "and I am afraid it is going to be more"])
def test_one_speaker_s_two_tolls_disagree(models, more):
    """Nine confirmed dead are held against 14 confirmed dead, in copies of a quotation or not; the dispute is told once."""
    first = "“We have nine confirmed dead, and I fear that it will be more,” Ione Pascoe told the crowd at the quay."
    later = f"“We have 14 confirmed dead, {more},” Ione Pascoe told the crowd at the quay."
    texts = {"a": first, "b": first, "c": later}
    articles = [Article(PageId(p), p, "", t, (Span(0, len(t)),), language="en") for p, t in texts.items()]
    said = [spoken(page, text, "Ione Pascoe") for page, text in texts.items()]
    found = gather_statements(articles, said, [Spun(PageId(p), 0.0, ()) for p in texts], *models)
    speech = [each for each in found if each.speaker]
    told = {conflict for each in speech for conflict in each.conflicts}
    assert [[side.told for side in conflict.sides] for conflict in told] == [["9 dead", "14 dead"]]
    assert all(each.conflicts for each in speech)


def test_what_most_pages_print_is_shown(models):
    """Of the wordings of a statement the commonest is shown, not the one with most words or a slip."""
    plain = "The ferry master said that two lifeboats had been holed and that a third was leaking."
    odd = "The ferry master said that two lifeboats had been holed and that a third one was leaking quite badly."
    texts = {"a": odd, "b": plain, "c": plain}
    articles = [Article(PageId(p), p, "", t, (Span(0, len(t)),), language="en") for p, t in texts.items()]
    found = gather_statements(articles, [], [Spun(PageId(p), 0.0, ()) for p in texts], *models)
    shown = [each.text for each in found if len({w.page for w in each.wordings}) == len(texts)]
    assert shown
    assert not any("badly" in text for text in shown)
