"""Seconds and megabytes of a collation and of its stemma, each tradition in a process of its own.

    python bench/stemma/speed.py [FOLDER …] [--sizes 13 100 500] [--words 1000]

Each FOLDER holds one tradition, a ``.txt`` file a witness. Simulated ones beside them: hand-copied, and copies of a
dispatch. Processor seconds on one core; the peak is that of the whole process, imports included. Targets: 13 witnesses of
1,000 words collated in 1 s, their tree in 5 s; 100 witnesses, both, in 60 s. Beside us, neighbour joining on the same collation.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from contenders import case_of, filiation, joined_neighbours, newsroom_texts, scribes_texts
from pedigree import Pedigree
from regimes import FIRST_SEED, NEWSROOM, SCRIPTORIUM

from filiation.newsroom import NewsroomSettings
from filiation.stemma import Clues


def of_folder(folder: Path) -> tuple[dict[str, str], dict[str, Clues], Pedigree]:
    """Read a folder's witnesses; bytes that are no UTF-8 are Latin-1, in which older collections are written."""
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        content = path.read_bytes()
        try:
            texts[path.stem] = content.decode()
        except UnicodeDecodeError:
            texts[path.stem] = content.decode("latin-1")
    return texts, {}, Pedigree((), None)


def of_scribes(witnesses: int, words: int) -> tuple[dict[str, str], dict[str, Clues], Pedigree]:
    """Make a hand-copied tradition, of whose texts a tenth is lost, mixed, or misses leaves."""
    tenth = max(1, witnesses // 13)
    kind = type(SCRIPTORIUM)(witnesses=witnesses, words=words, lost=tenth, mixed=tenth, lacunae=2 * tenth)
    return scribes_texts(FIRST_SEED, kind)


def of_newsroom(witnesses: int) -> tuple[dict[str, str], dict[str, Clues], Pedigree]:
    """Make the copies of a dispatch."""
    kind = NewsroomSettings(
        witnesses=witnesses, versions=6, spinner=NEWSROOM.spinner, independents=NEWSROOM.independents
    )
    return newsroom_texts(FIRST_SEED, kind, clocks=False)


def timed(make: Callable[[], tuple[dict[str, str], dict[str, Clues], Pedigree]]) -> str:
    """Return a row of the table."""
    texts, clues, true = make()
    marks = [time.process_time()]
    case = case_of(texts, clues, true)
    marks.append(time.process_time())
    told = filiation(case)
    marks.append(time.process_time())
    joined_neighbours(case)
    marks.append(time.process_time())
    collated, drawn, joined = (after - before for before, after in itertools.pairwise(marks))
    lost = len({node for edge in told.edges for node in (edge.parent, edge.child)} - case.extant)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tokens = sum(map(len, case.collation.tokens)) // len(texts)
    return f"{len(texts):10}{tokens:8}{collated:10.2f}{drawn:9.2f}{joined:9.2f}{lost:6}{peak:8}"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sizes", nargs="*", type=int, default=[13, 100, 500])
    parser.add_argument("--words", type=int, default=1000, help="of the first hand-copied text")
    given = parser.parse_args()
    makers = {folder.name: partial(of_folder, folder) for folder in given.folders}
    makers |= {f"hand-copied {size}": partial(of_scribes, size, given.words) for size in given.sizes}
    makers |= {f"dispatch {size}": partial(of_newsroom, size) for size in given.sizes}
    print(f"{'tradition':18} witnesses  tokens   collate   stemma       NJ  lost  peak MB", flush=True)
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, max_tasks_per_child=1, mp_context=fresh) as pool:
        for name, row in zip(makers, pool.map(timed, makers.values()), strict=True):
            print(f"{name:18}{row}", flush=True)


if __name__ == "__main__":
    main()
