"""The laws of house rules."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from filiation.collation import Witness, collate
from filiation.collation.habits import Style, habits_between
from filiation.collation.house_rules import HouseRule, house_rules
from filiation.text import Span

PLAIN = (
    "The quarry above Telmar was shut on 12 March after a slide buried the lower road. Brandt called the damage serious. "
    "Okoye, who runs the pit, said the U.S. engineers had realised it early. The organisers of the fair lost 3 percent of "
    "their favoured stands, and the neighbour lost 7 percent. It didn't rain, Okoye said, and it didn't snow. The inquiry by "
    "the Mining Board opens on 14 March, and the Mining Board will hear Brandt."
)


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def rules(*texts: str) -> list[HouseRule]:
    return list(house_rules(collate([witness("ABCDEFG"[k], text) for k, text in enumerate(texts)])))


def styled(text: str, changes: dict[str, str]) -> str:
    for plain, other in changes.items():
        text = text.replace(plain, other)
    return text


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"Brandt": "Mr Brandt", "Okoye": "Mr Okoye"}, Style.TITLE, "B writes “Mr X” where A writes “X”"),
        ({"realis": "realiz", "organis": "organiz"}, Style.SPELLING, "-ise, -yse"),
        ({"favoured": "favored", "neighbour": "neighbor"}, Style.SPELLING, "American spelling"),
        ({"percent": "per cent"}, Style.NUMERAL, "“per cent” where A writes “percent”"),
        ({" percent": "%"}, Style.NUMERAL, "“percent”"),
        ({"3 percent": "three percent", "7 percent": "seven percent"}, Style.NUMERAL, "numbers in words"),
        ({"didn't": "did not"}, Style.CONTRACTION, "contractions"),
        ({"12 March": "March 12", "14 March": "March 14"}, Style.DATE, "the month first where A writes the day first"),
        ({"Mining Board": "mining board"}, Style.CAPITAL, "“Mining Board”"),
    ],
)
def test_a_rule_that_is_followed_twice_is_learned_and_told_once(changes, kind, words):
    """What one desk writes its own way at two places or more is one rule of one witness."""
    found = rules(PLAIN, styled(PLAIN, changes))
    assert [rule.kind for rule in found] == [kind]
    assert words in found[0].in_words()
    assert found[0].followed == found[0].chances >= 2


def test_a_rule_belongs_to_the_fewer():
    """Where three witnesses write one way and one the other, the one has the rule."""
    odd = styled(PLAIN, {"percent": "pct"})
    (rule,) = rules(PLAIN, PLAIN, odd, PLAIN)
    assert (rule.siglum, rule.writes, rule.instead, rule.others) == ("C", "pct", "percent", ("A", "B", "D"))


def test_rules_point_at_what_they_say():
    """A rule's spans are places where its witness writes so."""
    other = styled(PLAIN, {"percent": "per cent"})
    (rule,) = rules(PLAIN, other)
    assert [span.of(other) for span in rule.spans] == ["per cent", "per cent"]


def test_a_house_that_goes_both_ways_is_told_so():
    """Consistency is the share of the places at which a witness keeps to its rule."""
    other = PLAIN.replace("Brandt", "Mr Brandt").replace("Okoye,", "Mr Okoye,")
    assert {(rule.followed, rule.chances) for rule in rules(PLAIN, other)} == {(3, 3)}
    third = PLAIN.replace("Brandt", "Mr Brandt").replace("Okoye", "Mr Okoye")
    assert {(r.siglum, r.followed, r.chances) for r in rules(PLAIN, PLAIN, other, third)} == {("C", 3, 4), ("D", 4, 4)}


def test_once_is_no_rule():
    """A single word in another spelling teaches nothing."""
    assert rules(PLAIN, styled(PLAIN, {"neighbour": "neighbor"})) == []


@given(st.permutations(["A", "B", "C"]))
def test_rules_do_not_depend_on_names(names):
    """Renaming the witnesses renames the rules."""
    texts = (PLAIN, styled(PLAIN, {"percent": "per cent"}), styled(PLAIN, {"Brandt": "Mr Brandt", "Okoye": "Mr Okoye"}))
    collation = collate([witness(name, text) for name, text in zip(names, texts, strict=True)])
    back = dict(zip(names, "ABC", strict=True))
    assert sorted((back[r.siglum], r.writes, r.instead, r.followed) for r in house_rules(collation)) == [
        ("B", "per cent", "percent", 2),
        ("C", "Mr X", "X", 4),
    ]


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        ("U.S.", "US", Style.POINTS),
        ("U.N.", "United Nations", Style.ABBREVIATION),
        ("€5m", "€5 million", Style.ABBREVIATION),
        ("5,000", "5 000", Style.NUMERAL),
        ("long-term", "long term", Style.HYPHEN),
        ("Jan.", "January", Style.DATE),
        ('"', "'", Style.QUOTES),
        ("Sao", "São", Style.NAME),
    ],
)
def test_habits_are_the_same_from_both_sides(here, there, kind):
    """What parts two wordings is one habit, whichever is read first."""
    (habit,) = habits_between(here, there)
    assert habit.kind is kind
    assert habits_between(there, here) == (habit.turned(),)
