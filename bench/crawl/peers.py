"""Candidates among synthetic articles: ours beside gaoya, rensa and datasketch, in turn, each in its own process.

    python -m venv PEERS && PEERS/bin/pip install gaoya==0.2.2 rensa==0.5.0 datasketch==2.0.0
    python bench/crawl/generate.py 20000 DIR
    python bench/crawl/peers.py DIR --python PEERS/bin/python [--runs 3] [--tools ours gaoya rensa datasketch …]

Texts are in memory when the clock starts; it stops at an array of distinct pairs. All take runs of three words; the
peers 128 permutations and a Jaccard of at least .5, as near-duplicates are usually found; "gaoya, low" its lowest
sensible setting. None of them has containment but datasketch's ensemble. Columns: the tool's time in ours (medians of
the runs, each against ours in the same round); what of the truth the pairs hold (`truth.Score`); the peak of memory, of a
process and its children, on top of the texts. Ours are candidates and no answer: instances of one form are among them
until they are aligned; with `--archive` a last row holds the verified pairs of the whole command against the same truth.
Wall time means something on an idle machine only; the processor's seconds mean something on any.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scaling import KIN, Found
from truth import Score, Truth, judge

CONTESTANTS = Path(__file__).with_name("contestants.py")
TOOLS = ["ours", "gaoya", "gaoya, low", "rensa", "datasketch"]


def contest(tool: str, python: str, folder: Path, pairs: Path) -> dict:
    """Run a tool in a process of its own."""
    command = [python, str(CONTESTANTS), tool, str(folder / "crawl"), str(pairs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def line(tool: str, runs: list[dict], ours: list[dict], score: Score, articles: int) -> str:
    """Set a tool's row."""
    seconds = statistics.median(run["seconds"] for run in runs)
    ratio = statistics.median(run["seconds"] / own["seconds"] for run, own in zip(runs, ours, strict=True))
    processor = statistics.median(run["processor"] for run in runs)
    peak = statistics.median(run["peak"] for run in runs)
    return f"{tool:15}{seconds:9.2f}{articles / seconds:11.0f}{ratio:11.2f}{processor:8.1f}{columns(score)}{peak:9.0f}"


def columns(score: Score) -> str:
    """Set what pairs hold of the truth."""
    large = f"{score.large:7.3f}" if score.large is not None else f"{'-':>7}"
    return (
        f"{score.copies:9.3f}{large}{score.lifted:8.3f}{score.precision:11.3f}{score.by_article:12.3f}"
        f"{score.strangers:11.4f}{score.templates:11.3f}{score.pairs:10}"
    )


def main() -> None:
    """Take turns, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--tools", nargs="+", default=TOOLS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--archive", type=Path, help="what `filiation gather` made of the same crawl")
    given = parser.parse_args()
    tools = given.tools if "ours" in given.tools else ["ours", *given.tools]
    truth = Truth.read(given.folder / "truth.tsv")
    runs: dict[str, list[dict]] = {tool: [] for tool in tools}
    scores: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as scratch:
        pairs = Path(scratch) / "pairs.npy"
        for _ in range(given.runs):
            for tool in tools:
                python = sys.executable if tool.startswith("ours") else given.python
                runs[tool].append(contest(tool, python, given.folder, pairs))
                if tool not in scores:
                    scores[tool] = judge(truth, np.load(pairs))
    print(
        f"{'tool':15}{'seconds':>9}{'articles/s':>11}{'x our time':>11}{'cpu s':>8}{'copies':>9}{'large':>7}{'lifted':>8}{'precision':>11}"
        f"{'by article':>12}{'strangers':>11}{'templates':>11}{'pairs':>10}{'peak MB':>9}"
    )
    for tool in tools:
        print(line(tool, runs[tool], runs["ours"], scores[tool], len(truth.articles)))
    if given.archive:
        found = Found.read(given.archive, truth)
        reported = found.pairs[np.isin(found.relation, [*KIN, "background"])]
        print(f"{'ours, verified':15}{'':39}{columns(judge(truth, reported))}")
    for tool in tools:
        stages = {
            name: statistics.median(run["stages"][name] for run in runs[tool]) for name in runs[tool][0]["stages"]
        }
        print(f"{tool:15}" + "   ".join(f"{name} {value:.2f}" for name, value in stages.items()))


if __name__ == "__main__":
    main()
