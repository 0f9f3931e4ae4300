"""``python -m filiation.serve.worker FOLDER [--whole]``: a job in a process of its own.

What it has to tell goes to standard output, a line of JSON each: `Said`. The pages are read under their bare names, so
that no result holds a path of this machine.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from filiation.serve.job import DECISIONS, Found, FoundEvent

if TYPE_CHECKING:
    from filiation.ledger import Ledger, Progress
    from filiation.writers.record import DossiersRecord

_SECONDS_BETWEEN = 0.2
_NAMED = 5
_FINISHING = "writing the report"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a job's process: how far it is, or how it ended (``found``, or ``refused`` with the reason)."""

    stage: str | None = None
    done: int = 0
    total: int | None = None
    found: Found | None = None
    refused: str | None = None


def main(folder: str, *options: str) -> None:
    """Trace the pages in ``FOLDER/pages``; write ``dossier.json``, ``report.html`` and ``view.html``."""
    # Libraries may print; what they print is no line of ours.
    mouth = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    _end_with_parent()

    def say(said: Said) -> None:
        mouth.write(msgspec.json.encode(said) + b"\n")

    try:
        say(_run(Path(folder), say, whole="--whole" in options))
    except MemoryError:
        say(Said(refused="It needed more memory than a job may take. Try it with fewer or smaller pages."))


def _run(folder: Path, say: Callable[[Said], None], *, whole: bool) -> Said:
    from filiation.archive import read_pages
    from filiation.archive.decisions import load_decisions
    from filiation.archive.docket import Docket
    from filiation.ledger import Ledger
    from filiation.serve.bar import report_bar
    from filiation.settings import DEFAULTS
    from filiation.trace import trace
    from filiation.writers import json
    from filiation.writers.recording import record_run
    from filiation.writers.report import render_report
    from filiation.writers.whole import write_whole

    ledger = Ledger(listener=_patient(say))
    os.chdir(folder / "pages")
    names = sorted(os.listdir())  # noqa: PTH208 - bare names, as the dossier shall have them
    decisions = folder / DECISIONS
    docket = Docket(load_decisions(decisions) if decisions.exists() else ())
    dossiers = list(trace(read_pages(names, DEFAULTS, ledger, whole=whole), DEFAULTS, ledger, docket))
    if not dossiers:
        return Said(refused=_none_usable(ledger))
    say(Said(_FINISHING))
    record = record_run(dossiers, ledger, DEFAULTS, docket.rulings)
    found = _brief(record)
    write_whole(folder / "dossier.json", json.document(record))
    write_whole(folder / "report.html", render_report(record).encode())
    write_whole(folder / "view.html", render_report(record, report_bar(found.trees)).encode())
    return Said(found=found)


def _patient(say: Callable[[Said], None]) -> Callable[[Progress], None]:
    """Return a listener that tells every new stage, and of one stage not more than five times a second."""
    last: list[tuple[str, float]] = [("", 0.0)]

    def hear(progress: Progress) -> None:
        stage, told = last[0]
        now = time.monotonic()
        if progress.stage != stage or now - told >= _SECONDS_BETWEEN:
            last[0] = (progress.stage, now)
            say(Said(progress.stage, progress.done, progress.total))

    return hear


def _brief(record: DossiersRecord) -> Found:
    from filiation.writers.report_event import EventView

    events = tuple(
        FoundEvent(
            EventView(number, dossier).title,
            len(dossier.pages),
            dossier.independent_reports.best,
            dossier.independent_reports.min,
            dossier.independent_reports.max,
        )
        for number, dossier in enumerate(record.dossiers, 1)
    )
    trees = tuple(f"{n}.{stemma.id}" for n, dossier in enumerate(record.dossiers, 1) for stemma in dossier.stemmata)
    return Found(events, len(record.rejected), trees)


def _none_usable(ledger: Ledger) -> str:
    told = "; ".join(f"{each.page}: {each.reason}" for each in sorted(ledger.rejections)[:_NAMED])
    more = f"; and {len(ledger.rejections) - _NAMED} more" if len(ledger.rejections) > _NAMED else ""
    return (
        f"No article was found on any of the pages ({told}{more})." if told else "There was no page in what was given."
    )


def _end_with_parent() -> None:
    """End when the app does, however it ended: standard input is a pipe that it holds open."""

    def wait() -> None:
        # Not by way of sys.stdin, whose lock this thread would hold when the process ends.
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
