"""Parts: figures, places, years and phrases on which sentences agree that are not wordings of one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.meaning import Encoder
from filiation.testimony.agreement import AGREED, agreement
from filiation.testimony.claims import Sentence
from filiation.testimony.facts import Figure
from filiation.testimony.grouping import Unit, group, near
from filiation.testimony.overlaps import Claim, Part, told_apart
from filiation.testimony.ties import phrase_claims
from filiation.text import Span, tokenise

# Two clauses with one place in them: close in meaning by themselves, or somewhat close and with another name in common.
_PLACE_COSINE, _NAMED_PLACE_COSINE = 0.60, 0.42
# A number in more sentences of one page than this is a name ("the 767"), and says nothing by itself.
_OFTEN = 5
# Wordings that speak for all copies of a sentence: the fullest ones, for copies differ in what they kept.
_SPEAKERS = 3


@dataclass(frozen=True, slots=True)
class _Strand:
    """One figure in all copies of one sentence."""

    mentions: tuple[tuple[int, Figure], ...]


def shared_parts(sentences: Sequence[Sentence], texts: Mapping[PageId, str], encoder: Encoder) -> list[Claim]:
    """Return groups of parts that say one thing, on two pages at least; no two are shown alike.

    Cost: a sentence is encoded where a figure or a place of it stands on another page too.
    """
    whole = _wholes(sentences)
    return told_apart(
        [*_figure_groups(sentences, whole, encoder)],
        [
            *_without_repeats([*_place_groups(sentences, texts, whole, encoder)]),
            *phrase_claims(sentences, whole, encoder),
        ],
    )


def _wholes(sentences: Sequence[Sentence]) -> list[int]:
    """Return, for each sentence, the group of copies that it belongs to."""
    number_of = [0] * len(sentences)
    units = [Unit(s.page, s.text) for s in sentences]
    for number, indices in enumerate(group(units, None, 1.0, lambda _a, _b, _c: True)):
        for index in indices:
            number_of[index] = number
    return number_of


# ---------------------------------------------------------------------------------------------------------------
# Figures.


def _figure_groups(sentences: Sequence[Sentence], whole: Sequence[int], encoder: Encoder) -> Iterator[Claim]:
    """Yield the figures of copies, joined with those of other sentences that count the same thing."""
    buckets: dict[float, dict[int, list[tuple[int, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for number, sentence in enumerate(sentences):
        for figure in sentence.figures:
            buckets[figure.value][whole[number]].append((number, figure))
    for _, by_copies in sorted(buckets.items()):
        strands = [_Strand(tuple(mentions)) for _, mentions in sorted(by_copies.items())]
        if len({sentences[n].page for strand in strands for n, _ in strand.mentions}) < 2:
            continue
        often = Counter(page for strand in strands for page in {sentences[n].page for n, _ in strand.mentions})
        is_name = max(often.values()) > _OFTEN
        for joined in ([s] for s in strands) if is_name else _join_strands(strands, sentences, encoder):
            parts = sorted({(n, f.clause, f.nearby) for strand in joined for n, f in strand.mentions})
            if len({sentences[n].page for n, *_ in parts}) > 1:
                yield tuple(Part(n, sentences[n].page, clause, phrase) for n, clause, phrase in parts)


def _join_strands(
    strands: Sequence[_Strand], sentences: Sequence[Sentence], encoder: Encoder
) -> Iterator[list[_Strand]]:
    """Yield groups of strands, joined from the surest pair down."""
    if len(strands) < 2:
        yield from ([strand] for strand in strands)
        return
    speakers = [(place, n, f) for place, strand in enumerate(strands) for n, f in _speakers(strand, sentences)]
    around = encoder.encode([sentences[n].text for _, n, _ in speakers])
    counted = encoder.encode([f.counted or "" for _, _, f in speakers])
    found: dict[tuple[int, int], float] = {}
    for cosine, a, b in near(around, -1.0):
        (first, one, figure), (second, other, twin) = speakers[a], speakers[b]
        if first == second:
            continue
        weight = agreement(
            figure,
            twin,
            context=cosine,
            nouns=round(float(counted[a] @ counted[b]), 4),
            figures=_values(sentences[one]) & _values(sentences[other]) - {figure.value},
            names=sentences[one].names & sentences[other].names,
        )
        pair = (min(first, second), max(first, second))
        found[pair] = max(found.get(pair, 0.0), weight)
    leader = list(range(len(strands)))
    for (first, second), weight in sorted(found.items()):
        if weight >= AGREED:
            old, new = leader[second], leader[first]
            leader = [new if each == old else each for each in leader]
    for each in sorted(set(leader)):
        yield [strands[place] for place, lead in enumerate(leader) if lead == each]


def _speakers(strand: _Strand, sentences: Sequence[Sentence]) -> list[tuple[int, Figure]]:
    """Return the fullest distinct wordings of a strand."""
    by_text = {sentences[n].text: (n, f) for n, f in reversed(strand.mentions)}
    return [by_text[text] for text in sorted(by_text, key=lambda text: (-len(text), text))[:_SPEAKERS]]


def _values(sentence: Sentence) -> frozenset[float]:
    return frozenset(figure.value for figure in sentence.figures)


# ---------------------------------------------------------------------------------------------------------------
# Places.


@dataclass(frozen=True, slots=True)
class _Where:
    """A place with its clause, and the other names in it."""

    sentence: int
    span: Span
    names: frozenset[str]


def _place_groups(
    sentences: Sequence[Sentence], texts: Mapping[PageId, str], whole: Sequence[int], encoder: Encoder
) -> Iterator[Claim]:
    buckets: dict[str, list[_Where]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for place in sentence.settings:
            inside = Span(place.clause.start - sentence.span.start, place.clause.end - sentence.span.start)
            words = tokenise(sentence.text, [inside], words_only=True).forms
            buckets[place.name].append(_Where(number, place.clause, sentence.names & set(words) - {place.name}))
    for _, bucket in sorted(buckets.items()):
        if len({sentences[each.sentence].page for each in bucket}) < 2:
            continue
        units = [
            Unit(sentences[each.sentence].page, each.span.of(texts[sentences[each.sentence].page])) for each in bucket
        ]
        for indices in group(units, encoder, _NAMED_PLACE_COSINE, _same_place(bucket)):
            members = [bucket[index] for index in indices]
            if len({whole[each.sentence] for each in members}) > 1:
                yield tuple(
                    Part(each.sentence, sentences[each.sentence].page, each.span, each.span) for each in members
                )


def _same_place(bucket: Sequence[_Where]) -> Callable[[int, int, float], bool]:
    """Return the test that two clauses with one place in them tell of one thing."""

    def agree(a: int, b: int, cosine: float) -> bool:
        return cosine >= _PLACE_COSINE or bool(bucket[a].names & bucket[b].names)

    return agree


def _without_repeats(found: Sequence[Claim]) -> Iterator[Claim]:
    """Yield groups but those whose sentences another group has all of: one clause, two places."""
    kept: list[set[int]] = []
    for parts in sorted(found, key=lambda group: -len({part.sentence for part in group})):
        stand = {part.sentence for part in parts}
        if not any(stand <= other for other in kept):
            kept.append(stand)
            yield parts
