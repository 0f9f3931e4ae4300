"""``python -m filiation`` and the ``filiation`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ``--version`` answers before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from filiation import __version__

        sys.stdout.write(f"filiation {__version__}\n")
        return
    from filiation.cli import run

    run()


if __name__ == "__main__":
    main()
