"""Decisions hold from the pages to the count: forced, forbidden, dated, spoken, and told."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from filiation.archive import Page, PageId, PageKind
from filiation.archive.decisions import Bond, Status, parse_decisions
from filiation.archive.docket import Docket
from filiation.article import ClockKind
from filiation.cli import commands
from filiation.testimony.attribution import DECIDED
from filiation.trace import trace
from filiation.weighing.links import BEST, LENIENT, NEVER, STRICT, Link, join

MILL = """Fire destroyed a paper mill in Ostrava Dol on Monday night, the Vessin fire brigade said.
Some 140 workers left the hall in time and nobody was hurt, brigade chief Marta Kolin told reporters.
"We could not save the drying hall," Kolin said.
The mill, built in 1926, makes newsprint for forty newspapers in the region, its owner Papelin said.
Papelin employs 612 people in Ostrava Dol and has begun to look for paper elsewhere, it said on Tuesday.
Investigators will enter the ruin on Wednesday once the roof has been propped up."""
MILL_CUT = "\n".join([*MILL.splitlines()[:4], "He said the mill would be rebuilt within two years."])
OWN = """The smell of wet ash hung over Ostrava Dol all Tuesday as families walked up to look at what was left of the mill.
Jarmila Tesk has worked at Papelin for thirty-one years and her father before her; she saw the roof go at ten past nine.
The brigade under Marta Kolin pumped water from the Vessin until morning, and the 140 people of the night shift are all safe."""


def pages(**texts: str) -> list[Page]:
    return [
        Page(PageId(name), f"{name}.txt", PageKind.ARTICLE, text, sha256(text.encode()).hexdigest(), date="2031-02-04")
        for name, text in texts.items()
    ]


def traced(decisions: str, **texts: str):
    docket = Docket(parse_decisions(decisions))
    dossiers = list(trace(pages(**texts), docket=docket))
    return dossiers, docket.rulings


def families(dossiers) -> list[list[str]]:
    return sorted(
        sorted(member.page for member in tradition.members)
        for dossier in dossiers
        for tradition in dossier.event.traditions
    )


ALL = {"wire": MILL, "cut": MILL_CUT, "own": OWN}


def test_without_decisions_words_decide():
    """The ground for the tests below."""
    dossiers, rulings = traced("", **ALL)
    assert (families(dossiers), rulings) == ([["cut", "wire"], ["own"]], ())


def test_one_report_is_one_tradition_and_one_count():
    """Pages that share hardly a word are joined: tradition, tree, count and statements follow, and the reason is told."""
    (dossier,), (ruling,) = traced('[[one_report]]\npages = ["own", "wire"]\nby = "Ana"', **ALL)
    assert families([dossier]) == [["cut", "own", "wire"]]
    assert (dossier.count.min, dossier.count.best, dossier.count.max) == (1, 1, 1)
    assert {weight.count.max for weight in dossier.weights} == {1}
    assert ruling.status is Status.APPLIED
    assert dossier.collapses[0].reason.startswith("decided by Ana")
    assert any(reuse.reason == "decided by Ana: one report" for reuse in dossier.event.traditions[0].reuses)
    assert len(dossier.stemmata) == 1


@pytest.mark.parametrize("cut", [MILL_CUT, MILL])
def test_two_reports_are_apart_however_alike(cut):
    """Copies, even word for word, are kept apart in tradition, count, interval and in each statement."""
    dossiers, (ruling,) = traced('[[two_reports]]\npages = ["cut", "wire"]', **{**ALL, "cut": cut})
    assert families(dossiers) == [["cut"], ["own"], ["wire"]]
    for dossier in dossiers:
        held = {article.page for article in dossier.articles}
        if {"cut", "wire"} <= held:
            assert dossier.count.min >= 2
        for weight in dossier.weights:
            assert not any({"cut", "wire"} <= set(report) for report in weight.reports)
    assert ruling.status is Status.APPLIED


def test_a_decision_without_effect_is_told():
    """What the words say anyway is confirmed, and the interval closes."""
    dossiers, rulings = traced(
        '[[one_report]]\npages = ["cut", "wire"]\n[[two_reports]]\npages = ["own", "wire"]', **ALL
    )
    assert [ruling.status for ruling in rulings] == [Status.CONFIRMS] * 2
    assert families(dossiers) == [["cut", "wire"], ["own"]]


def test_a_decided_date_is_the_pages_clock_and_anchor():
    """The page is of that day for every stage, and what it told itself is named."""
    dossiers, (ruling,) = traced('[[date]]\npage = "wire"\ndate = 2031-02-11', **ALL)
    clocks = {article.page: article.published for dossier in dossiers for article in dossier.articles}
    assert (clocks["wire"].value, clocks["wire"].clock) == ("2031-02-11", ClockKind.DECISION)
    assert ruling.told == "instead of 2031-02-04"
    anchors = {
        mention.anchor.value
        for dossier in dossiers
        for moment in dossier.timeline
        for mention in moment.mentions
        if mention.page == "wire" and mention.anchor
    }
    assert anchors == {"2031-02-11"}


def test_a_decided_speaker_speaks():
    """By the words or by the mention; a decision about no speech is told."""
    dossiers, rulings = traced(
        '[[speaker]]\npage = "cut"\ntext = "would be rebuilt"\nis = "Bruno Papel"\n'
        '[[speaker]]\npage = "wire"\ntext = "nowhere to be found"\nis = "Nobody"',
        **ALL,
    )
    sources = [each.source for dossier in dossiers for each in dossier.attributions if each.page == "cut"]
    assert ("Bruno Papel", DECIDED) in [(source.name, source.how) for source in sources if source]
    assert [ruling.status for ruling in rulings] == [Status.APPLIED, Status.NOT_APPLIED]
    speakers = [each.speaker.name for dossier in dossiers for each in dossier.statements if each.speaker]
    assert "Bruno Papel" in speakers


def test_nothing_joins_what_is_barred():
    """Not certain links, nor a chain of them, nor any threshold; whoever is first one with either stays so."""
    a, b, c = map(PageId, "abc")
    links = [Link(a, b, 1.0, ""), Link(b, c, 1.0, ""), Link(a, c, NEVER, "decided")]
    for threshold in (LENIENT, BEST, STRICT):
        groups = join([a, b, c], links, threshold)
        assert len(groups) == 2
        assert not any({a, c} <= set(group) for group in groups)


def test_bonds_are_sorted_values():
    """Bonds order by their pages, so that runs are alike."""
    one, two = Bond(PageId("a"), PageId("b"), True, ""), Bond(PageId("a"), PageId("c"), False, "")
    assert sorted([two, one]) == [one, two]


def test_a_decision_is_shown_in_every_output(tmp_path: Path):
    """Terminal, report and JSON list it with what came of it; what cannot be followed is warned of; bad files end with 2."""
    for name, text in ALL.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    told = tmp_path / "told.toml"
    digest = sha256(OWN.encode()).hexdigest()
    told.write_text(
        f'[[one_report]]\npages = ["{tmp_path}/wire.txt", "{digest}"]\nwhy = "<b>both</b>"\n'
        '[[date]]\npage = "gone.txt"\ndate = 2031-02-11\n',
        encoding="utf-8",
    )
    paths = [str(tmp_path / f"{name}.txt") for name in ALL]
    command = ["trace", *paths, "--whole", "--decisions", str(told), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(commands, command)
    assert done.exit_code == 0, done.output
    assert "Decided" in done.stdout
    assert "gone.txt is no page of this run" in done.stderr
    rows = json.loads((tmp_path / "out" / "dossier.json").read_text(encoding="utf-8"))["decisions"]
    assert [(row["kind"], row["status"]) for row in rows] == [("one_report", "applied"), ("date", "not applied")]
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "own, wire are one report: decided (&lt;b&gt;both&lt;/b&gt;); applied" in report
    told.write_text("[[date]]", encoding="utf-8")
    assert "page is missing" in str(CliRunner().invoke(commands, command).exception)
