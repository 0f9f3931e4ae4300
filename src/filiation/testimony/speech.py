"""Speech on one page: every act of direct, indirect and mixed speech, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filiation.article.article import Article
from filiation.testimony.attribution import SpeechKind
from filiation.testimony.dialogue import dialogue
from filiation.testimony.direct import Credit, credit_of, quoted_words
from filiation.testimony.english_names import PRONOUNS, ROLES
from filiation.testimony.frame import Frame, frames
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.indirect import indirect_speech
from filiation.testimony.lines import lines_of
from filiation.testimony.partial import FEWEST, partial_credits
from filiation.testimony.quotation import Quotation, quotations
from filiation.testimony.transcript import posts, turns
from filiation.testimony.utterance import Utterance, inside_marks, mention, span_of
from filiation.text import Span


def frames_of(article: Article) -> tuple[Frame, ...]:
    """Return the frames of an article's body: what has to be parsed before `utterances`."""
    lines = lines_of(article)
    return tuple(frames(article.text, lines, _quoted(article.text, lines)))


def _quoted(text: str, lines: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of a page; in a dialogue set off by dashes, its lines in place of what is quoted in them."""
    said = dialogue(text, lines)
    if not said:
        return quotations(text, lines)
    opened = {q.outer.start for q in said}
    others = [line for line in lines if line.start not in opened]
    return tuple(sorted((*said, *quotations(text, others)), key=lambda q: q.outer.start))


@dataclass(frozen=True, slots=True)
class Floor:
    """Who was speaking, or being spoken of, when a sentence ended: whom a quotation that stands alone belongs to.

    Attributes:
        source: The mention; None where the speech before it names nobody either.
        head: Its head word.
        paragraph: Number of its paragraph.
        support: 0-1, for a quotation that follows at once.
        cue: Of a sentence that ends with a colon.
        spoken: The direct speech just before; None where another sentence came between.
        is_open: Its last quotation was left open, to be taken up in the next paragraph.
    """

    source: Span | None
    head: Span | None
    paragraph: int
    support: float
    cue: Span | None = None
    spoken: Utterance | None = None
    is_open: bool = False


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
    lines = lines_of(article)
    quoted = _in_house_marks(text, _quoted(text, lines))
    every: list[Utterance] = []
    floor: Floor | None = None
    for number, frame in enumerate(found):
        sentence = parsed[frame.text]
        if frame.is_bare:
            below = found[number + 1] if number + 1 < len(found) else None
            floor = _bare(frame, every, floor, _signature(below, parsed))
            continue
        direct = _direct(frame, sentence, floor)
        here = _among(quoted, frame.in_page(0, len(frame.text)))
        partial = _partial(text, frame, sentence, here, direct)
        indirect = indirect_speech(text, frame, sentence, here, [*direct, *partial])
        indirect.extend(_untold(partial, indirect))
        every.extend(direct)
        every.extend(indirect)
        floor = _floor_after(frame, sentence, direct, indirect) or floor
    every = _with_turns(text, lines, every)
    return tuple(sorted(every, key=lambda u: (u.pieces[0].start, u.pieces[-1].end, u.kind.value)))


def _in_house_marks(text: str, quoted: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Count single marks as double ones where the house quotes speech with them."""
    single = sum(not q.is_double and len(q.content.of(text).split()) >= FEWEST for q in quoted)
    if single <= sum(q.is_double for q in quoted):
        return tuple(quoted)
    return tuple(replace(q, is_double=True) for q in quoted)


def _among(quoted: Sequence[Quotation], here: Span) -> Sequence[Quotation]:
    first = bisect_right(quoted, here.start, key=lambda q: q.outer.end)
    past = bisect_right(quoted, here.end, key=lambda q: q.outer.start)
    return quoted[first:past]


def _partial(
    text: str, frame: Frame, sentence: ParsedSentence, quoted: Sequence[Quotation], told: Sequence[Utterance]
) -> list[Utterance]:
    held = {h.quotation.outer.start for h in frame.held}
    loose = [q for q in quoted if q.outer.start not in held]
    taken = [piece for each in told for piece in each.pieces]
    return [
        _spoken(frame, sentence, span, credit) for span, credit in partial_credits(text, frame, sentence, loose, taken)
    ]


def _untold(partial: Sequence[Utterance], told: Sequence[Utterance]) -> list[Utterance]:
    """Return the partial quotations that no indirect speech holds."""
    taken = [piece for each in told for piece in each.pieces]
    return [each for each in partial if not any(each.pieces[0].overlaps(piece) for piece in taken)]


def _with_turns(text: str, lines: Sequence[Span], every: list[Utterance]) -> list[Utterance]:
    """Let a transcript's turns stand for all speech that was found inside them."""
    found = turns(text, lines) or posts(text, lines)
    if not found:
        return every
    taken = {turn.paragraph for turn in found}
    kept = [u for u in every if u.paragraph not in taken]
    for turn in found:
        label = turn.label
        head = Span(label.start + label.of(text).rfind(" ") + 1, label.end) if label else None
        content = inside_marks(text, turn.content)
        kept.append(
            Utterance(SpeechKind.DIRECT, (content,), None, label, head, _TURN if label else 0.5, turn.paragraph)
        )
    return kept


_TURN = 0.85


def _floor_after(
    frame: Frame, sentence: ParsedSentence, direct: Sequence[Utterance], indirect: Sequence[Utterance]
) -> Floor | None:
    if direct:
        last = direct[-1]
        open_end = frame.held[-1].quotation.goes_on
        return Floor(last.source, last.head, frame.paragraph, 0.6, spoken=last, is_open=open_end)
    introduces = frame.text.rstrip().endswith(":")
    subject = _subject(sentence)
    cue = None
    if introduces:
        verb = next((w for w in sentence.words if w.dep == "ROOT"), None)
        cue = span_of(frame, sentence, (verb.index,)) if verb else None
    told = [u for u in indirect if u.source is not None]
    if told and not (introduces and subject is not None):
        last = max(told, key=lambda u: (u.support, u.pieces[0].start))
        return Floor(last.source, last.head, frame.paragraph, 0.5, cue)
    if subject is None:
        return None
    source, head = mention(frame, sentence, subject.index)
    return Floor(source, head, frame.paragraph, 0.7 if introduces else 0.4, cue)


def _subject(sentence: ParsedSentence) -> Word | None:
    """Return the subject of the main clause, if it can be someone who speaks."""
    for word in sentence.words:
        if word.dep in {"nsubj", "nsubjpass"} and sentence.words[word.head].dep == "ROOT":
            person = word.pos == "PROPN" or word.text.lower() in PRONOUNS or word.lemma in ROLES
            return word if person else None
    return None


def _signature(frame: Frame | None, parsed: Mapping[str, ParsedSentence]) -> tuple[Span, Span] | None:
    """Return the speaker from a line such as "— Ana Silva, teacher" below a quotation."""
    if frame is None or not frame.text or frame.text[0] not in "—–-" or len(frame.text) > _SIGNATURE:
        return None
    sentence = parsed[frame.text]
    name = next((w for w in sentence.words if w.pos == "PROPN"), None)
    if name is None or any(w.pos == "VERB" and w.index < name.index for w in sentence.words):
        return None
    head = name
    while head.index + 1 < len(sentence.words) and sentence.words[head.index + 1].pos == "PROPN":
        head = sentence.words[head.index + 1]
    return frame.in_page(name.start, head.end), frame.in_page(head.start, head.end)


_SIGNATURE = 120  # characters


def _direct(frame: Frame, sentence: ParsedSentence, floor: Floor | None) -> list[Utterance]:
    made: list[Utterance] = []
    given: list[Credit | None] = []
    inside = quoted_words(frame, sentence)
    for held in frame.held:
        credit = credit_of(frame, sentence, held, inside)
        piece = held.quotation.content
        if credit is None and given:
            credit = given[-1]
        if made and credit is not None and given[-1] is not None and credit.cue == given[-1].cue:
            made[-1] = replace(made[-1], pieces=(*made[-1].pieces, piece))
            continue
        if credit is None:
            credit = _by_subject(sentence, inside)
        if credit is None and floor is not None and floor.source is not None and _is_near(frame, floor):
            made.append(_lent(frame, piece, floor))
        else:
            made.append(_spoken(frame, sentence, piece, credit))
        given.append(credit)
    return made


def _by_subject(sentence: ParsedSentence, inside: frozenset[int]) -> Credit | None:
    """Credit a quotation that no cue introduces to whom its own sentence is about, before anyone of another sentence."""
    subject = _subject(sentence)
    if subject is None or subject.index in inside or sentence.kid(subject.head, "neg") is not None:
        return None
    return Credit((subject.head,), subject.index, 0.4)


def _spoken(frame: Frame, sentence: ParsedSentence, piece: Span, credit: Credit | None) -> Utterance:
    if credit is None:
        return Utterance(SpeechKind.DIRECT, (piece,), None, None, None, 0.3, frame.paragraph)
    cue = span_of(frame, sentence, credit.cue)
    source, head = mention(frame, sentence, credit.source) if credit.source is not None else (None, None)
    return Utterance(SpeechKind.DIRECT, (piece,), cue, source, head, credit.support, frame.paragraph)


def _lent(frame: Frame, piece: Span, floor: Floor) -> Utterance:
    support = floor.support if floor.paragraph == frame.paragraph or floor.cue else floor.support * 0.75
    return Utterance(
        SpeechKind.DIRECT, (piece,), floor.cue, floor.source, floor.head, support, frame.paragraph, is_borrowed=True
    )


def _is_near(frame: Frame, floor: Floor) -> bool:
    return frame.paragraph - floor.paragraph <= 1


_MOST_PIECES = 60


def _bare(frame: Frame, every: list[Utterance], floor: Floor | None, signed: tuple[Span, Span] | None) -> Floor | None:
    """Give a quotation that stands alone to the speech that it goes on with, or to who has the floor; return the floor."""
    for held in frame.held:
        piece = held.quotation.content
        spoken = floor.spoken if floor is not None else None
        if (
            floor is not None
            and spoken is not None
            and (spoken.paragraph == frame.paragraph or floor.is_open)
            and len(spoken.pieces) < _MOST_PIECES
        ):
            grown = replace(spoken, pieces=(*spoken.pieces, piece), paragraph=frame.paragraph)
            every[_place(every, spoken)] = grown
            floor = replace(floor, spoken=grown, paragraph=frame.paragraph, is_open=held.quotation.goes_on)
            continue
        if signed is not None:
            lone = Utterance(SpeechKind.DIRECT, (piece,), None, signed[0], signed[1], 0.8, frame.paragraph)
        elif floor is not None and floor.source is not None and _is_near(frame, floor):
            lone = _lent(frame, piece, floor)
        else:
            lone = Utterance(SpeechKind.DIRECT, (piece,), None, None, None, 0.4, frame.paragraph)
        every.append(lone)
        floor = Floor(lone.source, lone.head, frame.paragraph, 0.6, spoken=lone, is_open=held.quotation.goes_on)
    return floor


def _place(every: Sequence[Utterance], spoken: Utterance) -> int:
    return next(i for i in range(len(every) - 1, -1, -1) if every[i] is spoken)
