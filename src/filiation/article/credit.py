"""Whose dispatch it is: where a page names an agency as its source, and where a name is no credit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from filiation.article.agencies import LONGEST_NAME, agency_called, mention_pattern
from filiation.article.article import Credit
from filiation.article.dateline import DatelineReading
from filiation.article.layout import Layout, squeeze
from filiation.article.moments import find_moments
from filiation.article.names import is_person
from filiation.article.unlisted import find_unlisted, has_agency_form
from filiation.text import Span, sentences

_LEDE_SENTENCES = 3
"""First sentences of a body in which "according to Reuters" credits the report; further in it credits a detail."""

# What makes a name in the lede a credit. "told Reuters" does not: that is what a source did, on any outlet's page.
_ATTRIBUTES_BEFORE = re.compile(
    r"(?i)(?:according to|as reported by|reported by|reports? by|citing|quoted by|cited by|laut|nach angaben (?:der|von)|wie (?:die )?(?:nachrichtenagentur )?"
    r"|meldet(?:e)? (?:die )?|berichtet(?:e)? (?:die )?|selon|d[’']après|rapporte|según|de acuerdo con|informó|informa|secondo|riporta|segundo|de acordo com"
    r"|aldus|meldt|volgens|по данным|сообщает|передает|передаёт|за даними|повідомляє|podle|według|potrivit|relatează|conform|enligt|ifølge"
    r"|reports?|writes|says)\s(?:the\s|a\s|die\s|der\s|l[’']|la\s|el\s|het\s|de\s|o\s|a\s)?(?:(?:news|press|wire)?\s?(?:agency|service|agence|agentur|nachrichtenagentur"
    r"|agencia|agenzia|agência|persbureau|агентство|агентства|агенція|agentura|agencja|agenția|agenției)\s(?:de (?:presse|noticias|notícias)\s)?)?$"
)
_ATTRIBUTES_AFTER = re.compile(
    r"(?i)^(?:\s(?:news|press)(?:\sagency|\sservice|\swire)?)?\s?(?:,\s)?(?:has\s|have\s|had\s)?(?:reported|reports|berichtet(?:e)?|meldet(?:e)?|rapporte|a rapporté|informó|informa|riporta"
    r"|relata|meldt|сообщает|передает|передаёт|повідомляє|writes|wrote)\b"
)
_OWN_WORK = re.compile(
    r"(?i)^[/-]|^(?:[’']s?)?\s?(?:tally|poll|survey|calculations?|count|data|estimates?|analysis|review|witness(?:es)?|journalists?|reporters?|photograph\w*|video"
    r"|investigation|correspondents?|interview|footage|sources?)\b"
)
_SIGN_OFF = re.compile(r"(?:[-–—]\s?|\()(?P<agency>[^()\n–—-]{2,40}?)\)?\s?\.?$")
_SOURCE = re.compile(
    r"(?i)^\W{0,3}(?:sources?|via|credits?|courtesy(?:\sof)?|quelle|fuente|fonte|bron|źródło|zdroj|sursa|kaynak|источник|джерело|forrás|lähde|källa|kilde"
    r"|originally (?:published|appeared) (?:by|on|in|at)|(?:this (?:article|story) )?(?:was )?(?:first |originally )?published (?:by|on|in|at)|by|from|with|avec|mit|con|par|von|por)"
    r"\s?:?\s{1,3}(?:the\s)?(?P<agency>[^\n.|;]{2,40})"
)
_CONTRIBUTED = re.compile(
    r"(?i)(?:^|[\s(*])(?:the\s)?(?P<agency>[A-Z][\w.\s-]{1,36}?)\s(?:also\s)?(?:contributed (?:to|reporting)|has contributed)"
)
_INPUTS = re.compile(
    r"(?i)\bwith (?:inputs?|files|reporting|material|additional reporting|information|agency inputs) (?:from|by)\s(?:the\s)?(?P<agency>[^\n.;|()]{2,80})"
)
_RIGHTS = re.compile(
    r"(?i)(?:©|\(c\)|copyright|&copy;)\s?(?:©|\(c\)|copyright)?\s?(?:(?:19|20)\d\d(?:\s?-\s?(?:19|20)?\d\d)?)?,?\s?(?:by\s)?(?:the\s)?(?P<agency>[^\n.|;,(]{2,60})"
)
_PARTS = re.compile(r"\s?(?:[|•·;:\n]|\s[-–—/]\s|,\s|(?<=\w)/(?=\w)|\s(?:avec|with|mit|con|and|et|und|y|e|for)\s)\s?")
_SMALL_WORDS = re.compile(
    r"(?i)^(?:by|from|via|staff|news|agency|agencies|source|world|business|politics|published|updated|posted|on|in|and|min read|\d+ min read|share|print|\W*)$"
)
_PLACE = re.compile(r"[^\W\d_a-z][\w.’'-]{1,20}(?:\s[^\W\d_a-z][\w.’'-]{1,20})?")
_LEADING = re.compile(r"(?i)^(?:by|from|via|source:?|da|do|de|della|dalla|von|der|par|por|od)\s(?:the\s)?")
_LONGEST_CREDIT = 120


def find_credit(
    layout: Layout,
    dateline: DatelineReading | None,
    sources: Iterable[str] = (),
    own: Iterable[str] = (),
    *,
    bylines: Iterable[str] = (),
    authors: Iterable[str] = (),
) -> Credit | None:
    """Find the agency whose dispatch the page says it carries.

    In this order: the dateline, a credit line by the headline, a sign-off behind the body, an attribution in the
    lede, a copyright line behind the body, the markup; then the same places for an agency that no table lists. Captions, other headlines, and what somebody told an agency in
    the middle of a report are no credits.

    Args:
        layout: The page around its report.
        dateline: Its dateline, as read.
        sources: What the markup gives as source, author or rights holder, most trusted first.
        own: What the outlet calls itself.
        bylines: Its reporters. A report with a byline of its own is credited by its first sentence alone: "according
            to Reuters" further down is the source of one claim.
        authors: The people whom the markup gives as authors: another's name beside an agency's is a photographer's.
    """
    own = tuple(own)
    sentences_read = 1 if any(bylines) else _LEDE_SENTENCES
    people = frozenset(squeeze(name) for name in authors if is_person(name))
    if dateline is not None and dateline.agency is not None and not _is_own(dateline.agency, own):
        return Credit(dateline.agency, dateline.agency_span)
    searches = (_in_head(layout, people), _behind(layout), _in_lede(layout, sentences_read), _in_rights(layout))
    for credit in chain.from_iterable(searches):
        return credit
    for source in sources:
        agency = _source_agency(source)
        if agency is not None:
            return Credit(agency, None)
    return find_unlisted(layout, own, sentences_read)


def _is_own(name: str, own: Iterable[str]) -> bool:
    """Tell whether an outlet signs its datelines with its own name; an agency's site may."""
    return (
        agency_called(name) is None and not has_agency_form(name) and squeeze(name) in {squeeze(other) for other in own}
    )


def _source_agency(source: str) -> str | None:
    cut = _RIGHTS.search(source)
    for name in (source, cut["agency"] if cut else "", *re.split(r"\s?[,;|/]\s?|\s(?:and|with)\s", source[:200])):
        agency = agency_called(name)
        if agency is not None:
            return agency
    return None


def _credit(line: Span, found: re.Match[str]) -> Credit | None:
    """Return the agency that a pattern's group names, or its first part that is one."""
    for part in re.finditer(r"[^,/&]+?(?=,|/|&|\sand\s|$)", found["agency"]):
        name = part.group().strip()
        words = name
        while words:  # "Reuters in Brussels": the name may be followed by other words
            agency = agency_called(words)
            if agency is not None:
                start = line.start + found.start("agency") + part.start() + part.group().index(name)
                return Credit(agency, Span(start, start + len(words)))
            words = words.rpartition(" ")[0]
    return None


_PICTURES = re.compile(
    r"(?i)\b(?:getty|shutterstock|alamy|istock|corbis|zuma|imago|picture[\s-]alliance|(?:images?|photos?|pictures?|handout)(?![\w]))"
)


def _is_picture_line(words: str, authors: frozenset[str]) -> bool:
    """Tell whether a line says whose picture it is: "Ann Poe | Bloomberg | Getty Images", "Ann Poe | Reuters" on Jon Pike's."""
    if _PICTURES.search(words):
        return True
    parts = [part.strip() for part in re.split(r"\s?[|/]\s?", words)] if len(words) <= _LONGEST_CREDIT else []
    if len(parts) != 2 or agency_called(parts[1]) is None or not is_person(parts[0]):
        return False
    return bool(authors) and squeeze(parts[0]) not in authors


def _in_head(layout: Layout, authors: frozenset[str]) -> Iterator[Credit]:
    text = layout.text
    above = layout.above[-2:] if layout.has_headline else layout.above[-6:]
    for lines in (layout.head[::-1], layout.inner, layout.between, above[::-1]):
        for at, line in enumerate(lines):
            credit = None if _is_picture_line(line.of(text), authors) else _credit_line(text, line)
            # Initials alone on a line are a credit beside a byline or a clock; else they may be a button.
            if credit is not None and (
                agency_called(line.of(text), credit=False) is not None
                or len(line) > 5
                or any(_is_bylike(lines[i].of(text)) for i in (at - 1, at + 1) if 0 <= i < len(lines))
            ):
                yield credit


def _is_bylike(line: str) -> bool:
    return len(line) <= _LONGEST_CREDIT and (bool(find_moments(line)) or is_person(re.sub(r"(?i)^by\s", "", line)))


def _credit_line(text: str, line: Span) -> Credit | None:
    """Read a line that holds nothing but a credit, names, dates and the small words of a byline."""
    words = line.of(text)
    if len(words) > _LONGEST_CREDIT:
        return None
    found = _SOURCE.match(words)
    if found is not None and agency_called(found["agency"].strip()) is not None:
        return _credit(line, found)
    named: Credit | None = None
    rest = words
    moments = find_moments(words)
    if "/" in words and not moments:  # "(Joan Dee / Associated Press)": who took a picture
        return None
    for moment in reversed(moments):
        rest = rest[: moment.span.start] + "|" * len(moment.span) + rest[moment.span.end :]
    at = 0
    for part in [*_PARTS.split(rest)]:
        start = rest.index(part, at) if part else at
        at = start + len(part)
        core = part.strip(" |*()[],")
        bare = _LEADING.sub("", core)
        agency = agency_called(bare)
        if agency is not None and named is None:
            begin = line.start + start + part.index(bare)
            named = Credit(agency, Span(begin, begin + len(bare)))
        elif agency is None and named is not None and _PLACE.fullmatch(core):
            continue  # "Reuters, Washington"
        elif agency is None and core and not (_SMALL_WORDS.match(core) or is_person(bare) or _is_clockwork(core)):
            trailing = _with_outlet(bare, line.start + start + part.index(bare)) if bare in part else None
            if trailing is None:
                return None
            named = named or trailing
    return named


def _with_outlet(part: str, start: int) -> Credit | None:
    """Read "Robin Emmott Reuters", "MATTHEW LEE Associated Press": a name and, behind it, an agency."""
    words = list(re.finditer(r"\S+", part))
    for at in range(2, min(len(words), 6)):
        tail = part[words[at].start() :]
        agency = agency_called(tail)
        if agency is not None and is_person(part[: words[at - 1].end()]):
            return Credit(agency, Span(start + words[at].start(), start + len(part)))
    return None


_CLOCKWORK = re.compile(
    r"(?i)^(?:\W|\d|published|updated|posted|last|modified|on|at|am|pm|[a-z]{3}day|ist|gmt|utc|edt|est|et|min|mins|read|ago|hours?)*$"
)


def _is_clockwork(part: str) -> bool:
    return len(part) <= 60 and _CLOCKWORK.match(part) is not None


def _behind(layout: Layout) -> Iterator[Credit]:
    """Find a sign-off: the agency alone, "Source: AFP", "(With inputs from PTI)", or "— Reuters" after the last words."""
    text = layout.text
    last = layout.body[-1]
    for at, line in enumerate((*layout.body[-2:], *layout.tail)):
        words = line.of(text)
        if len(words) <= LONGEST_NAME + 2 and at >= 1:
            agency = agency_called(words, credit=at <= 4)
            if agency is not None:
                inner = re.search(r"\w.*\w", words)
                start = line.start + (inner.start() if inner else 0)
                yield Credit(agency, Span(start, line.start + inner.end() if inner else line.end))
        for pattern in (_INPUTS, _CONTRIBUTED):
            found = pattern.search(words) if len(words) <= 400 else None
            credit = _credit(line, found) if found else None
            if credit is not None:
                yield credit
        if line.start > last.start:
            found = _SOURCE.match(words) if len(words) <= _LONGEST_CREDIT else None
            credit = _credit(line, found) if found else None
            if credit is not None:
                yield credit
            credit = _credit_line(text, line) if at <= 4 else None
            if credit is not None:
                yield credit
    tail = Span(max(last.start, last.end - 60), last.end)
    found = _SIGN_OFF.search(tail.of(text))
    if found is not None:
        agency = agency_called(found["agency"], credit=False)
        if agency is not None:
            yield Credit(agency, Span(tail.start + found.start("agency"), tail.start + found.end("agency")))


def _in_lede(layout: Layout, most: int) -> Iterator[Credit]:
    text = layout.text
    pattern = mention_pattern()
    lede = Span(layout.body[0].start, min(layout.body[min(1, len(layout.body) - 1)].end, layout.body[0].start + 1_500))
    pieces = [
        p
        for p in (Span(max(b.start, lede.start), min(b.end, lede.end)) for b in layout.body if b.start < lede.end)
        if p
    ]
    for at, sentence in enumerate(sentences(text, pieces)):
        if at == most:
            return
        for found in pattern.finditer(text, sentence.start, sentence.end):
            before = text[max(sentence.start, found.start() - 60) : found.start()]
            after = text[found.end() : min(sentence.end, found.end() + 40)]
            if _OWN_WORK.match(after):
                continue
            if _ATTRIBUTES_BEFORE.search(before) or _ATTRIBUTES_AFTER.match(after):
                agency = agency_called(found["agency"])
                if agency is not None:
                    yield Credit(agency, Span(found.start(), found.end()))


def _in_rights(layout: Layout) -> Iterator[Credit]:
    text = layout.text
    for line in layout.tail:
        found = _RIGHTS.search(line.of(text))
        credit = _credit(line, found) if found else None
        if credit is not None:
            yield credit
