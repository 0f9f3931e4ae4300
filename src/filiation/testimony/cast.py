"""The cast of a page: the people that its text names, where, in what roles, and of what gender by the text's evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from filiation.article.names import begins_with_given_name
from filiation.testimony.english import SAYING
from filiation.testimony.english_names import GENDERED, GIVEN, HE, PRONOUNS, SHE
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.names import (
    clean,
    is_described,
    is_name_like,
    is_title,
    name_runs,
    person_words,
    printed_name,
    roles_beside,
)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One naming of a person.

    Attributes:
        frame: Number of the sentence among the page's frames.
        start: First character in the page.
        words: The name as it stands, without title: ``("Novak",)``, ``("Emil", "Novak")``.
        is_subject: The name is the subject of its clause.
    """

    frame: int
    start: int
    words: tuple[str, ...]
    is_subject: bool


@dataclass(frozen=True, slots=True)
class _Naming:
    """A naming, the words for what the person is beside it, and whether the text itself says that it is a person."""

    appearance: Appearance
    roles: frozenset[str]
    is_sure: bool

    @property
    def gender(self) -> str | None:
        told = {GENDERED[r] for r in self.roles if r in GENDERED}
        return told.pop() if len(told) == 1 else None


@dataclass(slots=True)
class Person:
    """Someone a page names: fullest name, and what the page tells besides. Built once, then only read."""

    words: tuple[str, ...]
    appearances: list[Appearance] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    votes: Counter[str] = field(default_factory=Counter)
    full: int = 0

    @property
    def name(self) -> str:
        """The fullest name."""
        return " ".join(self.words)

    @property
    def gender(self) -> str | None:
        """`HE` or `SHE` by the words beside the name, else by the given name; None where neither tells."""
        he, she = self.votes[HE], self.votes[SHE]
        if he != she:
            return HE if he > she else SHE
        return GIVEN.get(self.words[0].lower()) if len(self.words) > 1 else None


class Cast:
    """The people of a page, in the order of their first naming, and whom a short name means."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._by_word: dict[str, list[Person]] = {}
        for person in self.people:
            for word in dict.fromkeys((person.words[-1].lower(), person.words[0].lower())):
                self._by_word.setdefault(word, []).append(person)
        self._by_role: dict[str, list[Person]] = {}
        self._by_frame: dict[int, list[Person]] = {}
        for person in self.people:
            for role in sorted({r.split("-")[0] for r in person.roles}):
                self._by_role.setdefault(role, []).append(person)
            for frame in sorted({a.frame for a in person.appearances}):
                self._by_frame.setdefault(frame, []).append(person)

    def bearers(self, words: tuple[str, ...]) -> tuple[Person, ...]:
        """Return all whose surname (or whole name) ``words`` are."""
        folded = tuple(w.lower() for w in words)
        return tuple(
            p for p in self._by_word.get(folded[-1], ()) if _fit(tuple(w.lower() for w in p.words), folded) == 0
        )

    def in_role(self, role: str) -> tuple[Person, ...]:
        """Return who the page calls ``role``; what follows a hyphen does not count: a secretary-general is a secretary."""
        return tuple(self._by_role.get(role.split("-", maxsplit=1)[0], ()))

    def on_stage(self, first: int, last: int) -> tuple[Person, ...]:
        """Return who is named in sentences ``first`` to ``last``, both included, in the order of the page's cast."""
        named = {id(p): p for frame in range(max(0, first), last + 1) for p in self._by_frame.get(frame, ())}
        return tuple(sorted(named.values(), key=lambda p: (p.appearances[0].start, p.words)))

    def bearer(self, words: tuple[str, ...], before: int | None = None, gender: str | None = None) -> Person | None:
        """Return who bears a name, or a part of one.

        Args:
            words: ``("Novak",)``, ``("Emil", "Novak")``.
            before: Where the name stands: of several bearers the one named in the two sentences before it, else the
                one that the page names most.
            gender: `HE` or `SHE` where a word beside the name tells; None elsewhere.

        Returns:
            A bearer of the surname, else of the given name; None where nobody bears it.
        """
        folded = tuple(w.lower() for w in words)
        best: tuple[tuple[int, int, int, int], Person] | None = None
        candidates = [*self._by_word.get(folded[-1], ()), *self._by_word.get(folded[0], ())]
        for order, person in enumerate(candidates):
            rank = _fit(tuple(w.lower() for w in person.words), folded)
            if rank is None or (gender is not None and person.gender not in {gender, None}):
                continue
            near = _is_near(person, before)
            key = (rank, -near, -len(person.appearances), order)
            if best is None or key < best[0]:
                best = (key, person)
        return best[1] if best else None


_NEAR = 300  # characters: about two sentences


def _is_near(person: Person, before: int | None) -> bool:
    if before is None:
        return False
    at = bisect_left(person.appearances, before, key=lambda a: a.start)
    return at > 0 and before - person.appearances[at - 1].start <= _NEAR


def _fit(own: tuple[str, ...], folded: tuple[str, ...]) -> int | None:
    """Return 0 where a name ends in (or skips a middle name of) the full one, 1 where it begins it, else None."""
    size = len(folded)
    if own[-size:] == folded or (size > 1 and own[0] == folded[0] and own[-1] == folded[-1]):
        return 0
    return 1 if own[:size] == folded else None


def cast_of(found: Sequence[Frame], parsed: Mapping[str, ParsedSentence]) -> Cast:
    """Return the people that a page names outside its quotations."""
    runs = [(number, run) for number, frame in enumerate(found) for run in name_runs(parsed[frame.text])]
    speaking = frozenset(
        clean(run[-1].text).lower()
        for number, run in runs
        if len(run) == 1 and _speaks(parsed[found[number].text], run[-1])
    )
    namings = [
        naming
        for number, run in runs
        if (naming := _naming(number, found[number], parsed[found[number].text], run, speaking)) is not None
    ]
    full = [n for n in namings if n.is_sure and len(n.appearance.words) > 1]
    short = [n for n in namings if not (n.is_sure and len(n.appearance.words) > 1)]
    cast = Cast(_merged(full))
    unknown: dict[str, Person] = {}
    for naming in short:
        words = naming.appearance.words
        who = cast.bearer(words, naming.appearance.start, naming.gender) or unknown.get(words[-1].lower())
        if who is None and naming.is_sure:
            who = unknown[words[-1].lower()] = Person(words)
        if who is not None:
            _add(who, naming)
    people = [*cast.people, *unknown.values()]
    for person in people:
        person.appearances.sort(key=lambda a: a.start)
    people.sort(key=lambda p: (p.appearances[0].start, p.words))
    _vote_by_pronouns(found, parsed, people)
    return Cast(people)


def _merged(namings: Iterable[_Naming]) -> list[Person]:
    """Join the namings of one person: the same first and last word, and a middle that only one of them has."""
    by_ends: dict[tuple[str, str], list[Person]] = {}
    people: list[Person] = []
    for naming in namings:
        words = naming.appearance.words
        same = by_ends.setdefault((words[0].lower(), words[-1].lower()), [])
        who = next((p for p in same if len(p.words) == 2 or len(words) == 2 or p.words == words), None)
        if who is None:
            who = Person(words)
            people.append(who)
            same.append(who)
        elif len(words) > len(who.words):
            who.words = words
        _add(who, naming)
        who.full += 1
    for person in people:
        person.appearances.sort(key=lambda a: a.start)
    return people


def _add(who: Person, naming: _Naming) -> None:
    who.appearances.append(naming.appearance)
    who.roles |= naming.roles
    who.votes.update(GENDERED[r] for r in naming.roles if r in GENDERED)


_NOT_PERSON = frozenset({"ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "DATE"})


def _naming(
    number: int, frame: Frame, sentence: ParsedSentence, run: tuple[Word, ...], speaking: frozenset[str]
) -> _Naming | None:
    words, sure = person_words(run)
    printed = printed_name(words)
    if not printed or len(printed) > _LONGEST_NAME or _is_thing(sentence, words[-1]):
        return None
    sure = sure or (len(words) > 1 and (is_described(sentence, words) or _acts(sentence, words, printed, speaking)))
    beside = {w.text.lower().rstrip(".") for w in run if w.index < words[0].index and is_title(w)}
    roles = frozenset(beside | roles_beside(sentence, words))
    start = frame.in_page(words[0].start, words[0].end).start
    head = sentence.words[words[-1].head] if words[-1].dep == "appos" else words[-1]
    appearance = Appearance(number, start, printed, head.dep in {"nsubj", "nsubjpass"})
    return _Naming(appearance, roles, sure)


def _acts(sentence: ParsedSentence, words: Sequence[Word], printed: tuple[str, ...], speaking: frozenset[str]) -> bool:
    """Tell whether an unknown name is a person's because it speaks, here or by its surname elsewhere on the page."""
    kinds = {w.entity for w in words} & _NOT_PERSON
    if not is_name_like(printed):
        return not kinds and _speaks(sentence, words[-1])
    if not kinds or (kinds <= _OFTEN_MISTAKEN and begins_with_given_name(printed[0])):
        return _speaks(sentence, words[-1]) or printed[-1].lower() in speaking
    return kinds <= _OFTEN_MISTAKEN and printed[-1].lower() in speaking


# What the recogniser most often takes people for whose names it has never seen.
_OFTEN_MISTAKEN = frozenset({"ORG", "PRODUCT", "WORK_OF_ART"})


def _speaks(sentence: ParsedSentence, word: Word) -> bool:
    return word.dep == "nsubj" and sentence.words[word.head].lemma in SAYING


def _is_thing(sentence: ParsedSentence, last: Word) -> bool:
    """Tell whether ", which …" follows: no person."""
    after = sentence.words[last.index + 1 : last.index + 3]
    return len(after) > 1 and after[0].text == "," and after[1].text.lower() == "which"


_LONGEST_NAME = 7  # words: a longer run of capitals is a headline or a table


def _vote_by_pronouns(found: Sequence[Frame], parsed: Mapping[str, ParsedSentence], people: Sequence[Person]) -> None:
    """Let "Silva … her" tell a gender: a sentence with one person in it and pronouns of one gender after the name."""
    by_frame: dict[int, list[tuple[int, Person]]] = {}
    for person in people:
        for appearance in person.appearances:
            by_frame.setdefault(appearance.frame, []).append((appearance.start, person))
    for number, named in sorted(by_frame.items()):
        if len({id(p) for _, p in named}) != 1:
            continue
        start, person = min(named, key=lambda n: n[0])
        frame = found[number]
        genders = {
            PRONOUNS[w.text.lower()]
            for w in parsed[frame.text].words
            if w.text.lower() in PRONOUNS and frame.in_page(w.start, w.end).start > start
        } & {HE, SHE}
        if len(genders) == 1:
            person.votes[genders.pop()] += 1
