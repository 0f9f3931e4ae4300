"""Names in a sentence: runs of proper nouns, the titles before them, and whether they are a person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filiation.testimony.english import BODIES, HONORIFICS, PARTICLES, ROLES, TITLES
from filiation.testimony.grammar import ParsedSentence, Word


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
        # A given name that the recogniser left out: neither a title nor part of another name.
        if first == last_person and first > 0 and _is_left_out(words, first - 1):
            first -= 1
        titled = any(is_title(w) for w in words[:first])
        words = words[first : last_person + 1]
    while len(words) > 1 and (is_title(words[0]) or words[0].text in {"-", "–"}):
        titled = True
        words = words[1:]
    if last_person is None and titled:
        # "General Ana Silva" tagged as a body: what follows the last title is the name.
        cut = max((i for i, w in enumerate(words[:-1]) if is_title(w)), default=-1)
        words = words[cut + 1 :]
    words = [w for w in words if any(c.isalpha() for c in w.text)]
    if not words or (len(words) == 1 and is_title(words[0])):
        return (), False
    if any(c.isdigit() for w in words for c in w.text):
        return (), False
    return tuple(words), last_person is not None or titled


def _is_left_out(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    hyphened = index > 0 and words[index - 1].text in {"-", "–"}
    return word.entity is None and word.text.isalpha() and word.text.istitle() and not is_title(word) and not hyphened


def is_title(word: Word) -> bool:
    """Tell whether a word stands before names and is no part of them: an honorific, an office, a rank."""
    plain = word.text.lower().rstrip(".")
    return plain in HONORIFICS or plain in TITLES or plain.split("-")[0] in ROLES


def clean(word: str) -> str:
    """Return a word of a name without the genitive's ending and without points, initials kept."""
    plain = word.strip('.,;:“”"()')
    for ending in ("'s", "’s", "‘s"):
        if plain.endswith(ending):
            return plain[: -len(ending)]
    return plain + "." if len(plain) == 1 and word.endswith(".") else plain.rstrip("'’‘")


def is_described(sentence: ParsedSentence, words: Sequence[Word]) -> bool:
    """Tell whether a common noun beside a name says that it is a person's: "farmer Ana Silva", "the judge, Ana Silva"."""
    last = words[-1]
    if last.dep == "appos":
        head = sentence.words[last.head]
        if head.pos == "NOUN" and head.tag == "NN" and head.lemma not in BODIES and head.entity is None:
            return head.lemma in ROLES or head.lemma.endswith(_AGENT)
    before = [w for w in sentence.kids(last.index, "compound", "nmod") if w.index == words[0].index - 1]
    return any(
        w.pos == "NOUN"
        and w.text.islower()
        and w.lemma not in BODIES
        and (w.lemma in ROLES or w.lemma.endswith(_AGENT))
        for w in before
    )


_AGENT = ("er", "or", "ist", "ian", "man", "woman", "person", "ant", "ent", "ee", "eer", "yst", "ic", "mate", "chief")
"""How English ends a noun for someone who does something."""


def roles_beside(sentence: ParsedSentence, words: Sequence[Word]) -> set[str]:
    """Return the nouns for what the person is that stand before the name or in apposition to it."""
    head = words[-1]
    found: set[str] = set()
    near = list(sentence.kids(head.index, "appos", "compound", "nmod", "amod"))
    if head.dep == "appos":
        near.append(sentence.words[head.head])
    for word in near:
        lemma = word.text.lower()
        if lemma in ROLES or lemma.split("-")[0] in ROLES:
            found.add(lemma)
    return found
