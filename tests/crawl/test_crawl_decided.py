"""Decisions about an archive: they hold against the words, as in a small run; they are kept, and ruled on."""

from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from filiation.archive import read_pages
from filiation.archive.decisions import Named, load_decisions
from filiation.archive.docket import Docket
from filiation.article import read_article
from filiation.cluster import gather as gather_few
from filiation.crawl.gather import gather
from filiation.crawl.kept import read_kept
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.newsroom.newsroom import simulate
from filiation.newsroom.settings import NewsroomSettings
from filiation.settings import DEFAULTS


class Silent:
    """An encoder that finds all sentences equally far from one another."""

    def encode(self, sentences):
        return np.eye(len(sentences), 384, dtype=np.float32)


@pytest.fixture(scope="module")
def rows():
    """Return two happenings' pages; the last is the first page's text once more."""
    newsroom = simulate(4300, NewsroomSettings(events=2))
    pages = [page for happening in newsroom.happenings for page in happening.pages]
    made = [
        {"id": f"r{number:02}", "text": "\n\n".join(page.paragraphs), "title": page.headline, "date": "2030-04-02"}
        for number, page in enumerate(pages)
        if page.paragraphs
    ]
    return [*made, made[0] | {"id": "twin"}]


@pytest.fixture(scope="module")
def crawl(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("decided") / "crawl.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def run(folder, *inputs, **options):
    return gather(folder, inputs, DEFAULTS, Ledger(), **options)


def table(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def families(folder):
    found = {}
    for row in table(folder, "traditions"):
        found.setdefault(row["tradition"], set()).add(row["article"])
    return {frozenset(family) for family in found.values()}


def in_few(crawl, path):
    """Return the families that the small command finds with the same decisions, and what came of these."""
    articles = [read_article(page, DEFAULTS) for page in read_pages([crawl], DEFAULTS, Ledger())]
    docket = Docket(load_decisions(path))
    docket.settle(Named(each.page, each.path, each.sha256) for each in articles)
    few = gather_few(articles, Silent(), DEFAULTS, docket.bonds)
    docket.rule_bonds(few.overruled)
    traditions = [tradition for event in few.events for tradition in event.traditions]
    found = {frozenset(str(member.page) for member in tradition.members) for tradition in traditions}
    return found, [(each.status.value, each.told) for each in docket.rulings]


def pages_apart(rows, plain):
    """Return two pages of one family, neither the twin's original, and a page of another family."""
    family = max(plain, key=lambda each: (len(each), sorted(each)))
    one, other = sorted(family - {"r00", "twin"})[:2]
    stranger = min(row["id"] for row in rows if row["id"] not in family and row["id"] not in {"r00", "twin"})
    return one, other, stranger


def test_decisions_hold_as_in_a_small_run(tmp_path, crawl, rows):
    """What is decided of pages makes the same families and rulings among an archive's tables as among a few pages."""
    run(tmp_path / "plain", crawl)
    one, other, stranger = pages_apart(rows, families(tmp_path / "plain"))
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        f'[[two_reports]]\npages = ["{one}", "{other}"]\nby = "Ana"\n'
        '[[two_reports]]\npages = ["r00", "twin"]\n'
        f'[[one_report]]\npages = ["{one}", "{stranger}"]\nwhy = "the desk says so"\n'
        '[[one_report]]\npages = ["r00", "nowhere"]\n'
    )
    gathered = run(tmp_path / "archive", crawl, decisions=decisions)
    expected, rulings = in_few(crawl, decisions)
    assert families(tmp_path / "archive") == expected != families(tmp_path / "plain")
    assert [(each.status.value, each.told) for each in gathered.rulings] == rulings
    told = {(row["a"], row["b"]): row for row in table(tmp_path / "archive", "reuse")}
    joined = told[min(one, stranger), max(one, stranger)]
    assert joined["reason"] == "decided (the desk says so): one report"
    assert joined["support"] == 1
    kept = read_kept(tmp_path / "archive", stranger, one)
    assert [(bond.is_one, bond.told) for bond in kept.bonds] == [(True, "decided (the desk says so)")]
    parted = told[one, other]
    assert (parted["relation"], parted["reason"]) == ("unrelated", "decided by Ana: not one report")


def test_an_archive_keeps_its_decisions(tmp_path, crawl, rows):
    """A run without a file follows the file of the last; an empty one takes it away, and the tables are as before it."""
    archive = tmp_path / "archive"
    run(archive, crawl)
    plain = families(archive)
    one, other, _ = pages_apart(rows, plain)
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(f'[[two_reports]]\npages = ["{one}", "{other}"]\n')
    run(archive, decisions=decisions)
    decisions.unlink()
    kept = families(archive)
    assert kept != plain
    assert run(archive).rulings
    assert families(archive) == kept
    assert [row["status"] for row in table(archive, "decisions")] == ["applied"]
    decisions.write_text("")
    assert not run(archive, decisions=decisions).rulings
    assert families(archive) == plain
    assert not table(archive, "decisions")


def test_a_decided_day_stands_for_the_page_s_own(tmp_path, crawl):
    """A page is of the day that is decided, in the tables, in what is older, and where two pages are explained."""
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        '[[date]]\npage = "twin"\ndate = 2030-03-01T08:00:00\n[[speaker]]\npage = "r00"\ntext = "he"\nis = "X"\n'
    )
    archive = tmp_path / "archive"
    gathered = run(archive, crawl, decisions=decisions)
    page = next(row for row in table(archive, "articles") if row["article"] == "twin")
    assert (page["published"], page["clock"]) == ("2030-03-01T08:00:00", "decision")
    assert next(row["older"] for row in table(archive, "reuse") if (row["a"], row["b"]) == ("r00", "twin")) == "twin"
    dated, spoken = sorted(gathered.rulings, key=lambda each: each.decision.kind.value)
    assert (dated.status.value, dated.told) == ("applied", "instead of 2030-04-02")
    assert spoken.status.value == "not applied"
    assert read_kept(archive, "r00", "twin").b.published.clock.value == "decision"
    blind = run(archive, ignore_dates=True)
    assert {each.status.value for each in blind.rulings} == {"not applied"}


def test_a_file_that_says_nothing_right_leaves_the_archive_as_it_was(tmp_path, crawl):
    """Decisions that cannot be read end the run before anything is written."""
    archive = tmp_path / "archive"
    run(archive, crawl)
    before = {file: file.read_bytes() for file in archive.glob("*.parquet")}
    bad = tmp_path / "decisions.toml"
    bad.write_text("[[one_report]]\npages = 3\n")
    with pytest.raises(UsageError, match="pages is a list"):
        run(archive, decisions=bad)
    run(archive)
    assert {file: file.read_bytes() for file in archive.glob("*.parquet")} == before
