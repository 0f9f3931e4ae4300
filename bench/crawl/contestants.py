"""From texts in memory to candidate pairs, a tool a function; run by ``peers.py``, each in a process of its own.

    PYTHON contestants.py TOOL CRAWL PAIRS.npy

Prints one JSON line: seconds, resident megabytes before and the peak on top of them (worker processes included), and
the seconds of the tool's own stages. The peers need only numpy and themselves; ours needs Filiation.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pairs = NDArray[np.int32]

PERMUTATIONS, BANDS, LOW_BANDS, LOW_BAND = 128, 32, 42, 3
JACCARD, LOW_JACCARD = 0.5, 0.2
_WORD = re.compile(r"\w+(?:[.,'-]\w+)*")


def gaoya(texts: list[str], stages: dict[str, float]) -> Pairs:
    """Near-duplicates as its documentation finds them: 32 bands of 4, pairs of an estimated Jaccard of at least .5."""
    return _gaoya(texts, stages, JACCARD, BANDS, PERMUTATIONS // BANDS)


def gaoya_low(texts: list[str], stages: dict[str, float]) -> Pairs:
    """The same at a low threshold, the nearest it has to containment: 42 bands of 3, Jaccard of at least .2."""
    return _gaoya(texts, stages, LOW_JACCARD, LOW_BANDS, LOW_BAND)


def _gaoya(texts: list[str], stages: dict[str, float], threshold: float, bands: int, band: int) -> Pairs:
    from gaoya.minhash import MinHashStringIndex

    began = time.perf_counter()
    index = MinHashStringIndex(32, threshold, bands, band, None, "word", True, (3, 3), "vec")
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    stages["index"] = time.perf_counter() - began
    pairs = _distinct(enumerate(index.par_bulk_query(texts)))
    stages["query"] = time.perf_counter() - began - stages["index"]
    return pairs


def rensa(texts: list[str], stages: dict[str, float]) -> Pairs:
    """R-MinHash and its index; candidates of which the signatures agree in half their places."""
    from rensa import RMinHash, RMinHashLSH

    began = time.perf_counter()
    signatures = []
    for start in range(0, len(texts), 1_000):
        signatures += RMinHash.from_token_sets([_runs(text) for text in texts[start : start + 1_000]], PERMUTATIONS, 42)
    stages["sign"] = time.perf_counter() - began
    index = RMinHashLSH(JACCARD, PERMUTATIONS, BANDS)
    index.insert_many(signatures)
    found = ((one, index.query(signature)) for one, signature in enumerate(signatures))
    pairs = _distinct(
        (one, [other for other in others if other > one and signatures[one].jaccard(signatures[other]) >= JACCARD])
        for one, others in found
    )
    stages["query"] = time.perf_counter() - began - stages["sign"]
    return pairs


def datasketch(texts: list[str], stages: dict[str, float]) -> Pairs:
    """MinHashLSH as its documentation has it: what the index answers, unverified."""
    from datasketch import MinHash, MinHashLSH

    began = time.perf_counter()
    runs = ([run.encode() for run in _runs(text)] for text in texts)
    signatures = list(MinHash.generator(runs, num_perm=PERMUTATIONS))
    stages["sign"] = time.perf_counter() - began
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    for one, signature in enumerate(signatures):
        index.insert(one, signature, check_duplication=False)
    pairs = _distinct((one, index.query(signature)) for one, signature in enumerate(signatures))
    stages["query"] = time.perf_counter() - began - stages["sign"]
    return pairs


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)] or [" ".join(words)]


def _distinct(answers: Iterable[tuple[int, Iterable[int]]]) -> Pairs:
    pairs = np.array([(one, other) for one, others in answers for other in others if other > one], dtype=np.int32)
    return np.unique(pairs.reshape(-1, 2), axis=0)


def _candidates(texts: list[str], stages: dict[str, float], pair: Callable[..., Pairs]) -> Pairs:
    from fingerprinting import fingerprint_all

    began = time.perf_counter()
    # Articles of the same words are one text, as they are to the command (a wording); the others go with the first.
    first: dict[str, int] = {}
    of = np.fromiter((first.setdefault(text, len(first)) for text in texts), dtype=np.int32, count=len(texts))
    _, article = np.unique(of, return_index=True)
    rows, fingerprints = fingerprint_all(list(first))
    stages["fingerprint"] = time.perf_counter() - began
    pairs = article[pair(len(first), rows, fingerprints)]
    copies = np.flatnonzero(article[of] != np.arange(len(texts)))
    pairs = np.concatenate([pairs, np.stack([article[of[copies]], copies], axis=1)]).astype(np.int32)
    stages["pair"] = time.perf_counter() - began - stages["fingerprint"]
    stages["fingerprints a text"] = len(rows) / len(first)
    return pairs


def ours(texts: list[str], stages: dict[str, float]) -> Pairs:
    """Winnowed runs of three words, joined and counted by DuckDB, with the plan's SQL."""
    from pairing import pair_by_plan

    return _candidates(texts, stages, pair_by_plan)


def ours_numpy(texts: list[str], stages: dict[str, float]) -> Pairs:
    """The same, joined and counted by numpy."""
    from pairing import pair_by_sorting

    return _candidates(texts, stages, pair_by_sorting)


TOOLS = {
    "ours": ours,
    "ours, numpy": ours_numpy,
    "gaoya": gaoya,
    "gaoya, low": gaoya_low,
    "rensa": rensa,
    "datasketch": datasketch,
}


def resident() -> float:
    """Return the megabytes that this process and its descendants hold: what is shared is counted once (PSS)."""
    total, waiting = 0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE).group(1))
            for task in Path(f"/proc/{process}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, AttributeError):
            continue
    return total / 1024


def processor() -> float:
    """Return the processor seconds of this process and of those children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def watch(every: float, seen: list[float], done: threading.Event) -> None:
    """Keep the largest of the resident megabytes in ``seen`` until told."""
    while not done.wait(every):
        seen[0] = max(seen[0], resident())


def _texts(path: Path) -> Iterator[str]:
    with path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def main(tool: str, source: str, target: str) -> None:
    """Find pairs, time, weigh."""
    texts = [text for path in sorted(Path(source).glob("*.jsonl")) for text in _texts(path)]
    TOOLS[tool](texts[:200], {})  # whatever is loaded or compiled at first use
    before = resident()
    seen, done = [before], threading.Event()
    watcher = threading.Thread(target=watch, args=(0.2, seen, done))
    watcher.start()
    stages: dict[str, float] = {}
    began, worked = time.perf_counter(), processor()
    pairs = TOOLS[tool](texts, stages)
    seconds, worked = time.perf_counter() - began, processor() - worked
    done.set()
    watcher.join()
    np.save(target, pairs)
    print(
        json.dumps(
            {"seconds": seconds, "processor": worked, "before": before, "peak": max(seen) - before, "stages": stages}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
