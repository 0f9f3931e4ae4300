"""Times as pages print them: "12 January, 2022, 05:20 pm", "sâmbătă, 25 mai 2024 - 8:27", "Jan. 3, 2022 4:05 PM ET"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from filiation.text import Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, perhaps with a time of day, as far as it is told.

    Attributes:
        month: 1-12.
        day: 1-31, valid for its month.
        year: None where it is not told.
        time: ``17:20`` or ``17:20:33``; None where none is told.
        offset: ``+02:00``; None where the zone is not told or is not one zone only.
        span: Where it stands, in the text that was searched.
        languages: Languages in which the month is so called; empty where figures alone were read.
    """

    month: int
    day: int
    year: int | None
    time: str | None = None
    offset: str | None = None
    span: Span = _NOWHERE
    languages: frozenset[str] = frozenset()

    @property
    def date(self) -> str | None:
        """The date alone, ISO 8601; None without a year."""
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def iso(self) -> str | None:
        """ISO 8601, as precise as the moment is told; None without a year."""
        if self.date is None or self.time is None:
            return self.date
        return f"{self.date}T{self.time}{self.offset or ''}"

    def same_day(self, other: Moment) -> bool:
        """Tell whether the two can be one day: month and day agree, and the years where both are told."""
        return (self.month, self.day) == (other.month, other.day) and (
            self.year is None or other.year is None or self.year == other.year
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names of months and weekdays: month number by name and language; the weekdays of all languages."""

    months: dict[str, dict[str, int]]
    weekdays: frozenset[str]


@cache
def calendar() -> Calendar:
    """Read the packaged table of names."""
    months: dict[str, dict[str, int]] = {}
    weekdays: set[str] = set()
    table = files("filiation.article").joinpath("data/calendar.tsv").read_text(encoding="utf-8")
    for row in table.splitlines():
        if row.startswith("#"):
            continue
        language, *cells = row.split("\t")
        for at, cell in enumerate(cells):
            for name in cell.split():
                if at < 12:
                    months.setdefault(name, {})[language] = at + 1
                else:
                    weekdays.add(name)
    return Calendar(months, frozenset(weekdays))


_DIGIT = re.compile(r"\d")
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_NAME = r"[^\s\d.,;:|()\[\]/<>\"'’_–—-]{3,16}"
_ORDINAL = r"(?:st|nd|rd|th|er|[ºª°])?"
_WRITTEN = re.compile(
    rf"""
    (?<![\d.,:/-])(?:
      (?P<iy>{_YEAR})[-/.](?P<im>\d\d)[-/.](?P<id>\d\d)(?!\d)                                        # 2022-01-12
    | (?P<cy>{_YEAR})\s?[年년]\s?(?P<cm>\d\d?)\s?[月월]\s?(?P<cd>\d\d?)\s?[日일]                         # 2022年1月12日
    | (?P<hy>{_YEAR})\.?\s(?:m\.\s)?(?P<hn>{_NAME})\.?\s(?P<hd>\d\d?)(?![\d:])                         # 2022. január 12.
    | (?P<dd>\d\d?){_ORDINAL}\.?[\s/–-]{{0,2}}(?:(?:de|of|di)\s)?(?P<dn>{_NAME})
        (?:\.?,?(?:[\s/–-]{{1,3}}|['’])(?:(?:de|del|of)\s)?(?P<dy>{_YEAR})(?!\d))?                      # 12 de enero de 2022
    | (?P<nd>\d\d?)(?P<ns>[./-])(?P<nm>\d\d?)(?P=ns)(?P<ny>{_YEAR})(?!\d)                             # 12.01.2022
    )
    | (?<![^\W\d_])(?P<mn>{_NAME})\.?\s{{1,2}}(?P<md>\d\d?){_ORDINAL}(?![\d:]|\.\d)
        (?:\s?,?\s{{0,2}}(?:de\s)?(?P<my>{_YEAR})(?!\d))?                                              # Jan. 3, 2022
    """,
    re.VERBOSE,
)
_TIME = r"""
    (?P<hour>[012]?\d)(?:(?P<packed>[0-5]\d)(?=\s?(?:GMT|UTC|Z|IST|CES?T|E[SD]T|BST|hrs|hours)\b)|\s?[:h.]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)|(?=\s?[AaPp]\.?[Mm]\b)|\s?[hH](?![^\W\d_]))
    (?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?
    (?:\s?(?:Uhr|uur|hrs|hours|heures|h|klo|год)\b\.?)?
    (?:\s?,?\(?(?P<zone>Z\b|(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?|[A-Z]{2,4}\b|[+-]\d\d:?\d\d)\)?)?
"""
_AFTER = re.compile(
    r"T(?=\d)|[^\w\n]{0,4}(?:(?:at|à|às|as|a\sla?s?|alle|ore|ora|om|um|kl|klo|o|в|о|у|г|the|on|d|od|saat|pukul|jam)\b\.?[\s,]{0,3}){0,2}[^\w\n+-]{0,4}",
)
_CLOCK = re.compile(_TIME, re.VERBOSE)
_BEFORE = re.compile(_TIME + r"[\s,|·•–-]{0,4}(?:(?:on)\s)?(?:[^\W\d_]{2,12}\.?,?\s{0,2})?$", re.VERBOSE)
_BEFORE_REACH = 34

# Zones that are one zone wherever they are printed. IST, CST, AST, SST are several.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "EST": -300, "EDT": -240, "CDT": -300, "MDT": -360, "MST": -420, "PST": -480, "PDT": -420, "AKST": -540,
    "HST": -600, "PKT": 300, "HKT": 480, "SGT": 480, "PHT": 480, "JST": 540, "KST": 540, "WIB": 420, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "SAST": 120, "EAT": 180, "WAT": 60,
}  # fmt: skip
_AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
"""Zones named without their season: the offset in winter; the date says whether an hour is added."""


def find_moments(text: str, language: str | None = None) -> list[Moment]:
    """Find the dates in ``text``, a line or a few hundred characters of it, in order.

    Args:
        text: Where to look. Spans of the result point into it.
        language: ISO 639-1 of the page's text, where known, or its dialect (`dialect_of`): decides what 3/4/2022 and a month's name that two
            languages use for different months mean.

    Returns:
        Moments, those that are no date (31 February, month 13) left out; so is 3/4/2022 where nothing says which.
    """
    return list(iterate_moments(text, language))


def iterate_moments(text: str, language: str | None = None) -> Iterator[Moment]:
    """Yield what `find_moments` finds, each when it is asked for."""
    if _DIGIT.search(text) is None:
        return
    at = floor = 0
    while (found := _WRITTEN.search(text, at)) is not None:
        dated = _dated(found, language)
        if dated is None:
            # "17:20 BST 12 January": what looked like a name and a day; go on at the day, or behind it.
            at = found.start("md") if found["mn"] else found.end("dd") if found["dn"] else found.end()
            continue
        moment = _timed(text, dated, floor)
        at = floor = moment.span.end
        yield moment


def _dated(found: re.Match[str], language: str | None) -> Moment | None:
    part = found.groupdict()
    languages: frozenset[str] = frozenset()
    if part["iy"]:
        year, month, day = part["iy"], int(part["im"]), int(part["id"])
    elif part["cy"]:
        year, month, day = part["cy"], int(part["cm"]), int(part["cd"])
    elif part["ny"]:
        year, first, second = part["ny"], int(part["nd"]), int(part["nm"])
        turned = _turned(first, second, part["ns"], language)
        if turned is None:
            return None
        day, month = turned
    else:
        prefix = "h" if part["hn"] else "d" if part["dn"] else "m"
        named = _month(part[f"{prefix}n"], language)
        if named is None:
            return None
        month, languages = named
        year, day = part[f"{prefix}y"], int(part[f"{prefix}d"])
    if not _is_date(int(year) if year else 2000, month, day):
        return None
    return Moment(month, day, int(year) if year else None, span=Span(*found.span()), languages=languages)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _turned(first: int, second: int, sign: str, language: str | None) -> tuple[int, int] | None:
    """Return day and month of a date in figures; None where they cannot be told apart."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    # Points are written day first wherever they are written; other signs divide the English-speaking world.
    if language == _MONTH_FIRST:
        return second, first
    if sign == "." or language not in {None, "en"}:
        return first, second
    return None


_DAY_FIRST, _MONTH_FIRST = "en-GB", "en-US"
_CENTURIES = ("/19", "/20", "-19", "-20")
_SLASHED = re.compile(r"(?<![\d/.-])(\d\d?)([/-])(\d\d?)\2(?:19|20)\d\d(?!\d)")


@lru_cache(maxsize=16)
def dialect_of(text: str, language: str | None) -> str | None:
    """Return the language that a page's dates are written in: ``en-GB`` or ``en-US`` where its figures tell the order.

    A day above 12 in one place tells it for all the page's dates; where none or both orders stand, ``language``.
    """
    if language not in {None, "en"}:
        return language
    if not any(mark in text for mark in _CENTURIES):
        return language
    found = [(int(date[1]), int(date[3])) for date in _SLASHED.finditer(text)]
    day_first, month_first = any(one > 12 for one, _ in found), any(other > 12 for _, other in found)
    if day_first == month_first:
        return language
    return _DAY_FIRST if day_first else _MONTH_FIRST


def _month(name: str, language: str | None) -> tuple[int, frozenset[str]] | None:
    by_language = calendar().months.get(name.lower()) or calendar().months.get(_undamaged(name).lower())
    if by_language is None:
        return None
    language = None if language is None else language.partition("-")[0]
    if language in by_language:
        return by_language[language], frozenset(by_language)
    numbers = set(by_language.values())
    return (numbers.pop(), frozenset(by_language)) if len(numbers) == 1 else None


def _undamaged(name: str) -> str:
    """Return a name whose UTF-8 was read as Latin ("fÃ©vrier") as it was; else the name."""
    if not any(c in "ÃÄÅÈ" for c in name):
        return name
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def _timed(text: str, moment: Moment, floor: int) -> Moment:
    """Add the time of day that stands behind the date or, failing that, in front of it."""
    glue = _AFTER.match(text, moment.span.end)
    behind = _CLOCK.match(text, glue.end() if glue else moment.span.end)
    if behind and (told := _time(behind, moment)) is not None:
        return replace(moment, time=told[0], offset=told[1], span=Span(moment.span.start, behind.end()))
    start = max(floor, moment.span.start - _BEFORE_REACH)
    ahead = _BEFORE.search(text[start : moment.span.start])
    if ahead and (told := _time(ahead, moment)) is not None:
        return replace(moment, time=told[0], offset=told[1], span=Span(start + ahead.start(), moment.span.end))
    return moment


def _time(found: re.Match[str], moment: Moment) -> tuple[str, str | None] | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12 and found["minute"] is None and found["packed"] is None:
        return None
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 23:
        return None
    minute = found["minute"] or found["packed"] or "00"
    seconds = f":{found['second']}" if found["second"] else ""
    return f"{hour:02}:{minute}{seconds}", _offset(found["zone"], moment)


def _offset(zone: str | None, moment: Moment) -> str | None:
    if zone is None:
        return None
    counted = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])\s?(\d{1,2})(?::?(\d\d))?", zone)
    if counted:
        return f"{counted[1]}{int(counted[2]):02}:{counted[3] or '00'}" if int(counted[2]) <= 14 else None
    minutes = _ZONES.get(zone)
    if zone in _AMERICAN and moment.year is not None:
        minutes = _AMERICAN[zone] + 60 * _is_american_summer(dt.date(moment.year, moment.month, moment.day))
    elif zone == "BST" and 4 <= moment.month <= 10:
        minutes = 60  # British in summer; in winter BST can only be Bangladesh or Bougainville
    if minutes is None:
        return None
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is_american_summer(day: dt.date) -> bool:
    """Tell whether the United States have summer time, by the rule of 2007: second Sunday in March to first in November."""
    march, november = dt.date(day.year, 3, 8), dt.date(day.year, 11, 1)
    begins = march + dt.timedelta(days=(6 - march.weekday()) % 7)
    ends = november + dt.timedelta(days=(6 - november.weekday()) % 7)
    return begins <= day < ends


def read_stamp(stamp: str, language: str | None = None) -> Moment | None:
    """Read a machine's time stamp (ISO 8601, RFC 2822) or, failing that, the first date in it; None if there is none."""
    first = next(iterate_moments(stamp.strip()[:120], language), None)
    return first if first is not None and first.year is not None else None
