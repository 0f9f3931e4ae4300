"""Wrong usage: a sentence that says what was wrong and what to do, and the exit code of the contract."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from filiation.cli import run
from filiation.cli.group import EXIT_CODES

STRIKE = (
    "Port of Ostwick idle as workers walk out\n\nHarbour workers in Ostwick walked out on Monday after talks about night "
    "shifts collapsed, the port authority said.\n\n“We have been asking for eleven months and nobody came to the table,” "
    "union leader Mara Dellin told reporters outside the gates.\n\nAbout 2,300 people work in the port, which handles a "
    "third of the country's grain exports.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A page, a page of menus, junk, a folder without pages, JSON that is no dossier."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(STRIKE, encoding="utf-8")
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\nWeather\nLog in\n", encoding="utf-8")
    (tmp_path / "short.txt").write_text("hello\n", encoding="utf-8")
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty").mkdir()
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "broken.toml").write_text("[[one_report]\n", encoding="utf-8")
    return tmp_path


def typed(monkeypatch, capfd, *arguments):
    """Run a command line; return its exit code, standard output and standard error."""
    monkeypatch.setattr(sys, "argv", ["filiation", *arguments])
    with pytest.raises(SystemExit) as end:
        run()
    return end.value.code, *capfd.readouterr()


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("", 2, "Start here:"),
        ("tarce page.txt", 2, "Did you mean 'trace'?"),
        ("trace", 2, "Missing argument 'INPUT...'"),
        ("trace --outt x page.txt", 2, "'--out'"),
        ("trace none.txt", 2, "none.txt: no such file or folder"),
        ("trace pages/*.pdf", 2, "pages/*.pdf: nothing matches"),
        ("trace page.txt --out page.txt", 2, "'page.txt' is a file"),
        ("trace page.txt --report none/x.html", 2, "make it first: mkdir -p none"),
        ("trace page.txt --report empty", 2, "that is a folder; the name of a file is needed"),
        ("trace page.txt --json page.txt/x.json", 2, "page.txt is a file, not a folder"),
        ("trace page.txt --decisions none.toml", 2, "none.toml"),
        ("trace page.txt --decisions broken.toml", 2, "broken.toml"),
        ("trace page.txt --quiet --verbose", 2, "give one of them"),
        ("trace empty", 1, "empty: a folder, and no page is in it"),
        ("trace junk.txt", 1, "junk.txt: binary"),
        ("trace short.txt", 1, "--whole takes them as they stand"),
        ("trace page.txt short.txt --strict", 3, "rejected short.txt"),
        ("extract junk.txt", 1, "nothing usable among the inputs"),
        ("dates page.txt --on 2026-13-40", 2, "2026-13-40"),
        ("explain page.txt", 2, "two different pages are needed"),
        ("collate page.txt", 1, "at least two witnesses"),
        ("collate page.txt menu.txt -o x.pdf", 2, "no writer for .pdf; there are .json"),
        ("collate page.txt menu.txt -o x", 2, "no writer for a file without an extension"),
        ("collate page.txt menu.txt --only fact", 2, "'facts'"),
        ("stemma page.txt menu.txt -o none/tree.dot", 2, "make it first: mkdir -p none"),
        ("gather page.txt", 2, "Missing option '--archive'"),
        ("gather page.txt --archive page.txt", 2, "'page.txt' is a file"),
        ("gather page.txt --archive news --memory lots", 2, "a number of bytes is needed, as 500MB or 4GB"),
        ("lookup page.txt --archive none", 2, "filiation gather INPUT... --archive DIR makes one"),
        ("lookup page.txt --archive empty", 2, "not an archive (no archive.json in it)"),
        ("export none.json -o x.csv", 2, "a dossier (trace --json) or an archive (gather) is needed"),
        ("export other.json -o x.csv", 2, "not a dossier that `filiation trace --json` wrote"),
        ("export empty -o x.csv", 2, "not an archive"),
        ("serve --archive empty", 2, "not an archive"),
        ("serve --host 0.0.0.0 --token short", 2, "at least 16 letters"),
        ("completion tcsh", 2, "'bash', 'zsh', 'fish'"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_is_told_in_a_sentence(monkeypatch, capfd, line, code, told):
    """What was wrong and what to do is told on stderr, without a traceback, with the exit code of the contract."""
    done, out, error = typed(monkeypatch, capfd, *line.split())
    assert (done, told in error or error) == (code, True)
    assert code in EXIT_CODES
    assert "Traceback" not in error
    assert code != 2 or out == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(folder, monkeypatch, capfd):
    """No permission: 2, and the file is named."""
    (folder / "empty").chmod(0o555)
    code, _, error = typed(monkeypatch, capfd, "trace", "page.txt", "--out", "empty/answer")
    assert code == 2
    assert "empty/answer" in error


@pytest.mark.usefixtures("folder")
def test_a_full_disk_is_nobodys_wrong_usage():
    """Where writing fails though the name is right, the exit code is 1, and the file is named."""
    if not Path("/dev/full").exists():
        pytest.skip("no device here that is always full")
    done = subprocess.run(
        f"{sys.executable} -m filiation extract page.txt > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "filiation: No space left on device"
