"""Places: files, folders and globs, as typed, each file once, whatever the order."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT

from filiation.archive import read_pages
from filiation.errors import UsageError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


def _lay(here: Path, *names: str) -> None:
    for number, name in enumerate(names):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(f"{TEXT} {number}")


def test_a_folder_is_searched_all_the_way_down(here: Path, read) -> None:
    """Pages in folders come sorted by name; other extensions are passed over with one note a folder, hidden files without."""
    _lay(here, "p/b.txt", "p/a.html", "p/in/c.md", "p/.hidden.txt", "p/.git/x.txt", "p/style.css", "p/i.png", "p/x.js")
    (here / "p/i.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = read("p")
    assert found.ids == ["p/a.html", "p/b.txt", "p/in/c.md"]
    assert not found.refused
    assert [(note.page, note.reason[:7]) for note in found.ledger.notes] == [("p", "3 files")]
    assert read("p/").ids == found.ids
    assert read("./p").ids == [f"./{name}" for name in found.ids]


def test_the_parts_of_a_saved_page_are_no_pages(here: Path, read) -> None:
    """What a browser saves beside a page, frames included, is left out; a folder of the same ending alone is not."""
    _lay(here, "ferry.html", "ferry_files/frame.html", "ferry_files/ad", "bridge.htm", "bridge-Dateien/f.html")
    _lay(here, "press_files/a.txt")
    found = read(".")
    assert found.ids == ["./bridge.htm", "./ferry.html", "./press_files/a.txt"]
    assert not found.refused


def test_a_glob_that_no_shell_expanded(here: Path, read) -> None:
    """Globs are expanded, with ``**``; a file whose name looks like a glob is that file."""
    _lay(here, "p/a.txt", "p/b.html", "p/in/c.txt", "page[1].txt")
    assert read("p/*.txt").ids == ["p/a.txt"]
    assert read("p/**/*.txt").ids == ["p/a.txt", "p/in/c.txt"]
    assert read("page[1].txt").ids == ["page[1].txt"]


@pytest.mark.parametrize("missing", ["nowhere.txt", "no/such/*.txt", "", "https://aldport.example/ferry", "a\0b"])
def test_what_does_not_exist_is_wrong_usage(here: Path, missing: str) -> None:
    """An input that is not there is named at once, before any page is read."""
    _lay(here, "a.txt")
    ledger = Ledger()
    with pytest.raises(UsageError, match=missing.replace("*", r"\*") or "empty name"):
        read_pages(["a.txt", missing], DEFAULTS, ledger)
    assert not ledger.rejections


def test_the_order_of_inputs_does_not_matter(here: Path, read) -> None:
    """Any order of the same inputs gives the same pages, refusals and notes, in the same order."""
    _lay(here, "b/z.txt", "a.txt", "c.html")
    (here / "twin.txt").write_bytes((here / "a.txt").read_bytes())
    (here / "bad.txt").write_bytes(b"")
    outcomes = [read(*inputs) for inputs in permutations(["b", "a.txt", "c.html", "twin.txt", "bad.txt"])]
    assert all(o.pages == outcomes[0].pages for o in outcomes)
    assert all(o.ledger.rejections == outcomes[0].ledger.rejections for o in outcomes)
    assert all(o.notes == outcomes[0].notes for o in outcomes)


def test_a_file_given_twice_is_read_once(here: Path, read) -> None:
    """One file typed twice, in one spelling or two, through its folder or a link, is one page, with a note."""
    _lay(here, "p/a.txt")
    (here / "link.txt").symlink_to("p/a.txt")
    found = read("p/a.txt", "p/a.txt", "p", "./p/a.txt", "link.txt")
    assert len(found.pages) == 1
    assert not found.refused
    assert len(found.notes) == 4
    assert read("p/a.txt", "p/a.txt", "p").notes == ["p/a.txt: given twice; read once"] * 2


def test_the_same_bytes_in_two_files_are_two_pages(here: Path, read) -> None:
    """Two files of the same bytes are two pages, with a note."""
    for name in ("a.txt", "b.txt"):
        (here / name).write_text(TEXT)
    found = read("a.txt", "b.txt")
    assert found.ids == ["a.txt", "b.txt"]
    assert found.notes == ["b.txt: the same bytes as a.txt; both are kept"]


def test_folders_without_pages(here: Path, read) -> None:
    """A folder without a page is refused, be it named like a page; one named so with pages in it is read."""
    (here / "empty").mkdir()
    (here / "x.html").mkdir()
    _lay(here, "y.html/a.txt")
    found = read("empty", "x.html", "y.html")
    assert found.ids == ["y.html/a.txt"]
    assert "no page is in it" in found.refused["empty"]
    assert "named like a page" in found.refused["x.html"]


def test_links_in_a_circle(here: Path, read) -> None:
    """Links that lead back up, to themselves or to nowhere are refused by name, and the pages are read once."""
    _lay(here, "p/a.txt", "p/in/b.txt")
    (here / "p/in/up").symlink_to("..")
    (here / "p/self.txt").symlink_to("self.txt")
    (here / "p/gone.html").symlink_to("nowhere.html")
    (here / "p/again").symlink_to("in")
    found = read("p")
    assert [Path(name).name for name in found.ids] == ["a.txt", "b.txt"]
    assert any("loop" in reason for name, reason in found.refused.items() if name.endswith("up"))
    assert "symbolic links" in found.refused["p/self.txt"]
    assert "no such file" in found.refused["p/gone.html"]
    assert "symbolic links" in read("p/self.txt").refused["p/self.txt"]


def test_pipes_in_folders_are_not_waited_for(here: Path, read) -> None:
    """A named pipe in a folder is refused, not waited for."""
    _lay(here, "p/a.txt")
    os.mkfifo(here / "p/b.txt")
    found = read("p")
    assert found.ids == ["p/a.txt"]
    assert "pipe" in found.refused["p/b.txt"]


def test_a_pipe_that_was_typed_is_read(read) -> None:
    """A pipe that was typed (``<(curl …)``) is read as a file is."""
    inlet, outlet = os.pipe()
    os.write(outlet, HTML.encode())
    os.close(outlet)
    page = read(f"/dev/fd/{inlet}").page
    os.close(inlet)
    assert page.content == HTML


def test_names_that_are_no_characters(here: Path, read) -> None:
    """A file whose name is not UTF-8 is read, under a name that can be written."""
    Path(os.fsdecode(os.fsencode(here) + b"/caf\xe9.txt")).write_text(TEXT)
    (page,) = read(".").pages
    assert page.id == r"./caf\xe9.txt"
    assert page.content == TEXT
