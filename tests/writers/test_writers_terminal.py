"""The summary in the terminal: one line a text, whole words, nothing told twice."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given, strategies as st

from filiation.writers import record as r
from filiation.writers.terminal import render_summary
from filiation.writers.terminal_tree import _fitted, _headlines, _house_style
from filiation.writers.words import done_parts


def summary(record: r.DossiersRecord) -> list[str]:
    stream = io.StringIO()
    render_summary(record, stream)
    return stream.getvalue().splitlines()


def rule(kind: str, writes: str, instead: str, *, quoted: bool = False, followed: int = 4) -> r.StyleRecord:
    ways = (f"“{writes}”", f"“{instead}”") if quoted else (writes, instead)
    return r.StyleRecord(
        "a",
        kind,
        writes,
        instead,
        ["b"],
        followed,
        followed,
        1.0,
        [],
        f"a writes {ways[0]} where b writes {ways[1]} (4 times)",
    )


def test_every_text_of_a_tree_has_a_line(dossiers):
    """Each page and lost text is named once; no line is wider than the terminal."""
    lines = summary(dossiers)
    assert all(len(line) <= 100 for line in lines)
    assert sum(line.startswith("   a  ") for line in lines) == 1
    assert sum(line.startswith("   └─ b  ") for line in lines) == 1


def test_support_has_a_heading(dossiers):
    """What the figure at a line's end is stands above the figures."""
    lines = [line.rstrip() for line in summary(dossiers)]
    assert any(line.endswith(" support") for line in lines)
    assert any(line.endswith(" 0.90") for line in lines)


def test_house_style_is_told_on_one_line():
    """Of each kind the rule that is followed most; words of the text in quotation marks; what has no room is left out whole."""
    rules = [
        rule("title", "Mr X", "X", quoted=True),
        rule("spelling", "British spelling", "American spelling", followed=9),
    ]
    rules.append(rule("title", "Ms X", "X", quoted=True, followed=2))
    whole = "British spelling (others American spelling); “Mr X” (others “X”)"
    assert _house_style(rules, 80) == whole
    assert _house_style(rules, 60) == "British spelling (others American spelling)"


def test_a_page_tells_its_house_style_below_its_line(dossiers):
    """The rules that a witness follows stand under it."""
    dossier = dossiers.dossiers[0]
    styled = replace(dossier.collations[0], style=[rule("dash", "a dash", "a comma")])
    lines = summary(replace(dossiers, dossiers=[replace(dossier, collations=[styled])]))
    at = next(number for number, line in enumerate(lines) if line.startswith("   a  "))
    assert lines[at + 1].strip(" │") == "house style: a dash (others a comma)"


def test_headlines_are_summed_up():
    """Who shares a headline, who edited it, who wrote one of their own."""
    told = r.HeadlinesRecord(
        [
            r.HeadlineRecord(["a", "d"], "Ferry crews walk out"),
            r.HeadlineRecord(["b"], "Crews walk out"),
            r.HeadlineRecord(["c"], "Islands wait"),
        ],
        [],
        [["a", "b", "d"], ["c"]],
    )
    names = {"a": "1", "b": "2", "c": "3", "d": "10"}
    assert _headlines(told, names) == "the same in 1 10, edited in 2; of its own in 3"


@given(
    st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=3),
    st.lists(
        st.sampled_from(("cut 2 of 9 sentences", "changed 1 fact (a, b → c)", "3 small edits", "changed no fact")),
        unique=True,
    ),
    st.integers(12, 90),
)
def test_what_fits_is_whole(about, done, room):
    """A line keeps to its room; as long as what a text is fits, what was done to it is left out whole, the least first."""
    line = _fitted(about, done, room)
    assert len(line) <= room
    if len(", ".join(about)) + 3 <= room:
        kept = line.removeprefix(", ".join(about)).removeprefix("; ").removesuffix("…").removesuffix(", ")
        rest = kept
        for part in sorted(done, key=len, reverse=True):
            rest = rest.replace(part, "")
        assert set(rest) <= set(", ")


def test_of_a_spun_page_no_swapped_word_is_a_change():
    """What a spinner swapped is no edit and no fact changed; what was cut or added whole is told; brackets hold together."""
    summary = "cut 2 of 9 sentences, 41 small edits, 2 slips, changed 6 facts (minister, first → cleric)"
    assert done_parts(summary) == [
        "cut 2 of 9 sentences",
        "41 small edits",
        "2 slips",
        "changed 6 facts (minister, first → cleric)",
    ]
    assert done_parts(summary, is_spun=True) == ["cut 2 of 9 sentences"]
    assert done_parts("") == []
