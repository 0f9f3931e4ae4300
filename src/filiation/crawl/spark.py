"""The engine over many machines: Spark for the relations, its executors' Python for the functions.

Tables and answers pass through Parquet in a folder that all machines see. So each table is evaluated once, a lost
executor costs the calls that it had in hand, and pandas is not needed.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from filiation.crawl.calls import cut_calls, prepare_folder, write_answer
from filiation.crawl.engine import ROWS, Answer, Task
from filiation.crawl.spark_session import Session, open_session, told
from filiation.errors import FiliationError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

# Calls handed to Spark ahead of those that are done, for each core: enough that none waits while a job is planned.
AHEAD = 3
# Threads that wait for a call each; they bound the cores that calls keep busy, not what SQL does.
THREADS = 1_024


def open_spark(master: str, folder: Path, memory: int) -> Spark:
    """Start Spark, or join a cluster.

    Args:
        master: As Spark names it: ``local[2]``, ``spark://host:7077``, ``yarn``.
        folder: Where tables are kept, at the same path on all machines; made anew, and removed by `Spark.close`.
        memory: Bytes that the run may take on each machine.

    Raises:
        UsageError: PySpark or Java is missing, Spark does not know such a master, or this process has a session already.
        CrawlError: The cluster does not answer, or gives no executor.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Spark(
        open_session(master, folder.resolve(), memory), folder.resolve(), scattered=not master.startswith("local")
    )


class Spark:
    """A Spark session with a folder of its own that may be lost at any time."""

    def __init__(self, session: Session, folder: Path, *, scattered: bool) -> None:
        self.workers = session.cores()
        self.scattered = scattered
        self._session = session
        self._sql = session.sql
        self._folder = folder
        self._kept: dict[str, Path] = {}
        self._number = count()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="spark-call")

    def view(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Call Parquet files one table."""
        if not files:
            self.take(name, schema.empty_table())
            return
        with told():
            self._sql.read.parquet(*(_literal(file.absolute()) for file in files)).createOrReplaceTempView(name)
        self._keep(name, None)

    def take(self, name: str, rows: pa.Table) -> None:
        """Call rows that were made here a table."""
        import pyarrow.parquet as pq

        folder = self._new_folder(name)
        folder.mkdir()
        pq.write_table(rows, folder / "part-taken.parquet")
        self.view(name, [folder / "part-taken.parquet"], rows.schema)
        self._keep(name, folder)

    def table(self, name: str, sql: str) -> None:
        """Evaluate a query now."""
        folder = self._new_folder(name)
        with told():
            frame = self._sql.sql(sql)
            frame.write.parquet(str(folder))
            self._sql.read.schema(frame.schema).parquet(_literal(folder)).createOrReplaceTempView(name)
        self._keep(name, folder)

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
        """Send the rows of a query through a function, wherever an executor has a core free."""
        asked = self._new_folder("asked")
        with told():
            frame = self._sql.sql(sql)
            _write_finely(frame.repartition(by).sortWithinPartitions(by) if by else frame, asked)
        folder = into.resolve() if into else self._new_folder(name)
        first = prepare_folder(folder)
        calls = (_Call(*place, folder, number) for number, place in enumerate(_places(asked, by, rows), first))
        made = [file for file in self.each(calls, _Work(work, schema)) if file]
        shutil.rmtree(asked)
        prepare_folder(folder)  # executors that were lost may have left drafts
        self.view(name, made, schema)
        if made and not into:
            self._keep(name, folder)

    def each(self, tasks: Iterable[Task], work: Callable[[Task], Answer]) -> Iterator[Answer]:
        """Yield ``work(task)`` for each task, in their order."""
        waiting: deque[Future[Answer]] = deque()
        try:
            for task in tasks:
                if len(waiting) >= AHEAD * self._session.cores():
                    yield waiting.popleft().result()
                waiting.append(self._threads.submit(self._do, task, work))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def fetch(self, sql: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a query."""
        import pyarrow.parquet as pq

        folder = self._new_folder("fetched")
        try:
            with told():
                self._sql.sql(sql).write.parquet(str(folder))
            for file in _parts(folder):
                yield from pq.ParquetFile(file).iter_batches(65_536)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            self._sql.catalog.dropTempView(name)
            self._keep(name, None)

    def close(self) -> None:
        """End the session and remove the folder."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._session.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, task: Task, work: Callable[[Task], Answer]) -> Answer:
        """Do one task on some executor: a job of its own, so that answers come as they are ready."""
        with told():
            (answer,) = self._session.context.parallelize([task], 1).map(_Careful(work)).collect()
        if isinstance(answer, _Refusal):
            raise answer.error
        return answer  # type: ignore[no-any-return]

    def _new_folder(self, name: str) -> Path:
        # A table may be made anew from its former self, so no two have a folder in common.
        return self._folder / f"{name}-{next(self._number)}"

    def _keep(self, name: str, folder: Path | None) -> None:
        former = self._kept.pop(name.lower(), None)
        if former:
            shutil.rmtree(former, ignore_errors=True)
        if folder:
            self._kept[name.lower()] = folder


@dataclass(frozen=True, slots=True)
class _Call:
    """Rows ``start`` to ``stop`` of a file, and where the answer goes."""

    file: Path
    start: int
    stop: int
    folder: Path
    number: int


@dataclass(frozen=True, slots=True)
class _Work:
    """What an executor does with a call: read the rows, do the work, leave the answer as a file."""

    work: Callable[[pa.Table], pa.Table]
    schema: pa.Schema

    def __call__(self, call: _Call) -> Path | None:
        return write_answer(self.work(_read(call)), self.schema, call.folder, call.number)


@dataclass(frozen=True, slots=True)
class _Refusal:
    error: FiliationError


@dataclass(frozen=True, slots=True)
class _Careful:
    """Work whose own errors are an answer: what is wrong with the input is so on every machine, and is not tried again."""

    work: Callable[..., object]

    def __call__(self, task: object) -> object:
        try:
            return self.work(task)
        except FiliationError as error:
            return _Refusal(error)


# So small that a call reads little more than its own rows; Spark's own 128 MB would be read over and over.
_ROW_GROUP_BYTES = 1 << 20


def _write_finely(frame: DataFrame, folder: Path) -> None:
    frame.write.option("parquet.block.size", _ROW_GROUP_BYTES).parquet(str(folder))


def _parts(folder: Path) -> list[Path]:
    """Return the files that Spark wrote, in the order of their rows."""
    return sorted(folder.glob("part-*.parquet"))


def _places(folder: Path, by: str | None, rows: int) -> Iterator[tuple[Path, int, int]]:
    """Yield file, first row and end of each call, reading nothing but the groups' names."""
    import pyarrow.parquet as pq

    for path in _parts(folder):
        with pq.ParquetFile(path) as file:
            start = 0
            if by:
                for call in cut_calls(file.iter_batches(rows, columns=[by]), by, rows):
                    yield path, start, start + call.num_rows
                    start += call.num_rows
            else:
                for start in range(0, file.metadata.num_rows, rows):
                    yield path, start, min(start + rows, file.metadata.num_rows)


def _read(call: _Call) -> pa.Table:
    """Read the rows of a call and of no more row groups than they stand in."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(call.file) as file:
        groups: list[int] = []
        first = seen = 0
        for number in range(file.num_row_groups):
            end = seen + file.metadata.row_group(number).num_rows
            if seen < call.stop and end > call.start:
                first = first if groups else seen
                groups.append(number)
            seen = end
        return file.read_row_groups(groups).slice(call.start - first, call.stop - call.start)


def _literal(path: Path) -> str:
    """Write a path so that Spark sees no pattern in it."""
    return "".join("\\" + character if character in "\\{}[]*?" else character for character in str(path))
