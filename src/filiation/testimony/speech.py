"""Speech on one page: every act of direct, indirect and mixed speech, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from filiation.article.article import Article
from filiation.testimony.attribution import SpeechKind
from filiation.testimony.construction import Reported, reported_in
from filiation.testimony.direct import Credit, credit_of
from filiation.testimony.english import trust
from filiation.testimony.frame import Frame, frames
from filiation.testimony.grammar import ParsedSentence
from filiation.testimony.quotation import Quotation, quotations
from filiation.testimony.utterance import Utterance, mention, pieces
from filiation.text import Span, hull, paragraphs


def frames_of(article: Article) -> tuple[Frame, ...]:
    """Return the frames of an article's body: what has to be parsed before `utterances`."""
    lines = tuple(paragraphs(article.text, article.body))
    return tuple(frames(article.text, lines, quotations(article.text, lines)))


def utterances(article: Article, found: Sequence[Frame], parsed: Mapping[str, ParsedSentence]) -> tuple[Utterance, ...]:
    """Find the speech in an article.

    Args:
        article: Offsets point into its text.
        found: Its frames.
        parsed: Frame text to grammar.

    Returns:
        In the order of the first piece.
    """
    text = article.text
    lines = tuple(paragraphs(text, article.body))
    quoted = quotations(text, lines)
    every: list[Utterance] = []
    previous: Utterance | None = None
    for frame in found:
        sentence = parsed[frame.text]
        if frame.is_bare:
            every, previous = _bare(frame, every, previous)
            continue
        direct = _direct(frame, sentence)
        indirect = _indirect(text, frame, sentence, quoted, direct)
        every.extend(direct)
        every.extend(indirect)
        latest = [u for u in (*direct, *indirect) if u.source is not None]
        if latest:
            previous = max(latest, key=lambda u: (u.kind is SpeechKind.DIRECT, u.pieces[0].start))
    return tuple(sorted(every, key=lambda u: (u.pieces[0].start, u.pieces[-1].end, u.kind.value)))


def _direct(frame: Frame, sentence: ParsedSentence) -> list[Utterance]:
    made: list[Utterance] = []
    credits: list[Credit | None] = []
    for held in frame.held:
        credit = credit_of(frame, sentence, held)
        piece = held.quotation.content
        if credit is None and made and credits[-1] is not None:
            credit = credits[-1]
        if made and credit is not None and credits[-1] is not None and credit.cue == credits[-1].cue:
            made[-1] = replace(made[-1], pieces=(*made[-1].pieces, piece))
            continue
        credits.append(credit)
        made.append(_spoken(frame, sentence, piece, credit))
    return made


def _spoken(frame: Frame, sentence: ParsedSentence, piece: Span, credit: Credit | None) -> Utterance:
    if credit is None:
        return Utterance(SpeechKind.DIRECT, (piece,), None, None, None, 0.4, frame.paragraph)
    cue = _span_of(frame, sentence, credit.cue)
    source, head = mention(frame, sentence, credit.source) if credit.source is not None else (None, None)
    return Utterance(SpeechKind.DIRECT, (piece,), cue, source, head, credit.support, frame.paragraph)


def _span_of(frame: Frame, sentence: ParsedSentence, words: Sequence[int]) -> Span:
    return hull(frame.in_page(sentence.words[i].start, sentence.words[i].end) for i in words)


def _bare(frame: Frame, every: list[Utterance], previous: Utterance | None) -> tuple[list[Utterance], Utterance | None]:
    """Give a quotation that stands alone to the speech it goes on, or to the speaker before it."""
    for held in frame.held:
        piece = held.quotation.content
        last = every[-1] if every else None
        goes_on = (
            previous is not None
            and last is not None
            and previous.kind is SpeechKind.DIRECT
            and previous.paragraph == frame.paragraph
        )
        if goes_on and previous is not None:
            grown = replace(previous, pieces=(*previous.pieces, piece))
            every = [grown if u is previous else u for u in every]
            previous = grown
            continue
        if previous is not None and frame.paragraph - previous.paragraph <= 1:
            support = 0.6 if previous.paragraph == frame.paragraph else 0.45
            lone = Utterance(
                SpeechKind.DIRECT, (piece,), None, previous.source, previous.head, support, frame.paragraph, True
            )
        else:
            lone = Utterance(SpeechKind.DIRECT, (piece,), None, None, None, 0.4, frame.paragraph)
        every.append(lone)
        previous = lone if lone.source is not None else previous
    return every, previous


# From which trust on a construction is taken as speech: the best F on the second half of PolNeAR's train part.
_ENOUGH = 0.5
_ENOUGH_QUOTED = 0.25
"""Where part of the content stands in double quotation marks: quoting is itself a sign of speech."""


def _indirect(
    text: str, frame: Frame, sentence: ParsedSentence, quoted: Sequence[Quotation], direct: Sequence[Utterance]
) -> list[Utterance]:
    taken: set[int] = {w.index for w in sentence.words for h in frame.held if h.span.start <= w.start < h.span.end}
    stand_ins = frozenset(taken)
    cues = {u.cue for u in direct if u.cue is not None}
    made: list[Utterance] = []
    ranked = sorted(
        ((r, trust(r.shape, r.key)) for r in reported_in(sentence)), key=lambda rt: (-len(rt[0].content), rt[0].cue)
    )
    for reported, support in ranked:
        content = tuple(i for i in reported.content if i not in stand_ins)
        if not content or any(i in taken for i in reported.cue) or len(taken.intersection(content)) * 2 > len(content):
            continue
        if _span_of(frame, sentence, reported.cue) in cues:
            continue
        spans = pieces(text, frame, sentence, content)
        if not spans:
            continue
        inked = _quoted_share(spans, quoted)
        if support < (_ENOUGH_QUOTED if inked else _ENOUGH):
            continue
        taken.update(content)
        made.append(_reported(frame, sentence, reported, spans, inked, support))
    return made


def _reported(
    frame: Frame, sentence: ParsedSentence, reported: Reported, spans: tuple[Span, ...], inked: float, support: float
) -> Utterance:
    kind = SpeechKind.DIRECT if inked >= _ALL_QUOTED else SpeechKind.MIXED if inked else SpeechKind.INDIRECT
    source, head = mention(frame, sentence, reported.source) if reported.source is not None else (None, None)
    cue = _span_of(frame, sentence, reported.cue)
    return Utterance(kind, spans, cue, source, head, support, frame.paragraph)


_ALL_QUOTED = 0.9


def _quoted_share(spans: Sequence[Span], quoted: Sequence[Quotation]) -> float:
    every = sum(len(s) for s in spans)
    inside = sum(
        max(0, min(s.end, q.outer.end) - max(s.start, q.outer.start)) for s in spans for q in quoted if q.is_double
    )
    return inside / every
