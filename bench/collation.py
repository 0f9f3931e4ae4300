"""bench/collation.py [FOLDER...]: seconds and megabytes of a collation, and how much of what is shared it sets side by side.

Simulated traditions (and each FOLDER of ``.txt`` witnesses), beside difflib's opcodes of every witness against the
first in the same run, which is no collation of all but the least that one would do without. Then, on simulated
newsrooms: of all runs of eight words that two witnesses share, each standing once in both, the share that has one place
in the collation.
"""

from __future__ import annotations

import itertools
import random
import resource
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from filiation.collation import GAP, Witness, collate
from filiation.newsroom import NewsroomSettings, simulate
from filiation.newsroom.gold import witness_files
from filiation.text import Span, tokenise

RUN = 8
FIRST, LAST = "ba ce di fo gu ha je ki lo mu ny pa", "tan lor mis den fik gur hol jam"
SYLLABLES = [a + b for a in FIRST.split() for b in LAST.split()]


def witness(siglum, text):
    """Return a plain witness."""
    return Witness(siglum, None, text, (Span(0, len(text)),))


def copies(count, words, seed=0):
    """Return a tradition of copies of copies: one word in a hundred changed, and often a passage cut."""
    rng = random.Random(seed)

    def word():
        return SYLLABLES[min(len(SYLLABLES) - 1, int(rng.paretovariate(0.7)) - 1)]

    texts = [[word() + ("." if k % 18 == 17 else "") for k in range(words)]]
    while len(texts) < count:
        text = list(rng.choice(texts[:40]))
        for _ in range(max(1, len(text) // 100)):
            text[rng.randrange(len(text))] = word()
        if rng.random() < 0.4 and len(text) > words // 2:
            at = rng.randrange(len(text))
            del text[at : at + rng.randrange(5, 60)]
        texts.append(text)
    return [witness(f"W{k:03}", " ".join(text)) for k, text in enumerate(texts)]


def timed(name, witnesses):
    """Print the time of one collation and of the peer."""
    start = time.process_time()
    collation = collate(witnesses)
    ours = time.process_time() - start
    forms = [tokenise(each.text).forms for each in witnesses]
    start = time.process_time()
    for other in forms[1:]:
        SequenceMatcher(None, forms[0], other, autojunk=False).get_opcodes()
    peer = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shape = "{} witnesses, {} columns".format(*collation.cells.shape)
    print(
        f"{name:20s}{shape:30s}{ours:7.2f} s  difflib, pairs with one {peer:7.2f} s  {ours / peer:5.2f}  peak {memory} MB",
        flush=True,
    )


def shared_runs(collation):
    """Return of how many pairs of equal runs both stand in the same columns, and how many there are."""
    places = []
    for row, tokens in zip(collation.cells, collation.tokens, strict=True):
        full = np.flatnonzero(row != GAP)
        columns = np.empty(len(full), dtype=int)
        columns[row[full]] = full
        found = {}
        for k in range(len(tokens) - RUN + 1):
            run = tokens.forms[k : k + RUN]
            found[run] = None if run in found else tuple(columns[k : k + RUN])
        places.append({run: place for run, place in found.items() if place})
    pairs = [(a[run], b[run]) for a, b in itertools.combinations(places, 2) for run in a.keys() & b.keys()]
    return sum(a == b for a, b in pairs), len(pairs)


def main(folders):
    """Print times, then how much is set side by side."""
    for count, words in ((13, 1000), (100, 600), (500, 600)):
        timed(f"simulated {count}", copies(count, words))
    for folder in map(Path, folders):
        timed(
            folder.name,
            [witness(p.stem, p.read_text(encoding="utf-8", errors="replace")) for p in sorted(folder.glob("*.txt"))],
        )
    for settings in ({}, {"contamination": 0.3}, {"edit_rate": 2.0}):
        found = total = 0
        for seed in range(10):
            files = witness_files(
                simulate(seed, NewsroomSettings(spinner=0.0, independents=0, witnesses=8, **settings))
            )
            texts = {path: text for path, text in files if "witnesses/" in path}
            here, every = shared_runs(collate([witness(path, text) for path, text in sorted(texts.items())]))
            found, total = found + here, total + every
        print(
            f"newsrooms of 8 pages {settings!s:24s} shared runs side by side {found / total:.4f} of {total:,}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
