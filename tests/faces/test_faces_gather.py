"""What a user of `gather` reads, and the codes that a script gets."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from filiation.cli import commands
from filiation.errors import CrawlError, UsageError

STORY = (
    "The harbour of Ostwick was closed on Monday after a barge with 40 tonnes of gravel sank at its mouth, harbour master "
    "Ines Farrow said. Divers found a hole of two metres in the hull. Eleven ships wait outside, among them the tanker "
    "Merle Dane with heating oil for the island's power station, which has enough for nine days."
)


@pytest.fixture
def crawl(tmp_path):
    rows = [
        {"id": "one", "text": STORY, "title": "Barge shuts Ostwick harbour", "outlet": "Ostwick Courier"},
        {
            "id": "two",
            "text": STORY.replace("Monday", "Monday morning"),
            "title": "Port closed",
            "outlet": "Isle Radio",
        },
        {"id": "three"},
    ]
    path = tmp_path / "crawl.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def invoke(*arguments):
    return CliRunner().invoke(commands, arguments, standalone_mode=False)


def test_a_run_says_what_is_new_what_is_held_and_what_was_refused(tmp_path, crawl):
    """New files and articles, the archive's traditions, the most carried story, and where rejections are listed."""
    archive = tmp_path / "archive"
    result = invoke("gather", crawl, "--archive", str(archive))
    assert result.return_value == 0
    assert "1 new file · 2 new articles · 1 rejected (all rejections: " in result.stdout
    assert "2 articles · 1 tradition, 1 of them on several pages · 1 event" in result.stdout
    assert re.search(r"2 pages +2 outlets +Barge shuts Ostwick harbour", result.stdout)
    again = invoke("gather", crawl, "--archive", str(archive))
    assert "0 new files · 0 new articles" in again.stdout


def test_what_is_wrong_is_said(tmp_path, crawl):
    """A size that is none, an input that is not there, a folder that is no archive."""
    with pytest.raises(UsageError, match="--memory lots: a number of bytes is needed"):
        raise invoke("gather", crawl, "--archive", str(tmp_path / "a"), "--memory", "lots").exception
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        raise invoke("gather", str(tmp_path / "nowhere.jsonl"), "--archive", str(tmp_path / "b")).exception
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear Ines")
    with pytest.raises(CrawlError, match="not an archive"):
        raise invoke("gather", crawl, "--archive", str(tmp_path / "mine")).exception


def test_an_archive_of_nothing_is_no_answer(tmp_path):
    """Where no article came in, the exit code says so."""
    path = tmp_path / "crawl.jsonl"
    path.write_text('{"id": "x"}\n')
    assert invoke("gather", str(path), "--archive", str(tmp_path / "a")).return_value == 1
