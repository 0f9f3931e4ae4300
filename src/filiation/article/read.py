"""`read_article`: from a page to its article."""

from __future__ import annotations

from filiation.archive.page import Page, PageKind
from filiation.article.article import Article, Title
from filiation.article.extraction import extract_body
from filiation.article.markup import NO_MARKUP, read_markup
from filiation.article.render import parse_html, render
from filiation.errors import ArticleError
from filiation.settings import Settings
from filiation.text import Span, paragraphs


def read_article(page: Page, settings: Settings) -> Article:
    """Find the article on a page."""
    from filiation.article.body import find_body
    from filiation.article.headline import find_headline

    markup = NO_MARKUP
    if page.kind is PageKind.HTML:
        tree = parse_html(page.content, settings, page.id)
        rendered = render(tree, settings, page.id)
        text = rendered.text
        markup = read_markup(tree)
        body = extract_body(tree, text) or find_body(text)
    elif page.kind is PageKind.TEXT:
        text = page.content
        body = find_body(text)
    else:
        text = page.content
        body = tuple(paragraphs(text))
    if not body:
        raise ArticleError("no article found", page=page.id)
    span: Span | None = find_headline(text, body)
    title = None if span is None else Title(span.of(text), span)
    return Article(page.id, page.path, page.sha256, text, body, title=title, url=page.url or markup.url, extra=page.extra)
