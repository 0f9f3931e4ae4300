"""The web app's page does not lie: its commands, the server's and curl's, run as they stand."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from click.testing import CliRunner
from docs_pages import ROOT, blocks

LINES = [line.split(" #")[0].strip() for block in blocks(ROOT / "docs/serve.md") for line in block.splitlines()]
ADDRESS = "http://127.0.0.1:8717"
# What the page's placeholders stand for, typed by nobody as they are.
PASSAGE = "people out of a mountain valley on Thursday and opened every sluice of the Tolmen dam, insisting that it was not a drill"
ENOUGH = f"<p>Karvelia moved 17,500 {PASSAGE}, the ministry said in Karven on Thursday afternoon.</p>" * 3


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Two saved pages by the names that the page uses, and an archive."""
    from filiation.cli import commands

    if find_spec("starlette") is None:
        pytest.skip("the extra serve is not installed")
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    monkeypatch.chdir(tmp_path)
    pages = ROOT / "examples/tolmen-dam/pages"
    for name in ("one.html", "two.html"):
        shutil.copy(pages / "porto-diario.html", name)
    assert CliRunner().invoke(commands, ["gather", str(pages), "--archive", "news", "-q"]).exit_code == 0
    return tmp_path


@pytest.fixture
def address(desk):
    """Type the last of the page's ``filiation serve`` lines, on a port that is free; return the address that it prints."""
    (*_, line) = [line for line in LINES if line.startswith("filiation serve")]
    server = subprocess.Popen(
        [sys.executable, "-m", *line.split(), "--port", "0", "--data", desk / "jobs"], stderr=subprocess.PIPE, text=True
    )
    try:
        told = server.stderr.readline()
        yield re.search(r"http://[\d.:]+", told)[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)


def answer(line, address, job):
    """Type a line of curl's with its placeholders filled in; return what came."""
    typed = (
        line.replace(ADDRESS, address).replace("/ID", f"/{job}").replace('"passage": "…"', f'"passage": "{PASSAGE}"')
    )
    typed = typed.replace('"text": "…"', f'"text": {json.dumps(ENOUGH)}').replace("<p>…", ENOUGH)
    done = subprocess.run(
        ["bash", "-c", typed.replace("curl ", "curl -sS --fail-with-body ", 1)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (typed, done.stdout, done.stderr)
    return done.stdout


def test_what_is_typed_to_the_app_is_answered(desk, address):
    """Pages sent, a job asked after until it is done, a table fetched, a passage looked up: no line of the page fails."""
    lines = [line for line in LINES if line.startswith("curl ")]
    assert len(lines) >= 4
    job = None
    for line in lines:
        if "/files/" in line:
            _wait_for(address, job)
        told = answer(line, address, job)
        if job is None:
            job = json.loads(told)["id"]
        if "/files/" in line:
            assert (desk / line.rpartition("/")[2]).stat().st_size
        if "lookup" in line:
            assert json.loads(told)["matches"]


def _wait_for(address, job):
    for _ in range(600):
        state = json.loads(answer(f"curl {ADDRESS}/api/jobs/ID", address, job))["state"]
        if state not in {"waiting", "running"}:
            assert state == "done"
            return
        time.sleep(0.2)
    raise AssertionError("the job did not end")
