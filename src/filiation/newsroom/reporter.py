"""Copy: which points a report makes, in which wordings and order; and how a scene turns that into a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from filiation.newsroom.draft import Paragraph, Sentence, tidy
from filiation.newsroom.grammar import choose
from filiation.newsroom.marking import DATE, FACT, MENTION, OPTIONAL, QUOTE, SURNAME, mark, plain
from filiation.newsroom.scene import Person, Scene

_SLOT = re.compile(r"<(@?)(\w+)(?:\.(\w+))?(?::(\w+))?(\|capital)?>(%?)")
_QUOTE = re.compile(r"“(\w+): ([^”]*)”")
_FACT = re.compile(r"\[(\w+): ([^\]]*)\]")
_OPTIONAL = re.compile(r"~([^~]*)~")
_BARE_AFTER = re.compile(
    r"\b(?:since|of|with|until|through|by|from|remembers?|forgotten|for|least|on|before|after|late on)\s$",
    re.IGNORECASE,
)
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_PRONOUNS = {
    "M": {"he": "he", "He": "He", "his": "his", "him": "him"},
    "F": {"he": "she", "He": "She", "his": "her", "him": "her"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One point in one wording."""

    point: str
    letter: str


class Reporter:
    """Writes the lines of one report in order, and knows who has been introduced.

    Args:
        scene: The event.
        version: Whose figures are printed.
    """

    def __init__(self, scene: Scene, version: int) -> None:
        self.scene = scene
        self.version = version
        self.introduced: set[str] = set()

    def write(self, line: Line) -> Paragraph:
        """Write one paragraph."""
        point = self.scene.topic.point(line.point)
        random = Random(f"{self.scene.key}/{line.point}/{line.letter}")
        # What was said is said once: every wording has the quotation in the same words.
        template = _QUOTE.sub(self._as_said, point.wordings[line.letter])
        template = choose(template, random)
        self._near: set[str] = set()
        sentences = [self._sentence(part) for part in template.split("||")]
        key = f"{line.point}.{line.letter}"
        return Paragraph(line.point, tuple(Sentence(f"{key}.{n}", s) for n, s in enumerate(sentences)))

    def headline(self, letter: str) -> str:
        """Write a headline."""
        random = Random(f"{self.scene.key}/title/{letter}")
        text = choose(self.scene.topic.titles[letter], random)
        for role, person in self.scene.persons.items():
            text = text.replace(f"<{role}.last>", person.family).replace(f"<{role}>", person.name)
        text = tidy(plain(_SLOT.sub(self._fill, text)))
        return text.replace("“", "'").replace("”", "'")

    def _sentence(self, template: str) -> str:
        text = _FACT.sub(lambda f: f"\ue020{f.group(1)}\ue021{f.group(2)}\ue022", template)
        text = _SLOT.sub(self._fill, text)
        text = _QUOTE.sub(self._quotation, text)
        text = _OPTIONAL.sub(lambda f: mark(OPTIONAL, "", f.group(1)), text)
        text = re.sub("\ue020([^\ue021]*)\ue021([^\ue022]*)\ue022", self._fact, text)
        return tidy(text)

    def _as_said(self, found: re.Match[str]) -> str:
        role, words = found.groups()
        return f"“{role}: {choose(words, Random(f'{self.scene.key}/said/{role}/{words}'))}”"

    def _quotation(self, found: re.Match[str]) -> str:
        role, words = found.groups()
        which = f"{role}: {' '.join(plain(words).split()[:5])}"
        return "“" + mark(QUOTE, f"{self.scene.persons[role].name}|{which}", words) + "”"

    @staticmethod
    def _fact(found: re.Match[str]) -> str:
        content = found.group(2)
        # A figure inside a fact is the fact's value, not a fact of its own.
        bare = re.sub(f"\ue000{FACT}=[^\ue001]*\ue001([^\ue002]*)\ue002", r"\1", content)
        figure = re.search(r"\d[\d.,]*|" + "|".join(_SMALL), plain(bare))
        return mark(FACT, f"{found.group(1)}:{figure.group() if figure else ''}", bare)

    def _fill(self, found: re.Match[str]) -> str:
        is_mention, slot, form, tag, capital, percent = found.groups()
        before = found.string[: found.start()]
        if slot in self.scene.persons:
            return self._person(slot, form, is_mention=bool(is_mention))
        if slot in self.scene.figures:
            return self._figure(slot, form, before, percent) + percent
        if slot in self.scene.words:
            return self.scene.words[slot]
        text, value = self.scene.when(slot, tag or "")
        if _BARE_AFTER.search(before):
            text = text.removeprefix("on ").removeprefix("in ")
        return mark(DATE, value, text[0].upper() + text[1:] if capital or not before.strip() else text)

    def _figure(self, slot: str, form: str | None, before: str, percent: str) -> str:
        written = self.scene.figures[slot][min(self.version, len(self.scene.figures[slot]) - 1)]
        value = written
        if form == "th":
            last = written[-1] if written[-2:-1] != "1" else "0"
            written += {"1": "st", "2": "nd", "3": "rd"}.get(last, "th")
        elif len(written) == 1 and not percent and not before.endswith("$"):
            written = _SMALL[int(written)]
        return mark(FACT, f"{slot}:{value}", written)

    def _person(self, role: str, form: str | None, *, is_mention: bool) -> str:
        person = self.scene.persons[role]
        if form in ("his", "him"):
            return _PRONOUNS[person.gender][form]
        if role not in self.introduced or form == "full":
            text = _introduce(person)
            self.introduced.add(role)
        elif form in ("he", "He") and role in self._near:
            pronoun = _PRONOUNS[person.gender][form]
            text = mark(SURNAME, f"{person.gender}|{person.family}", pronoun)
        else:
            text = mark(SURNAME, f"{person.gender}|{person.family}", person.family)
        self._near.add(role)
        return mark(MENTION, person.name, text) if is_mention else text


def _introduce(person: Person) -> str:
    if person.form == "title":
        return f"{person.description} {person.name}"
    return person.name + mark(OPTIONAL, "", f", {person.description},")
