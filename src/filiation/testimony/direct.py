"""Direct speech: the cue and the speaker of a quotation, from the sentence around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filiation.testimony.english import NOUN_CUES, PUTTING, SAYING
from filiation.testimony.frame import Frame, Held
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.testimony.subject import FINITE, NOMINAL, VERBAL, speaker_inside, speaker_near, speaker_of


@dataclass(frozen=True, slots=True)
class Credit:
    """Who a quotation is given to: words of the cue, head word of the speaker (None: not told here), and a support."""

    cue: tuple[int, ...]
    source: int | None
    support: float


def quoted_words(frame: Frame, parsed: ParsedSentence) -> frozenset[int]:
    """Return the words of a frame that are stand-ins for quotations."""
    return frozenset(i for held in frame.held for i in range(*parsed.between(held.span.start, held.span.end)))


def credit_of(frame: Frame, parsed: ParsedSentence, held: Held, inside: frozenset[int]) -> Credit | None:
    """Find cue and speaker of a quotation in its own sentence; None where the sentence has neither.

    Args:
        frame: The sentence.
        parsed: Its grammar.
        held: One of its stand-ins.
        inside: Its `quoted_words`.
    """
    own = list(parsed.words[slice(*parsed.between(held.span.start, held.span.end))])
    outside = [w for w in parsed.words if w.index not in inside]
    if not own or not outside:
        return None
    told = _label(outside, own) or _predicated(parsed, outside, own) or _is_like(parsed, outside, own)
    if told is not None:
        return told
    best: tuple[float, Word] | None = None
    for verb in outside:
        if verb.pos not in VERBAL and verb.lemma not in SAYING:
            continue
        score = _fitness(parsed, verb, own)
        if _leads_on(frame, held) and 0 < verb.index - own[-1].index <= _NEAR_WORDS:
            score += _AFTER_COMMA
        if best is None or score > best[0]:
            best = (score, verb)
    according = _according(parsed, outside)
    if best is not None and best[0] >= _ENOUGH:
        verb = best[1]
        source = _source(parsed, verb, own, inside)
        known = verb.lemma in SAYING
        if source is None and according is not None:
            return according
        return Credit(_cue(parsed, verb), source, 0.95 if known and source is not None else 0.7)
    return (
        according
        or _in_words_of(parsed, outside)
        or _introduced(parsed, outside, own, inside)
        or _nominal(parsed, outside)
        or _bare_name(frame, held, outside, own)
    )


def _leads_on(frame: Frame, held: Held) -> bool:
    """Tell whether a comma, inside the marks or (as the British set it) after them, or a colon leads on to the cue."""
    return frame.text[held.span.end - 2] == "," or frame.text[held.span.end : held.span.end + 1] in {":", ","}


def _predicated(parsed: ParsedSentence, outside: list[Word], own: list[Word]) -> Credit | None:
    """Take `“…” is a line that Silva likes to repeat`, `“…” was how Silva put it`: who acts after the copula."""
    after = [w for w in outside if w.index > own[-1].index]
    if own[0].index > 1 or not after or after[0].lemma != "be" or after[0].pos not in VERBAL:
        return None
    for word in after[1 : 1 + _NEAR_WORDS]:
        if word.pos == "NOUN" and word.lemma in NOUN_CUES and _owner_of(parsed, word.index) != word.index:
            return Credit((word.index,), _owner_of(parsed, word.index), 0.75)
        if word.dep == "nsubj" and word.pos in {"PROPN", "PRON"} and word.tag not in {"WP", "WDT"}:
            return Credit((parsed.words[word.head].index,), word.index, 0.75)
    return None


def _is_like(parsed: ParsedSentence, outside: list[Word], own: list[Word]) -> Credit | None:
    """Take `and she is like, “…”`, as people tell what was said."""
    before = [w for w in outside if w.index < own[0].index and w.text not in {",", ":"}]
    if len(before) < _LIKE or before[-1].lemma not in {"like", "all"} or before[-2].lemma != "be":
        return None
    verb = before[-2]
    subject = parsed.kid(verb.index, "nsubj")
    who = subject.index if subject is not None else verb.index - 1
    near = parsed.words[who]
    told = who >= 0 and near.pos in NOMINAL and near.index not in {w.index for w in own}
    return Credit((verb.index, before[-1].index), who, 0.75) if told else None


_LIKE = 3  # words of "she is like"


def _introduced(parsed: ParsedSentence, outside: list[Word], own: list[Word], inside: frozenset[int]) -> Credit | None:
    """Take `Silva gave her reasons: “…”`: whoever does something before a colon, whatever it is called."""
    before = [w for w in outside if w.index < own[0].index]
    if not before or before[-1].text != ":":
        return None
    for verb in reversed(before):
        if verb.pos in VERBAL and verb.tag in FINITE:
            source = speaker_of(parsed, verb)
            if source is not None and source not in inside:
                return Credit((verb.index,), _owner_of(parsed, source), 0.7)
    return None


# How much speaks for a verb as the cue: read off the sentences of PolNeAR's train part by eye.
_ENOUGH = 2.0
_NEAR_WORDS = 12
_AFTER_COMMA = 0.5
"""For a verb after a quotation that ends with a comma: what governs it there is its cue, be it no verb of saying."""


def _fitness(parsed: ParsedSentence, verb: Word, own: list[Word]) -> float:
    """Add up what speaks for a verb as a quotation's cue: it governs it, it is a verb of saying, it stands near."""
    score = 0.0
    own_indices = {w.index for w in own}
    if any(w.head == verb.index for w in own if w.dep in {"ccomp", "parataxis", "dobj", "dep", "xcomp", "advcl"}):
        score += 2.0
    if verb.head in own_indices and verb.dep in {"parataxis", "ccomp", "conj", "advcl", "acl", "relcl", "dep"}:
        score += 1.0
    if verb.lemma in SAYING:
        score += 2.0
    elif verb.pos == "AUX" or verb.dep in {"aux", "auxpass"}:
        score -= 3.0
    score -= min(_gap(parsed, verb, own), _NEAR_WORDS) / _NEAR_WORDS
    if parsed.kid(verb.index, "neg") is not None:
        score -= _DENIED
    if verb.dep == "advcl" and verb.lemma in PUTTING and any(k.lemma == "as" for k in parsed.kids(verb.index, "mark")):
        score += 2.0  # "as he put it"
    if verb.dep in {"relcl", "acl", "amod"} and verb.tag != "VBG":
        score -= 1.0
    between = parsed.words[verb.index + 1 : own[0].index]
    if any(w.text == ":" for w in between) or (len(between) == 1 and between[0].text == ","):
        score += 0.5
    return score


_DENIED = 3.0
"""Against a cue that is denied: “Why in March?” The witness did not answer."""


def _gap(parsed: ParsedSentence, verb: Word, own: list[Word]) -> int:
    """Return how many words stand between a quotation and a verb, what is said of the verb's subject left out."""
    low, high = sorted((verb.index, own[-1].index if verb.index > own[-1].index else own[0].index))
    subject = parsed.kid(verb.index, "nsubj", "nsubjpass")
    described = parsed.subtree(subject.index) if subject is not None else ()
    return high - low - max(0, sum(low < i < high for i in described) - 2)


def _source(parsed: ParsedSentence, verb: Word, own: list[Word], inside: frozenset[int]) -> int | None:
    owner = parsed.kid(verb.index, "poss") if verb.pos == "NOUN" else None
    if owner is not None:
        return owner.index  # "Silva's reply:"
    told = speaker_inside(parsed, verb) if verb.index < own[0].index else None
    if told is None:
        told = speaker_of(parsed, verb)
    if told is not None and told not in inside:
        return _owner_of(parsed, told)
    agent = parsed.kid(verb.index, "agent")
    by = parsed.kid(agent.index, "pobj") if agent else None
    if by is not None:
        return by.index
    between = parsed.words[own[-1].index + 1 : verb.index]
    if between and between[0].text.lower() == "the" and between[-1].text.lower() == "old":
        return between[-1].index  # "the 52-year-old said"
    return speaker_near(parsed, verb, inside)


def _owner_of(parsed: ParsedSentence, source: int) -> int:
    """Return whose "answer" it is: "Silva's answer was short: “…”"."""
    noun = parsed.words[source]
    owner = parsed.kid(source, "poss") if noun.pos == "NOUN" and noun.lemma in NOUN_CUES else None
    return owner.index if owner is not None and owner.pos in NOMINAL else source


def _cue(parsed: ParsedSentence, verb: Word) -> tuple[int, ...]:
    return tuple(sorted({verb.index, *(k.index for k in parsed.kids(verb.index, "prt", "neg"))}))


# "Smith: “…”", "Q: “…”", "— Smith": a label is what stands alone between the sentence's end and a colon or a dash.
_LABEL_WORDS = 8


def _label(outside: list[Word], own: list[Word]) -> Credit | None:
    before = [w for w in outside if w.index < own[0].index]
    if 2 <= len(before) <= _LABEL_WORDS and before[-1].text == ":":
        words = before[:-1]
        if not any(w.pos in VERBAL for w in words) and any(w.pos == "PROPN" for w in words):
            first = words[: next((i for i, w in enumerate(words) if i and w.text == ","), len(words))]
            head = max((w for w in first if w.pos in NOMINAL), key=lambda w: w.index, default=words[-1])
            return Credit((before[-1].index,), head.index, 0.8)
    after = [w for w in outside if w.index > own[-1].index]
    if 2 <= len(after) <= _LABEL_WORDS and _DASH.fullmatch(after[0].text) and len(outside) == len(after):
        words = [w for w in after[1:] if w.pos in NOMINAL]
        if words and not any(w.pos in VERBAL for w in after) and words[0].pos == "PROPN":
            return Credit((after[0].index,), _last_of_name(words), 0.7)
    return None


def _bare_name(frame: Frame, held: Held, outside: list[Word], own: list[Word]) -> Credit | None:
    """Take `“…,” governor Ana Silva famous on Sunday`: a name after a quotation's comma, then a word no parser can place.

    What a typing error or a synonym spinner leaves of a cue: hence the low support.
    """
    after = [w for w in outside if w.index > own[-1].index]
    if frame.text[held.span.end - 2] != ",":
        return None
    name: Word | None = None
    for word in after[:_LABEL_WORDS]:
        if word.pos in {"PROPN", "PRON"} and word.text[:1].isupper() == (word.pos == "PROPN"):
            name = word
        elif name is not None:
            return Credit((word.index,), name.index, 0.5) if word.text.isalpha() else None
        elif word.pos not in {"ADJ", "NOUN", "DET"}:
            return None
    return None


def _last_of_name(words: list[Word]) -> int:
    last = words[0]
    for word in words[1:]:
        if word.index != last.index + 1 or word.pos != "PROPN":
            break
        last = word
    return last.index


_DASH = re.compile(r"[—–-]+")


def credit_by_phrase(parsed: ParsedSentence, outside: list[Word]) -> Credit | None:
    """Find "according to Silva" among the words around a quotation; None where there is none."""
    return _according(parsed, outside) or _in_words_of(parsed, outside)


def _in_words_of(parsed: ParsedSentence, outside: list[Word]) -> Credit | None:
    for word in outside:
        if word.lemma != "word" or word.tag != "NNS" or parsed.words[word.head].lemma != "in":
            continue
        of = parsed.kid(word.index, "prep")
        who = parsed.kid(of.index, "pobj") if of is not None and of.lemma == "of" else parsed.kid(word.index, "poss")
        if who is not None:
            return Credit((word.index,), who.index, 0.8)
    return None


def _according(parsed: ParsedSentence, outside: list[Word]) -> Credit | None:
    for word in outside:
        if word.text.lower() != "according":
            continue
        to = parsed.kid(word.index, "prep")
        who = parsed.kid(to.index, "pobj") if to else None
        if to is not None and who is not None:
            return Credit((word.index, to.index), who.index, 0.9)
    return None


def _nominal(parsed: ParsedSentence, outside: list[Word]) -> Credit | None:
    for word in outside:
        if word.pos == "NOUN" and word.lemma in NOUN_CUES:
            return Credit((word.index,), _owner_near(parsed, word, outside), 0.6)
    return None


def _owner_near(parsed: ParsedSentence, noun: Word, outside: list[Word]) -> int | None:
    owner = parsed.kid(noun.index, "poss")
    if owner is not None:
        return owner.index
    for preposition in parsed.kids(noun.index, "prep"):
        who = parsed.kid(preposition.index, "pobj")
        if preposition.lemma in {"by", "from"} and who is not None:
            return who.index
    for word in outside:
        if word.dep == "nsubj" and word.pos in NOMINAL:
            return word.index
    return None
