"""bench/stemma.py [SEEDS]: the tree on simulated newsrooms, beside a spanning tree and neighbour joining, in one run.

Prints a line for each point of each curve (edit rate, number of pages, share of versions lost, mixed pages): the
average sign score (Roos & Heikkilä 2009, 0-100), the share of true splits found and of claimed splits that are true,
and for us the share of traditions in which a root was told and in which a page nearest to it is one nearest to the true root (no clocks are given).
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections import defaultdict

from filiation.collation import Witness, collate
from filiation.collation.alignment import distances, lexicon_of
from filiation.newsroom import NewsroomSettings, simulate
from filiation.newsroom.gold import witness_files
from filiation.settings import DEFAULTS
from filiation.stemma import Clues, infer_stemma
from filiation.stemma.search import neighbour_joining, spanning_tree
from filiation.text import Span

CURVES = {
    "usual": [{}],
    "edit_rate": [{"edit_rate": x} for x in (0.5, 1.0, 2.0)],
    "witnesses": [{"witnesses": x, "versions": 4} for x in (5, 8, 13)],
    "share_lost": [{"share_lost": x, "witnesses": 8} for x in (0.0, 0.5, 1.0)],
    "contamination": [{"contamination": x, "witnesses": 8} for x in (0.0, 0.3)],
}


def traditions(seeds, settings):
    """Yield the truth and the witnesses of simulated traditions."""
    for seed in range(seeds):
        files = dict(witness_files(simulate(seed, NewsroomSettings(spinner=0.0, independents=0, **settings))))
        texts = {path.split("/")[-1][:-4]: text for path, text in files.items() if "witnesses/" in path}
        yield (
            json.loads(files["TRUTH.json"]),
            [Witness(s, None, text, (Span(0, len(text)),)) for s, text in sorted(texts.items())],
        )


def steps(edges):
    """Return for each node the number of edges to every other."""
    graph = defaultdict(set)
    for a, b in edges:
        graph[a].add(b)
        graph[b].add(a)
    found = {}
    for start in graph:
        far, todo = {start: 0}, [start]
        for node in todo:
            for other in graph[node]:
                if other not in far:
                    far[other] = far[node] + 1
                    todo.append(other)
        found[start] = far
    return found


def sign_score(true, edges, labels):
    """Return the average sign score, 0-100."""
    a, b = steps(true), steps(edges)
    total = count = 0
    for x in labels:
        for y, z in itertools.combinations([v for v in labels if v != x], 2):
            signs = [
                (far[x].get(y, 10**6) > far[x].get(z, 10**6)) - (far[x].get(y, 10**6) < far[x].get(z, 10**6))
                for far in (a, b)
            ]
            total += 1 - abs(signs[0] - signs[1]) / 2
            count += 1
    return 100 * total / max(count, 1)


def splits(edges, labels):
    """Return the ways in which single edges part the witnesses."""
    found = set()
    for a, b in edges:
        far = steps([e for e in edges if e != (a, b)] + [(a, a), (b, b)])
        side = frozenset(x for x in labels if x in far[a])
        if 0 < len(side) < len(labels):
            found.add(frozenset((side, frozenset(labels) - side)))
    return found


def main_edges(truth):
    """Return one parent for each child: that of the largest share."""
    best = {}
    for (parent, child), share in zip(truth["edges"], truth["shares"], strict=True):
        if child not in best or share > best[child][0]:
            best[child] = (share, parent)
    return [(parent, child) for child, (_, parent) in sorted(best.items())]


def ours(collation, clues):
    """Return our edges and root."""
    stemma = infer_stemma("A", collation, clues, DEFAULTS)
    best = {}
    for d in stemma.descents:
        if d.child not in best or d.share > best[d.child][0]:
            best[d.child] = (d.share, d.parent)
    return [(parent, child) for child, (_, parent) in sorted(best.items())], stemma.root


def peer(build):
    """Return a method that draws a tree from Indel distances between the words."""

    def method(collation, _):
        far = distances(lexicon_of([tokens.forms for tokens in collation.tokens]).codes).astype(float)
        names = [w.siglum for w in collation.witnesses]
        return [tuple(names[n] if n < len(names) else f"*{n}" for n in edge) for edge in build(far).edges], None

    return method


def main(seeds):
    """Print the curves."""
    methods = {"filiation": ours, "spanning tree": peer(spanning_tree), "neighbour joining": peer(neighbour_joining)}
    for curve, points in CURVES.items():
        for point in points:
            cases = [(truth, collate(witnesses)) for truth, witnesses in traditions(seeds, point)]
            for name, method in methods.items():
                start = time.perf_counter()
                sign = hits = true_count = claimed = told = right = 0
                for truth, collation in cases:
                    labels, true = truth["witnesses"], main_edges(truth)
                    # The simulator's pages name an agency, as a rule; its clocks are left to the trace's own bench.
                    clues = {w.siglum: Clues(is_credited="(" in w.text[:80]) for w in collation.witnesses}
                    edges, root = method(collation, clues)
                    sign += sign_score(true, edges, labels)
                    is_true, is_claimed = splits(true, labels), splits(edges, labels)
                    hits += len(is_true & is_claimed)
                    true_count += len(is_true)
                    claimed += len(is_claimed)
                    if root is not None:
                        told += 1
                        right += near_root(true, truth["root"], edges, root, labels)
                n = len(cases)
                print(
                    f"{curve:14s}{point!s:36s}{name:18s}sign {sign / n:5.1f}  splits found {hits / max(true_count, 1):.2f}"
                    f"  true of claimed {hits / max(claimed, 1):.2f}"
                    + (f"  root told {told / n:.2f} right {right / max(told, 1):.2f}" if name == "filiation" else "")
                    + f"  {time.perf_counter() - start:.1f} s",
                    flush=True,
                )


def near_root(true, true_root, edges, root, labels):
    """Tell whether a page nearest to the root is one of those nearest to the true root."""
    return bool(nearest(true, true_root, labels) & nearest(edges, root, labels))


def nearest(edges, root, labels):
    """Return the pages nearest to the root; the root itself where it is a page."""
    far = steps([*edges, (root, root)])[root]
    return {x for x in labels if far.get(x, 10**6) == min(far.get(y, 10**6) for y in labels)}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
