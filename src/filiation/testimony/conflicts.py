"""Conflicts: where wordings of one statement disagree about a figure, a name, a day, a speaker, or whether it is so at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from filiation.testimony.attribution import Attribution
from filiation.testimony.claims import Sentence
from filiation.testimony.facts import Figure
from filiation.testimony.statement import Conflict, ConflictKind, Side, Wording
from filiation.text import tokenise

_NEGATORS = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "denied", "cannot"}
)
# Two copies differ by negation when little else differs: more words than this, and it is a rewrite.
_WORDS_APART = 4
# Distinct wordings of one statement that are held against each other: real statements have a handful.
_MOST_WORDINGS = 60
# Copies that differ in names may differ in so many other words ("Mr", "the"). Names that share so many letters, or begin
# with so many, are one name: "Kharkiv" and "Kharkov", "Norway" and "Norwegian".
_LOOSE_WORDS, _SPELLING, _STEM = 2, 0.7, 4
# In fewer words than this every word may be a capital, and a headline's verb look like a name.
_SHORTEST_NAMING = 8
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_UNCHANGED = frozenset(
    {"percent", "people", "aircraft", "staff", "police", "dead", "injured", "missing", "homeless", "arrested"}
)
# How a speaker's name must have been found to hold against another page's: guesses conflict with everything.
_CERTAIN = frozenset({"named", "surname"})


def figure_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield the things that sentences of one statement count differently."""
    counted: dict[str, dict[float, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for sentence in sentences:
        for noun, values in _values(sentence.figures).items():
            # A sentence that counts one noun twice ("two of the five ships") says nothing single to hold against others.
            if len(values) == 1:
                counted[noun][min(values)].append(sentence)
    for noun, holders in sorted(counted.items()):
        if len(holders) > 1:
            sides = tuple(Side(_counted(value, noun), _wordings(holders[value])) for value in sorted(holders))
            yield Conflict(ConflictKind.FIGURE, f"figures differ: {_against(sides)}", sides)


def differ(a: Iterable[Figure], b: Iterable[Figure]) -> bool:
    """Tell whether two sentences count one thing, and differently."""
    first, second = _values(a), _values(b)
    return any(not (first[noun] & second[noun]) for noun in first.keys() & second.keys())


def negation_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield a conflict where copies of a sentence differ by a negation and hardly anything else.

    Cost: distinct wordings that negate times those that do not, `_MOST_WORDINGS` of each.
    """
    by_words: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_words[tokenise(sentence.text, words_only=True).forms].append(sentence)
    negated = [words for words in sorted(by_words) if any(map(_is_negator, words))][:_MOST_WORDINGS]
    counts = {words: Counter(words) for words in sorted(by_words)[: _MOST_WORDINGS + len(negated)]}
    for words in negated:
        mine = Counter(words)
        for other, theirs in counts.items():
            apart, less = mine - theirs, theirs - mine
            negators = [word for word in apart if _is_negator(word)]
            if len(negators) == 1 and not any(map(_is_negator, less)) and apart.total() + less.total() <= _WORDS_APART:
                sides = (
                    Side(f"without “{negators[0]}”", _wordings(by_words[other])),
                    Side(f"with “{negators[0]}”", _wordings(by_words[words])),
                )
                yield Conflict(ConflictKind.NEGATION, f"only one says “{negators[0]}”", sides)
                return


def date_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield a conflict where copies of a sentence differ by the days of the week that they name, and by nothing else."""
    by_words: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_words[tokenise(sentence.text, words_only=True).forms].append(sentence)
    # With the days taken out, wordings that differ by them alone are the same.
    frames: dict[tuple[str, ...], dict[tuple[str, ...], list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for words, holders in sorted(by_words.items()):
        days = tuple(word for word in words if word in _DAYS)
        if days:
            frames[tuple(word for word in words if word not in _DAYS and word != "on")][days].extend(holders)
    for _, told in sorted(frames.items()):
        if len(told) > 1 and len({len(days) for days in told}) == 1:
            sides = tuple(
                Side(" and ".join(day.capitalize() for day in days), _wordings(told[days])) for days in sorted(told)
            )
            yield Conflict(ConflictKind.DATE, f"days differ: {_against(sides)}", sides)


def name_conflicts(sentences: Sequence[Sentence]) -> Iterator[Conflict]:
    """Yield a conflict where copies of a sentence name different people, places or bodies and differ in hardly anything else.

    Two spellings of one name, initials and a name put shorter or fuller are none.

    Cost: distinct wordings squared, `_MOST_WORDINGS` of them.
    """
    by_words: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_words[tokenise(sentence.text, words_only=True).forms].append(sentence)
    texts = sorted(words for words in by_words if len(words) >= _SHORTEST_NAMING)[:_MOST_WORDINGS]
    counts = {words: Counter(words) for words in texts}
    for first, second in combinations(texts, 2):
        apart, less = counts[first] - counts[second], counts[second] - counts[first]
        one, other = (_named(by_words[w], names) for w, names in ((first, apart), (second, less)))
        loose = apart.total() + less.total() - len(one) - len(other)
        if one and other and abs(len(one) - len(other)) <= 1 and loose <= _LOOSE_WORDS and not _is_one_name(one, other):
            sides = tuple(
                sorted(
                    (Side(" ".join(names), _wordings(by_words[w])) for names, w in ((one, first), (other, second))),
                    key=lambda side: side.told,
                )
            )
            yield Conflict(ConflictKind.NAME, f"names differ: {_against(sides)}", sides)
            return


def _named(holders: Sequence[Sentence], words: Mapping[str, int]) -> list[str]:
    """Return those of some words that are names in a sentence, as printed."""
    sentence = holders[0]
    tokens = tokenise(sentence.text, words_only=True)
    printed = {form: tokens.span(place, place + 1).of(sentence.text) for place, form in enumerate(tokens.forms)}
    return [
        printed[form]
        for form in dict.fromkeys(tokens.forms)
        if form in words and form.isalpha() and form in sentence.names
    ]


def _is_one_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names may be one: spelt otherwise, or one the other's initials."""
    from rapidfuzz.distance import Indel

    first, second = "".join(one).lower(), "".join(other).lower()
    initials = {"".join(name[0] for name in names).lower() for names in (one, other) if len(names) > 1}
    return (
        Indel.normalized_similarity(first, second) >= _SPELLING
        or bool(initials & {first.replace(".", ""), second.replace(".", "")})
        or first[:_STEM] == second[:_STEM]
    )


def _is_negator(word: str) -> bool:
    return word in _NEGATORS or word.endswith(("n't", "n’t"))


def speaker_conflicts(attributions: Sequence[Attribution]) -> Iterator[Conflict]:
    """Yield a conflict where pages give the same words to different people."""
    said: dict[str, list[Attribution]] = defaultdict(list)
    for each in attributions:
        if each.source is not None and each.source.how in _CERTAIN:
            said[each.source.name].append(each)
    names = sorted(said)
    if any(not set(a.lower().split()) & set(b.lower().split()) for a in names for b in names if a < b):
        sides = tuple(Side(name, tuple(sorted({Wording(e.page, e.span) for e in said[name]}))) for name in names)
        yield Conflict(ConflictKind.SPEAKER, f"pages name different speakers: {_against(sides)}", sides)


def _values(found: Iterable[Figure]) -> Mapping[str, set[float]]:
    """Return the values by what they count; a noun that counts two things is told apart by its adjectives."""
    by_noun: dict[str, list[Figure]] = defaultdict(list)
    for figure in found:
        if figure.counted is not None:
            by_noun[figure.counted].append(figure)
    values: dict[str, set[float]] = defaultdict(set)
    for noun, counting in by_noun.items():
        is_one = len({figure.value for figure in counting}) == 1
        for figure in counting:
            values[noun if is_one else " ".join((*figure.qualifiers, noun))].add(figure.value)
    return values


def _wordings(sentences: Iterable[Sentence]) -> tuple[Wording, ...]:
    return tuple(sorted({Wording(each.page, each.span) for each in sentences}))


def _against(sides: Sequence[Side]) -> str:
    return " against ".join(side.told for side in sides)


def _counted(value: float, noun: str) -> str:
    """Return "14 meters", "12 percent": the noun is a lemma."""
    plural = noun if value == 1 or noun in _UNCHANGED or noun.endswith("s") else f"{noun}s"
    if noun.endswith("y") and plural != noun and noun[-2:-1] not in "aeiou":
        plural = f"{noun[:-1]}ies"
    return f"{_plain(value)} {plural}"


def _plain(value: float) -> str:
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= scale and round(value / scale, 3) * scale == value:
            return f"{value / scale:g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
