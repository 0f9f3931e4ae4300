"""Spark for tests: one session at a time is all that a process may have, and starting it is slow."""

import importlib.util
import shutil
from pathlib import Path

import pytest


class _OneSession:
    """Keep the session that was asked for last; another master ends it."""

    def __init__(self, folder):
        self._folder = folder
        self._master = None
        self._engine = None

    def __call__(self, master):
        if master != self._master:
            self.close()
            from filiation.crawl.spark import open_spark

            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
                # A short life is not worth an optimising compiler.
                patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                self._engine = open_spark(master, self._folder / "work", 1 << 30)
            self._master = master
        return self._engine

    def close(self):
        if self._engine is not None:
            name = self._engine._session.context.applicationId
            self._engine.close()
            # The machines of a local cluster leave their logs in PySpark's own folder.
            shutil.rmtree(Path(importlib.util.find_spec("pyspark").origin).parent / "work" / name, ignore_errors=True)
            assert not (self._folder / "work").exists()
        self._engine = self._master = None


@pytest.fixture(scope="session")
def spark_on(tmp_path_factory):
    """Return a function from a master to an open engine on it."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if not shutil.which("java"):
        pytest.skip("Java is not installed")
    session = _OneSession(tmp_path_factory.mktemp("spark"))
    yield session
    session.close()
