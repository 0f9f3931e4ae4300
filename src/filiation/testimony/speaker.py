"""Speakers: from the mention beside a quotation to the fullest name that the page tells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiation.article.names import begins_with_given_name, usual_name
from filiation.testimony.attribution import Source
from filiation.testimony.cast import Appearance, Cast, Person
from filiation.testimony.english_names import (
    AGE,
    BODIES,
    DEFINITE,
    GENDERED,
    HE,
    INDEFINITE,
    PRONOUNS,
    ROLES,
    SHE,
    UNNAMED,
)
from filiation.testimony.frame import Frame
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.names import (
    ASIDE,
    clean,
    is_described,
    is_name_like,
    is_ranked,
    is_title_word,
    name_runs,
    person_words,
    printed_name,
    without_titles,
)
from filiation.testimony.subject import NOMINAL
from filiation.testimony.utterance import Utterance
from filiation.text import Span


class Scene:
    """What a page offers to find a speaker by: its text, its sentences, their grammar, its people."""

    def __init__(self, text: str, frames: tuple[Frame, ...], parsed: Mapping[str, ParsedSentence], cast: Cast) -> None:
        self.text = text
        self.cast = cast
        self._frames = frames
        self._parsed = parsed
        self._starts = [frame.in_page(0, 1).start for frame in frames]
        self._places: dict[int, list[Span]] = {}

    def frame_at(self, offset: int) -> int:
        """Return the number of the sentence that holds a place of the page."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def locate(self, span: Span) -> tuple[ParsedSentence, Word] | None:
        """Return the grammar of the sentence at a place of the page, and the word there; None inside a quotation."""
        number = self.frame_at(span.start)
        sentence = self._parsed[self._frames[number].text]
        words = self._words_between(number, span)
        return (sentence, words[0]) if words else None

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds a place of the page."""
        return self._frames[self.frame_at(offset)].paragraph

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return the words of one sentence that stand in a stretch of the page."""
        return self._words_between(self.frame_at(span.start), span)

    def _words_between(self, number: int, span: Span) -> tuple[Word, ...]:
        words = self._parsed[self._frames[number].text].words
        places = self._places.get(number)
        if places is None:
            frame = self._frames[number]
            places = self._places[number] = [frame.in_page(word.start, word.end) for word in words]
        first = bisect_right(places, span.start, key=lambda place: place.end)
        past = bisect_left(places, span.end, key=lambda place: place.start)
        return words[first:past]


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
    unnamed: dict[str, str] = {}
    for utterance in found:
        if utterance.source is None or utterance.head is None:
            named.append(None)
            continue
        naming = _name(scene, utterance, spoken)
        if naming.how == "as it stands":
            naming = _introduced(naming, unnamed)
        if naming.person is not None:
            spoken.append((utterance.source.start, naming.person))
        name = usual_name(naming.name) if " " in naming.name else naming.name
        named.append(Source(utterance.source, name, naming.how, naming.support))
    return tuple(named)


def _name(scene: Scene, utterance: Utterance, spoken: Sequence[tuple[int, Person]]) -> Naming:
    span, head_span = utterance.source, utterance.head
    if span is None or head_span is None:
        message = "an utterance without a source has no name"
        raise ValueError(message)
    plain = _as_it_stands(scene.text, span)
    place = scene.locate(head_span)
    if place is None:
        return plain
    sentence, head = place
    if head.text.lower() in PRONOUNS:
        return _by_pronoun(scene, span, head, spoken) or plain
    if any(kid.pos in NOMINAL for kid in sentence.kids(head.index, "conj")):
        return plain
    return (
        _by_label(scene, span)
        or _by_name(scene, span, sentence, head)
        or _by_stretch(scene, span, sentence)
        or _by_description(scene, span, sentence, head, spoken)
        or plain
    )


def _introduced(naming: Naming, unnamed: dict[str, str]) -> Naming:
    """Let "the official" be "A union official who asked not to be named", where one has spoken before."""
    found = UNNAMED.match(naming.name)
    if found is None:
        return naming
    article, last = found.group(1).lower(), naming.name.split()[-1].lower()
    noun = (found.group(2) or last).split()[-1].lower()
    if article in INDEFINITE:
        unnamed[noun] = naming.name
        return naming
    if len(naming.name.split()) > _BARE or noun not in unnamed:
        return naming
    return Naming(unnamed[noun], "description", 0.6, None)


_BARE = 2  # words of "the official"


def _as_it_stands(text: str, span: Span) -> Naming:
    words = " ".join(span.of(text).split())
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    named = _NAME_FIRST.match(words)
    first = named.group().split() if named else words.split()
    if named or is_name_like(first[-2:]):
        alone = without_titles(first)
        if is_name_like(alone):
            words = " ".join(alone)
    return Naming(words, "as it stands", 0.8, None)


# "Ana Silva, head of the union": a name that no recogniser knows, and what is said of its bearer.
_NAME_FIRST = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]{0,30} (?:(?:d[aei]|de la|v[ao]n|van der|al|bin) )?){1,5}"
    r"[^\W\d_a-z][\w’'-]{0,30}(?=\s?(?:,|\(|—|–)|\s-)"
)


# ---------------------------------------------------------------------------------------------------------------
# By name.


def _by_name(scene: Scene, span: Span, sentence: ParsedSentence, head: Word) -> Naming | None:
    runs = tuple(name_runs(sentence))
    for word in (head, *sentence.kids(head.index, "appos")):
        run = next((r for r in runs if r[0].index <= word.index <= r[-1].index), None)
        naming = _bearer_of(scene, span, sentence, run, word) if run else None
        if naming is not None:
            return naming
    if head.text[:1].isupper() and not any(r[0].index <= head.index <= r[-1].index for r in runs):
        who = scene.cast.bearer((clean(head.text),), span.start)  # a surname that the tagger takes for another word
        if who is not None:
            return Naming(who.name, "surname", 0.85, who)
    # "envoy to the UN Ana Silva": the parser makes the envoy the head and leaves the name to the UN.
    if head.lemma in ROLES or head.lemma.split("-")[0] in ROLES:
        for run in runs:
            words, _ = person_words(run)
            if words and run[0].index > head.index and _is_close(sentence, head, words[0]):
                naming = _bearer_of(scene, span, sentence, run, run[-1]) or _unknown(sentence, run, run[-1])
                if naming is not None:
                    return naming
    return next((naming for run in runs if (naming := _unknown(sentence, run, head)) is not None), None)


def _by_label(scene: Scene, span: Span) -> Naming | None:
    """Take "CHAIRMAN ROURKE:" for Rourke: capitals that no recogniser reads, but a colon says that it is somebody."""
    words = span.of(scene.text).split()
    if scene.text[span.end : span.end + 1] != ":" or len(words) < _RANKED or not all(map(is_title_word, words[:-1])):
        return None
    name = usual_name(words[-1])
    if name.lower() in BODIES or is_title_word(name) or not name[:1].isupper():
        return None
    who = scene.cast.bearer((name,), span.start)
    return Naming(who.name, "surname", 0.9, who) if who else Naming(name, "named", 0.9, None)


_RANKED = 2  # words: a title and a surname


def _unknown(sentence: ParsedSentence, run: Sequence[Word], head: Word) -> Naming | None:
    """Take "a furious Ana Silva outside court" for Ana Silva: a run that ends in the head and has a first name in front."""
    words, _ = person_words(run)
    printed = printed_name(words)
    if not words or words[-1].index != head.index or not is_name_like(printed):
        return None
    indefinite = any(k.text.lower() in INDEFINITE | {"old"} for k in sentence.kids(head.index, "det", "amod"))
    return Naming(" ".join(printed), "named", 0.8, None) if indefinite or begins_with_given_name(printed[0]) else None


_CLOSE = 8  # words between a role and its bearer's name


def _is_close(sentence: ParsedSentence, head: Word, first: Word) -> bool:
    between = sentence.words[head.index + 1 : first.index]
    # "the envoy to Silva" is not Silva.
    placed = any(w.pos in {"PROPN", "NOUN"} for w in between)
    return placed and len(between) <= _CLOSE and all(w.pos in {"ADP", "DET", "PROPN", "NOUN", "ADJ"} for w in between)


def _bearer_of(scene: Scene, span: Span, sentence: ParsedSentence, run: Sequence[Word], word: Word) -> Naming | None:
    words, sure = person_words(run)
    printed = printed_name(words)
    if not printed or not _is_of(run, words, word):
        return None
    sure = sure or is_described(sentence, words)
    gender = next((GENDERED[t] for w in run if (t := w.text.lower().rstrip(".")) in GENDERED), None)
    who = scene.cast.bearer(printed, span.start, gender)
    if who is not None:
        longer = len(who.words) > len(printed)
        return Naming(who.name, "surname" if longer else "named", 0.9 if longer else 0.98, who)
    told = (sure and len(printed) > 1) or is_ranked(run, words)
    return Naming(" ".join(printed), "named", 0.9, None) if told else None


def _is_of(run: Sequence[Word], words: Sequence[Word], word: Word) -> bool:
    """Tell whether a head word is of a name or, where the parser erred, of a title straight before it."""
    return run[0].index <= word.index <= words[-1].index and (
        word.index >= words[0].index or (len(words) > 1 and words[-1] is run[-1])
    )


def _by_stretch(scene: Scene, span: Span, sentence: ParsedSentence) -> Naming | None:
    """Find a mention's one stretch between commas or dashes that is nothing but a name.

    "Ana Silva – head of the union – said", "Pale and brief, Ana Silva": the parser makes another word the head.
    """
    stretches: list[list[Word]] = [[]]
    for word in scene.words_in(span):
        if word.text in ASIDE:
            stretches.append([])
        else:
            stretches[-1].append(word)
    if len(stretches) == 1:
        return None
    for run in name_runs(sentence):
        kept = [w for w in run if w.text not in ASIDE]
        if any(kept == stretch for stretch in stretches):
            naming = _bearer_of(scene, span, sentence, kept, kept[-1])
            if naming is not None:
                return naming
    return None


# ---------------------------------------------------------------------------------------------------------------
# By description.


def _by_description(
    scene: Scene, span: Span, sentence: ParsedSentence, head: Word, spoken: Sequence[tuple[int, Person]]
) -> Naming | None:
    """Find whom "the minister" or "the 52-year-old" means: the last one named in that role; for an age, the last named."""
    role = head.text.lower()
    if AGE.search(span.of(scene.text)):
        return _last_named(scene, span, spoken)
    definite = any(k.text.lower() in DEFINITE for k in sentence.kids(head.index, "det"))
    if not definite or head.tag in {"NNS", "NNPS"}:
        return None
    bearers = scene.cast.in_role(role)
    named = [(latest.start, person) for person in bearers if (latest := _latest(person, span.start)) is not None]
    if not named:
        return None
    who = max(named, key=lambda n: n[0])[1]
    return Naming(who.name, "description", 0.75 if len(bearers) == 1 else 0.55, who)


def _last_named(scene: Scene, span: Span, spoken: Sequence[tuple[int, Person]]) -> Naming | None:
    number = scene.frame_at(span.start)
    stage = scene.cast.on_stage(number - 2, number)
    named = [(latest.start, p) for p in stage if (latest := _latest(p, span.start)) is not None and latest.is_subject]
    who = max(named, key=lambda n: n[0])[1] if named else spoken[-1][1] if spoken else None
    return Naming(who.name, "description", 0.6, who) if who is not None else None


# ---------------------------------------------------------------------------------------------------------------
# By pronoun.

# Weights of what speaks for an antecedent, set on invented pages; distance counts in sentences.
_SPOKE_LAST, _SUBJECT, _GENDER, _PER_SENTENCE, _FARTHEST = 0.75, 1.0, 0.75, 0.5, 12
_OTHER_PARAGRAPH = 0.5
"""A paragraph mostly speaks of one person; the next one may speak of another."""
_ALONE = 1.0
"""The only one named in the pronoun's own paragraph, though not as a subject: "It took Silva a year. “Never again,” she said." """


def _by_pronoun(scene: Scene, span: Span, head: Word, spoken: Sequence[tuple[int, Person]]) -> Naming | None:
    gender = PRONOUNS[head.text.lower()]
    if gender not in {HE, SHE}:
        return None
    number, paragraph = scene.frame_at(span.start), scene.paragraph_at(span.start)
    last = spoken[-1] if spoken else None
    stage = scene.cast.on_stage(number - _FARTHEST, number)
    if last is not None and last[1] not in stage and number - scene.frame_at(last[0]) <= _FARTHEST:
        stage = (*stage, last[1])
    candidates = [(person, _latest(person, span.start)) for person in stage if person.gender in {gender, None}]
    here = [person for person, latest in candidates if latest and scene.paragraph_at(latest.start) == paragraph]
    since = last is not None and any(
        latest is not None and latest.frame > scene.frame_at(last[0]) and person is not last[1]
        for person, latest in candidates
    )
    scored: list[tuple[float, int, Person]] = []
    for order, (person, latest) in enumerate(candidates):
        spoke = last is not None and last[1] is person
        if latest is None and not spoke:
            continue
        at = max([latest.start] if latest is not None else [last[0]] if last is not None else [])
        if spoke and last is not None:
            at = max(at, last[0])
        distance = number - scene.frame_at(at)
        if distance > _FARTHEST:
            continue
        score = _SPOKE_LAST * (spoke and not since) - _PER_SENTENCE * distance
        score -= _OTHER_PARAGRAPH if scene.paragraph_at(at) != paragraph else 0.0
        score += _SUBJECT if latest is not None and latest.is_subject else 0.0
        score += _ALONE if here == [person] and latest is not None and not latest.is_subject else 0.0
        score += _GENDER if person.gender == gender else 0.0
        scored.append((score, -order, person))
    if not scored:
        return None
    scored.sort(key=lambda s: s[:2], reverse=True)
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
    support = min(0.9, 0.55 + 0.15 * max(0.0, margin))
    return Naming(scored[0][2].name, "pronoun", support, scored[0][2])


def _latest(person: Person, before: int) -> Appearance | None:
    at = bisect_left(person.appearances, before, key=lambda a: a.start)
    return person.appearances[at - 1] if at else None
