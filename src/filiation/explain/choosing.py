"""Which two pages are meant: by what the inputs hold, or by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.sigla import name_pages
from filiation.errors import ArticleError, UsageError
from filiation.ledger import Ledger

MOST_LISTED = 8
"""Pages that an error names."""


def choose(articles: Sequence[Article], names: tuple[str, str] | None, ledger: Ledger) -> tuple[Article, Article]:
    """Return the two pages to explain.

    Args:
        articles: All that were read.
        names: A page's id or siglum, twice; None for the only two pages that there are.
        ledger: What was refused: a name that is refused is told with its reason.

    Raises:
        UsageError: One page, or more than two without names; a name that no page or several bear; one page twice.
        ArticleError: No page at all, or a named one, has an article.
    """
    if names is None:
        return _only_two(articles, ledger)
    by_id = {article.page: article for article in articles}
    sigla = {str(siglum): page for page, siglum in name_pages(articles).items()}
    first, second = (_named(name, by_id, sigla, ledger) for name in names)
    if first.page == second.page:
        raise UsageError(f"explain: two different pages are needed, got {first.page} twice")
    return first, second


def _only_two(articles: Sequence[Article], ledger: Ledger) -> tuple[Article, Article]:
    if len(articles) == 2:
        one, other = articles
        if one.page != other.page:
            return one, other
        raise UsageError(f"explain: two different pages are needed, got {one.page} twice")
    if len(articles) > 2:
        raise UsageError(
            f"explain: the inputs hold {len(articles)} pages ({_listed([a.page for a in articles])}); "
            "say which two are meant: --pages A B"
        )
    refused = "; ".join(f"{each.page}: {each.reason}" for each in sorted(ledger.rejections)[:MOST_LISTED])
    if refused:
        raise ArticleError(f"explain: two pages with an article are needed, got {len(articles)} ({refused})")
    found = f"{articles[0].page} alone" if articles else "none"
    raise UsageError(f"explain: two different pages are needed, got {found}")


def _named(name: str, by_id: Mapping[PageId, Article], sigla: Mapping[str, PageId], ledger: Ledger) -> Article:
    page = PageId(name) if name in by_id else sigla.get(name)
    if page is not None:
        return by_id[page]
    refused = next((each for each in sorted(ledger.rejections) if each.page == name), None)
    if refused is not None:
        raise ArticleError(f"explain: {name}: {refused.reason}")
    raise UsageError(f"explain: no page {name} among the inputs; there are {_listed(sorted(sigla))}")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_LISTED
    return ", ".join(names[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
