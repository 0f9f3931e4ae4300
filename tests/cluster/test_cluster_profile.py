"""What clustering reads of one text."""

from __future__ import annotations

import math
from collections import Counter
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given, strategies as st

from filiation.archive.page import PageId
from filiation.article import Article
from filiation.cluster.profile import DAY, FIGURE, NAME, PLAIN, Coder, Profile, figure, plain, profile_all, shingle
from filiation.cluster.rarity import weigh_words
from filiation.text import Span, paragraphs

PIECES = [*"abAB12 '.,:-\n\"“”²ÉéЖжΣ日本ก", "'s ", " Ana ", " ana ", "Monday ", " 1,200 ", " 1200 "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def profile(text: str, language: str | None = "en") -> Profile:
    body = tuple(paragraphs(text)) or (Span(0, len(text)),)
    return profile_all([Article(PageId("a"), "a", "", text, body, language=language)])[0]


@pytest.mark.parametrize(
    ("text", "names", "figures", "days"),
    [
        ("The harbour of Ostrava closed on Monday.", ["ostrava"], [], ["monday"]),
        ("Harbours close. Ostrava Freight said 1,200 harbours did.", ["ostrava", "freight"], ["1,200"], []),
        ("Ships wait in Ostrava. Ostrava has 3 quays.", ["ostrava", "ostrava"], ["3"], []),
        ("The Mayor left the hall. Mayor's ships stay.", ["mayor", "mayor's"], [], []),
        ("Корабли ждут в Остраве 12 дней", ["остраве"], ["12"], []),
        ("5 ships", [], ["5"], []),
    ],
)
def test_kinds(text: str, names: list[str], figures: list[str], days: list[str]) -> None:
    """Capitalised words inside sentences are names, at their start only if vouched for; calendars tell days."""
    read = profile(text)
    by_kind = {
        kind: [form for form, its in zip(read.tokens.forms, read.kinds, strict=True) if its == kind]
        for kind in (NAME, FIGURE, DAY)
    }
    assert by_kind == {NAME: names, FIGURE: figures, DAY: days}


@given(TEXTS)
def test_counts(text: str) -> None:
    """A profile counts what its kinds say, hashes each word by itself, and holds its runs once each, ascending."""
    read = profile(text)
    forms, kinds = read.tokens.forms, read.kinds.tolist()
    assert all((kind == FIGURE) == form[0].isdigit() for form, kind in zip(forms, kinds, strict=True))
    assert set(kinds) <= {PLAIN, FIGURE, NAME, DAY}
    assert read.names == Counter(plain(form) for form, kind in zip(forms, kinds, strict=True) if kind == NAME)
    assert read.figures == Counter(figure(form) for form, kind in zip(forms, kinds, strict=True) if kind == FIGURE)
    codes = [int.from_bytes(blake2b(form.encode(), digest_size=8).digest()) for form in forms]
    assert read.codes.tolist() == codes == Coder().encode(forms).tolist()
    assert read.shingles.tolist() == np.unique(shingle(read.codes)).tolist()


@given(TEXTS, st.sampled_from(["en", "de", "ja", None]))
def test_weights(text: str, language: str | None) -> None:
    """What the words say is a vector of length 1 of positive weights, or nothing; it hangs on the words alone."""
    read = profile(text, language)
    weights = weigh_words(read)
    assert all(weight > 0 for weight in weights.values())
    assert not weights or math.isclose(sum(weight**2 for weight in weights.values()), 1, abs_tol=0.3)
    assert weights == weigh_words(profile(text, language))


def test_weights_of_pairs() -> None:
    """In scripts without spaces pairs of characters are weighed; a possessive counts with its owner where that is a name."""
    assert set(weigh_words(profile("東京の港", "ja"))) >= {"東京", "京の", "の港"}
    weights = weigh_words(
        profile("He met Okonkwo. He read Okonkwo's letter about Okonkwo's 1,200 ships of 1200 tonnes.")
    )
    assert "okonkwo" in weights
    assert "okonkwo's" not in weights
    assert "1200" in weights


def test_quoted() -> None:
    """Words between quotation marks are told, to the paragraph's end where no mark closes them."""
    read = profile('He said "we close" today.\nShe said “we stay\nand he left.')
    quoted = [form for form, its in zip(read.tokens.forms, read.quoted, strict=True) if its]
    assert quoted == ["we", "close", "we", "stay"]
    assert not profile("He said nothing.").quoted.any()
