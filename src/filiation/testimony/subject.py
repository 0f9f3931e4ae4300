"""Who speaks: from a verb of saying to the head of the noun phrase that says it."""

from __future__ import annotations

from filiation.testimony.english import ADDRESSING, CARRIERS, QUOTING, SAYING
from filiation.testimony.grammar import ParsedSentence, Word

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Bounds the climb through chains of conjuncts and complements, so that no odd tree costs quadratic time.
CLIMB = 6


def speaker_of(parsed: ParsedSentence, verb: Word) -> int | None:
    """Return the head word of a verb's subject, lent by the verb that it is joined to where it has none of its own.

    "He called it a farce and stated …", "officials, saying …", "a report published on Monday says": the subject of
    the governing verb, or the noun that the clause describes. None where nobody is told.
    """
    here = verb
    for _ in range(CLIMB):
        thing = parsed.kid(here.index, "dobj")
        if (
            here.lemma in QUOTING
            and thing is not None
            and any(k.lemma == "as" for k in parsed.kids(here.index, "prep"))
        ):
            return thing.index  # "the agency quoted Silva as saying"
        if here.index == verb.head and here.dep == "ccomp" and goes_on_with_cue(parsed, verb, parsed.words[here.head]):
            here = parsed.words[here.head]  # "Silva said he would go and insisted …": Silva insists
        subject = parsed.kid(here.index, "nsubj", "csubj")
        if subject is not None and subject.index != here.index:
            return _antecedent(parsed, here, subject)
        passive = parsed.kid(here.index, "nsubjpass")
        if passive is not None:
            if here.index != verb.index and here.lemma in {"quote", "ask", "force", "hear", "tell"}:
                return passive.index
            return passive.index if here.index != verb.index else None
        head = parsed.words[here.head]
        if head.index == here.index:
            return None
        if here.dep in {"acl", "relcl"}:
            return _issuer(parsed, head)
        if here.dep not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux", "dep"}:
            return None
        if here.dep == "ccomp" and here.tag not in {"VBG", "VB"}:
            return None
        here = head
    return None


def goes_on_with_cue(parsed: ParsedSentence, verb: Word, cue: Word) -> bool:
    """Tell whether a verb that the parser joins to what is said is rather a second cue.

    "said he would go and insisted …", "said it was so, describing …": a verb of saying without a subject of its own, in
    the first cue's tense or, after a comma, a participle.
    """
    if cue.tag not in FINITE or verb.lemma not in SAYING or parsed.kid(verb.index, "nsubj", "nsubjpass") is not None:
        return False
    if verb.dep == "conj":
        return verb.tag == cue.tag
    before = {word.text for word in parsed.words[max(0, verb.index - 2) : verb.index]}
    return verb.dep == "advcl" and verb.tag == "VBG" and "," in before


def speaker_inside(parsed: ParsedSentence, verb: Word) -> int | None:
    """Return the name in a cue that stands between commas inside the clause that it reports; None for any other verb.

    "The bridge, Silva warned, will not stand", "the law, wrote Judge Silva, does not bend": the parser gives such a cue
    the subject of the clause that it interrupts.
    """
    words, here = parsed.words, verb.index
    if verb.tag not in FINITE or here < _FEWEST_BEFORE or here + 1 >= len(words):
        return None
    first = here - 1
    while first > 0 and words[first].pos == "PROPN":
        first -= 1
    if first < here - 1 and words[first].text == "," and words[here + 1].text == ",":
        return here - 1
    last = here + 1
    while last + 1 < len(words) and words[last].pos == "PROPN":
        last += 1
    if words[here - 1].text == "," and words[last].text == "," and last > here + 1 and verb.lemma not in ADDRESSING:
        return last - 1
    return None


_FEWEST_BEFORE = 2  # words before such a cue: a noun and a comma


def speaker_near(parsed: ParsedSentence, verb: Word, barred: frozenset[int] = frozenset()) -> int | None:
    """Return the head of the noun phrase right before a verb, else right after it: what a parser misses.

    It misses the subject of some inverted cues ("said Novak"), of a subject far from its verb, and of a cue with a
    typing error. Words in ``barred`` end the search. None where a verb or another clause stands between.
    """
    before = tuple(reversed(parsed.words[max(0, verb.index - _NEAR_WORDS) : verb.index]))
    after = parsed.words[verb.index + 1 : verb.index + 1 + _NEAR_WORDS]
    for run in (before, after):
        near = _nominal_in(run, barred)
        if near is not None:
            return _phrase_head(parsed, near, barred)
    return None


_NEAR_WORDS = 12


def _nominal_in(run: tuple[Word, ...], barred: frozenset[int]) -> Word | None:
    for word in run:
        if word.index in barred or (word.pos in VERBAL and word.dep != "amod") or word.text in {":", ";"}:
            return None
        if word.pos in NOMINAL and word.tag not in {"WP", "WDT"} and word.entity not in {"DATE", "TIME"}:
            return word
        if word.pos in {"ADP", "SCONJ", "CCONJ"} and run[0].index == word.index:
            return None
    return None


def _phrase_head(parsed: ParsedSentence, word: Word, barred: frozenset[int]) -> int:
    here = word
    for _ in range(_NEAR_WORDS):
        head = parsed.words[here.head]
        described = here.dep == "appos" and head.pos == "PROPN"
        if not (described or here.dep in _MODIFIERS) or head.index in barred:
            break
        if head.index == here.index or head.pos not in NOMINAL:
            break
        here = head
    return here.index


_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod"})


def _issuer(parsed: ParsedSentence, noun: Word) -> int:
    """Return who speaks in "she released a statement saying": not the statement; else the noun itself."""
    head = parsed.words[noun.head]
    if noun.dep == "dobj" and noun.pos == "NOUN" and noun.lemma in CARRIERS and head.pos in VERBAL:
        subject = parsed.kid(head.index, "nsubj")
        if subject is not None:
            return subject.index
    return noun.index


def _antecedent(parsed: ParsedSentence, verb: Word, subject: Word) -> int:
    if subject.tag in {"WP", "WDT"} and verb.dep == "relcl" and subject.lemma in {"who", "which", "that"}:
        return _who(parsed, verb.head) if subject.lemma == "who" else verb.head
    return subject.index


def _who(parsed: ParsedSentence, index: int) -> int:
    """Return whom "who" means: in "Silva, head of Dornau Ports, who said", not the ports but the head, who is Silva."""
    here = parsed.words[index]
    for _ in range(CLIMB):
        head = parsed.words[here.head]
        if here.entity == "PERSON" or head.pos in VERBAL or head.index == here.index:
            break
        if here.dep == "appos" and head.pos == "PROPN":
            return head.index
        here = head
    return index
