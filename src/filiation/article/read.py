"""`read_article`: from a page to its article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filiation.archive.page import Page, PageKind
from filiation.article.agencies import agency_called
from filiation.article.appeal import end_before_appeal
from filiation.article.article import Article, Dateline, Title
from filiation.article.byline import Hands, read_hands
from filiation.article.clocks import read_times
from filiation.article.credit import find_credit
from filiation.article.dateline import DatelineReading, read_dateline
from filiation.article.deck import find_deck
from filiation.article.desk import end_at_desk_line
from filiation.article.edges import trim_edges
from filiation.article.headlines import names_of_host, read_outlet, read_title
from filiation.article.language import language_of
from filiation.article.layout import Layout, is_squeezed_to, lay_out, squeeze
from filiation.article.markup import NO_MARKUP, Markup, read_markup
from filiation.article.refusal import reads_as_report, refuse_non_article
from filiation.article.render import Rendered
from filiation.article.year import complete
from filiation.errors import ArticleError
from filiation.settings import Settings
from filiation.text import Span, paragraphs, unwrap


@dataclass(frozen=True, slots=True)
class _Found:
    """A page as text, its body, and what its markup tells."""

    text: str
    body: tuple[Span, ...]
    title: Title | None
    markup: Markup = NO_MARKUP
    start: int = 0  # where the page begins, behind an HTML page's title element


def read_article(page: Page, settings: Settings) -> Article:
    """Find the article on a page, and what the page says of its making.

    Args:
        page: An HTML page, a bare text page as scraped, or an article's own text.
        settings: Limits on depth and length.

    Returns:
        The article. Its ``text`` is the page's own for text pages, and a rendering that depends on the page alone for
        HTML. What came beside the page (``title``, ``date``, ``dateline``, ``outlet``) wins over what it prints.

    Raises:
        ArticleError: No article on the page (a menu, a login wall, an error page, nothing), elements nested too
            deep, or more text than the settings allow.
    """
    found = _find(page, settings)
    printed = found.text
    if (flat := unwrap(printed)) is not printed:  # same offsets; no name or date is cut by a line's end
        found = replace(found, text=flat)
    if page.kind is not PageKind.ARTICLE:
        body = end_before_appeal(found.text, end_at_desk_line(found.text, found.body))
        found = replace(found, body=trim_edges(found.text, body))
        refuse_non_article(found.text, found.body, found.title.text if found.title else None, page.id)
    language = language_of(found.text, found.body) or found.markup.language
    layout = lay_out(found.text, found.body, found.title.text if found.title else None, found.start)
    url = page.url or found.markup.url

    reading, dateline_span = _dateline(page, layout, language)
    moment = complete(
        reading.moment if reading else None, layout, language=language, given=page.date, url=url, markup=found.markup
    )
    outlet = read_outlet(
        found.text, found.title.text if found.title else None, found.markup, page.outlet, url, layout.tail
    )
    hands = read_hands(layout, _people(found.markup, url))
    times = read_times(
        layout,
        language=language,
        given=page.date,
        url=url,
        markup=found.markup,
        dateline=moment,
        dateline_span=dateline_span,
        captured=page.captured,
    )
    return Article(
        page=page.id,
        path=page.path,
        sha256=page.sha256,
        text=printed,
        body=found.body if page.kind is PageKind.ARTICLE else _own(layout, hands),
        title=found.title,
        language=language,
        bylines=hands.bylines,
        byline_spans=hands.byline_spans,
        contributors=hands.contributors,
        editors=hands.editors,
        agency=find_credit(
            layout,
            reading,
            (*found.markup.sources, *found.markup.authors),
            (outlet or "", found.markup.site or "", *names_of_host(url)),
            bylines=hands.bylines,
            authors=_people(found.markup, url),
        ),
        dateline=None
        if reading is None or (reading.place is None and moment is None)
        else Dateline(reading.place, moment.date if moment else None, dateline_span),
        published=times.published,
        updated=times.updated,
        outlet=outlet,
        url=url,
        extra=page.extra,
        deck=() if page.kind is PageKind.ARTICLE else find_deck(layout),
    )


def _find(page: Page, settings: Settings) -> _Found:
    if page.kind is PageKind.HTML:
        found = _find_in_html(page, settings)
    else:
        text = page.content
        if len(text) > settings.max_text_characters:
            message = f"{len(text):,} characters of text; the limit is {settings.max_text_characters:,}"
            raise ArticleError(message, page=page.id)
        found = _find_in_text(text) if page.kind is PageKind.TEXT else _whole(text, page.title)
    if not found.body:
        raise ArticleError("no article found: no paragraph on the page reads as a report", page=page.id)
    if page.title and (found.title is None or squeeze(found.title.text) != squeeze(page.title)):
        return _Found(found.text, found.body, _given_title(found.text, page.title), found.markup, found.start)
    return found


def _find_in_html(page: Page, settings: Settings) -> _Found:
    from filiation.article.extraction import extract_body
    from filiation.article.render import parse_html, render

    tree = parse_html(page.content, settings, page.id)
    rendered = render(tree, settings, page.id)
    markup = read_markup(tree)
    body = trim_edges(rendered.text, extract_body(tree, rendered.text))
    if not body:
        return _by_lines(rendered, markup)
    if not reads_as_report(rendered, body):
        refuse_non_article(rendered.text, body, None, page.id)  # its words, if it says why
        return _by_lines(rendered, markup)
    sites = (markup.site or "", *names_of_host(page.url or markup.url))
    title = read_title(rendered, markup, body, sites)
    return _Found(rendered.text, _below(body, title), title, markup, rendered.start)


def _by_lines(rendered: Rendered, markup: Markup) -> _Found:
    found = _find_in_text(rendered.text)
    if found.body and not reads_as_report(rendered, found.body):
        return replace(found, body=())
    title = read_title(rendered, markup, found.body, (markup.site or "",)) if found.body else None
    return _Found(found.text, found.body, title or found.title, markup, rendered.start)


def _find_in_text(text: str) -> _Found:
    from filiation.article.body import find_body
    from filiation.article.headline import find_headline

    body = find_body(text)
    span = find_headline(unwrap(text), body) if body else None
    return _Found(text, body, None if span is None else Title(span.of(unwrap(text)), span))


def _whole(text: str, title: str | None) -> _Found:
    return _Found(text, tuple(paragraphs(text)), None if title is None else _given_title(text, title))


def _people(markup: Markup, url: str | None) -> list[str]:
    """Return the markup's authors without the site itself, which many pages give as their author."""
    own = [squeeze(name) for name in (markup.site or "", *names_of_host(url)) if name]
    named = [re.sub(r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)\s", "", author) for author in markup.authors]
    return [author for author in named if not any(squeeze(author) in name or name in squeeze(author) for name in own)]


_FIRST_LINES = 5


def _given_title(text: str, title: str) -> Title:
    """Find a title that came beside the page in its first lines."""
    wanted = squeeze(title)
    for at, line in enumerate(paragraphs(text)):
        if wanted and is_squeezed_to(line.of(text), wanted):
            return Title(title, line)
        if at >= _FIRST_LINES:
            break
    return Title(title, None)


def _below(body: tuple[Span, ...], title: Title | None) -> tuple[Span, ...]:
    """Leave out of a body the headline and what stands above it."""
    if title is None or title.span is None:
        return body
    below = tuple(span for span in body if span.start >= title.span.end)
    return below if sum(map(len, below)) * 2 > sum(map(len, body)) else body


_DATELINE_PARAGRAPHS = 3


def _dateline(page: Page, layout: Layout, language: str | None) -> tuple[DatelineReading | None, Span | None]:
    """Read the dateline beside the page, else at the head of the first paragraphs, else on a line before the body."""
    if page.dateline:
        told = page.dateline.strip()
        given = read_dateline(told, Span(0, len(told)), language) or read_dateline(
            f"{told} - ", Span(0, len(told) + 3), language
        )
        if given is not None:
            return given, None
    text = layout.text
    for at, paragraph in enumerate(layout.body[:_DATELINE_PARAGRAPHS]):
        reading = read_dateline(text, paragraph, language)
        if reading is not None and (reading.agency or reading.moment or (at == 0 and not _is_transcript(layout))):
            return reading, reading.span
    for line in layout.head[-2:]:
        reading = read_dateline(text, line, language) if len(line) <= 90 else None
        if reading is not None and reading.agency is not None and reading.place is not None:
            return reading, reading.span
    return None, None


_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{1,40}:\s")


def _is_transcript(layout: Layout) -> bool:
    """Tell whether paragraphs begin with speakers ("BLITZER: …"), which look like places."""
    return sum(_SPEAKER.match(span.of(layout.text)) is not None for span in layout.body[:40]) > 1


def _own(layout: Layout, hands: Hands) -> tuple[Span, ...]:
    """Return the body without paragraphs that only say who made it: bylines, desk lines, an agency's name."""
    text = layout.text
    said = set(hands.lines)
    kept = []
    for at, span in enumerate(layout.body):
        edge = at < 2 or at >= len(layout.body) - 3
        if edge and (span in said or agency_called(span.of(text)) is not None):
            continue
        kept.append(span)
    return tuple(kept) or layout.body
