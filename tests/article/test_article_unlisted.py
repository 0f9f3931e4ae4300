"""Agencies that no table lists: what by its name and place is one, and what only looks like it."""

import pytest

from filiation.article.credit import find_credit
from filiation.article.dateline import read_dateline
from filiation.article.layout import lay_out
from filiation.article.picture import is_caption, picture_credit
from filiation.article.unlisted import can_be_agency, has_agency_form
from filiation.text import Span

TITLE = "Quarry at Oss floods, eleven brought out by crane"
LEDE = "Eleven men were lifted out of the quarry at Oss on Tuesday after its eastern wall gave way."
REST = (
    "Nobody was hurt, the district said, and the pumps had been switched on by noon.",
    "The owner, Berit Aas, said that the wall had been inspected in March.",
)
PICTURE = "The quarry at Oss, Norland, May 4, 2021. Tidewater/Ann Poe"


def credit_of(*, head=(), lede=LEDE, tail=(), own=()):
    lines = [TITLE, *head, lede, *REST, *tail]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    first = 1 + len(head)
    body = tuple(Span(starts[at], starts[at] + len(lines[at])) for at in range(first, first + 3))
    layout = lay_out(text, body, TITLE)
    found = find_credit(layout, read_dateline(text, body[0]), (), own)
    if found is not None and found.span is not None:
        assert found.span.of(text) == found.name
    return found and found.name


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ({"lede": f"OSS, May 4 (Tidewater) - {LEDE}"}, "Tidewater"),
        ({"lede": f"OSS, 4 May (KLM-ND) – {LEDE}"}, "KLM-ND"),
        ({"lede": f"OSS, Norland (Fjord News Agency) — {LEDE}"}, "Fjord News Agency"),
        ({"head": ["Fjord News Agency"]}, "Fjord News Agency"),
        ({"head": ["By Fjord Wire Service", "4 May 2021"]}, "Fjord Wire Service"),
        ({"head": ["(Osspress)"]}, "Osspress"),
        ({"head": ["Source: Harbour Newswire"]}, "Harbour Newswire"),
        ({"head": ["Agency: Tidewater"]}, "Tidewater"),
        ({"head": ["Tidewater", PICTURE]}, "Tidewater"),
        ({"tail": ["Source: Harbour Newswire"]}, "Harbour Newswire"),
        ({"tail": ["(With inputs from Fjord News Service)"]}, "Fjord News Service"),
        ({"lede": LEDE.replace(".", ", Fjord Press reported.")}, "Fjord Press"),
        ({"lede": LEDE.replace(".", ", the agency Tidewater reports.")}, "Tidewater"),
        ({"lede": LEDE.replace(".", ", according to the Fjord News Agency.")}, "Fjord News Agency"),
        ({"lede": LEDE.replace(".", ", according to Tidewater."), "head": [PICTURE]}, "Tidewater"),
        ({"lede": f"{LEDE[:-1]}, wie die Nachrichtenagentur Tidewater meldet."}, "Tidewater"),
        ({"lede": f"OSS, May 4 (Reuters) - {LEDE}", "head": ["Fjord News Agency"]}, "Reuters"),
    ],
)
def test_unlisted_agency(page, name):
    """A dateline's bracket, a credit line, and the lede's "reported" name an agency; one that a table lists comes first."""
    assert credit_of(**page) == name


@pytest.mark.parametrize(
    "page",
    [
        {"head": [PICTURE]},
        {"head": ["Tidewater"]},
        {"head": ["Source: World Bank"]},
        {"head": ["Source: Ministry of Quarries"]},
        {"head": ["By Berit Aas"]},
        {"head": ["Zuma Press"]},
        {"head": ["Harbour Press"], "own": ["Harbour Press"]},
        {"lede": f"OSS, May 4 (Tuesday) - {LEDE}"},
        {"lede": f"OSS, May 4 (Our Correspondent) - {LEDE}"},
        {"lede": f"OSS, May 4 (Tidewater) - {LEDE}", "own": ["Tidewater"]},
        {"lede": f"OSS (Tidewater) — {LEDE}"},
        {"lede": LEDE.replace(".", ", according to Tidewater.")},
        {"lede": LEDE.replace(".", ", the Harbour Press reported.")},
        {"lede": LEDE.replace(".", ", the Presidential Press Service said in a report.")},
        {"lede": LEDE.replace(".", ", Oss Free Press reported.")},
        {"lede": LEDE.replace(".", ", the district told Fjord News Agency.")},
    ],
)
def test_no_unlisted_agency(page):
    """Pictures, papers, presses, offices, the outlet itself and what somebody told an agency are no credits."""
    assert credit_of(**page) is None


@pytest.mark.parametrize(
    "name", ["Alpine News Agency", "Interpress", "Harbour Wire", "Agencia Costa", "Corvid Newswire"]
)
def test_agency_form(name):
    """What is formed as an agency's name can be one."""
    assert has_agency_form(name)
    assert can_be_agency(name)


@pytest.mark.parametrize(
    "name", ["Express", "Empress", "Oxford University Press", "Barbed Wire", "press", "the Wire", ""]
)
def test_no_agency_form(name):
    """Words that only end like one are not."""
    assert not has_agency_form(name)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (PICTURE, "Tidewater"),
        ("Men wait by the crane. Photo: Tidewater/Ann Poe", "Tidewater"),
        ("Men wait by the crane and/or the gate", None),
        ("Oss 2, Norland 1. Home/Away", None),
    ],
)
def test_picture_credit(line, credit):
    """A caption credits "Agency/Photographer"."""
    assert picture_credit(line) == credit
    assert is_caption(line) == (credit is not None)


@pytest.mark.parametrize("line", ["A " * 100_000, "Photo by " * 20_000, "/" * 200_000, "Aa/Bb " * 30_000])
def test_hostile_lines(line):
    """Long lines are read in linear time."""
    assert picture_credit(line) is None
    credit_of(head=[line], lede=line)
