"""Names in a sentence: runs of proper nouns, the titles before them, and whether they are a person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filiation.article.names import begins_with_given_name
from filiation.testimony.english_names import (
    AGENT_ENDINGS,
    BODIES,
    HONORIFICS,
    PARTICLES,
    POSTNOMINALS,
    RANKS,
    ROLES,
    TITLES,
)
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
        run = [word] if word.pos == "PROPN" or _begins_name(sentence, word) else []
    if run:
        yield tuple(run)


def _begins_name(sentence: ParsedSentence, word: Word) -> bool:
    """Tell whether a first name that the tagger takes for another word begins here: "Jolly Ekeland"."""
    following = sentence.words[word.index + 1 : word.index + 2]
    return (
        word.entity == "PERSON"
        and word.pos in {"ADJ", "NOUN", "VERB"}
        and word.text.istitle()
        and bool(following)
        and following[0].pos == "PROPN"
        and following[0].entity == "PERSON"
    )


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
    if last_person is None or len(words) > _USUAL_NAME:
        words = _from_given_name(words)
    if not words or (len(words) == 1 and is_title(words[0])):
        return (), False
    if any(c.isdigit() for w in words for c in w.text):
        return (), False
    if last_person is None and len(words) == 1:
        titled = is_ranked(run, words)  # "the Foreign Ministry", "General Motors" are no people
    return tuple(words), last_person is not None or titled


def printed_name(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the words of a name as they are to be printed, what a hyphen joins in one: ``("Ana", "Silva-Brandt")``."""
    found: list[str] = []
    last: Word | None = None
    for word in words:
        plain = clean(word.text)
        if not plain:
            continue
        joined = last is not None and word.index == last.index + 2 and word.start == last.end + 1
        if found and joined:
            found[-1] = f"{found[-1]}-{plain}"
        else:
            found.append(plain)
        last = word
    while len(found) > _FEWEST_NAME and found[-1] in POSTNOMINALS:
        found.pop()
    return tuple(found)


_USUAL_NAME = 3  # words


def _from_given_name(words: list[Word]) -> list[Word]:
    """Leave out what stands before a first name that has a surname after it: an office that no list knows."""
    if not words or begins_with_given_name(words[0].text):
        return words
    for i in range(1, len(words) - 1):
        first = words[i].text
        if first.istitle() and first.lower() not in PARTICLES and begins_with_given_name(first):
            return words[i:]
    return words


def _is_left_out(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    hyphened = index > 0 and words[index - 1].text in {"-", "–"}
    return word.entity is None and word.text.isalpha() and word.text.istitle() and not is_title(word) and not hyphened


def is_title(word: Word) -> bool:
    """Tell whether a word stands before names and is no part of them: an honorific, an office, a rank."""
    return is_title_word(word.text)


def is_honorific(word: Word) -> bool:
    """Tell whether a word is a "Mr" or "Mrs", which only people have, whatever else their surname may be."""
    return word.text.lower().rstrip(".") in HONORIFICS


def is_title_word(word: str) -> bool:
    """Tell the same of a printed word."""
    plain = word.lower().rstrip(".")
    return plain in HONORIFICS or plain in TITLES or plain.split("-")[0] in ROLES


def clean(word: str) -> str:
    """Return a word of a name without the genitive's ending and without points, initials kept."""
    plain = word.strip('.,;:“”"()')
    for ending in ("'s", "’s", "‘s"):
        if plain.endswith(ending):
            return plain[: -len(ending)]
    return plain + "." if len(plain) == 1 and word.endswith(".") else plain.rstrip("'’‘")


def is_described(sentence: ParsedSentence, words: Sequence[Word]) -> bool:
    """Tell whether the text beside a name says that it is a person's.

    "farmer Ana Silva", "the judge, Ana Silva", "Ana Silva, a judge,", "Ana Silva – who farms", "Ana Silva, 41,".
    """
    last = words[-1]
    if last.dep == "appos":
        head = sentence.words[last.head]
        if head.pos == "NOUN" and head.tag == "NN" and head.entity is None:
            return _is_someone(head)
    before = [w for w in sentence.kids(last.index, "compound", "nmod") if w.index == words[0].index - 1]
    if any(w.pos == "NOUN" and w.text.islower() and _is_someone(w) for w in before):
        return True
    return len(words) > 1 and is_name_like([w.text for w in words]) and _says_what_follows(sentence, last)


def _is_someone(noun: Word) -> bool:
    return noun.lemma not in BODIES and (noun.lemma in ROLES or noun.lemma.endswith(AGENT_ENDINGS))


def _says_what_follows(sentence: ParsedSentence, last: Word) -> bool:
    after = sentence.words[last.index + 1 : last.index + 2 + _APPOSITION]
    if len(after) < _FEWEST_AFTER or after[0].text not in ASIDE:
        return False
    first = after[1]
    if first.lemma in {"who", "whose", "whom"}:
        return True
    if first.pos == "NUM":
        return after[2].text in ASIDE and first.text.isdigit() and len(first.text) < _FEWEST_AFTER
    noun: Word | None = None
    for word in after[1:]:
        if word.pos == "NOUN":
            noun = word
        elif word.pos not in {"DET", "ADJ", "PROPN", "ADV", "NUM", "PART", "PRON"} and word.text != "-":
            break
        elif word.tag in {"WDT", "PRP"}:
            return False
    return noun is not None and noun.tag == "NN" and _is_someone(noun)


ASIDE = frozenset({",", "-", "–", "—", "--", "(", ")"})
"""Marks that part an apposition from its name."""

_APPOSITION = 8  # words to its noun
_FEWEST_AFTER = 3


def is_name_like(words: Sequence[str]) -> bool:
    """Tell whether words have the shape of a person's name: two to four capitalised ones, particles apart, no body."""
    capitals = [w for w in words if w.lower() not in PARTICLES]
    return (
        _FEWEST_NAME <= len(capitals) <= _LONGEST_PERSON
        and all(
            w[:1].isupper() and w.rstrip(".").replace("-", "").replace("’", "").replace("'", "").isalpha()
            for w in capitals
        )
        and not any(w.lower() in BODIES for w in capitals)
    )


_FEWEST_NAME, _LONGEST_PERSON = 2, 4


def without_titles(words: Sequence[str]) -> tuple[str, ...]:
    """Return the name after the last title in a row of words; the words themselves where no name would be left."""
    cut = max((i for i, w in enumerate(words) if is_title_word(w)), default=-1)
    rest = tuple(words[cut + 1 :])
    return rest if is_name_like(rest) else tuple(words)


def is_ranked(run: Sequence[Word], words: Sequence[Word]) -> bool:
    """Tell whether a lone surname follows a title that only people have: "Sen. Silva", not "General Motors"."""
    before = [w for w in run if w.index == words[0].index - 1]
    return (
        len(words) == 1
        and bool(before)
        and before[0].text.lower().rstrip(".") in RANKS
        and (is_honorific(before[0]) or all(w.entity in {None, "PERSON"} for w in (*before, *words)))
        and words[0].text.lower() not in BODIES
    )


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
