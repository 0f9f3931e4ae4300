"""An app that runs in a thread of the test's process, asked over its socket as anybody would."""

from __future__ import annotations

import socket
import sys
import threading
import time
from contextlib import contextmanager

import httpx
import uvicorn

from filiation.serve.app import make_app
from filiation.serve.guard import Door
from filiation.serve.limits import Limits
from filiation.serve.store import Store

FOUND = '{"found":{"events":[{"title":"A flood","pages":2,"best":1,"min":1,"max":1}],"rejected":0,"trees":[]}}'


def saying(code: str):
    """Return a command for jobs: a line of Python in place of a run."""
    return lambda _folder, _whole, _limits: (sys.executable, "-c", f"import os, sys, time, signal; {code}")


@contextmanager
def running(data, *, door=None, limits=None, catalogue=None, command_of=None):
    """Run an app; yield a client whose addresses begin at its root."""
    limits = limits or Limits()
    options = {"command_of": command_of} if command_of else {}
    app = make_app(Store(data, limits), door or Door(), limits, catalogue, **options)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def ended(client, id_, seconds=120):
    """Return a job when it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = client.get(f"/api/jobs/{id_}").json()
        if job["state"] not in {"waiting", "running"}:
            return job
        time.sleep(0.05)
    raise AssertionError(f"{id_} has not ended")


def asked(client, *texts):
    """Ask for a job; return its id."""
    answer = client.post("/api/jobs", json={"pages": [{"text": text} for text in texts or ("A text.",)]})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]
