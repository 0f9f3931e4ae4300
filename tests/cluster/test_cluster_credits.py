"""Credits through the family: who names an agency as the source of one claim carries no dispatch of it."""

from __future__ import annotations

from dataclasses import replace

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.credits import settle_credits
from filiation.cluster.tradition import Event, Member, Siglum, Tradition
from filiation.text import Span

WORDS = "Six boats sank off Lomme on Monday, Northwire reported. The harbour office told us that two crews are missing."


def article(page: str, text: str, *, credited: bool, bylines: tuple[str, ...] = ()) -> Article:
    at = text.index("Northwire")
    credit = Credit("Northwire", Span(at, at + 9)) if credited else None
    return Article(PageId(page), page, "", text, body=(Span(0, len(text)),), agency=credit, bylines=bylines)


def event_of(*articles: Article) -> Event:
    members = tuple(Member(Siglum(each.page), each.page) for each in articles)
    return Event((Tradition("A", members, ()),), 1.0, "")


def settled(*articles: Article) -> list[str | None]:
    return [each.agency and each.agency.name for each in settle_credits(event_of(*articles), articles)]


SIGNED = article("a", WORDS, credited=False, bylines=("Lena Brandvold",))
COPY = article("b", WORDS, credited=True)


def test_a_signed_sister_shows_that_a_claim_was_credited():
    """The reporter's own "Northwire reported" is no dispatch of Northwire's on the unsigned copy either."""
    assert settled(SIGNED, COPY) == [None, None]


def test_a_credit_of_the_whole_report_stands():
    """In a credit line above the body, on a family nobody signs, or where the sister does not know the agency."""
    line = replace(
        COPY, text="Northwire\n" + WORDS, body=(Span(10, 10 + len(WORDS)),), agency=Credit("Northwire", Span(0, 9))
    )
    assert settled(SIGNED, line) == [None, "Northwire"]
    assert settled(replace(SIGNED, bylines=()), COPY) == [None, "Northwire"]
    silent = replace(SIGNED, text=WORDS.replace("Northwire", "A newspaper"), body=(Span(0, 60),))
    assert settled(silent, COPY) == [None, "Northwire"]
    assert settled(replace(SIGNED, agency=None), replace(COPY, agency=Credit("Northwire", None))) == [None, "Northwire"]
