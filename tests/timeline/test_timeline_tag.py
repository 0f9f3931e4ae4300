"""What expressions mean, by example: 12 January 2022 is a Wednesday."""

from __future__ import annotations

import pytest
from timeline_examples import tagged, told

from filiation.timeline import TimexKind

DAYS = [
    ("The council met on Tuesday.", [("Tuesday", "2022-01-11")]),
    ("The council met on Wednesday.", [("Wednesday", "2022-01-12")]),
    ("The council will meet on Tuesday.", [("Tuesday", "2022-01-18")]),
    ("The council will meet on Wednesday.", [("Wednesday", "2022-01-12")]),
    ("The vote is due to be held on Friday.", [("Friday", "2022-01-14")]),
    ("The vote, she said on Monday, will be held on Friday.", [("Monday", "2022-01-10"), ("Friday", "2022-01-14")]),
    ("On Friday, the ministers will travel to Oslo.", [("Friday", "2022-01-14")]),
    ("After talks with the mayor in Oslo on Monday, the ministers must go home.", [("Monday", "2022-01-10")]),
    ("The ferry sank late Tuesday.", [("late Tuesday", "2022-01-11")]),
    ("The ferry sank on Tuesday evening.", [("Tuesday evening", "2022-01-11TEV")]),
    (
        "Last Friday was calm, and next Monday is a holiday.",
        [("Last Friday", "2022-01-07"), ("next Monday", "2022-01-17")],
    ),
    ("He left on Tuesday of last week.", [("Tuesday of last week", "2022-01-04")]),
    (
        "It rained yesterday morning and last night.",
        [("yesterday morning", "2022-01-11TMO"), ("last night", "2022-01-11TNI")],
    ),
    ("It will rain tomorrow and tonight.", [("tomorrow", "2022-01-13"), ("tonight", "2022-01-12TNI")]),
    ("It rained the day before yesterday.", [("the day before yesterday", "2022-01-10")]),
    ("It rained over the weekend.", [("the weekend", "2022-W01-WE")]),
    ("MILLTOWN, Jan 12 (Agency) - Rain fell.", [("Jan 12", "2022-01-12")]),
    ("The bridge fell on Dec. 30.", [("Dec. 30", "2021-12-30")]),
    ("The offer was extended to Jan. 20.", [("Jan. 20", "2022-01-20")]),
    ("It runs until March 5.", [("March 5", "2022-03-05")]),
    ("The pass is closed until Friday.", [("Friday", "2022-01-14")]),
    ("The pass was closed until Friday.", [("Friday", "2022-01-07")]),
    ("Forecasters predicted sleet until Friday.", [("Friday", "2022-01-14")]),
    ("Sleet is forecast for Saturday.", [("Saturday", "2022-01-15")]),
    ("The pass remains shut through Sunday.", [("Sunday", "2022-01-16")]),
    ("On Thursday, Jan. 6, he fell ill.", [("Thursday, Jan. 6", "2022-01-06")]),
    ("Signed on the 12th of May, 2019.", [("the 12th of May, 2019", "2019-05-12")]),
    ("Talks were held from Jan. 3-5.", [("Jan. 3", "2022-01-03"), ("5", "2022-01-05")]),
    ("Talks were held on 3 and 5 January.", [("3", "2022-01-03"), ("5 January", "2022-01-05")]),
    ("Filed 31/12/2021 and 2021-12-31.", [("31/12/2021", "2021-12-31"), ("2021-12-31", "2021-12-31")]),
    ("On Christmas Eve they sang.", [("Christmas Eve", "2021-12-24")]),
    ("They sang on Easter Monday 2020.", [("Easter Monday 2020", "2020-04-13")]),
    ("Much has changed since 9/11.", [("9/11", "2001-09-11")]),
]
HOURS = [
    ("It opened at 2.30 p.m. on Friday.", [("2.30 p.m. on Friday", "2022-01-07T14:30")]),
    ("It opened at 10:35 a.m. yesterday.", [("10:35 a.m. yesterday", "2022-01-11T10:35")]),
    ("It closed at noon Thursday.", [("noon Thursday", "2022-01-06T12:00")]),
    ("The offer expires at 5 p.m. EST, Jan. 20.", [("5 p.m. EST, Jan. 20", "2022-01-20T17:00")]),
    ("The gate opened on Monday at 17:20 GMT.", [("Monday at 17:20 GMT", "2022-01-10T17:20")]),
]
PERIODS = [
    ("The law was passed in December.", [("December", "2021-12")]),
    ("The law will be passed in December.", [("December", "2022-12")]),
    ("The law was passed in May.", [("May", "2021-05")]),
    ("It may march.", []),
    ("Prices rose in mid-December.", [("mid-December", "2021-12")]),
    ("Prices rose in July 1997.", [("July 1997", "1997-07")]),
    ("Prices rose in 2014 and in the 1990s.", [("2014", "2014"), ("the 1990s", "199X")]),
    ("It was a child of the Nineties.", [("the Nineties", "199X")]),
    ("A 19th-century house; the 21st century.", [("19th-century", "18"), ("the 21st century", "20")]),
    ("It fell last week and rose this month.", [("last week", "2022-W01"), ("this month", "2022-01")]),
    ("It fell last year; it may rise next year.", [("last year", "2021"), ("next year", "2023")]),
    ("It fell the previous month.", [("the previous month", "2021-12")]),
    ("It must be done by the end of the month.", [("the end of the month", "2022-01")]),
    ("He won last summer and in the spring of 2019.", [("last summer", "2021-SU"), ("the spring of 2019", "2019-SP")]),
    ("Sales fell in the third quarter of 2020.", [("the third quarter of 2020", "2020-Q3")]),
    (
        "Sales fell in Q3 2020 and in the first half of 2021.",
        [("Q3 2020", "2020-Q3"), ("the first half of 2021", "2021-H1")],
    ),
    ("Third-quarter sales fell 4% from a year earlier.", [("Third-quarter", "2021-Q3"), ("a year earlier", "2020-Q3")]),
    ("He wrote it nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
    ("The war of 1914-1918.", [("1914", "1914"), ("1918", "1918")]),
    ("Some 2000 men and $1999.", []),
]
DISTANCES = [
    ("She left four years ago.", [("four years ago", "2018")]),
    (
        "She left two weeks ago and will be back a month from now.",
        [("two weeks ago", "2021-W52"), ("a month from now", "2022-02")],
    ),
    (
        "She left on 3 May 2019. Two days later she was back.",
        [("3 May 2019", "2019-05-03"), ("Two days later", "2019-05-05")],
    ),
    ("It is a three-year plan of more than 16 hours.", [("three-year", "P3Y"), ("more than 16 hours", "PT16H")]),
    (
        "It lasted half an hour, then two and a half years.",
        [("half an hour", "PT30M"), ("two and a half years", "P2Y6M")],
    ),
    ("It fell in the past three months.", [("the past three months", "P3M")]),
    ("It took a few days.", [("a few days", "PXD")]),
    ("He is 45 years old, a 45-year-old.", []),
    ("They meet every Monday and each summer.", [("every Monday", "XXXX-WXX-1"), ("each summer", "XXXX-SU")]),
    ("They meet every two weeks, or daily.", [("every two weeks", "P2W"), ("daily", "P1D")]),
    ("It costs two million a year.", [("a year", "P1Y")]),
    ("He recently spoke; now he is silent.", [("recently", "PAST_REF"), ("now", "PRESENT_REF")]),
    ("In the past it was so, and so in the future.", [("the past", "PAST_REF"), ("the future", "FUTURE_REF")]),
]


@pytest.mark.parametrize(("text", "expected"), [*DAYS, *HOURS, *PERIODS, *DISTANCES])
def test_what_it_says(text, expected):
    """An expression is found without its preposition, and means a TIMEX3 value on the day of writing."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On Monday.", TimexKind.DATE),
        ("At 5 p.m. on Monday.", TimexKind.TIME),
        ("For three days.", TimexKind.DURATION),
        ("Every day.", TimexKind.SET),
    ],
)
def test_kinds(text, kind):
    """Each of TimeML's kinds is told."""
    assert [mention.kind for mention in tagged(text)] == [kind]


def test_no_anchor():
    """What hangs on an unknown day has no value, and no support; what is said in full has both."""
    mentions = tagged("On Tuesday, 3 May 2016, last week and in 2014.", on=None)
    assert [(m.value, m.support > 0) for m in mentions] == [("2016-05-03", True), (None, False), ("2014", True)]
    assert all(mention.anchor is None for mention in mentions)


def test_anchor_is_named_where_used():
    """A mention names its anchor where its value was reckoned from it, and only there."""
    relative, full = tagged("On Tuesday and on 3 May 2016.")
    assert relative.anchor is not None
    assert full.anchor is None


def test_wrapped_lines():
    """An expression may break over a hard-wrapped line, not over a paragraph."""
    wrapped = "The ministers of all the river states met in the old harbour town last\nyear, and parted."
    assert told(wrapped) == [("last\nyear", "2021")]
    assert told("It was the last\n\nyear one.") == []


def test_foreign_text():
    """A text in a language without resources is read for the days that it names in full, or near the day of writing."""
    mentions = tagged("Am 3. Mai 2016 und am 5. Januar, am 12.01.2022, am Dienstag.", language="de")
    assert [mention.value for mention in mentions] == ["2016-05-03", "2022-01-05", "2022-01-12"]
