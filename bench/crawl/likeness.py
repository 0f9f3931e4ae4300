"""Hold the synthetic crawl's runs of three words against a real newswire's: in how many articles does a run stand?

    python bench/crawl/likeness.py [DISPATCHES.jsonl[.gz]] [--words 150] [--seed 1]

DISPATCHES is Reuters-21578, or any other corpus, one JSON object a line with ``text``. Of the corpus the articles of
at least `--words` words are taken, and of the crawl as many as make the same number of words, its copies and templates
among them; a row is a range of document frequency with the share of the different runs, and of all articles' runs.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from generate import Crawl

from filiation.cluster.profile import Coder, shingle
from filiation.text import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

EDGES = [1, 2, 3, 5, 9, 25, 101, 1_001, 10**9]


def sketches(texts: Iterable[str], least: int, words: float) -> tuple[list[NDArray[np.uint64]], int]:
    """Return the different runs of each text of at least ``least`` words, up to so many words in all, and the words."""
    coder, found, seen = Coder(), [], 0
    for text in texts:
        forms = tokenise(text, words_only=True).forms
        if len(forms) >= least:
            found.append(np.unique(shingle(coder.encode(forms))))
            seen += len(forms)
        if seen >= words:
            break
    return found, seen


def shares(runs: list[NDArray[np.uint64]]) -> list[tuple[float, float]]:
    """Return, for each range of `EDGES`, the share of the different runs and of the articles' runs."""
    _, counts = np.unique(np.concatenate(runs), return_counts=True)
    inside = [(counts >= low) & (counts < high) for low, high in pairwise(EDGES)]
    return [(float(rows.mean()), float(counts[rows].sum() / counts.sum())) for rows in inside]


def main() -> None:
    """Count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--words", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    columns, limit = [], 1e6
    if given.corpus:
        opener = gzip.open if given.corpus.suffix == ".gz" else open
        with opener(given.corpus, "rt") as lines:
            runs, words = sketches((json.loads(line)["text"] for line in lines), given.words, float("inf"))
        limit = words
        columns.append((given.corpus.name.partition(".")[0], shares(runs), len(runs), words))
    runs, words = sketches((row.text for row, _ in Crawl(20_000, given.seed)), 1, limit)
    columns.append(("crawl", shares(runs), len(runs), words))
    print(" " * 14 + "".join(f"{f'{name}: {texts} articles, {words} words':>44}" for name, _, texts, words in columns))
    print(f"{'in articles':14}" + "".join(f"{'of runs':>33}{'of texts':>11}" for _ in columns))
    for at, (low, high) in enumerate(pairwise(EDGES)):
        name = f"{low}" if high == low + 1 else f"{low}-{high - 1}" if high < EDGES[-1] else f"{low}-"
        print(f"{name:14}" + "".join(f"{rows[at][0]:>33.5f}{rows[at][1]:>11.4f}" for _, rows, _, _ in columns))


if __name__ == "__main__":
    main()
