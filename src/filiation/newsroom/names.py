"""Invented people, places, agencies and outlets. None is meant to be anyone's."""

from __future__ import annotations

from random import Random

from filiation.newsroom.vocabulary import named

_LISTS = named("names")
GIVEN = tuple([(name, "F") for name in _LISTS["women"]] + [(name, "M") for name in _LISTS["men"]])
"""Given names with the gender that their bearers have here."""
COUNTRIES = _LISTS["countries"]
AGENCIES = _LISTS["agencies"]


def families(random: Random, count: int) -> list[str]:
    """Invent ``count`` different surnames that do not hold one another."""
    found: list[str] = []
    while len(found) < count:
        name = random.choice(_LISTS["family starts"]) + random.choice(_LISTS["family ends"])
        if not any(name in other or other in name for other in found):
            found.append(name)
    return found


def towns(random: Random, count: int) -> list[str]:
    """Invent ``count`` different towns."""
    found: list[str] = []
    while len(found) < count:
        name = (
            random.choice(_LISTS["town starts"])
            + random.choice(_LISTS["town middles"])
            + random.choice(_LISTS["town ends"])
        )
        if name not in found:
            found.append(name)
    return found


def river(random: Random) -> str:
    """Name a river."""
    return random.choice(_LISTS["rivers"])


def person(random: Random) -> str:
    """Name a reporter."""
    return f"{random.choice(GIVEN)[0]} {families(random, 1)[0]}"


def outlets(random: Random, count: int) -> list[str]:
    """Invent ``count`` different outlets."""
    found: list[str] = []
    while len(found) < count:
        first = random.choice([*_LISTS["outlet starts"], *towns(random, 3)])
        name = f"{first} {random.choice(_LISTS['outlet ends'])}"
        if name not in found:
            found.append(name)
    return found
