"""From bytes on disk to pages: files, folders, globs and standard input, whatever their format."""

from filiation.archive.page import Page, PageId, PageKind
from filiation.archive.reading import read_pages, read_rows
from filiation.archive.rows import Row

__all__ = ["Page", "PageId", "PageKind", "Row", "read_pages", "read_rows"]
