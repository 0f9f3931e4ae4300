"""Parting: one act of speech into the utterances that a reader would count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from filiation.testimony.attribution import Attribution, SpeechKind
from filiation.testimony.quotation import quotations
from filiation.text import Span, hull

_ENDS = frozenset(".?!…,")
_FEWEST_QUOTED = 3
"""Words of a quoted part that is counted by itself: shorter ones are single terms."""


def parted(attribution: Attribution, text: str) -> tuple[Attribution, ...]:
    """Part an attribution at its cue where a new sentence begins there, and give quoted parts of indirect speech beside it.

    Args:
        attribution: Of one or more pieces.
        text: Its page.

    Returns:
        ``“We are ready,” she said. “Nobody doubts it.”`` gives two, each with the same cue and source; ``“We are,” she
        said, “ready”`` stays one, and so does a speech of several paragraphs. ``She said the dam was “a promise made of
        concrete” and would hold`` gives the whole and the words in marks: pages that report the rest in their own
        words print those words alike. Spans ascend.
    """
    groups: list[list[Span]] = []
    for piece in attribution.spans:
        if groups and not _begins_anew(groups[-1][-1], piece, text):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    parts = (attribution,) if len(groups) == 1 else tuple(_parts(attribution, groups))
    return (*parts, *_quoted_parts(attribution, text)) if attribution.kind is SpeechKind.MIXED else parts


def _quoted_parts(attribution: Attribution, text: str) -> Iterator[Attribution]:
    found = quotations(text, attribution.spans)
    doubles = [q for q in found if q.is_double]
    for quotation in doubles or found:
        span = quotation.content
        words = len(span.of(text).split())
        if words >= _FEWEST_QUOTED and 2 * len(span) < len(attribution.span):
            yield replace(attribution, span=span, spans=(span,), kind=SpeechKind.DIRECT)


def _parts(attribution: Attribution, groups: list[list[Span]]) -> Iterator[Attribution]:
    for group in groups:
        yield replace(attribution, span=hull(group), spans=tuple(group))


def _begins_anew(before: Span, piece: Span, text: str) -> bool:
    between = text[before.end : piece.start]
    if not any(c.isalnum() for c in between):
        return False
    first = next((c for c in piece.of(text) if c.isalpha()), "")
    # "…,” she said, “…": a comma after the cue says that the sentence goes on, whatever its first letter ("I").
    goes_on = between.rstrip("“\"„«»‘'‚ \u00a0").endswith(",")
    return first.isupper() and text[before.end - 1] in _ENDS and not goes_on
