"""Laws of the tagger, for any text and any day."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given as holds, strategies as st
from timeline_examples import article, given, tagged, told

from filiation.timeline import tag_dates

days = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
WORDS = [
    "Monday",
    "Friday",
    "Jan.",
    "12",
    "May",
    "march",
    "2014",
    "1990s",
    "last",
    "next",
    "this",
    "the",
    "a",
    "of",
    "in",
    "on",
    "week",
    "weeks",
    "year",
    "years",
    "months",
    "quarter",
    "third",
    "two",
    "few",
    "every",
    "ago",
    "later",
    "earlier",
    "now",
    "past",
    "future",
    "will",
    "said",
    ",",
    ".",
    "-",
    "'",
    "(",
    "p.m.",
    "10:35",
    "noon",
    "evening",
    "yesterday",
    "end",
    "half",
    "recent",
    "\n",
    "5",
    "to",
    "and",
    "summer",
    "fall",
    "Christmas",
    "weekend",
    "21st",
    "century",
    "decade",
    "ended",
    "year-ago",
    "'s",
    "GMT",
    "'98",
    "12.01.2022",
    "2022-01-12",
    "3/4/2022",
]
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
YEAR, DAY = r"(?:\d{4}|\d{3}X|XXXX)", r"(?:\d{4}|XXXX)-\d\d-\d\d"
TIMEML = re.compile(
    rf"(?:{DAY}(?:T(?:\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?|MO|MI|AF|EV|NI|DT))?|{YEAR}|\d\d|{YEAR}-\d\d"
    rf"|{YEAR}-W(?:\d\d|XX)(?:-(?:WE|[1-7]))?|{YEAR}-(?:SP|SU|FA|WI)|{YEAR}-Q[1-4X]|{YEAR}-H[12X]"
    r"|P(?:X|\d+(?:\.\d+)?)[DWMQYECL]|P\d+Y6M|PT(?:X|\d+(?:\.\d+)?)[HMS]|PT\d+H30M|(?:PAST|PRESENT|FUTURE)_REF"
    r"|XXXX-XX-XXT(?:MO|MI|AF|EV|NI))"
)
FORMATS = [
    "{day} {month} {year}", "{month} {day}, {year}", "{short}. {day}, {year}", "{day} {short} {year}", "{iso}", "{day:02}.{number:02}.{year}",
    "{weekday}, {month} {day}, {year}", "{weekday} {day} {month} {year}", "the {nth} of {month}, {year}", "{month} {nth}, {year}",
]  # fmt: skip


@holds(texts, days)
def test_spans_and_values(text, day):
    """Spans ascend, share no character and lie in the body; a value is TIMEX3's or None; the same call, the same answer."""
    page = article(text)
    found = tag_dates(page, given(day.isoformat()))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        assert mention.span.start < mention.span.end
        assert page.body[0].start <= mention.span.start
        assert mention.span.end <= page.body[-1].end
        assert mention.value is None or TIMEML.fullmatch(mention.value), mention.value
        assert 0 <= mention.support <= 1
    assert found == tag_dates(page, given(day.isoformat()))


@holds(st.text(max_size=300), st.one_of(st.none(), days))
def test_any_text(text, day):
    """No text makes it fail."""
    tagged(text, None if day is None else day.isoformat())


@holds(days, st.sampled_from(FORMATS), st.one_of(st.none(), days))
def test_full_dates_need_no_anchor(day, shape, on):
    """A date in full is what it says, in any of the usual forms, whatever the day of writing; round trip."""
    nth = f"{day.day}{'th' if 10 < day.day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day.day % 10, 'th')}"
    month = day.strftime("%B")
    written = shape.format(
        day=day.day, month=month, short=month[:3] if month != "September" else "Sept", year=day.year, iso=day.isoformat(),
        number=day.month, weekday=day.strftime("%A"), nth=nth,
    ).replace("May.", "May")  # fmt: skip
    text = f"The treaty of {written} was signed here."
    assert told(text, None if on is None else on.isoformat()) == [(written, day.isoformat())]


@holds(days.filter(lambda day: day.year < 2099), st.sampled_from(["was held on", "will be held on"]), st.integers(0, 6))
def test_weekdays_move_with_the_anchor(day, clause, weekday):
    """A week later, the same weekday means a day one week later; it lies within a week, on the side that the clause asks for."""
    name = (dt.date(2022, 1, 10) + dt.timedelta(days=weekday)).strftime("%A")
    text = f"The meeting {clause} {name}."
    ((_, first),) = told(text, day.isoformat())
    ((_, later),) = told(text, (day + dt.timedelta(days=7)).isoformat())
    meant = dt.date.fromisoformat(str(first))
    assert dt.date.fromisoformat(str(later)) - meant == dt.timedelta(days=7)
    assert meant.weekday() == weekday
    ahead = (meant - day).days
    assert 0 <= ahead < 7 if "will" in clause else -7 < ahead <= 0


@holds(days, st.sampled_from(["year", "month", "week"]))
def test_last_this_next(day, unit):
    """Last, this and next name three units in a row."""
    text = f"It was so last {unit}, is so this {unit} and will be so next {unit}."
    last, this, following = (str(value) for _, value in told(text, day.isoformat()))
    assert last < this < following


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1-",
        "1/2/",
        "the ",
        "Monday ",
        "one ",
        "twenty hundred ",
        "1990s ",
        "10:35 ",
        "'",
        "p. m. ",
        "2022-01-1",
        "early ",
    ],
)
def test_long_lines(piece):
    """A line of 200,000 characters is read to its end, whatever it repeats: mentions ascend and lie within it."""
    found = tagged(piece * (200_000 // len(piece)))
    spans = [mention.span for mention in found]
    assert spans == sorted(spans)
    assert all(span.end <= 200_000 for span in spans)
