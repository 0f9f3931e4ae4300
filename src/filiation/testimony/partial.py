"""Partial quotations: words between marks inside a sentence that reports them with a cue no construction knows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from filiation.testimony.direct import Credit, credit_by_phrase
from filiation.testimony.english import SAYING
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.quotation import Quotation, is_titled
from filiation.testimony.subject import FINITE, NOMINAL, VERBAL, speaker_near, speaker_of
from filiation.text import Span

MOST = 40
"""Quotations of one "sentence" that are looked at: no prose has more, and a line of nothing but marks stays cheap."""

FEWEST = 4
"""Words of a partial quotation that is told by itself: what is shorter is mostly a term, a title or a scare quote."""

_CLIMB = 3
_SUPPORT = 0.7


def partial_credits(
    text: str, frame: Frame, parsed: ParsedSentence, quoted: Sequence[Quotation], taken: Sequence[Span]
) -> Iterator[tuple[Span, Credit]]:
    """Yield partial quotations of a sentence that no utterance holds, and whom they are credited to.

    Args:
        text: The page.
        frame: The sentence.
        parsed: Its grammar.
        quoted: Quotations in it.
        taken: What its utterances already hold.
    """
    if not quoted:
        return
    starts = [frame.in_page(w.start, w.end).start for w in parsed.words]
    for quotation in quoted[:MOST]:
        span = quotation.content
        if (
            not quotation.is_double
            or is_titled(span.of(text))
            or len(span.of(text).split()) < FEWEST
            or any(span.overlaps(t) for t in taken)
        ):
            continue
        own = parsed.words[bisect_left(starts, quotation.outer.start) : bisect_left(starts, quotation.outer.end)]
        credit = _credit_of(parsed, own) if own else None
        if credit is not None:
            yield span, credit


def _credit_of(parsed: ParsedSentence, own: Sequence[Word]) -> Credit | None:
    inside = frozenset(w.index for w in own)
    verb = _cue_above(parsed, own, inside)
    if verb is not None:
        source = _for_whom(parsed, verb) if verb.lemma == "be" else _sayer(parsed, verb, inside)
        if source is not None:
            return Credit((verb.index,), source, _SUPPORT)
    return _told_around(parsed, own, inside) or credit_by_phrase(
        parsed, [w for w in parsed.words if w.index not in inside]
    )


def _cue_above(parsed: ParsedSentence, own: Sequence[Word], inside: frozenset[int]) -> Word | None:
    """Return the first verb above a quotation's top word, if it is one of saying, or the copula."""
    top = next((w for w in own if w.head not in inside and w.pos != "PUNCT"), None)
    if top is None:
        return None
    here = parsed.words[top.head]
    for _ in range(_CLIMB):
        if here.pos in VERBAL:
            return here if here.lemma in SAYING or here.lemma == "be" else None
        here = parsed.words[here.head]
    return None


def _told_around(parsed: ParsedSentence, own: Sequence[Word], inside: frozenset[int]) -> Credit | None:
    """Take `Silva told the council on Monday: the dam “will …”` and `the dam “will …”, Silva told the council`."""
    first, last = own[0].index, own[-1].index
    colon = max((w.index for w in parsed.words[:first] if w.text == ":"), default=None)
    comma = next((w.index for w in parsed.words[last + 1 : last + 3] if w.text == ","), None)
    for verb in parsed.words:
        if verb.lemma not in SAYING or verb.tag not in FINITE or verb.index in inside:
            continue
        if (colon is not None and verb.index < colon) or (comma is not None and comma < verb.index <= comma + _NEAR):
            source = _sayer(parsed, verb, inside)
            if source is not None:
                return Credit((verb.index,), source, _SUPPORT)
    return None


_NEAR = 8  # words


def _sayer(parsed: ParsedSentence, verb: Word, inside: frozenset[int]) -> int | None:
    source = speaker_of(parsed, verb)
    if source is None or source in inside:
        source = speaker_near(parsed, verb, inside)
    return source if source not in inside else None


def _for_whom(parsed: ParsedSentence, verb: Word) -> int | None:
    """Return the judge in "for the trainer it was “a day to forget”"."""
    for preposition in parsed.kids(verb.index, "prep"):
        who = parsed.kid(preposition.index, "pobj")
        if preposition.lemma in {"for", "to"} and preposition.index < verb.index and who is not None:
            return who.index if who.pos in NOMINAL and (who.pos == "PROPN" or who.entity == "PERSON") else None
    return None
