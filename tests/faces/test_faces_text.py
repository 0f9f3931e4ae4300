"""The ground's laws: spans, folding, tokens, paragraphs and sentences."""

import re
from itertools import pairwise
from textwrap import wrap

import pytest
from hypothesis import given, strategies as st

from filiation.text import Span, fold, paragraphs, sentences, tokenise, trim, unwrap, words_of

ANY = st.text(max_size=400)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.lists(st.text(alphabet=LETTERS, min_size=2, max_size=10), min_size=40, max_size=120)


def ink(text, spans):
    return [at for span in spans for at in range(span.start, span.end) if not text[at].isspace()]


@given(ANY)
def test_folding_keeps_length(text):
    """Folding maps one code point to one."""
    assert len(fold(text)) == len(text)


@given(ANY)
def test_unwrapping_keeps_ink_and_length(text):
    """Unwrapping turns characters of line breaks to spaces, and nothing else."""
    flat = unwrap(text)
    assert len(flat) == len(text)
    assert all(one == other or (one.isspace() and other == " ") for one, other in zip(text, flat, strict=True))


@given(ANY)
def test_tokens_fold_to_their_forms(text):
    """A token's characters, folded, are its form; tokens ascend and are disjoint."""
    tokens = tokenise(text)
    folded = fold(text)
    for at, form in enumerate(tokens.forms):
        assert folded[tokens.starts[at] : tokens.ends[at]] == form
    assert all(tokens.ends[at] <= tokens.starts[at + 1] for at in range(len(tokens) - 1))


UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(
    rf"[{UNSPACED}]|\d+(?:[.,:]\d+)*%?|(?:[^\W\d_{UNSPACED}]\.){{2,}}"
    rf"|[^\W_{UNSPACED}]+(?:['’\-‐‑][^\W_{UNSPACED}]+)*|\.\.\.|…|[^\w\s]|_"
)
"""The tokens' definition, one after another, in the plainest way."""
SIGNS = st.text(alphabet="abz AB12'’-‐.,:%_…\n\u2028\x1c²١٣ßéΣσİǅЖж๒ก日・\0`“", max_size=60)


@given(ANY | SIGNS, st.booleans(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_tokens_are_what_their_definition_finds(text, words_only, places):
    """Tokens are found as by one pattern, tried sign after sign, span after span; words are those that begin with a word's sign."""
    spans = [Span(min(place), max(place)) for place in places]
    for within in (None, spans):
        plain = [
            (found.group(), span.start + found.start(), span.start + found.end())
            for span in ([Span(0, len(text))] if within is None else within)
            for found in TOKEN.finditer(fold(span.of(text)))
            if not words_only or re.match(r"\w", found.group())
        ]
        tokens = tokenise(text, within, words_only=words_only)
        assert list(zip(tokens.forms, tokens.starts.tolist(), tokens.ends.tolist(), strict=True)) == plain
    assert words_of(fold(text)) == list(tokenise(text, words_only=True).forms)


@given(SIGNS)
def test_folding_is_sign_by_sign(text):
    """A sign folds to a plain mark or to lower case, if that is one sign; only sigma looks at its neighbours."""
    marks = dict(zip("’`“‐–", "''\"--", strict=True))
    for sign, folded in zip(text, fold(text), strict=True):
        lower = sign.lower() if len(sign.lower()) == 1 else sign
        assert folded == marks.get(sign, lower) or (sign, folded) == ("Σ", "ς")


@given(ANY | SIGNS, st.integers(0, 60), st.integers(0, 60))
def test_trimming_leaves_what_stripping_leaves(text, one, other):
    """A trimmed span reads as its characters stripped of white space, and lies within the span."""
    span = Span(min(one, other, len(text)), min(max(one, other), len(text)))
    assert trim(text, span).of(text) == span.of(text).strip()
    assert span.contains(trim(text, span))


@given(ANY)
def test_paragraphs_cover_all_ink(text):
    """Paragraphs ascend, are disjoint and trimmed, and hold every character that is no space."""
    found = list(paragraphs(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(span.of(text) == span.of(text).strip() for span in found)
    assert ink(text, found) == ink(text, [Span(0, len(text))])


@given(ANY)
def test_sentences_cover_their_paragraphs(text):
    """Sentences ascend, are disjoint, each lies in one paragraph, and together they hold the paragraphs' ink."""
    found, blocks = list(sentences(text)), list(paragraphs(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(any(block.contains(span) for block in blocks) for span in found)
    assert ink(text, found) == ink(text, blocks)


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(60, 80), st.sampled_from(["\n\n", "\n    ", "\r\n\r\n"]))
def test_wrapped_paragraphs_are_found_again(stories, width, parting):
    """Paragraphs that are wrapped at a width and parted by a blank line or an indent come back as they were."""
    whole = [" ".join(words).capitalize() + "." for words in stories]
    newline = "\r\n" if "\r" in parting else "\n"
    text = parting.join(newline.join(wrap(paragraph, width)) for paragraph in whole)
    assert [" ".join(span.of(text).split()) for span in paragraphs(text)] == whole


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Ferry sinks off Orla; forty saved by fishermen in fog",
            "Minister quits over canal that leads nowhere at all",
        ],
        ["Home", "World", "Sport", "a short line", "another one"],
        [
            "The council met on Monday and voted for the new bridge.",
            "It will be built by spring, the mayor said later on.",
        ],
        ["x" * 300, "y" * 200, "and so on, in lower case"],
    ],
)
def test_lines_of_their_own_stay_apart(lines):
    """Headlines, menus, paragraphs of one line and lines too long to be wrapped are not joined."""
    text = "\n".join(lines)
    assert [span.of(text) for span in paragraphs(text)] == lines


def test_a_sentence_goes_on_over_a_wrapped_line():
    """A sentence that is broken in the middle is one sentence; a name that opens the next line is no new one."""
    text = (
        "The pilots' union in Marlow said on Tuesday that its members had voted\n"
        "to strike from Friday. The airline, which flies to nine towns, called\n"
        "Robert Dunn's offer fair. Talks go on.\n"
    )
    assert [" ".join(s.of(text).split()) for s in sentences(text)] == [
        "The pilots' union in Marlow said on Tuesday that its members had voted to strike from Friday.",
        "The airline, which flies to nine towns, called Robert Dunn's offer fair.",
        "Talks go on.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The envoy said so. U.S. troops left the pass.", 2),
        ("“We are done.” U.S. envoys flew home.", 2),
        ("They met Gen. U.S. Grant in the hall.", 1),
        ("He waited… and then he left.", 1),
    ],
)
def test_breaks_at_abbreviations_and_ellipses(text, count):
    """A word in lower case ends its sentence before initials; a title does not; nor does an ellipsis that goes on."""
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize("text", ["a" * 200_000, "a b. " * 40_000, ("word " * 13 + "\n") * 3_000, "\n" * 200_000])
def test_long_texts_are_cut_in_linear_time(text):
    """Hostile texts end soon (no bound is timed; a quadratic one would not end)."""
    assert sum(1 for _ in paragraphs(text)) >= 0
