"""Lines: the paragraphs of an article's body, without what stands at their heads and is no part of a sentence."""

from __future__ import annotations

import re

from filiation.article.article import Article
from filiation.article.dateline import read_dateline
from filiation.text import Span, paragraphs

# A bullet, or the number of a list's item: a parser takes "• Trade union head" for a name.
_BULLET = re.compile(r"(?:[•·‣▪▫●○◦∙■□➤►▶*]|\(?\d{1,2}[.)/])[ \t\u00a0]+(?=[^\W\d_]|[“\"‘'„«@])")
_ENDS_DATELINE = re.compile(r"[-–—―(),/]|\b\d")
"""A dateline has one of these near its head: most paragraphs are passed by without a closer look."""
_LOOK = 60  # characters
_DASHES = frozenset("-–—―")


def lines_of(article: Article) -> tuple[Span, ...]:
    """Return the paragraphs of an article's body, each without a bullet, an item's number or a dateline at its head.

    ``MILLBROOK — A driver said …``: the place neither speaks nor is part of what is said.
    """
    text = article.text
    return tuple(_without_head(text, paragraph, article.language) for paragraph in paragraphs(text, article.body))


def _without_head(text: str, paragraph: Span, language: str | None) -> Span:
    bullet = _BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet else paragraph.start
    first = text[start]
    if (first.isupper() or first == "(") and _ENDS_DATELINE.search(text, start, min(paragraph.end, start + _LOOK)):
        dateline = read_dateline(text, Span(start, paragraph.end), language)
        # "MS. ABARA: Thank you" has the form of one too: only a dash, a date or an agency says that it is.
        if dateline is not None and (
            dateline.moment or dateline.agency or dateline.span.of(text).rstrip()[-1:] in _DASHES
        ):
            start = dateline.span.end
    while start < paragraph.end and text[start].isspace():
        start += 1
    return Span(start, paragraph.end) if start < paragraph.end else paragraph
