"""The words of page furniture: what menus, share buttons, captions, comment forms and legal lines say."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from filiation.article.lines import Lines, read_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Furniture(IntEnum):
    """What kind of furniture a word points to."""

    LEGAL = 0
    SOCIAL = 1
    LINKS = 2
    CAPTION = 3
    COMMENT = 4
    BYLINE = 5
    DATE = 6
    YOU = 7


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], Furniture], ...]]:
    """Return, by first word, the words that must follow it and the kind; from ``data/furniture.txt``."""
    by_first: dict[str, list[tuple[tuple[str, ...], Furniture]]] = {}
    kind: Furniture | None = None
    for line in files("filiation.article").joinpath("data/furniture.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = Furniture[line.strip("[] ").upper()]
        elif kind is not None and not line.startswith("#"):
            for phrase in line.split(","):
                # The phrase is cut as the page will be, so that 版权所有 is the three pairs that a page will show.
                if words := read_lines(phrase).words:
                    by_first.setdefault(words[0], []).append((tuple(words[1:]), kind))
    return {first: tuple(found) for first, found in by_first.items()}


def count_furniture(lines: Lines) -> NDArray[np.float64]:
    """Count the furniture words and phrases of each line; shape (kinds, L)."""
    phrases = _phrases()
    counts = np.zeros((len(Furniture), len(lines)))
    opens = np.array([form in phrases for form in lines.types], dtype=bool)
    if not opens.any():
        return counts
    for at in np.flatnonzero(opens[lines.word_types]).tolist():
        for rest, kind in phrases[lines.words[at]]:
            if not rest or tuple(lines.words[at + 1 : at + 1 + len(rest)]) == rest:
                counts[kind, lines.word_lines[at]] += 1
    return counts
