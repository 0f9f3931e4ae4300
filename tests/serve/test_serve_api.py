"""What the app answers to programs."""

from __future__ import annotations

import re

import msgspec
import pytest

from filiation.serve.api import ENDPOINTS, describe
from filiation.serve.files import files_of
from filiation.writers.record import DossiersRecord


def test_a_job_comes_to_its_dossier(app, traced):
    """Files in; in the end the dossier of ``filiation trace``, told in brief with the job, no path of this machine in it."""
    assert traced["state"] == "done", traced
    assert traced["title"] == "The dam"
    (event,) = traced["found"]["events"]
    assert (event["pages"], event["best"]) == (3, 2)
    answer = app.get(f"/api/jobs/{traced['id']}/dossier")
    record = msgspec.json.decode(answer.content, type=DossiersRecord)
    assert sorted(page.path.partition("#")[0] for page in record.dossiers[0].pages) == traced["inputs"]
    assert str(traced["id"]) not in answer.text


def test_the_report_is_the_report(app, traced):
    """What is read in the app is the report with a bar above it; what is downloaded is the report."""
    shown = app.get(f"/jobs/{traced['id']}/report")
    saved = app.get(f"/api/jobs/{traced['id']}/files/report.html")
    bar = re.compile(r'<nav class="sections" aria-label="The app around this report">.*?</nav>\n*', re.DOTALL)
    assert bar.sub("", shown.text, count=1) == saved.text
    assert "frame-ancestors" in shown.headers["content-security-policy"]
    assert saved.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name",
    [
        "statements.csv",
        "pages.xlsx",
        "tables.xlsx",
        "tables.sqlite",
        "tables.duckdb",
        "provenance.jsonld",
        "tree-1.A.nwk",
        "tree-1.A.tei.xml",
        "tree-1.A.phy",
    ],
)
def test_files_can_be_had(app, traced, name):
    """Each listed kind of file is made on demand, and sent to be saved."""
    answer = app.get(f"/api/jobs/{traced['id']}/files/{name}")
    assert answer.status_code == 200, answer.text
    assert len(answer.content) > 20
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_only_listed_files_can_be_had(app, traced):
    """The list is the list; nothing else of a job's folder is sent."""
    listed = app.get(f"/api/jobs/{traced['id']}/files").json()["files"]
    assert listed == list(files_of(traced["found"]["trees"]))
    for name in ("job.json", "log.txt", "view.html", "pages", "tree-9.Z.nwk"):
        assert app.get(f"/api/jobs/{traced['id']}/files/{name}").status_code == 404


def test_every_endpoint_is_described_and_answers(app):
    """The OpenAPI document holds each endpoint that is served, and the page lists it."""
    told = app.get("/api/openapi.json").json()
    assert told == describe("/")
    assert {(method.upper(), path) for path, ways in told["paths"].items() for method in ways} == {
        (each.method, each.path) for each in ENDPOINTS
    }
    references = set(re.findall(r'"#/components/schemas/(\w+)"', msgspec.json.encode(told).decode()))
    assert references <= set(told["components"]["schemas"])
    page = app.get("/api").text
    assert all(f"{each.method} {each.path}" in page for each in ENDPOINTS)


def test_the_archive_can_be_browsed(app):
    """Traditions by size, narrowed by words, outlet and month; each with its pages."""
    assert app.get("/api/archive").json()["articles"] == 9
    every = app.get("/api/archive/traditions", params={"least": 1}).json()
    assert [row["pages"] for row in every["rows"]] == [6, 2, 1]
    for narrow in ({"outlet": "Kontinent"}, {"month": "2026-03"}, {"q": "DAM cracked"}):
        (row,) = app.get("/api/archive/traditions", params=narrow).json()["rows"]
        assert row["pages"] == 6
    for nothing in ({"q": "zebra"}, {"outlet": "'; drop table articles --"}, {"month": "1999-01"}, {"page": 7}):
        assert app.get("/api/archive/traditions", params=nothing).json()["rows"] == []
    leaf = app.get("/api/archive/tradition", params={"id": every["rows"][0]["tradition"]}).json()
    assert len(leaf["articles"]) == 6
    assert leaf["pairs"]
    assert app.get("/api/archive/tradition", params={"id": "none"}).status_code == 404
    (flow,) = app.get("/api/archive/flows").json()["flows"]
    assert (flow["source"], flow["target"], flow["delay_hours"]) == ("Coast Herald", "Harbour <i>Post</i>", 1)
    assert "<i>Post" not in app.get("/archive/flows").text + app.get("/archive").text
    assert len(app.get("/api/archive/outlets").json()["outlets"]) == 5
    sent = app.get("/archive/files/flows.csv")
    assert sent.content.startswith(b"\xef\xbb\xbfsource,target")


def test_a_passage_is_looked_up(app, ferry):
    """A passage of one page is found with those that carry it; a short one and nonsense get a sentence."""
    passage = ferry.split("\n\n")[1]
    found = app.post("/api/archive/lookup", json={"passage": passage}).json()
    assert found["matches"][0]["carried"] == 2
    assert "2 pages" in app.post("/archive/lookup", data={"passage": passage}).text
    for nonsense in ("too short", " ", "\0"):
        answer = app.post("/api/archive/lookup", json={"passage": nonsense})
        assert answer.status_code == 400, nonsense
        assert answer.json()["error"].endswith(".")
    assert app.post("/api/archive/lookup", content=b"[]").status_code == 400


def test_two_articles_are_explained(app):
    """Why two articles of the archive are one report; ids that are not there get a sentence."""
    row, _ = app.get("/api/archive/traditions").json()["rows"]
    ids = [
        each["article"]
        for each in app.get("/api/archive/tradition", params={"id": row["tradition"]}).json()["articles"]
    ]
    its = app.get("/api/archive/explain", params={"a": ids[0], "b": ids[1]}).json()
    assert its["independent_reports"] == 1
    for a, b in (("--help", "x"), (ids[0], "none"), ("", "x"), ("\0", "x")):
        answer = app.get("/api/archive/explain", params={"a": a, "b": b})
        assert answer.status_code == 400, (a, b)
        assert "Traceback" not in answer.text


def test_no_word_hides_behind_a_method():
    """A template looks for a word among a dictionary's methods first; no key of ours is named like one."""
    from filiation.serve.words import SAY as OF_THE_APP
    from filiation.writers.report_words import SAY as OF_THE_REPORT

    assert not {*OF_THE_APP, *OF_THE_REPORT} & set(dir(dict))


def test_no_page_shows_what_python_calls_it(app, traced):
    """Every word on every page is meant for people."""
    for path in (
        "/",
        f"/jobs/{traced['id']}",
        "/archive",
        "/archive?q=ferry",
        "/archive/flows",
        "/archive/lookup",
        "/api",
    ):
        text = app.get(path).text
        assert not re.search(r"(built-in|bound) method|&lt;\w+ object|object at 0x|\bNone\b", text), path
