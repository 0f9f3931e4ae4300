"""The docs do not lie: every command and every line of Python in them runs as it stands, in its order."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from docs_pages import PAGES, ROOT, blocks, name

# A server that stays (test_docs_serve types those), a cluster, and tools that are not ours.
ELSEWHERE = ("filiation serve", "--master", "duckdb", "curl", "pip install")
OURS = {"filiation", "mkdir", "echo", "cd"}


def commands(page: Path) -> list[list[str]]:
    """Return the command lines of a page, cut as a shell would."""
    lines = [
        line for block in blocks(page) for line in block.splitlines() if not any(each in line for each in ELSEWHERE)
    ]
    return [shlex.split(line, comments=True) for line in lines if line.split(" ")[0] in OURS]


def expanded(arguments: list[str]) -> list[str]:
    return [name for each in arguments for name in (sorted(map(str, Path().glob(each))) if "*" in each else [each])]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A fresh folder with the examples: what a reader has who has just checked the project out."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name)
@pytest.mark.usefixtures("desk")
def test_the_commands_of_the_docs_run(page, monkeypatch):
    """Pasted in order into a fresh folder with the examples, each answers with 0 and writes the file that it names."""
    from filiation.cli import commands as group

    for block in blocks(page, "toml"):
        Path("decisions.toml").write_text(block, encoding="utf-8")
    for command, *arguments in commands(page):
        if command == "mkdir":
            Path(arguments[0]).mkdir()
        elif command == "cd":
            monkeypatch.chdir(arguments[0])
        elif command == "echo":
            words, _, path = arguments
            Path(path).write_text(f"{words}\n", encoding="utf-8")
        else:
            done = CliRunner().invoke(group, expanded(arguments), standalone_mode=False)
            assert (done.exception, done.return_value) == (None, 0), (arguments, done.output)
            if "-o" in arguments:
                assert Path(arguments[arguments.index("-o") + 1]).stat().st_size


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
@pytest.mark.usefixtures("desk")
def test_the_python_of_the_docs_runs(page):
    """Run in order, in one session, beside the examples, no line of Python on a page raises anything."""
    session = {"__name__": "__main__"}
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), session)


@pytest.mark.usefixtures("desk")
def test_the_decisions_of_the_docs_name_pages_of_the_example():
    """Every decision on the page is followed there: its paths, and its digest, are the example's."""
    from filiation.cli import commands as group

    (block,) = blocks(ROOT / "docs/decisions.md", "toml")
    Path("decisions.toml").write_text(block, encoding="utf-8")
    typed = ["trace", "examples/tolmen-dam/pages", "--decisions", "decisions.toml", "--quiet"]
    done = CliRunner().invoke(group, typed, standalone_mode=False)
    assert (done.exception, done.return_value) == (None, 0)
    assert "not applied" not in done.stderr
