"""Agreement: whether one number in two sentences counts one thing.

Weighed, for no sign decides alone: how rare the number is, what it counts, what else the two sentences have in common,
and how near they are in meaning.
"""

from __future__ import annotations

from collections.abc import Collection

from filiation.testimony.facts import Figure

# Weights fitted by hand on 16 simulated newsrooms (other seeds than the gate's), read against Wikinews sources.
AGREED = 2.0
# By significant digits of the number: "3", "63", "12,100"; a large round number is rarer than a small one.
_RARITY = {1: 0.0, 2: 1.8}
_RAREST, _ROUND, _THOUSANDS = 3.0, 0.8, 0.6
# A number from here up is hardly ever two things within one event, whatever the words around it: "5,000 livelihoods",
# "5,000 people live off it".
_LARGE = 1000
# Figures up to here are shared by chance.
_SMALL = 20
_SAME_NOUN, _SAME_QUALIFIER, _AKIN_NOUN, _OTHER_NOUN, _OTHER_LARGE = 1.6, 0.8, 0.6, -0.8, -0.2
# Cosine of two bare nouns from which they may name one thing ("engine", "truck").
_AKIN = 0.45
_CONTEXT, _FAR, _CONTEXT_MOST, _CONTEXT_LEAST, _LEAST_LARGE = 3.0, 0.3, 1.2, -1.2, -0.3
_SHARED_FIGURE, _SHARED_NAME, _SHARED_MOST = 0.9, 0.3, 1.5

_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "decade"})
_MONEY = frozenset({"dollar", "pound", "euro", "yen"})


def agreement(
    first: Figure,
    second: Figure,
    *,
    context: float,
    nouns: float,
    figures: Collection[float],
    names: Collection[str],
) -> float:
    """Weigh whether two figures of one value count one thing; `AGREED` and more says so.

    Args:
        first: A figure.
        second: One of the same value, in another sentence.
        context: Cosine of the two sentences, -1 to 1.
        nouns: Cosine of what the two count, -1 to 1.
        figures: Other values that both sentences have.
        names: Names that both sentences have.
    """
    kinds = {_kind(first), _kind(second)} - {None}
    if len(kinds) > 1:
        return 0.0
    return (
        _rarity(first.value)
        + _noun(first, second, nouns)
        + max(
            _LEAST_LARGE if first.value >= _LARGE else _CONTEXT_LEAST, min(_CONTEXT * (context - _FAR), _CONTEXT_MOST)
        )
        + min(_SHARED_FIGURE * len(figures) + _SHARED_NAME * len(names), _SHARED_MOST)
    )


def _kind(figure: Figure) -> str | None:
    """Return what sort of thing is counted, where two sorts can never be one."""
    if figure.counted is None:
        return None
    if figure.counted in _MONEY or figure.counted == "percent":
        return figure.counted
    return "time" if figure.counted in _TIMES else "things"


def _rarity(value: float) -> float:
    digits = len(f"{value:.10g}".replace(".", "").strip("0"))
    if value == int(value) and value <= _SMALL:
        return 0.0
    rarity = _RARITY.get(digits, _RAREST) + (_ROUND if digits == 1 else 0.0)
    return rarity + (_THOUSANDS if value >= _LARGE else 0.0)


def _noun(first: Figure, second: Figure, cosine: float) -> float:
    if first.counted is None or second.counted is None:
        return 0.0
    if first.counted != second.counted:
        if cosine >= _AKIN:
            return _AKIN_NOUN
        return _OTHER_LARGE if first.value >= _LARGE else _OTHER_NOUN
    return _SAME_NOUN + (_SAME_QUALIFIER if set(first.qualifiers) & set(second.qualifiers) else 0.0)
