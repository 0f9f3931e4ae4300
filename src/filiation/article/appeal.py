"""Pleas for money behind a report: prose as fluent as the report's own, which speaks to the reader and ends in a button."""

from __future__ import annotations

import re

from filiation.text import Span, paragraphs

_LINES_BELOW = 4
"""Lines behind a paragraph within which a plea's button stands."""
_LONGEST_PLEA = 5
_LONGEST_PARAGRAPH = 600

_BUTTON = re.compile(
    r"(?i)\W{0,3}(?:please\s)?(?:yes,? i|donate|support|subscribe|become\s(?:a|our)|join(?:\sus|\s(?:today|now|here))?\b|give\b|contribute|chip\sin|pay\b|make\sa\s(?:gift|donation|contribution)"
    r"|sign\sup|start\syour|choose\san\samount|spenden|jetzt\sspenden|unterstützen|abonnieren|mitglied|beitrag|faire\sun\sdon|je\s(?:soutiens|donne|m[’']abonne)|soutenez|soutenir|s[’']abonner|abonnez"
    r"|dona[rt]?e?\b|apoya|apoyar|hazte|suscr[ií]b|aportar|sostieni|abbonati|doa[rs]?\b|apoia|assin[ae]|wspieraj|wspieram|wesprzyj|wpłać|donează|susține|aboneaz"
    r"|bağış|destek|abone|steun|doneer|word\slid|stöd|bli\s(?:prenumerant|medlem)|støt|bidra|поддержать|пожертвовать|подписаться|підтримати)"
)
_LONGEST_BUTTON = 48
_PERSONAL = 0.2
"""Share of the paragraphs above that speak to readers, from which it is a column or a letter."""
_TO_READERS = re.compile(
    r"(?i)(?<![\w'’])(?:we|our|us|you|your|yours|readers|wir|uns|unsere?[nmrs]?|ihnen|ihre?[nmrs]?|nous|notre|nos|vous|votre|vos|nosotros|nuestr[oa]s?|usted(?:es)?|ay[uú]d[ae](?:nos)?"
    r"|noi|nostr[oaie]|nós|noss[oa]s?|você|nas|nasz[aey]?[ch]?|naszą|nostru|noastr[aăe]|ajută-ne|biz[ei]?|bizim|bize|okurlar\w*|wij|ons|onze|vår[at]?|oss|нам|нас|наш[аиейу]?\w{0,2}|вам?|вас|ваш\w{0,3})(?![\w])"
)
_MARKS = frozenset('"“”„«»‘‹›「」')


def end_before_appeal(text: str, body: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a body without the plea at its end: last paragraphs that speak to readers, with a button below them.

    What somebody in the report says of "us" and "you" stands in quotation marks; a column, whose writer speaks to
    readers throughout, is left alone. At most half of the body goes.
    """
    body = _end_at_button(text, body)
    below = []
    for line in paragraphs(text, (Span(body[-1].end, len(text)),)):
        below.append(line)
        if len(below) == _LINES_BELOW:
            break
    if not any(_is_button(line.of(text)) for line in (*body[-1:], *below)):
        return body
    past = len(body)
    if _is_button(body[-1].of(text)):
        past -= 1
    while past > max(len(body) - _LONGEST_PLEA, 1) and speaks_to_readers(body[past - 1].of(text)):
        past -= 1
    kept = body[:past]
    personal = sum(speaks_to_readers(span.of(text)) for span in kept)
    if personal > _PERSONAL * len(kept) or 2 * sum(map(len, kept)) < sum(map(len, body)):
        return body
    return kept


_SHORT_PROMISE = 12
"""Words of a line behind a button that promises something ("The day's news, every morning.")."""


def _end_at_button(text: str, body: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a body up to a button ("Subscribe to our newsletter") behind which it only promises and pleads."""
    for at in range(len(body) - 1, max(len(body) - 1 - _LONGEST_PLEA, 0), -1):
        words = body[at].of(text)
        if len(words.split()) > _SHORT_PROMISE and not speaks_to_readers(words):
            break
        gap = Span(body[at - 1].end, body[at].start)
        if any(_is_button(line.of(text)) for line in paragraphs(text, (gap,))):
            return body[:at]
    return body


def _is_button(words: str) -> bool:
    return len(words) <= _LONGEST_BUTTON and words[-1] not in ".…" and _BUTTON.match(words) is not None


def speaks_to_readers(words: str) -> bool:
    """Tell whether a paragraph without quotations says "we", "our", "you" or "your"; no report's own words do."""
    return len(words) <= _LONGEST_PARAGRAPH and _MARKS.isdisjoint(words) and _TO_READERS.search(words) is not None
