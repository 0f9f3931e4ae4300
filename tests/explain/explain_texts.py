"""Invented pages: a strike at a port, in versions; notices in one form; a story that lifts a passage."""

from filiation.archive.page import PageId
from filiation.article.article import Article, Clock, ClockKind, Credit, Title
from filiation.text import Span

STRIKE = (
    "Harbour workers in Ostwick walked out on Monday after talks about night shifts collapsed, the port authority said.",
    "“We have been asking for eleven months and nobody came to the table,” union leader Mara Dellin told reporters.",
    "About 2,300 people work in the port, which handles a third of the country's grain exports.",
    "The authority said that fourteen ships were waiting in the bay and that two of them had turned back to Karsund.",
    "Grain traders in Velm said prices would rise within a week if the silos on the eastern quay stayed shut.",
    "Talks are due to resume on Thursday in the town hall, with transport minister Ivo Brandel in the chair.",
)
"""A dispatch, a paragraph a string."""

OWN = (
    "Nobody had told the bakers. By ten in the morning the queue outside the mill on Tarn Street reached the bridge.",
    "The cranes of Ostwick stood still, and the men and women who work them sat on upturned crates and played cards.",
    "Mara Dellin, who leads them, was hoarse. She has led three such walkouts since she came here from the north.",
    "The minister, Ivo Brandel, has promised to come on Thursday. In the canteen they were taking bets on the hour.",
)
"""A reporter's own story of the same strike."""


def article(page: str, *paragraphs: str, title: str | None = None, language: str = "en", **told: str | None) -> Article:
    """Return an article whose body is ``paragraphs``; ``told``: published, agency, outlet."""
    text = "\n\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    published, agency = told.get("published"), told.get("agency")
    return Article(
        page=PageId(page),
        path=page,
        sha256="",
        text=text,
        body=tuple(spans),
        title=Title(title, None) if title else None,
        language=language,
        agency=Credit(agency, None) if agency else None,
        published=Clock(published, ClockKind.PAGE) if published else None,
        outlet=told.get("outlet"),
    )


def notice(page: str, company: str, cents: str, day: str, **told: str) -> Article:
    """Return a filled-in form."""
    return article(
        page,
        f"{company} said its board declared a regular quarterly dividend of {cents} cents a share on its common stock.",
        f"The dividend is payable on {day} to shareholders of record at the close of business two weeks before, "
        f"{company} said in a short statement to the exchange.",
        title=f"{company} declares dividend",
        **told,
    )
