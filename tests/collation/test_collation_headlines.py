"""Headlines side by side: kin alone are aligned."""

from __future__ import annotations

from hypothesis import given, strategies as st

from filiation.collation import Change, Witness, collate
from filiation.collation.headlines import headline_groups
from filiation.text import Span

FERRY = "Ferry crews in Marsund walk out over night shifts"
EDITED = "Ferry crews walk out over night shifts, union says"
OWN = "Eleven islands wait in vain for a boat"
BODY = "Crews of the Marsund ferries walked out on Tuesday and left eleven islands without a boat."


def witness(siglum: str, text: str, *deck: str) -> Witness:
    whole = "\n".join((text, *deck))
    spans, at = [], 0
    for line in (text, *deck):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Witness(siglum, None, whole, tuple(spans))


def beside(*headlines: Witness):
    return collate([witness(each.siglum, BODY) for each in headlines], headlines).headlines


def test_headlines_of_one_make_are_one_group():
    """An edited headline stands with its model, one that a desk wrote itself stands apart."""
    groups = headline_groups([witness("c", OWN), witness("b", EDITED), witness("a", FERRY)])
    assert [[each.siglum for each in group] for group in groups] == [["a", "b"], ["c"]]


def test_a_headline_of_its_own_is_in_no_unit():
    """Units tell of headlines that share words; a desk's own headline makes none, and is not said to lack anything."""
    found = beside(witness("a", FERRY), witness("b", EDITED), witness("c", OWN))
    assert found is not None
    assert [each.siglum for each in found.witnesses] == ["a", "b", "c"]
    assert found.units
    assert {siglum for unit in found.units for reading in unit.readings for siglum in reading.sigla} == {"a", "b"}


def test_a_deck_is_told_beside_its_headline():
    """A deck that one page alone has is an addition below headlines that are the same."""
    found = beside(witness("a", FERRY, "Nurses crossed in a lifeboat"), witness("b", FERRY))
    assert found is not None
    assert [unit.change in (Change.ADDITION, Change.CUT) for unit in found.units] == [True]


@given(
    st.lists(st.sampled_from((FERRY, EDITED, OWN, "24 hours", "走出去", "x y z")), min_size=2, max_size=7), st.randoms()
)
def test_groups_part_the_headlines_whatever_their_order(texts, random):
    """Every headline is in one group, equal ones in the same, and the order of the witnesses changes nothing."""
    headlines = [witness(f"w{number}", text) for number, text in enumerate(texts)]
    shuffled = random.sample(headlines, len(headlines))
    groups = headline_groups(headlines)
    assert groups == headline_groups(shuffled)
    assert sorted(each.siglum for group in groups for each in group) == [each.siglum for each in headlines]
    group_of = {each.siglum: number for number, group in enumerate(groups) for each in group}
    for one in headlines:
        for other in headlines:
            assert one.text != other.text or group_of[one.siglum] == group_of[other.siglum]
    whole, mixed = beside(*headlines), beside(*shuffled)
    assert whole is not None
    assert mixed is not None
    assert whole.units == mixed.units
    assert (whole.cells == mixed.cells).all()
