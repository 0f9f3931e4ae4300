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
def _not_people() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Read the packaged lists: words of sections and institutions, roles that may follow a name, places of two words."""
    text = _packaged("not_people.txt")
    words, roles, places = text.split("\n---\n")
    return frozenset(words.split()), frozenset(roles.split()), frozenset(" ".join(p.split()) for p in places.split("|"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_packaged("given_names.txt").split())


def _packaged(name: str) -> str:
    text = files("filiation.article").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return "\n".join(row for row in text.splitlines() if not row.startswith("#"))


def begins_with_given_name(name: str) -> bool:
    """Tell whether a name's first word is a known first name, or all but its last are initials ("J.D. Vance")."""
    first = name.split(maxsplit=1)[0]
    return (
        first.casefold() in _given_names()
        or re.split(r"[-'’]", first.casefold())[0] in _given_names()
        or bool(_INITIALS.fullmatch(first))
    )


_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")


def is_role(word: str) -> bool:
    """Tell whether a word is a role's, or a small one that may follow a name: "correspondent", "via"."""
    return word.casefold().strip(".,") in _not_people()[1]


def is_person(name: str) -> bool:
    """Tell whether the whole of ``name`` can be one person's name."""
    found = _PERSON.fullmatch(name.strip())
    if found is None or not _is_plausible(found.group()):
        return False
    return not any(is_role(word) for word in name.split())


def _is_plausible(name: str) -> bool:
    words = [word.strip(".,'’").casefold() for word in name.split()]
    never, roles, places = _not_people()
    months = calendar()
    return (
        name.casefold() not in places
        and agency_called(name) is None
        and (agency_called(words[0].upper()) is None or len(words[0]) > 3)
        and not any(word in never for word in words)
        and words[0] not in roles
        and not (words[0] in months.weekdays and len(words[0]) > 4)
        and not (words[-1] in months.months and words[0] in months.weekdays)
        and not name.endswith(("’s", "'s"))
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
                at = _behind_role(text, span.end, end)
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


_ROLE_WORD = re.compile(r",?\s([^\W\d_][\w-]{1,20})")


def _behind_role(text: str, at: int, end: int) -> int:
    """Return where the roles behind a name end: "Jane Doe Political Editor and John Roe"."""
    roles = _not_people()[1] - {"and", "in", "on", "at", "for", "from", "by", "with", "via"}
    while (found := _ROLE_WORD.match(text, at, end)) is not None and found[1].casefold() in roles:
        at = found.end()
    return at


def _without_outlet(text: str, span: Span) -> Span | None:
    """Cut a role, an agency, an outlet's capitals, a month or the name printed again off the end of a name."""
    words = list(re.finditer(r"\S+", span.of(text)))
    shouted = words[0].group().isupper() and len(words[0].group()) > 2
    roles, months = _not_people()[1], calendar().months
    for at in range(1, len(words)):
        word = words[at].group()
        lower = word.casefold().strip(".,")
        if (
            agency_called(span.of(text)[words[at].start() :]) is not None
            or lower in roles
            or (
                lower in months
                and (at > 1 or re.match(r"\.?\s\d", text[span.start + words[at].end() :][:3]) is not None)
            )
            or (at > 1 and shouted and not word.isupper() and len(word) > 2)
            or (at > 1 and not shouted and word.isupper() and len(word) > 1 and word.strip(".") not in _NUMERALS)
            or (at > 1 and word == words[0].group())
        ):
            return Span(span.start, span.start + words[at - 1].end()) if at > 1 else None
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
