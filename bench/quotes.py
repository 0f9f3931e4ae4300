"""bench/quotes.py FOLDER [LIMIT]: articles and sentences a second of `attribute`, beside spaCy's parse alone.

FOLDER holds ``*.txt`` articles (PolNeAR's ``dev/text``; the pages of `python -m filiation.newsroom --witnesses 50`). Cold
is the first call, the model's loading included; warm a second parser over the same articles; parsed before is the cost
of everything but the parse; page by page is warm with a parser of its own for each page, which shows what parsing each
distinct sentence once saves. textacy's direct quotations run beside, where textacy is installed. Times are of the
processor, children included, with the clock's beside them: on a busy machine they differ.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.article.article import Article
from filiation.testimony import Parser, attribute
from filiation.testimony.grammar import MODEL
from filiation.testimony.speech import frames_of
from filiation.text import Span, sentences

if TYPE_CHECKING:
    from spacy.language import Language


def read(folder: Path, limit: int | None) -> list[Article]:
    """Return the folder's texts as articles whose body is the whole text."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))[:limit]]
    return [Article(page=k, path=k, sha256="", text=t, body=(Span(0, len(t)),), language="en") for k, t in texts]


def loaded() -> Parser:
    """Return a parser that has parsed nothing, with the model that all of them share."""
    return Parser(_language=_model())


@cache
def _model() -> Language:
    import spacy

    return spacy.load(MODEL)


def _by_textacy(language: Language, articles: list[Article]) -> None:
    """Find direct quotations with textacy, which refuses a text with a quotation mark too many."""
    from textacy.extract import direct_quotations

    for doc in language.pipe(article.text for article in articles):
        with suppress(ValueError):
            list(direct_quotations(doc))


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that some work takes, of the processor and by the clock."""
    start, spent = time.perf_counter(), processor()
    work()
    return processor() - spent, time.perf_counter() - start


def processor() -> float:
    """Return the processor's seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def main(folder: str, limit: str | None = None) -> None:
    """Measure, and print one line for each."""
    articles = read(Path(folder), int(limit) if limit else None)
    count = sum(1 for article in articles for _ in sentences(article.text))
    frames = [frame.text for article in articles for frame in frames_of(article)]

    def show(name: str, seconds: tuple[float, float]) -> None:
        spent, passed = seconds
        speed = f"{len(articles) / spent:8.1f} articles/s{count / spent:9.0f} sentences/s"
        sys.stdout.write(f"{name:42}{speed}{spent:9.2f} s{passed:9.2f} s by the clock\n")

    parser = Parser()
    show("attribute, cold (with the model's loading)", clock(lambda: attribute(articles, (), parser)))
    warm = loaded()
    show("attribute, warm", clock(lambda: attribute(articles, (), warm)))
    show("attribute, parsed before", clock(lambda: attribute(articles, (), parser)))
    again = loaded()
    show(f"parse alone ({len(set(frames))} distinct frames)", clock(lambda: again.parse_all(frames)))

    show("attribute, page by page", clock(lambda: [attribute((article,), (), loaded()) for article in articles]))

    language = _model()
    show("spaCy alone, whole articles", clock(lambda: list(language.pipe(a.text for a in articles))))
    show(
        "spaCy, distinct frames, one process",
        clock(lambda: list(language.pipe(sorted(set(frames)), batch_size=128))),
    )
    show(
        "spaCy, distinct frames, two processes",
        clock(lambda: list(language.pipe(sorted(set(frames)), batch_size=128, n_process=2))),
    )
    if importlib.util.find_spec("textacy"):
        show("textacy, direct quotations only", clock(lambda: _by_textacy(language, articles)))
    sys.stdout.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
