"""The command for people who would rather click: serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from filiation.cli.group import Example, commands
from filiation.cli.options import an_archive


@commands.command(
    short_help="A local web app: drop pages, see the run, read the report.",
    examples=(
        Example("On this machine alone; the address is printed", "filiation serve"),
        Example("Besides, browse what gather made, on a port that is free", "filiation serve --archive news --port 0"),
    ),
)
@click.option(
    "--archive",
    "folder",
    callback=an_archive,
    type=click.Path(path_type=Path),
    help="What gather made: to browse it and to look texts up.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where jobs are kept; a folder of the user's own if not said.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; elsewhere a token is needed.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8717, show_default=True, help="0 for any that is free.")
@click.option("--token", help="What addresses must hold; made if --host needs one and none is given.")
def serve(folder: Path | None, data: Path | None, host: str, port: int, token: str | None) -> int:
    """A local web app: drop pages, see the run, read the report; browse an archive."""
    from filiation.serve import Limits, serve as run

    def announce(address: str) -> None:
        click.echo(f"Filiation is at {address} (Ctrl-C stops it; jobs are kept in {place})", err=True)

    place = data or data_folder(os.environ.get("XDG_DATA_HOME"), sys.platform)
    run(place, folder, host, port, token, Limits(), announce)
    return 0


def data_folder(told: str | None, platform: str) -> Path:
    """Return the folder of the user's own where jobs are kept."""
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "filiation"
    return (Path(told) if told else Path.home() / ".local" / "share") / "filiation"
