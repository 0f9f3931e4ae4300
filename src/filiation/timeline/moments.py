"""The timeline: mentions by value, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable

from filiation.timeline.extent import extent_of, precision_of
from filiation.timeline.mention import DateMention, Moment

_AT_THE_END = {"vague": "A", "duration": "B", "set": "C"}


def build_timeline(mentions: Iterable[DateMention]) -> tuple[Moment, ...]:
    """Group mentions by value, in the order of time.

    Args:
        mentions: Of any pages, in any order; those without a value are left out.

    Returns:
        Moments by the start of what their values name, the wider first where two start together; what has no place
        in time comes last: vague references, then durations, then sets. Mentions by page and place.
    """
    by_value: dict[str, list[DateMention]] = {}
    for mention in mentions:
        if mention.value is not None:
            by_value.setdefault(mention.value, []).append(mention)
    return tuple(sorted((_moment(value, found) for value, found in by_value.items()), key=_order))


def _moment(value: str, mentions: list[DateMention]) -> Moment:
    extent = extent_of(value)
    return Moment(
        value=value,
        precision=_precision(value, mentions),
        mentions=tuple(sorted(mentions, key=lambda m: (m.page, m.span))),
        extent=extent,
        support=max(mention.support for mention in mentions),
    )


def _precision(value: str, mentions: list[DateMention]) -> str:
    precision = precision_of(value)
    if precision is None and any(mention.kind.value == "SET" for mention in mentions):
        return "set"
    if precision is None and value.startswith("P") and not value.endswith("_REF"):
        return "duration"
    return precision or "vague"


def _order(moment: Moment) -> tuple[str, str, float, str]:
    extent = moment.extent
    if extent is None:
        return _AT_THE_END.get(moment.precision, "A"), "", 0.0, moment.value
    return "", extent.start.isoformat(), -(extent.end - extent.start).total_seconds(), moment.value
