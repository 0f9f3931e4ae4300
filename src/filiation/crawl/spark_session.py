"""A Spark session: Java found and started, the cluster waited for, and what goes wrong said in our words."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING

from filiation.errors import CrawlError, UsageError

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

NEEDS = "--engine spark needs PySpark and Java 17: pip install 'filiation[spark]'; apt install openjdk-17-jre-headless"
# Of the memory of a machine, the part of Spark's own processes; the rest is for Python's.
HEAP_SHARE = 0.5
# Spark starts with no less (471,859,200 bytes are its bound).
LEAST_HEAP = 512 << 20
# A driver of a cluster plans and lists files; it holds no rows.
MOST_DRIVER_HEAP = 2 << 30
# Seconds until a cluster that gives no executor is given up: a minute is Spark's own patience with a master.
PATIENCE = 180
# A task may lose its executor so often before the run ends.
TRIES = 8
# Partitions of a shuffle for each core: enough that a slow one does not leave the others idle; small ones are joined.
SHUFFLES = 3
LOCAL_CLUSTER = re.compile(r"local-cluster\[\s*\d+\s*,\s*\d+\s*,\s*(\d+)\s*\]")

DIALECT = {
    "spark.sql.ansi.enabled": "true",  # 64-bit overflow is an error, as in DuckDB
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
}
HABITS = {
    "spark.app.name": "filiation",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.task.maxFailures": str(TRIES),
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",  # no .crc beside each file
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
}


class Session:
    """A session with a Java process of its own."""

    def __init__(self, context: SparkContext, sql: SparkSession, gateway: JavaGateway) -> None:
        self.context = context
        self.sql = sql
        self._gateway = gateway

    def cores(self) -> int:
        """Return the cores of the executors that are there now."""
        return max(1, int(self.context.defaultParallelism))

    def close(self) -> None:
        """End Spark and its Java process."""
        with suppress(Exception):  # a cluster that is gone cannot be told that we go
            self.sql.stop()
        _end_java(self._gateway)


def open_session(master: str, folder: Path, memory: int) -> Session:
    """Start Java and Spark, and wait for a first executor; the arguments and errors are those of `open_spark`."""
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise UsageError(NEEDS) from error
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if not shutil.which(java):
        raise UsageError(f"{NEEDS} ({java} not found)")
    if SparkContext._active_spark_context is not None or SparkContext._gateway is not None:  # noqa: SLF001
        raise UsageError("this process has a Spark session already, and Spark allows one")
    conf = SparkConf(loadDefaults=False).setAll(settings(master, folder, memory).items())
    log = folder / "spark.log"
    gateway = None
    try:
        with log.open("wb") as chatter:
            gateway = launch_gateway(conf, {"stdout": chatter, "stderr": chatter})
        context = SparkContext(conf=conf, gateway=gateway, environment={"PYTHONPATH": _own_paths()})
    except (PySparkException, Py4JError) as error:
        _end_java(gateway)
        raise UsageError(f"Spark does not start with --master {master}: {_last_words(log)}") from error
    # Executors have the interpreter of this process, unless the cluster's own was named by PYSPARK_PYTHON.
    if master.startswith("local") or context.pythonExec == "python3":
        context.pythonExec = sys.executable
    try:
        if not master.startswith("local["):
            _wait(context, master)
        session = Session(context, SparkSession(context), gateway)
    except (CrawlError, PySparkException, Py4JError) as error:
        with suppress(Exception):  # a cluster that is gone cannot be told that we go
            context.stop()
        _end_java(gateway)
        raise error if isinstance(error, CrawlError) else CrawlError(f"{master}: {_last_words(log)}") from error
    session.sql.conf.set("spark.sql.shuffle.partitions", str(SHUFFLES * session.cores()))
    return session


def settings(master: str, folder: Path, memory: int) -> dict[str, str]:
    """Return Spark's settings for a master, a folder and the bytes that a machine may give."""
    heap = max(LEAST_HEAP, int(memory * HEAP_SHARE))
    own = {"spark.master": master, "spark.sql.warehouse.dir": str(folder / "warehouse")}
    if master.startswith("local"):
        own["spark.local.dir"] = str(folder / "shuffle")
    if re.match(r"local(\[|$)", master):
        own |= {
            "spark.driver.memory": _mebibytes(heap),
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
        }
    else:
        own |= {
            "spark.driver.memory": _mebibytes(min(heap, MOST_DRIVER_HEAP)),
            "spark.executor.memory": _mebibytes(heap),
        }
    if one := LOCAL_CLUSTER.fullmatch(master):
        own["spark.executor.memory"] = f"{one[1]}m"
    return HABITS | DIALECT | own


@contextmanager
def told() -> Iterator[None]:
    """Say in our words what stopped Spark."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        words = str(error)
        if "OutOfMemoryError" in words or "Python worker exited unexpectedly" in words:
            raise CrawlError("memory is short on a machine of the cluster: give more with --memory") from error
        if "No space left on device" in words:
            raise CrawlError("disk: no space left on a machine of the cluster") from error
        if "ExecutorLostFailure" in words or "SparkContext was shut down" in words:
            raise CrawlError("the cluster was lost; run it again, and it goes on from what is done") from error
        raise


def _wait(context: SparkContext, master: str) -> None:
    """Wait until an executor has come; one that comes later is used as well."""
    scala = context._jsc.sc()  # noqa: SLF001  Python has no door to it
    if context.getConf().get("spark.dynamicAllocation.enabled", "false") == "true":
        return
    until = time.monotonic() + PATIENCE
    # The driver is one of those counted.
    while scala.isStopped() or scala.getExecutorMemoryStatus().size() < 2:
        if scala.isStopped():
            raise CrawlError(f"{master} does not answer")
        if time.monotonic() > until:
            raise CrawlError(
                f"no executor from {master} in {PATIENCE} s: it is busy, or has no machine with the memory of --memory"
            )
        time.sleep(0.1)


def _end_java(gateway: JavaGateway | None) -> None:
    from pyspark import SparkContext

    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001  a next session starts its own
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(timeout=20)
    except TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()


def _own_paths() -> str:
    """Return where this process imports from, besides what its interpreter finds by itself."""
    homes = (sys.prefix, sys.base_prefix)
    return os.pathsep.join(path for path in sys.path if path and not path.startswith(homes))


def _last_words(log: Path) -> str:
    """Return the last errors that Java told of, or whatever it said last."""
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    errors = [
        line
        for line in lines
        if not line.startswith("\tat ") and ("Exception" in line or "Error" in line or "ERROR" in line)
    ]
    return " / ".join((errors or lines)[-2:])


def _mebibytes(size: int) -> str:
    return f"{size >> 20}m"
