"""What two pages are to each other, told of invented ones."""

import pytest
from explain_texts import OWN, STRIKE, article, notice

from filiation.explain import Leaning, Outcome, Topic, explain


def told(its, topic, leans=None):
    return [each.text for each in its.findings if each.topic is topic and leans in (None, each.leans)]


def test_a_copy_is_one_report_in_the_same_words(encoder):
    """The same words are one report, beyond doubt, and nothing is said to turn that."""
    a, b = article("a", *STRIKE, published="2026-03-02T09:10"), article("b", *STRIKE, published="2026-03-02T14:00")
    its = explain((a, b), a, b, encoder)
    assert (its.outcome, its.counted, its.support) == (Outcome.SAME, 1, 1.0)
    assert its.shared.containment_a == its.shared.containment_b == 1.0
    assert its.first.page == "a"
    assert told(its, Topic.TURN) == []


def test_a_changed_figure_is_told_with_its_places(encoder):
    """Where two versions of one report differ in a fact, both readings are told and pointed at."""
    a = article("a", *STRIKE, agency="Borealis Press")
    b = article("b", *(each.replace("2,300", "2,500") for each in STRIKE))
    its = explain((a, b), a, b, encoder)
    assert its.counted == 1
    fact = next(each for each in its.findings if each.text.startswith("a fact differs"))
    assert fact.leans is Leaning.AGAINST
    texts = {"a": a.text, "b": b.text}
    assert [place.span.of(texts[place.page]) for place in fact.places] == ["2,300", "2,500"]
    assert "a credits Borealis Press; b credits nobody" in told(its, Topic.STYLE)


def test_a_cut_copy_is_another_version(encoder):
    """A page that cuts half of a dispatch is one report with it, and the cut is told."""
    a, b = article("a", *STRIKE), article("b", *STRIKE[:3])
    its = explain((a, b), a, b, encoder)
    assert (its.outcome, its.counted) == (Outcome.VERSION, 1)
    assert its.account is not None
    assert "3" in its.account[1]
    assert "cut" in its.account[1] or "added" in its.account[1]


def test_two_reporters_of_one_event_are_two_reports(encoder):
    """Names and an event in common make no report."""
    a, b = article("a", *STRIKE, title="Port of Ostwick idle"), article("b", *OWN, title="Cards and crates in Ostwick")
    its = explain((a, b), a, b, encoder)
    assert (its.outcome, its.counted, its.account) == (Outcome.TWO, 2, None)
    assert its.is_one_event
    assert any("Dellin" in each for each in told(its, Topic.READING, Leaning.NEITHER))


def test_filled_in_forms_are_two_reports(encoder):
    """The same words about other companies, figures and days are a form, and what was filled in is told."""
    a = notice("a", "Halvorsen Freight", "12.5", "May 4", published="2026-04-02")
    b = notice("b", "Tarn Valley Mills", "31", "June 18", published="2026-05-14")
    its = explain((a, b), a, b, encoder)
    assert its.counted == 2
    assert its.outcome in {Outcome.FORM, Outcome.UNSURE}
    assert any("12.5" in each and "31" in each for each in told(its, Topic.READING, Leaning.AGAINST))


def test_two_languages_cannot_be_told(encoder):
    """Words say nothing across languages, and that is said."""
    a = article("a", *STRIKE)
    b = article(
        "b",
        "Die Hafenarbeiter in Ostwick haben am Montag die Arbeit niedergelegt, teilte die Behörde mit.",
        "Etwa 2.300 Menschen arbeiten in dem Hafen, der ein Drittel des Getreides umschlägt.",
        language="de",
    )
    its = explain((a, b), a, b, encoder)
    assert (its.outcome, its.counted) == (Outcome.UNSURE, 2)
    assert "two languages (en, de)" in its.meaning


def test_shared_slips_speak_for_one_report(encoder):
    """A rare error that both have at one place is told, with the word that was meant."""
    wrong = tuple(each.replace("reporters", "reporterts").replace("authority", "authoirty") for each in STRIKE)
    a, b = article("a", *wrong), article("b", *wrong[1:])
    its = explain((a, b), a, b, encoder)
    slips = next(each for each in its.findings if "slip" in each.text)
    assert slips.leans is Leaning.FOR
    assert "“reporterts” (for “reporters”)" in slips.text
    assert {place.span.of({"a": a.text, "b": b.text}[place.page]) for place in slips.places} == {
        "reporterts", "authoirty",
    }  # fmt: skip


def test_house_style_is_no_argument(encoder):
    """A desk's spelling and titles are told, and speak neither for nor against."""
    a = article("a", *(each.replace("Brandel", "Brandel, who organized the round,") for each in STRIKE))
    b = article("b", *(each.replace("Brandel", "Brandel, who organised the round,") for each in STRIKE))
    its = explain((a, b), a, b, encoder)
    assert any("house style" in each for each in told(its, Topic.STYLE, Leaning.NEITHER))
    assert told(its, Topic.STYLE, Leaning.AGAINST) == []


@pytest.mark.parametrize("kin", [0, 1, 2])
def test_a_third_page_may_join_two(encoder, kin):
    """Pages that share too little by themselves are one report by way of a page that shares much with both."""
    head, tail = STRIKE[:4], STRIKE[3:]
    pages = article("a", *head), article("b", *tail), article("c", *STRIKE)
    a, b = (page for at, page in enumerate(pages) if at != kin)
    its = explain(pages, a, b, encoder)
    assert its.counted == 1
    assert its.via == (("c",) if kin == 2 else ())
    if kin == 2:
        assert any("were not among the pages" in each for each in told(its, Topic.TURN))
