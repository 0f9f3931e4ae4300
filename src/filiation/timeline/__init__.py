"""timeline: the dates and times in a body, with what they mean on the version's own day.

The verbs are `tag_dates`, `anchor_of`, `build_timeline`, `clock_of` and `contradict`.
"""

from filiation.timeline.anchor import anchor_of, given_anchor
from filiation.timeline.clocks import VersionClock, clock_of
from filiation.timeline.contradictions import contradict
from filiation.timeline.extent import Extent
from filiation.timeline.mention import Anchor, AnchorSource, DateMention, Moment, TimexKind
from filiation.timeline.moments import build_timeline
from filiation.timeline.tag import tag_dates

__all__ = [
    "Anchor",
    "AnchorSource",
    "DateMention",
    "Extent",
    "Moment",
    "TimexKind",
    "VersionClock",
    "anchor_of",
    "build_timeline",
    "clock_of",
    "contradict",
    "given_anchor",
    "tag_dates",
]
