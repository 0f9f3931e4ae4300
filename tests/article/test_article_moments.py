"""Printed times: as precise as told, an offset only where the zone is one zone."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from filiation.article.moments import calendar, dialect_of, find_moments, read_stamp

TOLD = [
    ("12 January, 2022, 05:20 pm", None, "2022-01-12T17:20"),
    ("sâmbătă, 25 mai 2024 - 8:27", None, "2024-05-25T08:27"),
    ("Jan. 3, 2022 4:05 PM ET", None, "2022-01-03T16:05-05:00"),
    ("July 3, 2022 4:05 PM ET", None, "2022-07-03T16:05-04:00"),
    ("12-Jan-2022 17:20 IST", None, "2022-01-12T17:20"),
    ("12 July 2022 17:20 BST", None, "2022-07-12T17:20+01:00"),
    ("12 January 2022 17:20 BST", None, "2022-01-12T17:20"),
    ("17:20 BST 12 July 2022", None, "2022-07-12T17:20+01:00"),
    ("5:20 PM EST, Wed January 12, 2022", None, "2022-01-12T17:20-05:00"),
    ("12. Januar 2022, 17.20 Uhr", None, "2022-01-12T17:20"),
    ("12 janvier 2022 à 17h20", None, "2022-01-12T17:20"),
    ("12 de enero de 2022 a las 17:20", None, "2022-01-12T17:20"),
    ("17:20, 12 января 2022 г.", None, "2022-01-12T17:20"),
    ("2022年1月12日 17:20", None, "2022-01-12T17:20"),
    ("2022. január 12. 17:20", None, "2022-01-12T17:20"),
    ("12.01.2022 klo 17.20", None, "2022-01-12T17:20"),
    ("2022-01-12T05:20:33.123Z", None, "2022-01-12T05:20:33+00:00"),
    ("January 12th, 2022 at 5pm GMT+2", None, "2022-01-12T17:00+02:00"),
    ("Jan. 3, 2022, 0930 GMT", "en", "2022-01-03T09:30+00:00"),
    ("1545 hrs, 12 January 2021", "en", "2021-01-12T15:45"),
    ("12 fÃ©vrier 2021", "fr", "2021-02-12"),
    ("14 MÃ¤rz 2020, 18:02", "de", "2020-03-14T18:02"),
    ("3/4/2022", "en-GB", "2022-04-03"),
    ("3/4/2022", "en-US", "2022-03-04"),
    ("13/4/2022", None, "2022-04-13"),
    ("3/4/2022", "de", "2022-04-03"),
    ("listopad 3, 2022", "pl", "2022-11-03"),
    ("listopad 3, 2022", "hr", "2022-10-03"),
]
UNTOLD = [
    "3/4/2022",
    "31 February 2022",
    "chapter 12 verse 2022",
    "5h",
    "3 hours ago",
    "Mon 12:30",
    "listopad 3, 2022",
    "1.2.3.2022",
]


FIRST, LAST = dt.datetime(1980, 1, 1), dt.datetime(2090, 1, 1)  # noqa: DTZ001  (the zone is added where it is printed)


@pytest.mark.parametrize(("words", "language", "iso"), TOLD)
def test_told(words, language, iso):
    """A time that is told is read, whatever the language and order."""
    assert [moment.iso for moment in find_moments(words, language)] == [iso]


@pytest.mark.parametrize("words", UNTOLD)
def test_untold(words):
    """What is no date, or one of two dates, is none."""
    assert [moment for moment in find_moments(words) if moment.year is not None] == []


@given(st.datetimes(min_value=FIRST, max_value=LAST), st.text(max_size=20))
def test_iso_stamps_come_back(moment, noise):
    """A machine's stamp is read as it stands, with whatever follows."""
    stamp = moment.replace(microsecond=0, tzinfo=dt.UTC).isoformat()
    assert read_stamp(stamp).iso == stamp
    assert read_stamp(f"{stamp} {noise}").date == stamp[:10]


def test_every_language_names_twelve_months():
    """The table is whole: each language that names a month names all twelve."""
    seen: dict[str, set[int]] = {}
    for by_language in calendar().months.values():
        for language, month in by_language.items():
            seen.setdefault(language, set()).add(month)
    assert {language: months for language, months in seen.items() if months != set(range(1, 13))} == {}


@given(st.text(alphabet="0123456789 JanuryFeb.,:/-apm", max_size=300))
def test_spans_are_inside_and_ascending(text):
    """Moments stand in the text, one behind the other."""
    spans = [moment.span for moment in find_moments(text)]
    assert all(span.end <= len(text) for span in spans)
    assert all(a.start < b.start and a.end <= b.end for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "language", "dialect"),
    [
        ("Posted 3/4/2022. Oss, 25/03/2022", "en", "en-GB"),
        ("Posted 3/4/2022. Oss, 03/25/2022", None, "en-US"),
        ("25/03/2022 and 03/25/2022", "en", "en"),
        ("3/4/2022", "en", "en"),
        ("03/25/2022", "de", "de"),
    ],
)
def test_dialect(text, language, dialect):
    """A day above 12 tells in which order a page's dates in figures are; both orders, or none, tell nothing."""
    assert dialect_of(text, language) == dialect
