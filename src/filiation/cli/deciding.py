"""The option that lets a person decide: --decisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filiation.cli.streams import printable

if TYPE_CHECKING:
    from filiation.archive.decisions import Decision, Ruling

decisions_option = click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What you know better, in TOML: [[one_report]], [[two_reports]], [[speaker]], [[date]].",
)


def read_decisions(path: Path | None) -> tuple[Decision, ...]:
    """Return what the file holds; nothing where there is none."""
    if path is None:
        return ()
    from filiation.archive.decisions import load_decisions

    return load_decisions(path)


def warn_of_decisions(rulings: Iterable[Ruling]) -> None:
    """Say which decisions could not be followed, and why."""
    from filiation.archive.decisions import Status

    for ruling in rulings:
        if ruling.status is Status.NOT_APPLIED:
            its = ruling.decision
            click.echo(
                f"not applied: decision {its.number} ([[{its.kind.value}]] {printable(', '.join(its.names))}): "
                f"{printable(ruling.told)}",
                err=True,
            )
