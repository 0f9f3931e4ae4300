"""The laws of collation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from filiation.collation import GAP, Change, Witness, collate
from filiation.errors import CollationError
from filiation.text import Span

REPORT = (
    "The harbour of Ostrel was closed on Monday after a barge struck the old bridge. Nobody was hurt, the port office "
    "said. Engineers were to inspect the piers before nightfall. Mayor Ilse Brandt called the damage serious. About 40 "
    "ships were waiting outside the breakwater. The bridge was built in 1931 and carries the only road to the island."
)
WORDS = st.sampled_from(
    [
        "barge",
        "bridge",
        "harbour",
        "closed",
        "struck",
        ",",
        ".",
        "engineers",
        "mayor",
        "ship",
        "40",
        "1931",
        "the",
        "a",
        "of",
        "and",
        "on",
    ]
)


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def collated(*texts: str):
    return collate([witness(f"W{k}", text) for k, text in enumerate(texts)])


def changes(*texts: str) -> list[Change]:
    return [unit.change for unit in collated(*texts).units]


@st.composite
def versions(draw):
    """A few texts grown from one by cuts, doublings and other words."""
    base = draw(st.lists(WORDS, min_size=5, max_size=30))
    texts = []
    for _ in range(draw(st.integers(2, 5))):
        words = list(base)
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(words) - 1))
            past = draw(st.integers(at, min(len(words), at + 9)))
            words[at:past] = draw(st.lists(WORDS, max_size=4))
            words = words or ["bridge"]
        texts.append(" ".join(words))
    return texts


@given(versions())
@settings(max_examples=80, deadline=None)
def test_a_row_joined_is_its_witness(texts):
    """Each row holds every token of its witness once; a column is never empty."""
    collation = collated(*texts)
    for row, tokens in zip(collation.cells, collation.tokens, strict=True):
        assert sorted(row[row != GAP].tolist()) == list(range(len(tokens)))
    assert (collation.cells != GAP).any(axis=0).all()


@given(versions(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_names_do_not_matter(texts, random):
    """Whatever the order and the sigla of the witnesses, the same words share columns."""
    plain = collated(*texts)
    names = [f"N{k}" for k in range(len(texts))]
    random.shuffle(names)
    given_ = [witness(name, text) for name, text in zip(names, texts, strict=True)]
    random.shuffle(given_)
    other = collate(given_)
    row = {w.siglum: k for k, w in enumerate(other.witnesses)}
    assert np.array_equal(plain.cells, other.cells[[row[name] for name in names]])
    back = dict(zip(names, (f"W{k}" for k in range(len(texts))), strict=True))
    told = {
        (u.first, u.past, u.change, frozenset((frozenset(back[s] for s in r.sigla), r.text) for r in u.readings))
        for u in other.units
    }
    assert told == {
        (u.first, u.past, u.change, frozenset((frozenset(r.sigla), r.text) for r in u.readings)) for u in plain.units
    }


@given(st.lists(WORDS, min_size=1, max_size=30), st.integers(2, 5))
@settings(max_examples=30, deadline=None)
def test_identical_witnesses_have_an_empty_apparatus(words, count):
    """Where nothing differs there is nothing to tell."""
    assert collated(*[" ".join(words)] * count).units == ()


def test_too_few_witnesses_are_refused():
    """A collation needs two witnesses with words, of different names."""
    with pytest.raises(CollationError, match="at least two"):
        collate([witness("A", REPORT)])
    with pytest.raises(CollationError, match="none in B"):
        collate([witness("A", REPORT), witness("B", "  ")])
    with pytest.raises(CollationError, match="A twice"):
        collate([witness("A", REPORT), witness("A", REPORT)])


def test_a_cut_is_one_unit_and_its_witness_is_silent_within():
    """A sentence that one witness lacks is one unit; a change inside it is told without that witness."""
    cut = REPORT.replace(" Mayor Ilse Brandt called the damage serious.", "")
    grave = REPORT.replace("serious", "grave")
    units = collated(REPORT, cut, grave).units
    assert [unit.change for unit in units] == [Change.CUT, Change.SUBSTITUTION]
    assert {s for reading in units[1].readings for s in reading.sigla} == {"W0", "W2"}


def test_a_moved_passage_is_found():
    """A sentence in another place shares its columns, and is one unit of kind move."""
    moved = "About 40 ships were waiting outside the breakwater. " + REPORT.replace(
        " About 40 ships were waiting outside the breakwater.", ""
    )
    assert Change.MOVE in changes(REPORT, moved)
    assert Change.CUT not in changes(REPORT, moved)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. envoy", "the US envoy"),
        ("the organisation said", "the organization said"),
        ("said Mr Brandt today", "said Brandt today"),
        ("he said “no” to it", 'he said "no" to it'),
        ("a long-term plan", "a long term plan"),
        ("grew 3 percent in May", "grew 3% in May"),
        ("on Jan. 12 they met", "on January 12 they met"),
        ("they met on 12 January again", "they met on January 12 again"),
        ("three ships sank", "3 ships sank"),
        ("it didn't sink", "it did not sink"),
        ("a travelled road in the centre", "a traveled road in the center"),
    ],
)
def test_house_style_is_no_change_of_fact(one, other):
    """Spelling regions, courtesy titles, quotation marks, numerals and abbreviations are style."""
    assert set(changes(f"They heard that {one} once more.", f"They heard that {other} once more.")) <= {Change.STYLE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("some 40 ships waited", "some 400 ships waited"),
        ("it closed on Monday then", "it closed on Tuesday then"),
        ("the port of Ostrel was shut", "the port of Varna was shut"),
        ("the pier was safe", "the pier was not safe"),
        ("about 3 million euros were lost", "about 3 billion euros were lost"),
    ],
)
def test_a_changed_fact_is_told(one, other):
    """Figures, days, places and negations that differ are facts."""
    assert Change.FACT in changes(f"They heard that {one} once more.", f"They heard that {other} once more.")


def test_slips_and_residue_are_told():
    """A slip of the keys is a typo, words of the page are residue."""
    assert changes("They said the damage was serious.", "They said the damgae was serious.") == [Change.TYPO]
    assert changes("It was shut. Nobody was hurt.", "It was shut. read more Nobody was hurt.") == [Change.RESIDUE]


def test_scripts_without_spaces_and_right_to_left():
    """Characters are tokens where a script writes no spaces; direction does not matter."""
    assert len(collated("港口周一关闭。没有人受伤。", "港口周二关闭。没有人受伤。").units) == 1
    assert len(collated("أغلق الميناء يوم الاثنين", "أغلق الميناء يوم الثلاثاء").units) == 1


def test_unrelated_and_long_texts_share_no_column():
    """Two long texts without a word in common stand in columns of their own."""
    one = " ".join(f"a{k}" for k in range(20_000))
    other = " ".join(f"b{k}" for k in range(20_000))
    collation = collated(one, other)
    assert collation.cells.shape == (2, 40_000)
