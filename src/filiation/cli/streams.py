"""Streams: what every command does with its lines, its progress and what it left out."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from filiation.cli.voice import Voice, say, voice
from filiation.cli.watching import watched
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS

if TYPE_CHECKING:
    from filiation.article import Article
    from filiation.writers.record import DossiersRecord

T = TypeVar("T")

NOTHING_USABLE, WRONG_USAGE, REJECTIONS = 1, 2, 3
# Articles whose speech is attributed in one go: enough for the parser's batches, few enough that lines appear soon.
BATCH = 32


def lines(
    inputs: Sequence[str],
    *,
    whole: bool,
    strict: bool,
    render: Callable[[Sequence[Article]], Iterable[bytes]],
) -> int:
    """Read the inputs' articles and print what ``render`` makes of each batch of them."""
    from filiation.archive import read_pages
    from filiation.trace import read

    ledger = Ledger()
    answered = False
    articles = read(read_pages(inputs, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger)
    with watched(ledger, lines=True):
        for batch in batches(articles):
            answered = True
            for line in render(batch):
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    return close(ledger, strict=strict, answered=answered)


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """Yield `BATCH` things at a time."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch


def write_or_print(
    records: Iterable[T], output: str | None, write: Callable[[list[T], Path], list[str]], ledger: Ledger
) -> int:
    """Write records to a file in its extension's format, or print them as JSON Lines; return the exit code."""
    from filiation.writers import json

    answered = False
    if output is None or output == "-":
        for record in records:
            answered = True
            sys.stdout.buffer.write(json.line(record))
    elif every := list(records):
        answered = True
        tell(output, write(every, Path(output)))
    return close(ledger, strict=False, answered=answered)


def tell(path: Path | str, left_out: Iterable[str]) -> None:
    """Say what was written, and what its format could not hold."""
    say(f"wrote {path}")
    for each in left_out:
        click.echo(f"filiation: {path} cannot hold: {printable(each)}", err=True)


def summarise(record: DossiersRecord, *, data_on_stdout: bool, in_a_file: bool) -> None:
    """Print what a run found, where the data are not; a quiet run whose answer is in a file prints nothing."""
    from filiation.writers.terminal import render_summary

    if voice() is not Voice.QUIET or not (data_on_stdout or in_a_file):
        render_summary(record, sys.stderr if data_on_stdout else sys.stdout)


def close(ledger: Ledger, *, strict: bool, answered: bool) -> int:
    """Say what was left out, and return the exit code."""
    if voice() is Voice.VERBOSE:
        for note in sorted(set(ledger.notes)):
            click.echo(f"note {printable(note.page)}: {printable(note.reason)}", err=True)
    for rejection, times in sorted(Counter(ledger.rejections).items()):
        often = f" ({times:,} times)" if times > 1 else ""
        click.echo(f"rejected {printable(rejection.page)}: {printable(rejection.reason)}{often}", err=True)
    if not answered:
        click.echo(f"filiation: nothing usable among the inputs{_advice(ledger)}", err=True)
        return NOTHING_USABLE
    return REJECTIONS if strict and ledger.rejections else 0


def _advice(ledger: Ledger) -> str:
    """Return what to try next, where the reasons tell: pages that were read, and have no article on them."""
    context = click.get_current_context(silent=True)
    whole = None if context is None else context.params.get("whole")
    if whole is False and any(each.stage == "article" for each in ledger.rejections):
        return "; if these files hold articles and nothing else, --whole takes them as they stand"
    return ""


def printable(text: str) -> str:
    """Return text without what could drive a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def bytes_of(size: str) -> int:
    """Read ``3GB``, ``500M``: decimal units, as disks are sold."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?)i?B?\s*", size, re.IGNORECASE)
    if found is None:
        raise UsageError(f"--memory {size}: a number of bytes is needed, as 500MB or 4GB")
    return int(float(found[1]) * 1000 ** " KMGT".index(found[2].upper() or " "))
