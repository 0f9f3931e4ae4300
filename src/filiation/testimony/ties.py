"""Ties: whether two sentences that tie one thing to one noun ("draft treaties") tell one fact.

Weighed like numbers (`agreement`): how much is tied alike, how near the sentences are in meaning, what else both have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.meaning import Encoder
from filiation.testimony.claims import Sentence
from filiation.testimony.overlaps import Claim, Part
from filiation.testimony.phrases import Phrase, Tie

# Weights set by hand, reading 300 pairs of sentences of Wikinews sources that share a tie: at or above the first number
# about four in five tell one fact; with 2.3 as many of what is known to be shared is found, and a tenth fewer groups.
_AGREED = 2.0
_CONTEXT, _FAR, _CONTEXT_LEAST = 4.0, 0.5, -0.6
_SHARED_NAME, _SHARED_FIGURE, _SHARED_MOST = 0.3, 0.5, 1.0
# Figures up to here are shared by chance.
_SMALL = 20
# A tie in more sentences of one page than this is what the story is about, and says nothing by itself.
_OFTEN = 2
# Sentences with one tie that are held against each other: what all pages tell is found through other facts too.
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Strand:
    """One noun with its ties in all copies of one sentence."""

    copies: int
    mentions: tuple[tuple[int, Phrase], ...]
    ties: frozenset[Tie]
    pages: frozenset[PageId]


def phrase_claims(sentences: Sequence[Sentence], whole: Sequence[int], encoder: Encoder) -> Iterator[Claim]:
    """Yield the claims that differently worded sentences share by what they tie to a noun.

    Args:
        sentences: Of all pages.
        whole: For each sentence the group of copies that it belongs to.
        encoder: Tells meaning; asked for sentences that share a tie with a sentence on another page.
    """
    strands = _strands(sentences, whole)
    shared = _shared(strands)
    if not shared:
        return
    speakers = {n: _speaker(strands[n], sentences) for pair in shared for n in pair}
    order = sorted(speakers)
    vectors = encoder.encode([sentences[speakers[n]].text for n in order])
    row = {n: place for place, n in enumerate(order)}
    weighed = []
    for (a, b), ties in shared.items():
        cosine = round(float(vectors[row[a]] @ vectors[row[b]]), 4)
        weight = _weight(ties, cosine, sentences[speakers[a]], sentences[speakers[b]])
        if weight >= _AGREED:
            weighed.append((-weight, a, b))
    for group in _joined(strands, sorted(weighed)):
        parts = sorted({(n, p.clause, p.nearby) for number in group for n, p in strands[number].mentions})
        yield tuple(Part(n, sentences[n].page, clause, nearby) for n, clause, nearby in parts)


def _strands(sentences: Sequence[Sentence], whole: Sequence[int]) -> list[_Strand]:
    mentions: dict[tuple[int, str], list[tuple[int, Phrase]]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for phrase in sentence.phrases:
            mentions[whole[number], phrase.noun].append((number, phrase))
    return [
        _Strand(
            copies,
            tuple(found),
            frozenset(tie for _, phrase in found for tie in phrase.ties),
            frozenset(sentences[number].page for number, _ in found),
        )
        for (copies, _), found in sorted(mentions.items())
    ]


def _shared(strands: Sequence[_Strand]) -> dict[tuple[int, int], frozenset[Tie]]:
    """Return the ties that strands of different sentences and pages have in common, those that a story is about left out."""
    holders: dict[Tie, list[int]] = defaultdict(list)
    for number, strand in enumerate(strands):
        for tie in strand.ties:
            holders[tie].append(number)
    found: dict[tuple[int, int], set[Tie]] = defaultdict(set)
    for tie, numbers in sorted(holders.items()):
        often = Counter(page for number in numbers for page in strands[number].pages)
        if max(often.values()) > _OFTEN:
            continue
        few = numbers[:_MOST]
        for place, b in enumerate(few):
            for a in few[:place]:
                if strands[a].copies != strands[b].copies and not strands[a].pages & strands[b].pages:
                    found[a, b].add(tie)
    return {pair: frozenset(ties) for pair, ties in sorted(found.items())}


def _speaker(strand: _Strand, sentences: Sequence[Sentence]) -> int:
    """Return the fullest sentence of a strand."""
    return min((n for n, _ in strand.mentions), key=lambda n: (-len(sentences[n].text), n))


def _weight(ties: frozenset[Tie], cosine: float, one: Sentence, other: Sentence) -> float:
    tied = {word for tie in ties for word in tie}
    names = (one.names & other.names) - tied
    figures = {f.value for f in one.figures if f.value > _SMALL} & {f.value for f in other.figures}
    return (
        len(ties)
        + max(_CONTEXT * (cosine - _FAR), _CONTEXT_LEAST)
        + min(_SHARED_NAME * len(names) + _SHARED_FIGURE * len(figures), _SHARED_MOST)
    )


def _joined(strands: Sequence[_Strand], weighed: Sequence[tuple[float, int, int]]) -> Iterator[list[int]]:
    """Yield groups of strands, joined from the surest pair down, no page twice: a story tells a thing once."""
    group_of: dict[int, list[int]] = {}
    for _, a, b in weighed:
        first, second = group_of.get(a, [a]), group_of.get(b, [b])
        if first is second or {p for n in first for p in strands[n].pages} & {
            p for n in second for p in strands[n].pages
        }:
            continue
        joined = sorted([*first, *second])
        for number in joined:
            group_of[number] = joined
    for number in sorted(group_of):
        if group_of[number][0] == number:
            yield group_of[number]
