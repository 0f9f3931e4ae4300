"""What an archive promises: the families that the small command finds, the same bytes however it came about."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from filiation.archive import read_pages
from filiation.article import read_article
from filiation.cluster import gather as gather_few
from filiation.crawl import directory, part
from filiation.crawl.directory import TABLES, open_archive, writing
from filiation.crawl.gather import gather
from filiation.errors import CrawlError, UsageError
from filiation.ledger import Ledger
from filiation.newsroom.newsroom import simulate
from filiation.newsroom.settings import NewsroomSettings
from filiation.settings import DEFAULTS


class Silent:
    """An encoder that finds all sentences equally far from one another."""

    def encode(self, sentences):
        return np.eye(len(sentences), 384, dtype=np.float32)


@pytest.fixture(scope="module")
def rows():
    """Return a crawl's rows: the whole texts of simulated pages with clocks, and a few without."""
    newsroom = simulate(4100, NewsroomSettings(events=8))
    pages = [*(page for happening in newsroom.happenings for page in happening.pages), *newsroom.strangers]
    made = [
        {
            "id": f"r{number:03}",
            "text": "\n\n".join(page.paragraphs),
            "title": page.headline,
            "outlet": page.outlet,
            "url": f"https://{page.outlet.lower().replace(' ', '-')}.example/{number}",
        }
        | ({"date": page.published} if page.published and number % 5 else {})
        for number, page in enumerate(pages)
        if page.paragraphs
    ]
    assert len(made) > 40
    return made


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def run(folder, *inputs, **options):
    ledger = Ledger()
    return gather(folder, inputs, DEFAULTS, ledger, **options)


def table(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def bytes_of(folder):
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES if (folder / f"{name}.parquet").exists()}


def families(folder):
    found = {}
    for row in table(folder, "traditions"):
        found.setdefault(row["tradition"], set()).add(row["article"])
    return {frozenset(family) for family in found.values()}


def test_the_families_are_those_that_the_small_command_finds(tmp_path, rows):
    """On a few pages both plans find one and the same families, and type the pairs within them alike."""
    path = write_rows(tmp_path / "crawl.jsonl", rows)
    run(tmp_path / "archive", path)
    articles = [read_article(page, DEFAULTS) for page in read_pages([path], DEFAULTS, Ledger())]
    few = gather_few(articles, Silent(), DEFAULTS)
    traditions = [tradition for event in few.events for tradition in event.traditions]
    assert families(tmp_path / "archive") == {
        frozenset(str(member.page) for member in tradition.members) for tradition in traditions
    }
    typed = {(row["a"], row["b"]): row["relation"] for row in table(tmp_path / "archive", "reuse")}
    expected = {(reuse.a, reuse.b): reuse.relation.value for tradition in traditions for reuse in tradition.reuses}
    alike = [typed.get(pair) == relation for pair, relation in expected.items()]
    # Rarity is told from a sample of the words' runs here; a pair at a threshold may fall on its other side.
    assert sum(alike) >= 0.95 * len(alike) > 10


def test_spans_are_characters_of_the_pages(tmp_path, rows):
    """A passage's characters are the same words on both pages, whichever page stands for a wording."""
    run(tmp_path / "first", write_rows(tmp_path / "crawl.jsonl", rows))
    revised = next(row["b"] for row in table(tmp_path / "first", "reuse") if row["relation"] == "revision")
    twin = next(row for row in rows if row["id"] == revised)
    twins = [twin | {"id": "z-twin", "text": "\n\n" + twin["text"].replace("\n\n", "\n\n\n\n")}, *rows]
    run(tmp_path / "archive", write_rows(tmp_path / "crawl.jsonl", twins))
    text = {row["id"]: row["text"] for row in twins}
    found = table(tmp_path / "archive", "reuse")
    assert any("z-twin" in (row["a"], row["b"]) and row["relation"] != "same" for row in found)
    for row in found:
        for span in row["spans"]:
            a = text[row["a"]][span["a"]["start"] : span["a"]["end"]].lower().split()
            b = text[row["b"]][span["b"]["start"] : span["b"]["end"]].lower().split()
            assert len(set(a) & set(b)) >= 0.5 * min(len(set(a)), len(set(b)))
            if row["reason"].startswith("every word"):
                assert a == b


def test_the_same_bytes_whatever_the_order_and_in_however_many_runs(tmp_path, rows):
    """Files given in any order, at once or a day later, make the same tables."""
    third = len(rows) // 3
    names = [
        write_rows(tmp_path / f"{day}.jsonl", rows[day * third : (day + 1) * third if day < 2 else None])
        for day in range(3)
    ]
    run(tmp_path / "whole", *names)
    run(tmp_path / "turned", *reversed(names))
    for name in (names[2], names[0], names[1]):
        run(tmp_path / "grown", name)
    expected = bytes_of(tmp_path / "whole")
    assert set(expected) >= {"articles", "reuse", "traditions", "events", "rejected"}
    assert bytes_of(tmp_path / "turned") == expected
    assert bytes_of(tmp_path / "grown") == expected


def test_adding_files_touches_only_what_is_new(tmp_path, rows):
    """A second run reads no file again, and aligns no pair again."""
    old, new = write_rows(tmp_path / "1.jsonl", rows[5:]), write_rows(tmp_path / "2.jsonl", rows[:5])
    archive = tmp_path / "archive"
    run(archive, old)
    kept = {file: file.stat().st_mtime_ns for place in ("pages", "evidence") for file in archive.rglob(f"{place}/**/*")}
    before = sum(pq.read_metadata(file).num_rows for file in (archive / "evidence").glob("*.parquet"))
    again = run(archive, old)
    assert again.taken.files == 0
    assert sum(pq.read_metadata(file).num_rows for file in (archive / "evidence").glob("*.parquet")) == before
    added = run(archive, old, new)
    assert (added.taken.files, added.taken.articles) == (1, 5)
    assert {file: file.stat().st_mtime_ns for file in kept if file.is_file()} == {
        file: when for file, when in kept.items() if file.is_file()
    }


def test_judging_anew_reads_no_page(tmp_path, rows):
    """Without inputs the kept evidence is judged anew: without clocks pairs are dated by their text or not at all."""
    archive = tmp_path / "archive"
    path = write_rows(tmp_path / "crawl.jsonl", rows)
    run(archive, path)
    told = sum(row["older"] is not None for row in table(archive, "reuse"))
    (tmp_path / "crawl.jsonl").unlink()
    run(archive, ignore_dates=True)
    untold = sum(row["older"] is not None for row in table(archive, "reuse"))
    assert untold < told
    run(tmp_path / "fresh", write_rows(tmp_path / "crawl.jsonl", rows), ignore_dates=True)
    assert bytes_of(archive)["reuse"] == bytes_of(tmp_path / "fresh")["reuse"]


class Killed(BaseException):
    """Ends a run where a kill would: no handler of ours catches it."""


def test_a_kill_after_any_rename_loses_nothing(tmp_path, rows, monkeypatch):
    """Whatever rename was the last before a kill, the next run gives the bytes of an undisturbed one."""
    path = write_rows(tmp_path / "crawl.jsonl", rows[:12])
    run(tmp_path / "whole", path)
    expected = bytes_of(tmp_path / "whole")
    rename, done, last = Path.replace, 0, None

    def counted(self, target):
        nonlocal done
        if done == last:
            raise Killed
        done += 1
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", counted)
    run(tmp_path / "counted", path)
    renames = done
    assert renames > 10
    in_public = len(TABLES)
    for last in (*range(0, renames - in_public, 2), *range(renames - in_public, renames)):
        done = 0
        with pytest.raises(Killed):
            run(tmp_path / f"killed{last}", path)
        done = -1_000_000
        run(tmp_path / f"killed{last}", path)
        assert bytes_of(tmp_path / f"killed{last}") == expected, last


def test_a_process_that_is_killed_goes_on(tmp_path, rows):
    """Kill -9 at any moment of the command; run again, it gives the same bytes, and no lock is left."""
    paths = [write_rows(tmp_path / f"{n}.jsonl", rows[n::3]) for n in range(3)]
    run(tmp_path / "whole", *paths)
    chance = random.Random(7)
    command = [sys.executable, "-m", "filiation", "gather", *paths, "--archive", str(tmp_path / "killed")]
    for _ in range(3):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.5, 4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


def test_workers_end_with_a_killed_run(tmp_path):
    """A killed run leaves no worker behind."""
    program = tmp_path / "run.py"
    program.write_text(
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from filiation.crawl.embedded import Embedded\n"
        "def work(task):\n"
        "    Path(sys.argv[0]).with_name(f'{os.getpid()}.pid').touch()\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    list(Embedded(Path(sys.argv[0]).parent / 'work', 1 << 28, 2).each(range(4), work))\n"
    )
    process = subprocess.Popen([sys.executable, str(program)])
    waited = time.monotonic() + 60
    while len(list(tmp_path.glob("*.pid"))) < 2 and time.monotonic() < waited:
        time.sleep(0.1)
    process.kill()
    process.wait()
    workers = [int(file.stem) for file in tmp_path.glob("*.pid")]
    assert len(workers) == 2
    while any(map(_is_alive, workers)) and time.monotonic() < waited:
        time.sleep(0.1)
    assert not any(_is_alive(worker) for worker in workers)


def _is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_second_writer_is_told(tmp_path, rows):
    """While one run writes, another is refused with the reason; afterwards it may."""
    path = write_rows(tmp_path / "crawl.jsonl", rows[:4])
    with writing(tmp_path / "archive"), pytest.raises(CrawlError, match=f"process {os.getpid()} is writing"):
        run(tmp_path / "archive", path)
    assert run(tmp_path / "archive", path).rows["articles"] == 4


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b'{"format":"filiation-archive/2"}', "an archive of the format filiation-archive/2; this version reads"),
        (b"{}", "cannot be read"),
        (None, "not an archive"),
    ],
)
def test_what_is_no_archive_is_left_alone(tmp_path, rows, head, reason):
    """A folder of something else, or of a newer format, is refused and stays as it was."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    if head:
        (folder / "archive.json").write_bytes(head)
    with pytest.raises(CrawlError, match=reason):
        run(folder, write_rows(tmp_path / "crawl.jsonl", rows[:2]))
    assert (folder / "notes.txt").read_text() == "mine"
    assert not (folder / "pages").exists()
    with pytest.raises(CrawlError):
        open_archive(folder)


def test_standard_input_is_refused(tmp_path):
    """What is gone after a kill cannot be gone on with."""
    with pytest.raises(UsageError, match="standard input"):
        run(tmp_path / "archive", "-")


def test_bad_records_are_listed_with_their_place(tmp_path, rows):
    """Broken rows, missing fields, second ids and the cut end of a file cost nothing but themselves."""
    good = [json.dumps(row) for row in rows[:10]]
    broken = [
        *good[:5],
        '{"id": "cut',
        json.dumps({"id": "empty"}),
        json.dumps(rows[2] | {"text": "Other words."}),
        *good[5:],
    ]
    (tmp_path / "bad.jsonl").write_text("\n".join(broken) + "\n")
    again = [rows[1], rows[3] | {"text": rows[3]["text"] + " A line more."}]
    write_rows(tmp_path / "later.jsonl", again)
    packed = gzip.compress("".join(json.dumps(row) + "\n" for row in rows[10:]).encode())
    (tmp_path / "short.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])
    archive = tmp_path / "archive"
    run(archive, *(str(tmp_path / name) for name in ("bad.jsonl", "later.jsonl", "short.jsonl.gz")))
    articles = {row["article"] for row in table(archive, "articles")}
    assert {row["id"] for row in rows[:10]} <= articles
    assert len(articles) > 11
    reasons = {row["page"]: row["reason"] for row in table(archive, "rejected")}
    assert "broken JSON" in reasons[f"{tmp_path}/bad.jsonl#6"]
    assert "neither html nor text" in reasons["empty"]
    assert "with identical content" in reasons[rows[1]["id"]]
    assert "with other content" in reasons[rows[3]["id"]]
    assert "incomplete" in reasons[f"{tmp_path}/short.jsonl.gz"]


def test_many_pages_of_one_wording_cost_what_they_are(tmp_path, rows, monkeypatch):
    """Thousands of identical articles are one tradition with a row for each page but the first."""
    monkeypatch.setattr(part, "TERMS", 4)
    copies = [{"id": f"c{number:05}", "text": rows[0]["text"][:400]} for number in range(3_000)]
    run(tmp_path / "archive", write_rows(tmp_path / "crawl.jsonl", copies))
    assert len(families(tmp_path / "archive")) == 1
    found = table(tmp_path / "archive", "reuse")
    assert len(found) == 2_999
    assert {row["relation"] for row in found} == {"same"}
    assert len({row["siglum"] for row in table(tmp_path / "archive", "traditions")}) == 3_000


def test_an_interrupted_publication_is_finished_by_whoever_comes_next(tmp_path, rows):
    """Drafts that were marked ready are the archive; drafts that were not are nothing."""
    folder = tmp_path / "archive"
    run(folder, write_rows(tmp_path / "crawl.jsonl", rows[:4]))
    with writing(folder) as archive:
        archive.draft("reuse.parquet").write_bytes(b"half")
    with writing(folder):
        assert (folder / "reuse.parquet").read_bytes() != b"half"
    with writing(folder) as archive:
        archive.draft("reuse.parquet").write_bytes(b"whole")
        directory.write_whole(folder / "drafts" / "ready.json", b'["reuse.parquet"]')
    with writing(folder):
        assert (folder / "reuse.parquet").read_bytes() == b"whole"
