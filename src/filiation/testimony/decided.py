"""What a person decided about who speaks, in place of what the page tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from filiation.archive.decisions import DecidedSpeaker
from filiation.archive.page import PageId
from filiation.testimony.attribution import DECIDED, Attribution, Source
from filiation.text import Span

# Who decides on a speaker says that this is speech; where it begins and ends is still inferred.
_SUPPORT = 0.9


def decide_speakers(
    found: Sequence[Attribution], texts: Mapping[PageId, str], decided: Sequence[DecidedSpeaker]
) -> list[Attribution]:
    """Return the attributions in their order, those of which it is decided with the decided speaker.

    A decision means the speech that holds its words or, where they are no speech, the speech whose speaker's mention
    they are: "he" then means every "he" that speaks on the page. Of two decisions on one act of speech the first holds.

    Cost: one search of the page's text a decision.
    """
    after = list(found)
    by_page: dict[PageId, list[int]] = defaultdict(list)
    for index, each in enumerate(found):
        by_page[each.page].append(index)
    for decision in sorted(decided, key=lambda each: (each.number, each.page)):
        for index in _meant([(i, found[i]) for i in by_page[decision.page]], texts, decision):
            after[index] = _with_speaker(after[index], decision)
    return after


def _meant(
    here: Sequence[tuple[int, Attribution]], texts: Mapping[PageId, str], decision: DecidedSpeaker
) -> Iterator[int]:
    if not here:
        return
    spans = find_words(texts[decision.page], decision.text)
    said = [index for index, each in here if any(span.overlaps(piece) for span in spans for piece in each.spans)]
    # "he" stands in many a quotation as well: where the words are a speaker's mention, they mean that.
    mentioned = [index for index, each in here if each.source is not None and each.source.span in spans]
    yield from mentioned or said


def find_words(text: str, words: str) -> list[Span]:
    """Return where words stand in a text, whole words, whatever white space is between them; in any case of letters."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    return [Span(*found.span()) for found in re.finditer(f"{before}{pattern}{after}", text, re.IGNORECASE)]


def _with_speaker(each: Attribution, decision: DecidedSpeaker) -> Attribution:
    source = each.source
    if source is not None and source.how == DECIDED:
        return each
    # Speech whose speaker nobody tells has no mention: the cue stands for it.
    span = source.span if source is not None else each.cue or each.spans[0]
    instead = None if source is None else source.name
    decided = Source(span, decision.name, DECIDED, 1.0, decision.number, instead)
    return replace(each, source=decided, support=max(each.support, _SUPPORT))
