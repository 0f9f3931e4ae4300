"""Credits: which pages of an agency's dispatch keep its credit, drop it, or put another in its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article, Credit
from filiation.cluster.tradition import Event
from filiation.weighing.dossier import CreditChange, OutletCredit, PageCredit


def credits_of(event: Event, articles: Sequence[Article]) -> tuple[PageCredit, ...]:
    """Return what became of the credit on each page of a tradition in which any page credits an agency, by page.

    A tradition's agency is the one that most of its pages credit, the first by name of two.
    """
    by_page = {article.page: article for article in articles}
    found: list[PageCredit] = []
    for tradition in event.traditions:
        pages = sorted(member.page for member in tradition.members)
        agencies = Counter(credit.name for page in pages if (credit := by_page[page].agency) is not None)
        if agencies:
            agency = min(agencies, key=lambda name: (-agencies[name], name))
            found.extend(_judged(tradition.id, agency, [by_page[page] for page in pages]))
    return tuple(sorted(found, key=lambda each: each.page))


def _judged(tradition: str, agency: str, articles: Sequence[Article]) -> Iterator[PageCredit]:
    printed = _printed(agency, articles)
    for article in articles:
        own = article.agency
        kept = own is not None and own.name == agency
        change = CreditChange.KEPT if kept else CreditChange.DROPPED if own is None else CreditChange.CHANGED
        sister, sister_span = (None, None) if kept or printed is None else (printed[0], printed[1].span)
        yield PageCredit(
            page=article.page,
            tradition=tradition,
            agency=agency,
            change=change,
            credits=None if own is None else own.name,
            span=None if own is None else own.span,
            sister=sister,
            sister_span=sister_span,
        )


def _printed(agency: str, articles: Sequence[Article]) -> tuple[PageId, Credit] | None:
    """Return the first page that prints an agency's credit in its text, and the credit; None where none does."""
    for article in articles:
        credit = article.agency
        if credit is not None and credit.name == agency and credit.span is not None:
            return article.page, credit
    return None


def by_outlet(judged: Sequence[PageCredit], articles: Sequence[Article]) -> tuple[OutletCredit, ...]:
    """Return what became of credits outlet by outlet, by name; pages without an outlet are left out."""
    outlet_of = {article.page: article.outlet for article in articles if article.outlet}
    found: dict[str, Mapping[CreditChange, list[PageId]]] = {}
    for each in judged:
        outlet = outlet_of.get(each.page)
        if outlet is not None:
            found.setdefault(outlet, defaultdict(list))[each.change].append(each.page)
    return tuple(
        OutletCredit(
            outlet,
            kept=tuple(sorted(pages[CreditChange.KEPT])),
            dropped=tuple(sorted(pages[CreditChange.DROPPED])),
            changed=tuple(sorted(pages[CreditChange.CHANGED])),
        )
        for outlet, pages in sorted(found.items())
    )
