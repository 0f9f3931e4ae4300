"""Lineage: the family tree of a tradition that an archive holds, from the texts in its packs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filiation.archive.page import PageId
from filiation.article.article import Article, Clock, ClockKind, Credit, Dateline
from filiation.cluster.tradition import Siglum
from filiation.collation import Witness, collate
from filiation.crawl.index import Carried
from filiation.crawl.lookup import Library
from filiation.settings import Settings
from filiation.stemma import Stemma, clues_of, infer_stemma

MOST_WITNESSES = 64
"""Pages of the largest tradition whose tree is built for an answer: ten take a second or so, sixty some ten."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A tradition's tree.

    Attributes:
        tradition: Its id.
        articles: Its pages, by id, with what the archive's tables tell of them.
        sigla: The siglum of each, in the same order.
        stemma: The tree.
    """

    tradition: str
    articles: tuple[Article, ...]
    sigla: tuple[str, ...]
    stemma: Stemma


def trace_lineage(library: Library, tradition: int, settings: Settings) -> Lineage | None:
    """Build the tree of a tradition.

    Returns:
        None where it has one page alone, or more than `MOST_WITNESSES`.

    Raises:
        CrawlError: The archive is damaged.
    """
    rows = library.index.rows_of(tradition)
    if not 1 < len(rows) <= MOST_WITNESSES:
        return None
    pages = sorted((library.index.page(row) for row in rows), key=lambda page: page.card.article)
    articles = tuple(_article(library, page) for page in pages)
    sigla = _name(pages)
    pairs = list(zip(sigla, articles, strict=True))
    collation = collate([Witness(siglum, each.page, each.text, each.body) for siglum, each in pairs])
    name = library.index.name_of(tradition)
    stemma = infer_stemma(name, collation, {siglum: clues_of(each) for siglum, each in pairs}, settings)
    return Lineage(name, articles, sigla, stemma)


def _article(library: Library, page: Carried) -> Article:
    """Return a page with its clocks and credit: its pack holds the text, its card the rest."""
    card = page.card
    clock = None if card.published is None or card.clock is None else Clock(card.published, ClockKind(card.clock))
    return replace(
        library.packs.at(card.place).profile.article,
        page=PageId(card.article),
        url=card.url,
        agency=None if card.agency is None else Credit(card.agency, None),
        published=clock,
        dateline=None if card.dateline_date is None else Dateline(None, card.dateline_date, None),
    )


def _name(pages: list[Carried]) -> tuple[Siglum, ...]:
    """Make the sigla that pages wish for unique, by numbers in the order of their ids."""
    names: list[str] = []
    taken: set[str] = set()
    for page in pages:
        wish = name = page.card.siglum
        number = 1
        while name in taken:
            number += 1
            name = f"{wish}.{number}"
        taken.add(name)
        names.append(name)
    return tuple(map(Siglum, names))
