"""bench/quotes.py FOLDER [LIMIT]: articles and sentences a second of `attribute`, beside spaCy's parse alone.

FOLDER holds ``*.txt`` articles (PolNeAR's ``dev/text``). Cold is the first call, the model's loading included; warm a
second parser over the same articles; parsed before is the cost of everything but the parse. textacy's direct quotations
run beside, where textacy is installed.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from filiation.article.article import Article
from filiation.testimony import Parser, attribute
from filiation.testimony.grammar import MODEL
from filiation.testimony.speech import frames_of
from filiation.text import Span, sentences


def read(folder: Path, limit: int | None) -> list[Article]:
    """Return the folder's texts as articles whose body is the whole text."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))[:limit]]
    return [Article(page=k, path=k, sha256="", text=t, body=(Span(0, len(t)),), language="en") for k, t in texts]


def clock(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(folder: str, limit: str | None = None) -> None:
    """Measure, and print one line for each."""
    articles = read(Path(folder), int(limit) if limit else None)
    count = sum(1 for article in articles for _ in sentences(article.text))
    frames = [frame.text for article in articles for frame in frames_of(article)]

    def show(name: str, seconds: float) -> None:
        sys.stdout.write(f"{name:34}{len(articles) / seconds:8.1f} articles/s{count / seconds:9.0f} sentences/s\n")

    parser = Parser()
    show("attribute, cold", clock(lambda: attribute(articles, (), parser)))
    warm = Parser()
    warm.parse("Load the model.")
    show("attribute, warm", clock(lambda: attribute(articles, (), warm)))
    show("attribute, parsed before", clock(lambda: attribute(articles, (), parser)))
    again = Parser()
    again.parse("Load the model.")
    show(f"parse alone ({len(set(frames))} distinct frames)", clock(lambda: again.parse_all(frames)))

    import spacy

    language = spacy.load(MODEL)
    show("spaCy alone, whole articles", clock(lambda: list(language.pipe(a.text for a in articles))))
    if importlib.util.find_spec("textacy"):
        from textacy.extract import direct_quotations

        show(
            "textacy, direct quotations only",
            clock(lambda: [list(direct_quotations(doc)) for doc in language.pipe(a.text for a in articles)]),
        )
    sys.stdout.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
