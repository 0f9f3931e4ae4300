"""What may be set about a simulated newsroom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewsroomSettings:
    """The regime of a simulated newsroom; rates are 0-1 unless said otherwise.

    Attributes:
        events: Unrelated events.
        witnesses: Pages that carry each event's dispatch, in whatever version.
        versions: Versions the agency files, at most 6.
        edit_rate: How much versions and desks change; 1.0 is usual, 0 is none.
        share_lost: Versions that no page prints untouched, and outlets' copies that are copied but not on any page.
        relay: Outlets that copy from another outlet's page.
        contamination: Pages that merge two versions by passage.
        uncredited: Pages that carry the dispatch without naming the agency.
        independents: Other newsrooms' own reports of each event, at most 2.
        spinner: Strength of the synonym spinner: share of replaceable words that it replaces; 0 for no spun page.
        clock_error: Pages whose printed times mislead: a crawl clock, a late update.
        html: Pages served as HTML; the others are bare text.
        borrowing: Own reports that lift a paragraph or two of the dispatch; they count for their own sentences only.
        digests: Pages that string passages from several events' dispatches together; only with two events or more.
        templates: Pages that use the same forms of words about another event: not kin.
    """

    events: int = 1
    witnesses: int = 5
    versions: int = 3
    edit_rate: float = 1.0
    share_lost: float = 0.7
    relay: float = 0.2
    contamination: float = 0.15
    uncredited: float = 0.35
    independents: int = 1
    spinner: float = 0.5
    clock_error: float = 0.25
    html: float = 0.0
    borrowing: float = 0.0
    digests: int = 0
    templates: int = 0
