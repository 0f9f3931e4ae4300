"""The jobs on disk: a folder each, its state in one file that is replaced whole; they are all there after a restart."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from filiation.errors import UsageError
from filiation.serve.job import Job, State, is_id, new_id
from filiation.serve.limits import Limits

MOST_ATTEMPTS = 2
_STATE = "job.json"


class Full(Exception):  # noqa: N818 - a state, told to the person who asked
    """No further job is taken now; the message says why."""


class Store:
    """All jobs of one data folder, which belongs to one running app.

    The app alone writes states; a job's own process only adds files to its folder.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Open a data folder, or make one; jobs that were under way wait again.

        Raises:
            UsageError: It cannot be written, or another app uses it.
        """
        self.folder = folder.absolute() / "jobs"
        self.limits = limits
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # What people upload is nobody else's.
            self.folder.chmod(0o700)
            self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{folder}: another filiation serve uses it: stop that one, or say --data") from error
        except OSError as error:
            raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
        self._jobs = {job.id: job for job in map(self._revive, self._read_all()) if job is not None}

    def close(self) -> None:
        """Let another app use the folder."""
        os.close(self._lock)

    def all(self) -> list[Job]:
        """Return the jobs, the youngest first."""
        # sorted() copies them at one go: uploads are written, and their jobs added, in threads.
        return sorted(self._jobs.values(), key=lambda job: job.id, reverse=True)

    def get(self, id: str) -> Job | None:  # noqa: A002 - the field's own name
        """Return a job; None where there is none of this id."""
        return self._jobs.get(id)

    def next_waiting(self) -> Job | None:
        """Return the job that has waited longest."""
        return min((job for job in self.all() if job.state is State.WAITING), key=lambda job: job.id, default=None)

    def place(self, job: Job) -> Path:
        """Return a job's folder."""
        return self.folder / job.id

    def pages(self, job: Job) -> Path:
        """Return the folder of a job's inputs."""
        return self.place(job) / "pages"

    def check_room(self) -> None:
        """Tell whether another job can be taken.

        Raises:
            Full: Too many wait, or too many are kept.
        """
        if sum(job.state.is_open for job in self.all()) >= self.limits.waiting:
            raise Full(f"{self.limits.waiting} jobs are waiting already: try again when some have ended.")
        if len(self._jobs) >= self.limits.kept:
            raise Full(f"{self.limits.kept} jobs are kept, which is the most: delete some that you no longer need.")

    def add(
        self, title: str | None, names: Sequence[str], write: Callable[[Path], None], *, whole: bool, decisions: int = 0
    ) -> Job:
        """Take a job.

        Args:
            title: What to call it; None for its first file's name.
            names: Its files.
            write: Writes the files into a folder, and what was decided of them beside it.
            whole: Whether the files are articles as they stand.
            decisions: How many decisions there are.

        Raises:
            Full: No further job is taken now.
        """
        self.check_room()
        now = datetime.now(UTC)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        job = Job(
            id=new_id(now),
            title=title or f"{names[0]}{more}",
            state=State.WAITING,
            created=now.isoformat(timespec="seconds"),
            inputs=tuple(names),
            whole=whole,
            decisions=decisions,
        )
        try:
            self.pages(job).mkdir(parents=True, mode=0o700)
            write(self.pages(job))
            self.put(job)
        except BaseException:
            shutil.rmtree(self.place(job), ignore_errors=True)
            raise
        return job

    def put(self, job: Job) -> None:
        """Keep a job's new state, on the disk first."""
        self._write(job)
        self._jobs[job.id] = job

    def tell(self, job: Job) -> None:
        """Keep how far a job has come, in memory alone: after a restart it begins anew."""
        self._jobs[job.id] = job

    def end(self, job: Job, state: State, message: str | None = None) -> Job:
        """Keep that a job has ended."""
        ended = replace(job, state=state, message=message, ended=datetime.now(UTC).isoformat(timespec="seconds"))
        self.put(ended)
        return ended

    def delete(self, job: Job) -> None:
        """Forget a job, and all that it holds on the disk."""
        self._jobs.pop(job.id, None)
        shutil.rmtree(self.place(job), ignore_errors=True)

    def _read_all(self) -> list[Job]:
        found = []
        for place in sorted(self.folder.iterdir()):
            if not is_id(place.name):
                continue
            try:
                job = msgspec.json.decode((place / _STATE).read_bytes(), type=Job)
            except FileNotFoundError:
                # An upload that a kill cut short.
                shutil.rmtree(place, ignore_errors=True)
            except (OSError, msgspec.MsgspecError):
                # Left for a person to look at; not ours to delete.
                continue
            else:
                if job.id == place.name:
                    found.append(job)
        return found

    def _revive(self, job: Job) -> Job:
        if not job.state.is_open:
            return job
        if job.attempts >= MOST_ATTEMPTS:
            again = replace(
                job,
                state=State.FAILED,
                message=f"The app was stopped {job.attempts} times while this job ran; it is not begun again.",
                ended=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        else:
            again = replace(job, state=State.WAITING, stage=None, done=0, total=None)
        self._write(again)
        return again

    def _write(self, job: Job) -> None:
        """Replace a job's state on the disk whole."""
        path = self.place(job) / _STATE
        draft = path.with_name(_STATE + ".part")
        draft.write_bytes(msgspec.json.encode(job) + b"\n")
        draft.replace(path)
