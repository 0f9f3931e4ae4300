"""A job: pages that somebody gave the app to trace, how far that has come, and what was found."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

DECISIONS = "decisions.toml"
"""The file beside a job's pages in which a person has decided something of them."""

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")


class State(Enum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It broke, took too long or too much memory, or none of its pages could be used; `Job.message` says which."""
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come."""
        return self in {State.WAITING, State.RUNNING}


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """One event of a dossier, in brief: its title, its number of pages, and its count of independent reports."""

    title: str
    pages: int
    best: int
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a job found, in brief.

    Attributes:
        events: The largest first.
        rejected: Number of pages left out.
        trees: The family trees that can be downloaded, as ``event.tradition`` (``1.A``).
    """

    events: tuple[FoundEvent, ...]
    rejected: int
    trees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One job; its folder holds the pages, and in the end the dossier and the report.

    Attributes:
        id: Names its folder; sorts by age. It cannot be guessed.
        title: What it is called: told by the user, or its first page's name.
        state: Where it is.
        created: When it was asked for, UTC, ISO 8601.
        inputs: The names of its files.
        whole: Whether the files are articles as they stand, not pages as scraped.
        decisions: How many decisions of a person came with them.
        attempts: How often it was begun; more than once where the app was stopped meanwhile.
        stage: What the run is doing, in the ledger's words; None before it tells.
        done: How many things of the stage are done.
        total: Of how many; None where nobody knows.
        message: Why it failed, in a sentence; None where it did not.
        ended: When it ended, UTC, ISO 8601; None while it is open.
        found: What it found; None until it is done.
    """

    id: str
    title: str
    state: State
    created: str
    inputs: tuple[str, ...]
    whole: bool = False
    decisions: int = 0
    attempts: int = 0
    stage: str | None = None
    done: int = 0
    total: int | None = None
    message: str | None = None
    ended: str | None = None
    found: Found | None = None


def new_id(now: datetime) -> str:
    """Return the id of a job that is asked for now."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(6)}"


def is_id(text: str) -> bool:
    """Tell whether a text can be a job's id; nothing else is ever joined to a path."""
    return _ID.fullmatch(text) is not None
