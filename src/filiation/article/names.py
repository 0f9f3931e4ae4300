"""People's names as bylines print them: "Robin Emmott and Ana de la Cruz in Madrid", "MATTHEW LEE Associated Press"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from filiation.article.agencies import agency_called
from filiation.article.moments import calendar
from filiation.text import Span

_PARTICLE = r"(?:de|del|della|di|da|do|dos|das|du|des|la|le|van|von|der|den|ter|ten|bin|ben|ibn|al|el|abu|af|av|zu|zur|y|mac|st\.)"
_GIVEN = r"(?:[A-ZÀ-ÞĀ-ŽƏȘȚΑ-ΩА-ЯЁЄІЇҐЀ-Џ]\.(?:[-\s]?[A-Z]\.)?|(?:[a-z]{1,2}[’'-])?[^\W\d_a-zß-ÿа-яёα-ω][^\W\d_]{0,23}(?:[’'.-][^\W\d_]{1,23}){0,3})"
_PERSON = re.compile(
    rf"(?<![\w’']){_GIVEN}(?:\s(?:{_PARTICLE}\s){{0,2}}{_GIVEN}){{1,4}}(?:,?\s(?:Jr|Sr)\.?|\s(?:II|III|IV)\b)?(?![\w’'@])"
)
_PLACE = re.compile(
    r"(?:\b(?:in|at|from|à|en|aus|près de|à partir de)|,)\s(?:[^\W\d_a-z][\w.’'-]{0,30})(?:[\s/][^\W\d_a-z][\w.’'-]{0,30}){0,2}"
)
_AND = re.compile(
    r"\s?(?:,\s?(?:and|und|et|y|e)\s|,|;|&|\+|/|\||•|·|\b(?:and|und|et|y|e|og|och|i|и|та|és|ja|en|ve|with|avec|con|mit|dan|și|a)\b)\s?",
    re.IGNORECASE,
)


@cache
def _not_people() -> tuple[frozenset[str], frozenset[str]]:
    """Read the packaged lists: words that desks, roles, outlets and countries are called by; places of two words."""
    text = files("filiation.article").joinpath("data/not_people.txt").read_text(encoding="utf-8")
    words, _, places = "\n".join(row for row in text.splitlines() if not row.startswith("#")).partition("\n---\n")
    return frozenset(words.split()), frozenset(" ".join(place.split()) for place in places.split("|"))


def is_person(name: str) -> bool:
    """Tell whether the whole of ``name`` can be one person's name."""
    found = _PERSON.fullmatch(name.strip())
    return found is not None and _is_plausible(found.group())


def _is_plausible(name: str) -> bool:
    words = [word.strip(".,'’").casefold() for word in name.split()]
    months = calendar()
    never, places = _not_people()
    return (
        name.casefold() not in places
        and agency_called(name) is None
        and not any(word in never for word in words)
        and not (words[0] in months.weekdays and len(words[0]) > 4)
        and not (words[-1] in months.months and words[0] in months.weekdays)
        and any(len(word) > 1 for word in words[1:])
    )


def usual_name(name: str) -> str:
    """Return a name as usually written: ``ROBIN EMMOTT`` is Robin Emmott; mixed case stays as it is."""
    name = " ".join(name.split())
    if name != name.upper() or len(name) < 5:
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)


def leading_names(text: str, at: int, end: int) -> list[Span]:
    """Read the names in ``text[at:end]`` from its start on, one after another, as far as they reach.

    "Jane Doe, Political Editor, and John Roe in Paris | 12 Jan" gives Jane Doe and John Roe.
    """
    names: list[Span] = []
    for _ in range(24):  # no byline is longer
        found = _PERSON.match(text, at, end)
        if found is not None:
            span = _without_outlet(text, Span(*found.span()))
            if span is None or not _is_plausible(span.of(text)):
                if not names:
                    return names
                at = found.end()  # a role or an outlet after a name: look behind it
            else:
                names.append(span)
                at = span.end
                place = _PLACE.match(text, at, end) or _PLACE.match(text, at + 1, end)
                if place is not None and not place.group().startswith(","):
                    at = place.end()
        else:
            role = re.compile(r"[^\W\d_][\w’'-]{0,24}(?:\s[\w’'-]{1,24}){0,4}").match(text, at, end)
            if not names or role is None:
                return names
            at = role.end()
        joint = _AND.match(text, at, end)
        if joint is None:
            return names
        at = joint.end()
    return names


def _without_outlet(text: str, span: Span) -> Span | None:
    """Cut an agency, an outlet or a change from capitals to small letters off the end of a name."""
    words = list(re.finditer(r"\S+", span.of(text)))
    shouted = words[0].group().isupper() and len(words[0].group()) > 2
    for at in range(2, len(words)):
        word = words[at].group()
        if (
            agency_called(span.of(text)[words[at].start() :]) is not None
            or word.casefold() in _not_people()[0]
            or (shouted and not word.isupper() and len(word) > 2)
            or (not shouted and word.isupper() and len(word) > 1 and word.strip(".") not in _NUMERALS)
        ):
            return Span(span.start, span.start + words[at - 1].end())
    return span


_NUMERALS = frozenset({"II", "III", "IV", "JR", "SR"})


_WHEREABOUTS = re.compile(r"\b(?:in|at|from|à|en|aus)\s[^\W\d_a-z][\w.’'-]{0,30}(?:\s[^\W\d_a-z][\w.’'-]{0,30}){0,2}")


def names_within(text: str, at: int, end: int) -> list[Span]:
    """Find all names in ``text[at:end]``, places ("in New York") left out."""
    taken = [found.span() for found in _WHEREABOUTS.finditer(text, at, end)]
    names = []
    for found in _PERSON.finditer(text, at, end):
        if any(start < found.end() and found.start() < stop for start, stop in taken):
            continue
        span = _without_outlet(text, Span(*found.span()))
        if span is not None and _is_plausible(span.of(text)):
            names.append(span)
    return names
