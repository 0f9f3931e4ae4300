"""What is made from the program says what the program says now; ``make docs-renew`` makes it again."""

from __future__ import annotations

import re
import shutil
import subprocess
import typing
from dataclasses import fields, is_dataclass

import build_docs
import pytest
import transcripts
from docs_pages import PAGES, ROOT, name

RENEW = "out of date; make docs-renew makes it again"


def test_what_is_made_as_a_whole_is_up_to_date():
    """The reference of the commands, the schema, the tables, the manual and the picture are what would be made now."""
    stale = [
        str(path.relative_to(ROOT)) for path, text in build_docs.generated() if path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], RENEW


@pytest.mark.parametrize(
    "page", [page for page in PAGES if transcripts.BLOCK.search(page.read_text("utf-8"))], ids=name
)
def test_what_the_docs_say_is_answered_is_answered(page):
    """Typed into a fresh shell beside the examples, the commands of a page's transcripts answer what stands below them."""
    text = page.read_text(encoding="utf-8")
    assert transcripts.renewed(text) == text, RENEW


def test_a_transcript_is_cut_into_turns():
    """``$`` begins a command, ``>`` goes on with it, the rest is its answer; ``…`` stays where it stands."""
    first, second = transcripts.turns_of("$ cat <<END\n> a\n> END\na\n$ seq 9\n1\n…\n9\n")
    assert (first.typed, first.answered) == ("cat <<END\na\nEND", ("a",))
    assert (second.typed, second.answered) == ("seq 9", ("1", "…", "9"))
    page = "```console\n$ seq 12\n1\n…\n9\n$ false\n$ echo $?\n0\n```\n"
    assert transcripts.renewed(page) == "```console\n$ seq 12\n1\n…\n12\n$ false\n$ echo $?\n1\n```\n"


def test_every_field_of_the_records_is_explained():
    """The schema page has no empty cell: each field of each record says in its docstring what it means."""
    from filiation.writers import record

    kinds = [each for each in vars(record).values() if isinstance(each, type) and is_dataclass(each)]
    silent = [
        f"{kind.__name__}.{each.name}"
        for kind in kinds
        for each in fields(kind)
        if not any(re.search(rf"^ +{each.name}: \S", base.__doc__ or "", re.MULTILINE) for base in kind.__mro__)
    ]
    assert silent == []
    assert all(typing.get_type_hints(kind) for kind in kinds)


@pytest.mark.parametrize("page", sorted((ROOT / "man").glob("*.1")), ids=name)
def test_the_manual_is_roff_without_a_warning(page):
    """Groff typesets every manual page and finds nothing to warn of; man shows name, examples and exit codes."""
    if shutil.which("groff") is None:
        pytest.skip("no groff here")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-k", page], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "EXIT STATUS" in shown
    assert page.stem == "filiation" or "EXAMPLES" in shown


def test_the_manual_comes_with_the_package():
    """The wheel puts the manual where man looks for it, a page for every command."""
    from filiation.cli import commands

    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'man = "share/man/man1"' in declared
    pages = {path.stem for path in (ROOT / "man").iterdir()}
    assert pages == {"filiation", *(f"filiation-{each}" for each in commands.commands)}
