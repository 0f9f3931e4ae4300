"""``python -m filiation.serve.confined SECONDS BYTES MODULE ARGUMENTS``: a module, within bounds that it cannot lift."""

from __future__ import annotations

import os
import resource
import sys

# A job writes its dossier and its report; nothing of it is near this.
_MOST_WRITTEN = 4 * 1024**3


def command(seconds: float, size: int, module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command line that runs a module within bounds of processor time and address space."""
    cores = os.cpu_count() or 1
    return (
        sys.executable,
        "-m",
        "filiation.serve.confined",
        str(int(seconds * cores) + 1),
        str(size),
        module,
        *arguments,
    )


def main(seconds: str, size: str, module: str, *arguments: str) -> None:
    """Set the bounds, and become the module."""
    for kind, most in (
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_AS, int(size)),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            # macOS bounds no address space; the wall clock still does.
            continue
    # The app answers people; a job can wait a moment.
    os.nice(5)
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606 - our own interpreter and module


if __name__ == "__main__":
    main(*sys.argv[1:])
