"""Progress: how far a run has come, for whoever sits there, or a line a stage for a log."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict

import click

from filiation.cli.voice import Voice, voice
from filiation.ledger import Ledger, Progress

STARTING = "starting"


class watched:  # noqa: N801 - reads as a phrase: with watched(ledger)
    """Tell on stderr how the work goes on: moving where stderr is a terminal, a line a stage where it is told to.

    Args:
        ledger: Whose progress is told.
        log: Leave a line a stage also where nobody sits there, as a job of hours should.
        lines: Data are being printed at the same time, so that nothing may move.
    """

    def __init__(self, ledger: Ledger, *, log: bool = False, lines: bool = False) -> None:
        self._ledger = ledger
        self._log = log
        self._lines = lines
        self._began = self._entered = time.monotonic()
        self._stage = ""
        self._at = STARTING
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._done: Counter[str] = Counter()

    def __enter__(self) -> None:
        match voice():
            case Voice.QUIET:
                return
            case Voice.VERBOSE:
                self._ledger.listener = self._time
            case Voice.PLAIN if sys.stderr.isatty() and not self._lines:
                from rich.console import Console
                from rich.status import Status

                self._status = Status("reading", console=Console(stderr=True))
                self._ledger.listener = self._show
                self._status.start()
            case _ if self._log:
                self._ledger.listener = self._note

    def _note(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._stage = progress.stage
            click.echo(f"{time.monotonic() - self._began:9.1f} s  {progress.stage}", err=True)

    def _time(self, progress: Progress) -> None:
        """Lay the time since the last word from below on the stage that was at work then."""
        if self._log:
            self._note(progress)
        if self._at == STARTING and progress.done:
            # A thing is told of when it is done, and so was at work until now.
            self._at = progress.stage
        now = time.monotonic()
        self._seconds[self._at] += now - self._entered
        self._at, self._entered = progress.stage, now
        self._done[self._at] = max(self._done[self._at], progress.done)

    def _tell(self) -> None:
        """Say what each stage took, in the order in which they began; a stage of several events is told once."""
        self._seconds[self._at] += time.monotonic() - self._entered
        for stage, seconds in self._seconds.items():
            many = f" ({self._done[stage]:,})" if self._done[stage] else ""
            click.echo(f"{seconds:9.2f} s  {stage}{many}", err=True)

    def _show(self, progress: Progress) -> None:
        of = "" if progress.total is None else f" of {progress.total}"
        self._status.update(f"{progress.stage}: {progress.done}{of}" if progress.done else progress.stage)

    def __exit__(self, *_: object) -> None:
        if self._ledger.listener == self._show:
            self._status.stop()
        if self._ledger.listener == self._time:
            self._tell()
        self._ledger.listener = None
