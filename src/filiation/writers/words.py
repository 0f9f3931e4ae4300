"""Plain words for counts, days and lengths, shared by what people read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from filiation.spun.spun import SPUN
from filiation.text import plural
from filiation.writers.record import (
    CountRecord,
    DecisionRecord,
    DossierRecord,
    PhraseRecord,
    ReadingRecord,
    TracedPageRecord,
    UnitRecord,
)

_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d(?:T(?:\d\d:\d\d|[A-Z]{2}))?\b")
_MONTH = re.compile(r"^(\d{4})-(\d\d)$")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = re.compile(r"^(\d{4})-W(\d\d)(-WE)?$")
_SEASON = re.compile(r"^(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
_SEASONS = {
    "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "Q1": "first quarter of", "Q2": "second quarter of",
    "Q3": "third quarter of", "Q4": "last quarter of", "H1": "first half of", "H2": "second half of",
}  # fmt: skip
_PARTS = {"TMO": "morning", "TMI": "midday", "TAF": "afternoon", "TEV": "evening", "TNI": "night", "TDT": "daytime"}
_DIGITS = re.compile(r"\d+|\D+", re.ASCII)
# Sigla up to this length fit many to a line; where one is longer, all pages go by number.
_SHORT = 3
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def printable(text: str) -> str:
    """Return text on one line, without what could drive a terminal; page text is a stranger's."""
    clean = " ".join(text.split())
    return clean if clean.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in clean)


def shorten(text: str, room: int) -> str:
    """Return printable text cut to ``room`` characters, with an ellipsis where something was cut."""
    clean = printable(text)
    return clean if len(clean) <= room else clean[: max(room - 1, 0)].rstrip() + "…"


def reports_in_words(count: CountRecord, *, always_range: bool = False) -> str:
    """Return "2 independent reports (1-3)"; the range only where it is open, unless asked for."""
    words = plural(count.best, "independent report")
    return f"{words} ({count.min}–{count.max})" if always_range or count.min != count.max else words


def day_in_words(value: str) -> str:
    """Return "Wed 12 Jan 2022, 17:20", "Tue 11 Jan 2022, evening", "Dec 2021", "week of 23 Mar 2026", "summer 2025".

    Other TIMEX3 values come back as they stand.
    """
    if found := _DAY.match(value):
        year, month, day = (int(part) for part in found.groups()[:3])
        try:
            weekday = _WEEKDAYS[date(year, month, day).weekday()]
        except ValueError:
            return value
        time = f", {found[4]}" if found[4] else ""
        part = _PARTS.get(value[found.end() :], "")
        return f"{weekday} {day} {_MONTHS[month - 1]} {year}{time}{part and f', {part}'}"
    if (found := _MONTH.match(value)) and 1 <= int(found[2]) <= 12:
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    if found := _WEEK.match(value):
        try:
            first = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        except ValueError:
            return value
        return f"{'weekend' if found[3] else 'week'} of {first.day} {_MONTHS[first.month - 1]} {first.year}"
    if found := _SEASON.match(value):
        return f"{_SEASONS[found[2]]} {found[1]}"
    if re.fullmatch(r"\d{3}X?", value):
        return f"{value[:3]}0s"
    return value


def days_in_words(text: str) -> str:
    """Return a text with its ISO days in words."""
    return _ISO_DAY.sub(lambda found: day_in_words(found[0]), text)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts as people do: 2 before 10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.findall(text))


def headline_of(pages: Sequence[TracedPageRecord]) -> str | None:
    """Return the headline that most pages carry; of equals the shortest, then the first; None where none has one."""
    titles = [page.title.text for page in pages if page.title]
    return min(titles, key=lambda title: (-titles.count(title), len(title), title)) if titles else None


def short_names(dossier: DossierRecord) -> dict[str, str]:
    """Return a name for each page that fits many to a line: its siglum where all are short, else a number."""
    if all(len(page.siglum) <= _SHORT for page in dossier.pages):
        return {page.page: page.siglum for page in dossier.pages}
    order = [witness.page for tradition in dossier.traditions for witness in tradition.witnesses if witness.page]
    return {page: str(number) for number, page in enumerate(order, 1)}


# Parts of a descent's summary, which commas part; a fact in brackets may hold a comma.
_COMMAS = re.compile(r", (?![^()]{0,200}\))")
# A spinner swaps words all over; what it did not do by itself is what was cut or added whole.
_NOT_SWAPPED = ("cut ", "added ")


def done_parts(summary: str, *, is_spun: bool = False) -> list[str]:
    """Return what a summary tells, part by part; of a spun page no swapped word is a change of the report."""
    parts = _COMMAS.split(summary) if summary else []
    return [part for part in parts if part.startswith(_NOT_SWAPPED)] if is_spun else parts


def is_spun(page: TracedPageRecord) -> bool:
    """Tell whether a page is called spun."""
    return page.spun.probability >= SPUN


def telling_phrases(page: TracedPageRecord, most: int) -> list[PhraseRecord]:
    """Return a spun page's surest phrases whose plain form is known, each wording once."""
    known = sorted((p for p in page.spun.phrases if p.plain), key=lambda p: (-p.support, -len(p.text), p.start))
    return list({p.text.lower(): p for p in reversed(known)}.values())[::-1][:most]


_DECIDED = {
    "one_report": "{pages} are one report",
    "two_reports": "{pages} are not one report",
    "speaker": "on {pages} {value} says “{text}”",
    "date": "{pages} is of {value}",
}


def decision_in_words(decision: DecisionRecord, dossiers: Sequence[DossierRecord]) -> str:
    """Return "a, b are one report: decided by Ana on 2 May 2024 (the desk says so); applied: …", pages by their sigla."""
    sigla = {page.page: page.siglum for dossier in dossiers for page in dossier.pages}
    pages = ", ".join(sigla.get(page, page) for page in decision.pages or decision.names)
    value = day_in_words(decision.value or "") if decision.kind == "date" else decision.value
    head = _DECIDED[decision.kind].format(pages=pages, value=value, text=decision.text)
    by = f" by {decision.by}" if decision.by else ""
    on = f" on {day_in_words(decision.on)}" if decision.on else ""
    why = f" ({decision.why})" if decision.why else ""
    return f"{head}: decided{by}{on}{why}; {decision.status}: {decision.told}"


def senses(unit: UnitRecord) -> list[int]:
    """Return a number for each reading of a unit, which those share that differ in style alone."""
    return [number if its.like is None else its.like for number, its in enumerate(unit.readings)]


def change_between(unit: UnitRecord, one: ReadingRecord, other: ReadingRecord) -> str:
    """Return what kind of change two readings of a unit are: style where they say the same, else the unit's own."""
    first, second = (senses(unit)[unit.readings.index(reading)] for reading in (one, other))
    return "style" if first == second else unit.change
