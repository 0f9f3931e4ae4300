"""The real command on crawls of growing size: time, memory, slope, and what its tables say beside the truth.

    python bench/crawl/scaling.py DIR [--sizes 10000 100000 1000000] [--seed 1] [--options …]

Makes each crawl under DIR where it is not there yet (``DIR/<size>``), runs ``filiation gather`` into a fresh archive
(``DIR/<size>/archive``; its messages go to ``DIR/<size>/gather.log``, each with the seconds since the start), and prints
one row a size. Memory is the sum of the resident sets of the process and all its descendants, twice a second (what they
share is counted for each), and beside it the largest single one. `--judge` skips the run and reads the archive again.

    copies      of the articles of a family less one, the part in one tradition
    large       the same in families of more than 30
    joined      of the pairs of articles in one tradition, the part of one family
    templates   of the templates, the part in one tradition with another instance of their form: 0 is right
    lifted      of the articles with a lifted passage, the part with a row to the family it came from, of kin or background
    kin rows    of the rows of kin in `reuse`, the part within a family or from a lifter to its donor's family
    relation    of the copies with a row to what they were made from, the part whose relation is the right one
    older       of the same rows with an `older`, the part that names the source; and the part that name one
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from generate import Crawl, write
from truth import Score, Truth, judge

KIN = {"same", "correction", "revision", "excerpt", "spun"}
RIGHT = {
    "exact": {"same"},
    "same": {"same"},
    "corrected": {"correction"},
    "cut": {"revision"},
    "rewritten": {"revision", "spun"},  # word for word, as a spinner does
    "added": {"revision"},
    "lifted": {"excerpt", "background"},  # one of its passages stands in another's news
}
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds, processor seconds, megabytes of all processes together and of the largest."""

    seconds: float
    processor: float
    together: float
    largest: float


def gather(command: list[str], log: Path) -> Run:
    """Run the command, with a watch on its memory."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    peak = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            peak[0] = max(peak[0], together(process.pid))

    def copy() -> None:
        with log.open("w") as out:
            for line in process.stderr:
                out.write(f"{time.perf_counter() - began:9.1f}  {line.rstrip()}\n")
                out.flush()

    helpers = [threading.Thread(target=watch), threading.Thread(target=copy)]
    for helper in helpers:
        helper.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    done.set()
    for helper in helpers:
        helper.join()
    if status:
        sys.exit(f"{' '.join(command)} failed; its messages are in {log}")
    scale = 1024 if sys.platform != "darwin" else 1024**2
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak[0], usage.ru_maxrss / scale)


def together(process: int) -> float:
    """Return the resident megabytes of a process and its descendants (Linux)."""
    total, waiting = 0, [process]
    while waiting:
        each = waiting.pop()
        try:
            total += int(Path(f"/proc/{each}/statm").read_text().split()[1])
            for task in Path(f"/proc/{each}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended
    return total * _PAGE_BYTES / 1024**2


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What an archive says: the tradition of each row of the truth, and the rows of `reuse` between two such rows."""

    tradition: np.ndarray
    pairs: np.ndarray
    relation: np.ndarray
    older: np.ndarray

    @classmethod
    def read(cls, archive: Path, truth: Truth) -> Found:
        """Read the public tables."""
        import pyarrow.parquet as pq

        at = {article: row for row, article in enumerate(truth.articles)}
        traditions = pq.read_table(archive / "traditions.parquet", columns=["tradition", "article"])
        tradition = np.arange(len(at))
        names, members = traditions["tradition"].to_pylist(), traditions["article"].to_pylist()
        tradition[[at[member] for member in members]] = [at[name] for name in names]
        reuse = pq.read_table(archive / "reuse.parquet", columns=["a", "b", "relation", "older"])
        a, b, older = ([at.get(page, -1) for page in reuse[name].to_pylist()] for name in ("a", "b", "older"))
        relation = np.array(reuse["relation"].to_pylist(), dtype=object)
        return cls(tradition, np.array([a, b]).T.reshape(-1, 2), relation, np.array(older))


def report(truth: Truth, found: Found) -> list[str]:
    """Hold the tables against the truth."""
    kin = np.isin(found.relation, list(KIN))
    rows = judge(truth, found.pairs[kin])
    lifted = judge(truth, found.pairs[kin | (found.relation == "background")]).lifted
    score, joined, templates, merged = traditions(truth, found.tradition)
    sources = {
        (row, int(source)): kind
        for row, (kind, source) in enumerate(zip(truth.kinds.tolist(), truth.source, strict=True))
    }
    right, told, aright = Counter(), Counter(), Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for (a, b), relation, older in zip(
        found.pairs.tolist(), found.relation.tolist(), found.older.tolist(), strict=True
    ):
        for child, parent in ((a, b), (b, a)):
            if kind := sources.get((child, parent)):
                confused[kind, relation] += 1
                right[relation in RIGHT.get(kind, ())] += 1
                told[older >= 0] += 1
                if older >= 0:
                    aright[older == parent] += 1
    partition = (
        f"  copies {score.copies:.4f}   large {_or_dash(score.large)}   joined {joined:.4f}   "
        f"traditions of two stories {merged}   templates {templates:.4f}"
    )
    pairs = (
        f"  lifted {lifted:.4f}   kin rows {rows.precision:.4f} of {rows.pairs}   relation {_share(right):.4f}   "
        f"older {_share(aright):.4f}, told {_share(told):.4f}"
    )
    lines = [partition, pairs, f"  rows {dict(sorted(Counter(found.relation.tolist()).items()))}"]
    for kind in RIGHT:
        answers = {relation: count for (own, relation), count in sorted(confused.items()) if own == kind}
        lines.append(f"    {kind:10} {answers}, no row {int((truth.kinds == kind).sum()) - sum(answers.values())}")
    return lines


def traditions(truth: Truth, tradition: np.ndarray) -> tuple[Score, float, float, int]:
    """Judge a partition: copies in one piece, pairs rightly joined, templates joined, traditions of two stories."""
    star = np.flatnonzero(tradition != np.arange(len(tradition)))
    score = judge(truth, np.stack([tradition[star], star], axis=1))
    sizes = Counter(tradition.tolist())
    parts = Counter(zip(tradition.tolist(), truth.family.tolist(), strict=True))
    every = sum(math.comb(count, 2) for count in sizes.values())
    same = sum(math.comb(count, 2) for count in parts.values())
    merged = sum(count > 1 for count in Counter(name for name, _ in parts).values())
    is_form = truth.form >= 0
    forms = Counter(zip(tradition[is_form].tolist(), truth.form[is_form].tolist(), strict=True))
    joined = sum(count for count in forms.values() if count > 1)
    return score, same / max(1, every), joined / max(1, int(is_form.sum())), merged


def _share(counts: Counter[bool]) -> float:
    return counts[True] / max(1, counts.total())


def _or_dash(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def main() -> None:
    """Make, run, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--options", nargs=argparse.REMAINDER, default=[], help="further options of `gather`")
    given = parser.parse_args()
    runs: list[tuple[int, Run]] = []
    for size in given.sizes:
        place = given.folder / str(size)
        archive = place / "archive"
        if not (place / "truth.tsv").exists():
            write(Crawl(size, given.seed), place, 25_000)
        if not given.judge:
            shutil.rmtree(archive, ignore_errors=True)
            command = [sys.executable, "-m", "filiation", "gather", str(place / "crawl"), "--archive", str(archive)]
            run = gather([*command, *given.options], place / "gather.log")
            runs.append((size, run))
            print(
                f"{size:>9} articles   {run.seconds:8.1f} s   {size / run.seconds:7.0f} a second   cpu {run.processor:8.1f} s   "
                f"peak {run.together:6.0f} MB together, {run.largest:6.0f} MB the largest"
            )
        truth = Truth.read(place / "truth.tsv")
        print("\n".join(report(truth, Found.read(archive, truth))), flush=True)
    for (small, before), (large, after) in pairwise(runs):
        slope = math.log(after.seconds / before.seconds) / math.log(large / small)
        print(f"slope {small} to {large}: {slope:.3f}")
    if len(runs) > 2:
        slope = np.polyfit(*np.log([(size, run.seconds) for size, run in runs]).T, 1)[0]
        print(f"slope of all: {slope:.3f}")


if __name__ == "__main__":
    main()
