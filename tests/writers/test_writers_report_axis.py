"""The axis of the timeline: in order everywhere, to scale around the versions' own days."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, strategies as st

from filiation.writers.report_axis import DAY, axis_of

TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31))  # noqa: DTZ001 - pages tell days without a zone
EXTENTS = st.tuples(TIMES, st.integers(1, 4000).map(lambda hours: timedelta(hours=hours))).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
NOON = datetime(2024, 5, 9, 12)  # noqa: DTZ001


@given(st.lists(TIMES, max_size=6), st.lists(EXTENTS, min_size=1, max_size=12))
def test_time_runs_one_way(days, extents):
    """What is later stands no farther left, and everything stands within the picture."""
    axis = axis_of(days, extents)
    assert axis is not None
    times = sorted([*days, *(time for extent in extents for time in extent)])
    places = [axis.at(time) for time in times]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


@given(st.lists(TIMES, min_size=1, max_size=6), st.lists(EXTENTS, max_size=12))
def test_days_are_to_scale(days, extents):
    """Every day between the first and the last to scale is as wide as the next; a far year takes little from them."""
    axis = axis_of(days, extents)
    assert axis is not None
    count = round((axis.past - axis.first) / DAY)
    assert 1 <= count <= 100
    widths = [axis.at(axis.first + (n + 1) * DAY) - axis.at(axis.first + n * DAY) for n in range(count)]
    assert max(widths) - min(widths) < 1e-6
    assert sum(widths) > 65


def test_a_week_is_not_squashed_by_a_century():
    """The same week has nearly the same room beside 1900 and 2099 as without them."""
    week = [(NOON - n * DAY, NOON - n * DAY + DAY) for n in range(7)]
    far = [(NOON.replace(year=year), NOON.replace(year=year + 1)) for year in (1900, 1950, 2000, 2080)]
    axes = [axis_of([NOON], extents) for extents in (week, [*week, *far])]
    assert axes[0] is not None
    assert axes[1] is not None
    assert [axes[0].first, axes[0].past] == [axes[1].first, axes[1].past]
    first, second = (axis.at(axis.past) - axis.at(axis.first) for axis in axes if axis)
    assert second > 0.7 * first
    assert axes[1].before > 0
    assert axes[1].after < 100
    assert (axes[0].before, axes[0].after) == (0, 100)


def test_one_wrong_clock_does_not_stretch_the_days():
    """A version printed years off stands apart; the days to scale are those of the others."""
    axis = axis_of([NOON, NOON, NOON.replace(year=1998)], [(NOON, NOON + DAY)])
    assert axis is not None
    assert axis.past - axis.first < 5 * DAY


def test_nothing_to_draw():
    """Without a day there is no axis."""
    assert axis_of([], []) is None


def test_shapes_tell_precision():
    """A day is a dot, a minute a line, anything else a band at least as wide as can be seen."""
    axis = axis_of([NOON], [(NOON, NOON + DAY)])
    assert axis is not None
    assert axis.glyph((NOON, NOON + DAY), "day", "one").startswith("<circle")
    assert 'width="4"' in axis.glyph((NOON, NOON), "minute", "one")
    assert 'width="1.20%"' in axis.glyph((NOON, NOON + timedelta(minutes=9)), "part of day", "one")
