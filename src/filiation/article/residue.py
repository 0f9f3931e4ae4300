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
    (?=[^\S\n]{{0,3}}$ | \s{{1,3}}[^\W_a-zß-öø-ÿа-яёά-ώ] | \s{{1,3}}["'“‘„«(])      # the next begins, or nothing follows
    """,
    re.VERBOSE | re.MULTILINE,
)
# "… Gudrun said. (Photo: file)": a picture's credit that ran into the paragraph above or below it.
_PICTURE = re.compile(
    r"(?im)(?<=[.!?…\"'”’»)])[^\S\n]{0,3}\((?:file\s)?(?:photo|foto|image|picture|bild|imagem|imagen|фото)s?(?:\s(?:by|credit|courtesy))?\s?[:/]\s?(?:file|files|archive|archives|archiv|archivo|arquivo|archivio|library|stock|illustration|handout|archyw\w*|архив)\)(?=[^\S\n]{0,3}$)"
)
_ADS = frozenset((
    "advertisement", "advertisements", "advertising", "advert", "ad", "ads", "sponsored", "- advertisement -", "anzeige", "werbung",
    "publicidad", "anuncio", "publicidade", "pubblicità", "publicité", "reclame", "advertentie", "reklama", "reklam",
    "reklame", "reclamă", "publicitate", "реклама", "annons", "annonse", "annonce", "mainos", "hirdetés", "oglas", "διαφήμιση",
    "iklan", "quảng cáo", "广告", "廣告", "広告", "광고", "إعلان", "פרסומת", "विज्ञापन", "โฆษณา", "story continues below",
    "article continues below", "article continues after advertisement", "story continues after advertisement", "scroll to continue",
))  # fmt: skip


def is_residue(words: str) -> bool:
    """Tell whether a whole line is residue: "Advertisement", "READ MORE »"."""
    return len(words) <= _LONGEST_PHRASE and words.strip(" .:»›>→…[]()").casefold() in _ALONE


_LONGEST_PHRASE = 60


def blank_residue(text: str) -> str:
    """Return ``text`` with spaces for residue and for lines that say no more than "Advertisement"; the same length.

    What stands round an advertisement are neighbours, and are judged as such. Cost: linear.
    """
    blanked = _PICTURE.sub(_blank, _RESIDUE.sub(_blank, text))
    return _SHORT_LINE.sub(lambda found: _blank(found) if is_advertisement(found.group()) else found.group(), blanked)


_SHORT_LINE = re.compile(r"(?m)^[^\S\n]{0,8}\S[^\n]{0,44}$")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def is_advertisement(words: str) -> bool:
    """Tell whether a whole line only marks the place of an advertisement, or is a link's residue."""
    core = words.strip(" \t\r.:-–—*[]()|").casefold()
    return core in _ADS or core in _ALONE


def cut_residue(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the pieces of ``paragraph`` that are left when residue is cut out, trimmed; the whole where there is none."""
    start = paragraph.start
    cuts = (
        *_RESIDUE.finditer(text, paragraph.start, paragraph.end),
        *_PICTURE.finditer(text, paragraph.start, paragraph.end),
    )
    for found in sorted(cuts, key=lambda cut: cut.start()):
        if piece := trim(text, Span(start, found.start())):
            yield piece
        start = found.end()
    if piece := trim(text, Span(start, paragraph.end)):
        yield piece
