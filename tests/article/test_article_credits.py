"""Credits, hands and clocks: what by its place says who made the report and when, and what only looks like it."""

import pytest

from filiation.article.byline import read_hands
from filiation.article.clocks import read_times
from filiation.article.credit import find_credit
from filiation.article.dateline import read_dateline
from filiation.article.layout import lay_out
from filiation.article.markup import NO_MARKUP
from filiation.text import Span

TITLE = "Mill on the Wend burns for a second night"
BODY = (
    "Firemen fought the blaze at the old mill on the Wend for a second night, the county said.",
    "Nobody was hurt. The owner, Clara Munt, said that the roof could not be saved.",
    "The cause is not known, and the county has asked for divers to search the mill race.",
)


def page(head=(), tail=(), body=BODY, above=(), title=TITLE):
    lines = [*above, title, *head, *body, *tail]
    text = "\n".join(lines)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    first = len(above) + 1 + len(head)
    spans = tuple(Span(starts[i], starts[i] + len(lines[i])) for i in range(first, first + len(body)))
    return lay_out(text, spans, title)


def credit_of(bylines=(), authors=(), **lines):
    layout = page(**lines)
    found = find_credit(layout, read_dateline(layout.text, layout.body[0]), bylines=bylines, authors=authors or bylines)
    if found is not None:
        assert found.span.of(layout.text)
    return found and found.name


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ({"head": ["Reuters"]}, "Reuters"),
        ({"head": ["By Associated Press", "Mar 3, 2021"]}, "Associated Press"),
        ({"head": ["By MAE HOLT Associated Press"]}, "Associated Press"),
        ({"head": ["Jon Pike, PA", "3 March 2021"]}, "PA Media"),
        ({"head": ["Par Luc Morel avec AFP"]}, "AFP"),
        ({"head": ["PTI | Updated: Mar 3, 2021, 21:40 IST"]}, "PTI"),
        ({"head": ["Reuters, Marlow,", "Mar 3, 2021"]}, "Reuters"),
        ({"tail": ["(Reuters)"]}, "Reuters"),
        ({"tail": ["Source: AFP"]}, "AFP"),
        ({"tail": ["(With inputs from ANI)"]}, "ANI"),
        ({"tail": ["The Canadian Press contributed to this report."]}, "Canadian Press"),
        ({"tail": ["Copyright 2021 The Associated Press. All rights reserved."]}, "Associated Press"),
        ({"tail": ["© Thomson Reuters 2021"]}, "Reuters"),
        ({"body": ("The mill burned for a second night, according to Reuters.", *BODY)}, "Reuters"),
        ({"body": ("Die Mühle brannte erneut, wie die Nachrichtenagentur dpa berichtet.", *BODY)}, "dpa"),
        ({"body": ("MARLOW, Jan 12 (Reuters) - " + BODY[0], *BODY[1:])}, "Reuters"),
    ],
)
def test_credit(lines, name):
    """Datelines, credit lines, sign-offs, attributions in the lede and rights name the agency."""
    assert credit_of(**lines) == name


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"head": ["FILE PHOTO: The mill in May 2019. REUTERS/Ann Poe"]},
        {"head": ["(Joan Dee / Associated Press)"]},
        {"head": ["The mill on Monday. Photo: AFP"]},
        {"above": ["World", "Reuters: wheat falls", "Sport"]},
        {"tail": ["Related", "Wheat falls - Reuters", "Whale seen (AP)"]},
        {"head": ["Share", "AA", "Print"]},
        {"body": (*BODY, "“It was my father's,” Munt told Reuters.", BODY[2])},
        {"body": ("The mill will be rebuilt, a Reuters poll of readers shows.", *BODY)},
        {"body": ("The mill burned, according to a Reuters tally of fires.", *BODY)},
    ],
)
def test_no_credit(lines):
    """Captions, other headlines, buttons, polls, and what somebody told an agency are no credits."""
    assert credit_of(**lines) is None


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ({"head": ["By Mae Holt and Jon Pike"]}, ("Mae Holt", "Jon Pike")),
        ({"head": ["By MAE HOLT, Political Editor, and JON PIKE in Marlow"]}, ("Mae Holt", "Jon Pike")),
        ({"head": ["Mar 3, 2021 by Mae Holt"]}, ("Mae Holt",)),
        ({"head": ["By", "Mae Holt"]}, ("Mae Holt",)),
        ({"head": ["Von Mae Holt, Berlin"]}, ("Mae Holt",)),
        ({"head": ["Texto: Ana de la Vega"]}, ("Ana de la Vega",)),
        ({"head": ["Mark Holt", "3 March 2021, 17:20"]}, ("Mark Holt",)),
        ({"tail": ["By Mae Holt"]}, ("Mae Holt",)),
        ({"head": ["By Reuters Staff"]}, ()),
        ({"head": ["Breaking News", "3 March 2021"]}, ()),
        ({"head": ["New York", "3 March 2021"]}, ()),
        ({"head": ["Clara Munt", "3 March 2021"]}, ()),  # whom the report is about: a caption
        ({"head": ["By Friday Ann Poe had left the town for good, her neighbours say."]}, ()),
        ({"head": ["The mill. REUTERS/Ann Poe"]}, ()),
    ],
)
def test_bylines(lines, names):
    """Bylines are reporters' names: no outlets, roles, places, photographers, and not whom the report is about."""
    layout = page(**lines)
    hands = read_hands(layout)
    assert hands.bylines == names
    assert [span.of(layout.text).casefold() for span in hands.byline_spans] == [name.casefold() for name in names]


def test_desk_line():
    """A desk's line tells contributors and editors apart, places left out."""
    hands = read_hands(
        page(
            tail=[
                "(Additional reporting by Mae Holt in New York and Jon Pike; writing by Ana Vega; editing by Lou Reiss)"
            ]
        )
    )
    assert hands.contributors == ("Mae Holt", "Jon Pike", "Ana Vega")
    assert hands.editors == ("Lou Reiss",)


def published(language="en", dateline=None, **lines):
    layout = page(**lines)
    times = read_times(
        layout, language=language, given=None, url=None, markup=NO_MARKUP, dateline=dateline, dateline_span=None
    )
    return times.published and times.published.value, times.updated and times.updated.value


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        ({"head": ["3 March 2021, 17:20"]}, ("2021-03-03T17:20", None)),
        ({"head": ["Published: 3 March 2021", "Updated: 4 March 2021 09:00"]}, ("2021-03-03", "2021-03-04T09:00")),
        ({"head": ["Published", "3 March 2021"]}, ("2021-03-03", None)),
        ({"tail": ["First published on Mar 3, 2021"]}, ("2021-03-03", None)),
        ({"tail": ["Mar 3, 2021"]}, (None, None)),
        ({"above": ["16.5 C", "Saturday, 25 May 2024 - 8:27", "Menu"]}, (None, None)),
        ({"head": ["16.5 C Saturday, 25 May 2024 - 8:27"]}, (None, None)),
        ({"head": ["sâmbătă, 25 mai 2024 - 8:27"]}, (None, None)),  # in another language than the report
        ({"head": ["3 hours ago"]}, (None, None)),
        ({"head": ["FILE PHOTO: The mill on the Wend, 3 March 2019. REUTERS/Ann Poe"]}, (None, None)),
        ({"tail": ["© 2024 The Courier, 3 March 2024"]}, (None, None)),
    ],
)
def test_clocks(lines, values):
    """A publication clock is labelled or stands between headline and body; a crawl's clock is none."""
    assert published(**lines) == values


CLAIM = ("The county searched the mill on Monday.", "According to Reuters, its divers found two safes.", *BODY)


@pytest.mark.parametrize(
    ("bylines", "lines", "name"),
    [
        (["Jon Pike"], {"body": CLAIM}, None),
        (["Jon Pike"], {"body": (BODY[0], "The roof is likely to fall, Reuters reported.", *BODY[1:])}, None),
        (["Jon Pike"], {"body": ("The mill burned for a second night, according to Reuters.", *BODY)}, "Reuters"),
        (["Jon Pike"], {"head": ["Reuters"], "body": CLAIM}, "Reuters"),
        ([], {"body": CLAIM}, "Reuters"),
        ([], {"head": ["Ann Poe | Bloomberg | Getty Images"]}, None),
        (["Jon Pike"], {"head": ["Ann Poe | Reuters"]}, None),
        (["Ann Poe"], {"head": ["Ann Poe | Reuters"]}, "Reuters"),
    ],
)
def test_own_report(bylines, lines, name):
    """An outlet's own report is not credited for one claim, nor for its picture."""
    assert credit_of(bylines, **lines) == name


DESK = "(Reporting by Ann Poe, Jon Pike and Mae Holt; additional reporting by Luc Morel; editing by Clara Munt)"


def test_reporters_of_the_desk_line():
    """Without a byline, "Reporting by" names the reporters; who added to it and who edited it are none."""
    layout = page(tail=[DESK])
    hands = read_hands(layout)
    assert hands.bylines == ("Ann Poe", "Jon Pike", "Mae Holt")
    assert tuple(span.of(layout.text) for span in hands.byline_spans) == hands.bylines
    assert hands.contributors == ("Luc Morel",)
    assert hands.editors == ("Clara Munt",)


def test_byline_before_desk_line():
    """Where a byline is printed or marked, it is the byline; whom the desk's line names has helped."""
    for hands in (read_hands(page(head=["By Rosa Lind"], tail=[DESK])), read_hands(page(tail=[DESK]), ["Rosa Lind"])):
        assert hands.bylines == ("Rosa Lind",)
        assert hands.contributors == ("Ann Poe", "Jon Pike", "Mae Holt", "Luc Morel")


def test_helpers_are_no_reporters():
    """Additional reporting and writing alone make no byline."""
    hands = read_hands(page(tail=["(Additional reporting by Ann Poe; writing by Jon Pike)"]))
    assert hands.bylines == ()
    assert hands.contributors == ("Ann Poe", "Jon Pike")
