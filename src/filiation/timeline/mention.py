"""Dates and times as they are written, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from filiation.archive.page import PageId
from filiation.text import Span
from filiation.timeline.extent import Extent


class TimexKind(Enum):
    """TimeML's four kinds of temporal expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class AnchorSource(Enum):
    """Where the day came from on which relative dates hang."""

    GIVEN = "given"
    PAGE = "page"
    FAMILY = "family"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day on which a version was written: ISO 8601 date, where it came from, and how sure (0-1)."""

    value: str
    source: AnchorSource
    support: float


@dataclass(frozen=True, slots=True)
class DateMention:
    """One temporal expression.

    Attributes:
        page: Where.
        span: The expression's characters.
        kind: TimeML's type.
        value: TimeML's TIMEX3 value (``2022-01-11``, ``2022-01-11TEV``, ``2022-W02``, ``199X``, ``P3D``, ``PAST_REF``);
            None where it hangs on a day that is not known.
        anchor: The day it was reckoned from; None where it needs none, or none is known.
        support: 0-1, how sure the value is.
    """

    page: PageId
    span: Span
    kind: TimexKind
    value: str | None
    anchor: Anchor | None
    support: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One value on the timeline, with every mention of it.

    Attributes:
        value: TimeML's value.
        precision: One of decade, year, season, quarter, month, week, day, part of day, minute, duration, set, vague.
        mentions: At least one, by page and place.
        extent: From when to when the value may mean; None where it has no place in time.
        support: 0-1, how sure the value is: that of its surest mention.
    """

    value: str
    precision: str
    mentions: tuple[DateMention, ...]
    extent: Extent | None = None
    support: float = 0.0
