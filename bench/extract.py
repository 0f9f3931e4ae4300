"""Pages per second of `read_article` beside trafilatura alone, on the same HTML in the same run.

    python bench/extract.py [FOLDER] [--rounds N]

FOLDER holds ``.html`` or ``.html.gz`` pages; by default the tests' golden pages. Both sides get decoded text. Times are
of the process (CPU), taken page by page in turn, so that another process on the machine weighs on both alike.
trafilatura is measured as its users call it (``extract``) and in the mode that we use inside (``fast``), each without
and with its own metadata; ours finds body, credit, hands, clocks and their places in the text.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import logging
import pathlib
import time
from collections.abc import Callable

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import read_article
from filiation.errors import ArticleError
from filiation.settings import DEFAULTS

GOLDEN = pathlib.Path(__file__).parent.parent / "tests/article/golden"


def read_pages(folder: pathlib.Path) -> list[str]:
    """Return the folder's pages, decoded as UTF-8 with what is not replaced."""
    pages = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        raw = path.read_bytes()
        pages.append((gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace"))
    return pages


def ours(content: str) -> None:
    """Read one page as the program does."""
    with contextlib.suppress(ArticleError):
        read_article(Page(PageId("p"), "p", PageKind.HTML, content, ""), DEFAULTS)


def main() -> None:
    """Measure and print a line for each contestant."""
    import trafilatura

    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=GOLDEN)
    parser.add_argument(
        "--rounds", type=int, default=None, help="how often each page is read (default: some 300 pages in all)"
    )
    options = parser.parse_args()
    pages = read_pages(options.folder)
    if not pages:
        raise SystemExit(f"no .html or .html.gz in {options.folder}")
    rounds = options.rounds or max(1, 300 // len(pages))
    contestants: dict[str, Callable[[str], object]] = {
        "filiation read_article": ours,
        "trafilatura extract": lambda page: trafilatura.extract(page, include_comments=False),
        "trafilatura extract, metadata": lambda page: trafilatura.bare_extraction(
            page, include_comments=False, with_metadata=True
        ),
        "trafilatura extract, fast": lambda page: trafilatura.extract(page, include_comments=False, fast=True),
        "trafilatura extract, fast, metadata": lambda page: trafilatura.bare_extraction(
            page, include_comments=False, fast=True, with_metadata=True
        ),
    }
    spent = dict.fromkeys(contestants, 0.0)
    for name, read in contestants.items():  # imports and caches
        read(pages[0])
        spent[name] = 0.0
    for _ in range(rounds):
        for page in pages:
            for name, read in contestants.items():
                start = time.process_time()
                read(page)
                spent[name] += time.process_time() - start
    count = rounds * len(pages)
    print(f"{len(pages)} pages, {rounds} times")
    for name, seconds in spent.items():
        ratio = seconds / spent["filiation read_article"]
        print(f"{name:38} {count / seconds:8.1f} pages/s   ours / its pages per second {ratio:5.2f}")


if __name__ == "__main__":
    main()
