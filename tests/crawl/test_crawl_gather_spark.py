"""The whole of `gather` on a cluster: the same bytes as here, though its machines are killed."""

import json
import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from spark_cluster import CLUSTER, executors

from filiation.crawl.gather import gather
from filiation.ledger import Ledger
from filiation.newsroom.__main__ import main as write_newsroom
from filiation.settings import DEFAULTS

# The middle of the relations; that calls of a function survive is a test of its own.
KILLED_AT = "finding copies: sketches"


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """Three newsrooms as one crawl: some 55 articles, two of one id, and a line that is no article."""
    folder = tmp_path_factory.mktemp("newsrooms")
    crawl = tmp_path_factory.mktemp("crawl")
    for seed in (11, 12, 13):
        arguments = ["--events", "2", "--witnesses", "7", "--digests", "1", "--templates", "1", "--spinner", "1"]
        write_newsroom(["--seed", str(seed), "--out", str(folder / str(seed)), *arguments])
        lines = (folder / str(seed) / "articles.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
        rows = [row | {"id": f"{seed}-{row['id']}"} for row in rows]
        (crawl / f"{seed}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows, rows[0]]) + "{}\n")
    return crawl


@pytest.mark.timeout(900)  # three Java processes on a machine that may be busy
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the executors under /proc")
def test_one_crawl_in_two_engines(crawl, spark_on, tmp_path, monkeypatch):
    """Both engines write the same public tables, byte for byte, even where an executor is killed in mid-job."""
    ids = [json.loads(line)["id"] for line in (crawl / "11.jsonl").read_text().splitlines()[:4]]
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        f'[[one_report]]\npages = ["{ids[0]}", "{ids[2]}"]\n[[two_reports]]\npages = ["{ids[0]}", "{ids[1]}"]\n'
        f'[[date]]\npage = "{ids[3]}"\ndate = 2030-01-01\n'
    )
    here = gather(tmp_path / "here", [str(crawl)], DEFAULTS, Ledger(), decisions=decisions)
    session = spark_on(CLUSTER)._session
    monkeypatch.setattr(session, "close", lambda: None)  # the tests after this one go on with it
    monkeypatch.setattr("filiation.crawl.spark.open_session", lambda *_: session)
    killed = []

    def kill() -> None:
        for process in executors()[:1]:
            os.kill(process, signal.SIGKILL)
            killed.append(process)

    def listen(progress) -> None:
        if progress.stage == KILLED_AT and not progress.done:
            threading.Timer(0.5, kill).start()

    settings = replace(DEFAULTS, workers=2)
    there = gather(
        tmp_path / "there", [str(crawl)], settings, Ledger(listener=listen), master=CLUSTER, decisions=decisions
    )
    assert killed
    assert there == here
    assert len(here.rulings) == 3
    assert here.rows["articles"] > 50
    assert here.rows["reuse"] > 100
    for name in here.rows:
        mine, theirs = (tmp_path / side / f"{name}.parquet" for side in ("here", "there"))
        assert mine.read_bytes() == theirs.read_bytes(), name
