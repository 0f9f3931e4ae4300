"""bench/weighing.py [FIRST] [SEEDS]: the count of independent reports on simulated newsrooms, beside simpler counts.

For each regime (who borrows, how many witnesses) it prints how often the count is exact, its mean error beside those
of counting the pages, the outlets and the clusters, how often the interval holds the true count, how wide it is, and
how often it is closed. The pages are the reports as they stand (no scraping), so that only clustering and weighing are judged.
"""

from __future__ import annotations

import json
import sys

from filiation.archive.page import PageId
from filiation.article.article import Article
from filiation.cluster import gather
from filiation.meaning import MiniLM
from filiation.newsroom import NewsroomSettings, simulate
from filiation.newsroom.gold import page_files
from filiation.settings import DEFAULTS
from filiation.spun.spun import Spun
from filiation.text import Span
from filiation.weighing import weigh

REGIMES = {
    "usual": {},
    "two independents": {"independents": 2},
    "nine witnesses": {"witnesses": 9},
    "some borrow": {"independents": 2, "borrowing": 0.5},
    "all borrow": {"independents": 2, "borrowing": 1.0},
}


def articles_of(files):
    """Return the simulated reports as articles."""
    rows = [json.loads(line) for line in files["articles.jsonl"].splitlines()]
    return tuple(
        Article(
            page=PageId(row["id"]),
            path=row["id"],
            sha256="",
            text=row["text"],
            body=(Span(0, len(row["text"])),),
            language="en",
            outlet=row["outlet"],
        )
        for row in sorted(rows, key=lambda row: row["id"])
    )


def counts_of(articles, encoder):
    """Return (fewest, best, most) and the number of clusters over all events."""
    gathering = gather(articles, encoder, DEFAULTS)
    totals = [0, 0, 0]
    for event in gathering.events:
        pages = {member.page for tradition in event.traditions for member in tradition.members}
        here = [article for article in articles if article.page in pages]
        between = [r for r in (*gathering.excerpts, *gathering.refused) if r.a in pages or r.b in pages]
        count = weigh(event, here, [Spun(a.page, 0.0, ()) for a in here], between, ()).count
        totals = [a + b for a, b in zip(totals, (count.min, count.best, count.max), strict=True)]
    return totals, sum(len(event.traditions) for event in gathering.events)


def main():
    """Print a line for each regime."""
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    encoder = MiniLM()
    head = ("regime", "exact", "error", "pages", "outlets", "clusters", "coverage", "width", "closed")
    print("".join(f"{word:<18}" if n == 0 else f"{word:>9}" for n, word in enumerate(head)))
    for name, regime in REGIMES.items():
        sums = [0.0] * 8
        for seed in range(first, first + seeds):
            files = dict(page_files(simulate(seed, NewsroomSettings(**regime))))
            true = json.loads(files["gold.json"])["independent_reports"]
            articles = articles_of(files)
            (fewest, best, most), clusters = counts_of(articles, encoder)
            outlets = len({article.outlet or article.page for article in articles})
            figures = (
                best == true,
                abs(best - true),
                abs(len(articles) - true),
                abs(outlets - true),
                abs(clusters - true),
                fewest <= true <= most,
                most - fewest,
                most == fewest,
            )
            sums = [a + b for a, b in zip(sums, figures, strict=True)]
        print(f"{name:<18}" + "".join(f"{value / seeds:9.2f}" for value in sums))


if __name__ == "__main__":
    main()
