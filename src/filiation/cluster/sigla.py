"""Sigla: a short, unique name for each page of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.tradition import Siglum

# A row's id of up to this length is a name; a longer one is a key.
LONGEST_ID = 24
_SUFFIXES = frozenset(
    [
        "txt",
        "htm",
        "html",
        "xhtml",
        "shtml",
        "mht",
        "mhtml",
        "pdf",
        "md",
        "text",
        "asp",
        "aspx",
        "php",
        "jsp",
        "warc",
        "wet",
        "gz",
        "json",
        "jsonl",
    ]
)


def name_pages(articles: Iterable[Article]) -> dict[PageId, Siglum]:
    """Give each page a siglum: its file's stem, else its short id, else its host; made unique by a number.

    The names depend on the set of pages alone, not on their order.
    """
    wanted = {article.page: wish_of(article) for article in articles}
    often = Counter(wanted.values())
    taken = {wish for wish, count in often.items() if count == 1}
    sigla: dict[PageId, Siglum] = {}
    numbers: Counter[str] = Counter()
    for page in sorted(wanted):
        wish = wanted[page]
        name = wish
        while often[wish] > 1 and (name == wish or name in taken):
            numbers[wish] += 1
            name = f"{wish}.{numbers[wish]}"
        taken.add(name)
        sigla[page] = Siglum(name)
    return sigla


def wish_of(article: Article) -> str:
    """Return the short name that a page would have if no other had it."""
    page = str(article.page)
    if page == article.path:
        return _stem(page) or page
    container = f"{article.path}#"
    if not page.startswith(container) and len(page) <= LONGEST_ID and "/" not in page:
        return page
    record = page.removeprefix(container)
    return _host(article.url) or _host(record) or f"{_stem(article.path)}#{record}"[-LONGEST_ID:].lstrip("#")


def _stem(path: str) -> str:
    name = path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    while "." in name[1:] and name.rsplit(".", 1)[1].lower() in _SUFFIXES:
        name = name.rsplit(".", 1)[0]
    return name


def _host(url: str | None) -> str:
    if not url or "//" not in url:
        return ""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
