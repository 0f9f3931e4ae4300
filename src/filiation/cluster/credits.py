"""Credits read through the family: a source of one claim is no credit of the whole report.

"Northwire reported" in a page's first sentences is read as its credit where nobody signs the page. Where a sister with a
reporter's name has those words too, they are that reporter's, about one claim, and neither page carries Northwire's dispatch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.tradition import Event


def settle_credits(event: Event, articles: Sequence[Article]) -> list[Article]:
    """Return an event's articles in their order, without credits that a sister with a byline shows to be a claim's source."""
    by_page = {article.page: article for article in articles}
    settled: dict[PageId, Article] = {}
    for tradition in event.traditions:
        members = [by_page[member.page] for member in tradition.members]
        signed = [each for each in members if each.agency is None and each.bylines]
        for each in members:
            credit = each.agency
            if (
                credit is not None
                and _is_in_sentence(each, credit)
                and any(_names(sister, credit) for sister in signed)
            ):
                settled[each.page] = replace(each, agency=None)
    return [settled.get(article.page, article) for article in articles]


def _is_in_sentence(article: Article, credit: Credit) -> bool:
    """Tell whether a credit stands among the body's words, and in no dateline."""
    if credit.span is None:
        return False
    line = article.dateline.span if article.dateline is not None else None
    if line is not None and line.overlaps(credit.span):
        return False
    return any(span.start <= credit.span.start and credit.span.end <= span.end for span in article.body)


def _names(article: Article, credit: Credit) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(credit.name)}(?!\w)")
    return any(pattern.search(article.text, span.start, span.end) for span in article.body)
