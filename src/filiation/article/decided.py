"""A page of which a person has said when it was published."""

from __future__ import annotations

from dataclasses import replace

from filiation.archive.page import Page
from filiation.article.article import Article, Clock, ClockKind
from filiation.article.read import read_article
from filiation.settings import Settings


def read_dated(page: Page, date: str, settings: Settings) -> tuple[Article, Clock | None]:
    """Return the article of a page that is decided to be of a date, and the clock that it would have had.

    Args:
        page: As it came in; a date that came beside it gives way.
        date: ISO 8601 date or datetime. Years that the page leaves out are completed from it.
        settings: As for `read_article`.

    Raises:
        ArticleError: As `read_article`.
    """
    inferred = read_article(page, settings)
    article = read_article(replace(page, date=date), settings)
    return replace(article, published=Clock(date, ClockKind.DECISION)), inferred.published
