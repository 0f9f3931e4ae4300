"""The dateline's year, which pages tell elsewhere, and the days between clocks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from filiation.article.agencies import mention_pattern
from filiation.article.layout import Layout
from filiation.article.markup import Markup
from filiation.article.moments import Moment, find_moments, read_stamp
from filiation.article.printed import FOOT, printed_clocks

WIRE_DELAY_DAYS = 7
"""A page that prints a dispatch does so at most so many days behind its dateline; a clock further off is another clock."""
_YEAR_REACH = 6_000
"""Characters around the body's ends in which a full date may tell the dateline's year."""


def complete(
    dateline: Moment | None, layout: Layout, *, language: str | None, given: str | None, url: str | None, markup: Markup
) -> Moment | None:
    """Give a dateline its year, if the page tells it: by its clock, its address, or a full date on the same day.

    Captions, agency copyrights and the body itself count as well as clocks; a footer's or a crawl's year does not,
    since it must name the dateline's own day, or be a publication clock at most a week behind it.
    """
    if dateline is None or dateline.year is not None:
        return dateline
    labelled = [p.moment for p in printed_clocks(layout, language) if p.label == "published" or p.placed]
    clocks = [
        read_stamp(given or "", language),
        first_stamp(markup.published, language),
        address_moment(url),
        *labelled,
    ]
    for clock in clocks:
        if clock is None or clock.year is None:
            continue
        for year in (clock.year, clock.year - 1):
            day = _in_year(dateline, year)
            days = None if day is None else days_between(day, clock)
            if day is not None and days is not None and -1 <= days <= WIRE_DELAY_DAYS:
                return day
    text = layout.text
    start, end = layout.body[0].start, layout.body[-1].end
    for begin, stop in ((max(0, start - _YEAR_REACH), start), (start, end), (end, min(len(text), end + _YEAR_REACH))):
        years = {
            m.year for m in find_moments(text[begin:stop], language) if m.year is not None and m.same_day(dateline)
        }
        if len(years) == 1:
            return _in_year(dateline, years.pop())
    rights = {
        int(year)
        for line in layout.tail
        if FOOT.search(line.of(text)) and mention_pattern().search(line.of(text))
        for year in re.findall(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)", line.of(text)[:200])
    }
    return (_in_year(dateline, rights.pop()) if len(rights) == 1 else None) or dateline


def _in_year(moment: Moment, year: int | None) -> Moment | None:
    if year is None:
        return None
    try:
        dt.date(year, moment.month, moment.day)
    except ValueError:
        return None
    return replace(moment, year=year)


def days_between(earlier: Moment, later: Moment) -> int | None:
    """Return the days from one date to another; None where one lacks its year."""
    if earlier.year is None or later.year is None:
        return None
    return (dt.date(later.year, later.month, later.day) - dt.date(earlier.year, earlier.month, earlier.day)).days


def first_stamp(stamps: Iterable[str], language: str | None) -> Moment | None:
    """Return the first of a machine's stamps that tells a date; None where none does."""
    return next((moment for stamp in stamps if (moment := read_stamp(stamp, language)) is not None), None)


_URL_DATE = re.compile(r"(?<!\d)((?:19[89]|20\d)\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_WORDS = re.compile(
    r"(?i)(?<!\d)((?:19[89]|20\d)\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(0?[1-9]|[12]\d|3[01])(?!\d)"
)


def address_moment(url: str | None) -> Moment | None:
    """Return the date in an address (``/2022/01/12/``, ``/2022/jan/12/``, ``20220112``); None where there is none."""
    if url is None:
        return None
    path = url[:2_000].split("://", 1)[-1].partition("/")[2].partition("?")[0]
    found = _URL_DATE.search(path)
    if found is not None:
        return read_stamp(f"{found[1]}-{found[2]}-{found[3]}")
    worded = _URL_WORDS.search(path)
    return None if worded is None else read_stamp(f"{worded[3]} {worded[2]} {worded[1]}", "en")
