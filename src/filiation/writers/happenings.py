"""What happened then: the sentences that tell a moment, those of one happening together, in whatever words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from filiation.text import Span, fold
from filiation.writers.record import MentionRecord, MomentRecord, PlaceRecord
from filiation.writers.report_event import EventView, lead_of
from filiation.writers.words import is_spun

_TELLING = 300
"""Characters of a sentence by which it is known again: a page may be one sentence of 200,000."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What some pages date alike.

    Attributes:
        mention: The date on the first page that is not spun.
        sentence: The sentence around it there.
        places: Where the date stands on each page that tells it.
        reports: How many independent reports these are.
    """

    mention: MentionRecord
    sentence: Span
    places: list[PlaceRecord]
    reports: int


def happenings(event: EventView, moment: MomentRecord) -> list[Happening]:
    """Return what is told of a moment: what most reports tell first, then what most pages do.

    Sentences are one happening where they word one statement, stand in one row of a collation, or have the same words.
    """
    lead: dict[str, str] = {}
    labels = [_labels(event, mention) for mention in moment.spans]
    for each in labels:
        for label in each:
            lead.setdefault(label, label)
            lead[lead_of(lead, label)] = lead_of(lead, each[0])
    groups: dict[str, list[MentionRecord]] = defaultdict(list)
    for mention, each in zip(moment.spans, labels, strict=True):
        groups[lead_of(lead, each[0])].append(mention)
    found = [_happening(event, group) for group in groups.values()]
    return sorted(
        found,
        key=lambda each: (-each.reports, -len(each.places), event.index[each.places[0].page], each.places[0].start),
    )


def within(text: str, happening: Happening, before: int, after: int) -> tuple[int, int]:
    """Return the part of a happening's sentence up to so many characters before and after its date, cut between words."""
    date, start, end = happening.mention, happening.sentence.start, max(happening.sentence.end, happening.mention.end)
    if date.start - start > before:
        start = text.find(" ", date.start - before, date.start) + 1 or date.start - before
    if end - date.end > after:
        end = max(text.rfind(" ", date.end, date.end + after), date.end)
    return start, end


def _happening(event: EventView, mentions: Sequence[MentionRecord]) -> Happening:
    first: dict[str, MentionRecord] = {}
    for each in sorted(mentions, key=lambda m: (event.index[m.page], m.start)):
        first.setdefault(each.page, each)
    shown = min(first.values(), key=lambda m: (is_spun(event.pages[m.page]), event.index[m.page]))
    return Happening(
        mention=shown,
        sentence=_sentence(event, shown),
        places=[PlaceRecord(m.page, m.start, m.end) for m in first.values()],
        reports=len({event.report_of[page] for page in first}),
    )


def _labels(event: EventView, mention: MentionRecord) -> list[str]:
    """Return what a mention shares with others of one happening."""
    around = _sentence(event, mention)
    words = fold(event.pages[mention.page].text[around.start : min(around.end, around.start + _TELLING)])
    row = event.places.row(mention.page, mention.start)
    return [
        *(f"s {each}" for each in event.places.statements(mention.page, around)),
        *([f"r {row}"] if row else []),
        f"w {' '.join(words.split())}",
    ]


def _sentence(event: EventView, mention: MentionRecord) -> Span:
    return event.places.sentence(mention.page, mention.start) or Span(mention.start, mention.end)
