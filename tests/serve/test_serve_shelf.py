"""The shelf: an archive laid out for browsing says what the bare tables say, is made once, and follows the archive."""

from __future__ import annotations

import json
import os
import shutil
import threading
from dataclasses import replace

import duckdb
import pytest
from serve_running import running

from filiation.crawl.gather import gather
from filiation.errors import CrawlError
from filiation.ledger import Ledger
from filiation.serve import shelf
from filiation.serve.catalogue import Catalogue
from filiation.serve.listing import PAGE, Wanted
from filiation.serve.shelf import Shelf
from filiation.settings import DEFAULTS

# The list as it is defined, in one query over the archive's own tables: slow, and plainly right.
PLAIN = """
with matched as (
    select tradition, outlet, substr(published, 1, 7) as month from 'ARCHIVE/articles.parquet'
    where ($outlet is null or outlet = $outlet) and ($month is null or starts_with(published, $month))
      and len(list_filter($words, lambda word: not contains(lower(coalesce(title, '')), word))) = 0
)
select tradition, count(*) as pages from 'ARCHIVE/articles.parquet'
where tradition in (select tradition from matched) group by tradition having count(*) >= $least order by pages desc, tradition
"""


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(least=1),
        Wanted(words=("ferry",), least=1),
        Wanted(words=("ferry", "pier"), month="2024"),
        Wanted(outlet="Coast Herald", least=1),
        Wanted(words=("' or 1=1 --",), outlet="'; drop table members; --", month="2024-05"),
        Wanted(least=1_000_000),
    ],
)
def test_the_list_is_that_of_the_bare_tables(archive, tmp_path, wanted):
    """Narrowed in any way, from memory or from a file: the same traditions in the same order."""
    asked = {"words": list(wanted.words), "outlet": wanted.outlet, "month": wanted.month, "least": wanted.least}
    plain = duckdb.execute(PLAIN.replace("ARCHIVE", str(archive)), asked).fetchall()
    for place in (None, tmp_path):
        listing = Catalogue(archive, place).listing(wanted)
        assert [(row["tradition"], row["pages"]) for row in listing.rows] == plain[:PAGE]
        assert listing.every == len(plain)


def test_a_shelf_is_made_once_and_follows_the_archive(archive, tmp_path):
    """A second start finds it; a later run of gather is taken notice of, and the older shelf goes."""
    folder = shutil.copytree(archive, tmp_path / "news")
    place = tmp_path / "shelves"
    before = Catalogue(folder, place).head()["articles"]
    (made,) = place.iterdir()
    stamp = made.stat().st_mtime_ns
    catalogue = Catalogue(folder, place)
    assert catalogue.head()["articles"] == before
    assert made.stat().st_mtime_ns == stamp
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "late", "text": "A bakery opened in Lund. " * 9}) + "\n")
    gather(folder, [str(tmp_path / "more.jsonl")], replace(DEFAULTS, workers=1), Ledger())
    assert catalogue.head()["articles"] == before + 1
    assert len(list(place.iterdir())) == 1
    assert not made.exists()


def test_nobody_waits_for_ever(archive, tmp_path, monkeypatch):
    """While the first shelf is made a visitor is told to come back, with when; then it answers."""
    go_on, make = threading.Event(), shelf._make_apart
    monkeypatch.setattr(shelf, "_make_apart", lambda *places: (go_on.wait(20), make(*places)))
    catalogue = Catalogue(archive, tmp_path / "shelves", patience=0.05)
    catalogue.prepare()
    with running(tmp_path / "data", catalogue=catalogue) as client:
        told = client.get("/api/archive")
        assert (told.status_code, told.headers["retry-after"]) == (503, "10")
        assert "once after each run of gather" in told.json()["error"]
        assert client.get("/archive").status_code == 503
        go_on.set()
        catalogue._patience = 30
        assert client.get("/api/archive").json()["articles"] > 0


def test_what_cannot_be_laid_out_is_told(archive, tmp_path):
    """A missing table is told at the start; a damaged one by every answer, and the app goes on."""
    folder = shutil.copytree(archive, tmp_path / "news")
    (folder / "flows.parquet").unlink()
    with pytest.raises(CrawlError, match="no table flows"):
        Catalogue(folder)
    shutil.copy(archive / "flows.parquet", folder)
    (folder / "reuse.parquet").write_bytes(b"PAR1 no table PAR1")
    for place in (None, tmp_path / "shelves"):
        with pytest.raises(CrawlError, match="laid out"):
            Catalogue(folder, place).head()
    assert not list((tmp_path / "shelves").iterdir())


def test_an_older_shelf_answers_while_a_newer_one_is_made(archive, tmp_path, monkeypatch):
    """Nobody waits longer than a moment for news."""
    folder = shutil.copytree(archive, tmp_path / "news")
    its = Shelf(folder, None)
    stamp, _ = its.open(20)
    go_on, fill = threading.Event(), shelf._fill
    monkeypatch.setattr(shelf, "_SECONDS_FOR_NEWER", 0.05)
    monkeypatch.setattr(shelf, "_fill", lambda *given: (go_on.wait(20), fill(*given)))
    os.utime(folder / "traditions.parquet", ns=(1, 1))
    assert its.open(20)[0] == stamp
    go_on.set()
    while its.open(20)[0] == stamp:
        pass
