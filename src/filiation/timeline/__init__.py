"""timeline: the dates and times in a body, with what they mean on the version's own day.

The verbs are `tag_dates`, `anchor_of` and `build_timeline`.
"""

from filiation.timeline.anchor import anchor_of, given_anchor
from filiation.timeline.mention import Anchor, AnchorSource, DateMention, Moment, TimexKind
from filiation.timeline.moments import build_timeline
from filiation.timeline.tag import tag_dates

__all__ = [
    "Anchor",
    "AnchorSource",
    "DateMention",
    "Moment",
    "TimexKind",
    "anchor_of",
    "build_timeline",
    "given_anchor",
    "tag_dates",
]
