"""Phrases: facts without a figure ("a freeze on property taxes", "his 2014 annexation"): a noun and what is tied to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filiation.testimony.clause import clause_around, phrase_around
from filiation.testimony.english_names import BODIES, ROLES
from filiation.testimony.facts import is_year
from filiation.testimony.grammar import ParsedSentence, Word
from filiation.text import Span

Tie = tuple[str, str]
"""What is said of a noun, and the noun, as lemmas: ``("power", "line")``, ``("2014", "annexation")``."""

_MODIFIERS = ("amod", "compound", "nmod", "nummod")
# Nouns that name a time or an amount, a person by what he is, or a body, are in every report.
_PLAIN = (
    frozenset(
        """
        time year month week day hour minute morning afternoon evening night today part number lot kind way thing people
        man woman percent statement conference member source
        """.split()  # noqa: SIM905 a list of words reads best as words
    )
    | ROLES
    | BODIES
)
# What is said of many a noun, and tells nothing.
_LIGHT = frozenset(
    """
    last next first second new old other more many several few same such own good big large small great major whole
    recent current former previous early late full main senior local national international public only least most
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what is tied to it.

    Attributes:
        noun: Its lemma.
        ties: At least one.
        clause: The clause that it stands in, in the sentence's offsets.
        nearby: The smallest noun phrase around it that says something, likewise.
    """

    noun: str
    ties: frozenset[Tie]
    clause: Span
    nearby: Span


def phrases(sentence: ParsedSentence) -> Iterator[Phrase]:
    """Yield the noun phrases of a sentence that say something of a noun, in order of the nouns."""
    for noun in sentence.words:
        if noun.pos != "NOUN" or noun.lemma in _PLAIN:
            continue
        tied = [word for word in sentence.kids(noun.index, *_MODIFIERS) if _says_something(word)]
        for preposition in sentence.kids(noun.index, "prep"):
            tied += [word for word in sentence.kids(preposition.index, "pobj") if _is_noun_or_year(word)]
        if tied:
            fact = Span(min(noun.start, *(w.start for w in tied)), max(noun.end, *(w.end for w in tied)))
            ties = frozenset((word.lemma.lower(), noun.lemma.lower()) for word in tied)
            yield Phrase(
                noun.lemma.lower(), ties, clause_around(sentence, fact, noun), phrase_around(sentence, fact, noun)
            )


def _says_something(word: Word) -> bool:
    if word.pos == "NUM":  # a year says which; other numbers are figures
        return is_year(word)
    return word.lemma not in _LIGHT and word.text[:1].isalpha()


def _is_noun_or_year(word: Word) -> bool:
    return (word.pos in {"NOUN", "PROPN"} and word.lemma not in _PLAIN) or is_year(word)
