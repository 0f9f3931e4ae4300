"""Statements: speech and claims, each in all the wordings in which the pages give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.meaning import Encoder
from filiation.spun.spun import Spun
from filiation.testimony.attribution import Attribution, SpeechKind
from filiation.testimony.claims import Sentence, read_sentences
from filiation.testimony.conflicts import differ, figure_conflicts, negation_conflicts, speaker_conflicts
from filiation.testimony.facts import Figure
from filiation.testimony.grammar import Parser
from filiation.testimony.grouping import Unit, group
from filiation.testimony.parting import parted
from filiation.testimony.statement import Conflict, Speaker, Statement, StatementKind, Wording
from filiation.text import Span, tokenise

# Cosines from which independent wordings may say one thing, facts agreeing. On news sentences of one story, not
# aligned, MiniLM has a 95th percentile of .55 and a maximum of .68; spun pairs begin at .84, rewrites at .43.
_CLAIM_COSINE = 0.70
_SPEECH_COSINE = 0.75
# Phrases with one figure and one noun; the same for a small round figure, by their sentences; one figure, two nouns.
_SPECIFIC_COSINE, _COMMON_COSINE, _RENAMED_COSINE = 0.25, 0.50, 0.28
# Two clauses with one place in them: close in meaning by themselves, or somewhat close and with another name in common.
_PLACE_COSINE = 0.60
_NAMED_PLACE_COSINE = 0.42
# Figures up to here are shared by chance; a figure with decimals, or one that is no round number, hardly ever is.
_SMALL = 12
# From here up, and no round number, a figure is one thing within one event, whatever it is called.
_LARGE, _ANY_COSINE = 1000, 0.05
# Spun text is shown only where nothing else words the statement.
_SPUN = 0.5

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A sentence of which a part has at least this share is told by that part.
_HELD = 0.8

_RANK = {SpeechKind.DIRECT: 0, SpeechKind.MIXED: 1, SpeechKind.INDIRECT: 2}
_KINDS = {
    SpeechKind.DIRECT: StatementKind.DIRECT,
    SpeechKind.MIXED: StatementKind.MIXED,
    SpeechKind.INDIRECT: StatementKind.INDIRECT,
}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Part of a sentence that claims something by itself: a figure with its noun, a place with its clause."""

    sentence: int
    span: Span
    key: tuple[str, str]
    figure: Figure | None
    names: frozenset[str]


def gather_statements(
    articles: Sequence[Article],
    attributions: Sequence[Attribution],
    spun: Sequence[Spun],
    encoder: Encoder,
    parser: Parser,
) -> tuple[Statement, ...]:
    """Return what the pages of one event say, each statement once.

    Args:
        articles: The event's pages, by id.
        attributions: Their speech.
        spun: One a page, in the same order.
        encoder: Tells meaning.
        parser: Tells figures, places and names.

    Returns:
        Speech and claims, in the order of the first wording; a claim may be part of a sentence (a figure, a place)
        where pages agree on that part and on nothing around it.
    """
    texts = {article.page: article.text for article in articles}
    is_spun = {each.page: each.probability >= _SPUN for each in spun}
    stated = _statable(attributions, texts, parser)
    sentences = read_sentences(articles, stated, parser)
    scribe = _Scribe(texts, is_spun)
    parts = list(_parts(sentences, texts, encoder, scribe))
    whole = [*_speech(stated, encoder, scribe), *_claims(sentences, encoder, scribe)]
    found = [*parts, *(statement for statement in whole if not _is_held(statement, parts))]
    found.sort(key=lambda statement: (statement.wordings[0], statement.kind.value, statement.text))
    return tuple(replace(statement, id=f"s{number}") for number, statement in enumerate(found, 1))


def _statable(attributions: Sequence[Attribution], texts: dict[PageId, str], parser: Parser) -> tuple[Attribution, ...]:
    """Return the speech that states something by itself: quotations, and indirect speech with a finite verb.

    "NATO has no plans to admit Ukraine" attributes "to admit Ukraine" to NATO; as a statement that would say the
    reverse, so its sentence is taken as the page's claim.
    """
    indirect = {each for each in attributions if each.kind is SpeechKind.INDIRECT}
    words = {each: " ".join(span.of(texts[each.page]) for span in each.spans) for each in indirect}
    parses = parser.parse_all(words.values())
    return tuple(
        each
        for each in attributions
        if each not in indirect or any(word.tag in _FINITE for word in parses[words[each]].words)
    )


def _is_held(statement: Statement, parts: Sequence[Statement]) -> bool:
    """Tell whether a claim stands, on all its pages, within a part that more pages share: then it is the same claim."""
    return (
        statement.kind is StatementKind.CLAIM
        and not statement.conflicts
        and any(
            all(any(_covers(held, wording) for held in part.wordings) for wording in statement.wordings)
            for part in parts
        )
    )


def _covers(held: Wording, wording: Wording) -> bool:
    common = min(held.span.end, wording.span.end) - max(held.span.start, wording.span.start)
    return held.page == wording.page and common >= _HELD * len(wording.span)


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes statements down: which wording is shown, and in what order they stand."""

    texts: dict[PageId, str]
    is_spun: dict[PageId, bool]

    def write(
        self,
        kind: StatementKind,
        wordings: Sequence[Wording],
        conflicts: Sequence[Conflict],
        speaker: Speaker | None = None,
        shown: Sequence[Wording] = (),
    ) -> Statement:
        best = min(shown or wordings, key=lambda w: (self.is_spun[w.page], -len(w.span), w))
        text = " ".join(best.span.of(self.texts[best.page]).split())
        if kind is StatementKind.INDIRECT:
            text = text.removeprefix("that ")
        return Statement("", kind, text, speaker, tuple(sorted(set(wordings))), tuple(conflicts))


def _speech(attributions: Sequence[Attribution], encoder: Encoder, scribe: _Scribe) -> Iterator[Statement]:
    texts = scribe.texts
    said = [part for each in attributions for part in parted(each, texts[each.page])]
    units = [Unit(each.page, each.span.of(texts[each.page])) for each in said]

    def same_speaker(a: int, b: int, _cosine: float) -> bool:
        first, second = said[a].source, said[b].source
        return first is not None and second is not None and first.name == second.name

    for indices in group(units, encoder, _SPEECH_COSINE, same_speaker):
        members = [said[index] for index in indices]
        rank = min(_RANK[each.kind] for each in members)
        first = [each for each in members if _RANK[each.kind] == rank]
        yield scribe.write(
            _KINDS[first[0].kind],
            [Wording(each.page, each.span) for each in members],
            list(speaker_conflicts(members)),
            _speaker(members, texts),
            [Wording(each.page, each.span) for each in first],
        )


def _speaker(members: Sequence[Attribution], texts: dict[PageId, str]) -> Speaker | None:
    """Return the speaker whom the wordings name with most support; the longest mention stands for it."""
    votes: dict[str, float] = defaultdict(float)
    mentions: dict[str, list[str]] = defaultdict(list)
    for each in members:
        if each.source is not None:
            votes[each.source.name] += each.source.support
            mentions[each.source.name].append(each.source.span.of(texts[each.page]))
    if not votes:
        return None
    name = min(votes, key=lambda name: (-votes[name], name))
    return Speaker(name, max(mentions[name], key=lambda mention: (len(mention), mention)))


def _claims(sentences: Sequence[Sentence], encoder: Encoder, scribe: _Scribe) -> Iterator[Statement]:
    own = [sentence for sentence in sentences if not sentence.is_speech]
    disagreeing: list[tuple[int, int]] = []

    def agree(a: int, b: int, _cosine: float) -> bool:
        if not own[a].names & own[b].names:
            return False
        if differ(own[a].figures, own[b].figures):
            disagreeing.append((a, b))
            return False
        return True

    groups = group([Unit(s.page, s.text) for s in own], encoder, _CLAIM_COSINE, agree)
    against: dict[int, list[int]] = defaultdict(list)
    for a, b in disagreeing:
        against[a].append(b)
        against[b].append(a)
    for indices in groups:
        members = [own[index] for index in indices]
        others = [own[other] for index in indices for other in against[index]]
        yield scribe.write(
            StatementKind.CLAIM,
            [Wording(each.page, each.span) for each in members],
            [*figure_conflicts([*members, *others]), *negation_conflicts(members)],
        )


def _parts(
    sentences: Sequence[Sentence], texts: dict[PageId, str], encoder: Encoder, scribe: _Scribe
) -> Iterator[Statement]:
    """Yield figures and places on which sentences agree that are not wordings of one another."""
    buckets: dict[tuple[str, str], list[_Phrase]] = defaultdict(list)
    for phrase in _phrases(sentences):
        buckets[phrase.key].append(phrase)
    whole = _wholes(sentences)
    found: list[list[_Phrase]] = []
    for _, bucket in sorted(buckets.items()):
        if len({sentences[phrase.sentence].page for phrase in bucket}) < 2:
            continue
        units = [
            Unit(sentences[phrase.sentence].page, phrase.span.of(texts[sentences[phrase.sentence].page]))
            for phrase in bucket
        ]
        if bucket[0].figure is None:
            groups = group(units, encoder, _NAMED_PLACE_COSINE, _same_place(bucket))
        else:
            around = encoder.encode([sentences[phrase.sentence].text for phrase in bucket])
            groups = group(units, encoder, -1.0, _same_figure(bucket, around @ around.T), once_a_page=False)
        for indices in groups:
            members = [bucket[index] for index in indices]
            if len({whole[phrase.sentence] for phrase in members}) > 1:
                found.append(members)
    for members in _without_repeats(found):
        wordings = [Wording(sentences[phrase.sentence].page, phrase.span) for phrase in members]
        yield scribe.write(StatementKind.CLAIM, wordings, [])


def _without_repeats(found: Sequence[list[_Phrase]]) -> Iterator[list[_Phrase]]:
    """Yield groups but those on places whose sentences another group on a place has all of: one clause, two places."""
    kept: list[set[int]] = []
    for members in sorted(found, key=lambda group: -len({phrase.sentence for phrase in group})):
        stand = {phrase.sentence for phrase in members}
        if members[0].figure is None:
            if any(stand <= other for other in kept):
                continue
            kept.append(stand)
        yield members


def _phrases(sentences: Sequence[Sentence]) -> Iterator[_Phrase]:
    for number, sentence in enumerate(sentences):
        for figure in sentence.figures:
            yield _Phrase(number, figure.span, ("figure", f"{figure.value:g}"), figure, frozenset())
        for place in sentence.places:
            words = tokenise(sentence.text, [_inside(place.clause, sentence.span)], words_only=True).forms
            named = sentence.names & set(words) - {place.name}
            yield _Phrase(number, place.clause, ("place", place.name), None, named)


def _inside(span: Span, sentence: Span) -> Span:
    return Span(span.start - sentence.start, span.end - sentence.start)


def _same_place(bucket: Sequence[_Phrase]) -> Callable[[int, int, float], bool]:
    """Return the test that two clauses with one place in them tell of one thing."""

    def agree(a: int, b: int, cosine: float) -> bool:
        return cosine >= _PLACE_COSINE or bool(bucket[a].names & bucket[b].names)

    return agree


def _same_figure(bucket: Sequence[_Phrase], around: NDArray[np.float32]) -> Callable[[int, int, float], bool]:
    """Return the test that two phrases with one figure count one thing; ``around``: cosines of their sentences."""

    def agree(a: int, b: int, cosine: float) -> bool:
        first, second = bucket[a].figure, bucket[b].figure
        if first is None or second is None:
            return False
        value = first.value
        odd = value != int(value) or (value > _SMALL and len(f"{value:.0f}".rstrip("0")) > 1)
        if first.counted is None or first.counted != second.counted:
            return odd and bool(around[a, b] >= (_RENAMED_COSINE if value < _LARGE else _ANY_COSINE))
        if odd or value > _SMALL:
            return cosine >= _SPECIFIC_COSINE
        return bool(set(first.qualifiers) & set(second.qualifiers)) or bool(around[a, b] >= _COMMON_COSINE)

    return agree


def _wholes(sentences: Sequence[Sentence]) -> list[int]:
    """Return, for each sentence, the group of copies that it belongs to."""
    number_of = [0] * len(sentences)
    for number, indices in enumerate(
        group([Unit(s.page, s.text) for s in sentences], None, 1.0, lambda _a, _b, _c: True)
    ):
        for index in indices:
            number_of[index] = number
    return number_of
