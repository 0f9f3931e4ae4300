"""One app for all: the example as an archive, and the example traced in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from serve_running import ended, running

from filiation.serve.catalogue import Catalogue
from filiation.settings import DEFAULTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "tolmen-dam" / "pages"


# Enough for a tree and two reports; all seven would take twice the time.
TRACED = ("lakeside-courier.txt", "morning-register.txt", "tern-review.txt")
FERRY = (
    "The harbour of Ostrea was closed on Monday after a ferry struck the north pier, port director Alda Brenner said.\n\n"
    'Nobody was hurt. The ferry, with 214 passengers on board, was towed to the inner basin. "We heard a crack and then '
    'the lights went out," said Tomas Rell, a passenger.\n\nThe pier, built in 1962, will stay closed for at least three '
    "weeks while divers look at its footing, Brenner said.\n\nTwo other lines will use the southern quay from Tuesday. The "
    "operator, Silverline, said that it would pay for taxis.\n"
)


@pytest.fixture(scope="session")
def ferry():
    """Return a text that two outlets of the archive carry."""
    return FERRY


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    from filiation.crawl.gather import gather
    from filiation.ledger import Ledger

    folder = tmp_path_factory.mktemp("news") / "archive"
    rows = [
        {
            "id": f"ferry-{n}",
            "text": FERRY,
            "title": "Ferry strikes pier",
            "outlet": outlet,
            "date": f"2024-05-06T1{n}:00",
        }
        for n, outlet in enumerate(("Coast Herald", "Harbour <i>Post</i>"))
    ]
    more = folder.parent / "ferry.jsonl"
    more.write_text("".join(json.dumps(row) + "\n" for row in rows))
    gather(folder, [str(EXAMPLE), str(more)], replace(DEFAULTS, workers=1), Ledger())
    return folder


@pytest.fixture(scope="session")
def app(tmp_path_factory, archive):
    """Return a client of an app with an archive."""
    with running(tmp_path_factory.mktemp("data"), catalogue=Catalogue(archive)) as client:
        yield client


@pytest.fixture(scope="session")
def traced(app):
    """Return the example as a job that is done."""
    files = [("files", (path.name, path.read_bytes())) for path in map(EXAMPLE.joinpath, TRACED)]
    answer = app.post("/api/jobs", files=files, data={"title": "The dam"})
    assert answer.status_code == 202, answer.text
    return ended(app, answer.json()["id"])
