"""The ledger of a run: what was refused and why, and how far the work has come.

Nothing is dropped silently: whoever leaves a page out writes it here, and every output lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """One page that was left out: its id (or path), the stage that refused it, and the reason in plain words."""

    page: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage has come: ``done`` of ``total`` things, 0 where it has begun; total is None where not known."""

    stage: str
    done: int
    total: int | None


@dataclass(slots=True)
class Ledger:
    """What a run refused, in the order in which it happened, and who is told of its progress.

    Attributes:
        rejections: Pages left out.
        notes: Things a user should know that cost no page ("decoded as windows-1252 though declared utf-8").
        listener: Called with each `Progress`; None where nobody watches.
    """

    rejections: list[Rejection] = field(default_factory=list)
    notes: list[Rejection] = field(default_factory=list)
    listener: Callable[[Progress], None] | None = None

    def reject(self, page: str, stage: str, reason: str) -> None:
        """Record that ``page`` is left out."""
        self.rejections.append(Rejection(page, stage, reason))

    def note(self, page: str, stage: str, reason: str) -> None:
        """Record something worth knowing about ``page``, which stays in the run."""
        self.notes.append(Rejection(page, stage, reason))

    def begin(self, stage: str) -> None:
        """Tell the listener that a stage begins whose length nobody knows."""
        if self.listener is not None:
            self.listener(Progress(stage, 0, None))

    def watch(self, things: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:
        """Yield ``things`` and tell the listener after each."""
        for done, thing in enumerate(things, 1):
            yield thing
            if self.listener is not None:
                self.listener(Progress(stage, done, total))
