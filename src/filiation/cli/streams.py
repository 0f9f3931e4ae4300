"""Streams: what every command does with its lines, its progress and what it left out."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from filiation.errors import UsageError
from filiation.ledger import Ledger, Progress
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
    click.echo(f"wrote {path}", err=True)
    for each in left_out:
        click.echo(f"filiation: {path} cannot hold: {printable(each)}", err=True)


def summarise(record: DossiersRecord, *, data_on_stdout: bool) -> None:
    """Print what a run found, where the data are not."""
    from filiation.writers.terminal import render_summary

    stream = sys.stderr if data_on_stdout else sys.stdout
    render_summary(record, stream)


def close(ledger: Ledger, *, strict: bool, answered: bool) -> int:
    """Say what was left out, and return the exit code."""
    for rejection, times in sorted(Counter(ledger.rejections).items()):
        often = f" ({times:,} times)" if times > 1 else ""
        click.echo(f"rejected {printable(rejection.page)}: {printable(rejection.reason)}{often}", err=True)
    if not answered:
        click.echo("filiation: nothing usable among the inputs", err=True)
        return NOTHING_USABLE
    return REJECTIONS if strict and ledger.rejections else 0


def printable(text: str) -> str:
    """Return text without what could drive a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def bytes_of(size: str) -> int:
    """Read ``3GB``, ``500M``: decimal units, as disks are sold."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?)i?B?\s*", size, re.IGNORECASE)
    if found is None:
        raise UsageError(f"--memory {size}: a number of bytes is needed, as 500MB or 4GB")
    return int(float(found[1]) * 1000 ** " KMGT".index(found[2].upper() or " "))


class watched:  # noqa: N801 - reads as a phrase: with watched(ledger)
    """Show progress on stderr while work goes on, where stderr is a terminal."""

    def __init__(self, ledger: Ledger, *, log: bool = False) -> None:
        self._ledger = ledger
        self._log = log
        self._began = time.monotonic()
        self._stage = ""

    def __enter__(self) -> None:
        if not sys.stderr.isatty():
            # Nobody sits there: a long job leaves a line a stage in the log.
            if self._log:
                self._ledger.listener = self._note
            return
        from rich.console import Console
        from rich.status import Status

        self._status = Status("reading", console=Console(stderr=True))
        self._ledger.listener = self._show
        self._status.start()

    def _note(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._stage = progress.stage
            click.echo(f"{time.monotonic() - self._began:9.1f} s  {progress.stage}", err=True)

    def _show(self, progress: Progress) -> None:
        of = "" if progress.total is None else f" of {progress.total}"
        self._status.update(f"{progress.stage}: {progress.done}{of}" if progress.done else progress.stage)

    def __exit__(self, *_: object) -> None:
        if self._ledger.listener == self._show:
            self._status.stop()
        self._ledger.listener = None
