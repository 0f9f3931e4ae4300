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
OBJECT_REACH = 4
"""Tokens that may stand between a verb of planning and its infinitive: "expects the level to fall"."""
AUXILIARY_REACH = 3
"""Tokens before a participle within which its auxiliary stands: "will probably be held"."""
BARRIER = 6
"""Tokens that a comma or the opening of a clause counts for."""
FRONT = 2
"""Tokens that may stand before an expression that opens its sentence: "On late Monday, ministers will …"."""
_SHORTEST_ENDED = 5
_SHORTEST_BEFORE_STOP = 3
"""Letters of a word whose point ends a sentence: not those of "U.S." or "Mr."."""
_INFINITIVE_OF_STATE = frozenset({"be", "have"})


def tense_of(run: Sequence[Token], first: int, past: int, language: Language) -> Tense:
    """Tell the tense of the clause around tokens ``first`` to ``past``: the nearest mark decides, that before on a tie.

    A mark behind a comma counts only for an expression that opens its clause ("On Monday, they will"); after talks on
    Monday, what they will do tells nothing of the talks.
    """
    before = run[first - 1].form if first else ""
    if before in language.future_before:
        return Tense.FUTURE
    distance, told = _nearest(run, range(first - 1, max(-1, first - 1 - REACH), -1), language)
    reach = min(REACH, distance)
    behind, other = _nearest(run, range(past, min(len(run), past + reach)), language, over_comma=_opens(run, first))
    nearest = told if distance <= behind else other
    if before in language.limits and _is_promised(run, first, language):
        return Tense.FUTURE
    return Tense.FUTURE if nearest is Tense.UNTOLD and before in language.limits else nearest


def _is_promised(run: Sequence[Token], first: int, language: Language) -> bool:
    """Tell whether a limit ("by the summer") is that of a plan: the nearest verb of planning before it, in its sentence."""
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        if run[at].letter in _SIGNS and stops(run, at):
            return False
        if run[at].form in language.future_infinitives:
            return True
    return False


def _opens(run: Sequence[Token], first: int) -> bool:
    """Tell whether an expression at ``first`` opens its sentence or its clause."""
    return any(at < 0 or run[at].form == "," or stops(run, at) for at in range(first - 1, first - 2 - FRONT, -1))


def stops(run: Sequence[Token], at: int) -> bool:
    """Tell whether a sentence or run ends at a token."""
    token = run[at]
    if token.letter == BREAK or (token.letter == SIGN and token.form in "!?;"):
        return True
    return token.form == "." and not (
        at and run[at - 1].end == token.start and len(run[at - 1].form) < _SHORTEST_BEFORE_STOP
    )


def _nearest(run: Sequence[Token], places: range, language: Language, *, over_comma: bool = True) -> tuple[int, Tense]:
    """Return the first mark on the way, and how far it lies."""
    distance = 0
    for at in places:
        letter, form = run[at].letter, run[at].form
        if (letter in _SIGNS and stops(run, at)) or (form == "," and not over_comma):
            break
        if letter not in _NEVER_MARKS and (told := _mark(run, at, language)) is not Tense.UNTOLD:
            return distance, told
        distance += BARRIER if form == "," or form in language.clause_openers else 1
    return 10 * REACH, Tense.UNTOLD


_SIGNS = frozenset({SIGN, BREAK})
_NEVER_MARKS = frozenset("MWYdoutTaF,")


def _mark(run: Sequence[Token], at: int, language: Language) -> Tense:
    """Return the tense that one token tells."""
    form = run[at].form
    if form in language.future:
        return Tense.FUTURE
    ahead = [token.form for token in run[at + 1 : at + 1 + OBJECT_REACH]]
    if form in language.future_infinitives and ahead[:1] and ahead[0] in language.infinitives:
        return Tense.FUTURE
    if form in language.future_objects and any(each in language.infinitives for each in ahead):
        return Tense.FUTURE
    if form in language.future_copulas and ahead[:1] == ["to"]:
        return Tense.FUTURE
    if form in language.infinitives and at and run[at - 1].form in language.future_infinitives:
        return Tense.FUTURE
    if form in language.past or (_is_ended(form, language) and not (at and run[at - 1].letter in _DETERMINERS)):
        for back in range(at - 1, max(-1, at - 1 - AUXILIARY_REACH), -1):
            earlier = run[back].form
            if earlier in language.future:
                return Tense.FUTURE
            if earlier in language.infinitives and run[back + 1].form in _INFINITIVE_OF_STATE:
                return Tense.FUTURE
            # "The port is closed until Friday": how things are, whenever that began.
            if earlier in language.present:
                return Tense.UNTOLD
        return Tense.PAST
    return Tense.UNTOLD


_DETERMINERS = frozenset("taj")
"""Classes before a participle that make it an adjective: "an unspecified date"."""


def _is_ended(form: str, language: Language) -> bool:
    return len(form) >= _SHORTEST_ENDED and form.endswith(language.past_endings) and form not in language.not_past
