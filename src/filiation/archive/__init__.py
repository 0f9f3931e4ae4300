"""From bytes on disk to pages: files, folders, globs and standard input, whatever their format."""

from filiation.archive.page import Page, PageId, PageKind
from filiation.archive.place import Place
from filiation.archive.reading import find_files, read_files, read_pages, read_rows
from filiation.archive.rows import Row

__all__ = ["Page", "PageId", "PageKind", "Place", "Row", "find_files", "read_files", "read_pages", "read_rows"]
