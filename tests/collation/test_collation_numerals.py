"""Figures and numbers in words are one way of counting; what differs in style alone stays so beside a third reading."""

from __future__ import annotations

from hypothesis import given, strategies as st

from filiation.collation import Change, Witness, collate
from filiation.collation.house_style import style_key
from filiation.text import Span

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS, TENS = _UNITS.split(), _TENS.split()


def below_hundred(value: int) -> str:
    if value < 20:
        return UNITS[value - 1]
    tens = TENS[value // 10 - 2]
    return tens if value % 10 == 0 else f"{tens}-{UNITS[value % 10 - 1]}"


def below_thousand(value: int) -> str:
    if value < 100:
        return below_hundred(value)
    rest = f" and {below_hundred(value % 100)}" if value % 100 else ""
    return f"{UNITS[value // 100 - 1]} hundred{rest}"


def spoken(value: int) -> str:
    """Return a number below a million as it is written out."""
    if value < 1000:
        return below_thousand(value)
    rest = f" {below_thousand(value % 1000)}" if value % 1000 else ""
    return f"{below_thousand(value // 1000)} thousand{rest}"


@given(st.integers(1, 999_999))
def test_a_number_in_words_is_its_figure(value):
    """However long it is, with and without "and", with and without a comma."""
    assert style_key(f"{spoken(value)} sheep") == style_key(f"{value:,} sheep") == (str(value), "sheep")
    assert style_key(spoken(value).replace(" and ", " ")) == style_key(str(value))


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_numbers_that_differ_have_keys_that_differ(one, other):
    """No two numbers are written alike."""
    assert (style_key(spoken(one)) == style_key(spoken(other))) == (one == other)


def test_figures_side_by_side_stay_apart():
    """A year before a figure, a rank before a hundred, a range: nobody adds them up."""
    assert style_key("in 2000 14 boats") == ("in", "2000", "14", "boats")
    assert style_key("the first hundred days") == style_key("the first hundred days")
    assert style_key("first hundred days")[0] == "1"
    assert style_key("ten to twenty") == ("10", "to", "20")
    assert style_key("twenty-first century") == style_key("21st century")


def test_millions_are_written_both_ways():
    """2,500,000 is 2.5 million, and 2,512,345 is nothing else."""
    assert style_key("2,500,000 crowns") == style_key("2.5 million crowns") == style_key("2.5m crowns")
    assert style_key("3 bn") == style_key("3,000,000,000")
    assert style_key("2,512,345") == ("2512345",)


def collated(**texts):
    return collate([Witness(siglum, None, text, (Span(0, len(text)),)) for siglum, text in sorted(texts.items())])


def test_style_stays_style_beside_a_third_reading():
    """Of three readings two may differ in style alone; the third makes the unit a changed fact, and not of these two."""
    found = collated(
        A="The warden said more than sixty sheep were lost in the flood on the lower meadows.",
        B="The warden said more than 60 sheep were lost in the flood on the lower meadows.",
        C="The warden said more than 71 sheep were lost in the flood on the lower meadows.",
    )
    (unit,) = [unit for unit in found.units if unit.change is Change.FACT]
    by_siglum = {reading.sigla[0]: reading for reading in unit.readings}
    assert unit.between(by_siglum["A"], by_siglum["B"]) is Change.STYLE
    assert unit.between(by_siglum["B"], by_siglum["A"]) is Change.STYLE
    for siglum in ("A", "B"):
        assert unit.between(by_siglum[siglum], by_siglum["C"]) is Change.FACT
