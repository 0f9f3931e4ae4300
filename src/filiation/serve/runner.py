"""Running jobs: one process each, beside the app, bounded in time and memory; whatever becomes of it, the app goes on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from filiation.serve.confined import command
from filiation.serve.job import Job, State
from filiation.serve.limits import Limits
from filiation.serve.store import Store
from filiation.serve.worker import Said

_LONGEST_LINE = 1 << 20
_BROKE = "The run broke off ({how}). The pages and its log are kept; please report it."
_TOO_LONG = "It took longer than the {minutes} that a job may take. Try it with fewer pages."
_TOO_MUCH = "It needed more memory than a job may take. Try it with fewer or smaller pages."

Command = Callable[[Path, bool, Limits], tuple[str, ...]]


def trace_command(folder: Path, whole: bool, limits: Limits) -> tuple[str, ...]:
    """Return the command line of a job's process."""
    options = ("--whole",) if whole else ()
    return command(limits.job_seconds, limits.job_bytes, "filiation.serve.worker", str(folder), *options)


class Runner:
    """Runs the waiting jobs, the oldest first, one at a time."""

    def __init__(self, store: Store, limits: Limits, command_of: Command = trace_command) -> None:
        self._store = store
        self._limits = limits
        self._command_of = command_of
        self._wake = asyncio.Event()
        self._now: tuple[str, asyncio.subprocess.Process] | None = None

    async def run(self) -> None:
        """Run jobs until cancelled; the one under way then ends, and waits for the next start of the app."""
        while True:
            job = self._store.next_waiting()
            if job is None:
                self._wake.clear()
                await self._wake.wait()
            else:
                await self._run(job)

    def wake(self) -> None:
        """Tell that a job waits."""
        self._wake.set()

    def cancel(self, job: Job) -> Job:
        """Cancel an open job; another one stays as it is."""
        if not job.state.is_open:
            return job
        ended = self._store.end(job, State.CANCELLED)
        if self._now is not None and self._now[0] == job.id:
            _kill(self._now[1])
        return ended

    def delete(self, job: Job) -> None:
        """Cancel a job where it is open, and forget it."""
        self.cancel(job)
        self._store.delete(job)

    async def _run(self, job: Job) -> None:
        job = replace(job, state=State.RUNNING, attempts=job.attempts + 1)
        self._store.put(job)
        with (self._store.place(job) / "log.txt").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *self._command_of(self._store.place(job), job.whole, self._limits),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                limit=_LONGEST_LINE,
            )
        self._now = (job.id, process)
        if self._store.get(job.id) is not job:  # cancelled while its process was made
            _kill(process)
        last, in_time = Said(), True
        try:
            async with asyncio.timeout(self._limits.job_seconds):
                last = await self._listen(job, process)
                await process.wait()
        except TimeoutError:
            in_time = False
        finally:
            # Also where the app itself ends.
            _kill(process)
            await process.wait()
            self._now = None
        # Cancelled or deleted meanwhile: that is its end.
        now = self._store.get(job.id)
        if now is not None and now.state is State.RUNNING:
            self._close(now, last, process.returncode or 0, in_time=in_time)

    async def _listen(self, job: Job, process: asyncio.subprocess.Process) -> Said:
        """Keep what the process says of its progress; return its last word."""
        said = Said()
        assert process.stdout is not None
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:  # longer than any line of ours
                return Said()
            if not line:
                return said
            with suppress(msgspec.MsgspecError):
                said = msgspec.json.decode(line, type=Said)
                now = self._store.get(job.id)
                if said.stage is not None and now is not None and now.state is State.RUNNING:
                    self._store.tell(replace(now, stage=said.stage, done=said.done, total=said.total))

    def _close(self, job: Job, last: Said, code: int, *, in_time: bool) -> None:
        if not in_time or code == -signal.SIGXCPU:
            minutes = max(1, round(self._limits.job_seconds / 60))
            told = f"{minutes} minutes" if minutes > 1 else "minute"
            self._store.end(job, State.FAILED, _TOO_LONG.format(minutes=told))
        elif last.refused is not None:
            self._store.end(job, State.FAILED, last.refused)
        elif code == 0 and last.found is not None:
            self._store.end(replace(job, found=last.found), State.DONE)
        elif self._is_out_of_memory(job):
            self._store.end(job, State.FAILED, _TOO_MUCH)
        else:
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            self._store.end(job, State.FAILED, _BROKE.format(how=how))

    def _is_out_of_memory(self, job: Job) -> bool:
        """Tell whether a process's last words are those of a failed allocation, in Python or in a library."""
        path = self._store.place(job) / "log.txt"
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - 4_000))
            tail = log.read()
        return any(word in tail for word in (b"MemoryError", b"bad_alloc", b"Cannot allocate memory"))


def _kill(process: asyncio.subprocess.Process) -> None:
    """End a process and all that it began."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
