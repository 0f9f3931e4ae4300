"""The clause around a fact: what is shown of a sentence that holds it, and no more.

A sentence tells several things. Of each a reader should see who did what, and not the quotation in front of it nor the
other news behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from filiation.testimony.grammar import ParsedSentence, Word
from filiation.text import Span

# What is read at a glance: of the ways to cut a sentence the widest that is no longer is shown, and the narrowest where
# all are longer. No clause is longer than the second.
_READABLE, _LONGEST = 180, 380
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENERS = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis"})
# Clauses that say something else than the one they hang on.
_ASIDE = frozenset({"conj", "advcl", "parataxis", "ccomp", "relcl", "acl"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
# Verbs that give words to somebody and tell nothing themselves ("she said of the 600 men").
_CUES = frozenset({"say", "tell", "add", "state"})
_LOOSE = frozenset({"PUNCT", "CCONJ"})
# Conjunctions that a clause holds true without; "if" and "unless" are no such.
_OPENING = frozenset({"mark", "advmod"})
_MARKS = frozenset({"that", "while", "whilst", "after", "as", "because", "although", "though", "since", "when", "for"})
# A phrase says something by itself when so many of its words are nouns, names, numbers, verbs or adjectives.
_TELLING = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
_FEWEST_TELLING = 3


def clause_around(sentence: ParsedSentence, fact: Span, word: Word) -> Span:
    """Return the clause that says what is told of a fact, in the sentence's offsets; it holds the fact.

    Args:
        sentence: Where.
        fact: The fact's characters.
        word: A word of it, from which the grammar is climbed.

    Returns:
        The widest readable of: the sentence, the clause, the clause without what hangs on its edges, the noun with what
        is said of it. Words that stand in front of somebody's speech or name its speaker are left out: ``"Go," she said
        of the 600 men in the camp`` gives ``the 600 men in the camp``.
    """
    widest = None
    for span in _cuts(sentence, fact, word):
        if len(span) <= _READABLE:
            return span
        widest = span
    return widest if widest is not None and len(widest) <= _LONGEST else _window(sentence, fact)


def phrase_around(sentence: ParsedSentence, fact: Span, word: Word) -> Span:
    """Return the smallest noun phrase that says something of a fact, ``intense talks in Geneva``; the clause where none does."""
    here = word
    while here.head != here.index and not _opens(sentence, here):
        here = sentence.words[here.head]
        if here.pos in {"NOUN", "PROPN"} and _tells(sentence, here):
            span = _hull(sentence, sentence.subtree(here.index), fact)
            return span if len(span) <= _READABLE else clause_around(sentence, fact, word)
    return clause_around(sentence, fact, word)


def _cuts(sentence: ParsedSentence, fact: Span, word: Word) -> Iterator[Span]:
    """Yield the ways to cut a sentence around a fact, the widest first."""
    top, noun = _clause_of(sentence, word)
    tells = noun is not None and _tells(sentence, noun)
    if not (_is_cue(top) and noun is not None and tells):
        if top.dep == "ROOT" and not _is_cue(top):
            yield Span(0, len(sentence.text.rstrip()))
        yield _hull(sentence, sentence.subtree(top.index), fact)
        yield _hull(sentence, sentence.subtree(top.index, _asides(sentence, top, fact)), fact)
    if noun is not None and tells:
        yield _hull(sentence, sentence.subtree(noun.index), fact)


def _clause_of(sentence: ParsedSentence, word: Word) -> tuple[Word, Word | None]:
    """Return the head of the clause around a word, and the highest noun below it on the way; None where there is none."""
    here, noun = word, None
    while here.head != here.index and not _opens(sentence, here):
        if here.pos in {"NOUN", "PROPN"}:
            noun = here
        here = sentence.words[here.head]
    return here, noun


def _opens(sentence: ParsedSentence, word: Word) -> bool:
    """Tell whether a word is the verb of a clause that stands by itself: finite, with a subject of its own."""
    if word.dep not in _OPENERS or sentence.kid(word.index, *_SUBJECTS) is None:
        return False
    return word.tag in _FINITE or any(kid.tag in _FINITE for kid in sentence.kids(word.index, "aux", "auxpass"))


def _is_cue(verb: Word) -> bool:
    return verb.lemma in _CUES


def _tells(sentence: ParsedSentence, noun: Word) -> bool:
    inside = [sentence.words[index] for index in sentence.subtree(noun.index)]
    return sum(word.pos in _TELLING for word in inside) >= _FEWEST_TELLING


def _asides(sentence: ParsedSentence, top: Word, fact: Span) -> list[int]:
    """Return the heads of clauses within a clause that do not hold the fact and say something of their own."""
    found = []
    for index in sentence.subtree(top.index):
        word = sentence.words[index]
        if index == top.index or word.dep not in _ASIDE or word.pos not in {"VERB", "AUX"}:
            continue
        inside = sentence.subtree(index)
        if not any(sentence.words[i].start < fact.end and fact.start < sentence.words[i].end for i in inside):
            found.append(index)
    return found


def _hull(sentence: ParsedSentence, indices: tuple[int, ...], fact: Span) -> Span:
    """Return the characters from the first to the last of some words, without loose ends, the fact always inside."""
    words = [sentence.words[index] for index in indices]
    while len(words) > 1 and words[-1].pos in _LOOSE:
        words.pop()
    while len(words) > 1 and (words[0].pos in _LOOSE or (words[0].dep in _OPENING and words[0].lemma in _MARKS)):
        words.pop(0)
    return Span(min(words[0].start, fact.start), max(words[-1].end, fact.end))


def _window(sentence: ParsedSentence, fact: Span) -> Span:
    """Return whole words around a fact, `_LONGEST` characters at most, for sentences whose grammar gives no shorter clause."""
    end = len(sentence.text.rstrip())
    start = max(fact.start - _LONGEST // 2, 0)
    cut = sentence.text.find(" ", start, fact.start) + 1 if start else 0
    past = sentence.text.rfind(" ", fact.end, cut + _LONGEST) if end > cut + _LONGEST else end
    return Span(min(cut or start, fact.start), max(past, fact.end))
