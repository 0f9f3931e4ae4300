"""What several commands take: inputs, files to write, archives; wrong ones are told before the work, not after it."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from filiation.errors import UsageError


def _files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete file names; it would offer none, since globs and ``-`` are inputs too."""
    return [CompletionItem(incomplete, type="file")]


def to_be_written(_context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Refuse a file that cannot be written."""
    if given is None or given == "-":
        return given
    path, name = Path(given), max(parameter.opts, key=len)
    if not path.parent.exists():
        raise UsageError(f"{name} {given}: there is no folder {path.parent}; make it first: mkdir -p {path.parent}")
    if not path.parent.is_dir():
        raise UsageError(f"{name} {given}: {path.parent} is a file, not a folder")
    if path.is_dir():
        raise UsageError(f"{name} {given}: that is a folder; the name of a file is needed")
    return given


def an_archive(_context: click.Context, parameter: click.Parameter, given: Path | None) -> Path | None:
    """Refuse a folder in which `gather` has not been."""
    return None if given is None else archive_at(given, f"{max(parameter.opts, key=len)} {given}")


def archive_at(given: Path, named: str) -> Path:
    """Return a folder in which `gather` has been; refuse another, named as it was typed."""
    if not (given / "archive.json").is_file():
        what = "not an archive (no archive.json in it)" if given.is_dir() else "there is no such folder"
        raise UsageError(f"{named}: {what}; filiation gather INPUT... --archive DIR makes one")
    return given


inputs_argument = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, shell_complete=_files)
more_inputs_argument = click.argument("inputs", metavar="[INPUT]...", nargs=-1, shell_complete=_files)
one_input_argument = click.argument("source", metavar="[INPUT]", required=False, shell_complete=_files)
witnesses_argument = click.argument("witnesses", metavar="WITNESS...", nargs=-1, required=True, shell_complete=_files)
output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=to_be_written,
    shell_complete=_files,
    help="Where to; the extension tells the format. JSON on stdout if not said.",
)
archive_option = click.option(
    "--archive",
    "folder",
    required=True,
    callback=an_archive,
    type=click.Path(path_type=Path),
    help="What gather made.",
)
strict_option = click.option("--strict", is_flag=True, help="Exit with 3 if any page was rejected.")
whole_option = click.option("--whole", is_flag=True, help="Take the whole text as the article, not as a scraped page.")
