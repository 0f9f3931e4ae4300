"""What the app lets anybody ask of it: sizes, numbers and times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one upload, one job, and all jobs.

    Attributes:
        upload_bytes: Largest request body.
        upload_seconds: Longest that a request's body may take to arrive.
        upload_files: Most files in one upload, pasted texts included.
        pasted_bytes: Largest pasted text, and largest body of JSON.
        job_seconds: Longest that a job's process may run, by the wall clock; its processor time is bounded to match.
        job_bytes: Largest address space of a job's process.
        export_seconds: Longest that one download may take to make.
        waiting: Most jobs that wait or run at one time.
        kept: Most jobs kept on disk.
    """

    upload_bytes: int = 64 * 1024 * 1024
    upload_seconds: float = 120
    upload_files: int = 300
    pasted_bytes: int = 4 * 1024 * 1024
    job_seconds: float = 1800
    job_bytes: int = 8 * 1024**3
    export_seconds: float = 600
    waiting: int = 20
    kept: int = 500
