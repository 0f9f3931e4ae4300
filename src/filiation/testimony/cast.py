"""The cast of a page: the people that its text names, where, in what roles, and of what gender by the text's evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from filiation.testimony.english import (
    GENDERED,
    GIVEN,
    HE,
    HONORIFICS,
    PARTICLES,
    PRONOUNS,
    ROLES,
    SAYING,
    SHE,
    TITLES,
)
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Word


@dataclass(frozen=True, slots=True)
class Appearance:
    """One naming of a person.

    Attributes:
        frame: Number of the sentence among the page's frames.
        start: First character in the page.
        words: The name as it stands, without title: ``("Peskov",)``, ``("Dmitry", "Peskov")``.
        is_subject: The name is the subject of its clause.
    """

    frame: int
    start: int
    words: tuple[str, ...]
    is_subject: bool


@dataclass(slots=True)
class Person:
    """Someone a page names: fullest name, and what the page tells besides. Built once, then only read."""

    words: tuple[str, ...]
    appearances: list[Appearance] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    votes: Counter[str] = field(default_factory=Counter)

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


def cast_of(found: Sequence[Frame], parsed: Mapping[str, ParsedSentence]) -> tuple[Person, ...]:
    """Return the people that a page names, in the order of their first naming."""
    namings: list[tuple[Appearance, set[str], Counter[str]]] = []
    alone: list[tuple[Appearance, set[str], Counter[str], bool]] = []
    for number, frame in enumerate(found):
        sentence = parsed[frame.text]
        for run in name_runs(sentence):
            naming = _naming(number, frame, sentence, run)
            if naming is None:
                continue
            appearance, roles, votes, sure = naming
            if len(appearance.words) > 1 and sure:
                namings.append((appearance, roles, votes))
            else:
                alone.append((appearance, roles, votes, sure))
    people = _merged(namings)
    for appearance, roles, votes, sure in alone:
        who = bearer(people, appearance.words, appearance.start)
        if who is None and sure:
            who = Person(appearance.words)
            people.append(who)
        if who is not None:
            who.appearances.append(appearance)
            who.roles |= roles
            who.votes += votes
    for person in people:
        person.appearances.sort(key=lambda a: a.start)
    people.sort(key=lambda p: p.appearances[0].start)
    _vote_by_pronouns(found, parsed, people)
    return tuple(people)


def bearer(people: Iterable[Person], words: tuple[str, ...], before: int | None = None) -> Person | None:
    """Return who bears a short name: a surname first, then a given name; the one named last before ``before`` of several.

    None where nobody bears it.
    """
    folded = tuple(w.lower() for w in words)
    size = len(folded)
    by_rank: list[tuple[int, int, int, Person]] = []
    for order, person in enumerate(people):
        own = tuple(w.lower() for w in person.words)
        if own == folded or own[-size:] == folded or (size > 1 and own[0] == folded[0] and own[-1] == folded[-1]):
            rank = 0
        elif own[:size] == folded:
            rank = 1
        else:
            continue
        near = max((a.start for a in person.appearances if before is None or a.start < before), default=-1)
        by_rank.append((rank, -near, order, person))
    return min(by_rank, key=lambda r: r[:3])[3] if by_rank else None


def _merged(namings: Iterable[tuple[Appearance, set[str], Counter[str]]]) -> list[Person]:
    people: list[Person] = []
    for appearance, roles, votes in namings:
        who = next((p for p in people if _same_name(p.words, appearance.words)), None)
        if who is None:
            who = Person(appearance.words)
            people.append(who)
        elif len(appearance.words) > len(who.words):
            who.words = appearance.words
        who.appearances.append(appearance)
        who.roles |= roles
        who.votes += votes
    return people


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = tuple(w.lower().rstrip(".") for w in one), tuple(w.lower().rstrip(".") for w in other)
    if a == b:
        return True
    # "Donald J. Trump" is "Donald Trump": the same ends, a middle that only one has.
    return a[0] == b[0] and a[-1] == b[-1] and (len(a) == 2 or len(b) == 2)


# ---------------------------------------------------------------------------------------------------------------
# Names in a sentence.

_NOT_PERSON = frozenset({"ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "DATE"})


def name_runs(sentence: ParsedSentence) -> Iterator[tuple[Word, ...]]:
    """Yield the runs of proper nouns in a sentence, titles and all, as they stand."""
    run: list[Word] = []
    for word in sentence.words:
        joins = word.pos == "PROPN" or (run and _inside_name(word, run[-1]))
        if joins and not (run and _breaks(run[-1], word)):
            run.append(word)
            continue
        if run:
            yield tuple(run)
        run = [word] if word.pos == "PROPN" else []
    if run:
        yield tuple(run)


def _inside_name(word: Word, last: Word) -> bool:
    if word.text in {"-", "–"}:
        return word.start == last.end
    return (
        word.entity == "PERSON"
        and (word.text.lower() in PARTICLES or word.pos in {"ADJ", "NOUN", "VERB"})
        and (word.text[:1].isupper() or word.text.lower() in PARTICLES)
    )


def _breaks(last: Word, word: Word) -> bool:
    return word.tag == "POS" or (last.entity == "PERSON" and word.entity not in {"PERSON", None})


def person_words(run: Sequence[Word]) -> tuple[tuple[Word, ...], bool]:
    """Return the words of a run that are a person's name, and whether the text itself says that it is one.

    Empty where the run names something else. A title before the name, or the recogniser, says so.
    """
    words = list(run)
    titled = False
    last_person = max((i for i, w in enumerate(words) if w.entity == "PERSON"), default=None)
    if last_person is not None:
        first = last_person
        while first > 0 and words[first - 1].entity == "PERSON":
            first -= 1
        titled = any(_is_title(w) for w in words[:first])
        words = words[first : last_person + 1]
    while len(words) > 1 and (_is_title(words[0]) or words[0].text in {"-", "–"}):
        titled = True
        words = words[1:]
    if last_person is None and titled:
        # "General Jens Stoltenberg" tagged as a body: what follows the last title is the name.
        cut = max((i for i, w in enumerate(words[:-1]) if _is_title(w)), default=-1)
        words = words[cut + 1 :]
    words = [w for w in words if any(c.isalpha() for c in w.text)]
    if not words or (len(words) == 1 and _is_title(words[0])):
        return (), False
    if any(c.isdigit() for w in words for c in w.text):
        return (), False
    return tuple(words), last_person is not None or titled


def _is_title(word: Word) -> bool:
    plain = word.text.lower().rstrip(".")
    return plain in HONORIFICS or plain in TITLES or plain.split("-")[0] in ROLES


def _naming(
    number: int, frame: Frame, sentence: ParsedSentence, run: tuple[Word, ...]
) -> tuple[Appearance, set[str], Counter[str], bool] | None:
    words, sure = person_words(run)
    if not words:
        return None
    last = words[-1]
    speaks = last.dep == "nsubj" and sentence.words[last.head].lemma in SAYING
    foreign = any(w.entity in _NOT_PERSON for w in words)
    sure = sure or (speaks and len(words) > 1 and not foreign)
    printed = tuple(clean(w.text) for w in words if clean(w.text))
    if not printed:
        return None
    beside = [w for w in run if w.index < words[0].index]
    roles = {w.text.lower().rstrip(".") for w in beside if _is_title(w)}
    roles |= _roles_beside(sentence, words)
    votes = Counter(GENDERED[r] for r in roles if r in GENDERED)
    start = frame.in_page(words[0].start, words[0].end).start
    return Appearance(number, start, printed, last.dep in {"nsubj", "nsubjpass"}), roles, votes, sure


def clean(word: str) -> str:
    """Return a word of a name without the genitive's ending and without points, initials kept."""
    plain = word.strip('.,;:“”"()')
    for ending in ("'s", "’s", "‘s"):
        if plain.endswith(ending):
            return plain[: -len(ending)]
    return plain + "." if len(plain) == 1 and word.endswith(".") else plain.rstrip("'’‘")


def _roles_beside(sentence: ParsedSentence, words: Sequence[Word]) -> set[str]:
    """Return the nouns for what the person is that stand before the name or in apposition to it."""
    head = words[-1]
    found: set[str] = set()
    near = [k for k in sentence.kids(head.index, "appos", "compound", "nmod", "amod")]
    if head.dep == "appos":
        near.append(sentence.words[head.head])
    for word in near:
        lemma = word.text.lower()
        if lemma in ROLES or lemma.split("-")[0] in ROLES:
            found.add(lemma)
    return found


def _vote_by_pronouns(found: Sequence[Frame], parsed: Mapping[str, ParsedSentence], people: Sequence[Person]) -> None:
    """Let "Sherman … her" tell a gender: a sentence with one person in it and pronouns of one gender after the name."""
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
