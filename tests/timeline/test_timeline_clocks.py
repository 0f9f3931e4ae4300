"""Which clock was used for a version, and why not its own."""

from __future__ import annotations

from timeline_examples import article

from filiation.timeline import AnchorSource, anchor_of, clock_of


def told(page, family=(), event=()):
    """Return the day that a page's words were reckoned from, whose it is, and what is told of it."""
    clock = clock_of(page, anchor_of(page, family, event))
    return clock.anchor and (clock.anchor.value, clock.anchor.source), clock.told


def test_own_day():
    """Where a page's own day was used there is nothing to tell, though it was printed the day after its dateline."""
    page = article("x", published="2022-01-13T01:20", dateline="2022-01-12")
    assert told(page) == (("2022-01-12", AnchorSource.PAGE), None)


def test_late_copy():
    """A late copy tells how late it is, and from which day its words were reckoned."""
    late = article("x", "late", published="2022-01-25")
    kin = article("x", "kin", published="2022-01-12")
    anchor, words = told(late, (late, kin))
    assert anchor == ("2022-01-12", AnchorSource.FAMILY)
    assert words is not None
    assert "2022-01-25, 13 days after" in words


def test_borrowed_days():
    """A page without a day says whose day stands in; one beside which nothing is dated, that there is none."""
    bare, kin = article("x", "bare"), article("x", "kin", published="2022-01-12")
    assert "no day of its own; pages with the same dispatch are of 2022-01-12" in (told(bare, (bare, kin))[1] or "")
    assert "most pages about the event are of 2022-01-12" in (told(bare, (), (bare, kin))[1] or "")
    assert told(bare)[0] is None
    assert "cannot be reckoned" in (told(bare)[1] or "")


def test_dateline_out_of_reach():
    """A dateline that is years off the clock was not used, and that is told."""
    page = article("x", published="2023-03-01", dateline="2022-01-12")
    assert "dateline (2022-01-12) is too far" in (told(page)[1] or "")
