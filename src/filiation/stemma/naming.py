"""Names for lost texts: Greek letters by depth from the root, none that a witness bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from filiation.cluster.tradition import Siglum

_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


def lost_names(lost: Sequence[int], taken: Iterable[Siglum]) -> dict[int, Siglum]:
    """Return a name for each lost node, in the order given: α to ω, then α2, β2 and so on."""
    free = _free(frozenset(taken))
    return {node: next(free) for node in lost}


def _free(taken: frozenset[Siglum]) -> Iterator[Siglum]:
    for turn in count(1):
        for letter in _GREEK:
            name = Siglum(letter if turn == 1 else f"{letter}{turn}")
            if name not in taken:
                yield name
