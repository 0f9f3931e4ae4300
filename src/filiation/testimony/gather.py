"""Statements: speech and claims, each in all the wordings in which the pages give it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.pairs import components
from filiation.meaning import Encoder
from filiation.spun.spun import Spun
from filiation.testimony.attribution import DECIDED, Attribution, SpeechKind
from filiation.testimony.claims import Sentence, read_sentences, says_something
from filiation.testimony.conflicts import (
    date_conflicts,
    differ,
    figure_conflicts,
    name_conflicts,
    negation_conflicts,
    speaker_conflicts,
)
from filiation.testimony.grammar import Parser
from filiation.testimony.grouping import Unit, group
from filiation.testimony.parting import parted
from filiation.testimony.parts import shared_parts
from filiation.testimony.statement import Conflict, Speaker, Statement, StatementKind, Wording
from filiation.text import Span, tokenise

# Cosines from which independent wordings may say one thing, facts agreeing. On news sentences of one story, not
# aligned, MiniLM has a 95th percentile of .55 and a maximum of .68; spun pairs begin at .84, rewrites at .43.
_CLAIM_COSINE = 0.72
_SPEECH_COSINE = 0.75
# A cosine may be lower by so much for each name (weighed by its rarity in the event) and figure that both have, up to
# the most. Read by eye on Wikinews sources: half of the pairs that this adds are one fact, with twice as much a third is.
_TELLING, _TELLING_MOST = 0.04, 0.08

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A sentence of which a part has at least this share is told by that part.
_HELD = 0.8
# Characters of a sentence that its parts may leave untold: "he said", "on Monday"; what is longer may tell something.
_REST = 12
# Part of the longest wording's length from which another may be shown in its place.
_FULL = 0.6

_RANK = {SpeechKind.DIRECT: 0, SpeechKind.MIXED: 1, SpeechKind.INDIRECT: 2}
_KINDS = {
    SpeechKind.DIRECT: StatementKind.DIRECT,
    SpeechKind.MIXED: StatementKind.MIXED,
    SpeechKind.INDIRECT: StatementKind.INDIRECT,
}


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
    is_spun = {each.page: each.is_spun for each in spun}
    agencies = {article.agency.name.casefold() for article in articles if article.agency is not None}
    stated = _statable([_without_relay(each, agencies) for each in attributions], texts, parser)
    sentences = read_sentences(articles, stated, parser)
    scribe = _Scribe(texts, is_spun)
    whole = _in_one_voice([*_speech(stated, sentences, encoder, scribe), *_claims(sentences, encoder, scribe)], scribe)
    told = _Told(whole)
    parts = [
        scribe.write(StatementKind.CLAIM, wordings, [])
        for each in shared_parts(sentences, texts, encoder)
        for wordings in [[Wording(part.page, part.span) for part in each]]
        if told.holder(wordings) is None
    ]
    found = _without_repeats(whole, parts)
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


def _without_relay(attribution: Attribution, agencies: Collection[str]) -> Attribution:
    """Return speech without its source where that is the agency whose dispatch this is: it relays, it does not speak."""
    source = attribution.source
    return replace(attribution, source=None) if source and source.name.casefold() in agencies else attribution


def _in_one_voice(statements: Sequence[Statement], scribe: _Scribe) -> list[Statement]:
    """Join what one page says in its own voice with copies that hang "residents said" on it: one statement."""
    is_open = [each.kind in {StatementKind.CLAIM, StatementKind.INDIRECT} for each in statements]
    alone = [each for each, free in zip(statements, is_open, strict=True) if not free]
    free = [each for each, free in zip(statements, is_open, strict=True) if free]
    for indices in group([Unit(PageId(str(n)), each.text) for n, each in enumerate(free)], None, 1.0, _never):
        members = [free[index] for index in indices]
        told = [each for each in members for _ in each.wordings if each.kind is StatementKind.CLAIM]
        said = [each for each in members for _ in each.wordings if each.kind is StatementKind.INDIRECT]
        if not told or not said:
            alone.extend(members)
            continue
        kind, speaker = (
            (StatementKind.CLAIM, None) if len(told) >= len(said) else (StatementKind.INDIRECT, said[0].speaker)
        )
        conflicts = dict.fromkeys(conflict for each in members for conflict in each.conflicts)
        wordings = [wording for each in members for wording in each.wordings]
        shown = [wording for each in members if each.kind is kind for wording in each.wordings]
        alone.append(scribe.write(kind, wordings, list(conflicts), speaker, shown))
    return alone


def _never(_a: int, _b: int, _cosine: float) -> bool:
    return False


def _without_repeats(whole: Sequence[Statement], parts: Sequence[Statement]) -> list[Statement]:
    """Return statements but the claims that parts tell on all their pages: a part takes their conflicts."""
    told = _Told(parts)
    taken: dict[int, list[Conflict]] = defaultdict(list)
    kept = []
    for statement in whole:
        holders = told.holders(statement.wordings) if statement.kind is StatementKind.CLAIM else ()
        if holders:
            taken[holders[0]].extend(statement.conflicts)
        else:
            kept.append(statement)
    return [
        *(replace(part, conflicts=tuple(dict.fromkeys((*part.conflicts, *taken[n])))) for n, part in enumerate(parts)),
        *kept,
    ]


class _Told:
    """What statements have already told: looked up by page, so that 500 pages cost no 500 times 500 looks."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_page: dict[PageId, list[tuple[Span, int]]] = defaultdict(list)
        for number, statement in enumerate(statements):
            for wording in statement.wordings:
                self._by_page[wording.page].append((wording.span, number))

    def holder(self, wordings: Sequence[Wording]) -> int | None:
        """Return the first statement that has nearly all of each of these wordings; None where none has."""
        common: set[int] | None = None
        for wording in wordings:
            here = {number for span, number in self._by_page[wording.page] if _covers(span, wording.span)}
            common = here if common is None else common & here
            if not common:
                return None
        return min(common) if common else None

    def holders(self, wordings: Sequence[Wording]) -> list[int]:
        """Return the statements that have, between them, all but `_REST` of each of these wordings; empty where they have not."""
        found: set[int] = set()
        for wording in wordings:
            here = [(span, n) for span, n in self._by_page[wording.page] if span.overlaps(wording.span)]
            if len(wording.span) - _together(wording.span, [span for span, _ in here]) > _REST:
                return []
            found |= {n for _, n in here}
        return sorted(found)


def _together(span: Span, held: Iterable[Span]) -> int:
    """Return how many characters of a span some others have between them."""
    common, past = 0, span.start
    for each in sorted(held):
        common += max(0, min(each.end, span.end) - max(each.start, past))
        past = max(past, each.end)
    return common


def _covers(held: Span, span: Span) -> bool:
    return min(held.end, span.end) - max(held.start, span.start) >= _HELD * len(span)


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
        longest = max(len(wording.span) for wording in shown or wordings)
        # What most pages print, so that nobody is shown to say what one version alone has, or one copy's slip; but no
        # stump of it.
        full = (wording for wording in shown or wordings if len(wording.span) >= _FULL * longest)
        candidates = {wording: self._words(wording) for wording in full}
        votes = Counter(candidates.values())
        best = min(candidates, key=lambda w: (self.is_spun[w.page], -votes[candidates[w]], -len(w.span), w))
        text = " ".join(best.span.of(self.texts[best.page]).split())
        if kind is StatementKind.INDIRECT:
            text = text.removeprefix("that ")
        return Statement("", kind, text, speaker, tuple(sorted(set(wordings))), tuple(conflicts))

    def _words(self, wording: Wording) -> tuple[str, ...]:
        return tokenise(self.texts[wording.page], [wording.span], words_only=True).forms


def _speech(
    attributions: Sequence[Attribution], sentences: Sequence[Sentence], encoder: Encoder, scribe: _Scribe
) -> Iterator[Statement]:
    texts = scribe.texts
    said = [part for each in attributions for part in parted(each, texts[each.page])]
    units = [Unit(each.page, each.span.of(texts[each.page])) for each in said]
    by_page: dict[PageId, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_page[sentence.page].append(sentence)
    holding = [
        [
            replace(s, figures=tuple(figure for figure in s.figures if figure.span.overlaps(each.span)))
            for s in by_page[each.page]
            if s.span.overlaps(each.span)
        ]
        for each in said
    ]
    counted = [[figure for s in those for figure in s.figures] for those in holding]
    against: list[tuple[int, int]] = []

    def same_speaker(a: int, b: int, _cosine: float) -> bool:
        first, second = said[a].source, said[b].source
        if first is None or second is None or first.name != second.name:
            return False
        # "Nine are dead" on Monday and "14 are dead" on Tuesday are two statements, which disagree.
        if differ(counted[a], counted[b]):
            against.append((a, b))
            return False
        return True

    groups = list(group(units, encoder, _SPEECH_COSINE, same_speaker))
    home = {index: number for number, indices in enumerate(groups) for index in indices}
    lead = components(len(groups), [(home[a], home[b]) for a, b in against])
    disagreeing: dict[int, list[Sentence]] = defaultdict(list)
    for number, indices in enumerate(groups):
        disagreeing[lead[number]] += [s for index in indices for s in holding[index] if s.figures]
    for number, indices in enumerate(groups):
        members = [said[index] for index in indices]
        rank = min(_RANK[each.kind] for each in members)
        first = [each for each in members if _RANK[each.kind] == rank]
        yield scribe.write(
            _KINDS[first[0].kind],
            [Wording(each.page, each.span) for each in members],
            [*speaker_conflicts(members), *figure_conflicts(list(dict.fromkeys(disagreeing[lead[number]])))],
            _speaker(members, scribe),
            [Wording(each.page, each.span) for each in first],
        )


def _speaker(members: Sequence[Attribution], scribe: _Scribe) -> Speaker | None:
    """Return the speaker whom the wordings name with most support; the longest mention stands for it.

    A spinner renames people too: a spun page has half a vote. Whom a person has named speaks, however many name others.
    """
    votes: dict[str, float] = defaultdict(float)
    mentions: dict[str, list[str]] = defaultdict(list)
    decided = [each for each in members if each.source is not None and each.source.how == DECIDED]
    for each in decided or members:
        if each.source is not None:
            votes[each.source.name] += each.source.support * (0.5 if scribe.is_spun[each.page] else 1.0)
            mentions[each.source.name].append(each.source.span.of(scribe.texts[each.page]))
    if not votes:
        return None
    name = min(votes, key=lambda name: (-votes[name], name))
    return Speaker(name, max(mentions[name], key=lambda mention: (len(mention), mention)))


def _claims(sentences: Sequence[Sentence], encoder: Encoder, scribe: _Scribe) -> Iterator[Statement]:
    own = [sentence for sentence in sentences if not sentence.is_speech]
    disagreeing: list[tuple[int, int]] = []
    weight_of = _name_weights(own)

    def may_join(unit: int) -> bool:
        # A sentence without a name that another page has too agrees with none, and need not be encoded.
        return any(name in weight_of for name in own[unit].names)

    def agree(a: int, b: int, cosine: float) -> bool:
        shared = own[a].names & own[b].names
        if not shared or differ(own[a].figures, own[b].figures):
            if shared and cosine >= _CLAIM_COSINE:
                disagreeing.append((a, b))
            return False
        figures = {f.value for f in own[a].figures} & {f.value for f in own[b].figures}
        told = sum(weight_of[name] for name in sorted(shared)) + len(figures)
        return cosine + min(_TELLING * told, _TELLING_MOST) >= _CLAIM_COSINE

    groups = group(
        [Unit(s.page, s.text) for s in own], encoder, _CLAIM_COSINE - _TELLING_MOST, agree, may_join=may_join
    )
    against: dict[int, list[int]] = defaultdict(list)
    for a, b in disagreeing:
        against[a].append(b)
        against[b].append(a)
    for indices in groups:
        members = [own[index] for index in indices]
        others = [own[other] for index in indices for other in against[index]]
        conflicts = [
            *figure_conflicts([*members, *others]),
            *negation_conflicts(members),
            *date_conflicts(members),
            # A spinner renames places and bodies too: what it made of a name is no other account.
            *name_conflicts([member for member in members if not scribe.is_spun[member.page]]),
        ]
        if conflicts or any(says_something(member) for member in members):
            yield scribe.write(StatementKind.CLAIM, [Wording(each.page, each.span) for each in members], conflicts)


def _name_weights(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Weigh names that two pages have, 0-1: the whole event is about its commonest name, and only few sentences about a rare one."""
    bearers: dict[str, list[PageId]] = defaultdict(list)
    for sentence in sentences:
        for name in sentence.names:
            bearers[name].append(sentence.page)
    most = math.log(len(sentences) + 1)
    return {
        name: max(0.0, 1 - math.log(len(pages)) / most)
        for name, pages in sorted(bearers.items())
        if len(set(pages)) > 1
    }
