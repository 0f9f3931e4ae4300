"""Quotation marks: which characters of a text stand between them, whatever marks the house uses.

A quotation ends with its paragraph. One that is left open and taken up by an opening mark at the head of the next
paragraph goes on there (the rule of English typography for a speech of several paragraphs); any other mark without its
partner opens nothing, so that no typing error swallows a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from filiation.testimony.english import DROPPED
from filiation.text import Span, trim


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, in one paragraph.

    Attributes:
        content: The words, marks and outer white space excluded; never empty.
        outer: With the marks.
        is_double: Between double marks or guillemets, not single ones.
        goes_on: Left open at the paragraph's end and taken up at the head of the next paragraph.
        is_dashed: Set off by dashes, not marks: a line of a dialogue.
    """

    content: Span
    outer: Span
    is_double: bool
    goes_on: bool = False
    is_dashed: bool = False


def is_titled(words: str) -> bool:
    """Tell whether quoted words are written as titles of works are: "The House of Winter"."""
    long = [w for w in words.split() if len(w) > _SMALL_WORD]
    return len(long) > 1 and all(w[:1].isupper() for w in long) and not words.isupper()


_SMALL_WORD = 3  # letters: "of", "the", "and" stay small in titles


# A mark: two straight apostrophes or two grave accents are an old typewriter's double mark.
_MARK = re.compile(r"''|``|[“”„‟«»\"＂‘’‚‛'`]")
_DOUBLE = frozenset('“„‟«»”"＂') | {"''", "``"}
# What may close what, in the typography of English, German, French, Polish, Swedish, Danish, Finnish and typewriters.
_PARTNERS = {
    "“": frozenset('”"＂') | {"''"},
    "„": frozenset('“”"＂') | {"''"},
    "‟": frozenset('”"'),
    "«": frozenset("»"),
    "»": frozenset("«»"),
    "”": frozenset("”"),
    '"': frozenset('"”＂'),
    "＂": frozenset('＂"”'),
    "''": frozenset({"''", '"', "”"}),
    "``": frozenset({"''", '"', "``"}),
    "‘": frozenset("’'"),
    "‚": frozenset("‘’"),
    "‛": frozenset("’"),
    "'": frozenset("'’"),
    "`": frozenset("'’`"),
}
# Only these say by themselves on which side they stand.
_ALWAYS_OPEN = frozenset("„‟‚‛") | {"``"}
_STOPS = frozenset(".,;:!?…)]}—–-")


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the quotations in paragraphs of a text.

    Args:
        text: The page.
        paragraphs: Where to look, ascending and disjoint.

    Returns:
        Outermost quotations in the order of the text. Linear in the length of the paragraphs.
    """
    found: list[Quotation] = []
    chain: list[Quotation] = []
    for here, following in zip_longest(paragraphs, paragraphs[1:]):
        taken_up = _first_mark(text, following) if following else None
        own = list(_in_paragraph(text, here, taken_up))
        if chain and own and own[0].outer.start == here.start and len(chain) < _LONGEST_SPEECH:
            found.extend(chain if not own[0].goes_on else ())
            chain = [*chain, own[0]] if own[0].goes_on else []
            own = own[1:] if chain else own
        else:
            chain = []  # never closed: an opening mark too many, not a speech to the page's end
        if own and own[-1].goes_on:
            chain = [own.pop()]
        found.extend(own)
    return tuple(found)


_LONGEST_SPEECH = 40  # paragraphs


def _first_mark(text: str, paragraph: Span) -> str | None:
    found = _MARK.match(text, paragraph.start, paragraph.end)
    return found.group() if found else None


def _in_paragraph(text: str, paragraph: Span, taken_up: str | None) -> Iterator[Quotation]:
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    last_close = _last_of(marks)
    i_straight = list(accumulate((found.group() == '"' for found in marks), initial=0))
    straight = i_straight[-1]
    i = 0
    while i < len(marks):
        opener = marks[i]
        mark = opener.group()
        glued = mark == '"' and _is_glued(text, opener.start(), paragraph, straight - i_straight[i])
        if not glued and not _may_open(text, opener.start(), opener.end(), paragraph):
            i += 1
            continue
        close = _closer(text, paragraph, marks, i, last_close)
        if close is not None:
            yield from _made(text, opener.start(), opener.end(), marks[close].start(), marks[close].end(), mark)
            i = close + 1
        elif taken_up == mark and mark in _DOUBLE:
            yield from _made(text, opener.start(), opener.end(), paragraph.end, paragraph.end, mark, goes_on=True)
            return
        else:
            i += 1


def _last_of(marks: Sequence[re.Match[str]]) -> dict[str, int]:
    # So that an opener without partner is told at once: keeps a line of 200,000 opening marks linear.
    return {found.group(): i for i, found in enumerate(marks)}


def _closer(text: str, paragraph: Span, marks: Sequence[re.Match[str]], i: int, last: dict[str, int]) -> int | None:
    mark = marks[i].group()
    partners = _PARTNERS.get(mark, frozenset())
    if max((last.get(p, -1) for p in partners), default=-1) <= i:
        return None
    single = mark not in _DOUBLE
    depth = 0
    spare: int | None = None
    for j in range(i + 1, min(len(marks), i + 1 + (_SINGLE_MARKS_AHEAD if single else _MARKS_AHEAD))):
        other = marks[j].group()
        if other == mark and mark not in partners:
            depth += 1
        elif other in partners and _may_close(text, marks[j].start(), marks[j].end(), paragraph):
            if depth and mark not in partners:
                depth -= 1
                spare = j
                continue
            if single and _looks_like_apostrophe(text, marks[j].start(), marks[j].end(), paragraph):
                spare = j if spare is None else spare
                continue
            return j
    # One opener too many ("a “b “c” d"): the last closer seen ends it all.
    return spare


# How many marks are looked at for a partner: bounds the cost on a line of nothing but marks.
_MARKS_AHEAD = 200
_SINGLE_MARKS_AHEAD = 30  # apostrophes included


def _may_open(text: str, start: int, end: int, paragraph: Span) -> bool:
    if end >= paragraph.end:
        return False
    mark = text[start:end]
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end]
    if mark in _ALWAYS_OPEN:
        return True
    if mark in {"'", "’", "`", "‘"} and DROPPED.match(text, end, min(end + 8, paragraph.end)):
        return False
    if mark in {"'", "’", "`"}:
        return mark != "’" and (before.isspace() or before in '([{—–-"“„') and (after.isalpha() or after in '[…“"$£€')
    if mark == "‘":
        return not before.isalnum() and not after.isspace()
    if mark in {"“", "«"}:
        return not after.isspace() or mark == "«"
    # ” and » open in Swedish and German books; " and '' are the same on both sides.
    return not before.isalnum() and before not in ".,!?" and (not after.isspace() or before.isspace())


def _is_glued(text: str, start: int, paragraph: Span, left: int) -> bool:
    """Tell whether a straight mark opens though it touches the sentence before it: `… the gas."Until now we …"`.

    Pages lose spaces where their markup ended. An even number of marks is left, this one included, and a capital follows.
    """
    before = text[start - 1] if start > paragraph.start else " "
    return before in ".!?" and left % 2 == 0 and text[start + 1 : start + 2].isupper()


def _may_close(text: str, start: int, end: int, paragraph: Span) -> bool:
    mark = text[start:end]
    before = text[start - 1]
    after = text[end] if end < paragraph.end else " "
    if mark in {"”", "»"}:
        return True
    if mark in {"'", "’", "`", "‘"}:
        return not after.isalnum() and not before.isspace()
    if mark == "“":
        return not before.isspace()
    return not before.isspace() or after.isspace() or after in _STOPS


def _looks_like_apostrophe(text: str, start: int, end: int, paragraph: Span) -> bool:
    """Tell whether a mark that could close single quotation marks is rather a genitive or a dropped letter."""
    before = text[start - 1]
    after = text[end] if end < paragraph.end else " "
    follows = text[end + 1] if end + 1 < paragraph.end else " "
    return before in "sSnN" and after == " " and follows.islower()


def _made(
    text: str, start: int, inner: int, inner_end: int, end: int, mark: str, *, goes_on: bool = False
) -> Iterator[Quotation]:
    content = trim(text, Span(inner, max(inner, inner_end)))
    if content and any(c.isalnum() for c in content.of(text)):
        yield Quotation(content, Span(start, end), mark in _DOUBLE, goes_on)
