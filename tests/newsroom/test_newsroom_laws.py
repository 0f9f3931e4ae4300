"""The laws of the simulated newsroom: what it calls the truth is true."""

from __future__ import annotations

import itertools
import json
import re
from random import Random

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from filiation.newsroom import NewsroomSettings, simulate
from filiation.newsroom.__main__ import main
from filiation.newsroom.agency import independent_report
from filiation.newsroom.draft import print_draft
from filiation.newsroom.gold import gold, main_parents, page_files, witness_files
from filiation.newsroom.grammar import TOPICS, read_topic
from filiation.newsroom.marking import DATE, FACT, SPUN
from filiation.newsroom.newsroom import Newsroom, page_key
from filiation.newsroom.scene import make_scene
from filiation.newsroom.spinner import spin
from filiation.newsroom.tradition import Tradition

SEEDS = range(6)
newsrooms = st.builds(
    simulate,
    st.integers(0, 10**6),
    st.builds(
        NewsroomSettings,
        events=st.integers(1, 3),
        witnesses=st.integers(2, 12),
        versions=st.integers(1, 5),
        edit_rate=st.floats(0, 2),
        share_lost=st.floats(0, 1),
        relay=st.floats(0, 0.8),
        contamination=st.floats(0, 0.6),
        uncredited=st.floats(0, 1),
        independents=st.integers(0, 2),
        spinner=st.sampled_from((0.0, 0.3, 0.9)),
        html=st.sampled_from((0.0, 0.5)),
    ),
)


@given(newsrooms)
@hypothesis_settings(max_examples=15, deadline=None)
def test_each_offset_reads_what_truth_says(newsroom: Newsroom) -> None:
    """Read at its offsets, every headline, paragraph, quotation, date, fact and spun phrase is the text that truth gives."""
    for page in (p for h in newsroom.happenings for p in h.pages):
        if page.title is None:
            assert page.name.endswith(".html")
            continue
        start, end = page.title
        assert page.content[start:end] == page.headline
        assert tuple(page.content[a:b] for a, b in page.body) == page.paragraphs
        for passage in (*page.quotes, *page.dates, *page.facts, *page.spun):
            assert passage.start is not None
            assert passage.end is not None
            assert passage.text
            assert page.content[passage.start : passage.end] == passage.text
            assert any(a <= passage.start and passage.end <= b for a, b in page.body)


@given(newsrooms)
@hypothesis_settings(max_examples=15, deadline=None)
def test_nothing_of_the_machinery_shows(newsroom: Newsroom) -> None:
    """No page holds a mark, an unfilled slot, an unresolved choice, a doubled comma or an empty paragraph."""
    for page in (p for h in newsroom.happenings for p in h.pages):
        for paragraph in page.paragraphs:
            assert paragraph.strip()
            assert not re.search(r"[\ue000-\ue0ff{}\[\]<>~|]|,,|\.\.(?!\.)| ,| {2}", paragraph), paragraph


@given(newsrooms)
@hypothesis_settings(max_examples=15, deadline=None)
def test_families_part_the_pages_and_count_the_reports(newsroom: Newsroom) -> None:
    """Families are disjoint and complete, pickups stand in one, and their number is the count of independent reports."""
    for happening in newsroom.happenings:
        members = [p for family in happening.families for p in family]
        assert sorted(members) == sorted(page_key(p) for p in happening.pages)
        assert len(set(members)) == len(members)
        pickups = {page_key(p) for p in happening.pages if p.role == "pickup"}
        assert sum(pickups <= set(f) for f in happening.families) == 1
        truth = gold((happening,))
        assert truth["independent_reports"] == happening.independent_reports == len(happening.families)


def _is_tree_of(tradition: Tradition) -> None:
    parents = {s: [e for e in tradition.edges if e.child == s] for s in tradition.texts}
    assert [s for s, found in parents.items() if not found] == [tradition.root]
    for found in parents.values():
        assert not found or abs(sum(e.share for e in found) - 1) < 0.01
        assert len({e.parent for e in found}) == len(found)
    done: set[str] = set()
    while len(done) < len(parents):
        ready = {s for s, found in parents.items() if s not in done and all(e.parent in done for e in found)}
        assert ready, "a text descends from itself"
        done |= ready


@given(newsrooms)
@hypothesis_settings(max_examples=25, deadline=None)
def test_a_stemma_is_rooted_and_acyclic(newsroom: Newsroom) -> None:
    """One text has no exemplar, none descends from itself, shares add up to one, and a lost text has a reason to be told."""
    for happening in newsroom.happenings:
        tradition = happening.tradition
        _is_tree_of(tradition)
        assert len(tradition.extant()) == newsroom.settings.witnesses
        assert len(main_parents(tradition)) == len(tradition.texts) - 1
        for siglum, text in tradition.texts.items():
            near = [e for e in tradition.edges if siglum in (e.parent, e.child)]
            assert text.is_extant or len(near) > 1 or siglum == tradition.root


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_gives_the_same_bytes(seed: int) -> None:
    """The same seed and settings give the same files; another seed gives others."""
    regime = NewsroomSettings(events=2, html=0.3, templates=1)
    once, again = dict(page_files(simulate(seed, regime))), dict(page_files(simulate(seed, regime)))
    assert once == again
    assert once != dict(page_files(simulate(seed + 1000, regime)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_without_edits_is_its_exemplar(seed: int) -> None:
    """Where nobody edits, every page carries its version to the letter."""
    newsroom = simulate(seed, NewsroomSettings(edit_rate=0, versions=1, share_lost=0, witnesses=4))
    texts = {print_draft(t.draft).text for t in newsroom.happenings[0].tradition.texts.values()}
    assert len(texts) == 1


@given(st.integers(0, 10**6), st.sampled_from(TOPICS), st.floats(0.05, 1))
@hypothesis_settings(max_examples=30, deadline=None)
def test_a_spun_report_spun_back_is_the_report(seed: int, topic: str, strength: float) -> None:
    """With each spun phrase put back a spun report is the report; facts and dates were never touched."""
    draft = independent_report(make_scene(str(seed), topic), "C", Random(seed))
    before, after = print_draft(draft), print_draft(spin(draft, strength, Random(seed)))
    text = after.text
    for phrase in sorted((m for m in after.marks if m.kind == SPUN), key=lambda m: -m.start):
        assert phrase.payload != text[phrase.start : phrase.end]
        text = text[: phrase.start] + phrase.payload + text[phrase.end :]
    assert text == before.text
    for kind in (FACT, DATE):
        kept = [[p.text[m.start : m.end] for m in p.marks if m.kind == kind] for p in (before, after)]
        assert kept[0] == kept[1]
    assert strength < 0.3 or after.text != before.text


def _longest_shared_run(a: str, b: str, at_least: int) -> set[tuple[str, ...]]:
    def grams(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return set(zip(*(words[n:] for n in range(at_least)), strict=False))

    return grams(a) & grams(b)


@pytest.mark.parametrize("seed", range(4))
def test_two_events_share_no_long_phrase(seed: int) -> None:
    """The dispatches of different events share no seven words in a row, so that nothing links them but the machinery."""
    newsroom = simulate(seed, NewsroomSettings(events=len(TOPICS), edit_rate=0, witnesses=1, versions=1))
    texts = [print_draft(h.tradition.texts[h.tradition.root].draft).text for h in newsroom.happenings]
    for a, b in itertools.combinations(texts, 2):
        assert not _longest_shared_run(a, b, 7)


@pytest.mark.parametrize("seed", range(6))
def test_independent_reports_share_only_what_was_said_in_public(seed: int) -> None:
    """Outside quotations an own report and the dispatch share no ten words in a row: names and who people are is all that agrees."""
    newsroom = simulate(seed, NewsroomSettings(independents=2, spinner=0, edit_rate=0, versions=1))
    happening = newsroom.happenings[0]

    def unquoted(text: str) -> str:
        return re.sub(r"[\"“„«‘][^\"”»’]*[\"”»’]", " | ", text)

    wire = unquoted(print_draft(happening.tradition.texts[happening.tradition.root].draft).text)
    for page in (p for p in happening.pages if p.role == "independent"):
        assert not _longest_shared_run(wire, unquoted("\n".join(page.paragraphs)), 10)


@pytest.mark.parametrize("topic", TOPICS)
def test_no_two_paragraphs_of_a_topic_are_made_from_one_template(topic: str) -> None:
    """Within an event paragraphs differ in their making: no template stands in two points."""
    wordings = [w for p in read_topic(topic).points for w in p.wordings.values()]
    assert len(set(wordings)) == len(wordings)


@pytest.mark.parametrize("seed", range(6))
def test_edit_rate_and_uncredited_do_what_they_say(seed: int) -> None:
    """With every credit dropped no outlet names the agency; with none dropped every first-hand pickup does."""
    silent = simulate(seed, NewsroomSettings(uncredited=1.0, share_lost=1.0, relay=0, contamination=0))
    for page in silent.happenings[0].pages:
        assert page.agency is None
        assert silent.happenings[0].tradition.agency not in page.content
    honest = simulate(seed, NewsroomSettings(uncredited=0.0, contamination=0))
    for page in honest.happenings[0].pages:
        if page.role == "pickup":
            assert page.agency is not None
            assert page.agency in page.content


def test_clocks_may_be_wrong_and_truth_knows() -> None:
    """With every clock wrong no page is called right, and a page that only shows its crawl clock tells no publication."""
    newsroom = simulate(3, NewsroomSettings(clock_error=1.0, witnesses=12, uncredited=1.0, share_lost=1.0))
    for page in newsroom.happenings[0].pages:
        assert page.clock != "right"
        if page.clock in ("crawl", "missing"):
            assert page.published is None


def test_the_command_writes_a_case_and_witnesses(tmp_path) -> None:
    """The command writes pages beside gold.json, or witnesses beside TRUTH.json, as the scorers read them."""
    main(["--seed", "7", "--out", str(tmp_path / "case")])
    truth = json.loads((tmp_path / "case" / "gold.json").read_text(encoding="utf-8"))
    texts = {p.stem: p.read_bytes().decode() for p in (tmp_path / "case" / "pages").glob("*.txt")}
    assert set(texts) == set(truth["body"]) == set(truth["title"]) == set(truth["meta"])
    for quote in truth["quotes"]:
        assert texts[quote["page"]][quote["start"] : quote["end"]] == quote["text"]
    for fact in truth["shared_facts"]:
        assert len(fact["anchor"]) > 1
        for page, anchor in fact["anchor"].items():
            assert texts[page][anchor["start"] : anchor["end"]] == anchor["text"]
    main(["--seed", "7", "--witnesses", "9", "--witnesses-only", "--out", str(tmp_path / "plain")])
    plain = json.loads((tmp_path / "plain" / "TRUTH.json").read_text(encoding="utf-8"))
    written = {p.stem for p in (tmp_path / "plain" / "witnesses").glob("*.txt")}
    assert written == set(plain["witnesses"])
    assert {x for e in plain["edges"] for x in e} >= written


def test_witness_files_keep_only_the_report() -> None:
    """A witness file is the report alone, paragraph by paragraph."""
    newsroom = simulate(5, NewsroomSettings(spinner=0))
    files = dict(witness_files(newsroom))
    bodies = {"\n\n".join(p.paragraphs) + "\n" for p in newsroom.happenings[0].pages if p.role == "pickup"}
    assert {content for name, content in files.items() if name.endswith(".txt")} == bodies
    (row,) = map(json.loads, files["witnesses.jsonl"].splitlines())
    assert set(row["witnesses"].values()) == bodies


@pytest.mark.parametrize("seed", range(4))
def test_a_borrowed_passage_counts_for_the_dispatch(seed: int) -> None:
    """What an own report lifts from the dispatch gives a fact no second source, though the event keeps its two reports."""
    newsroom = simulate(seed, NewsroomSettings(borrowing=1.0, spinner=0, edit_rate=0, versions=1))
    happening = newsroom.happenings[0]
    (own,) = [p for p in happening.pages if p.role == "independent"]
    assert own.borrowed
    assert happening.independent_reports == 2
    truth = gold((happening,))["shared_facts"]
    assert isinstance(truth, list)
    borrowed = {f.payload for f in own.facts if f.is_borrowed} - {f.payload for f in own.facts if not f.is_borrowed}
    for fact in truth:
        if fact["fact"] in borrowed and page_key(own) in fact["pages"]:
            assert fact["independent_reports"] == 1
    assert newsroom.happenings[0].tradition.agency in own.content


def test_a_digest_belongs_to_no_family_and_says_what_it_took() -> None:
    """A digest takes passages from several events, is in no family, and truth tells which passage is of which event."""
    newsroom = simulate(11, NewsroomSettings(events=3, digests=2, templates=1))
    truth = json.loads(dict(page_files(newsroom))["gold.json"])
    digests = [p for p in newsroom.strangers if p.role == "digest"]
    assert len(digests) == 2
    for page in digests:
        assert not any(page_key(page) in family for family in truth["families"])
        assert len({e["event"] for e in truth["excerpts"][page_key(page)]}) > 1
        for excerpt in truth["excerpts"][page_key(page)]:
            assert page.content[excerpt["start"] : excerpt["end"]] == excerpt["text"]
    names = [p.name for h in newsroom.happenings for p in h.pages] + [p.name for p in newsroom.strangers]
    assert len(set(names)) == len(names)
