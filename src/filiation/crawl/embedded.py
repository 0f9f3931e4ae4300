"""The engine within the process: DuckDB for the relations, a pool of processes for the functions."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.crawl.calls import cut_calls, prepare_folder, write_answer
from filiation.crawl.engine import ROWS, Answer, Task
from filiation.errors import CrawlError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Calls handed to the pool ahead of those that are done, for each worker: enough that none waits.
AHEAD = 2
# How long a worker outlives a killed run.
ORPHANED_SECONDS = 1.0
# Of the memory that a run may take, DuckDB's part; the rest is the workers' and Python's.
DATABASE_SHARE = 0.5


class Embedded:
    """DuckDB with a database of its own in a folder that may be lost at any time."""

    scattered = False

    def __init__(self, folder: Path, memory: int, workers: int | None = None) -> None:
        """Open an empty database.

        Args:
            folder: Where tables are kept and spilled; made anew, and removed by `close`.
            memory: Bytes that the run may take; the database takes `DATABASE_SHARE` of them before it spills.
            workers: Number of worker processes; None for one a core.
        """
        import duckdb

        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._folder = folder
        self.workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._database: duckdb.DuckDBPyConnection = duckdb.connect(
            folder / "plan.duckdb",
            config={
                "memory_limit": f"{int(memory * DATABASE_SHARE)}B",
                "temp_directory": str(folder / "spill"),
                "threads": self.workers,
                "preserve_insertion_order": False,
                "default_null_order": "nulls_first_on_asc_last_on_desc",  # as Spark's
            },
        )

    def view(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Call Parquet files one table."""
        if files:
            listed = ", ".join(_quoted(str(file)) for file in files)
            self._forget(name)
            self._run(f"create view {name} as select * from read_parquet([{listed}])")
            return
        self.take(name, schema.empty_table())

    def take(self, name: str, rows: pa.Table) -> None:
        """Call rows that were made here a table."""
        self._database.register("given", rows)
        self.table(name, "select * from given")
        self._database.unregister("given")

    def table(self, name: str, sql: str) -> None:
        """Evaluate a query now."""
        # Beside its former self, of which it may be made.
        self._run(f"create or replace table made_anew as {sql}")
        self._forget(name)
        self._run(f"alter table made_anew rename to {name}")

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
        """Send the rows of a query through a function, a process a core."""
        folder = into or self._folder / name
        first = prepare_folder(folder)
        ordered = f"select * from ({sql}) order by {by}" if by else sql
        calls = cut_calls(self._stream(ordered, rows), by, rows)
        answers = self._send(calls, work)
        files = [write_answer(answer, schema, folder, number) for number, answer in enumerate(answers, first)]
        made = [file for file in files if file]
        self.view(name, made, schema)

    def each(self, tasks: Iterable[Task], work: Callable[[Task], Answer]) -> Iterator[Answer]:
        """Yield ``work(task)`` for each task, in their order."""
        return self._send(iter(tasks), work)

    def fetch(self, sql: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a query."""
        yield from self._stream(sql, 65_536)

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            self._forget(name)
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def close(self) -> None:
        """End the workers and remove the folder."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        self._database.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _forget(self, name: str) -> None:
        kind = self._database.execute(
            "select table_type from information_schema.tables where table_name = ?", [name]
        ).fetchone()
        if kind:
            self._run(f"drop {'view' if kind[0] == 'VIEW' else 'table'} {name}")

    def _run(self, sql: str) -> None:
        with _told():
            self._database.execute(sql)

    def _stream(self, sql: str, rows: int) -> Iterator[pa.RecordBatch]:
        with _told():
            yield from self._database.sql(sql).to_arrow_reader(rows)

    def _send(self, calls: Iterator[Task], work: Callable[[Task], Answer]) -> Iterator[Answer]:
        """Keep all workers busy, at most `AHEAD` calls each; a lone call is done here."""
        first = list(islice(calls, 2))
        if len(first) < 2:
            yield from map(work, first)
            return
        pool = self._workforce()
        waiting: deque[Future[Answer]] = deque(pool.submit(work, call) for call in first)
        try:
            for call in calls:
                if len(waiting) >= AHEAD * self.workers:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(work, call))
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            self._pool = None
            raise CrawlError("a worker process was killed, for want of memory perhaps; run it again") from error
        finally:
            for future in waiting:
                future.cancel()

    def _workforce(self) -> ProcessPoolExecutor:
        # Forked children of a process with threads (DuckDB's) may hang.
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_end_with,
                initargs=(os.getpid(),),
            )
        return self._pool


@contextmanager
def _told() -> Iterator[None]:
    """Say in our words what stopped the database."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise CrawlError(f"memory or disk is short ({error}): give more with --memory") from error
    except duckdb.IOException as error:
        raise CrawlError(f"disk: {error}") from error


def _end_with(parent: int) -> None:
    """End this worker when the process that wants its work is gone: a killed one cannot say so."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHANED_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
