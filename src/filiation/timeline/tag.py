"""`tag_dates`: the temporal expressions of a body, with what they mean on the version's own day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from filiation.article import Article
from filiation.text import Span, fold
from filiation.timeline.english import ENGLISH
from filiation.timeline.foreign import tag_foreign
from filiation.timeline.language import Language
from filiation.timeline.lexing import BREAK, NAME, SIGN, WORD, Token, letters_of, lex, runs
from filiation.timeline.meaning import Expression, Meaning, Reckoner
from filiation.timeline.meanings import MEANINGS
from filiation.timeline.mention import Anchor, DateMention

LANGUAGES = {"en": ENGLISH}
"""By ISO 639-1. A text in another language is read for the days that it names outright (`tag_foreign`)."""


def tag_dates(article: Article, anchor: Anchor | None) -> tuple[DateMention, ...]:
    """Find the temporal expressions of an article's body and reckon their values.

    Args:
        article: A body whose language cannot be told is read as English.
        anchor: The day on which the text was written (`anchor_of`); None where none is known.

    Returns:
        Mentions, ascending and disjoint, within the body. An expression is what TimeML calls its extent: without the
        preposition, with its article and modifiers ("the past three months", "late Tuesday"). A value that hangs on
        an anchor is None without one. Cost: linear in the body.

    Source:
        TimeML's TIMEX3 as annotated in TimeBank 1.2 and TempEval-3.
    """
    language = LANGUAGES.get(article.language or "en")
    if language is None:
        return tuple(tag_foreign(article, anchor))
    folded = fold(article.text)
    now = Reckoner(None if anchor is None else dt.date.fromisoformat(anchor.value))
    tokens: list[Token] = []
    for run in runs(article.text, article.body):
        tokens += lex(article.text, folded, run, language)
        tokens.append(Token(BREAK, "", run.end, run.end, ""))
    return tuple(
        DateMention(
            article.page,
            Span(tokens[first].start, tokens[past - 1].end),
            meaning.kind,
            meaning.value,
            anchor if meaning.hangs else None,
            _support(meaning, anchor),
        )
        for first, past, meaning in _meanings(tokens, now, language)
    )


def _support(meaning: Meaning, anchor: Anchor | None) -> float:
    if meaning.value is None:
        return 0.0
    return round(meaning.sure * (anchor.support if meaning.hangs and anchor is not None else 1.0), 4)


def _meanings(tokens: Sequence[Token], now: Reckoner, language: Language) -> Iterator[tuple[int, int, Meaning]]:
    """Yield expressions as token ranges with their meanings, in order: of several from one token the longest that means anything."""
    for island in _ISLAND.finditer(letters_of(tokens)):
        reached = 0
        for first, past, order in _matches(island.group(), language.code):
            if first < reached:
                continue
            expression = Expression(tokens, island.start() + first, island.start() + past, language)
            meaning = MEANINGS[language.rules[order].meaning](expression, now)
            if meaning is not None:
                reached = past
                now.note(meaning, expression.past)
                yield expression.first, expression.past, meaning


_ISLAND = re.compile(rf"[^{WORD}{NAME}{SIGN}{BREAK}]{{1,60}}[{WORD}{NAME}{SIGN}{BREAK}]?")
"""Tokens of classes that rules speak of, and the one behind them; most of a text lies between such islands. Longer ones
(tables of figures) are read in pieces."""


@lru_cache(maxsize=65536)
def _matches(letters: str, code: str) -> tuple[tuple[int, int, int], ...]:
    """Return where rules match: first, past, rule, by first, the longest first. Islands recur: "iW", "Lu", "iY"."""
    found = sorted(
        (match.start(), -match.end(), order)
        for order, rule in enumerate(_RULES[code])
        for match in rule.shape.finditer(letters)
        if match.end() > match.start()
    )
    return tuple((first, -past, order) for first, past, order in found)


_RULES = {language.code: language.rules for language in LANGUAGES.values()}
