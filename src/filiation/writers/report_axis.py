"""The axis of the timeline: the days of the event to scale, what is far from them in order alone.

A page about this week's talks also names 1997 and next summer. To scale, one of these would leave the week a hair's
breadth; so only the days around the versions are drawn to scale, and what begins before or ends after them gets a place
of its own beside them, in order. The axis stays monotone, so that a band always holds what lies within it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from filiation.writers.words import day_in_words

DAY = timedelta(days=1)
# How far beyond the versions' own days something may lie and still be drawn to scale, and how many days are, then.
_NEAR, _MOST_DAYS = 7 * DAY, 28 * DAY
# Per cent of the width: what one far date takes, and all of them at most, before and after the days.
_FAR, _MOST_BEFORE, _MOST_AFTER = 4.0, 16.0, 10.0
_MARGIN = 2.0
# Days up to which each bears its name; of more only some do, as many as a phone has room for. Lines at most.
_ALL_NAMED, _MOST_NAMED, _MOST_LINES = 7, 4, 62
_THINNEST = 1.2

Extent = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps time to per cent of a picture's width.

    Attributes:
        times: Times whose places are fixed, ascending; between two of them the axis is to scale.
        places: Their places, per cent, ascending.
        first: Where the days to scale begin.
        past: Where they end.
    """

    times: Sequence[datetime]
    places: Sequence[float]
    first: datetime
    past: datetime

    def at(self, time: datetime) -> float:
        """Return the place of a time; what lies beyond the ends stands at the ends."""
        if time <= self.times[0]:
            return self.places[0]
        if time >= self.times[-1]:
            return self.places[-1]
        after = bisect_right(self.times, time)
        share = (time - self.times[after - 1]) / (self.times[after] - self.times[after - 1])
        return self.places[after - 1] + share * (self.places[after] - self.places[after - 1])

    def glyph(self, extent: Extent, precision: str, style: str) -> str:
        """Return what a value looks like: a dot for a day, a line for a minute, else a band from its start to its end."""
        left, right = (self.at(time) for time in extent)
        middle = (left + right) / 2
        if precision == "day":
            return f'<circle class="{style}" cx="{middle:.2f}%" cy="50%" r="6"/>'
        if precision == "minute":
            return f'<rect class="{style}" x="{middle:.2f}%" y="10%" width="4" height="80%" rx="1"/>'
        width = max(right - left, _THINNEST)
        return f'<rect class="{style}" x="{left:.2f}%" y="30%" width="{width:.2f}%" height="40%" rx="4"/>'

    def grid(self, key: str) -> str:
        """Return the axis: days with their names, and ``key`` as the id of the lines that other pictures repeat."""
        days = max(round((self.past - self.first) / DAY), 1)
        names = 1 if days <= _ALL_NAMED else -(-days // _MOST_NAMED)
        parts = [_shade(0, self.before), _shade(self.after, 100)]
        for number in range(0, days + 1, -(-days // _MOST_LINES)):
            place = f"{self.at(self.first + number * DAY):.2f}%"
            parts.append(f'<line class="day" x1="{place}" x2="{place}" y1="0" y2="100%"/>')
        words = []
        for number in range(0, days, names):
            day = self.first + number * DAY
            weekday, rest = day_in_words(day.date().isoformat()).split(" ", 1)
            # The year where the days named are weeks apart.
            shown = rest if names > _ALL_NAMED else rest.rsplit(" ", 1)[0]
            middle = self.at(day + DAY / 2)
            words += [_word(weekday, middle, 12), _word(shown, middle, 26)]
        return f'<g id="{key}">{"".join(parts)}</g>{"".join(words)}'

    @property
    def before(self) -> float:
        """Return where what lies before the days to scale ends; 0 where nothing does."""
        return 0.0 if self.times[0] == self.first else self.at(self.first)

    @property
    def after(self) -> float:
        """Return where what lies after the days to scale begins; 100 where nothing does."""
        return 100.0 if self.times[-1] == self.past else self.at(self.past)


def axis_of(days: Iterable[datetime], extents: Iterable[Extent]) -> Axis | None:
    """Return the axis of a timeline.

    Args:
        days: When the versions were written or printed.
        extents: What the pages tell, from when to when.

    Returns:
        None where there is nothing to draw.
    """
    told = sorted(set(extents))
    near = sorted(days) or [start for start, end in told if end - start <= DAY] or [start for start, _ in told]
    if not near:
        return None
    # A clock that is years off must not stretch the days.
    middle = _midnight(near[len(near) // 2])
    near = [_midnight(day) for day in near if abs(day - middle) <= _MOST_DAYS]
    first, past = _grown(near[0], near[-1] + DAY, [extent for extent in told if extent[1] - extent[0] <= _NEAR])
    before = sorted({start for start, _ in told if start < first})
    after = sorted({end for _, end in told if end > past})
    left = min(_FAR * len(before), _MOST_BEFORE)
    right = min(_FAR * len(after), _MOST_AFTER)
    places = [
        *(_MARGIN + left * number / len(before) for number in range(len(before))),
        _MARGIN + left,
        100 - _MARGIN - right,
        *(100 - _MARGIN - right + right * number / len(after) for number in range(1, len(after) + 1)),
    ]
    return Axis((*before, first, past, *after), places, first, past)


def _grown(first: datetime, past: datetime, extents: Sequence[Extent]) -> Extent:
    """Return the days to scale, with what lies near them; extents come in the order of their starts."""
    limit = max(past - first, _MOST_DAYS)
    for start, _ in reversed(extents):
        day = _midnight(start)
        if first - _NEAR <= day < first and past - day <= limit:
            first = day
    for _, end in sorted(extents, key=lambda extent: extent[1]):
        day = end if end == _midnight(end) else _midnight(end) + DAY
        if past < day <= past + _NEAR and day - first <= limit:
            past = day
    return first, past


def _midnight(time: datetime) -> datetime:
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


def _shade(left: float, right: float) -> str:
    """Return the ground of what is not to scale."""
    return (
        f'<rect class="afar" x="{left:.2f}%" width="{right - left:.2f}%" y="0" height="100%"/>' if right > left else ""
    )


def _word(text: str, place: float, height: int) -> str:
    return f'<text x="{place:.2f}%" y="{height}" text-anchor="middle">{escape(text)}</text>'
