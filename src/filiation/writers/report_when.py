"""The timeline of the report: what the pages date, drawn and told; when they were printed; which clocks were not used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape

from markupsafe import Markup

from filiation.writers.happenings import Happening, happenings, within
from filiation.writers.marking import Mark, mark_up
from filiation.writers.record import MomentRecord, PlaceRecord, VersionClockRecord
from filiation.writers.report_axis import Axis, axis_of
from filiation.writers.report_event import EventView
from filiation.writers.report_words import SAY
from filiation.writers.words import day_in_words

# Happenings told of one moment before the rest is folded away, and the characters of a sentence around its date.
_SHOWN = 3
# Rows that are shown at once, where many more are told.
_ROWS = 24
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence that holds a date, with the date marked, and where the date stands on each page that tells it."""

    words: Markup
    places: list[PlaceRecord]


@dataclass(frozen=True, slots=True)
class When:
    """A row of the timeline: a value, its picture, what happened then, and how many reports tell it."""

    number: int
    moment: MomentRecord
    picture: Markup | None
    told: list[Quoted]
    more: list[Quoted]
    reports: int
    is_minor: bool
    is_far: bool
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """Pages of which the same is to be told about their clocks."""

    told: str
    pages: list[str]


class WhenView:
    """One dossier's timeline."""

    def __init__(self, event: EventView) -> None:
        self.event = event

    @cached_property
    def moments(self) -> list[MomentRecord]:
        """Return what has a place in time, in its order."""
        return self.event.moments

    @cached_property
    def axis(self) -> Axis | None:
        """Return the axis; None where nothing is dated."""
        days = [datetime.fromisoformat(each.day) for each in self.event.dossier.clocks if each.day]
        printed = [(time, time) for _, time, _ in self.printed]
        return axis_of(days, [*printed, *(extent for each in self.moments if (extent := _extent(each)))])

    @cached_property
    def printed(self) -> list[tuple[str, datetime, str]]:
        """Return when pages were printed, in order: page, time (noon where only the day is told), and where it is told."""
        found = [
            (each.page, time, each.printed.clock) for each in self._clocks if each.printed and (time := _time(each))
        ]
        return sorted(found, key=lambda each: (each[1], self.event.index[each[0]]))

    @property
    def _clocks(self) -> list[VersionClockRecord]:
        return self.event.dossier.clocks

    @cached_property
    def unused(self) -> list[Clocks]:
        """Return the pages of which a clock was not used, and why."""
        return self._told(is_printed=True)

    @cached_property
    def borrowed(self) -> list[Clocks]:
        """Return the pages that tell no day, and what stands in for it."""
        return self._told(is_printed=False)

    def _told(self, *, is_printed: bool) -> list[Clocks]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in self._clocks:
            if each.told and (each.printed is not None) is is_printed:
                found[each.told].append(each.page)
        return [Clocks(told, self.event.ordered(pages)) for told, pages in sorted(found.items())]

    def ruler(self) -> Markup | None:
        """Return the axis as a picture; the others repeat its lines."""
        if self.axis is None:
            return None
        return _svg("axis", 32, self.axis.grid(f"e{self.event.number}grid"))

    def versions(self) -> Markup | None:
        """Return the picture of when pages were printed."""
        if self.axis is None:
            return None
        marks = []
        for page, time, clock in self.printed:
            told = f"{self.event.short[page]}: {day_in_words(time.isoformat(timespec='minutes'))} ({clock})"
            marks.append(f"<g><title>{escape(told)}</title>{self.axis.glyph((time, time), 'minute', 'printed')}</g>")
        return self._track("".join(marks))

    def printed_in_words(self) -> str:
        """Return "4 of 5 pages tell when they were printed: first Wed 12 Jan 2022, last …"."""
        days = [(clock.printed.value, time) for clock in self._clocks if clock.printed and (time := _time(clock))]
        first, last = (day_in_words(pick(days, key=lambda each: each[1])[0]) for pick in (min, max))
        words = SAY["versions_some"].format(told=len(days), all=len(self.event.pages))
        between = SAY["versions_between" if first != last else "versions_one"].format(first=first, last=last)
        return f"{words}: {between}."

    @cached_property
    def rows(self) -> list[When]:
        """Return a row for each moment; where there are many near the report's days, those that few pages tell are minor."""
        near = [len({span.page for span in each.spans}) for each in self.moments if not self._is_far(each)]
        least = sorted(near, reverse=True)[_ROWS - 1] if len(near) > _ROWS + _ROWS // 4 else 0
        return [self._row(number, moment, least) for number, moment in enumerate(self.moments, 1)]

    @cached_property
    def _disputed(self) -> frozenset[tuple[str, int]]:
        """Return where dates stand that pages contradict each other about."""
        conflicts = (conflict for each in self.event.dossier.statements for conflict in each.conflicts)
        sides = (side for conflict in conflicts if conflict.kind == "date" for side in conflict.sides)
        return frozenset((place.page, place.start) for side in sides for place in side.spans)

    @property
    def far(self) -> list[When]:
        """Return the rows of what lies before and after the days that are drawn to scale."""
        return [row for row in self.rows if row.is_far]

    def _row(self, number: int, moment: MomentRecord, least: int) -> When:
        found = happenings(self.event, moment)
        told = [Quoted(self._marked(each), each.places) for each in found]
        reports = max(each.reports for each in found)
        return When(
            number=number,
            moment=moment,
            picture=self._track(self._glyph(moment, reports)),
            told=told[:_SHOWN],
            more=told[_SHOWN:],
            reports=reports,
            is_minor=len({span.page for span in moment.spans}) < least,
            is_far=self._is_far(moment),
            is_disputed=any((span.page, span.start) in self._disputed for span in moment.spans),
        )

    def _is_far(self, moment: MomentRecord) -> bool:
        extent = _extent(moment)
        return (
            self.axis is not None
            and extent is not None
            and (extent[1] <= self.axis.first or extent[0] >= self.axis.past)
        )

    def far_picture(self) -> Markup:
        """Return all that is far in one picture."""
        return self._track("".join(self._glyph(row.moment, row.reports) for row in self.far))

    def _glyph(self, moment: MomentRecord, reports: int) -> str:
        extent = _extent(moment)
        if self.axis is None or extent is None:
            return ""
        return self.axis.glyph(extent, moment.precision, "two" if reports > 1 else "one")

    def _track(self, marks: str) -> Markup:
        return _svg("track", 24, f'<use href="#e{self.event.number}grid"/>{marks}')

    def _marked(self, happening: Happening) -> Markup:
        """Return a sentence with its date marked, the words far from the date left out."""
        text, date = self.event.pages[happening.mention.page].text, happening.mention
        start, end = within(text, happening, _AROUND, _AROUND)
        words = mark_up(text, start, end, [Mark(date.start, date.end, "date")])
        left, right = start > happening.sentence.start, end < happening.sentence.end
        return Markup(f"{'… ' if left else ''}{words}{' …' if right else ''}")  # noqa: S704 - mark_up escapes


def _svg(style: str, height: int, content: str) -> Markup:
    """Return a picture as wide as its cell; the table's words say the same."""
    tag = f'<svg class="{style}" width="100%" height="{height}" aria-hidden="true" focusable="false">'
    return Markup(f"{tag}{content}</svg>")  # noqa: S704 - our own shapes; titles are escaped


def _extent(moment: MomentRecord) -> tuple[datetime, datetime] | None:
    if moment.first is None or moment.past is None:
        return None
    return datetime.fromisoformat(moment.first), datetime.fromisoformat(moment.past)


def _time(clock: VersionClockRecord) -> datetime | None:
    """Return when a version was printed, as its own zone tells it; None for what is no such time."""
    if clock.printed is None:
        return None
    try:
        time = datetime.fromisoformat(clock.printed.value)
    except ValueError:
        return None
    return time.replace(tzinfo=None) if "T" in clock.printed.value else time.replace(hour=12, tzinfo=None)
