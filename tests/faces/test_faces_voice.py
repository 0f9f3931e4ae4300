"""Quiet, plain and verbose: what a command says beside its answer, and that the answer is the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from filiation.cli import commands

TEXT = "The harbour at Brenn closed on Monday after {} ships ran aground, the port authority said in a statement.\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, number in (("a", 14), ("b", 41)):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(number), encoding="utf-8")
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\n", encoding="utf-8")
    return tmp_path


def said(*arguments):
    """Run in this process; return exit code, standard output, standard error."""
    done = CliRunner().invoke(commands, arguments, standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.stdout, done.stderr


@pytest.mark.usefixtures("desk")
def test_a_quiet_command_says_warnings_alone():
    """``--quiet``: no word of what was written; what was left out is told all the same."""
    assert said("collate", "a.txt", "b.txt", "-o", "x.csv")[2] == "wrote x.csv\n"
    assert said("collate", "a.txt", "b.txt", "-o", "x.csv", "--quiet") == (0, "", "")
    code, out, error = said("extract", "-q", "menu.txt")
    assert (code, out) == (1, "")
    assert error.startswith("rejected menu.txt: ")


@pytest.mark.usefixtures("desk")
def test_a_verbose_command_says_versions_seconds_and_memory():
    """``--verbose``: versions first, the seconds of each stage, the whole and the memory last; stdout as without it."""
    plain = said("extract", "--whole", "a.txt")
    code, out, error = said("extract", "--whole", "--verbose", "a.txt")
    assert (code, out) == plain[:2]
    first, *stages, last = error.splitlines()
    assert re.match(r"filiation \S+, Python \S+, .*trafilatura \S+", first)
    assert any(re.fullmatch(r" +\d+\.\d\d s  pages \(1\)", line) for line in stages)
    assert re.fullmatch(r" +\d+\.\d\d s  in all, [\d,]+ MB at the peak", last)


@pytest.mark.usefixtures("desk")
def test_notes_on_pages_are_told_to_those_who_ask(desk):
    """What is worth knowing of a page that stayed (here, that its encoding is another) is told under ``--verbose``."""
    paragraphs = "".join(f"<p>{TEXT.format(number)} The café by the quay stayed open.</p>" for number in (14, 41, 52))
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"></head><body><article>{paragraphs}</article></body></html>'
    )
    (desk / "page.html").write_bytes(page.encode("latin-1"))
    assert "note page.html: " in said("extract", "-v", "page.html")[2]
    assert "note" not in said("extract", "page.html")[2]


def test_the_shell_is_told_what_can_follow(desk):
    """Bash completes commands, options, their values and file names with what ``filiation completion bash`` prints."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    put_on_path(desk / "bin")
    script = """
        eval "$(filiation completion bash)" || exit 1
        complete -p filiation > /dev/null || exit 1
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _filiation_completion filiation; echo "${COMPREPLY[*]}"; }
        compopt() { echo "files"; }
        ask filiation ex
        ask filiation collate --onl
        ask filiation collate --only ""
        ask filiation trace pa
    """
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=desk,
        env=os.environ | {"PATH": f"{desk / 'bin'}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stderr
    commands_, option, values, files, *_ = done.stdout.splitlines()
    assert commands_.split() == ["explain", "extract", "export"]
    assert option == "--only"
    assert values.split() == ["all", "substance", "facts"]
    assert files == "files"


def test_fish_completes_with_whole_descriptions(desk):
    """Fish offers the commands that begin so, each with all of its description, commas included."""
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("no fish here")
    put_on_path(desk / "bin")
    done = subprocess.run(
        [fish, "--no-config", "-c", "filiation completion fish | source; complete -C 'filiation ex'"],
        capture_output=True,
        text=True,
        check=False,
        cwd=desk,
        env=os.environ | {"PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "HOME": str(desk)},
    )
    told = dict(line.split("\t") for line in done.stdout.splitlines())
    assert set(told) == {"explain", "extract", "export"}
    assert all(told[name] == commands.commands[name].short_help for name in told)


def test_zsh_takes_the_script(desk):
    """Zsh loads the script and knows how to complete the command from then on."""
    zsh = shutil.which("zsh")
    if zsh is None:
        pytest.skip("no zsh here")
    put_on_path(desk / "bin")
    done = subprocess.run(
        [
            zsh,
            "-f",
            "-c",
            f'autoload -Uz compinit; compinit -u -d {desk}/dump; eval "$(filiation completion zsh)"; echo $_comps[filiation]',
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=desk,
        env=os.environ | {"PATH": f"{desk / 'bin'}:{os.environ['PATH']}"},
    )
    assert done.stdout == "_filiation_completion\n"


def put_on_path(folder):
    """Make the command in a folder, as an installation would."""
    folder.mkdir()
    (folder / "filiation").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m filiation "$@"\n', encoding="utf-8")
    (folder / "filiation").chmod(0o755)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_of_its_own(shell):
    """The script asks our command by the variable that it listens to, and has no word for another shell."""
    code, out, _ = said("completion", shell)
    assert code == 0
    assert f"_FILIATION_COMPLETE={shell}_complete" in out
