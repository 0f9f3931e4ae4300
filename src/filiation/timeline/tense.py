"""Whether the clause around an expression speaks of the past or of the future, by the words near it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from filiation.timeline.language import Language
from filiation.timeline.lexing import BREAK, SIGN, Token


class Tense(Enum):
    """Where a clause places what it tells."""

    PAST = "past"
    FUTURE = "future"
    UNTOLD = "untold"


REACH = 14
"""Tokens that are read on either side of an expression: a clause of news has fewer."""
_AUXILIARY_REACH = 3
"""Tokens before a participle within which its auxiliary stands: "will probably be held"."""
_SHORTEST_ENDED = 5


def tense_of(run: Sequence[Token], first: int, past: int, language: Language) -> Tense:
    """Tell the tense of the clause around tokens ``first`` to ``past``.

    The nearest mark before the expression decides, then, within its clause, the nearest behind it.
    """
    before = run[first - 1] if first else None
    if before is not None and before.form in language.future_before:
        behind = _behind(run, past, language)
        return Tense.FUTURE if behind is not Tense.PAST else Tense.UNTOLD
    told = _before(run, first, language)
    return told if told is not Tense.UNTOLD else _behind(run, past, language)


def _before(run: Sequence[Token], first: int, language: Language) -> Tense:
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        token = run[at]
        if _ends_sentence(run, at):
            break
        told = _mark(run, at, language)
        if told is not Tense.UNTOLD:
            return told
    return Tense.UNTOLD


def _behind(run: Sequence[Token], past: int, language: Language) -> Tense:
    for at in range(past, min(len(run), past + REACH)):
        if _ends_sentence(run, at) or run[at].form in language.clause_openers:
            break
        told = _mark(run, at, language)
        if told is not Tense.UNTOLD:
            return told
    return Tense.UNTOLD


def _mark(run: Sequence[Token], at: int, language: Language) -> Tense:
    """Return the tense that one token tells."""
    form = run[at].form
    if form in language.future:
        return Tense.FUTURE
    if form in language.past or _is_ended(form, language):
        for back in range(at - 1, max(-1, at - 1 - _AUXILIARY_REACH), -1):
            earlier = run[back].form
            if earlier in language.future:
                return Tense.FUTURE
            if earlier == language.infinitive and run[back + 1].form in {"be", "have"}:
                return Tense.FUTURE
        return Tense.PAST
    if form == language.infinitive and at and run[at - 1].form in language.future_infinitives:
        return Tense.FUTURE
    return Tense.UNTOLD


def _is_ended(form: str, language: Language) -> bool:
    return len(form) >= _SHORTEST_ENDED and form.endswith(language.past_endings) and form not in language.not_past


def _ends_sentence(run: Sequence[Token], at: int) -> bool:
    token = run[at]
    return token.letter == BREAK or (token.letter == SIGN and token.form in ".!?;")
