"""Names of uploaded files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from filiation.serve.job import is_id
from filiation.serve.names import plain_names


@given(st.lists(st.text(max_size=40), max_size=6))
@example(
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "",
        ".",
        "..",
        "-",
        "--help",
        "~root",
        "a\0b",
        "CON",
        "\ud800",
    ]
)
@example(["x" * 3000 + ".html", "é" * 300, "a.b.c.d.e", ".htaccess", "page.warc.gz", "PAGE.warc.gz"])
def test_any_name_becomes_a_plain_one(wanted):
    """Whatever a browser says, each file gets a name of its own, in one folder, that can be written."""
    names = plain_names(wanted)
    assert len(names) == len(wanted) == len({name.casefold() for name in names})
    for name in names:
        assert Path(name).name == name
        assert name not in {"", ".", "..", "-"}
        assert not name.startswith((".", "-", "~"))
        assert len(os.fsencode(name)) <= 140


@pytest.mark.parametrize("name", ["page.html", "crawl.warc.gz", "Der Bote, 3. Mai.txt", "новости.html", "a (2).pdf"])
def test_a_good_name_stays(name):
    """A name that harms nobody is kept: pages are told by it."""
    assert plain_names([name]) == (name,)


@pytest.mark.parametrize(
    "text", ["", "..", "../x", "20260101-000000-00000000000g", "20260101-000000-000000000000/", "a" * 28]
)
def test_only_ids_are_ids(text):
    """Nothing but an id of ours is ever joined to a path."""
    assert not is_id(text)
