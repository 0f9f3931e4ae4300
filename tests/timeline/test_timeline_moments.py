"""The timeline of an event."""

from __future__ import annotations

from hypothesis import given as holds, strategies as st
from timeline_examples import article, given

from filiation.timeline import build_timeline, tag_dates
from filiation.timeline.extent import extent_of

TEXT = (
    "Every Monday for three days he recently went out. In the 1990s, in 2014, in December, last week and in the autumn of 2021 "
    "he stayed. On 12 January 2022 at 2.30 p.m., on Tuesday evening, on Tuesday and in Q4 2021 he fell. On Tuesday he rose."
)


def test_order_and_precision():
    """Moments come in the order of what they name, the wider first; then what is vague, durations, sets."""
    moments = build_timeline(tag_dates(article(TEXT), given("2022-01-12")))
    assert [(moment.value, moment.precision) for moment in moments] == [
        ("199X", "decade"),
        ("2014", "year"),
        ("2021-FA", "season"),
        ("2021-Q4", "quarter"),
        ("2021-12", "month"),
        ("2022-W01", "week"),
        ("2022-01-11", "day"),
        ("2022-01-11TEV", "part of day"),
        ("2022-01-12T14:30", "minute"),
        ("PAST_REF", "vague"),
        ("P3D", "duration"),
        ("XXXX-WXX-1", "set"),
    ]
    assert [len(moment.mentions) for moment in moments if moment.value == "2022-01-11"] == [2]


def test_nothing_without_a_value():
    """Mentions whose value hangs on an unknown day are in no moment."""
    assert build_timeline(tag_dates(article("He fell on Tuesday."), None)) == ()


@holds(st.permutations(range(3)))
def test_order_of_mentions_does_not_matter(order):
    """The same mentions in another order make the same timeline."""
    pages = [article(TEXT, f"page{at}") for at in range(3)]
    straight = [mention for page in pages for mention in tag_dates(page, given("2022-01-12"))]
    turned = [mention for at in order for mention in reversed(tag_dates(pages[at], given("2022-01-12")))]
    assert build_timeline(turned) == build_timeline(straight)


@holds(
    st.sampled_from(
        ["2022", "2022-02", "2022-W05", "2022-02-28", "2022-02-28TEV", "2022-02-28T14:30", "2022-WI", "199X"]
    )
)
def test_extents_hold_what_they_name(value):
    """A value's extent has a length, begins within the year or decade that it names, and overlaps itself."""
    extent = extent_of(value)
    assert extent is not None
    assert extent.start < extent.end
    assert extent.start.isoformat().startswith(value[:3])
    assert extent.overlaps(extent)


def test_extents():
    """A part of a day lies in its day, a night runs into the next; what is in no calendar has no extent."""
    day, evening, night = (extent_of(f"2022-01-11{part}") for part in ("", "TEV", "TNI"))
    assert day
    assert evening
    assert night
    assert day.start < evening.start < evening.end == day.end < night.end
    for value in (
        "2022-02-30",
        "2022-13",
        "2022-W60",
        "9999",
        "0000",
        "PAST_REF",
        "P3D",
        "XXXX-WXX-1",
        "2022-01-01T99:99:99",
    ):
        extent = extent_of(value)
        assert extent is None or extent.start < extent.end
    assert extent_of("2022-02-30") is extent_of("PAST_REF") is extent_of("9999") is None


def test_support():
    """A moment is as sure as its surest mention."""
    moments = build_timeline(tag_dates(article("He fell on Tuesday, on 11 January 2022."), given("2022-01-12")))
    assert [moment.support for moment in moments] == [max(m.support for m in moments[0].mentions)]
