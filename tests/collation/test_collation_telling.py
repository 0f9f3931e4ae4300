"""The laws of what an apparatus tells."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from filiation.cli import commands
from filiation.collation import Change, Witness, collate
from filiation.collation.telling import Only, telling
from filiation.text import Span

PLAIN = (
    "The dam at Korvel held on Friday, said Brandt. About 300 people left the valley. The organisers praised the crews."
)
OTHER = "The dam at Korvel held on Friday, said Mr Brandt. About 500 people left the valley in a hurry. The organizers thanked the crews."


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def told(only: Only, at_least: int = 1) -> list[Change]:
    units = collate([witness("A", PLAIN), witness("B", OTHER)]).units
    return [unit.change for unit in units if telling(only, at_least)(unit)]


def test_substance_leaves_out_style_and_facts_leaves_out_all_else():
    """House style is told with all alone; of facts nothing else is."""
    assert set(told(Only.ALL)) == {Change.STYLE, Change.FACT, Change.CUT, Change.SUBSTITUTION}
    assert set(told(Only.SUBSTANCE)) == {Change.FACT, Change.CUT, Change.SUBSTITUTION}
    assert told(Only.FACTS) == [Change.FACT]


def test_a_changed_fact_is_never_too_short():
    """A threshold leaves out what is shorter, but no figure."""
    assert told(Only.ALL, 3) == [Change.FACT, Change.CUT]
    assert told(Only.ALL, 9) == [Change.FACT]


@pytest.mark.parametrize("extension", ["json", "csv", "html", "xml", "collatex.json"])
def test_the_command_leaves_out_what_is_not_wanted(tmp_path, extension):
    """Every format that lists units lists the wanted ones; house rules and rows stay."""
    for name, text in (("A", PLAIN), ("B", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text)
    path = tmp_path / f"out.{extension}"
    inputs = [str(tmp_path / "A.txt"), str(tmp_path / "B.txt")]
    result = CliRunner().invoke(commands, ["collate", *inputs, "-o", str(path), "--only", "facts"])
    assert result.exit_code == 0, result.output
    if extension == "json":
        record = json.loads(path.read_text())
        assert [unit["change"] for unit in record["units"]] == ["fact"]
        assert len(record["rows"]) == 3
    if extension == "csv":
        assert len(path.read_text().splitlines()) == 3


def test_headlines_are_laid_apart():
    """A headline is no part of the text: the units are those without it, and its own are told beside."""
    bodies = [witness("A", PLAIN), witness("B", OTHER)]
    headlines = [
        witness("A", "Dam at Korvel holds after 300 leave valley"),
        witness("B", "Dam at Korvel holds after 500 leave valley"),
    ]
    both, plain = collate(bodies, headlines), collate(bodies)
    assert both.units == plain.units
    assert both.headlines is not None
    assert [unit.change for unit in both.headlines.units] == [Change.FACT]
    assert collate(bodies, headlines[:1]).headlines is None
