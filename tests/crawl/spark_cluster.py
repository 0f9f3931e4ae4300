"""A cluster of two machines that are processes here, and its executors, to be killed."""

import os
from pathlib import Path

CLUSTER = "local-cluster[2,1,1024]"


def executors() -> list[int]:
    """Return the process ids of the executors that this process's Java started."""
    parents, found = {}, []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
        except OSError:  # it ended meanwhile
            continue
    return sorted(process for process in found if os.getpid() in _ancestors(process, parents))


def _ancestors(process: int, parents: dict[int, int]) -> set[int]:
    above = set()
    while process in parents:
        process = parents[process]
        above.add(process)
    return above
