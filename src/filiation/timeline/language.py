"""What a language brings: words by class, phrases, rules, and the marks of past and future."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Entry(NamedTuple):
    """What a word or phrase is to the grammar: the letter of its class, and its value there ("" where it has none)."""

    letter: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of temporal expression: a regular expression over class letters, one a token, and what it means.

    Attributes:
        shape: Matched against the letters of a text.
        meaning: Name of a function in `filiation.timeline.meaning.MEANINGS`.
    """

    shape: re.Pattern[str]
    meaning: str


@dataclass(frozen=True, slots=True)
class Language:
    """The resources of one language, all of them data.

    Attributes:
        code: ISO 639-1.
        words: Class and value by word, folded.
        capitalised: Words that are of their class only with a capital: "May", "March", "Sun".
        phrases: By their first two words: the words that follow, longest first, and what all are together.
        numbers: Value by number word.
        rules: In order of preference where two match the same tokens.
        future: Words that put what follows into the future.
        future_before: Words that do so right before a date: "payable", "ahead of".
        limits: Words that do so right before a date where no verb tells: "until", "by".
        future_infinitives: Verbs whose infinitive lies in the future: "agreed to meet".
        future_objects: Those of them that may have an object before the infinitive: "expects the level to fall".
        future_copulas: Forms of "be" that put an infinitive into the future: "is to fly".
        infinitives: The words that follow one of those verbs: "to meet", "for Friday".
        past: Verb forms of the past.
        present: Auxiliaries behind which such a form tells how things are: "is closed".
        past_endings: Endings that make a verb form of the past, of words of at least five letters.
        not_past: Words with such an ending that are none.
        clause_openers: Words at which a clause begins.
        counted: Words before a figure that make it a count and no year: "some 2000".
        rated: Words before "a year" that make it a rate: "a million a year".
        plural_endings: Of nouns: figures before such a word may be counts.
        known_days: By month and day: words behind a day without a year that tell its year, and that year.
    """

    code: str
    words: Mapping[str, Entry]
    capitalised: frozenset[str]
    phrases: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Entry], ...]]
    numbers: Mapping[str, int]
    rules: tuple[Rule, ...]
    future: frozenset[str]
    future_before: frozenset[str]
    limits: frozenset[str]
    future_infinitives: frozenset[str]
    future_objects: frozenset[str]
    future_copulas: frozenset[str]
    infinitives: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    past_endings: tuple[str, ...]
    not_past: frozenset[str]
    clause_openers: frozenset[str]
    counted: frozenset[str]
    rated: frozenset[str]
    plural_endings: tuple[str, ...]
    known_days: Mapping[tuple[int, int], tuple[frozenset[str], int]]


def forms(text: str) -> tuple[str, ...]:
    """Read a list of words."""
    return tuple(text.split())


def words_of(table: Mapping[str, str]) -> dict[str, Entry]:
    """Read a table of words: by letter, "form form=value …"; an underscore stands for nothing but itself."""
    return {
        form: Entry(letter, value)
        for letter, row in table.items()
        for form, _, value in (cell.partition("=") for cell in row.split())
    }


def phrases_of(table: Mapping[str, str]) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], Entry], ...]]:
    """Read a table of phrases of two words or more: by letter, "first second=value; …"; longest first for each opening."""
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = {}
    for letter, row in table.items():
        for cell in row.split(";"):
            phrase, _, value = cell.strip().partition("=")
            first, second, *rest = phrase.split()
            found.setdefault((first, second), []).append((tuple(rest), Entry(letter, value)))
    return {opening: tuple(sorted(every, key=lambda each: -len(each[0]))) for opening, every in found.items()}


def rules_of(table: str) -> tuple[Rule, ...]:
    """Read a table of rules: "meaning shape" a line; ``<NAME>`` stands for a shape defined before as "NAME := shape"."""
    named: dict[str, str] = {}
    rules = []
    for line in table.strip().splitlines():
        row = line.partition("  #")[0].strip()
        if not row:
            continue
        if ":=" in row:
            name, _, shape = row.partition(":=")
            named[name.strip()] = f"(?:{_filled(shape.strip(), named)})"
            continue
        meaning, shape = row.split(maxsplit=1)
        rules.append(Rule(re.compile(_filled(shape, named)), meaning))
    return tuple(rules)


def _filled(shape: str, named: Mapping[str, str]) -> str:
    for name, value in named.items():
        shape = shape.replace(f"<{name}>", value)
    return shape
