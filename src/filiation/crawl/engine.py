"""Engines: where the relational plan runs. One protocol; DuckDB within the process, or a Spark cluster.

The plan (``plan.py``) is written once, in the SQL that both read: joins, GROUP BY, window functions, ``min_by``,
``count(distinct)``, signed 64-bit integers. What SQL cannot say (align two texts, part a family) is a function from
Arrow table to Arrow table, sent over the rows of a query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

Task = TypeVar("Task")
Answer = TypeVar("Answer")

ROWS = 2_000
"""Rows that go to a worker in one call, unless a caller knows better."""


class Engine(Protocol):
    """Tables by name, and work over their rows.

    Attributes:
        workers: How many processes work at once.
        scattered: Whether they may be on other machines: then they read the inputs themselves.
    """

    workers: int
    scattered: bool

    def view(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Call Parquet files one table; without a file it is an empty one of ``schema``."""

    def take(self, name: str, rows: pa.Table) -> None:
        """Call rows that were made here a table."""

    def table(self, name: str, sql: str) -> None:
        """Evaluate a query now and keep the rows under ``name``, on disk where memory is short."""

    def apply(
        self,
        name: str,
        sql: str,
        work: Callable[[pa.Table], pa.Table],
        schema: pa.Schema,
        *,
        by: str | None = None,
        rows: int = ROWS,
        into: Path | None = None,
    ) -> None:
        """Send the rows of a query through a function in worker processes; keep what it gives under ``name``.

        Args:
            name: Of the table of the results.
            sql: The query.
            work: From some rows of it to rows of ``schema``; can be pickled, and depends on nothing but its argument.
            schema: Of the results.
            by: A column: rows that agree in it come in one call, next to one another; None where each row is for itself.
            rows: About so many rows a call.
            into: A folder in which the results are left as Parquet files, each whole as soon as it is ready; None where
                they may go with the engine.
        """

    def each(self, tasks: Iterable[Task], work: Callable[[Task], Answer]) -> Iterator[Answer]:
        """Yield ``work(task)`` for each task, done in worker processes, in the order of the tasks."""

    def fetch(self, sql: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a query here, in the order of its ORDER BY."""

    def drop(self, *names: str) -> None:
        """Forget tables, and give back what they took."""

    def close(self) -> None:
        """End the workers and remove what was kept."""
