"""Whole pages, from their text to the count: the shapes that a folder of pages may have."""

from __future__ import annotations

import pytest

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster import gather
from filiation.meaning import MiniLM
from filiation.settings import DEFAULTS
from filiation.spun.spun import Spun
from filiation.testimony import Parser, attribute, gather_statements
from filiation.text import Span
from filiation.weighing import weigh

WIRE = [
    "The Oswin reservoir in the Tarn hills burst its eastern wall before dawn on Monday and sent water through four villages below, the regional command said.",
    "Some 2,700 people were taken to schools in Halmer, where the mayor, Petra Quill, said that no one was missing.",
    "Engineers had warned in a letter last autumn that the wall was moving by eleven millimetres a month.",
    "The operator, Tarnwater, said it had lowered the lake twice since then and had seen no reason for alarm.",
    "Trains on the valley line will not run before Thursday, and the bridge at Lower Oswin is gone.",
    "Farmers were allowed back for an hour at noon to look for cattle, of which 900 are believed lost.",
]

OWN = [
    "Nobody in Halmer slept. By seven the gymnasium smelt of wet wool and diesel, and the queue for tea reached the road.",
    '"We heard it before we saw it, like a lorry tipping gravel," said Joss Arden, who kept bees under the wall of the Oswin reservoir.',
    "His hives are somewhere in the barley, with the chapel door and a fridge that is not his.",
    "Petra Quill, the mayor of Halmer, went from bed to bed with a list and a pencil, and crossed out the last name at nine.",
]

OTHERS = [
    "A pianist from Corriden won the Ostrava competition with a sonata that the jury had asked to hear twice, and gave half of the prize to the woman who tunes the instrument in his village hall.",
    "Shares in the toolmaker Brandt and Fils lost a fifth of their value after the firm said that its new plant in Liedern would open a year late and cost twice as much as planned.",
    "The museum of Port Saveen has lent its only Vermeer to a school for a week; a guard sleeps in the corridor, and the pupils write down what they see each morning.",
    "Researchers have counted 41 species of moss on a single bus shelter in Wexmoor, eleven of them unknown to the county, and ask the council not to clean the roof.",
    "The goalkeeper of Santa Mira scored from her own box in the ninetieth minute on Saturday, the second time in her career, and apologised to her colleague on the other side.",
]

ABROAD = {
    "de": "Die östliche Mauer des Oswin-Stausees in den Tarn-Hügeln ist am Montag vor Tagesanbruch gebrochen. Rund 2.700 Menschen wurden in Schulen in Halmer gebracht. Die Bürgermeisterin Petra Quill sagte, niemand werde vermisst. Auf der Talbahn fahren bis Donnerstag keine Züge.",
    "fr": "Le mur oriental du réservoir d'Oswin, dans les collines de la Tarn, a cédé lundi avant l'aube. Environ 2 700 personnes ont été conduites dans des écoles de Halmer. La maire, Petra Quill, a déclaré que personne n'était porté disparu. Les trains de la vallée ne rouleront pas avant jeudi.",
}


@pytest.fixture(scope="module")
def models():
    return MiniLM(), Parser()


def page(name, paragraphs, language="en", agency=None, outlet=None):
    spans, text = [], ""
    for paragraph in paragraphs:
        start = len(text)
        text += paragraph + "\n\n"
        spans.append(Span(start, start + len(paragraph)))
    credit = Credit(agency, None) if agency else None
    return Article(
        PageId(name), name, "", text, tuple(spans), language=language, agency=credit, outlet=outlet or f"{name}.example"
    )


def answers(models, pages):
    """Return, event by event, the statements with their weights, and the weighing."""
    pages = sorted(pages, key=lambda each: each.page)
    found = gather(tuple(pages), models[0], DEFAULTS)
    for event in found.events:
        names = {member.page for tradition in event.traditions for member in tradition.members}
        here = [each for each in pages if each.page in names]
        spun = [Spun(each.page, 0.0, ()) for each in here]
        families = [[m.page for m in t.members] for t in event.traditions if len(t.members) > 1]
        statements = gather_statements(here, attribute(here, families, models[1]), spun, *models)
        between = [r for r in (*found.excerpts, *found.refused) if r.a in names or r.b in names]
        weighing = weigh(event, here, spun, between, statements)
        yield list(zip(statements, weighing.weights, strict=True)), weighing


def test_one_page_is_one_report(models):
    """A page by itself: one report, behind each of its statements too, and nothing that would change it."""
    ((told, weighing),) = answers(models, [page("a", WIRE)])
    assert (weighing.count.min, weighing.count.best, weighing.count.max) == (1, 1, 1)
    assert {weight.count.best for _, weight in told} == {1}
    assert weighing.turn is None


def test_five_unrelated_pages_are_five_events_of_one_report(models):
    """Pages about nothing in common share no event and no statement."""
    found = list(answers(models, [page(f"p{n}", [text]) for n, text in enumerate(OTHERS)]))
    assert [weighing.count.best for _, weighing in found] == [1] * 5
    assert all(len({w.page for w in s.wordings}) == 1 for told, _ in found for s, _ in told)


def test_300_copies_of_one_dispatch_are_one_report(models):
    """However many carry it, a dispatch is one report, and so is each of its statements; who dropped the credit is told."""
    pages = [page(f"p{n:03}", WIRE, agency=None if n % 3 else "Norwire") for n in range(300)]
    ((told, weighing),) = answers(models, pages)
    assert (weighing.count.min, weighing.count.best, weighing.count.max) == (1, 1, 1)
    assert {weight.count.best for _, weight in told} == {1}
    assert sum(bool(outlet.dropped) for outlet in weighing.outlets) == 200


def test_a_page_with_own_reporting_and_wire_paragraphs_counts_for_its_own_sentences(models):
    """Behind what it lifted a page is no further report; behind what it saw itself it is one."""
    mixed = [*OWN, *WIRE[1:4]]
    found = list(answers(models, [page("wire", WIRE, agency="Norwire"), page("mixed", mixed)]))
    told = [pair for statements, _ in found for pair in statements]
    lifted = [w for s, w in told if "eleven millimetres" in s.text]
    assert lifted
    assert all(w.count.best == 1 and len({p for r in w.reports for p in r}) == 2 for w in lifted)
    assert all(w.count.best == 1 for s, w in told if "barley" in s.text)


def test_a_page_that_quotes_another_in_full_adds_no_report_of_what_it_quotes(models):
    """A blog that prints a dispatch whole, between words of its own, is no second report of it."""
    blog = [
        "I have nothing to add to this, which the wire sent out this morning, except that I walked on that wall in June:",
        *WIRE,
        "They had put up a fence since my last visit. It was a low fence, and a fox sat on the other side of it.",
    ]
    found = list(answers(models, [page("wire", WIRE, agency="Norwire"), page("blog", blog)]))
    told = [pair for statements, _ in found for pair in statements]
    shared = [w for s, w in told if {x.page for x in s.wordings} == {"wire", "blog"}]
    assert len(shared) >= 5
    assert {w.count.best for w in shared} == {1}


def test_three_languages_about_one_event_are_read_and_never_called_one_report(models):
    """A stated limit: what is told in other languages is listed for its own page; no page goes, no report is joined."""
    pages = [page("en", WIRE), *(page(tongue, [text], language=tongue) for tongue, text in ABROAD.items())]
    found = list(answers(models, pages))
    assert {w.page for told, _ in found for s, _ in told for w in s.wordings} == {"en", "de", "fr"}
    assert sum(weighing.count.best for _, weighing in found) == 3
