"""Hard facts in a sentence: figures with what they count, names, places, negation.

Two sentences are about one fact when these agree, whatever the wording; they are in conflict when one of them differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filiation.testimony.clause import clause_around, phrase_around
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.text import Span, hull

# "11.700 workers" is a thousands' point where it groups by three and no percentage or price follows from it.
_POINTED = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_DIGITS = re.compile(r"^[$£€¥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$")
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(value) for value, word in enumerate(_SMALL)} | {
    word: 10.0 * (ten + 2) for ten, word in enumerate(_TENS)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "bln": 1e9,
    "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_DASHES = frozenset({"-", "‐", "–", "/"})
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
_TIMES = frozenset({"DATE", "TIME"})
_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "decade"})
_MONTHS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
# A phrase longer than this is the whole clause, not the thing counted.
_LONGEST_PHRASE = 240
# Plain numbers between these may be years; a larger one is no date, whatever the model takes it for.
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts.

    Attributes:
        value: The number itself, scale word included.
        counted: Lemma of the noun that it counts, a currency, or ``percent``; None where it stands alone.
        qualifiers: Lemmas of the adjectives and nouns in front of the counted one, sorted.
        span: The phrase, in the sentence's own offsets; it holds the number.
        clause: The clause that it stands in, likewise: it says by itself what is counted.
        nearby: The smallest noun phrase around it that says something, likewise; the clause where none does.
    """

    value: float
    counted: str | None
    qualifiers: tuple[str, ...]
    span: Span
    clause: Span
    nearby: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """A place or a year in a phrase ("in Vienna", "since 2014"): its folded name, and what it sets, in the sentence's offsets."""

    name: str
    clause: Span


def figures(sentence: ParsedSentence) -> Iterator[Figure]:
    """Yield the figures of a sentence, durations and ordinals in digits included; dates, clock times, bare years are none."""
    past = 0
    for word in sentence.words:
        if word.index < past:
            continue
        read = _number(sentence, word.index)
        if read is None:
            continue
        value, past = read
        if (
            _is_date(sentence, word, past, value)
            or _is_score(sentence, word.index, past)
            or _is_named(sentence, word.index)
        ):
            continue
        figure = _figure(sentence, word, sentence.words[past - 1], value)
        following = sentence.words[word.index + 1].lemma if word.index + 1 < len(sentence.words) else ""
        if word.lemma != "one" or (figure.counted is not None and following != "of"):  # "one of the largest"
            yield figure


def names(sentence: ParsedSentence) -> frozenset[str]:
    """Return the folded words of the names in a sentence, a possessive ``'s`` left out."""
    return frozenset(
        word.text.lower().rstrip(".")
        for word in sentence.words
        if (word.entity in _NAMES or (word.pos == "PROPN" and word.entity not in _TIMES))
        and len(word.text) > 2
        and word.text[0].isupper()
    )


def places(sentence: ParsedSentence) -> Iterator[Setting]:
    """Yield the places that a preposition puts something in or at."""
    for word in sentence.words:
        if word.dep != "pobj" or word.pos != "PROPN" or (word.entity is not None and word.entity not in _PLACES):
            continue
        preposition = sentence.words[word.head]
        if preposition.lemma in {"in", "at", "near"}:
            yield Setting(word.text.lower(), phrase_around(sentence, Span(preposition.start, word.end), preposition))


def years(sentence: ParsedSentence) -> Iterator[Setting]:
    """Yield the years that say when something was; none of a date with its month ("3 May 2014"), nor of a name."""
    for word in sentence.words:
        around = sentence.words[max(word.index - 2, 0) : word.index] + sentence.words[word.index + 1 : word.index + 2]
        if is_year(word) and not any(each.pos == "PROPN" or each.text[0].isdigit() for each in around):
            yield Setting(word.text, phrase_around(sentence, Span(word.start, word.end), word))


def is_year(word: Word) -> bool:
    """Tell whether a word is a year in digits."""
    text = word.text
    return (
        len(text) == len("2014")
        and text.isdigit()
        and _EARLIEST_YEAR <= int(text) <= _LATEST_YEAR
        and word.pos == "NUM"
    )


def is_negated(sentence: ParsedSentence) -> bool:
    """Tell whether the main clause of a sentence is negated."""
    return any(word.dep == "neg" and sentence.words[word.head].dep == "ROOT" for word in sentence.words)


def _number(sentence: ParsedSentence, index: int) -> tuple[float, int] | None:
    """Read the number that begins at a word; return it and the index past it, or None."""
    word = sentence.words[index]
    text = word.text.lower()
    if found := _ORDINAL.match(text):
        return float(found[1]), index + 1
    if _POINTED.match(text) and not _is_rate(sentence, index):
        return float(text.replace(".", "")), index + 1
    if found := _DIGITS.match(text):
        value = float(found[1].replace(",", "") + (found[2] or ""))
        if "," not in text and found[2] is None and _EARLIEST_YEAR <= value <= _LATEST_YEAR and word.dep != "nummod":
            return None
    elif text in _WORDS and word.pos == "NUM":
        value = _WORDS[text]
        if text in _TENS and (unit := _unit_after(sentence, index)) is not None:  # "twenty-one"
            value, index = value + unit, index + 2
    else:
        return None
    past = index + 1
    while past < len(sentence.words) and (scale := _SCALES.get(sentence.words[past].text.lower())) is not None:
        value *= scale
        past += 1
    return value, past


def _unit_after(sentence: ParsedSentence, index: int) -> float | None:
    """Return the 1 to 9 that a dash ties to the word for a ten; None where none does."""
    following = [word.text.lower() for word in sentence.words[index + 1 : index + 3]]
    tied = len(following) > 1 and following[0] in _DASHES and following[1] in _SMALL[1:10]
    return _WORDS[following[1]] if tied else None


def _is_rate(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether a number is a percentage or a price, where three decimals are decimals."""
    before = sentence.words[index - 1].text if index else ""
    after = sentence.words[index + 1].lemma if index + 1 < len(sentence.words) else ""
    return before in _CURRENCIES or after in {"%", "percent", "per"} or after in _SCALES


def _is_date(sentence: ParsedSentence, first: Word, past: int, value: float) -> bool:
    """Tell whether a number belongs to a date or a clock time; a duration ("25 years") does not."""
    around = [sentence.words[i] for i in (first.index - 1, past) if 0 <= i < len(sentence.words)]
    if any(word.text.lower().rstrip(".") in _MONTHS and word.text[0].isupper() for word in around):
        return True
    if past < len(sentence.words) and sentence.words[past].text in _DASHES:  # "a nine-year term"
        past += 1
    following = sentence.words[past] if past < len(sentence.words) else None
    if value > _LATEST_YEAR or (following is not None and following.tag == "NNS"):  # "31 ages", as a spinner has it
        return False
    return first.entity in _TIMES and (following is None or following.lemma not in _UNITS)


def _is_named(sentence: ParsedSentence, index: int) -> bool:
    """Tell whether a number is part of a name ("a Corvus 300", "Update 12"): it stands behind a name, in digits."""
    if not index or not sentence.words[index].text.isdigit():
        return False
    before = sentence.words[index - 1]
    return before.pos == "PROPN" and before.entity not in _TIMES and before.text[0].isupper()


def _is_score(sentence: ParsedSentence, index: int, past: int) -> bool:
    """Tell whether a number is one side of a score or a range written with a dash: its two numbers are one thing."""
    around = [(index - 1, index - 2), (past, past + 1)]
    return any(
        0 <= far < len(sentence.words)
        and sentence.words[dash].text in _DASHES
        and sentence.words[far].text[:1].isdigit()
        for dash, far in around
        if dash >= 0
    )


# What becomes of people is counted without them.
_FATES = {
    "dead": "dead", "killed": "dead", "injured": "injured", "wounded": "injured", "hurt": "injured", "missing": "missing",
    "homeless": "homeless", "arrested": "arrested", "detained": "arrested", "hospitalised": "injured", "hospitalized": "injured",
}  # fmt: skip


def _figure(sentence: ParsedSentence, first: Word, last: Word, value: float) -> Figure:
    counted, qualifiers, span = _counting(sentence, first, last)
    owner = _owner(sentence, first)
    if owner is not None:
        span = hull([span, _phrase(sentence, owner, span)])
    clause, nearby = clause_around(sentence, span, first), phrase_around(sentence, span, first)
    return Figure(value, counted, qualifiers, span, clause, nearby)


def _counting(sentence: ParsedSentence, first: Word, last: Word) -> tuple[str | None, tuple[str, ...], Span]:
    """Return what a number counts, with its qualifiers, and the phrase."""
    following = sentence.words[last.index + 1 : last.index + 3]
    if following and following[0].lemma in {"%", "percent", "percentage"}:
        return "percent", (), Span(first.start, following[0].end)
    if [word.text.lower() for word in following] == ["per", "cent"]:
        return "percent", (), Span(first.start, following[1].end)
    if following and following[0].text.lower() == "times":  # "three times the usual flow" counts times
        return "times", (), Span(first.start, following[0].end)
    before = sentence.words[first.index - 1] if first.index else None
    if before is not None and before.text in _CURRENCIES:
        return _CURRENCIES[before.text], (), Span(before.start, last.end)
    noun = _counted(sentence, last)
    fate = _fate(following) if noun is None else None
    if fate is not None:
        return _FATES[fate.text.lower()], (), Span(first.start, fate.end)
    noun = noun or _counted_before(sentence, first)
    if noun is None:
        return None, (), Span(first.start, last.end)
    qualifiers = tuple(
        sorted(kid.lemma for kid in sentence.kids(noun.index, "amod", "compound") if kid.start >= last.end)
    )
    return noun.lemma, qualifiers, _phrase(sentence, noun, Span(first.start, last.end))


def _counted(sentence: ParsedSentence, last: Word) -> Word | None:
    """Return the noun that a number counts: its head, or the next noun close by where the parse is off."""
    following = sentence.words[last.index + 1 : last.index + 5]
    if following and following[0].text in _DASHES:  # "a 386-page ruling" counts pages
        return following[1] if len(following) > 1 and following[1].pos == "NOUN" else None
    head = sentence.words[last.head]
    if last.dep in {"nummod", "compound", "amod"} and head.pos in {"NOUN", "PROPN"} and head.index > last.index:
        # "11,700 rail and harbour workers" counts workers.
        while head.dep in {"compound", "nmod"} and sentence.words[head.head].index > head.index:
            head = sentence.words[head.head]
        return head
    if following and following[0].lemma == "of":
        return next((word for word in following[1:] if word.pos == "NOUN"), None)
    for word in following[:3]:
        if word.pos == "NOUN":
            return word
        if word.pos not in {"ADJ", "ADV", "PROPN", "NUM"}:
            return None
    return None


def _fate(following: Sequence[Word]) -> Word | None:
    """Return the word that says what became of those who are counted: "14 dead", "nine confirmed dead"."""
    return next((word for word in following if word.text.lower() in _FATES), None)


def _counted_before(sentence: ParsedSentence, first: Word) -> Word | None:
    """Return the noun in front of a number that counts nothing behind it: "a crowd of 45,700", "minute 80"."""
    before = sentence.words[max(first.index - 1, 0) : first.index]
    if before and before[-1].pos == "NOUN" and (before[-1].index == first.head or before[-1].lemma in _UNITS):
        return before[-1]
    return _owner(sentence, first)


def _owner(sentence: ParsedSentence, first: Word) -> Word | None:
    """Return the noun that a figure measures: the raise in "a raise of 8.7 percent"; None where there is none."""
    start = first.index - 1 if first.index and sentence.words[first.index - 1].text in _CURRENCIES else first.index
    before = sentence.words[max(start - 2, 0) : start]
    return before[0] if len(before) > 1 and before[1].lemma == "of" and before[0].pos == "NOUN" else None


def _phrase(sentence: ParsedSentence, noun: Word, number: Span) -> Span:
    """Return the noun with all that hangs on it; only number to noun where that is too much."""
    words = [sentence.words[index] for index in sentence.subtree(noun.index)]
    whole = Span(min(number.start, words[0].start), max(number.end, words[-1].end))
    return whole if len(whole) <= _LONGEST_PHRASE else Span(min(number.start, noun.start), max(number.end, noun.end))
