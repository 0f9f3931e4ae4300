"""A scene: one invented event. Its people, places, figures by version, and calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from filiation.newsroom import names
from filiation.newsroom.grammar import NumberSlot, Topic, choose, read_topic

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MAX_VERSIONS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the news; ``form`` says whether the description is a title before the name or an apposition after."""

    given: str
    family: str
    gender: str
    form: str
    description: str

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Scene:
    """One event: what is the same in all reports of it.

    Attributes:
        key: Seeds every choice that belongs to the event.
        topic: What kind of event it is.
        day: When it happened and was first reported.
        persons: By role.
        words: Places and invented names, by slot.
        figures: By slot, the value that each version prints, as written.
    """

    key: str
    topic: Topic
    day: date
    persons: dict[str, Person]
    words: dict[str, str]
    figures: dict[str, tuple[str, ...]]

    def when(self, slot: str, tag: str) -> tuple[str, str]:
        """Return a date expression and its TIMEX3 value for a slot such as ``eve``, ``month`` or ``year``."""
        random = Random(f"{self.key}/when/{slot.removeprefix('bare')}/{tag}")
        if slot in _OFFSETS:
            day = self.day + timedelta(days=_OFFSETS[slot])
            text = WEEKDAYS[day.weekday()]
            if slot == "evening":
                text += " evening"
            return (text if slot.endswith("bare") or slot == "bare" else f"on {text}"), day.isoformat()
        if slot in ("month", "baremonth"):
            month = self.day.replace(day=1)
            for _ in range(random.randint(2, 7)):
                month = (month - timedelta(days=1)).replace(day=1)
            return f"in {MONTHS[month.month - 1]}", f"{month:%Y-%m}"
        if slot in ("year", "bareyear"):
            old = tag in ("founded", "club")
            year = random.randint(1890, 1972) if old else self.day.year - random.randint(2, 31)
            return f"in {year}", str(year)
        if slot == "lastyear":
            return "last year", str(self.day.year - 1)
        if slot == "nextmonth":
            following = (self.day.replace(day=1) + timedelta(days=32)).replace(day=1)
            return "next month", f"{following:%Y-%m}"
        if slot == "date":
            day = self.day + timedelta(days=random.randint(9, 24))
            return f"{MONTHS[day.month - 1]} {day.day}", day.isoformat()
        raise KeyError(slot)


_OFFSETS = {"day": 0, "bare": 0, "evening": 0, "eve": -1, "evebare": -1, "next": 1}


def make_scene(key: str, topic_name: str) -> Scene:
    """Invent an event of a topic; the same key gives the same event."""
    random = Random(f"{key}/scene")
    topic = read_topic(topic_name)
    towns = names.towns(random, 3)
    countries = random.sample(names.COUNTRIES, 2)
    words = {
        "town": towns[0],
        "town2": towns[1],
        "country": countries[0],
        "country2": countries[1],
        "river": names.river(random),
    }
    words |= {slot: random.choice(options) for slot, options in topic.words.items()}
    given = random.sample(names.GIVEN, len(topic.persons))
    families = names.families(random, len(topic.persons))
    persons = {}
    for slot, (first, gender), family in zip(topic.persons, given, families, strict=True):
        description = choose(random.choice(slot.descriptions), random)
        for word, value in words.items():
            description = description.replace(f"<{word}>", value)
        persons[slot.role] = Person(first, family, gender, slot.form, description)
    day = date(random.randint(2011, 2026), random.randint(1, 12), random.randint(1, 28))
    figures = {slot.name: _course(slot, random) for slot in topic.numbers}
    return Scene(key, topic, day, persons, words, figures)


def _course(slot: NumberSlot, random: Random) -> tuple[str, ...]:
    """Return the values of a figure version by version: constant, growing, or corrected once."""
    if slot.has_decimal:
        values = [round(random.uniform(slot.low, slot.high), 1)]
    else:
        values = [float(_stepped(random.uniform(slot.low, slot.high), slot.step))]
    for version in range(1, MAX_VERSIONS):
        last = values[-1]
        grows = slot.course == "grows" and random.random() < 0.6
        corrected = slot.course == "corrects" and version == 1 and random.random() < 0.4
        if grows or corrected:
            factor = random.uniform(1.08, 1.45) if grows else random.choice((0.9, 1.1, 1.2))
            last = round(last * factor, 1) if slot.has_decimal else float(_stepped(last * factor, slot.step))
            if last == values[-1]:
                last += 0.1 if slot.has_decimal else slot.step
            if slot.high <= 100:
                last = min(last, 99.0)
        values.append(round(last, 1))
    return tuple(f"{v:.1f}" if slot.has_decimal else f"{int(v):,}" for v in values)


def _stepped(value: float, step: int) -> int:
    return max(round(value / step) * step, step)
