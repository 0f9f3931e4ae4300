"""Sigla are short, unique, and depend on the set of pages alone."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster.sigla import name_pages
from filiation.text import Span


def page(name: str, path: str, url: str | None = None) -> Article:
    return Article(page=PageId(name), path=path, sha256="", text="x", body=(Span(0, 1),), url=url)


@pytest.mark.parametrize(
    ("article", "siglum"),
    [
        (page("saved/0.txt", "saved/0.txt"), "0"),
        (page("C:\\saved\\Big Story.html", "C:\\saved\\Big Story.html"), "Big Story"),
        (page("row-7", "rows.jsonl"), "row-7"),
        (page("crawl.warc.gz#17", "crawl.warc.gz", "https://www.example.org/a/b?c"), "example.org"),
        (page("crawl.warc.gz#17", "crawl.warc.gz"), "crawl#17"),
        (page("x" * 60, "rows.jsonl", "https://www.example.org/a/b?c"), "example.org"),
        (page("x" * 60, "rows.jsonl"), "x" * 24),
        (page("https://news.example/a", "rows.jsonl", "http://[broken"), "news.example"),
    ],
)
def test_names(article: Article, siglum: str) -> None:
    """A file's stem, else a short id, else the host."""
    assert list(name_pages([article]).values()) == [siglum]


@given(
    st.lists(st.sampled_from(["a/x.txt", "b/x.txt", "c/x.html", "x.1", "x", "y.txt", "d/x.1.txt"]), unique=True),
    st.randoms(),
)
def test_unique_whatever_the_order(paths: list[str], shuffle: object) -> None:
    """No two pages share a siglum, and the order of the pages changes none."""
    pages = [page(path, path) for path in paths]
    named = name_pages(pages)
    assert len(set(named.values())) == len(paths)
    shuffle.shuffle(pages)  # type: ignore[attr-defined]
    assert name_pages(pages) == named
