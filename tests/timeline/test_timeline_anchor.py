"""The day on which a version was written."""

from __future__ import annotations

from itertools import permutations

import pytest
from timeline_examples import article

from filiation.article import ClockKind
from filiation.errors import UsageError
from filiation.timeline import Anchor, AnchorSource, anchor_of, given_anchor


def seen(anchor: Anchor | None) -> tuple[str, AnchorSource] | None:
    return None if anchor is None else (anchor.value, anchor.source)


def test_given():
    """A day or a time of ISO 8601 is an anchor that is sure; anything else is a usage error that quotes it."""
    assert given_anchor("2022-01-12") == Anchor("2022-01-12", AnchorSource.GIVEN, 1.0)
    assert given_anchor("2022-01-12T17:20:05+02:00").value == "2022-01-12"
    for wrong in ("12.01.2022", "2022-02-30", "yesterday", "", "2022-01", "2022-01-12 or so"):
        with pytest.raises(UsageError, match="2022-01-12"):
            given_anchor(wrong)


def test_own_clock():
    """A page's own clock is its day, the dateline's where the clock bears it out."""
    page = article("x", published="2022-01-13T01:20", dateline="2022-01-12")
    assert seen(anchor_of(page, (), ())) == ("2022-01-12", AnchorSource.PAGE)
    guessed = article("x", published="2023-03-01", dateline="2022-01-12")
    assert seen(anchor_of(guessed, (), ())) == ("2023-03-01", AnchorSource.PAGE)
    assert seen(anchor_of(article("x", published="2022-01-13"), (), ())) == ("2022-01-13", AnchorSource.PAGE)


def test_family_then_event():
    """Without a clock of its own a page takes its family's day, else its event's, each with less support; else none."""
    bare = article("x", "bare")
    kin = article("x", "kin", published="2022-01-12")
    other = article("x", "other", published="2022-01-14")
    own = anchor_of(kin, (bare, kin), ())
    family = anchor_of(bare, (bare, kin), (bare, kin, other))
    event = anchor_of(bare, (), (bare, other))
    assert seen(family) == ("2022-01-12", AnchorSource.FAMILY)
    assert seen(event) == ("2022-01-14", AnchorSource.EVENT)
    assert own is not None
    assert family is not None
    assert event is not None
    assert own.support > family.support > event.support
    assert anchor_of(bare, (bare,), (bare,)) is None


def test_late_copy():
    """A copy printed days after its dispatch is read on the dispatch's day, its "Tuesday" is that week's."""
    late = article("x", "late", published="2022-01-25")
    kin = [article("x", f"kin{at}", published="2022-01-12") for at in range(2)]
    assert seen(anchor_of(late, (late, *kin), ())) == ("2022-01-12", AnchorSource.FAMILY)
    reprints = [article("x", f"late{at}", published="2022-01-25") for at in range(3)]
    assert seen(anchor_of(late, (late, kin[0], *reprints), ())) == ("2022-01-12", AnchorSource.FAMILY)
    next_day = article("x", "next", published="2022-01-13")
    assert seen(anchor_of(next_day, (next_day, *kin), ())) == ("2022-01-13", AnchorSource.PAGE)


def test_order_of_pages_does_not_matter():
    """The most frequent day wins, the earliest of several, in whatever order the pages come."""
    bare = article("x", "bare")
    days = ["2022-01-14", "2022-01-12", "2022-01-12", "2022-01-14", "2022-01-11"]
    pages = [article("x", str(at), published=day, clock=ClockKind.METADATA) for at, day in enumerate(days)]
    answers = {anchor_of(bare, (), order) for order in permutations(pages)}
    assert len(answers) == 1
    assert seen(answers.pop()) == ("2022-01-12", AnchorSource.EVENT)
