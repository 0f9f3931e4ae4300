"""Relays: sentences that a page takes on the word of another newsroom ("Reuters reported", "told the BBC").

A relay in words of its own is no report of its own: what it tells is the other newsroom's report, for that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiation.archive.page import PageId
from filiation.article.agencies import agency_called, mention_pattern
from filiation.article.article import Article
from filiation.cluster.tradition import Event
from filiation.text import Span, sentences

# A name that a newsroom may bear: capitalised words, small ones only between them.
_WORD = r"(?:[A-Z][\w.’'&-]{0,24}|[A-Z]{2,6})"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:(?:of|and|de|la|le|der|the)\s)?{_WORD}){{0,4}})"
_KIND = r"(?:(?:news(?:\sagency|paper)?|newspaper|broadcaster|daily|weekly|magazine|website|agency|wire(?:\sservice)?|state\s(?:tv|television|news\sagency))\s)?"
# What makes the name in front of it, or behind it, the one on whose word a sentence stands.
_BEHIND = re.compile(
    rf"(?i:\b(?:according\sto|as\sreported\s(?:by|in)|reported\sby|quoted\s(?:by|in)|cited\s(?:by|in)|citing|told|in\san\sinterview\s(?:with|to)|in\scomments\sto|first\sreported\sby))"
    rf"\s(?i:the\s|a\s)?(?i:{_KIND}){_NAME}"
)
_BEFORE = re.compile(
    rf"{_NAME}(?i:,?\s(?:news\sagency\s|newspaper\s|television\s)?(?:has\s|had\s|have\s|also\s|first\s){{0,2}}"
    r"(?:reported|reports|quoted|quotes|cited|cites|said\sin\sa\s(?:report|dispatch|story)|said\sin\sits\sreport|wrote|writes))\b"
)
# Words of which a newsroom's name has one.
_PRESS = frozenset(
    """
    times post news journal guardian tribune herald telegraph mail gazette chronicle observer courier dispatch star sun
    mirror express standard globe inquirer independent sentinel press newswire wire broadcasting tv radio television
    magazine weekly daily zeitung zeit welt jazeera tageblatt tagesspiegel presse monde figaro pais país mundo corriere repubblica
    interfax xinhua sputnik politico axios bloomberg newsweek spiegel economist
    """.split()  # noqa: SIM905 a list of words reads best as words
)
_BROADCASTERS = frozenset(
    [
        "BBC",
        "CNN",
        "NBC",
        "ABC",
        "CBS",
        "NPR",
        "PBS",
        "MSNBC",
        "ITV",
        "RTE",
        "RTÉ",
        "CBC",
        "NHK",
        "ZDF",
        "ARD",
        "RAI",
        "TVN",
        "NOS",
        "VRT",
        "SVT",
        "NRK",
    ]
)
# "the Times' own reporters", "a Reuters poll": the newsroom's own work is told by its owner, which is a relay too. What
# follows makes the name no newsroom.
_NO_NEWSROOM = re.compile(r"^\s(?:Square|Street|Tower|Building|Stadium|Arena|Group|Holdings|shares?|stock)\b")


@dataclass(frozen=True, slots=True)
class Relay:
    """A sentence that stands on another newsroom's word.

    Attributes:
        page: The page that relays.
        sentence: The sentence, in the page's text.
        credit: The words that name the newsroom, in the page's text.
        name: The newsroom, an agency by its usual name.
    """

    page: PageId
    sentence: Span
    credit: Span
    name: str


class Relays:
    """The relays of an event's pages, looked up by wording."""

    def __init__(self, event: Event, articles: Sequence[Article]) -> None:
        houses = houses_of(event, articles)
        known = {_key(article.outlet): article.outlet for article in articles if article.outlet}
        self._sentences: dict[PageId, list[Span]] = {}
        self._found: dict[PageId, list[Relay]] = {}
        for article in articles:
            found = list(_relays(article, houses[article.page], known))
            if found:
                self._found[article.page] = found
        self._by_name: dict[str, list[PageId]] = {}
        for page, names in houses.items():
            for name in sorted(names):
                self._by_name.setdefault(name, []).append(page)

    def of(self, page: PageId, wordings: Sequence[Span]) -> Relay | None:
        """Return the relay on which a page's wordings of a statement stand; None where one of them is the page's own."""
        found = self._found.get(page)
        if not found:
            return None
        first = None
        for wording in wordings:
            relay = next((each for each in found if each.sentence.overlaps(wording)), None)
            if relay is None:
                return None
            first = first or relay
        return first

    def pages_of(self, name: str) -> Sequence[PageId]:
        """Return the pages that carry the newsroom's own report: its dispatches' copies, and its own site's pages."""
        return self._by_name.get(_key(name), ())


def houses_of(event: Event, articles: Sequence[Article]) -> Mapping[PageId, frozenset[str]]:
    """Return the newsrooms whose words each page carries, as folded names: its outlet, and the agencies that its tradition credits."""
    by_page = {article.page: article for article in articles}
    found: dict[PageId, frozenset[str]] = {}
    for tradition in event.traditions:
        members = [by_page[member.page] for member in tradition.members]
        agencies = {_key(article.agency.name) for article in members if article.agency is not None}
        for article in members:
            found[article.page] = frozenset({*agencies, *([_key(article.outlet)] if article.outlet else [])})
    return dict(sorted(found.items()))


def _relays(article: Article, own: frozenset[str], known: Mapping[str, str]) -> Iterator[Relay]:
    """Yield the sentences of a page that stand on another newsroom's word."""
    for sentence in sentences(article.text, article.body):
        words = sentence.of(article.text)
        for pattern in (_BEHIND, _BEFORE):
            for found in pattern.finditer(words):
                name = _newsroom(found["name"], words[found.end("name") :], known)
                if name is not None and _key(name) not in own:
                    start, end = found.span("name")
                    yield Relay(article.page, sentence, Span(sentence.start + start, sentence.start + end), name)


def _newsroom(name: str, following: str, known: Mapping[str, str]) -> str | None:
    """Return the newsroom that a name means; None where it means none."""
    if _NO_NEWSROOM.match(following):
        return None
    name = re.sub(r"[’']s?$", "", name).rstrip(".,")
    agency = agency_called(name, credit=False)
    if agency is None and (mention := mention_pattern().fullmatch(name)) is not None:
        agency = agency_called(mention["agency"])
    if agency is not None:
        return agency
    if _key(name) in known:
        return known[_key(name)]
    words = name.split()
    is_named_for = len(words) > 1 and words[0].casefold() in _PRESS and words[1] == "of"  # "Times of Malta"
    return name if is_named_for or words[-1].casefold() in _PRESS or set(words) & _BROADCASTERS else None


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")
