"""Origins: whose word the reports of a statement are, in the end.

Three newsrooms that hear one speech are three independent reports of one origin; both numbers are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.testimony.statement import Statement
from filiation.weighing.dossier import Origin, OriginKind
from filiation.weighing.relays import Relay


def origins_of(
    statement: Statement,
    reports: Sequence[Sequence[PageId]],
    relays: Mapping[PageId, Relay],
    articles: Mapping[PageId, Article],
) -> tuple[Origin, ...]:
    """Return whose word the reports of a statement are.

    Args:
        statement: What is told.
        reports: The pages of each independent report of it.
        relays: The relay on which a page tells it; no key where a page tells it itself.
        articles: By page.

    Returns:
        The speaker alone for speech by somebody; else one origin a report, those of one name and kind joined, in order
        of their first pages.
    """
    if statement.speaker is not None:
        pages = tuple(sorted({page for report in reports for page in report}))
        return (Origin(statement.speaker.name, OriginKind.SPEAKER, pages),)
    found: dict[tuple[str, OriginKind], list[PageId]] = defaultdict(list)
    nameless = []
    for report in reports:
        name, kind = _origin(report, relays, articles)
        if name is None:
            nameless.append(Origin(None, kind, tuple(sorted(report))))
        else:
            found[name, kind].extend(report)
    named = [Origin(name, kind, tuple(sorted(pages))) for (name, kind), pages in found.items()]
    return tuple(sorted([*named, *nameless], key=lambda each: each.pages))


def _origin(
    report: Sequence[PageId], relays: Mapping[PageId, Relay], articles: Mapping[PageId, Article]
) -> tuple[str | None, OriginKind]:
    """Return the name and kind of one report's origin."""
    own = [page for page in report if page not in relays]
    if not own:
        return _commonest([relays[page].name for page in report]), OriginKind.RELAY
    agencies = [agency.name for page in own if (agency := articles[page].agency) is not None]
    if agencies:
        return _commonest(agencies), OriginKind.AGENCY
    outlets = [outlet for page in own if (outlet := articles[page].outlet)]
    if outlets and len(own) == 1:
        return outlets[0], OriginKind.OUTLET
    # Copies that credit nobody: which of the outlets wrote it cannot be told from here.
    return (outlets[0], OriginKind.OUTLET) if len(set(outlets)) == 1 else (None, OriginKind.UNKNOWN)


def _commonest(names: Sequence[str]) -> str:
    count = Counter(names)
    return min(count, key=lambda name: (-count[name], name))
