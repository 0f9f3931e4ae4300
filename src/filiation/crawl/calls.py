"""Calls: the rows of a query cut into the pieces that workers get, and what they give back written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    import pyarrow as pa


def cut_calls(batches: Iterable[pa.RecordBatch], by: str | None, rows: int) -> Iterator[pa.Table]:
    """Cut a stream of rows into calls.

    Args:
        batches: The rows; those of a group stand together.
        by: The column that names a row's group, never null; None where each row is for itself.
        rows: As soon as so many rows are held, the whole groups among them are a call.

    Yields:
        The rows in their order; none is lost, no group is cut, no call is empty. Linear in the rows, whatever the groups.
    """
    import numpy as np
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    count = 0  # rows held
    ready = 0  # of them, those before the last change of group: they may go
    last: object = None  # the key of the last row held
    for batch in batches:
        if not batch.num_rows:
            continue
        if by:
            keys = batch.column(by).to_numpy(zero_copy_only=False)
            changes = np.flatnonzero(keys[1:] != keys[:-1])
            if len(changes):
                ready = count + int(changes[-1]) + 1
            elif held and keys[0] != last:
                ready = count
            last = keys[-1]
        else:
            ready = count + batch.num_rows
        held.append(batch)
        count += batch.num_rows
        if count >= rows and ready:
            table = pa.Table.from_batches(held)
            yield table.slice(0, ready)
            held = table.slice(ready).to_batches()
            count, ready = count - ready, 0
    if count:
        yield pa.Table.from_batches(held)


def prepare_folder(folder: Path) -> int:
    """Make a folder of Parquet files named by their numbers, without drafts; return the first number that is free."""
    folder.mkdir(parents=True, exist_ok=True)
    for draft in folder.glob("*.part"):
        draft.unlink(missing_ok=True)
    return 1 + max((int(file.stem) for file in folder.glob("*.parquet")), default=-1)


def write_answer(answer: pa.Table, schema: pa.Schema, folder: Path, number: int) -> Path | None:
    """Write what a call gave into a folder, whole or not at all; nothing where it gave no row.

    A number that is written twice (its worker was lost, and another did the call again) is one file.
    """
    import pyarrow.parquet as pq

    if not answer.num_rows:
        return None
    file = folder / f"{number:07}.parquet"
    draft = folder / f"{number:07}.{uuid4().hex}.part"
    pq.write_table(answer.cast(schema), draft, compression="zstd")
    draft.replace(file)
    return file
