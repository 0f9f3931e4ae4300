"""The docs do not lie: every command in them runs as it stands, in its order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parents[2]


PAGES = ("README.md", "docs/crawl.md", "docs/explain.md", "docs/decisions.md")
# A cluster, and a tool that is not ours.
ELSEWHERE = ("--master", "duckdb")


def blocks(page: Path, language: str = "") -> list[str]:
    """Return what stands in the fenced blocks of a page."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def commands(page: Path) -> list[list[str]]:
    """Return the command lines of a page, cut and expanded as a shell would."""
    lines = [
        line for block in blocks(page) for line in block.splitlines() if not any(each in line for each in ELSEWHERE)
    ]
    return [
        shlex.split(line, comments=True) for line in lines if line.split(" ")[0] in {"filiation", "mkdir", "echo", "cd"}
    ]


def expanded(arguments: list[str]) -> list[str]:
    return [name for each in arguments for name in (sorted(map(str, Path().glob(each))) if "*" in each else [each])]


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_the_docs_run(name, tmp_path, monkeypatch):
    """Pasted in order into a fresh folder with the examples, each answers with 0 and writes the file that it names."""
    from filiation.cli import commands as group

    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks(ROOT / name, "toml"):
        Path("decisions.toml").write_text(block, encoding="utf-8")
    ran = 0
    for command, *arguments in commands(ROOT / name):
        if command == "mkdir":
            Path(arguments[0]).mkdir()
        elif command == "cd":
            monkeypatch.chdir(arguments[0])
        elif command == "echo":
            words, _, path = arguments
            Path(path).write_text(f"{words}\n", encoding="utf-8")
        else:
            done = CliRunner().invoke(group, expanded(arguments))
            assert done.exit_code == 0, (arguments, done.output)
            if "-o" in arguments:
                assert Path(arguments[arguments.index("-o") + 1]).stat().st_size
            ran += 1
    assert ran


@pytest.mark.parametrize("page", sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    """A link to a file of the project has its file, one to a heading its heading."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        found = page if not path else page.parent / path
        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}, target
