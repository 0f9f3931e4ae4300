"""What the report tells beside trees and statements: headlines, cuts down the branches, folded copies, settings."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from filiation.settings import DEFAULTS
from filiation.writers import record as r
from filiation.writers.report import render_report
from filiation.writers.report_cuts import cuts_below
from filiation.writers.report_event import EventView
from filiation.writers.report_headlines import headline_groups
from filiation.writers.report_tree import TreeView

WORDS = ("Ferry crews walk out", "Ferry crews walk out at night", "Eleven islands wait")


def family(dossier: r.DossierRecord, titles=WORDS) -> r.DossierRecord:
    """A tradition of three pages: b from a, c from b."""
    model = dossier.pages[0]
    pages, sigla = [], "abc"
    for siglum, title in zip(sigla, titles, strict=True):
        text = f"{title}\nRescuers moved 4,300 people over the pass at night.\n"
        body = [r.SpanRecord(len(title) + 1, len(text) - 1)]
        pages.append(
            replace(
                model,
                page=siglum,
                siglum=siglum,
                text=text,
                title=r.TextRecord(0, len(title), title),
                body=body,
                deck=[],
            )
        )
    witnesses = [r.WitnessRecord(each, each) for each in sigla]
    empty = [r.SpanRecord(20, 20)] * 2
    cut = r.UnitRecord(
        4,
        9,
        "cut",
        [
            r.ReadingRecord(["a"], "over the pass at night", [r.SpanRecord(50, 72)]),
            r.ReadingRecord(["b", "c"], None, empty),
        ],
    )
    at = len(titles[0])
    longer = r.UnitRecord(
        4,
        6,
        "addition",
        [
            r.ReadingRecord(["a"], None, [r.SpanRecord(at, at)]),
            r.ReadingRecord(["b"], "at night", [r.SpanRecord(at + 1, len(titles[1]))]),
        ],
    )
    heads = r.HeadlinesRecord(
        [r.HeadlineRecord([s], t) for s, t in zip(sigla, titles, strict=True)], [longer], [["a", "b"], ["c"]]
    )
    descents = [
        r.DescentRecord("a", "b", 0.9, 1.0, True, [], "cut 1 phrase", [r.ChangeRecord(0, 0, 1)]),
        r.DescentRecord("b", "c", 0.9, 1.0, True, [], "the same words"),
    ]
    nodes = [r.NodeRecord(each, "extant", each, None) for each in sigla]
    return replace(
        dossier,
        pages=pages,
        traditions=[r.TraditionRecord("A", witnesses, [])],
        collations=[r.CollationRecord("A", witnesses, [], [cut], heads)],
        stemmata=[r.StemmaRecord("A", "a", nodes, descents, 0.9, "a clock", [])],
        statements=[],
        timeline=[],
        collapses=[r.CollapseRecord(list(sigla), "one text")],
        quotes=[],
    )


def view(dossiers) -> EventView:
    return EventView(1, family(dossiers.dossiers[0]))


def plain(words: Markup) -> str:
    return re.sub(r"\s+", " ", re.sub("<del>.*?</del>", "", words)).strip()


def test_a_headline_is_told_against_its_exemplars(dossiers):
    """Kin headlines stand together, with what the later one has besides; a desk's own stands alone and unmarked."""
    event = view(dossiers)
    first, own = headline_groups(event, event.dossier.traditions[0])
    assert [(line.pages[0].siglum, line.against and line.against.siglum) for line in first] == [("a", None), ("b", "a")]
    assert "<ins>at night</ins>" in first[1].words
    assert [str(line.words) for line in own] == [WORDS[2]]


def test_a_marked_headline_is_the_headline(dossiers):
    """Without what it lacks, a marked headline is the words of its page."""
    event = view(dossiers)
    for group in headline_groups(event, event.dossier.traditions[0]):
        for line in group:
            assert re.sub("<[^>]*>", "", plain(line.words)) == line.pages[0].title.text


def test_headlines_of_hostile_pages_are_text(dossiers):
    """Markup in a headline is shown as its characters, marked or not."""
    evil = tuple(f"{words} <b>&amp;" for words in WORDS)
    event = EventView(1, family(dossiers.dossiers[0], evil))
    for group in headline_groups(event, event.dossier.traditions[0]):
        assert all("<b>" not in line.words for line in group)


def test_a_cut_is_followed_down_its_branch(dossiers):
    """Of a passage that a text cut it is told which pages below lack it; of one without copies nothing."""
    event = view(dossiers)
    told = cuts_below(event, event.dossier.stemmata[0], event.dossier.collations[0])
    assert told == {("a", "b"): "The passage cut here stayed away in every page below: c"}


def test_a_passage_that_came_back_is_told(dossiers):
    """Where a page below has it again, that is said."""
    dossier = family(dossiers.dossiers[0])
    unit = dossier.collations[0].units[0]
    back = replace(
        unit,
        readings=[
            replace(unit.readings[0], sigla=["a", "c"], spans=unit.readings[0].spans * 2),
            replace(unit.readings[1], sigla=["b"], spans=unit.readings[1].spans[:1]),
        ],
    )
    event = EventView(1, dossier)
    told = cuts_below(event, dossier.stemmata[0], replace(dossier.collations[0], units=[back]))
    assert told == {("a", "b"): "The passage cut here came back, whole or in part, in: c"}


def test_copies_share_a_box_in_a_large_picture_only(dossiers):
    """Above 60 texts unchanged copies of one text are one box, which says how many; the outline has every one."""
    dossier = family(dossiers.dossiers[0])
    tree = dossier.stemmata[0]
    for count, boxes in ((40, 42), (70, 3)):
        names = [f"k{number}" for number in range(count)]
        pages = [replace(dossier.pages[0], page=name, siglum=name) for name in names]
        many = replace(
            tree,
            nodes=[*tree.nodes[:2], *(r.NodeRecord(name, "extant", name, None) for name in names)],
            descents=[
                tree.descents[0],
                *(r.DescentRecord("b", name, 1.0, 1.0, True, [], "the same words") for name in names),
            ],
        )
        event = EventView(1, replace(dossier, pages=[*dossier.pages, *pages], stemmata=[many]))
        drawn = TreeView(event, many)
        picture = drawn.picture()
        assert picture.count("<rect") == boxes
        assert (f"and {count - 1} with the same words" in picture) == (count > 60)
        assert len(drawn.lines()) == count + 2


def test_the_settings_of_the_run_are_told(dossiers):
    """Version, settings and digests stand under provenance."""
    html = render_report(replace(dossiers, settings={"seed": 7, "workers": None}, version="9.9"))
    assert "<code>seed</code></dt><dd>7</dd>" in html
    assert "<code>workers</code></dt><dd>no bound</dd>" in html
    assert "9.9" in html


def test_a_run_records_its_settings():
    """The record names every setting, so that a run can be repeated."""
    from filiation.ledger import Ledger
    from filiation.writers.recording import record_run

    told = record_run([], Ledger(), replace(DEFAULTS, seed=5)).settings
    assert told["seed"] == 5
    assert set(told) == set(DEFAULTS.__slots__)
