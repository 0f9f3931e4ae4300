"""The headline finder: which line above a report is its headline."""

from __future__ import annotations

import pytest

from filiation.article.body import find_body
from filiation.article.headline import find_headline

STORY = (
    (
        "Teachers across the province of Veldmark walked out on Monday, closing nine in ten schools in the largest strike "
        "over pay that the region has seen in thirty years."
    ),
    (
        "The union said 42,000 members had joined the strike after talks with the education ministry broke down late on "
        "Friday over an offer of 3 percent."
    ),
    (
        '"Our members cannot pay the rent in the towns where they teach," union leader Henk Aalders said at a rally in the '
        "provincial capital."
    ),
    (
        "The ministry called the strike premature and said that its offer of more pay still stood. It urged the union to "
        "return to the talks."
    ),
    "Schools will stay closed until Wednesday at the earliest, and parents have been asked to keep children at home.",
)
HEADLINE = "Veldmark teachers strike over pay, closing most schools"
DECK = "Union says 42,000 have walked out after talks with the education ministry collapsed"


def headline_of(*lines: str) -> str | None:
    """Return the headline found above the story."""
    text = "\n\n".join((*lines, *STORY, "Related", "Museum reopens after two years"))
    span = find_headline(text, find_body(text))
    return None if span is None else span.of(text)


@pytest.mark.parametrize(
    "above",
    [
        (HEADLINE,),
        (HEADLINE, "By Saskia Blom", "Published: 6 March 2023, 14:10"),
        ("9 °C", "maandag 6 maart 2023 - 14:12", "Home", "Regio", "Sport", HEADLINE),
        (HEADLINE, DECK, "Saskia Blom, education correspondent"),
        (HEADLINE, "Share", "Tweet", "Teachers at a rally in the capital on Monday. Photo: Ruud Smit/ANP"),
        ("Home", "Education", HEADLINE, "Education", "Reporter", HEADLINE, DECK, "6 March 2023, 02:10 pm"),
        ("Latest: Museum reopens after two years", "Advertisement", HEADLINE, "Listen to this article", "4 min"),
        (HEADLINE, "Source: Lowland Newswire", "Agency: Lowland Newswire", "6 March 2023, 02:10 pm"),
        (HEADLINE, *["Teachers march in Veldmark, March 6, 2023. Lowland Newswire/Ruud Smit"] * 2),
        (HEADLINE, "6 March 2023", STORY[3]),
        ("We use cookies to improve your visit to our teachers' pages. Accept all", HEADLINE),
    ],
    ids=[
        "alone",
        "byline",
        "clock and menu",
        "deck",
        "caption",
        "twice",
        "ticker",
        "credits",
        "picture",
        "repeated",
        "consent",
    ],
)
def test_headline_is_found_among_furniture(above: tuple[str, ...]) -> None:
    """No deck, menu entry, section, byline, date or caption is taken for the headline."""
    assert headline_of(*above) == HEADLINE


def test_headline_keeps_its_site() -> None:
    """A line that names the site after the headline is kept whole: what stands on the page is what is shown."""
    assert headline_of("Menu", f"{HEADLINE} – The Veldmark Post") == f"{HEADLINE} – The Veldmark Post"


def test_list_mark_is_no_part_of_the_headline() -> None:
    """A breadcrumb's bullet before the headline is left off."""
    assert headline_of("• Home", "• Education", f"• {HEADLINE}") == HEADLINE


def test_a_report_without_headline_has_none() -> None:
    """Nothing above, or furniture alone: no headline is made up."""
    assert headline_of() is None
    assert headline_of("9 °C", "Menu", "Log in") is None


@pytest.mark.parametrize("headline", ["Veldmark strikes", "LATEST: Schools closed", "Teachers walk out"])
def test_a_terse_headline_stands_above_the_clock(headline: str) -> None:
    """A heading of two or three words is known by its place and a word that the report shares."""
    assert headline_of("Home", "Regio", "Sport", headline, "Lowland Newswire", "6 March 2023, 02:10 pm") == headline
