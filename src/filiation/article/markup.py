"""What an HTML page says about its article in markup: meta tags, JSON-LD, ``time`` elements, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(?i)article|blogposting|report|posting|webpage")
_MOST_NODES = 2_000
"""JSON-LD objects that are looked at on one page; more are ignored, so that a hostile page costs no more."""
_LONGEST_SCRIPT = 2_000_000


@dataclass(frozen=True, slots=True)
class Markup:
    """What the markup tells, as it tells it; every field is None or empty where it is silent.

    Attributes:
        titles: Candidate headlines, most trusted first (``og:title``, JSON-LD ``headline``, ``title`` element).
        authors: What is given as author and is not marked as a company, nor publisher, rights holder or the site itself.
        sources: Credits: JSON-LD ``sourceOrganization``, ``creditText``, meta ``source``, ``copyright`` and the like, companies given as author.
        published: Publication times as written, most trusted first.
        modified: Modification times as written, most trusted first.
        site: The site's name.
        url: Canonical address.
        language: Declared language, ISO 639-1.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    language: str | None = None


NO_MARKUP = Markup()

_PUBLISHED_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "publishdate",
    "publish-date", "publish_date", "publication_date", "pubdate", "cxenseparse:recs:publishtime",
    "article.published", "published-date", "date.published", "dc.date",
)  # fmt: skip
_MODIFIED_NAMES = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "article.updated", "lastmod", "date.modified",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
    "article:author_name", "og:article:author", "cxenseparse:author",
)  # fmt: skip
_SOURCE_NAMES = (
    "source",
    "news_source",
    "article:source",
    "dc.source",
    "syndication-source",
    "article.origin",
    "credit",
)


_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher")
_MAKERS = ("author", "creator")
_HOUSES = ("publisher", "copyrightHolder", "sourceOrganization", "provider")
_RIGHTS_NAMES = ("copyright", "rights", "dcterms.rightsholder", "dc.rights", "dcterms.rights")
_RIGHTS = re.compile(r"(?i)copyright|©|\(c\)|all rights reserved|\b(?:19|20)\d\d\b|\bby\b|\bthe\b")
_COMPANY = re.compile(r"(?i)organi[sz]ation|corporation|company")


def read_markup(tree: HtmlElement) -> Markup:
    """Read a parsed page's metadata; broken or contradictory markup is passed over, never an error."""
    metas = _metas(tree)
    nodes = list(_article_nodes(tree))
    times = _times(tree)
    changed = [value for value, marks in times if re.search(r"(?i)datemodified|updated|modified", marks)]
    houses = {
        name.casefold()
        for name in (
            *(name for node in nodes for key in _HOUSES for name in _names(node.get(key))),
            *(item["name"] for node in nodes for key in _MAKERS for item in _organisations(node.get(key))),
            *_named(metas, _SITE_NAMES),
            *(_RIGHTS.sub(" ", text) for text in _named(metas, _RIGHTS_NAMES)),
        )
    }
    houses = {" ".join(name.split()).strip(" .,|") for name in houses}
    authors = _distinct(
        *(name for node in nodes for key in _MAKERS for name in _names(node.get(key))), *_named(metas, _AUTHOR_NAMES)
    )
    companies = tuple(name for name in authors if name.casefold() in houses)
    authors = tuple(name for name in authors if name.casefold() not in houses)
    return Markup(
        titles=_distinct(
            *_named(metas, ("og:title",)),
            *(text for node in nodes for text in _texts(node.get("headline"))),
            *_named(metas, ("twitter:title", "dc.title", "dcterms.title", "headline")),
            *(["".join(title.itertext())] if (title := tree.find(".//head/title")) is not None else []),
        ),
        # Comments and teasers have marked authors too: only where nothing else tells, and only the first.
        authors=authors or _distinct(*(_inner(e) for e in tree.xpath("//*[@rel='author' or @itemprop='author']")[:1])),
        sources=_distinct(
            *(
                name
                for node in nodes
                for key in ("sourceOrganization", "copyrightHolder", "provider")
                for name in _names(node.get(key))
            ),
            *(text for node in nodes for key in ("creditText", "copyrightNotice") for text in _texts(node.get(key))),
            *_named(metas, _SOURCE_NAMES),
            *companies,
        ),
        published=_distinct(
            *(text for node in nodes for text in _texts(node.get("datePublished"))),
            *_named(metas, _PUBLISHED_NAMES),
            *(
                value
                for value, marks in times
                if re.search(r"(?i)datepublished|pubdate|entry-date published|^published", marks)
            ),
            *([] if changed else _time_by_headline(tree)),
        ),
        modified=_distinct(
            *(text for node in nodes for text in _texts(node.get("dateModified"))),
            *_named(metas, _MODIFIED_NAMES),
            *changed,
        ),
        site=next(
            iter(
                _distinct(
                    *_named(metas, ("og:site_name",)),
                    *(name for node in nodes for name in _names(node.get("publisher"))),
                    *_named(metas, ("application-name", "dc.publisher", "publisher")),
                )
            ),
            None,
        ),
        url=_address(tree, metas),
        language=_language(tree, metas),
    )


def _distinct(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for text in texts if (clean := " ".join(text.split())[:500])))


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        if content:
            for key in {meta.get("property"), meta.get("name"), meta.get("itemprop")} - {None}:
                found.setdefault(str(key).strip().lower(), []).append(content)
    return found


def _named(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _inner(element: HtmlElement) -> str:
    return element.get("content") or " ".join("".join(element.itertext()).split())


def _times(tree: HtmlElement) -> list[tuple[str, str]]:
    """Return each ``time`` element's ``datetime`` with the marks that say what it is a time of."""
    return [
        (
            element.get("datetime"),
            f"{element.get('itemprop') or ''} {element.get('class') or ''} {'pubdate' if 'pubdate' in element.attrib else ''}".strip(),
        )
        for element in tree.xpath("//time[@datetime]")[:200]
    ]


_HEAD_ELEMENTS, _HEAD_CHARACTERS = 120, 600
"""Elements and characters behind a headline within which a report's byline and clock stand."""
_UPDATED = re.compile(r"(?i)updat|modif|aktualis|mis à jour|actuali[sz]a|aggiorna|обновлен|bijgewerkt|zaktualiz")
_DECK_CHARACTERS = 60
"""Characters from which a paragraph is one of the report, or its deck: behind the second, a time is no more in its head."""
_ELSEWHERE = frozenset({"a", "aside", "li", "nav", "footer", "figure"})


def _time_by_headline(tree: HtmlElement) -> list[str]:
    """Return the ``datetime`` of the first ``time`` element in a page's head: soon behind its only ``h1``, in no list or link."""
    headings = tree.xpath("//h1")
    if len(headings) != 1:
        return []
    characters = paragraphs = 0
    for element in headings[0].xpath(f"following::*[position() <= {_HEAD_ELEMENTS}]"):
        characters += len((element.text or "").strip()) if element.tag not in {"script", "style"} else 0
        paragraphs += element.tag == "p" and len("".join(element.itertext())) > _DECK_CHARACTERS
        if characters > _HEAD_CHARACTERS or paragraphs > 1:
            return []
        if element.tag == "time" and element.get("datetime"):
            is_elsewhere = any(parent.tag in _ELSEWHERE for parent in element.iterancestors())
            said = _inner(element.getparent())
            is_update = len(said) <= _HEAD_CHARACTERS and _UPDATED.search(said) is not None
            return [] if is_elsewhere or is_update else [element.get("datetime")]
    return []


def _address(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    links = [link.get("href") for link in tree.xpath("//link[@rel='canonical']")]
    for address in (*links, *_named(metas, ("og:url", "twitter:url"))):
        if address and re.match(r"https?://\S{4,2000}$", address.strip()):
            return str(address.strip())
    return None


def _language(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    declared = [tree.get("lang") or "", *_named(metas, ("og:locale", "language", "dc.language"))]
    for value in declared:
        found = re.match(r"\s*([a-zA-Z]{2})(?![a-zA-Z])", value)
        if found:
            return found.group(1).lower()
    return None


# ---------------------------------------------------------------------------------------------------------------
# JSON-LD: whatever a site makes of it.


def _article_nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects that describe an article, the page's own before a mere web page."""
    nodes = [
        node
        for script in tree.xpath("//script[@type='application/ld+json']")[:50]
        for node in _objects(_decoded(script.text))
    ]
    typed = [(node, " ".join(_texts(node.get("@type")))) for node in nodes[:_MOST_NODES]]
    articles = [node for node, kind in typed if _ARTICLE_TYPES.search(kind) and "webpage" not in kind.lower()]
    yield from articles[:1] or [node for node, kind in typed if "webpage" in kind.lower()][:1]


def _decoded(source: str | None) -> object:
    if not source or len(source) > _LONGEST_SCRIPT:
        return None
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a decoded script: itself, the members of a list, of ``@graph`` and ``mainEntity``."""
    todo = [value]
    seen = 0
    while todo and seen < _MOST_NODES:
        item = todo.pop(0)
        seen += 1
        if isinstance(item, list):
            todo.extend(item[:_MOST_NODES])
        elif isinstance(item, dict):
            yield item
            todo.extend(
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(item.get(key), (list, dict))
            )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for text in value[:50] if isinstance(text, str)]
    return []


def _organisations(value: object) -> list[dict[str, Any]]:
    """Return the items of an author's property that are no people: of ``@type`` Organization and its kinds."""
    items = value[:50] if isinstance(value, list) else [value]
    return [
        item
        for item in items
        if isinstance(item, dict)
        and isinstance(item.get("name"), str)
        and _COMPANY.search(" ".join(_texts(item.get("@type"))))
    ]


def _names(value: object) -> list[str]:
    """Return the names in a person, an organisation, a list of them, or plain text; addresses are no names."""
    todo = value if isinstance(value, list) else [value]
    texts = (text for item in todo[:50] for text in _texts(item.get("name") if isinstance(item, dict) else item))
    return [text for text in texts if "://" not in text]
