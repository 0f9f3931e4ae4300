"""Residue of the page inside a paragraph: "read more" after a sentence, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filiation.text import Span, trim

# Words of links and buttons that text extraction leaves in the run of a paragraph. One stands alone between sentences:
# after a full stop (closing marks aside), before a capital, a quotation mark or the paragraph's end. In mid-sentence
# the same words are the report's ("to read more about", "the advertisement").
_PHRASES = (
    "read more",
    "read also",
    "see also",
    "see more",
    "show more",
    "learn more",
    "continue reading",
    "click here",
    "advertisement",
    "advertisements",
    "story continues below",
    "story continues below advertisement",
    "mehr lesen",
    "weiterlesen",
    "lesen sie mehr",
    "leer más",
    "seguir leyendo",
    "leia mais",
    "leggi anche",
    "leggi di più",
    "lire la suite",
    "lire aussi",
    "читать далее",
    "читать дальше",
    "подробнее",
    "czytaj więcej",
    "czytaj dalej",
    "lees meer",
    "läs mer",
    "les mer",
    "læs mere",
    "devamını oku",
    "citește mai mult",
    "διαβάστε περισσότερα",
    "阅读更多",
    "続きを読む",
    "اقرأ المزيد",
)
_ALONE = frozenset(_PHRASES)
_RESIDUE = re.compile(
    rf"""
    (?<=[.!?…。！？"'”’»)])                                  # a sentence has ended
    \s{{0,3}} [\[(]?
    (?i:{"|".join(re.escape(p) for p in sorted(_PHRASES, key=len, reverse=True))})
    (?:\s?(?:»|›|>|→|\.{{3}}|…|:))? [\])]?
    (?=\s{{0,3}}$ | \s{{1,3}}[^\W_a-zß-öø-ÿа-яёά-ώ] | \s{{1,3}}["'“‘„«(])      # the next begins, or nothing follows
    """,
    re.VERBOSE,
)


def is_residue(words: str) -> bool:
    """Tell whether a whole line is residue: "Advertisement", "READ MORE »"."""
    return len(words) <= _LONGEST_PHRASE and words.strip(" .:»›>→…[]()").casefold() in _ALONE


_LONGEST_PHRASE = 60


def cut_residue(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the pieces of ``paragraph`` that are left when residue is cut out, trimmed; the whole where there is none."""
    start = paragraph.start
    for found in _RESIDUE.finditer(text, paragraph.start, paragraph.end):
        if piece := trim(text, Span(start, found.start())):
            yield piece
        start = found.end()
    if piece := trim(text, Span(start, paragraph.end)):
        yield piece
