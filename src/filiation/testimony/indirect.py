"""Indirect and mixed speech: what a sentence reports in its own words, by the constructions in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from filiation.testimony.attribution import SpeechKind
from filiation.testimony.construction import Reported, Shape, reported_in
from filiation.testimony.direct import quoted_words
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence
from filiation.testimony.quotation import Quotation
from filiation.testimony.subject import FINITE
from filiation.testimony.trust import trust
from filiation.testimony.utterance import Utterance, mention, pieces, span_of
from filiation.text import Span

# From which trust on a construction is taken as speech. On a quarter of PolNeAR's train part, learned on the others,
# indirect speech: .50 gives P .79 R .62 F .70; .45 .77 .64 .70; .40 .75 .66 .70; by the cues' counts alone, .78 .60 .68.
_ENOUGH = 0.45
_RELATIVE = frozenset({"that", "which", "who", "whom", "what"})
_SHORTEST = 2  # words: "rejected it" says nothing that could be compared
_ENOUGH_QUOTED = 0.25
"""Where part of the content stands in double quotation marks: quoting is itself a sign of speech."""


def indirect_speech(
    text: str, frame: Frame, sentence: ParsedSentence, quoted: Sequence[Quotation], told: Sequence[Utterance]
) -> list[Utterance]:
    """Find the indirect and mixed speech of a sentence.

    Args:
        text: The page.
        frame: The sentence.
        sentence: Its grammar.
        quoted: Quotations in it.
        told: Its direct speech and partial quotations.
    """
    held = {h.quotation.content for h in frame.held}
    stand_ins = quoted_words(frame, sentence)
    taken = set(stand_ins)
    # Speech within speech is the quoted one's, not the page's.
    within = _within(frame, sentence, quoted)
    cues = {u.cue for u in told if u.cue is not None and u.pieces[0] in held}
    partial = [u for u in told if u.pieces[0] not in held]
    made: list[Utterance] = []
    ranked = sorted(
        ((r, trust(sentence, r)) for r in reported_in(sentence) if r.content),
        key=lambda rt: (-len(rt[0].content), rt[0].cue),
    )
    for reported, support in ranked:
        if _is_outdone(reported, support, ranked):
            continue
        if reported.source is not None and sentence.words[reported.source].lemma == "what":
            continue  # "what worries Silva is …"
        content = tuple(i for i in reported.content if i not in stand_ins)
        if len(content) < len(reported.content) and _is_headed_by(sentence, reported.content, stand_ins):
            continue  # what is left of a clause whose verb is the quotation
        if (
            not content
            or any(i in taken or i in within for i in reported.cue)
            or len(taken.intersection(content)) * 2 > len(content)
        ):
            continue
        if span_of(frame, sentence, reported.cue) in cues:
            continue
        spans = pieces(text, frame, sentence, content)
        if len(spans) > 1 and spans[0].of(text).lower() in _RELATIVE:
            spans = spans[1:]  # "injuries that Silva called “a warning”"
        if not spans:
            continue
        inked = _quoted_share(spans, quoted)
        if not inked and sum(len(s.of(text).split()) for s in spans) < _SHORTEST:
            continue
        if support < (_ENOUGH_QUOTED if inked else _ENOUGH):
            continue
        if support < _ENOUGH and _is_told_better(partial, span_of(frame, sentence, reported.cue), spans):
            continue
        taken.update(content)
        made.append(_reported(frame, sentence, reported, spans, inked, support))
    return made


def _is_outdone(reported: Reported, support: float, ranked: Sequence[tuple[Reported, float]]) -> bool:
    """Tell whether a surer cue stands inside a content, and not below a clause: "soared by saying that it was rigged"."""
    if support >= _SURE or reported.shape in _WHOLE or len(ranked) > _MOST_PLACES:
        return False
    own = frozenset(reported.content)
    return any(sure > support + _SURER and own.issuperset((*other.cue, *other.content)) for other, sure in ranked)


_SURE, _SURER = 0.75, 0.15
_WHOLE = frozenset({Shape.CLAUSE, Shape.PARENTHESIS, Shape.ACCORDING, Shape.AS})
_MOST_PLACES = 200
"""Places of one "sentence" that are held against each other: no prose has more."""


def _within(frame: Frame, sentence: ParsedSentence, quoted: Sequence[Quotation]) -> set[int]:
    if not quoted:
        return set()
    starts = [frame.in_page(w.start, w.end).start for w in sentence.words]
    spans = (q.content for q in quoted)
    return {i for s in spans for i in range(bisect_left(starts, s.start), bisect_left(starts, s.end))}


def _is_told_better(partial: Sequence[Utterance], cue: Span, spans: Sequence[Span]) -> bool:
    """Tell whether the quoted words that would make a doubtful cue count have a cue of their own."""
    return any(
        each.cue is not None and not each.cue.overlaps(cue) and any(span.overlaps(each.pieces[0]) for span in spans)
        for each in partial
    )


def _is_headed_by(sentence: ParsedSentence, content: Sequence[int], stand_ins: frozenset[int]) -> bool:
    own = set(content)
    return any(
        i in stand_ins and sentence.words[i].head not in own for i in content if sentence.words[i].pos != "PUNCT"
    )


def _reported(
    frame: Frame, sentence: ParsedSentence, reported: Reported, spans: tuple[Span, ...], inked: float, support: float
) -> Utterance:
    kind = SpeechKind.DIRECT if inked >= _ALL_QUOTED else SpeechKind.MIXED if inked else SpeechKind.INDIRECT
    source, head = mention(frame, sentence, reported.source) if reported.source is not None else (None, None)
    cue = span_of(frame, sentence, reported.cue)
    if kind is SpeechKind.INDIRECT and not _states(sentence, reported):
        support *= _STATES_NOTHING
    return Utterance(kind, spans, cue, source, head, support, frame.paragraph)


def _states(sentence: ParsedSentence, reported: Reported) -> bool:
    """Tell whether what is reported can stand beside its speaker's name without saying the reverse, or nothing.

    "The ministry rejected the offer" would read "the ministry: the offer", "has no plans to leave" "to leave", and
    "did not say that it was safe" "it was safe".
    """
    cue = [sentence.words[i] for i in reported.cue]
    denied = any(
        word.dep == "neg"
        or any(kid.lemma in {"no", "neither", "nor"} for kid in sentence.kids(word.index, "det", "neg"))
        for word in cue
    )
    return not denied and any(sentence.words[i].tag in _FINITE for i in reported.content)


_FINITE = FINITE | {"MD"}
_STATES_NOTHING = 0.55
"""Keeps the support of such speech below one half, whatever its cue: it is reported, but no statement."""

_ALL_QUOTED = 0.9


def _quoted_share(spans: Sequence[Span], quoted: Sequence[Quotation]) -> float:
    every = sum(len(s) for s in spans)
    inside = 0
    for span in spans:
        at = max(0, bisect_right(quoted, span.start, key=lambda q: q.outer.start) - 1)
        while at < len(quoted) and quoted[at].outer.start < span.end:
            quotation = quoted[at]
            if quotation.is_double:
                inside += max(0, min(span.end, quotation.outer.end) - max(span.start, quotation.outer.start))
            at += 1
    return inside / every
