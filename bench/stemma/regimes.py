"""The curves: one thing varied at a time, about the typical tradition of each simulator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from contenders import Case, case_of, newsroom_texts, scribes_texts
from scriptorium import Scriptorium

from filiation.newsroom import NewsroomSettings

FIRST_SEED = 70_000
"""Nobody develops on seeds from here on."""
NEWSROOM = NewsroomSettings(witnesses=8, spinner=0.0, independents=0)
SCRIPTORIUM = Scriptorium()

VARIED = {
    "newsroom": {
        "edit_rate": (0.25, 0.5, 1.0, 2.0),
        "witnesses": (5, 8, 13, 20),
        "share_lost": (0.0, 0.35, 0.7, 1.0),
        "contamination": (0.0, 0.15, 0.3, 0.6),
        "clocks": (0, 1),
    },
    "scriptorium": {
        "edit_rate": (0.25, 0.5, 1.0, 2.0, 4.0),
        "witnesses": (5, 8, 13, 20, 30),
        "lost": (0, 1, 3, 5),
        "mixed": (0, 1, 2, 4),
        "lacunae": (0, 2, 4, 8),
    },
}


@dataclass(frozen=True, slots=True)
class Point:
    """A kind of tradition, and where it stands: (curve, value) pairs; the typical one stands on every curve."""

    simulator: str
    make: Callable[[int], Case]
    places: tuple[tuple[str, float], ...]


def points(simulators: tuple[str, ...], curves: tuple[str, ...] | None) -> list[Point]:
    """Return the points of the chosen curves (all where None); what lies on several is one point."""
    found = []
    for simulator in simulators:
        places: dict[tuple, list[tuple[str, float]]] = {}
        for curve, values in VARIED[simulator].items():
            for value in values if curves is None or curve in curves else ():
                places.setdefault(_kind(simulator, curve, value), []).append((curve, value))
        found += [Point(simulator, _maker(*kind), tuple(where)) for kind, where in places.items()]
    return found


def _kind(simulator: str, curve: str, value: float) -> tuple:
    if simulator == "scriptorium":
        return replace(SCRIPTORIUM, **{curve: value}), False
    return (NEWSROOM, bool(value)) if curve == "clocks" else (replace(NEWSROOM, **{curve: value}), False)


def _maker(kind: Scriptorium | NewsroomSettings, clocks: bool) -> Callable[[int], Case]:
    if isinstance(kind, Scriptorium):
        return lambda seed: case_of(*scribes_texts(FIRST_SEED + seed, kind))
    return lambda seed: case_of(*newsroom_texts(FIRST_SEED + seed, kind, clocks=clocks))
