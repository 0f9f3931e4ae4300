"""How long a question to an archive takes, cold and warm, and whether its answer is found.

    python bench/lookup.py ARCHIVE [--queries 200] [--seed 7] [--cold 5]

Asks for whole articles of the archive (`whole`), for half of one with a word in forty changed (`abridged`), for twenty
words in a row (`passage`), fifteen (`shortest`), and for texts that are not there: an article's own words in another
order (`absent`), `--queries` of each. Found: the article's own text is among the matches; of absent ones: anything is.
Times are of the question in an open library, in ms (by the wall's clock and by the processor's: another process may be
at work); `cold` is the whole command, the best and the middle of `--cold`.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.crawl.lookup import Library, Match
from filiation.crawl.question import LEAST_WORDS, Question, ask_page, ask_passage
from filiation.errors import UsageError
from filiation.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 10


def whole(article: Article, _dice: random.Random) -> Question | None:
    """Ask for an article as it stands."""
    return ask_page(article)


def abridged(article: Article, dice: random.Random) -> Question | None:
    """Ask for the first half of an article, some of its words misspelt."""
    words = _body(article).split()
    kept = [f"{word}x" if dice.random() < 1 / 40 else word for word in words[: len(words) // 2]]
    return ask_page(_article(article, " ".join(kept)))


def absent(article: Article, dice: random.Random) -> Question | None:
    """Ask for an article's words in another order."""
    words = _body(article).split()
    dice.shuffle(words)
    return ask_page(_article(article, " ".join(words)))


def passage_of(count: int) -> Callable[[Article, random.Random], Question | None]:
    """Return what asks for ``count`` words in a row; None of an article that has fewer."""

    def ask(article: Article, dice: random.Random) -> Question | None:
        words = _body(article).split()
        # White space parts other things than words too: ask for somewhat more, and count.
        if len(words) < count + 5:
            return None
        first = dice.randrange(len(words) - count - 4)
        for past in range(first + count, first + count + 5):
            try:
                question = ask_passage(" ".join(words[first:past]))
            except UsageError:
                continue
            if len(question.profile.tokens) >= count:
                return question
        return None

    return ask


KINDS: dict[str, Callable[[Article, random.Random], Question | None]] = {
    "whole": whole,
    "abridged": abridged,
    "passage": passage_of(20),
    "shortest": passage_of(LEAST_WORDS),
    "absent": absent,
}


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cold", type=int, default=5)
    arguments = parser.parse_args()
    library = Library(arguments.archive)
    index = library.index
    size = (arguments.archive / "index" / "passages.index").stat().st_size
    print(f"{index.pages:,} pages, {index.texts:,} texts, index {size / 1e6:,.1f} MB")
    print(
        f"{'kind':10} {'asked':>6} {'found':>7} {'p50 ms':>8} {'p95 ms':>8} {'worst':>8} {'cpu p50':>8} {'cpu p95':>8}"
    )
    for kind, ask in KINDS.items():
        dice = random.Random(f"{arguments.seed}{kind}")
        times, work, found, skipped = [], [], 0, 0
        while len(times) < arguments.queries and skipped < 10 * arguments.queries:
            page = index.page(dice.randrange(index.pages))
            question = ask(library.packs.at(page.card.place).profile.article, dice)
            if question is None:
                skipped += 1
                continue
            started, begun = time.perf_counter(), time.process_time()
            matches = library.find(question, LIMIT)
            work.append(1000 * (time.process_time() - begun))
            times.append(1000 * (time.perf_counter() - started))
            # Of many texts with the same words the limit shows some: one in which the whole question stands will do.
            found += bool(matches) if kind == "absent" else any(_holds(match, page.text, kind) for match in matches)
        times.sort()
        work.sort()
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{kind:10} {len(times):6} {found / len(times):7.3f} {p50:8.1f} {p95:8.1f} {times[-1]:8.1f}", end=" ")
        print(f"{work[len(work) // 2]:8.1f} {work[int(len(work) * 0.95)]:8.1f}")
    _cold(arguments.archive, library, arguments.cold)


def _holds(match: Match, text: int, kind: str) -> bool:
    return match.page.text == text or (kind in {"passage", "shortest"} and match.containment_query == 1.0)


def _cold(archive: Path, library: Library, runs: int) -> None:
    """Time the whole command for a passage and for a page."""
    article = library.packs.at(library.index.page(library.index.pages // 2).card.place).profile.article
    inputs = {"a passage": " ".join(_body(article).split()[:20]), "a page": _body(article)}
    for name, text in inputs.items():
        times = []
        for _ in range(runs):
            started = time.perf_counter()
            command = [sys.executable, "-m", "filiation", "lookup", "-", "--archive", str(archive), "--json"]
            subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - started)
        times.sort()
        print(f"cold, {name}: best {times[0]:.2f} s, middle {times[len(times) // 2]:.2f} s of {runs}")


def _article(like: Article, text: str) -> Article:
    return Article(PageId("?"), "?", "", text, (Span(0, len(text)),), language=like.language)


def _body(article: Article) -> str:
    return "\n".join(span.of(article.text) for span in article.body)


if __name__ == "__main__":
    main()
