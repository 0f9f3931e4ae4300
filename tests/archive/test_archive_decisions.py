"""The decisions file: what it says, and what is told of one that cannot be followed."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from filiation.archive.decisions import (
    MOST_BYTES,
    DecisionKind,
    Named,
    Status,
    decided_date,
    load_decisions,
    parse_decisions,
)
from filiation.archive.docket import Docket
from filiation.archive.page import PageId
from filiation.errors import UsageError

FILE = """
[[two_reports]]
pages = ["north.html", "south.html"]

[[one_report]]
pages = ["north.html", "sha256:CAFE"]
by = "Ana"
on = 2031-05-02
why = "the desk says so"

[[speaker]]
page = "north.html"
text = "We will  not wait"
is = "Ilse Brandt"

[[date]]
page = "south.html"
date = 2031-04-30T17:20:00
"""


def named(*pages: str) -> list[Named]:
    return [Named(PageId(page), f"pages/{page}", f"{number:x}") for number, page in enumerate(pages, 0xCAFE)]


def settled(text: str, *pages: str) -> Docket:
    docket = Docket(parse_decisions(text))
    docket.settle(named(*pages))
    return docket


def test_a_file_is_read_kind_by_kind():
    """Decisions are numbered through, white space is folded, dates come out as ISO 8601."""
    one, two, speaker, date = parse_decisions(FILE)
    assert [each.kind for each in (one, two, speaker, date)] == list(DecisionKind)
    assert [each.number for each in (one, two, speaker, date)] == [1, 2, 3, 4]
    assert one.told == "decided by Ana on 2031-05-02 (the desk says so)"
    assert two.told == "decided"
    assert (speaker.text, speaker.value, date.value) == ("We will not wait", "Ilse Brandt", "2031-04-30T17:20:00")


def test_a_page_is_named_by_id_path_or_digest():
    """Each of the three means the page; another folder and another name do not hide its bytes."""
    (page,) = named("north.html")
    for name in ("north.html", "pages/north.html", "cafe", "sha256:CAFE"):
        (decision,) = parse_decisions(f'[[date]]\npage = "{name}"\ndate = "2031-04-30"')
        assert decision.means(page)
    assert decided_date([decision], Named(PageId("x"), "y", "cafe")) == "2031-04-30"
    assert decided_date([decision], Named(PageId("x"), "y", "z")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[date]", "no TOML"),
        ("a = 1", "a table of one_report"),
        ("[date]\npage = 'a'", "two brackets"),
        ("date = [1]", "a table is needed"),
        ("[[date]]\npage = 'a'", "date is missing"),
        ("[[date]]\npage = 'a'\ndate = 'soon'", "2022-01-12"),
        ("[[date]]\npage = ''\ndate = '2031-01-01'", "words are needed"),
        ("[[one_report]]\npages = ['a']", "two or more"),
        ("[[one_report]]\npages = ['a', 'a']", "two or more"),
        ("[[two_reports]]\npages = ['a', 3]", "words are needed"),
        ("[[speaker]]\npage = 'a'\ntext = 'b'\nis = 'c'\nwho = 'd'", "got who"),
    ],
)
def test_a_file_that_says_nothing_clear_is_refused(text, words):
    """The message names the file and what is wrong; nothing else is raised."""
    with pytest.raises(UsageError, match=r"^here\.toml") as caught:
        parse_decisions(text, "here.toml")
    assert words in str(caught.value)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    """Any text is decisions, or a usage error."""
    with contextlib.suppress(UsageError):
        parse_decisions(text)


def test_a_file_must_be_there_small_and_utf8(tmp_path: Path):
    """What cannot be read is told by name."""
    for name, content in (("large", b"#" * (MOST_BYTES + 1)), ("latin", b"# \xe9")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UsageError, match=name):
            load_decisions(path)
    with pytest.raises(UsageError, match="cannot be read"):
        load_decisions(tmp_path / "none")


def test_unknown_and_rejected_pages_are_told():
    """A decision about no page of the run is listed with the reason."""
    docket = Docket(parse_decisions('[[one_report]]\npages = ["a", "b"]\n[[two_reports]]\npages = ["a", "c"]'))
    docket.settle(named("a"), {"c"})
    assert [(each.status, each.told) for each in docket.rulings] == [
        (Status.NOT_APPLIED, "b is no page of this run"),
        (Status.NOT_APPLIED, "c was left out of the run"),
    ]
    assert docket.bonds == ()


def test_contradictions_are_not_followed_and_told_on_both_sides():
    """Two decisions that cannot both hold are both left out, those in between included; others stand."""
    docket = settled(
        '[[one_report]]\npages = ["a", "b"]\n[[one_report]]\npages = ["b", "c"]\n[[one_report]]\npages = ["d", "e"]\n'
        '[[two_reports]]\npages = ["a", "c"]',
        *"abcde",
    )
    assert [(each.decision.number, each.told) for each in docket.rulings] == [
        (1, "it contradicts decision 4"),
        (2, "it contradicts decision 4"),
        (4, "it contradicts decision 1, 2"),
    ]
    assert [(bond.a, bond.b, bond.is_one) for bond in docket.bonds] == [("d", "e", True)]
    dates = settled('[[date]]\npage = "a"\ndate = 2031-01-01\n[[date]]\npage = "pages/a"\ndate = 2031-01-02', "a")
    assert [each.status for each in dates.rulings] == [Status.NOT_APPLIED] * 2


@given(st.permutations(["a", "b", "c", "d"]))
def test_bonds_do_not_depend_on_order(pages):
    """The order of the run's pages changes nothing."""
    text = '[[one_report]]\npages = ["d", "a", "b"]\n[[two_reports]]\npages = ["c", "a"]'
    digests = {each.page: each for each in named("a", "b", "c", "d")}
    docket = Docket(parse_decisions(text))
    docket.settle(digests[page] for page in pages)
    assert docket.bonds == settled(text, "a", "b", "c", "d").bonds
