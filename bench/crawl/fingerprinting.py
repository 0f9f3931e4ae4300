"""Fingerprints of texts in memory, in all cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from filiation.crawl.fingerprints import fingerprint_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

CALL = 500
"""Texts that go to a worker at once."""


def fingerprint_all(texts: list[str], workers: int | None = None) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return a row for each fingerprint of each text: the text's number and the fingerprint."""
    workers = workers or os.cpu_count() or 1
    calls = (texts[start : start + CALL] for start in range(0, len(texts), CALL))
    rows, marks = [], []
    for number, (own, found) in enumerate(_answers(calls, workers if len(texts) > CALL else 1)):
        rows.append((own + number * CALL).astype(np.int32))
        marks.append(found)
    return np.concatenate(rows), np.concatenate(marks)


def _answers(calls: Iterator[list[str]], workers: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    if workers == 1:
        yield from map(fingerprint_texts, calls)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(fingerprint_texts, calls)
