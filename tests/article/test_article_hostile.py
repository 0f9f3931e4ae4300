"""Hostile pages: no line, however long, costs more than its length; every span stands in the text."""

from dataclasses import replace

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


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines(unit):
    """A line of 200,000 characters before, in or behind a report is read in time, or refused."""
    line = unit * (LENGTH // len(unit))
    for content in (f"{line}\n{REPORT}", f"{REPORT} {line}", f"{REPORT}\n{line}"):
        for kind in (PageKind.TEXT, PageKind.ARTICLE):
            try:
                article = read_article(Page(PageId("p"), "p", kind, content, ""), DEFAULTS)
            except ArticleError:
                continue
            assert article.text == content
            assert all(0 <= span.start < span.end <= len(content) for span in article.body)


def test_many_short_lines():
    """Many thousand lines around a report are read to the end."""
    noise = "By Ann Poe, Jan 12, 2022 (Reuters)\n" * 6_000
    text = noise + REPORT + "\n" + noise
    assert read_article(Page(PageId("p"), "p", PageKind.ARTICLE, text, ""), DEFAULTS).text == text


MARKUP = {
    "markup": "<b>a</b> " * 1_000_000,
    "text": "abcdefgh " * 800_000,
    "tags": "<br>" * 600_000,
    "comments never closed": "<!-- a" * 500_000,
    "scripts never closed": "<script a" * 500_000,
    "angles": "<" * 3_000_000,
    "data never given": "data:" * 700_000,
}


@pytest.mark.parametrize("kind", MARKUP)
def test_too_long_markup(kind):
    """A page of more markup or text than the limits allow is refused before a tree is built of it."""
    settings = replace(DEFAULTS, max_text_characters=1_000_000)
    with pytest.raises(ArticleError, match="too long"):
        read_article(Page(PageId("p"), "p", PageKind.HTML, f"<html><body>{MARKUP[kind]}", ""), settings)


def test_heavy_page():
    """A report between scripts, styles, comments and pictures that are longer than any text may be is read."""
    bulk = (
        f'<script>var page = "{"<b>menu</b>" * 200_000}";</script><style>{"p {} " * 200_000}</style>'
        f"<!-- {'x ' * 500_000} --><img src='data:image/png;base64,{'QUJD' * 500_000}'>"
    )
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-05-03"}</script>'
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))
    content = f"<html><head>{head}</head><body>{bulk}{paragraphs}{bulk}</body></html>"
    article = read_article(
        Page(PageId("p"), "p", PageKind.HTML, content, ""), replace(DEFAULTS, max_text_characters=20_000)
    )
    assert "menu" not in article.text
    assert article.published.value == "2022-05-03"
