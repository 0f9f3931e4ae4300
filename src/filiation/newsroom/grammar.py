"""Topics: what a kind of event needs (people, figures, names) and the points its reports make, each in several wordings.

A topic is a text file of the package. ``{a|b}`` is a choice, ``<slot>`` is filled from the scene, ``[name: words]`` is a fact,
``~words~`` may go, ``“role: words”`` is a quotation, ``||`` ends a sentence. Wordings A, B and E are the agency's, C and D
two other newsrooms': they tell the same things and share public quotations only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

TOPICS = ("election", "flood", "launch", "match", "outbreak", "strike", "summit", "verdict", "wildfire")
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """A person that a topic needs: ``title`` stands before the name, ``of`` is an apposition after it."""

    role: str
    form: str
    descriptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """A figure: its range, its step, whether it has a decimal, and how versions change it (fixed, grows, corrects)."""

    name: str
    low: float
    high: float
    step: int
    has_decimal: bool
    course: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that reports tell, a paragraph in each: wordings by letter; ``stage`` is lede, first, later or tail."""

    name: str
    stage: str
    wordings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of event; ``titles`` are headline templates by letter."""

    name: str
    persons: tuple[PersonSlot, ...]
    numbers: tuple[NumberSlot, ...]
    words: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    points: tuple[Point, ...]

    def point(self, name: str) -> Point:
        """Return the point of that name."""
        return next(p for p in self.points if p.name == name)


@cache
def read_topic(name: str) -> Topic:
    """Read a topic from the package."""
    persons: list[PersonSlot] = []
    numbers: list[NumberSlot] = []
    words: dict[str, tuple[str, ...]] = {}
    titles: dict[str, str] = {}
    points: list[Point] = []
    lines = (files("filiation.newsroom") / "topics" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for line in filter(None, map(str.strip, lines)):
        head, _, rest = line.partition(" ")
        if head == "person":
            role, form, descriptions = rest.split(" ", 2)
            persons.append(PersonSlot(role, form, tuple(descriptions.split("|"))))
        elif head == "number":
            numbers.append(_number_slot(rest.split()))
        elif head == "word":
            key, _, alternatives = rest.partition(" ")
            words[key] = tuple(alternatives.split("|"))
        elif head == "title":
            letter, _, template = rest.partition(" ")
            titles[letter] = "{" + template + "}"
        elif head == "==":
            point, stage = rest.split()
            points.append(Point(point, stage, {}))
        else:
            points[-1].wordings[head] = rest
    second = [
        PersonSlot(p.role + "2", p.form, p.descriptions)
        for p in persons
        if any(p.role + "2" in t for q in points for t in q.wordings.values())
    ]
    return Topic(name, (*persons, *second), tuple(numbers), words, titles, tuple(points))


def _number_slot(fields: list[str]) -> NumberSlot:
    name, low, high, *rest = fields
    step = int(rest[rest.index("round") + 1]) if "round" in rest else 1
    return NumberSlot(name, float(low), float(high), step, "decimal" in rest, rest[-1])


def choose(template: str, random: Random) -> str:
    """Resolve every ``{a|b}``, innermost first."""
    while "{" in template:
        template = _CHOICE.sub(lambda found: random.choice(found.group(1).split("|")), template)
    return template
