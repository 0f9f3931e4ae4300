"""Where a report begins and ends: the lines round its paragraphs that an extractor takes for paragraphs."""

from __future__ import annotations

import re

from filiation.article.agencies import agency_called
from filiation.article.byline import is_byline
from filiation.article.dateline import read_dateline
from filiation.article.desk import is_desk_line
from filiation.article.layout import squeeze
from filiation.article.moments import find_moments
from filiation.article.picture import is_caption
from filiation.article.printed import is_clock_line
from filiation.article.unlisted import has_agency_form
from filiation.text import Span

_MOST_LINES = 8
"""Lines taken off either end of a body."""
_MOST_CHARACTERS = 0.3
"""Share of a body's characters that may be taken off it in all."""
_LONGEST = 300

_PICTURE = re.compile(
    r"(?i)\b(?:file photo|ap photo|photo(?:graph)?(?: by| credit)?:|photo/|foto:|bild:|image(?: credit| source)?:|picture:|credit:|getty images|archivo:|archivbild)"
    r"|\b(?:REUTERS|EFE|EPA|AFP|ANSA|dpa|PTI|ANI|TASS|Xinhua|Yonhap|Kyodo|AAP)\s?/\s?\w|/\s?(?:dpa|AFP|AP|Reuters|EPA|Getty)\b"
)
_RIGHTS = re.compile(
    r"(?i)©|\(c\)\s|copyright|all rights reserved|riproduzione riservata|tous droits|alle rechte|todos los derechos"
)
_SIGN = re.compile(
    r"(?i)[(\[-]{0,2}\s?(?:end|ends|ende|fin|fine|more|konec|конец)\s?[)\]-]{0,2}\.?|#{1,3}|-{1,3}\s?30\s?-{1,3}"
)
_TAGS = re.compile(
    r"(?i)(?:tags?|topics?|keywords?|filed under|related|read more|see also|also read|more on|lire aussi|lea también|leggi anche|lesen sie auch|mehr zum thema|читайте также)\b"
)
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]]{0,2}$")
_HEAD_LABEL_WORDS = 3
_TAIL_LABEL_WORDS = 14


def trim_edges(text: str, body: tuple[Span, ...]) -> tuple[Span, ...]:
    """Leave out what stands at a body's ends and is no paragraph of the report.

    Above: sections, bylines, clocks, captions, and a deck in front of a paragraph with a dateline. Behind: an agency's
    name, rights, signs of the end, tags and related headlines.

    Returns:
        A run of ``body``; all of it where little would remain.
    """
    first, past = 0, len(body)
    while first < min(past - 1, _MOST_LINES) and _is_head_furniture(text, body[first]):
        first += 1
    first = _below_decks(text, body, first)
    for at in range(first + 1, min(past - 1, first + 4)):
        reading = read_dateline(text, body[at])
        if reading is not None and reading.agency is not None:
            first = at
            break
    while past - 1 > max(first, len(body) - _MOST_LINES) and _is_tail_furniture(text, body[past - 1]):
        past -= 1
    kept = body[first:past]
    return kept if sum(map(len, kept)) >= (1 - _MOST_CHARACTERS) * sum(map(len, body)) else body


_DECKS = 2
"""Paragraphs at a body's head that may be decks."""
_DECK_LEAST, _DECK_OPENING = 30, 80
"""Letters and figures that a deck needs, and by how many of its first it is known again in the paragraph it is taken from."""


def _below_decks(text: str, body: tuple[Span, ...], first: int) -> int:
    """Return the first paragraph that no later one repeats: a deck is often a paragraph of the report, printed twice."""
    squeezed = [squeeze(span.of(text)) for span in body]
    for at in range(min(first + _DECKS, len(body) - 1) - 1, first - 1, -1):
        opening = squeezed[at][:_DECK_OPENING]
        if len(opening) >= _DECK_LEAST and any(opening in other for other in squeezed[at + 1 :]):
            return at + 1
    return first


def is_furniture(text: str, line: Span) -> bool:
    """Tell whether a line is a clock, a byline, a credit, a caption or a sign, and nothing else."""
    words = line.of(text)
    if len(words) > _LONGEST:
        return False
    if (
        not any(c.isalpha() for c in words)
        or agency_called(words) is not None
        or has_agency_form(words.strip(" ()"))
        or _SIGN.fullmatch(words)
    ):
        return True
    if _PICTURE.search(words) or is_caption(words) or is_byline(text, line):
        return True
    moments = find_moments(words)
    return any(moment.year is not None for moment in moments) and is_clock_line(words, moments)


def _is_head_furniture(text: str, line: Span) -> bool:
    words = line.of(text)
    return is_furniture(text, line) or (
        len(words.split()) <= _HEAD_LABEL_WORDS and not _SENTENCE_END.search(words) and len(words) < 40
    )


def _is_tail_furniture(text: str, line: Span) -> bool:
    words = line.of(text)
    if is_furniture(text, line) or is_desk_line(text, line):
        return True
    if len(words) <= _LONGEST and (_RIGHTS.search(words) or _TAGS.match(words)):
        return True
    return len(words.split()) <= _TAIL_LABEL_WORDS and not _SENTENCE_END.search(words) and len(words) < 120
