"""From bytes on disk to pages: `read_pages` reads files, folders, globs and standard input, whatever their format."""

from filiation.archive.page import Page, PageId, PageKind
from filiation.archive.reading import read_pages

__all__ = ["Page", "PageId", "PageKind", "read_pages"]
