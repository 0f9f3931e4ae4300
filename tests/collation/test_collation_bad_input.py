"""What collation answers where there is little or nothing to collate, or much too much."""

from __future__ import annotations

import json
import random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings, strategies as st

from filiation.cli import commands
from filiation.collation import Change, Witness, collate
from filiation.collation.house_rules import house_rules
from filiation.collation.rows import Match, sentence_rows
from filiation.collation.strangers import strangers
from filiation.text import Span, sentences, tokenise

REPORT = (
    "The lighthouse at Cape Varren went dark on Tuesday when a storm cut the cable. Keeper Ida Holm lit oil lamps by hand. "
    "About 60 boats were at sea, the pilot office said. The tower was built in 1887 and is the last that has a keeper."
)
UNRELATED = (
    "Shares of the brewer fell 4 percent after it warned that barley would cost more. Its chief executive, Paul Renner, "
    "told investors in Linz that prices must rise. Analysts had expected as much since harvests failed in spring."
)


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def collated(*texts: str):
    return collate([witness(f"W{k:03}", text) for k, text in enumerate(texts)])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["collate", *arguments], standalone_mode=False)


@pytest.fixture
def files(tmp_path):
    """A function that writes texts as files and returns their paths."""

    def write(**texts: str) -> list[str]:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return [str(tmp_path / f"{name}.txt") for name in texts]

    return write


def test_one_witness_is_refused_with_what_was_needed(files):
    """A lone witness is no collation; the message says what was needed and what came."""
    result = run(*files(A=REPORT))
    assert result.return_value == 1
    assert "at least two witnesses, got 1" in result.stderr


def test_an_empty_witness_is_left_out_and_named(files):
    """An empty file costs its own place alone; of two witnesses none is left to collate, and both reasons are told."""
    result = run(*files(A=REPORT, B=REPORT, C=" \n"))
    assert [each["siglum"] for each in json.loads(result.stdout)["witnesses"]] == ["A", "B"]
    assert "C.txt: empty" in result.stderr
    result = run(*files(A=REPORT, C=" \n"))
    assert result.return_value == 1
    assert "C.txt: empty" in result.stderr
    assert "got 1" in result.stderr


def test_a_bad_row_stops_no_other(tmp_path):
    """Of several traditions one that cannot be collated is listed; the others are answered."""
    rows = [
        {"id": "lone", "witnesses": {"A": REPORT}},
        {"id": "good", "witnesses": {"A": REPORT, "B": REPORT.replace("60", "70"), "C": ""}},
        {"id": "none"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run(str(path))
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["good"]
    assert all(each in result.stderr for each in ("rejected lone", "rejected good: C", "rejected none"))


@pytest.mark.parametrize("count", [2, 3, 9])
def test_identical_witnesses_agree_in_everything(count):
    """Where all are alike nothing varies, every row is exact, no house has a rule."""
    collation = collated(*[REPORT] * count)
    assert collation.units == ()
    assert {row.match for row in sentence_rows(collation)} == {Match.EXACT}


def test_unrelated_texts_are_named_as_strangers(files):
    """A text about something else stands in columns of its own, and is told to be no kin."""
    collation = collated(REPORT, REPORT.replace("60", "70"), UNRELATED)
    assert [siglum for siglum, _ in strangers(collation)] == ["W002"]
    result = run(*files(A=REPORT, B=UNRELATED))
    assert result.return_value == 0
    assert "A seems no kin" in result.stderr
    assert "B seems no kin" in result.stderr


@pytest.mark.parametrize(
    ("one", "other", "here", "there"),
    [
        ("灯塔周二因风暴停电。约六十艘船在海上。", "灯塔周二因风暴停电。约七十艘船在海上。", "六", "七"),
        ("灯台は火曜日に嵐で消えた。船は海にいた。", "灯台は水曜日に嵐で消えた。船は海にいた。", "火", "水"),
        ("ประภาคารดับเมื่อวันอังคาร", "ประภาคารดับเมื่อวันพุธ", None, None),
        (
            "انطفأت المنارة يوم الثلاثاء بسبب العاصفة",
            "انطفأت المنارة يوم الأربعاء بسبب العاصفة",
            "الثلاثاء",
            "الأربعاء",
        ),
        ("המגדלור כבה ביום שלישי בגלל הסערה", "המגדלור כבה ביום רביעי בגלל הסערה", "שלישי", "רביעי"),
        ("등대는 화요일에 폭풍으로 꺼졌다", "등대는 수요일에 폭풍으로 꺼졌다", "화요일에", "수요일에"),
    ],
)
def test_every_script_is_collated(one, other, here, there):
    """A changed word is one unit in scripts without spaces, where characters are tokens, and from right to left."""
    units = collated(one, other).units
    assert len(units) >= 1
    assert all(
        reading.spans[0].of(text) == (reading.text or "").replace(" ", "")
        for text in (one,)
        for unit in units
        for reading in unit.readings
        if "W000" in reading.sigla
    )
    if here is not None:
        (unit,) = units
        assert {reading.text for reading in unit.readings} == {here, there}


def test_five_hundred_witnesses_have_one_unit_for_one_difference():
    """However many witnesses, a cut is one unit and a changed figure another."""
    cut = REPORT.replace(" Keeper Ida Holm lit oil lamps by hand.", "")
    texts = [(REPORT, cut, REPORT.replace("60", "80"))[k % 3] + f" Printed at press {k}." for k in range(500)]
    collation = collated(*texts)
    assert [unit.change for unit in collation.units][:2] == [Change.CUT, Change.FACT]
    assert collation.cells.shape[0] == 500


def test_a_megabyte_is_collated():
    """A witness of a megabyte is laid beside another: one cut is one unit, whatever its length."""
    random_ = random.Random(5)
    words = [f"w{random_.randrange(30_000)}" for _ in range(150_000)]
    whole = " ".join(words)
    collation = collated(whole, " ".join(words[:40_000] + words[90_000:]))
    assert [(unit.past - unit.first, unit.change) for unit in collation.units] == [(50_000, Change.CUT)]


@pytest.mark.parametrize("text", ["a" * 200_000, "a " * 50_000, "('\"-" * 40_000, "a.b." * 40_000, "1,0" * 50_000])
def test_hostile_text_ends(text):
    """Long runs of one sign, of one word or without a space are collated as any other."""
    assert len(collated(text, text[: len(text) // 2] + " end").witnesses) == 2


WILD = st.text(
    st.sampled_from(list("aB1 .,'\"-—’%5ßİéم漢ก\n\t\u200b\U0001f600")) | st.characters(codec="utf-8"), max_size=60
)


@given(st.lists(WILD.filter(lambda text: text.strip() != ""), min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_collated_within_its_bounds(texts):
    """Whatever the characters: every span of units, rows and rules lies in its text, every sentence in one row."""
    collation = collated(*texts)
    length = {each.siglum: len(each.text) for each in collation.witnesses}
    for unit in collation.units:
        for reading in unit.readings:
            assert all(span.end <= length[siglum] for siglum, span in zip(reading.sigla, reading.spans, strict=True))
    for rule in house_rules(collation):
        assert all(span.end <= length[rule.siglum] for span in rule.spans)
        assert 0 < rule.consistency <= 1
    rows = sentence_rows(collation)
    for number, text in enumerate(texts):
        inked = [s for s in sentences(text) if len(tokenise(text, [s]))]
        assert sum(row.counts[number] for row in rows) == len(inked)
