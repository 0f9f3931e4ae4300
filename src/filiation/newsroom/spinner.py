"""A synonym spinner: it swaps words for others without reading the sentence, as sites do that hide a copy."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from filiation.newsroom.draft import Draft, Sentence
from filiation.newsroom.marking import CREDIT, DATE, FACT, SPUN, SURNAME, edit, mark
from filiation.newsroom.vocabulary import pairs

DOUBLED = 0.006
"""Share of short words that come out twice, per unit of strength."""
_DOUBLES = frozenset(["for", "of", "to", "in", "on", "with", "that", "by", "at", "from"])


@cache
def _thesaurus() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    table: dict[str, tuple[str, ...]] = {}
    for word, synonyms in pairs("thesaurus", " > "):
        table[word] = (*table.get(word, ()), *synonyms.split(", "))
    keys = sorted((*table, *_DOUBLES), key=lambda k: (-len(k), k))
    return table, re.compile(r"(?<![\w'’-])(?:" + "|".join(map(re.escape, keys)) + r")(?![\w'’-])", re.IGNORECASE)


def spin(draft: Draft, strength: float, random: Random) -> Draft:
    """Spin a report.

    Args:
        draft: What to spin. Names of persons, figures and dates come through, titles and institutions may not.
        strength: Share of the words with synonyms that are swapped, 0-1.
        random: Decides which; one word is swapped the same way throughout a page most of the time.

    Returns:
        The draft with its spun phrases marked, each with what stood there. Articles are left as they were, so some
        are wrong afterwards; some words come out split or doubled.
    """
    table, words = _thesaurus()
    habits = {word: random.choice(synonyms) for word, synonyms in sorted(table.items())}

    def swap(found: re.Match[str]) -> str:
        plain = found.group()
        word = plain.lower()
        if word in _DOUBLES:
            doubled = random.random() < DOUBLED * strength
            return mark(SPUN, plain, f"{plain} {word}") if doubled else plain
        if random.random() >= strength:
            return plain
        spun = habits[word] if random.random() < 0.8 else random.choice(table[word])
        return mark(SPUN, plain, _cased(plain, spun))

    new: dict[int, Sentence | None] = {
        n: replace(s, text=edit(s.text, lambda chunk: words.sub(swap, chunk), outside=FACT + DATE + CREDIT + SURNAME))
        for n, s in enumerate(draft.sentences())
    }
    headline = words.sub(
        lambda f: _cased(f.group(), habits[f.group().lower()]) if f.group().lower() in table else f.group(),
        draft.headline,
    )
    return replace(draft.with_sentences(new), headline=headline if strength > 0.3 else draft.headline)


def _cased(plain: str, spun: str) -> str:
    if " " in plain and plain.istitle():
        return spun.title()
    return spun[0].upper() + spun[1:] if plain[0].isupper() else spun
