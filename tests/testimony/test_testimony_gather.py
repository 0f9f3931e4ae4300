"""Statements: grouping speech and claims across pages."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from filiation.archive.page import PageId
from filiation.article.article import Article, Dateline
from filiation.meaning import MiniLM
from filiation.spun.spun import Spun
from filiation.testimony.attribution import Attribution, Source, SpeechKind
from filiation.testimony.gather import gather_statements
from filiation.testimony.grammar import Parser
from filiation.testimony.statement import ConflictKind, StatementKind
from filiation.text import Span

FIRST = (
    "Rescue teams in Dornburg evacuated 4,300 people on Sunday after the Welmar dam overflowed.\n"
    "The governor blamed years of neglect for the damage to the valley road.\n"
    "Schools across the province will stay closed until the end of the week."
)
COPY = FIRST.replace("4,300 people", "4,500 people")
OTHER = (
    "Water pouring over the Welmar dam drove 4,300 people from their homes near Dornburg.\n"
    "Farmers said that they had lost most of the barley."
)


@pytest.fixture(scope="module")
def models():
    return MiniLM(), Parser()


def article(page: str, text: str) -> Article:
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Article(page=PageId(page), path=page, sha256="", text=text, body=tuple(spans), language="en")


def statements(articles, models, attributions=()):
    spun = [Spun(each.page, 0.0, ()) for each in articles]
    return gather_statements(articles, attributions, spun, *models)


def test_copies_of_a_sentence_are_one_statement(models):
    """A sentence that stands on two pages is one statement with two wordings."""
    found = statements([article("a", FIRST), article("b", FIRST)], models)
    schools = [s for s in found if s.text.startswith("Schools")]
    assert [sorted(w.page for w in s.wordings) for s in schools] == [["a", "b"]]


def test_a_figure_that_differs_is_a_conflict(models):
    """Copies that count one thing differently are in conflict, and both places are named."""
    found = statements([article("a", FIRST), article("b", COPY)], models)
    conflicts = [c for s in found for c in s.conflicts if c.kind is ConflictKind.FIGURE]
    assert conflicts
    assert {w.page for side in conflicts[0].sides for w in side.wordings} == {"a", "b"}
    assert "4,300" in conflicts[0].reason
    assert "4,500" in conflicts[0].reason


def test_one_figure_in_two_reports_is_one_claim(models):
    """Pages that word a sentence differently share the claim about the figure."""
    found = statements([article("a", FIRST), article("b", OTHER)], models)
    shared = [s for s in found if {w.page for w in s.wordings} == {"a", "b"} and "4,300" in s.text]
    assert shared


def test_every_sentence_is_in_a_statement_and_spans_fit(models):
    """No sentence is lost, and wordings lie inside their pages without white space at the ends."""
    articles = [article("a", FIRST), article("b", OTHER)]
    texts = {each.page: each.text for each in articles}
    found = statements(articles, models)
    worded = {(w.page, w.span.of(texts[w.page])) for s in found for w in s.wordings}
    assert all(words == words.strip() != "" for _, words in worded)
    for each in articles:
        assert {(each.page, line) for line in each.text.split("\n")} <= worded


def test_the_order_of_pages_does_not_matter(models):
    """Statements do not depend on the order in which pages come, given that ids sort."""
    articles = [article("a", FIRST), article("b", COPY), article("c", OTHER)]
    answers = [
        statements(sorted(order, key=lambda each: each.page), models) for order in itertools.permutations(articles)
    ]
    assert all(answer == answers[0] for answer in answers)


def test_speech_takes_the_speaker_with_most_support_and_shows_the_dispute(models):
    """Where pages give one utterance to different people, the statement says so."""
    text = "“We warned them in March,” said Ada Holm.\nThe valley is quiet now and the water is falling again."
    other = text.replace("Ada Holm", "Per Lund")
    articles = [article("a", text), article("b", other)]
    attributions = [
        Attribution(
            page=each.page,
            span=Span(1, 25),
            spans=(Span(1, 25),),
            kind=SpeechKind.DIRECT,
            cue=Span(27, 31),
            source=Source(Span(32, 40), Span(32, 40).of(each.text), "named", support),
            support=1.0,
        )
        for each, support in zip(articles, (0.9, 0.6), strict=True)
    ]
    found = [s for s in statements(articles, models, attributions) if s.kind is StatementKind.DIRECT]
    assert len(found) == 1
    assert found[0].speaker.name == "Ada Holm"
    assert [c.kind for c in found[0].conflicts] == [ConflictKind.SPEAKER]


def test_copies_that_name_different_days_are_in_conflict(models):
    """Copies of a sentence that differ by the day alone disagree about it, and both sides are told."""
    other = FIRST.replace("on Sunday", "on Monday")
    found = statements([article("a", FIRST), article("b", other)], models)
    days = [c for s in found for c in s.conflicts if c.kind is ConflictKind.DATE]
    assert [c.reason for c in days] == ["days differ: Monday against Sunday"]


def test_one_phrase_of_the_language_does_not_make_two_sentences_one(models):
    """Short sentences that share a turn of phrase and nothing else stay apart."""
    one = article("a", "The mill is one of the oldest. The barley was lost in the first week of the flood.")
    two = article("b", "Holm is one of the guests. A ferry crossed the Tamsel twice before the storm.")
    assert all(len({w.page for w in s.wordings}) == 1 for s in statements([one, two], models))


def test_a_figure_is_shown_with_its_clause(models):
    """What is shown of a figure on which differently worded sentences agree says what was counted and what became of it."""
    found = statements([article("a", FIRST), article("b", OTHER)], models)
    (shared,) = [s for s in found if {w.page for w in s.wordings} == {"a", "b"}]
    assert "4,300 people" in shared.text
    assert any(verb in shared.text for verb in ("evacuated", "drove"))


def test_notes_of_the_site_are_no_statements(models):
    """What a page says of its own text is not listed."""
    noted = article("a", FIRST + "\nThis article has been updated to add the name of the dam.")
    assert not [s for s in statements([noted], models) if "updated" in s.text]


def test_500_copies_cost_no_500_times_500(models):
    """Copies are linked as a star, and one wording speaks for all."""
    found = statements([article(f"p{n:03}", FIRST) for n in range(500)], models)
    assert {len(s.wordings) for s in found} == {500}


def test_a_dateline_is_no_part_of_a_claim(models):
    """What a page says begins behind its dateline."""
    line = "DORNBURG, May 3 (Norwire) - "
    page = article("a", line + FIRST)
    page = replace(page, dateline=Dateline("Dornburg", "05-03", Span(0, len(line))))
    assert not any("Norwire" in s.text for s in statements([page], models))


def test_two_facts_of_one_sentence_are_not_shown_alike(models):
    """A sentence of two facts, on which different pages agree, gives two statements with texts of their own."""
    both = "Rescue teams evacuated 4,300 people and 812 horses from the valley of the Welmar on Sunday."
    people = "Water over the Welmar dam drove 4,300 people from their homes in the valley."
    horses = "Stables in the Welmar valley were emptied, and 812 horses stood on the football ground."
    found = statements([article("a", both), article("b", people), article("c", horses)], models)
    shared = [s for s in found if len({w.page for w in s.wordings}) == 2]
    assert {frozenset(w.page for w in s.wordings) for s in shared} == {frozenset("ab"), frozenset("ac")}
    assert len({s.text for s in shared}) == 2


def test_a_phrase_without_a_figure_is_a_fact_too(models):
    """Reports that tie the same words to one noun, in sentences near in meaning, share a claim."""
    one = "The finance minister promised a freeze on property taxes to the Free Towns party, whose votes she needs."
    two = "What the Free Towns party wants for its votes is no secret: a freeze on property taxes, and soon."
    found = statements([article("a", one), article("b", two)], models)
    assert [s for s in found if {w.page for w in s.wordings} == {"a", "b"} and "freeze on property taxes" in s.text]


def test_phrases_that_every_report_has_are_no_shared_fact(models):
    """Sentences about different things that share one common noun phrase stay apart."""
    one = "The trade union called a press conference at the Halden shipyard to announce a strike ballot."
    two = "At a press conference in Orrin the zoo presented two snow leopards born in the spring."
    assert all(
        len({w.page for w in s.wordings}) == 1 for s in statements([article("a", one), article("b", two)], models)
    )
