"""Conflicts: where wordings of one statement disagree about a figure, a speaker, or whether it is so at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from filiation.testimony.attribution import Attribution
from filiation.testimony.claims import Sentence
from filiation.testimony.facts import Figure
from filiation.testimony.statement import Conflict, ConflictKind, Wording
from filiation.text import tokenise

_NEGATORS = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "denied", "cannot"}
)
# Two copies differ by negation when little else differs: more words than this, and it is a rewrite.
_WORDS_APART = 4
# How a speaker's name must have been found to hold against another page's: guesses conflict with everything.
_CERTAIN = frozenset({"named", "surname"})


def figure_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield the things that sentences of one statement count differently."""
    counted: dict[str, dict[float, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for sentence in sentences:
        by_noun: dict[str, set[float]] = defaultdict(set)
        for figure in sentence.figures:
            if figure.counted is not None:
                by_noun[figure.counted].add(figure.value)
        for noun, values in by_noun.items():
            # A sentence that counts one noun twice ("two of the five ships") says nothing single to hold against others.
            if len(values) == 1:
                counted[noun][values.pop()].append(sentence)
    for noun, values in sorted(counted.items()):
        if len(values) > 1:
            told = "; ".join(f"{_plain(value)} {noun} ({_pages(values[value])})" for value in sorted(values))
            yield Conflict(
                ConflictKind.FIGURE, f"figures differ: {told}", _wordings(s for v in values.values() for s in v)
            )


def differ(a: Iterable[Figure], b: Iterable[Figure]) -> bool:
    """Tell whether two sentences count one thing, and differently."""
    first, second = _values(a), _values(b)
    return any(not (first[noun] & second[noun]) for noun in first.keys() & second.keys())


def negation_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield a conflict where copies of a sentence differ by a negation and hardly anything else."""
    words = [Counter(tokenise(sentence.text, words_only=True).forms) for sentence in sentences]
    for place, sentence in enumerate(sentences):
        for other in range(place + 1, len(sentences)):
            apart = (words[place] - words[other]) + (words[other] - words[place])
            negators = [word for word in apart if word in _NEGATORS or word.endswith(("n't", "n’t"))]
            if len(negators) == 1 and apart.total() <= _WORDS_APART:
                pair = (sentence, sentences[other])
                reason = f"only one says “{negators[0]}”: {sentence.page} against {sentences[other].page}"
                yield Conflict(ConflictKind.NEGATION, reason, _wordings(pair))
                return


def speaker_conflicts(attributions: Sequence[Attribution]) -> Iterator[Conflict]:
    """Yield a conflict where pages give the same words to different people."""
    said: dict[str, list[Attribution]] = defaultdict(list)
    for each in attributions:
        if each.source is not None and each.source.how in _CERTAIN:
            said[each.source.name].append(each)
    names = sorted(said)
    if any(not set(a.lower().split()) & set(b.lower().split()) for a in names for b in names if a < b):
        told = "; ".join(f"{name} ({', '.join(sorted({e.page for e in said[name]}))})" for name in names)
        wordings = tuple(sorted({Wording(each.page, each.span) for name in names for each in said[name]}))
        yield Conflict(ConflictKind.SPEAKER, f"pages name different speakers: {told}", wordings)


def _values(found: Iterable[Figure]) -> Mapping[str, set[float]]:
    values: dict[str, set[float]] = defaultdict(set)
    for figure in found:
        if figure.counted is not None:
            values[figure.counted].add(figure.value)
    return values


def _wordings(sentences: Iterable[Sentence]) -> tuple[Wording, ...]:
    return tuple(sorted({Wording(each.page, each.span) for each in sentences}))


def _pages(sentences: Iterable[Sentence]) -> str:
    return ", ".join(sorted({each.page for each in sentences}))


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
