"""``python -m filiation.newsroom --seed 7 --events 3 --out DIR``: write a simulated newsroom and its truth."""

from __future__ import annotations

import argparse
import sys
from dataclasses import MISSING, fields
from pathlib import Path

from filiation.newsroom.gold import page_files, witness_files
from filiation.newsroom.newsroom import simulate
from filiation.newsroom.settings import NewsroomSettings


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m filiation.newsroom",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into; made where it is missing")
    parser.add_argument(
        "--witnesses-only",
        action="store_true",
        help="plain witnesses and TRUTH.json, no pages (for `filiation stemma`)",
    )
    for field in fields(NewsroomSettings):
        if field.default is not MISSING:
            name = f"--{field.name.replace('_', '-')}"
            parser.add_argument(name, type=type(field.default), default=field.default, help="of each newsroom")
    given = vars(parser.parse_args(arguments))
    seed, out, plain = given.pop("seed"), given.pop("out"), given.pop("witnesses_only")
    newsroom = simulate(seed, NewsroomSettings(**given))
    for path, content in (witness_files if plain else page_files)(newsroom):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())
    sys.stderr.write(f"{len(newsroom.happenings)} events in {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
