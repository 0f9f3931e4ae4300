"""Clocks: which of two printed times was surely first, at the precision that both tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATE = 10
"""Characters of an ISO 8601 date: a time that is told no closer is compared by its day alone."""


def earlier(one: str, other: str) -> bool:
    """Tell whether one ISO 8601 time is surely before another.

    A date says nothing against a time of that day, nor a time with a zone against one without.
    """
    mine, yours = _read(one), _read(other)
    if mine is None or yours is None or (mine.tzinfo is None) != (yours.tzinfo is None):
        return one[:DATE] < other[:DATE]
    return mine < yours


def _read(time: str) -> datetime | None:
    """Return a time of day, None where only the day is told, or none that can be read."""
    if len(time) <= DATE:
        return None
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return None


def precedence(times: Sequence[str | None]) -> NDArray[np.int8]:
    """Return for each pair of texts 1 where the first is surely earlier, -1 where later, else 0; shape (T, T)."""
    known = [t for t in times if t is not None]
    order = np.zeros((len(times), len(times)), dtype=np.int8)
    if not known:
        return order
    day = np.asarray([-1 if t is None else _day(t) for t in times], dtype=np.int64)
    read = [None if t is None else _read(t) for t in times]
    minute, zone = np.zeros(len(times), dtype=np.int64), np.zeros(len(times), dtype=np.int8)
    for n, its in enumerate(read):
        if its is not None:
            zone[n] = 1 if its.tzinfo is None else 2
            base = datetime(1970, 1, 1, tzinfo=None if its.tzinfo is None else UTC)
            minute[n] = (its - base).total_seconds() // 60
    told = (day[:, None] >= 0) & (day[None, :] >= 0)
    close = (zone[:, None] == zone[None, :]) & (zone[:, None] > 0)
    by_day = np.sign(day[None, :] - day[:, None])
    by_minute = np.sign(minute[None, :] - minute[:, None])
    order[:] = np.where(told, np.where(close, by_minute, by_day), 0)
    return order


def _day(time: str) -> int:
    try:
        return datetime.fromisoformat(time[:DATE]).toordinal()
    except ValueError:
        return -1
