"""Datelines: ``BRUSSELS, Jan 12 (Reuters) -``, ``WASHINGTON (AP) —``, ``Madrid, 12 ene (EFE).-``, ``(ANSA) - ROMA, 12 GEN -``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from filiation.article.agencies import agency_called
from filiation.article.moments import Moment, calendar, iterate_moments
from filiation.article.names import begins_with_given_name, is_person
from filiation.article.unlisted import can_be_agency, has_agency_form
from filiation.text import Span

_REACH = 160
"""Characters at the start of a paragraph within which a dateline must end."""
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёα-ω]"
_PLACE_WORD = rf"(?:{_CAPITAL}[\w'’.\-]{{0,24}}|(?:de|del|della|di|do|da|dos|la|le|les|los|sur|am|an|der|den|im|upon|of|the|au|aux|en|el|al)(?=[\s/]))"
_PLACE = rf"{_CAPITAL}[\w'’.\-]{{0,24}}(?:[\s/]{{1,2}}{_PLACE_WORD}|,\s(?:{_CAPITAL}[\w'’.\-]{{0,24}})(?:\s{_CAPITAL}[\w'’.\-]{{0,24}})?(?=\s?[,(\[:–—-])){{0,4}}"
_BRACKETED = r"(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slash>[^/()\n]{2,40})/|\[(?P<square>[^\[\]\n]{2,40})\])"
_SEPARATOR = r"(?:\s?\.?\s?(?:-{1,3}|[–—―])\s?\.?(?=\s|[^\W\d_]|[\"“„«‘'])|\s?:(?=\s)|\s?\.(?=\s))"

# The agency first: ANSA, AGI, Adnkronos; "(Reuters) -"; "(BRUSSELS) -" is a place.
_AGENCY_FIRST = re.compile(rf"{_BRACKETED}\s?[-–—,]{{0,2}}\s?(?:(?P<place>{_PLACE}),?\s)?")
_PLACE_FIRST = re.compile(rf"(?P<place>{_PLACE})(?=\s?[,.(/\[:–—-]|\s\()")
_REGION = re.compile(r"\s?\[[^\[\]\n]{2,30}\]")
_FILLER = re.compile(r"[\s,.]{0,3}(?:(?:le|el|den|il)\s)?")
_STRANGER = re.compile(
    r"[\s,.]{0,3}(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slash>[^/()\n]{2,40})/)(?=\s?\.?\s?(?:[-–—:]{1,2}|[–—―])\s)"
)
_AGENCY_BRACKETS = re.compile(rf"[\s,.]{{0,3}}{_BRACKETED}")
_AGENCY_BARE = re.compile(rf"[\s,.]{{1,2}}(?P<bare>{_CAPITAL}[\w.-]{{1,12}})(?=\s?[-–—:,.])")
_END = re.compile(_SEPARATOR)


@cache
def _no_places() -> frozenset[str]:
    """Read the packaged list of shouted labels' words ("WATCH: ", "UPDATE 1 - "), which look like places."""
    text = files("filiation.article").joinpath("data/not_places.txt").read_text(encoding="utf-8")
    return frozenset(word for row in text.splitlines() if not row.startswith("#") for word in row.split())


@dataclass(frozen=True, slots=True)
class DatelineReading:
    """A dateline as it stands at the head of a paragraph.

    Attributes:
        span: All of it, the sign that ends it included.
        place: As usually written; None where only an agency and a date stand there.
        moment: Its date, mostly without a year; None where it has none.
        agency: Usual name of the agency in it; None where there is none.
        agency_span: Where the agency's name stands.
    """

    span: Span
    place: str | None
    moment: Moment | None
    agency: str | None
    agency_span: Span | None


def read_dateline(text: str, paragraph: Span, language: str | None = None) -> DatelineReading | None:
    """Read the dateline at the head of a paragraph; None where it has none.

    A place must be vouched for: by an agency or a date behind it, or by capitals and a sign that ends it.
    """
    head = text[paragraph.start : min(paragraph.end, paragraph.start + _REACH)]
    for read in (_agency_first, _place_first, _date_first):
        reading = read(head, language)
        if reading is not None:
            return _moved(reading, paragraph.start)
    return None


def _moved(reading: DatelineReading, by: int) -> DatelineReading:
    def shift(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return DatelineReading(
        shift(reading.span),
        reading.place,
        reading.moment,
        reading.agency,
        None if reading.agency_span is None else shift(reading.agency_span),
    )


def _agency_first(head: str, language: str | None) -> DatelineReading | None:
    found = _AGENCY_FIRST.match(head)
    agency, credit = _credited(found, strict=True) if found else (None, None)
    if found is None or agency is None or credit is None:
        return None
    place, at = found["place"], found.end()
    if place is None or not _is_place(place):
        place, at = None, credit.end + 1
    moment, at = _date_at(head, at, language)
    end = _END.match(head, at)
    if place is not None and end is None:  # "(Reuters) - Russia said …": no place, the report's own words
        place, moment, at = None, None, credit.end + 1
        end = _END.match(head, at)
    return DatelineReading(Span(0, end.end() if end else at), _usual(place), moment, agency, credit)


def _place_first(head: str, language: str | None) -> DatelineReading | None:
    found = _PLACE_FIRST.match(head)
    if found is None:
        return None
    # "BRUSSELS, Jan 12": the pattern takes a month for the second word of a place.
    for place in _prefixes(found["place"]):
        at = len(place)
        region = _REGION.match(head, at)
        at = region.end() if region else at
        moment, at = _date_at(head, at, language)
        agency, credit, at = _agency_at(head, at)
        if moment is None and agency is not None:
            moment, at = _date_at(head, at, language)
        stranger = _STRANGER.match(head, at) if agency is None else None
        if stranger is not None:
            agency, credit = _unlisted(stranger, dated=moment is not None)
            at = stranger.end()
        end = _END.match(head, at)
        if agency is None and (end is None or (moment is None and not _is_shouted(place, head[at : end.end()]))):
            continue
        if moment is not None and agency is None and not _ends_plainly(head[at : end.end()] if end else ""):
            continue
        if moment is None and end is not None:  # "BEAVERTON, Ore. - December 15, 2004 - The"
            later, behind = _date_at(head, end.end(), language)
            closing = _END.match(head, behind) if later is not None else None
            if later is not None and later.year is not None and closing is not None:
                moment, end = later, closing
        if _is_place(place):
            return DatelineReading(Span(0, end.end() if end else at), _usual(place), moment, agency, credit)
    return None


def _date_first(head: str, language: str | None) -> DatelineReading | None:
    """Read "Jan 12 (Reuters) - Shares of …", a dispatch without a place."""
    moment, at = _date_at(head, 0, language)
    agency, credit, at = _agency_at(head, at)
    if moment is None or agency is None:
        return None
    end = _END.match(head, at)
    return DatelineReading(Span(0, end.end() if end else at), None, moment, agency, credit)


def _prefixes(place: str) -> list[str]:
    """Return a place and what remains of it when its last words go, longest first."""
    shorter = {place[: sign.start()] for sign in re.finditer(r",?\s", place)}
    return sorted({place, *shorter}, key=len, reverse=True)


def _date_at(head: str, at: int, language: str | None) -> tuple[Moment | None, int]:
    start = _FILLER.match(head, at)
    begin = start.end() if start else at
    moment = next(iterate_moments(head[begin : begin + 60], language), None)
    if moment is None:
        return None, at
    weekday = _WEEKDAY.match(head, begin)
    offset = moment.span.start
    if offset == 0 or (weekday is not None and offset == weekday.end() - begin):
        return moment, begin + moment.span.end
    return None, at


_WEEKDAY = re.compile(r"[^\W\d_]{3,12},?\s")


def _agency_at(head: str, at: int) -> tuple[str | None, Span | None, int]:
    for pattern in (_AGENCY_BRACKETS, _AGENCY_BARE):
        found = pattern.match(head, at)
        agency, credit = _credited(found, strict=pattern is _AGENCY_BRACKETS) if found else (None, None)
        if found is not None and agency is not None:
            return agency, credit, found.end()
    return None, None, at


def _credited(found: re.Match[str], *, strict: bool) -> tuple[str | None, Span | None]:
    """Return the agency in a bracket ("(AFP)", "/TASS/", "(dpa/tmn)", "(AP, Reuters)": the first), and its place."""
    group = next(name for name in ("round", "slash", "square", "bare") if found.groupdict().get(name))
    for part in re.finditer(r"[^/,|]+", found[group]):
        name = part.group().strip()
        agency = agency_called(name, credit=strict)
        if agency is not None:
            start = found.start(group) + part.start() + part.group().index(name)
            return agency, Span(start, start + len(name))
    return None, None


def _unlisted(found: re.Match[str], *, dated: bool) -> tuple[str | None, Span | None]:
    """Return the agency, listed nowhere, that a dateline's bracket names: beside a date any name, else one of that form."""
    group = "round" if found["round"] else "slash"
    name = re.split(r"[/,|]", found[group])[0].strip()
    if not (has_agency_form(name) or (dated and can_be_agency(name))):
        return None, None
    start = found.start(group) + found[group].index(name)
    return name, Span(start, start + len(name))


def _is_shouted(place: str, sign: str) -> bool:
    """Tell whether capitals and a dash or colon alone vouch for a place: "LONDON —", "NAIROBI, Kenya —"."""
    city = place.split(",", maxsplit=1)[0]
    letters = [c for c in city if c.isalpha()]
    return (
        len(letters) >= 3
        and not any(c.islower() for c in letters)
        and sign.strip() not in {"", "."}
        and len(place.split()) <= 4
        and not (sign.strip() == ":" and len(place.split()) > 1 and is_person(place) and begins_with_given_name(place))
    )


def _ends_plainly(sign: str) -> bool:
    return bool(sign.strip(" "))


def _is_place(place: str) -> bool:
    words = [word.strip(".,:") for word in re.split(r"[\s/]+", place.lower())]
    names = calendar()
    return (
        bool(words)
        and not {words[0], words[-1]} & _no_places()
        and words != ["new"]
        and not any(len(word) > 3 and word in names.weekdays for word in (words[0], words[-1]))
        and not (len(words) == 1 and words[0] in names.months)
        # "BRUSSELS, Jan" is a place and a month; "RIO DE JANEIRO" is a place.
        and not (words[-1] in names.months and re.search(r",\s\S+$", place) is not None)
    )


_SMALL = frozenset({
    "de", "del", "della", "di", "do", "da", "dos", "la", "le", "les", "los", "sur", "am", "an", "der", "den", "im",
    "upon", "of", "the", "au", "aux", "en", "el", "al", "y", "e",
})  # fmt: skip
_KEPT = re.compile(r"(?:[A-Z]\.){2,}|D\.?C\.?|U\.?S\.?A?|UK|UN|UAE|LA|NYC")


def _usual(place: str | None) -> str | None:
    """Return a place as usually written: ``KYIV/MOSCOW`` is Kyiv/Moscow, ``RIO DE JANEIRO`` Rio de Janeiro."""
    if place is None:
        return None
    place = place.strip(" ,-")
    if not re.search(r"\.[A-Z]\.$|,\s[A-Z][A-Za-z.]{1,6}\.$", place):  # "D.C.", "St. Petersburg, Fla."
        place = place.rstrip(".")
    written = []
    for at, word in enumerate(re.split(r"([\s/\-,]+)", place)):
        if not word or not word[0].isalnum() or not word.isupper() or (_KEPT.fullmatch(word) and at > 0):
            written.append(word)
        elif at > 0 and word.lower() in _SMALL:
            written.append(word.lower())
        else:
            written.append(word[0] + word[1:].lower())
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), "".join(written))
