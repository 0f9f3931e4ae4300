"""Constructions: the shapes of English grammar in which speech, belief and intention are reported.

A construction says where cue, source and content would lie; whether *this* word in *this* construction reports anything
is for the lexicon (`english`) to say. Contents are sets of words, so that a cue inside a clause leaves a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from filiation.testimony.english import HEARD, HEARSAY, QUOTING, SEEMING, UTTERING
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.subject import (
    CLIMB,
    FINITE,
    VERBAL,
    goes_on_with_cue,
    speaker_inside,
    speaker_near,
    speaker_of,
)


class Shape(Enum):
    """How cue and content are joined."""

    CLAUSE = "clause"
    """said (that) the talks failed; the talks failed, he said."""
    INFINITIVE = "infinitive"
    """plans to sign; urged both sides to talk."""
    OBJECT = "object"
    """rejected the offer."""
    PREPOSITION = "preposition"
    """called for talks; accused him of lying."""
    ACCORDING = "according"
    """according to the ministry."""
    ADVERB = "adverb"
    """reportedly."""
    NOUN = "noun"
    """the claim that …; a plan to …"""
    ADJECTIVE = "adjective"
    """was confident that …; is willing to …"""
    PASSIVE = "passive"
    """is expected to resign; is seen as weak."""
    RAISED = "raised"
    """seems to have left."""
    AS = "as"
    """as the minister put it, …"""
    PARENTHESIS = "parenthesis"
    """the talks, he said, have failed."""
    PREDICATE = "predicate"
    """called the plan a disaster; described it as dead."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One place where something may be reported.

    Attributes:
        shape: How cue and content are joined.
        key: What the lexicon knows it by: the cue's lemma, with a preposition where it takes part: ``call for``.
        cue: Words of the cue, ascending; at least one.
        source: Head word of who speaks; None where nobody is told.
        content: Words of the content, ascending; at least one.
    """

    shape: Shape
    key: str
    cue: tuple[int, ...]
    source: int | None
    content: tuple[int, ...]


def reported_in(parsed: ParsedSentence) -> Iterator[Reported]:
    """Yield every place in a sentence where something may be reported, in the order of the cues."""
    for word in parsed.words:
        if word.pos in VERBAL:
            yield from _of_verb(parsed, word)
        elif word.pos == "NOUN":
            yield from _of_noun(parsed, word)
        if word.dep == "prep" and word.text.lower() == "according":
            yield from _according(parsed, word)
        elif word.pos == "ADV" and word.lemma in HEARSAY:
            yield from _adverb(parsed, word)


# ---------------------------------------------------------------------------------------------------------------
# Verbs.


def _of_verb(parsed: ParsedSentence, verb: Word) -> Iterator[Reported]:
    source = speaker_inside(parsed, verb)
    if not _is_passive_participle(parsed, verb):
        if source is None:
            source = speaker_of(parsed, verb)
        if source is None and verb.tag in FINITE:
            source = speaker_near(parsed, verb)
    passive = parsed.kid(verb.index, "nsubjpass")
    if passive is not None or parsed.kid(verb.index, "auxpass"):
        yield from _passive(parsed, verb)
        return
    clause = _clause(parsed, verb)
    if clause is not None and _as_parenthesis(parsed, verb) is None:
        yield Reported(Shape.CLAUSE, verb.lemma, _cue(parsed, verb), source, _clause_words(parsed, verb, clause))
    if verb.dep == "parataxis" and clause is None and verb.index > parsed.subtree(verb.head)[0]:
        words = parsed.subtree(verb.head, without=(verb.index,))
        yield Reported(Shape.PARENTHESIS, verb.lemma, _cue(parsed, verb), source, words)
    as_clause = _as_parenthesis(parsed, verb)
    if as_clause is not None:
        yield Reported(Shape.AS, verb.lemma, _cue(parsed, verb), source, as_clause)
        return
    infinitive = next((k for k in parsed.kids(verb.index, "xcomp") if _is_infinitive(parsed, k)), None)
    thing = parsed.kid(verb.index, "dobj")
    if infinitive is not None:
        words = _infinitive_words(parsed, infinitive)
        if thing is not None and thing.index < infinitive.index:
            words = tuple(sorted({*parsed.subtree(thing.index), *words}))
        raised = verb.lemma in SEEMING
        if raised:
            subject = parsed.kid(verb.index, "nsubj")
            words = tuple(sorted({*(parsed.subtree(subject.index) if subject else ()), *words}))
        shape = Shape.RAISED if raised else Shape.INFINITIVE
        yield Reported(shape, verb.lemma, _cue(parsed, verb), None if raised else source, words)
    yield from _adjective(parsed, verb, source)
    yield from _preposition(parsed, verb, source, thing)
    if clause is None and infinitive is None and thing is not None:
        predicate = parsed.kid(verb.index, "oprd")
        words = parsed.subtree(thing.index)
        if predicate is not None:
            words = tuple(sorted({*words, *parsed.subtree(predicate.index)}))
        shape = Shape.PREDICATE if predicate is not None else Shape.OBJECT
        yield Reported(shape, verb.lemma, _cue(parsed, verb), source, words)


def _clause(parsed: ParsedSentence, verb: Word) -> Word | None:
    best = None
    for kid in parsed.kids(verb.index, "ccomp"):
        if best is None or len(parsed.subtree(kid.index)) > len(parsed.subtree(best.index)):
            best = kid
    return best


def _clause_words(parsed: ParsedSentence, verb: Word, clause: Word) -> tuple[int, ...]:
    barred = (verb.index, *_of_the_cue(parsed, verb, clause))
    words = set(parsed.subtree(clause.index, without=barred))
    thing = parsed.kid(verb.index, "dobj")
    if thing is not None and verb.index < thing.index < clause.index and _lacks_subject(parsed, clause):
        words.update(
            range(parsed.subtree(thing.index)[0], clause.index)
        )  # "believe all the contracts could be reviewed"
    if clause.index < verb.index:
        # "The talks failed, he said, and would not resume": what is joined to the cue may belong to the content; left.
        return tuple(sorted(words))
    # A second clause joined to the first by the parser at the verb: "said that A and that B".
    for kid in parsed.kids(verb.index, "ccomp"):
        words.update(parsed.subtree(kid.index, without=barred))
    return tuple(sorted(words))


def _lacks_subject(parsed: ParsedSentence, clause: Word) -> bool:
    kids = tuple(parsed.kids(clause.index))
    finite = clause.tag in FINITE or any(k.tag in FINITE or k.tag == "MD" for k in kids)
    return finite and not any(k.dep in {"nsubj", "nsubjpass", "csubj", "expl"} for k in kids)


def _of_the_cue(parsed: ParsedSentence, verb: Word, clause: Word) -> Iterator[int]:
    """Yield what the parser joins to a content's verb but goes on with its cue: "said he would try and insisted …"."""
    conjunction: int | None = None
    for kid in parsed.kids(clause.index):
        if kid.dep == "cc":
            conjunction = kid.index
        elif kid.index > clause.index and goes_on_with_cue(parsed, kid, verb):
            yield kid.index
            if kid.dep == "conj" and conjunction is not None:
                yield conjunction


def _as_parenthesis(parsed: ParsedSentence, verb: Word) -> tuple[int, ...] | None:
    """Return the words that a clause such as "as he put it" is about; None for any other verb."""
    marks = [k for k in parsed.kids(verb.index, "mark", "advmod", "prep") if k.text.lower() == "as"]
    if verb.dep != "advcl" or not marks or marks[0].index > verb.index:
        return None
    root = verb.head
    return tuple(i for i in parsed.subtree(root, without=(verb.index,)))


def _is_passive_participle(parsed: ParsedSentence, verb: Word) -> bool:
    """Tell whether a subject is who hears, not who speaks: "Asked whether it was safe, the mayor said …"."""
    lacks = parsed.kid(verb.index, "aux", "auxpass", "nsubj", "nsubjpass") is None
    return verb.dep == "advcl" and lacks and (verb.tag == "VBN" or (verb.tag == "VBD" and verb.lemma in HEARD))


def _infinitive_words(parsed: ParsedSentence, infinitive: Word) -> tuple[int, ...]:
    """Return an infinitive's words without a finite verb joined to it, which goes on with the cue: urged … and called."""
    finite = [k.index for k in parsed.kids(infinitive.index, "conj") if k.tag in FINITE]
    if infinitive.tag != "VB" or not finite:
        return parsed.subtree(infinitive.index)
    joined = [k.index for k in parsed.kids(infinitive.index, "cc") if k.index < finite[0]]
    return parsed.subtree(infinitive.index, without=(*finite, *joined))


def _is_infinitive(parsed: ParsedSentence, word: Word) -> bool:
    return any(k.lemma == "to" for k in parsed.kids(word.index, "aux"))


def _adjective(parsed: ParsedSentence, verb: Word, source: int | None) -> Iterator[Reported]:
    quality = parsed.kid(verb.index, "acomp")
    if quality is None:
        return
    cue = tuple(sorted({*_cue(parsed, verb), quality.index}))
    clause = parsed.kid(quality.index, "ccomp") or parsed.kid(verb.index, "ccomp")
    if clause is not None:
        yield Reported(Shape.ADJECTIVE, quality.lemma + " that", cue, source, parsed.subtree(clause.index))
    infinitive = parsed.kid(quality.index, "xcomp")
    if infinitive is not None:
        yield Reported(Shape.ADJECTIVE, quality.lemma + " to", cue, source, parsed.subtree(infinitive.index))
    for preposition in parsed.kids(quality.index, "prep"):
        words = _object_words(parsed, preposition)
        if words:
            both = tuple(sorted({*cue, preposition.index}))
            yield Reported(Shape.ADJECTIVE, f"{quality.lemma} {preposition.lemma}", both, source, words)


def _preposition(parsed: ParsedSentence, verb: Word, source: int | None, thing: Word | None) -> Iterator[Reported]:
    for preposition in parsed.kids(verb.index, "prep"):
        words = _object_words(parsed, preposition)
        if not words or preposition.index < verb.index or (verb.lemma in QUOTING and preposition.lemma == "as"):
            continue
        cue = tuple(sorted({*_cue(parsed, verb), preposition.index}))
        if thing is not None and preposition.lemma in {"of", "as", "for"}:
            words = tuple(sorted({*parsed.subtree(thing.index), *words}))
        yield Reported(Shape.PREPOSITION, f"{verb.lemma} {preposition.lemma}", cue, source, words)


def _object_words(parsed: ParsedSentence, preposition: Word) -> tuple[int, ...]:
    return tuple(
        i for k in parsed.kids(preposition.index, "pobj", "pcomp", "amod", "prep") for i in parsed.subtree(k.index)
    )


def _passive(parsed: ParsedSentence, verb: Word) -> Iterator[Reported]:
    subject = parsed.kid(verb.index, "nsubjpass")
    agent = parsed.kid(verb.index, "agent")
    by = parsed.kid(agent.index, "pobj") if agent else None
    source = by.index if by else None
    expletive = subject is not None and subject.lemma in {"it", "there"}  # "it is feared that …"
    own = set(parsed.subtree(subject.index)) if subject and not expletive else set()
    cue = _cue(parsed, verb)
    for kid in parsed.kids(verb.index, "xcomp", "ccomp", "oprd"):
        words = tuple(sorted(own | set(parsed.subtree(kid.index))))
        form = {"xcomp": "to", "ccomp": "that", "oprd": "as"}[kid.dep]
        yield Reported(Shape.PASSIVE, f"{verb.lemma} {form}", cue, source, words)
    for preposition in parsed.kids(verb.index, "prep"):
        words = _object_words(parsed, preposition)
        if words and preposition.index > verb.index:
            both = tuple(sorted({*cue, preposition.index}))
            every = tuple(sorted(own | set(words)))
            yield Reported(Shape.PASSIVE, f"{verb.lemma} {preposition.lemma}", both, source, every)
    if source is not None and own:
        yield Reported(Shape.PASSIVE, f"{verb.lemma} by", cue, source, tuple(sorted(own)))


def _cue(parsed: ParsedSentence, verb: Word) -> tuple[int, ...]:
    return tuple(sorted({verb.index, *(k.index for k in parsed.kids(verb.index, "neg", "prt", "aux", "auxpass"))}))


# ---------------------------------------------------------------------------------------------------------------
# Nouns, adverbs, "according to".


def _of_noun(parsed: ParsedSentence, noun: Word) -> Iterator[Reported]:
    for kid in parsed.kids(noun.index, "acl", "ccomp", "relcl"):
        that = any(k.lemma == "that" and k.tag != "WDT" for k in parsed.kids(kid.index, "mark"))
        infinitive = _is_infinitive(parsed, kid) and kid.dep in {"acl", "relcl"}
        if that or infinitive:
            form = " that" if that else " to"
            yield Reported(
                Shape.NOUN, noun.lemma + form, (noun.index,), _owner(parsed, noun), parsed.subtree(kid.index)
            )
    for preposition in parsed.kids(noun.index, "prep"):
        words = _object_words(parsed, preposition)
        if words:
            cue = (noun.index, preposition.index)
            yield Reported(Shape.NOUN, f"{noun.lemma} {preposition.lemma}", cue, _owner(parsed, noun), words)


def _owner(parsed: ParsedSentence, noun: Word) -> int | None:
    """Return who makes a claim: "his claim", "the claim by aides", "they made the claim"."""
    owner = parsed.kid(noun.index, "poss")
    if owner is not None:
        return owner.index
    for preposition in parsed.kids(noun.index, "prep"):
        if preposition.lemma in {"by", "from"}:
            who = parsed.kid(preposition.index, "pobj")
            if who is not None:
                return who.index
    head = parsed.words[noun.head]
    if noun.dep in {"dobj", "attr"} and head.pos in VERBAL and head.lemma in UTTERING:
        return speaker_of(parsed, head)
    return None


def _according(parsed: ParsedSentence, word: Word) -> Iterator[Reported]:
    to = parsed.kid(word.index, "prep")
    who = parsed.kid(to.index, "pobj") if to else None
    if to is None or who is None:
        return
    # Climb to the clause: the phrase often hangs on its last noun.
    head = parsed.words[word.head]
    for _ in range(CLIMB):
        if head.pos in VERBAL and head.dep in {"ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis"}:
            break
        head = parsed.words[head.head]
    barred = {word.index}
    words = parsed.subtree(head.index, without=barred)
    if words:
        yield Reported(Shape.ACCORDING, "according to", (word.index, to.index), who.index, words)


def _adverb(parsed: ParsedSentence, adverb: Word) -> Iterator[Reported]:
    words = parsed.subtree(adverb.head, without=(adverb.index,))
    yield Reported(Shape.ADVERB, adverb.lemma, (adverb.index,), None, words)
