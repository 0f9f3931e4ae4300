"""bench/support.py CORPUS [STEP]: how often attributions of each support are right, on every STEP-th text of PolNeAR.

CORPUS holds ``text/*.txt`` and ``attributions/*.ann`` (brat). An attribution is right where its content has a Dice
overlap of at least half with a gold content (one to one, best first) and its source overlaps that one's source, or
neither has any. Prints, by kind and bin of a tenth: how many, their mean support, right contents, all right.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cues import annotated, sourced

from filiation.article.article import Article
from filiation.testimony import Attribution, Parser, attribute
from filiation.text import Span

Row = tuple[float, bool, bool]


def judged(found: list[Attribution], gold: list[tuple[set[int], set[int]]]) -> Iterator[tuple[str, Row]]:
    """Yield the kind of each attribution, its support, and whether its content, and all of it, is right."""
    inked = [{i for span in each.spans for i in range(span.start, span.end)} for each in found]
    pairs = sorted(
        (-2 * len(a & b) / (len(a) + len(b)), i, j)
        for i, (a, _) in enumerate(gold)
        for j, b in enumerate(inked)
        if 4 * len(a & b) >= len(a) + len(b)
    )
    of_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in taken and j not in of_gold:
            taken.add(i)
            of_gold[j] = i
    for j, each in enumerate(found):
        true = gold[of_gold[j]][1] if j in of_gold else set()
        have = set(range(each.source.span.start, each.source.span.end)) if each.source else set()
        right = j in of_gold and (bool(true & have) or not (true or have))
        yield each.kind.value, (each.support, j in of_gold, right)


def main(corpus: str, step: str = "4") -> None:
    """Measure, and print a table."""
    chosen = list(annotated(Path(corpus), sourced))[:: int(step)]
    articles = [
        Article(page=f"{n:05}", path="", sha256="", text=text, body=(Span(0, len(text)),), language="en")
        for n, (text, _) in enumerate(chosen)
    ]
    by_page: dict[str, list[Attribution]] = defaultdict(list)
    for each in attribute(articles, (), Parser()):
        by_page[each.page].append(each)
    bins: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for article, (_, gold) in zip(articles, chosen, strict=True):
        for kind, row in judged(by_page[article.page], gold):
            bins[kind, min(9, int(row[0] * 10))].append(row)
    sys.stdout.write("kind      support       n   mean  content  all right\n")
    for (kind, tenth), rows in sorted(bins.items()):
        mean, content, right = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        sys.stdout.write(
            f"{kind:10}{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}{len(rows):8}{mean:7.2f}{content:9.2f}{right:11.2f}\n"
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])
