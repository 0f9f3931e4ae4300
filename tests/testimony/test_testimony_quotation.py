"""Quotation marks and frames: the laws that hold for any text whatever."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from filiation.testimony.frame import STAND_IN, frames
from filiation.testimony.quotation import quotations
from filiation.text import Span, paragraphs

TEXTS = st.lists(
    st.sampled_from(
        ["“", "”", "„", "«", "»", '"', "''", "‘", "’", "'", " ", ", ", ". ", "\n", "Ana", "said", "it", "A", "1"]
    ),
    max_size=60,
).map("".join)


@given(TEXTS)
def test_quotations_lie_in_their_paragraphs_and_apart(text: str) -> None:
    """Each has content inside its marks, inside one paragraph; none overlaps another; they ascend."""
    lines = tuple(paragraphs(text))
    found = quotations(text, lines)
    for each in found:
        assert each.outer.contains(each.content)
        assert any(line.contains(each.outer) for line in lines)
        assert each.content.of(text).strip() == each.content.of(text) != ""
    for one, other in pairwise(found):
        assert one.outer.end <= other.outer.start


@given(TEXTS)
def test_frames_lead_back_to_the_page(text: str) -> None:
    """A frame's own words stand in the page where it says, and a stand-in for its whole quotation."""
    lines = tuple(paragraphs(text))
    for frame in frames(text, lines, quotations(text, lines)):
        covered = [held.span for held in frame.held]
        for held in frame.held:
            assert STAND_IN in held.span.of(frame.text)
            assert frame.in_page(held.span.start, held.span.end) == held.quotation.outer
        for index, character in enumerate(frame.text):
            if not any(span.start <= index < span.end for span in covered):
                assert frame.in_page(index, index + 1).of(text) == character


def test_a_mark_that_never_closes_opens_nothing() -> None:
    """Paragraph after paragraph begins with an opening mark and none closes: no speech runs to the page's end."""
    text = "\n".join(f"“Item {number} of the list" for number in range(50))
    assert quotations(text, tuple(paragraphs(text))) == ()


def test_apostrophes_are_no_quotation_marks() -> None:
    """Genitives, contractions and dropped letters neither open nor close."""
    text = "The farmers' wives didn't go; they'd stayed in the '90s style, rock 'n' roll and all, at the inn's bar."
    assert quotations(text, (Span(0, len(text)),)) == ()


def test_apostrophes_inside_single_marks() -> None:
    """A genitive plural does not end a quotation in single marks."""
    text = "‘The farmers’ wives have gone,’ he said."
    (found,) = quotations(text, (Span(0, len(text)),))
    assert found.content.of(text) == "The farmers’ wives have gone,"
