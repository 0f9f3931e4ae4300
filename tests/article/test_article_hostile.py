"""Hostile pages: no line, however long, costs more than its length; every span stands in the text."""

import time

import pytest

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import read_article
from filiation.errors import ArticleError
from filiation.settings import DEFAULTS

REPORT = "\n".join(
    [
        "The council of Harrow met on Tuesday and closed the old bridge for a year of repairs, its clerk said in a letter."
    ]
    * 5
)
UNITS = [
    "a ",
    "A ",
    "Aa Bb, ",
    "By Aa ",
    "((Reuters",
    "12 Jan ",
    "Aa-",
    "© 2022 ",
    "Reporting by Aa Bb; ",
    "LONDON ",
    "12:30 ",
    "\u00a0",
    "中",
    "\u202e",
    "/",
]
LENGTH = 200_000
MOST_SECONDS = 5.0
"""Of processor time, for a page that takes a tenth of that; a quadratic cost takes minutes."""


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines(unit):
    """A line of 200,000 characters before, in or behind a report is read in time, or refused."""
    line = unit * (LENGTH // len(unit))
    for content in (f"{line}\n{REPORT}", f"{REPORT} {line}", f"{REPORT}\n{line}"):
        for kind in (PageKind.TEXT, PageKind.ARTICLE):
            started = time.process_time()
            try:
                article = read_article(Page(PageId("p"), "p", kind, content, ""), DEFAULTS)
            except ArticleError:
                continue
            finally:
                assert time.process_time() - started < MOST_SECONDS
            assert article.text == content
            assert all(0 <= span.start < span.end <= len(content) for span in article.body)


def test_many_short_lines():
    """A hundred thousand lines around a report cost no more than their length."""
    noise = "By Ann Poe, Jan 12, 2022 (Reuters)\n" * 20_000
    started = time.process_time()
    read_article(Page(PageId("p"), "p", PageKind.ARTICLE, noise + REPORT + "\n" + noise, ""), DEFAULTS)
    assert time.process_time() - started < MOST_SECONDS
