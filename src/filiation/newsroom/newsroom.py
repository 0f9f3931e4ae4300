"""The simulated newsroom as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from filiation.newsroom import names
from filiation.newsroom.grammar import TOPICS
from filiation.newsroom.scene import Scene, make_scene
from filiation.newsroom.settings import NewsroomSettings
from filiation.newsroom.tradition import Tradition, spread

DEFAULTS = NewsroomSettings()


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with everything that was written about it."""

    scene: Scene
    tradition: Tradition


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Everything that a seed gives."""

    seed: int
    settings: NewsroomSettings
    happenings: tuple[Happening, ...]


def simulate(seed: int, settings: NewsroomSettings = DEFAULTS) -> Newsroom:
    """Invent events, dispatches, pickups and pages; the same seed and settings give the same bytes."""
    random = Random(f"newsroom/{seed}")
    topics = [t for _ in range(settings.events // len(TOPICS) + 1) for t in random.sample(TOPICS, len(TOPICS))]
    happenings = []
    for number in range(settings.events):
        key = f"{seed}/{number}"
        scene = make_scene(key, topics[number])
        own = Random(f"{key}/tradition")
        happenings.append(Happening(scene, spread(scene, own.choice(names.AGENCIES), settings, own)))
    return Newsroom(seed, settings, tuple(happenings))
