"""Everything that Filiation raises on purpose.

::

    FiliationError
    ├── UsageError        the call makes no sense (exit 2)
    ├── PageError         one page cannot be used; the run goes on without it
    │   ├── ArchiveError  it cannot be read: empty, binary, truncated, too large, too deep
    │   └── ArticleError  it was read, and there is no article on it
    ├── CollationError    fewer than two witnesses, or a witness without tokens
    └── ModelError        a model that ships inside a package is missing or is not the pinned one

A message names what was required, what came, and where (file, page, siglum).
"""

from __future__ import annotations


class FiliationError(Exception):
    """Base of all errors that Filiation raises on purpose."""


class UsageError(FiliationError):
    """The call makes no sense: an unknown format, a missing file, contradictory options."""


class PageError(FiliationError):
    """One page cannot be used. The run goes on; the page is listed under ``rejected``."""

    def __init__(self, reason: str, *, page: str | None = None) -> None:
        super().__init__(reason if page is None else f"{page}: {reason}")
        self.reason = reason
        self.page = page


class ArchiveError(PageError):
    """A page's bytes cannot be read: empty, binary, truncated, too large, too deep."""


class ArticleError(PageError):
    """A page was read, and there is no article on it."""


class CollationError(FiliationError):
    """Fewer than two witnesses, or a witness without tokens."""


class ModelError(FiliationError):
    """A model that ships inside a package is missing, or is not the one that was pinned."""


class CrawlError(FiliationError):
    """An archive directory cannot be used (locked, of another format, damaged), or memory or disk ran out."""
