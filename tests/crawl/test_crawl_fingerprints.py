"""Fingerprints of texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from filiation.cluster.profile import SHINGLE, Coder, shingle
from filiation.crawl.fingerprints import WINDOW, fingerprint, fingerprint_texts
from filiation.text import tokenise

WORDS = st.lists(
    st.sampled_from(["the", "harbour", "at", "Ostrava", "closed", "on", "Monday", "after", "1,200", "lorries", "met"]),
    max_size=60,
)
# Signs that fold, join, end and part words, of several scripts.
SIGNS = st.text(alphabet="ab Á'’-‐.,:%1٣_\n\r\u2028\u00a0\x1cΣσİß…“北กЖ", max_size=80)


def encode(words: list[str]) -> np.ndarray:
    return Coder().encode(tuple(words))


@given(WORDS, WORDS, WORDS, WORDS, st.lists(st.sampled_from("abcdef"), min_size=WINDOW + SHINGLE - 1, max_size=30))
def test_shared_run(before: list[str], behind: list[str], other: list[str], rest: list[str], run: list[str]) -> None:
    """Two texts that share a run of ten words share a fingerprint, wherever it stands in either."""
    one = fingerprint(encode([*before, *run, *behind]))
    two = fingerprint(encode([*other, *run, *rest]))
    assert np.intersect1d(one, two).size


@given(WORDS)
def test_minima(words: list[str]) -> None:
    """Fingerprints are the distinct minima of the windows, ascending as signed numbers: as a plain loop finds them."""
    codes = encode(words)
    runs = [int(run) for run in shingle(codes)]
    windows = [runs[at : at + WINDOW] for at in range(max(1, len(runs) - WINDOW + 1))] if runs else []
    least = {min(window) for window in windows}
    assert fingerprint(codes).tolist() == sorted(run - (run >> 63 << 64) for run in least)


def test_short() -> None:
    """A text of fewer runs than the window has one fingerprint, and one without words none."""
    assert [len(fingerprint(encode(["a", "b", "c"][:count]))) for count in range(4)] == [0, 1, 1, 1]
    assert fingerprint(encode([])).dtype == np.int64


@given(st.lists(SIGNS | WORDS.map(" ".join), max_size=8))
def test_many_at_once(texts: list[str]) -> None:
    """Many texts at once have the fingerprints that each has alone, in their order."""
    owners, marks = fingerprint_texts(texts)
    alone = [fingerprint(Coder().encode(tokenise(text, words_only=True).forms)).tolist() for text in texts]
    assert owners.tolist() == [at for at, own in enumerate(alone) for _ in own]
    assert marks.tolist() == [mark for own in alone for mark in own]
    assert owners.dtype == marks.dtype == np.int64


def test_batches() -> None:
    """Where a batch of texts ends shows nowhere: not in long texts, nor in many."""
    texts = [" ".join(f"word{at * at % 977}" for at in range(size)) for size in (3, 90_000, 0, 12, 40_000, 11)]
    owners, marks = fingerprint_texts(texts * 2)
    half = len(owners) // 2
    assert (owners[half:] == owners[:half] + len(texts)).all()
    assert (marks[half:] == marks[:half]).all()
    assert set(owners.tolist()) == {at for at, text in enumerate(texts * 2) if text}


def test_long_lines() -> None:
    """A line of 200,000 characters without white space is read like any other."""
    text = "ab-" * 70_000 + " " + "북" * 200_000 + "北" * 200_000
    owners, marks = fingerprint_texts([text])
    assert marks.tolist() == fingerprint(Coder().encode(tokenise(text, words_only=True).forms)).tolist()
    assert not owners.any()
