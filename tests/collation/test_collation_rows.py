"""The laws of sentences side by side."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from filiation.collation import Witness, collate
from filiation.collation.rows import Match, SentenceRow, sentence_rows
from filiation.text import Span, sentences

SENTENCES = (
    "The ferry from Marnholm ran aground on Sunday with ninety people on board.",
    "Nobody was hurt, the coast guard said.",
    "Divers found a crack below the waterline.",
    "The captain told the harbour office that the radar had failed.",
    "Two tugs were to pull the ship free at high tide.",
    "The line has carried passengers since 1954.",
)


def witness(siglum: str, text: str) -> Witness:
    return Witness(siglum, None, text, (Span(0, len(text)),))


def rows(*texts: str) -> tuple[SentenceRow, ...]:
    return sentence_rows(collate([witness("ABCDEFG"[k], text) for k, text in enumerate(texts)]))


def matches(*texts: str) -> list[Match]:
    return [row.match for row in rows(*texts)]


def page(*numbers: int) -> str:
    return " ".join(SENTENCES[k] for k in numbers)


def test_equal_sentences_are_exact():
    """Where the words are equal so are the rows, whatever the signs of quotation and the spaces."""
    assert matches(page(0, 1, 2), page(0, 1, 2).replace(" ", "  ")) == [Match.EXACT] * 3


def test_another_wording_is_near_and_a_lone_sentence_is_only_here():
    """A reworded sentence stays in its row; one that a single witness has makes a row of its own."""
    other = page(0, 2, 3, 4).replace("the radar had failed", "the radar went dark")
    assert matches(page(0, 2, 3), other) == [Match.EXACT, Match.EXACT, Match.NEAR, Match.ONLY]
    assert rows(page(0, 2, 3), other)[3].between(0, 1) is Match.ONLY


def test_a_sentence_in_another_place_is_moved():
    """The shorter of what changed places has moved; it keeps its row."""
    found = rows(page(0, 1, 2, 3, 4), page(0, 2, 3, 4, 1))
    assert [row.match for row in found].count(Match.MOVED) == 1
    (row,) = (row for row in found if row.match is Match.MOVED)
    assert row.wordings[0] == row.wordings[1]
    assert row.between(0, 1) is Match.MOVED


def test_sentences_that_another_joins_share_its_row():
    """One sentence for two is merged where most have two, split where most have one; each pair is told from its side."""
    two, one = (
        page(0, 1, 2),
        page(0, 1, 2).replace("hurt, the coast guard said. Divers", "hurt, the coast guard said; divers"),
    )
    merged = rows(two, two, one)
    assert [row.match for row in merged] == [Match.EXACT, Match.MERGED]
    assert merged[1].between(0, 2) is Match.MERGED
    assert merged[1].between(2, 0) is Match.SPLIT
    assert matches(two, one, one) == [Match.EXACT, Match.SPLIT]


@given(
    st.lists(st.permutations(range(6)).map(lambda p: p[:4]), min_size=2, max_size=4), st.randoms(use_true_random=False)
)
@settings(max_examples=40, deadline=None)
def test_every_sentence_stands_in_one_row_whatever_the_names(orders, random):
    """Rows hold each sentence once, and renaming the witnesses only reorders their columns."""
    texts = [page(*order) for order in orders]
    plain = rows(*texts)
    for k, text in enumerate(texts):
        assert sum(row.counts[k] for row in plain) == len(list(sentences(text)))
    names = [f"N{k}" for k in range(len(texts))]
    random.shuffle(names)
    collation = collate([witness(name, text) for name, text in zip(names, texts, strict=True)])
    place = {w.siglum: k for k, w in enumerate(collation.witnesses)}
    other = sentence_rows(collation)
    assert [tuple(row.spans[place[name]] for name in names) for row in other] == [row.spans for row in plain]
    assert [row.match for row in other] == [row.match for row in plain]
