"""The kinds of change, on pairs of sentences that differ in one place."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from filiation.collation import Change, Witness, collate
from filiation.text import Span

GRAVEST = ("fact", "substitution", "move", "cut", "addition", "residue", "typo", "style")
FLOORS = {"style": 0.9, "typo": 0.85, "fact": 0.95, "substitution": 0.9, "cut": 0.95, "residue": 0.95}
"""Share of each kind that is told right, a pair or two below what was reached. Every second pair was held out while the
classifier was tended: there 68 of 75 were right, of the others 75 of 75."""


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def pairs() -> list[tuple[str, str, str]]:
    """Return kind, one sentence, the other; in the file ``[one|other]`` marks the place."""
    found = []
    for line in (Path(__file__).parent / "kinds_of_change.tsv").read_text(encoding="utf-8").splitlines():
        kind, words = line.split("\t")
        one, other = (re.sub(r"\[([^\[\]|]*)\|([^\[\]|]*)\]", rf"\{side}", words) for side in (1, 2))
        found.append((kind, one, other))
    return found


def told(one: str, other: str) -> str:
    """Return the gravest kind among the units; of two witnesses neither is the exemplar, so that a cut is an addition."""
    changes = {unit.change.value for unit in collate([witness("A", one), witness("B", other)]).units}
    kind = min(changes, key=GRAVEST.index, default="style")
    return "cut" if kind == "addition" else kind


def test_each_kind_is_told_as_often_as_before():
    """A figure is told from a synonym, a synonym from a spelling, a slip from all of them."""
    confusion = Counter((kind, told(one, other)) for kind, one, other in pairs())
    totals = Counter(kind for kind, _, _ in pairs())
    assert totals.total() == 150
    shares = {kind: confusion[kind, kind] / totals[kind] for kind in totals}
    assert all(shares[kind] >= floor for kind, floor in FLOORS.items()), confusion


def test_kinds_do_not_depend_on_the_side():
    """Whichever witness comes first, the kind is the same."""
    assert all(told(one, other) == told(other, one) for _, one, other in pairs())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"It is dark," said Ida Holm. Boats came home.', '"It is dark," Ida Holm said. Boats came home.'),
        ("It is dark, said Ida Holm, the keeper, again.", "It is dark, Ida Holm, the keeper, said again."),
    ],
)
def test_a_verb_of_saying_before_or_behind_is_one_matter_of_style(one, other):
    """An inverted cue is one unit of style, not a cut and an addition."""
    assert [unit.change for unit in collate([witness("A", one), witness("B", other)]).units] == [Change.STYLE]


def test_a_passage_that_the_nearest_lack_is_a_move():
    """What two of four witnesses have in two places is found though the witnesses by which they were aligned lack it."""
    first = (
        "The mine at Korsund flooded on Monday and the night shift was trapped below the second gallery for six hours."
    )
    second = "Pumps were brought from three towns, the rescue service said, and the water fell by noon on Tuesday."
    third = "The owners had been fined in 2014 over a faulty dam above the northern shaft, court papers show."
    last = "Families waited at the gate all night with candles and blankets while the priest read out the names."
    texts = [
        f"{first} {second} {last}",
        f"{first} {second} {last} Ends.",
        f"{first} {third} {second} {last} Ends here.",
        f"{first} {second} {last} {third}",
    ]
    units = collate([witness(siglum, text) for siglum, text in zip("ABCD", texts, strict=True)]).units
    assert Change.MOVE in {unit.change for unit in units}
