"""`filiation explain` as a user types it."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import partial

import pytest
from explain_texts import OWN, STRIKE

from filiation.cli import run
from filiation.crawl.gather import gather
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


class Typed:
    """What came of a command line: exit code, standard output, standard error."""

    def __init__(self, capsys, monkeypatch, folder, *arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["filiation", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            run()
        self.code, (self.out, self.err) = end.value.code, capsys.readouterr()


@pytest.fixture
def typed(capsys, monkeypatch, folder):
    return partial(Typed, capsys, monkeypatch, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two copies of one report, a report of its own, and a page of menus."""
    where = tmp_path_factory.mktemp("pages")
    (where / "one.txt").write_text("Port of Ostwick idle\n\n" + "\n\n".join(STRIKE) + "\n", encoding="utf-8")
    (where / "two.txt").write_text("Grain waits\n\n" + "\n\n".join(STRIKE[:4]) + "\n", encoding="utf-8")
    (where / "own.txt").write_text("Cards and crates\n\n" + "\n\n".join(OWN) + "\n", encoding="utf-8")
    (where / "menu.txt").write_text("Home\nNews\nSport\nWeather\nLog in\n", encoding="utf-8")
    return where


def test_two_files_are_explained_in_plain_words(folder):
    """Two pages, one screen of words without colours, exit 0."""
    done = subprocess.run(
        [sys.executable, "-m", "filiation", "explain", "one.txt", "two.txt"],
        capture_output=True,
        cwd=folder,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": "random"},
    )
    told = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert told.startswith("one and two: ONE REPORT")
    assert "\x1b[" not in told
    for label in ("Shared", "For one report", "It would turn", "What was done"):
        assert f"\n{label}" in told


def test_json_points_into_the_pages(typed, folder):
    """One line; all offsets read the page's own text."""
    done = typed("explain", folder, "--pages", "one", "two", "--json")
    assert done.code == 0, done.err
    (line,) = done.out.splitlines()
    its = json.loads(line)
    assert (its["independent_reports"], its["others"]) == (1, 1)
    texts = {page["page"]: page["text"] for page in its["pages"]}
    run_of_words = its["longest_run"]
    a = run_of_words["a"]
    assert its["pages"][0]["text"][a["start"] : a["end"]] == run_of_words["text"]
    assert all(span["end"] <= len(texts[span["page"]]) for each in its["findings"] for span in each["spans"])


def test_strict_tells_of_what_was_left_out(typed, folder):
    """A page without an article among others is listed; under --strict the exit code says so."""
    done = typed("explain", folder, "--pages", "one", "own", "--strict")
    assert done.code == 3
    assert "menu.txt" in done.err
    assert "TWO REPORTS" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["one.txt"], 2, "two different pages are needed, got one.txt alone"),
        (["one.txt", "one.txt"], 2, "two different pages are needed, got one.txt"),
        (["one.txt", "menu.txt"], 1, "menu.txt: no article found"),
        (["one.txt", "two.txt", "own.txt"], 2, "say which two are meant: --pages A B"),
        (["one.txt", "two.txt", "--pages", "one", "three"], 2, "no page three among the inputs; there are one, two"),
        (["one.txt", "two.txt", "--pages", "one", "one.txt"], 2, "two different pages are needed, got one.txt twice"),
        (["one.txt", "menu.txt", "--pages", "one", "menu.txt"], 1, "menu.txt: no article found"),
        (["one.txt", "none.txt"], 2, "none.txt: no such file"),
        (["a", "b", "--archive", "."], 2, "not an archive"),
        (["a", "b", "--archive", "nowhere"], 2, "there is no such folder"),
    ],
)
def test_bad_input_is_told_in_a_sentence(typed, arguments, code, told):
    """What was needed, what came, and the exit code of the contract."""
    done = typed("explain", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err


def test_an_archive_is_asked_for_two_articles(typed, folder):
    """Three ids are wrong usage, and the sentence counts them."""
    (folder / "kept").mkdir()
    (folder / "kept/archive.json").write_text("{}", encoding="utf-8")
    done = typed("explain", "a", "b", "c", "--archive", "kept")
    assert done.code == 2
    assert "the ids of two articles are needed, got 3" in done.err


def test_an_archive_explains_its_articles_as_it_judged_them(typed, folder, tmp_path):
    """Ids of an archive's articles do as well as files, and count as its tables do; an unknown id is told."""
    gather(tmp_path / "kept", [str(folder)], replace(DEFAULTS, workers=1), Ledger())
    ids = [str(folder / name) for name in ("one.txt", "two.txt", "own.txt")]
    for other, count in ((ids[1], 1), (ids[2], 2)):
        done = typed("explain", ids[0], other, "--archive", tmp_path / "kept", "--json")
        assert done.code == 0, done.err
        assert json.loads(done.out)["independent_reports"] == count
    done = typed("explain", ids[0], "nobody", "--archive", tmp_path / "kept")
    assert (done.code, done.out) == (2, "")
    assert "no article nobody in" in done.err
