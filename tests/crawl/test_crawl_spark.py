"""The Spark engine: what it needs, and what it survives."""

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from spark_cluster import CLUSTER, executors

from filiation.crawl.spark_session import DIALECT, settings
from filiation.errors import UsageError

SQUARES = pa.schema([("n", pa.int64()), ("square", pa.int64())])


def square(seconds: float, rows: pa.Table) -> pa.Table:
    time.sleep(seconds)
    return pa.table({"n": rows["n"], "square": [n * n for n in rows["n"].to_pylist()]})


@pytest.mark.timeout(900)  # three Java processes on a machine that may be busy
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the executors under /proc")
def test_an_executor_is_killed(spark_on, tmp_path):
    """An executor killed in mid-job costs time and nothing else: each row is answered once, no draft is left."""
    engine = spark_on(CLUSTER)
    engine.take("numbers", pa.table({"n": list(range(160))}))
    folder = tmp_path / "answers"
    failed = []

    def apply() -> None:
        try:
            engine.apply("squares", "select n from numbers", partial(square, 0.1), SQUARES, rows=4, into=folder)
        except BaseException as error:  # noqa: BLE001  told to the other thread
            failed.append(error)

    job = threading.Thread(target=apply)
    job.start()
    while job.is_alive() and len(list(folder.glob("*.parquet"))) < 6:
        time.sleep(0.02)
    assert job.is_alive()
    before = executors()
    assert len(before) == 2, "two processes, each its own executor"
    os.kill(before[0], signal.SIGKILL)
    job.join()
    assert failed == []
    (table,) = [pa.Table.from_batches(engine.fetch("select n, square from squares order by n"))]
    assert table.to_pydict() == {"n": list(range(160)), "square": [n * n for n in range(160)]}
    assert sorted(file.name for file in folder.iterdir()) == [f"{number:07}.parquet" for number in range(40)]


def test_a_second_session_is_refused(spark_on, tmp_path):
    """One session is all that Spark allows in a process; a second is told so, and the first goes on."""
    from filiation.crawl.spark import open_spark

    engine = spark_on(CLUSTER)
    with pytest.raises(UsageError, match="already"):
        open_spark("local[1]", tmp_path / "second", 1 << 30)
    assert next(engine.fetch("select 1 as one")).to_pydict() == {"one": [1]}


def test_without_java(monkeypatch, tmp_path):
    """Without Java one reads what to install."""
    pytest.importorskip("pyspark")
    from filiation.crawl.spark import open_spark

    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"filiation\[spark\].*openjdk-17.*java not found"):
        open_spark("local[1]", tmp_path / "work", 1 << 30)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=r"bin/java not found"):
        open_spark("local[1]", tmp_path / "work", 1 << 30)


def test_without_pyspark(monkeypatch, tmp_path):
    """Without PySpark one reads what to install."""
    from filiation.crawl.spark import open_spark

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"pip install 'filiation\[spark\]'"):
        open_spark("local[1]", tmp_path / "work", 1 << 30)


def test_settings_follow_memory(tmp_path):
    """Half of the memory is for Python; a local cluster's machines have what its name says; no master changes the SQL."""
    local = settings("local[*]", tmp_path, 4 << 30)
    assert local["spark.driver.memory"] == "2048m"
    assert local["spark.driver.host"] == "127.0.0.1"
    cluster = settings("spark://host:7077", tmp_path, 8 << 30)
    assert (cluster["spark.driver.memory"], cluster["spark.executor.memory"]) == ("2048m", "4096m")
    assert "spark.local.dir" not in cluster, "a machine of the cluster knows its own disks"
    assert settings(CLUSTER, tmp_path, 8 << 30)["spark.executor.memory"] == "1024m"
    assert settings("local[1]", tmp_path, 1)["spark.driver.memory"] == "512m"
    for each in (local, cluster):
        assert DIALECT.items() <= each.items()
