"""The help teaches by example, and every example can be pasted."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from filiation.cli import commands
from filiation.cli.group import SECTIONS

ROOT = Path(__file__).parents[2]
TYPED = [(name, each.line) for name, command in commands.commands.items() for each in command.examples]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The folder that the examples speak of: saved pages, three witnesses, what a trace and a gathering left, decisions."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples/tolmen-dam/pages", folder / "pages")
    for name, hurt in (("a", 14), ("b", 41), ("c", 41)):
        ends = "" if name == "c" else " on Monday"
        (folder / f"{name}.txt").write_text(f"The harbour at Brenn closed{ends} after {hurt} ships ran aground.\n")
    (folder / "decisions.toml").write_text(
        '[[one_report]]\npages = ["pages/alpenbote.txt", "pages/daily-signal.txt"]\n'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in ("trace pages --out answer", "gather pages --archive news"):
            done = CliRunner().invoke(commands, line.split(), standalone_mode=False)
            assert (done.exception, done.return_value) == (None, 0), done.output
    return folder


def typed(line: str) -> tuple[list[str], bytes]:
    """Return a line's arguments as a shell would expand them, and what it reads; pipes and files behind it are left off."""
    line = re.sub(r'^eval "\$\((.*)\)"$', r"\1", line)
    line, _, source = re.split(r" (?:\||>>?) ", line)[0].partition(" < ")
    program, *words = shlex.split(line)
    assert program == "filiation"
    expanded = [name for each in words for name in (sorted(map(str, Path().glob(each))) if "*" in each else [each])]
    return expanded, Path(source).read_bytes() if source else b""


@pytest.mark.parametrize(("name", "line"), [each for each in TYPED if each[0] != "serve"])
def test_every_example_of_the_help_answers(desk, monkeypatch, name, line):
    """Pasted as it stands, beside saved pages and what earlier examples wrote, it exits with 0."""
    monkeypatch.chdir(desk)
    arguments, source = typed(line)
    assert arguments[0] == name
    done = CliRunner().invoke(commands, arguments, input=source, standalone_mode=False)
    assert (done.exception, done.return_value) == (None, 0), done.output
    for option in {"-o", "--report"} & {*arguments}:
        assert Path(arguments[arguments.index(option) + 1]).stat().st_size


@pytest.mark.parametrize("name", commands.commands)
def test_the_help_of_a_command_is_complete(name):
    """What it does in a sentence that fits the list, two examples or more, the two voices, and no line too wide to read."""
    command = commands.commands[name]
    assert len(command.short_help) <= 64
    assert command.short_help.endswith((".", "?"))
    assert len(command.examples) >= 2
    assert all(len(each.told) <= 72 and each.line.count("filiation") >= 1 for each in command.examples)
    shown = CliRunner().invoke(commands, [name, "--help"]).output
    assert "Examples:" in shown
    assert "--quiet" in shown
    assert "--verbose" in shown


def test_every_command_stands_in_one_section_of_the_help():
    """The list of the group leaves out no command and names none twice."""
    told = [name for names in SECTIONS.values() for name in names]
    assert sorted(told) == sorted(commands.commands)
    shown = CliRunner().invoke(commands, ["--help"]).output
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in told)
