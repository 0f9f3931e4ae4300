"""Alignments that somebody made already are taken as they are given."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, strategies as st

from filiation.collation import Change, collate
from filiation.collation.given import GivenAlignment, lay, read_collatex
from filiation.collation.intake import read_traditions
from filiation.errors import CollationError
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


def cell(*words):
    return [{"t": word, "n": word.strip().lower()} for word in words] or None


# Two witnesses by three columns, by columns as the Java edition writes it and by witnesses as the Python edition does.
BY_COLUMN = {
    "witnesses": ["B", "A"],
    "table": [[cell("The "), cell("The ")], [cell("lost "), cell("last ")], [None, cell("ship")]],
}
BY_WITNESS = {
    "witnesses": ["B", "A"],
    "table": [[cell("The "), cell("lost "), None], [cell("The "), cell("last "), cell("ship")]],
}


@pytest.mark.parametrize("document", [BY_COLUMN, BY_WITNESS])
def test_a_table_is_read_whichever_way_it_lies(document):
    """Cells, words and texts are the table's; witnesses come by siglum."""
    given = read_collatex(json.dumps(document).encode())
    assert isinstance(given, GivenAlignment)
    assert [(witness.siglum, witness.text) for witness in given.witnesses] == [
        ("A", "The last ship"),
        ("B", "The lost "),
    ]
    assert given.cells.tolist() == [[0, 1, 2], [0, 1, -1]]
    (unit,) = lay(given).units
    assert [reading.text for reading in unit.readings] == ["last ship", "lost"]


def test_no_other_alignment_is_sought():
    """Words that a better alignment would set side by side stay where the table has them, and vary there."""
    document = {
        "witnesses": ["A", "B"],
        "table": [[cell("ship "), None], [None, cell("ship ")], [cell("sank"), cell("sank")]],
    }
    collation = lay(read_collatex(json.dumps(document).encode()))
    assert collation.cells.tolist() == [[0, -1, 1], [-1, 0, 1]]
    assert [(unit.first, unit.past) for unit in collation.units] == [(0, 2)]


def test_a_cell_of_several_words_is_as_many_columns():
    """A segment that witnesses share is word beside word, and a segment cut whole is one event."""
    segment = cell("moved ", "4,300 ", "people ", "out ", "of ", "town ")
    document = {
        "witnesses": ["A", "B"],
        "table": [[cell("They "), cell("They ")], [segment, None], [cell("."), cell(".")]],
    }
    collation = lay(read_collatex(json.dumps(document).encode()))
    assert collation.cells.shape == (2, 8)
    assert [unit.change for unit in collation.units] in ([Change.CUT], [Change.ADDITION])


def test_tokens_may_be_bare_words():
    """Tokens without a normal form are folded, and parted by spaces where they bring none."""
    document = {"witnesses": ["A", "B"], "table": [[["The"], ["the"]], [["Ship"], ["boat"]]]}
    collation = lay(read_collatex(json.dumps(document).encode()))
    assert [witness.text for witness in collation.witnesses] == ["The Ship", "the boat"]
    assert [its.forms for its in collation.tokens] == [("the", "ship"), ("the", "boat")]
    characters = {"witnesses": ["A", "B"], "table": [[["船"], ["船"]], [["沉"], ["失"]]]}
    assert [witness.text for witness in lay(read_collatex(json.dumps(characters).encode())).witnesses] == [
        "船沉",
        "船失",
    ]


def test_spans_point_into_the_joined_text():
    """Each token's span is its printed form without the white space around it."""
    document = {
        "witnesses": ["A", "B"],
        "table": [[cell(" Dam"), cell("Dam ")], [cell("\n"), None], [cell(" bursts "), cell("burst")]],
    }
    collation = lay(read_collatex(json.dumps(document).encode()))
    found = [
        [witness.text[start:end] for start, end in zip(its.starts, its.ends, strict=True)]
        for witness, its in zip(collation.witnesses, collation.tokens, strict=True)
    ]
    assert found == [["Dam", "bursts"], ["Dam", "burst"]]
    assert collation.witnesses[0].text == " Dam\n bursts "


def test_input_is_plain_witnesses():
    """CollateX's input, in content or tokens, is collated as the same texts in files are."""
    document = {
        "witnesses": [{"id": "B", "content": "The ship sank"}, {"id": "A", "tokens": cell("The ", "boat ", "sank")}]
    }
    given = read_collatex(json.dumps(document).encode())
    assert [(witness.siglum, witness.text) for witness in given] == [("A", "The boat sank"), ("B", "The ship sank")]
    assert lay(given).units == collate(given).units


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("no json", "JSON is needed"),
        ("[1, 2]", "JSON is needed"),
        ('{"witnesses": ["A"], "table": []}', "at least two witnesses"),
        ('{"witnesses": ["A", "A"], "table": []}', "A more than once"),
        ('{"witnesses": ["A", "B"]}', "a table is needed"),
        ('{"witnesses": [{"id": "A"}, {"id": "B", "content": "x"}]}', "neither for A"),
        ('{"witnesses": ["A", "B"], "table": [[null], [null], [null]]}', "one a witness"),
        ('{"witnesses": ["A", "B"], "table": [[["x"], null]]}', "none in B"),
        ('{"witnesses": ["A", "B"], "table": ' + "[" * 5000 + "]" * 5000 + "}", "JSON is needed"),
        ('{"witnesses": ["A", "B"], "table": [[["\\ud800"], ["x"]]]}', "JSON is needed"),
    ],
)
def test_what_is_no_alignment_is_refused(document, told):
    """A message names what was required and what came."""
    with pytest.raises(CollationError, match=told):
        read_collatex(document.encode())


def test_a_table_too_large_is_refused():
    """One wide cell beside many witnesses does not fill the memory."""
    names = [f"w{k}" for k in range(1_000)]
    table = [[["x"] * 60_000, *([["x"]] * 999)]]
    with pytest.raises(CollationError, match="at most"):
        read_collatex(json.dumps({"witnesses": names, "table": table}).encode())


def test_files_of_json_are_traditions_of_their_own(tmp_path):
    """Each file is one tradition, packed or not; one that is refused is named, and the others are read."""
    (tmp_path / "one.collatex.json").write_text(json.dumps(BY_COLUMN))
    (tmp_path / "two.json.gz").write_bytes(gzip.compress(json.dumps(BY_WITNESS).encode()))
    (tmp_path / "three.json").write_text("{}")
    ledger = Ledger()
    inputs = [str(path) for path in sorted(tmp_path.iterdir())]
    found = dict(read_traditions(inputs, DEFAULTS, ledger))
    assert sorted(found) == ["one", "two"]
    assert [rejection.page for rejection in ledger.rejections] == [str(tmp_path / "three.json")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["t", "n", "id", "content"]), inner, max_size=2)
    ),
    max_leaves=12,
)


@given(st.lists(st.sampled_from(["A", "B"]) | json_values, max_size=3), json_values)
def test_no_document_breaks_the_reader(witnesses, table):
    """Whatever JSON is given, it is an alignment, or refused in words."""
    try:
        found = read_collatex(json.dumps({"witnesses": witnesses, "table": table}).encode())
    except CollationError:
        return
    assert len(found.witnesses if isinstance(found, GivenAlignment) else found) > 1


@given(
    st.integers(2, 4).flatmap(
        lambda many: st.lists(
            st.lists(st.none() | st.lists(st.text(max_size=3), max_size=3), min_size=many, max_size=many), max_size=6
        )
    )
)
def test_every_word_of_a_table_has_its_place(table):
    """The words of each witness ascend through its cells, and each span holds the word without the white space."""
    names = [f"w{k}" for k in range(len(table[0]))] if table else ["a", "b"]
    try:
        collation = lay(read_collatex(json.dumps({"witnesses": names, "table": table}).encode()))
    except CollationError:
        return
    for row, witness, tokens in zip(collation.cells.tolist(), collation.witnesses, collation.tokens, strict=True):
        assert [cell for cell in row if cell >= 0] == list(range(len(tokens)))
        words = [witness.text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
        number = names.index(witness.siglum)
        by_column = all(len(column) == len(names) for column in table)
        assert by_column or len(table) == len(names)
        if by_column:
            assert words == [word.strip() for column in table for word in column[number] or () if word.strip()]
