"""Golden pages: all that `read_article` tells of each invented page, renewed only by ``--renew-article-golden``."""

import hashlib
import json
import pathlib

import pytest

from filiation.archive.page import Page, PageId, PageKind
from filiation.article import Article, read_article
from filiation.errors import ArticleError
from filiation.settings import DEFAULTS

FOLDER = pathlib.Path(__file__).parent / "golden"
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".html", ".txt"})


def page_of(path: pathlib.Path) -> Page:
    raw = path.read_bytes()
    kind = PageKind.HTML if path.suffix == ".html" else PageKind.TEXT
    return Page(PageId(path.name), path.name, kind, raw.decode("utf-8"), hashlib.sha256(raw).hexdigest())


def told(page: Page) -> dict:
    """What is told of a page, spans as their words, so that the golden file reads like a description."""
    try:
        article = read_article(page, DEFAULTS)
    except ArticleError as error:
        return {"rejected": error.reason}
    return described(article)


def described(article: Article) -> dict:
    text = article.text

    def words(span):
        return None if span is None else span.of(text)

    def clock(found):
        return None if found is None else {"value": found.value, "clock": found.clock.value, "words": words(found.span)}

    return {
        "title": article.title and {"text": article.title.text, "words": words(article.title.span)},
        "language": article.language,
        "bylines": list(article.bylines),
        "byline_words": [words(span) for span in article.byline_spans],
        "contributors": list(article.contributors),
        "editors": list(article.editors),
        "agency": article.agency and {"name": article.agency.name, "words": words(article.agency.span)},
        "dateline": article.dateline
        and {"place": article.dateline.place, "date": article.dateline.date, "words": words(article.dateline.span)},
        "published": clock(article.published),
        "updated": clock(article.updated),
        "outlet": article.outlet,
        "url": article.url,
        "body": [words(span) for span in article.body],
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_golden_page(path, renew):
    """What is told of a page changes only when somebody has looked at the change."""
    golden = path.with_suffix(".json")
    now = told(page_of(path))
    if renew:
        golden.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(golden.read_text(encoding="utf-8"))
