"""The parser: each distinct sentence once, offsets true, nothing unbounded."""

from __future__ import annotations

from functools import cache

from filiation.testimony import Parser
from filiation.testimony.grammar import LONGEST_PARSE, LONGEST_SENTENCE


@cache
def parser() -> Parser:
    return Parser()


def test_words_stand_where_they_say() -> None:
    """Offsets and heads hold, over odd marks and spaces too."""
    sentence = "„Es\u00a0geht“,  said the «captain»\tof the ‚Rosa‘."
    parsed = parser().parse(sentence)
    for index, word in enumerate(parsed.words):
        assert word.index == index
        assert len(word.text) == word.end - word.start
        assert 0 <= word.head < len(parsed.words)
    assert parsed.words[parsed.at(sentence.index("captain")) or 0].lemma == "captain"


def test_repeats_are_parsed_once() -> None:
    """The same object comes back for a sentence seen before."""
    first = parser().parse("The ferry sank.")
    assert parser().parse_all(["The ferry sank."] * 3)["The ferry sank."] is first


def test_a_subtree_leaves_out_what_it_is_told_to() -> None:
    """A word's subtree holds the word, ascends, and stops at barred words."""
    parsed = parser().parse("The mayor of the old town said the bridge was closed.")
    root = next(w for w in parsed.words if w.dep == "ROOT")
    every = parsed.subtree(root.index)
    assert list(every) == sorted(every) == list(range(len(parsed.words)))
    subject = parsed.kid(root.index, "nsubj")
    assert subject is not None
    assert set(every) - set(parsed.subtree(root.index, without=[subject.index])) == set(parsed.subtree(subject.index))


def test_long_sentences_are_cut() -> None:
    """A line without an end is parsed in windows, up to a bound; heads stay within the sentence."""
    sentence = "the mayor said that " * (LONGEST_SENTENCE // 10)
    parsed = parser().parse(sentence)
    assert LONGEST_PARSE < parsed.words[-1].end <= LONGEST_SENTENCE
    assert all(0 <= word.head < len(parsed.words) for word in parsed.words)
    assert parser().parse("“" * 5_000).words == ()
