"""A page as it came in: decoded, and otherwise untouched."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import NewType

PageId = NewType("PageId", str)
"""A row's ``id``, else the path as typed, a container's record as ``path#record``; stable from run to run."""

NOTHING: Mapping[str, object] = MappingProxyType({})


def _frozen(fields: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(fields)


# Pages go to worker processes; Python pickles all of them but the read-only view of their extra fields.
copyreg.pickle(MappingProxyType, lambda fields: (_frozen, (dict(fields),)))


class PageKind(Enum):
    """What a page's content is."""

    HTML = "html"
    """Markup as served."""
    TEXT = "text"
    """Bare text as scraped: the article with menus, captions and comments around it."""
    ARTICLE = "article"
    """An article's own text, nothing around it (``--whole``, or a row's ``text``)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came in.

    Attributes:
        id: Its name in every output.
        path: The file it came from, as typed (``-`` for standard input).
        kind: How to read ``content``.
        content: The decoded bytes, line ends and all; only a byte-order mark is gone.
        sha256: Of the page's own bytes as stored (a row's: of its text in UTF-8), lower-case hex.
        url: Where it was served; None where nothing tells.
        title: Headline that came beside the page (a row's field); None where none did.
        date: Publication clock that came beside the page, ISO 8601 date or datetime; None where none did.
        dateline: Dateline that came beside the page ("SALVADOR, Feb 26 -"); None where none did.
        outlet: Publisher's name that came beside the page; None where none did.
        captured: When a crawler fetched the page, ISO 8601. Never a publication date. None where not told.
        extra: A row's other fields, passed through to the output.
        whole: All of the text is the article (``--whole``); bare text then is `PageKind.ARTICLE`, and of HTML the whole
            rendered text is meant.
    """

    id: PageId
    path: str
    kind: PageKind
    content: str
    sha256: str
    url: str | None = None
    title: str | None = None
    date: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    captured: str | None = None
    extra: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    whole: bool = False
