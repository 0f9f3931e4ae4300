"""Datelines: place as usually written, date as far as told, agency by its usual name; prose has none."""

import pytest

from filiation.article.dateline import read_dateline
from filiation.text import Span

DATELINES = [
    ("MARLOW, Jan 12 (Reuters) - The mill", "Marlow", (None, 1, 12), "Reuters"),
    ("ST. ALBANS, Vt. (AP) — The mill", "St. Albans, Vt.", None, "Associated Press"),
    ("PORTO ALEGRE, March 3 (Xinhua) -- The mill", "Porto Alegre", (None, 3, 3), "Xinhua"),
    ("RIO DE JANEIRO, 3 mars 2020 (AFP) - Le moulin", "Rio de Janeiro", (2020, 3, 3), "AFP"),
    ("Hamburg (dpa/lno) - Die Mühle", "Hamburg", None, "dpa"),
    ("Madrid, 12 ene (EFE).- El molino", "Madrid", (None, 1, 12), "EFE"),
    ("(ANSA) - TORINO, 12 GEN - Il mulino", "Torino", (None, 1, 12), "ANSA"),
    ("OMSK, January 12. /TASS/. The mill", "Omsk", (None, 1, 12), "TASS"),
    ("OMSK. Jan 12 (Interfax) - The mill", "Omsk", (None, 1, 12), "Interfax"),
    ("Вятка. 12 января. ИНТЕРФАКС - Мельница", "Вятка", (None, 1, 12), "Interfax"),
    ("New Delhi, Jul 4 (PTI) The mill", "New Delhi", (None, 7, 4), "PTI"),
    ("Pune (Maharashtra) [India], January 12 (ANI): The mill", None, None, None),
    ("Pune [India], January 12 (ANI): The mill", "Pune", (None, 1, 12), "ANI"),
    ("LEEDS, Oct. 3, 2021 /PRNewswire/ -- The mill", "Leeds", (2021, 10, 3), "PR Newswire"),
    ("TARTU/RIGA, Jan 3 - The mill", "Tartu/Riga", (None, 1, 3), None),
    ("NAIROBI, Kenya — The mill", "Nairobi, Kenya", None, None),
    ("KARACHI: The mill", "Karachi", None, None),
    ("Paris, le 12 janvier 2022 (AFP) - Le moulin", "Paris", (2022, 1, 12), "AFP"),
    ("June 3 (Reuters) - Shares of the mill", None, (None, 6, 3), "Reuters"),
    ("BOLTON, Ore. - December 15, 2004 - The mill", "Bolton, Ore.", (2004, 12, 15), None),
]
PROSE = [
    "WATCH: The mill burns",
    "UPDATE 2 - The mill burns",
    "EXCLUSIVE — The mill burns",
    "The mill, on 12 January - a Tuesday - burned",
    "Monday, Jan 12 - The mill burns",
    "MARCH 3 — The mill burns",
    "Russia - the biggest country of all - burns",
    "MARGARET HOLLOWAY: When did you hear of it?",
    "“We are here,” he said - and left",
]


@pytest.mark.parametrize(("paragraph", "place", "date", "agency"), DATELINES)
def test_dateline(paragraph, place, date, agency):
    """A dateline gives what it says, and no more."""
    reading = read_dateline(paragraph, Span(0, len(paragraph)))
    if (place, date, agency) == (None, None, None):
        assert reading is None
        return
    moment = reading.moment
    assert (reading.place, moment and (moment.year, moment.month, moment.day), reading.agency) == (place, date, agency)
    assert reading.span.start == 0
    assert paragraph[reading.span.end :].split()[0] in {"The", "Le", "Die", "El", "Il", "Мельница", "Shares"}


@pytest.mark.parametrize("paragraph", PROSE)
def test_prose_has_no_dateline(paragraph):
    """Shouted labels, weekdays, months, speakers and asides are not places."""
    assert read_dateline(paragraph, Span(0, len(paragraph))) is None


def test_offsets_are_the_texts():
    """Spans point into the whole text, wherever the paragraph stands."""
    text = "Menu\n\nOSLO, Jan 12 (NTB) - The mill\n"
    reading = read_dateline(text, Span(6, len(text)))
    assert reading.span.of(text) == "OSLO, Jan 12 (NTB) - "
    assert reading.agency_span.of(text) == "NTB"
