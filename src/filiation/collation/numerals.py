"""Figures of one way: "two thousand four hundred" is 2400, "5 m" is 5 million, "per cent" is %."""

from __future__ import annotations

from collections.abc import Sequence

ORDINAL = "."
"""Behind the figure of an ordinal: "first hundred days" are not a hundred of them. No key has it in the end."""

_SCALES = {"hundred": 100, "thousand": 1_000}
_LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"))
_ROUND = 100
"""A figure that is a multiple of this part of a million is as often printed in millions: 2,540,000 is "2.54 million"."""


def figures_joined(words: Sequence[str]) -> list[str]:
    """Return the words of a key with what belongs to one figure joined.

    Args:
        words: Folded; number words up to ninety as figures already ("two thousand" is ``2 thousand``), ordinals with
            `ORDINAL`.
    """
    joined: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        last = joined[-1] if joined else ""
        if word.isdecimal():
            value, past = _number(words, place)
            if (
                past < len(words)
                and words[past].endswith(ORDINAL)
                and _goes_on(value, words[past][:-1], is_scaled=False)
            ):
                value, past = value + int(words[past][:-1]), past + 1  # twenty first
            if past == place + 1 and len(word) == 3 and last.isdecimal() and len(last) <= 3:
                joined[-1] += word  # 100 000
            else:
                joined.extend(_in_millions(str(value) if past > place + 1 else word))
            place = past
            continue
        if word == "cent" and last == "per":
            joined[-1] = "%"
        elif word == "m" and last[:1].isdigit():
            joined.append("million")
        elif word.endswith("%") and word != "%":
            joined.extend((word[:-1], "%"))
        else:
            joined.append(word.rstrip(ORDINAL) or word)
        place += 1
    return joined


def _number(words: Sequence[str], place: int) -> tuple[int, int]:
    """Return the number that begins with the figure at a place, and the place after its last word."""
    whole, part, place = 0, int(words[place]), place + 1
    is_scaled = False
    while place < len(words):
        word = words[place]
        if word in _SCALES and part and part < _SCALES[word] * 10:
            part *= _SCALES[word]
            if word == "thousand":
                whole, part = whole + part, 0
            is_scaled = True
            place += 1
            continue
        ahead = 1 if is_scaled and word == "and" else 0
        figure = words[place + ahead] if place + ahead < len(words) else ""
        if not figure.isdecimal() or not _goes_on(part, figure, is_scaled=is_scaled):
            break
        part += int(figure)
        place += ahead + 1
    return whole + part, place


def _goes_on(part: int, figure: str, *, is_scaled: bool) -> bool:
    """Tell whether a figure is the next lower part of a number: twenty five, two hundred forty, one thousand three."""
    value = int(figure)
    if str(value) != figure:
        return False
    if part % 100 >= 20 and part % 10 == 0 and 0 < value < 10:
        return True
    return is_scaled and part % 100 == 0 and value < (100 if part else 1_000)


def _in_millions(figure: str) -> tuple[str, ...]:
    value = int(figure) if len(figure) <= 15 else 0
    for size, name in _LARGE:
        if value >= size and value % (size // _ROUND) == 0:
            return (f"{value / size:.2f}".rstrip("0").rstrip("."), name)
    return (figure,)
