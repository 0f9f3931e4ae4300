"""The headline of an HTML page, and the name of the site behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from filiation.article.agencies import agency_called
from filiation.article.article import Title
from filiation.article.layout import squeeze
from filiation.article.markup import Markup
from filiation.article.render import Rendered
from filiation.text import Span

_SUFFIX = re.compile(r"\s{1,2}[|–—»·•:-]{1,2}\s{1,2}(?P<site>[^|–—»]{2,60})$")
_RIGHTS = re.compile(
    r"(?i)(?:©|\(c\)|copyright)\s?(?:(?:©|copyright)\s?)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|present))?)[,.]?\s?(?:by\s)?(?P<owner>[^\W\d_][^\n|©.,;:()]{1,50})"
)
_NO_OWNER = re.compile(
    r"(?i)\b(?:all|rights?|reserved|copyright|privacy|terms|by)\b.*$|\s(?:inc|ltd|llc|gmbh|plc|co|corp|limited|s\.?a|ag)\b\.?.*$"
)


def read_title(rendered: Rendered, markup: Markup, body: tuple[Span, ...], site_names: Iterable[str]) -> Title | None:
    """Choose an HTML page's headline: the printed one that the markup agrees with, else what either tells.

    Args:
        rendered: The page's text and lines.
        markup: What its markup tells; its first title is trusted most.
        body: The report's paragraphs; a headline stands before their end.
        site_names: Names of the site, cut off behind a title.
    """
    from rapidfuzz import fuzz

    first = body[0].start
    sites = {squeeze(name) for name in site_names if name}
    told = [_printed_part(rendered, without_site(title, sites), first) for title in markup.titles]
    printed = [
        line.span
        for line in rendered.lines
        if line.tag in {"h1", "h2"} and line.span.start <= first and 8 <= len(line.span) <= 400
    ]
    best = max(
        (
            (max((fuzz.ratio(squeeze(t), squeeze(span.of(rendered.text))) for t in told), default=0.0), -at, span)
            for at, span in enumerate(printed)
        ),
        default=None,
        key=lambda scored: scored[:2],
    )
    if best is not None and best[0] >= _AGREES:
        return Title(best[2].of(rendered.text), best[2])
    heading = _over_title_element(rendered, told, body, sites)
    if heading is not None:
        return Title(heading.of(rendered.text), heading)
    headings = [span for span in rendered.tagged("h1") if span.start <= first and len(span) >= _SHORTEST]
    if not told:
        return Title(headings[-1].of(rendered.text), headings[-1]) if headings else None
    for title in told:
        span = _printing(rendered, title, first)
        if span is not None:
            return Title(span.of(rendered.text), span)
    return Title(told[0], None)


def _over_title_element(rendered: Rendered, told: list[str], body: tuple[Span, ...], sites: set[str]) -> Span | None:
    """Return the ``h1`` over the body where the markup's title begins with it, or is no more than the ``title`` element.

    That element is written for search engines: it runs on in keywords, or names the site alone. An ``h1`` that is a
    link or the site's name is a logo; one that shares no word with the report is a section's name.
    """
    text = rendered.text
    element = squeeze(text[: rendered.start])
    endings = {squeeze(site) for title in told if (site := suffix_of(title)) is not None}
    told_of = {squeeze(word) for span in body[:_FIRST_PARAGRAPHS] for word in span.of(text).split()}
    for line in reversed(rendered.lines):
        if line.tag != "h1" or line.span.start > body[0].start or len(line.span) < _SHORTEST or line.linked > _IS_LINK:
            continue
        words = line.span.of(text)
        core = squeeze(words)
        if core in sites or core in endings or not core:
            continue
        if any(squeeze(title).startswith(core) for title in told):
            return line.span
        is_alone = all(element.startswith(squeeze(title)) for title in told)
        if is_alone and any(len(word) >= _CONTENT_LETTERS and squeeze(word) in told_of for word in words.split()):
            return line.span
    return None


_FIRST_PARAGRAPHS = 6
_CONTENT_LETTERS = 4
_IS_LINK = 0.9


def _printed_part(rendered: Rendered, title: str, before: int) -> str:
    """Cut a title to the headline that the page prints, where a dash or bar and the site's name follow it."""
    suffix = _SUFFIX.search(title)
    if suffix is None:
        return title
    for line in rendered.lines:
        if line.span.start > before:
            break
        words = line.span.of(rendered.text)
        if (
            line.tag != "title"
            and len(words) >= _SHORTEST
            and title.startswith(words)
            and _SUFFIX.fullmatch(title[len(words) :])
        ):
            return words
    return title


_AGREES = 75.0
"""Indel similarity (0-100) of a printed heading to the markup's title from which they are one headline."""
_SHORTEST = 12


def _printing(rendered: Rendered, title: str, before: int) -> Span | None:
    """Return where a title stands in the text: on a line of its own, or at the start of the ``title`` element's."""
    wanted = squeeze(title)
    fallback = None
    for line in rendered.lines:
        if line.span.start > before:
            break
        words = line.span.of(rendered.text)
        if len(words) > len(title) + 120 or not squeeze(words).startswith(wanted):
            continue
        if squeeze(words) == wanted:
            if line.tag != "title":
                return line.span
            fallback = fallback or line.span
        elif words.startswith(title):
            fallback = fallback or Span(line.span.start, line.span.start + len(title))
    return fallback


def without_site(title: str, sites: set[str]) -> str:
    """Cut " – SITE" off a title where the site is known by that name (squeezed names); else leave it."""
    found = _SUFFIX.search(title)
    while found is not None and squeeze(found["site"]) in sites and found.start() >= _SHORTEST:
        title = title[: found.start()]
        found = _SUFFIX.search(title)
    return title


def suffix_of(title: str | None) -> str | None:
    """Return what follows the last dash or bar of a title, if it can be a site's name: short, capitalised."""
    found = _SUFFIX.search(title) if title else None
    if found is None or title is None:
        return None
    site = found["site"].strip()
    words = site.split()
    if not words or not words[0][0].isupper():
        return None
    capitalised = all(
        word[0].isupper() or word[0].isdigit() or word.lower() in {"of", "the", "de", "di", "and", "del"}
        for word in words
    )
    return (
        site
        if len(words) <= 4 and capitalised and found.start() >= _SHORTEST and not re.search(r"[?!\"”“]", site)
        else None
    )


def host_of(url: str | None) -> str | None:
    """Return an address's host without ``www.``; None where there is none."""
    if url is None:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www|m|amp|edition)\.", "", host) if host and "." in host else None


def names_of_host(url: str | None) -> tuple[str, ...]:
    """Return what a site may call itself, by its host: ``example.co.uk``, ``example``."""
    host = host_of(url)
    if host is None:
        return ()
    labels = host.split(".")
    return (host, *(label for label in labels[:-1] if len(label) > 3))


def read_outlet(
    text: str, title: str | None, markup: Markup, given: str | None, url: str | None, tail: Iterable[Span]
) -> str | None:
    """Tell who publishes the page: as given, as its markup, its title's ending or its copyright line says, else its host."""
    if given:
        return given
    if markup.site:
        return host_of(markup.site) or markup.site
    suffix = suffix_of(title)
    if suffix is not None:
        return suffix
    owners = [owner for span in tail if (owner := _owner(span.of(text))) is not None]
    if owners:
        return owners[-1]
    return host_of(url)


def _owner(line: str) -> str | None:
    found = _RIGHTS.search(line) if len(line) <= 300 else None
    if found is None:
        return None
    owner = _NO_OWNER.sub("", found["owner"]).strip(" .-–—")
    return owner if len(owner) >= 2 and agency_called(owner) is None else None
