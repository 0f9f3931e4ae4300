"""Signs: what else, beside its cue and construction, speaks for or against a place where something may be reported.

"The ministry said that …" and "the door said that …" have one cue; who stands as the source, in what tense the cue
stands and whether the content is a clause of its own tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from filiation.testimony.construction import Reported
from filiation.testimony.english import SAYING
from filiation.testimony.english_names import BODIES, PRONOUNS, ROLES
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.subject import FINITE

_CLAUSAL = frozenset({"ROOT", "conj", "relcl", "advcl", "acl", "ccomp", "xcomp", "pcomp", "parataxis", "amod"})
_BODY_NAMES = frozenset({"ORG", "NORP", "GPE"})
_LENGTHS = (2, 4, 7, 12, 20, 35)
_OPENING = frozenset({"that", "whether", "if", "how", "why", "what", "when", "who", "where"})


def signs_of(sentence: ParsedSentence, reported: Reported) -> Iterator[str]:
    """Yield the signs that hold for a place, each a short name; `english_signs.tsv` weighs them."""
    shape = reported.shape.value
    yield "shape " + shape
    source = _kind(sentence, reported)
    yield "source " + source
    yield f"{shape} by {source}"
    yield from _of_cue(sentence, reported)
    words = [sentence.words[i] for i in reported.content]
    finite = any(w.tag in FINITE or w.tag == "MD" for w in words)
    if finite:
        yield "finite"
        yield shape + " finite"
    yield f"length {sum(len(words) > bound for bound in _LENGTHS)}"
    top = _top(sentence, reported)
    yield "top " + top.tag
    yield f"{shape} top {top.pos}"
    yield f"top is {top.entity}"
    if any(k.dep == "nsubj" for k in sentence.kids(top.index)):
        yield "top has a subject"
    if len(words) > _MOST * len(sentence.words):
        yield "most of the sentence"
    first = words[0].text.lower()
    if first in _OPENING:
        yield "opens " + first
    elif words[0].tag == "DT" or first in PRONOUNS:
        yield "opens determined"
    if words[0].index > reported.cue[-1]:
        yield "after the cue"
    if any(w.entity for w in words):
        yield "names something"


def _of_cue(sentence: ParsedSentence, reported: Reported) -> Iterator[str]:
    cue = [sentence.words[i] for i in reported.cue]
    head = next((w for w in cue if w.pos == "VERB"), cue[0])
    yield "cue " + head.tag
    if head.dep in _CLAUSAL:
        yield "clause " + head.dep
    if head.dep != "ROOT":
        yield "under " + sentence.words[head.head].pos
    if head.lemma in SAYING:
        yield "says"
        yield "says " + reported.shape.value
    around = list(sentence.kids(head.index))
    lemmas = {k.lemma for k in around}
    if any(k.dep == "neg" for k in around):
        yield "denied"
    if any(k.tag == "MD" for k in around):
        yield "modal"
    if lemmas & {"have"} and any(k.dep == "aux" for k in around):
        yield "perfect"
    if any(k.dep == "mark" for k in around):
        yield "subordinate"
    if any(k.dep in {"dobj", "dative"} and k.entity == "PERSON" for k in around):
        yield "to a person"
    if any(k.entity in {"DATE", "TIME"} for k in around):
        yield "dated"


_MOST = 0.6  # of a sentence's words


def _top(sentence: ParsedSentence, reported: Reported) -> Word:
    """Return the content's own head word."""
    own = frozenset(reported.content)
    heads = (sentence.words[i] for i in reported.content)
    top = (w for w in heads if (w.head not in own or w.head == w.index) and w.pos != "PUNCT")
    return next(top, sentence.words[reported.content[0]])


def _kind(sentence: ParsedSentence, reported: Reported) -> str:
    if reported.source is None:
        return "nobody"
    word = sentence.words[reported.source]
    if word.pos == "PRON":
        return "pronoun " + _PERSONS.get(word.text.lower(), "other")
    if word.entity == "PERSON" or word.entity in _BODY_NAMES:
        return "name" if word.entity == "PERSON" else "body"
    return _noun(word)


def _noun(word: Word) -> str:
    if word.lemma in ROLES:
        return "role"
    if word.lemma in BODIES:
        return "body noun"
    if word.pos == "PROPN":
        return "unknown name"
    agent = word.lemma.endswith(("er", "or", "ist", "ian", "ant", "man", "crat", "can", "ive"))
    return ("agents" if agent else "things") if word.tag in {"NNS", "NNPS"} else "agent" if agent else "thing"


_PERSONS = {
    **dict.fromkeys(("he", "she"), "he"),
    **dict.fromkeys(("i", "we", "you"), "I"),
    **dict.fromkeys(("they", "some", "many", "others", "one", "both", "most"), "they"),
    **dict.fromkeys(("who", "that", "which", "whom"), "who"),
    **dict.fromkeys(("it", "this", "there", "what"), "it"),
}
