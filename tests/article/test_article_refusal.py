"""HTML pages without a report are refused; short reports are not."""

import pytest

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import read_article
from filiation.errors import ArticleError
from filiation.settings import DEFAULTS

NAVIGATION = "<nav><ul><li><a href='/w'>World</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
FOOTER = "<footer><p>© 2022 The Harrow Courier. All rights reserved.</p><a href='/t'>Terms of use</a></footer>"
TEASERS = [
    (
        "Ferry fares to rise",
        "The county council voted on Monday to raise fares on the river ferry by a tenth, starting in April.",
    ),
    (
        "Museum opens new wing",
        "Visitors returned to the town museum on Sunday for the first time since a fire destroyed its roof.",
    ),
    (
        "Farmers fear a dry year",
        "Wells are low across the eastern valley, and growers say that they may not sow barley this season.",
    ),
]
MENU = "<ul>" + "".join(f"<li><a href='/{at}'>Department {at}</a></li>" for at in range(90)) + "</ul>"
TOPIC = "".join(
    f"<li><a href='/{at}'>{title} as the council meets for the {at}th time this year</a> <span>{at} May 2022</span></li>"
    for at, (title, _) in enumerate(TEASERS * 8, 1)
)
NONE = {
    "menu": MENU,
    "front, linked headings": "".join(f"<h3><a href='/x'>{title}</a></h3><p>{deck}</p>" for title, deck in TEASERS),
    "front, cards": "".join(
        f"<div><a href='/x'><h3>{title}</h3><p>{deck}</p></a></div>" for title, deck in TEASERS * 3
    ),
    "front, articles": "".join(
        f"<article><h2><a href='/x'>{title}</a></h2><p>{deck} <a href='/x'>More</a></p></article>"
        for title, deck in TEASERS
    ),
    "topic": f"<h1>Topic: Ferries</h1><ul>{TOPIC}</ul>",
    "lost page": "<h1>We have nothing here</h1><p>The address that you followed leads nowhere. Please check it, or go back "
    "to our first page and look for what you need. If you came from one of our own pages, please tell us.</p>",
    "login": "<h2>Welcome back</h2><p>Please log in to continue.</p><p>New here? Create an account to follow topics, save "
    "stories and join in. It takes you less than a minute.</p>",
    "subscribers": "<h1>Ferry fares to rise</h1><p>Choose a plan that suits you, and get every story and our weekend "
    "letter.</p><p>Monthly: 9 crowns. Yearly: 90 crowns. You may cancel at any time.</p>",
    "addresses": "<h1>Contact</h1><p>The Harrow Courier, 3 Mill Lane, Harrow</p><p>Newsdesk: news@courier.example</p>",
}
FLASH = (
    "A strong earthquake shook the island of Talmar early on Tuesday, the seismological service said. "
    "There were no reports of damage. Schools stay shut."
)
SHORT = {
    "three paragraphs": "".join(f"<p>{sentence}.</p>" for sentence in FLASH.rstrip(".").split(". ")),
    "one paragraph": f"<p>{FLASH}</p>",
    "links within": f"<p>{FLASH.replace('island of Talmar', '<a href=/t>island of Talmar</a>')}</p>",
    "related below": f"<article><p>{FLASH}</p></article><h3><a href='/x'>{TEASERS[0][0]}</a></h3>",
}


def read(body):
    content = f"<html><head><title>The Harrow Courier</title></head><body>{NAVIGATION}<main>{body}</main>{FOOTER}</body></html>"
    return read_article(Page(PageId("p.html"), "p.html", PageKind.HTML, content, ""), DEFAULTS)


@pytest.mark.parametrize("kind", NONE)
def test_no_report_is_refused(kind):
    """Links, teasers, error pages and walls are no article, whatever paragraphs an extractor finds in them."""
    with pytest.raises(ArticleError, match="no article found"):
        read(NONE[kind])


@pytest.mark.parametrize("kind", SHORT)
def test_short_report_stays(kind):
    """Three sentences that tell something are an article."""
    article = read(f"<h1>Strong quake shakes Talmar</h1>{SHORT[kind]}")
    assert "".join(span.of(article.text) for span in article.body).replace(" ", "") == FLASH.replace(" ", "")


def test_linked_subheads_stay():
    """A report whose subheads are links is one while most of it stands below no such heading."""
    paragraphs = f"<p>{FLASH}</p>" * 2 + f"<h3><a href='/h'>How it began</a></h3><p>{TEASERS[2][1]}</p>"
    assert len(read(f"<h1>Strong quake shakes Talmar</h1>{paragraphs}").body) >= 1
