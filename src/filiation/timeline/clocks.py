"""Clocks: when each version was printed, the day that its words were reckoned from, and why the two differ."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.article.article import Article, Clock
from filiation.text import plural
from filiation.timeline.anchor import own_day, read_day
from filiation.timeline.mention import Anchor, AnchorSource


@dataclass(frozen=True, slots=True)
class VersionClock:
    """What is known of the day on which one version was written.

    Attributes:
        page: Whose.
        printed: The publication clock; None where the page tells none.
        anchor: The day from which "Tuesday" was reckoned on the page; None where nothing tells one.
        told: In plain words, why a clock of the page's own was not used, or what stands in for one; None where the page's
            own day was used and no other of its clocks speaks against it.
    """

    page: PageId
    printed: Clock | None
    anchor: Anchor | None
    told: str | None


def clock_of(article: Article, anchor: Anchor | None) -> VersionClock:
    """Return what is known of the day on which a page's text was written.

    Args:
        article: The page.
        anchor: The day that its words were reckoned from, as `anchor_of` gives it.
    """
    return VersionClock(article.page, article.published, anchor, _told(article, anchor))


def _told(article: Article, anchor: Anchor | None) -> str | None:
    if anchor is None:
        return "it tells no day, and no page beside it does: its “Tuesday” cannot be reckoned"
    own = own_day(article)
    if anchor.source is AnchorSource.FAMILY:
        if own is None:
            return f"it tells no day of its own; pages with the same dispatch are of {anchor.value}"
        return (
            f"its dates were reckoned from {anchor.value}, not from its own {own[0].isoformat()}, "
            f"{_late(own[0], anchor)} after the dispatch that it carries was first printed"
        )
    if anchor.source is AnchorSource.EVENT:
        return f"it tells no day of its own; most pages about the event are of {anchor.value}"
    dated = None if article.dateline is None or not article.dateline.date else read_day(article.dateline.date)
    if anchor.source is AnchorSource.PAGE and dated is not None and dated.isoformat() != anchor.value:
        return f"its dateline ({dated.isoformat()}) is too far from its clock to be this text's day"
    return None


def _late(day: dt.date, anchor: Anchor) -> str:
    return plural((day - dt.date.fromisoformat(anchor.value)).days, "day")
