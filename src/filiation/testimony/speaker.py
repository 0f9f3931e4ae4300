"""Speakers: from the mention beside a quotation to the fullest name that the page tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiation.testimony.attribution import Source
from filiation.testimony.cast import Appearance, Person, bearer, clean, name_runs, person_words
from filiation.testimony.english import HE, PRONOUNS, ROLES, SHE
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.utterance import Utterance
from filiation.text import Span


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page offers to find a speaker by: its text, its sentences, their grammar, its people."""

    text: str
    frames: tuple[Frame, ...]
    parsed: Mapping[str, ParsedSentence]
    people: tuple[Person, ...]

    def locate(self, span: Span) -> tuple[int, ParsedSentence, Word] | None:
        """Return the sentence (its number, its grammar) and the word at a place of the page; None inside a quotation."""
        for number, frame in enumerate(self.frames):
            if not frame.in_page(0, len(frame.text)).contains(span):
                continue
            sentence = self.parsed[frame.text]
            for word in sentence.words:
                if frame.in_page(word.start, word.end).overlaps(span):
                    return number, sentence, word
        return None


@dataclass(frozen=True, slots=True)
class Naming:
    """A speaker's name and how it was found; ``person`` is None for what is no person of the page's cast."""

    name: str
    how: str
    support: float
    person: Person | None


def name_sources(scene: Scene, found: Sequence[Utterance]) -> tuple[Source | None, ...]:
    """Name the source of each utterance; None where an utterance has none. Utterances ascend, as `utterances` gives them."""
    named: list[Source | None] = []
    spoken: list[tuple[int, Person]] = []
    for utterance in found:
        if utterance.source is None or utterance.head is None:
            named.append(None)
            continue
        naming = _name(scene, utterance, spoken)
        if naming.person is not None:
            spoken.append((utterance.source.start, naming.person))
        named.append(Source(utterance.source, naming.name, naming.how, naming.support))
    return tuple(named)


def _name(scene: Scene, utterance: Utterance, spoken: Sequence[tuple[int, Person]]) -> Naming:
    assert_source = utterance.source or Span(0, 0)
    place = scene.locate(utterance.head) if utterance.head is not None else None
    plain = _as_it_stands(scene.text, assert_source)
    if place is None:
        return plain
    number, sentence, head = place
    if head.text.lower() in PRONOUNS:
        return _by_pronoun(scene, number, assert_source, head, spoken) or plain
    proper = _by_name(scene, assert_source, sentence, head)
    if proper is not None:
        return proper
    return _by_description(scene, number, assert_source, sentence, head) or plain


def _as_it_stands(text: str, span: Span) -> Naming:
    words = " ".join(span.of(text).split())
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    return Naming(words, "as it stands", 0.8, None)


# ---------------------------------------------------------------------------------------------------------------
# By name.


def _by_name(scene: Scene, span: Span, sentence: ParsedSentence, head: Word) -> Naming | None:
    for word in (head, *sentence.kids(head.index, "appos")):
        run = next((r for r in name_runs(sentence) if any(w.index == word.index for w in r)), None)
        if run is None:
            continue
        words, sure = person_words(run)
        printed = tuple(c for w in words if (c := clean(w.text)))
        if not printed or word.index not in {w.index for w in words}:
            continue
        who = bearer(scene.people, printed, span.start)
        if who is not None:
            longer = len(who.words) > len(printed)
            return Naming(who.name, "surname" if longer else "named", 0.9 if longer else 0.98, who)
        if sure and len(printed) > 1:
            return Naming(" ".join(printed), "named", 0.9, None)
    return None


# ---------------------------------------------------------------------------------------------------------------
# By description.


def _by_description(scene: Scene, number: int, span: Span, sentence: ParsedSentence, head: Word) -> Naming | None:
    role = head.text.lower()
    definite = any(k.text.lower() in {"the", "this", "that", "his", "her", "their"} for k in sentence.kids(head.index))
    if not definite or head.tag in {"NNS", "NNPS"} or (role not in ROLES and role.split("-")[0] not in ROLES):
        return None
    best: tuple[int, Person] | None = None
    for person in scene.people:
        if not any(_same_role(role, r) for r in person.roles):
            continue
        near = max((a.start for a in person.appearances if a.start < span.start), default=None)
        if near is not None and (best is None or near > best[0]):
            best = (near, person)
    if best is None:
        return None
    rivals = sum(any(_same_role(role, r) for r in p.roles) for p in scene.people)
    return Naming(best[1].name, "description", 0.75 if rivals == 1 else 0.55, best[1])


def _same_role(one: str, other: str) -> bool:
    return one == other or one.split("-", maxsplit=1)[0] == other.split("-", maxsplit=1)[0]


# ---------------------------------------------------------------------------------------------------------------
# By pronoun.

# Weights of what speaks for an antecedent, set on the case pages of the tests; distance counts in sentences.
_SPOKE_LAST, _SUBJECT, _PER_SENTENCE, _FARTHEST = 2.0, 1.0, 0.5, 12


def _by_pronoun(
    scene: Scene, number: int, span: Span, head: Word, spoken: Sequence[tuple[int, Person]]
) -> Naming | None:
    gender = PRONOUNS[head.text.lower()]
    if gender not in {HE, SHE}:
        return None
    last = max((s for s in spoken if s[0] < span.start), key=lambda s: s[0], default=None)
    scored: list[tuple[float, int, Person]] = []
    for order, person in enumerate(scene.people):
        if person.gender not in {gender, None}:
            continue
        latest = _latest(person, span.start)
        spoke = last is not None and last[1] is person
        if latest is None and not spoke:
            continue
        distance = number - latest.frame if latest is not None else 1
        if spoke and last is not None:
            distance = min(distance, _sentences_since(scene, number, last[0]))
        if distance > _FARTHEST:
            continue
        score = _SPOKE_LAST * spoke - _PER_SENTENCE * distance
        score += _SUBJECT if latest is not None and latest.is_subject else 0.0
        score += 0.5 if person.gender == gender else 0.0
        scored.append((score, -order, person))
    if not scored:
        return None
    scored.sort(key=lambda s: s[:2], reverse=True)
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
    support = min(0.9, 0.55 + 0.15 * max(0.0, margin))
    return Naming(scored[0][2].name, "pronoun", support, scored[0][2])


def _latest(person: Person, before: int) -> Appearance | None:
    found = [a for a in person.appearances if a.start < before]
    return found[-1] if found else None


def _sentences_since(scene: Scene, number: int, start: int) -> int:
    since = 0
    while (
        since < number and scene.frames[number - since].in_page(0, len(scene.frames[number - since].text)).start > start
    ):
        since += 1
    return since
