"""Jobs in processes of their own: however one ends, the app goes on and tells it in a sentence."""

from __future__ import annotations

import gzip
import time

import pytest
from serve_running import FOUND, asked, ended, running, saying

from filiation.serve.limits import Limits


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("sys.exit(3)", "exit code 3"),
        ("raise MemoryError", "more memory"),
        ("print('not', 'json'); print('{\"found\":7}')", "broke off"),
        ("print('x' * 3_000_000)", "broke off"),
        ('print(\'{"refused":"None of it was a page."}\')', "None of it was a page."),
    ],
)
def test_a_broken_run_is_told(tmp_path, code, told):
    """A crash, an exit, a lack of memory, nonsense on the pipe: the job fails in words, and the next one runs."""
    with running(tmp_path, command_of=saying(code)) as client:
        job = ended(client, asked(client))
        assert job["state"] == "failed"
        assert told in job["message"]
        assert "Traceback" not in client.get(f"/jobs/{job['id']}").text
        assert ended(client, asked(client))["state"] == "failed"


def test_a_run_that_hangs_is_ended(tmp_path):
    """Beyond its time a job is killed with all that it began, and the next one runs."""
    limits = Limits(job_seconds=0.5)
    with running(tmp_path, limits=limits, command_of=saying("time.sleep(60)")) as client:
        job = ended(client, asked(client), 20)
        assert job["state"] == "failed"
        assert "took longer" in job["message"]


def test_a_job_can_be_cancelled_and_deleted(tmp_path):
    """Running or waiting, a cancelled job ends at once; a deleted one is gone; those behind it go on."""
    with running(tmp_path, command_of=saying("time.sleep(60)")) as client:
        first, second, third = asked(client), asked(client), asked(client)
        while client.get(f"/api/jobs/{first}").json()["state"] != "running":
            time.sleep(0.02)
        assert client.post(f"/api/jobs/{second}/cancel").json()["state"] == "cancelled"
        assert client.post(f"/api/jobs/{first}/cancel").json()["state"] == "cancelled"
        while client.get(f"/api/jobs/{third}").json()["state"] != "running":
            time.sleep(0.02)
        assert client.delete(f"/api/jobs/{third}").status_code == 204
        assert client.get(f"/api/jobs/{third}").status_code == 404
        assert client.get(f"/api/jobs/{first}").json()["state"] == "cancelled"
        assert not (tmp_path / "jobs" / third).exists()


def test_progress_is_told_and_a_stop_loses_nothing(tmp_path):
    """A job's stage is seen while it runs; stopped with the app, it is done after the next start."""
    slow = 'print(\'{"stage":"reading","done":3,"total":9}\', flush=True); time.sleep(60)'
    with running(tmp_path, command_of=saying(slow)) as client:
        id_ = asked(client)
        while (job := client.get(f"/api/jobs/{id_}").json())["done"] != 3:
            time.sleep(0.02)
        assert (job["stage"], job["total"], job["state"]) == ("reading", 9, "running")
        assert "reading: 3 of 9" in client.get(f"/jobs/{id_}").text
    with running(tmp_path, command_of=saying(f"print('{FOUND}')")) as client:
        job = ended(client, id_)
        assert (job["state"], job["attempts"]) == ("done", 2)
        assert job["found"]["events"][0]["title"] == "A flood"


def test_bombs_and_rubbish_are_refused_with_reasons(tmp_path):
    """A decompression bomb, an empty file, a binary: the real run lists each with its reason, and does not take long."""
    bomb = gzip.compress(bytes(300_000_000), 9)
    files = [
        ("files", ("bomb.html.gz", bomb)),
        ("files", ("empty.txt", b"")),
        ("files", ("cat.html", b"\x89PNG\r\n\x1a\n\0\0")),
    ]
    with running(tmp_path, limits=Limits(job_seconds=60)) as client:
        job = ended(client, client.post("/api/jobs", files=files).json()["id"])
    assert job["state"] == "failed"
    for name in ("bomb.html.gz", "empty.txt", "cat.html"):
        assert name in job["message"]
    assert str(tmp_path) not in job["message"]


def test_a_job_cannot_take_all_memory(tmp_path):
    """The process of a job is bounded: a run that wants more fails alone."""
    with running(tmp_path, limits=Limits(job_bytes=300 * 1024**2)) as client:
        job = ended(client, asked(client, "The river rose in the night. " * 60))
        assert job["state"] == "failed"
        assert client.get("/").status_code == 200


def test_what_a_person_decides_is_followed_and_shown(tmp_path, ferry):
    """A file of decisions goes with the pages, from a form or in JSON: the count follows it, and the report says so."""
    decided = '[[two_reports]]\npages = ["a.txt", "b.txt"]\nby = "Ana <desk>"\n'
    with running(tmp_path) as client:
        files = [("files", ("a.txt", ferry)), ("files", ("b.txt", ferry.replace("214", "241")))]
        sent = client.post("/api/jobs", files=[*files, ("decisions", ("d.toml", decided))])
        pages = [{"name": name.partition(".")[0], "text": text} for _, (name, text) in files]
        told = client.post("/api/jobs", json={"pages": pages, "decisions": decided})
        for id_ in (sent.json()["id"], told.json()["id"]):
            job = ended(client, id_)
            assert (job["decisions"], job["inputs"]) == (1, ["a.txt", "b.txt"])
            assert job["found"]["events"][0]["best"] == 2
            (ruling,) = client.get(f"/api/jobs/{id_}/dossier").json()["decisions"]
            assert (ruling["status"], ruling["by"]) == ("applied", "Ana <desk>")
            assert "Ana &lt;desk&gt;" in client.get(f"/jobs/{id_}/report").text
        assert "1 decision" in client.get(f"/jobs/{job['id']}").text


@pytest.mark.parametrize(
    "decided", ["[[two_reports]]\npages = 3\n", "no toml", "[[verdict]]\n", "#" * 2_000_000, b"\xff\xfe"]
)
def test_a_slip_in_a_decisions_file_is_told_before_the_run(tmp_path, decided):
    """A sentence that names the file, and no job."""
    with running(tmp_path, command_of=saying("pass")) as client:
        files = [("files", ("a.txt", b"A text.")), ("decisions", ("d.toml", decided))]
        answers = [client.post("/api/jobs", files=files)]
        if isinstance(decided, str):
            answers.append(client.post("/api/jobs", json={"pages": [{"text": "A text."}], "decisions": decided}))
        for answer in answers:
            assert answer.status_code == 400, answer.text
            assert "decisions" in answer.json()["error"]
        assert client.get("/api/jobs").json()["jobs"] == []
