"""News agencies that no table lists, known by their names' form and by where a page puts them.

A name counts more the more its place says: in a dateline's brackets any name may be an agency's; on a line by the
headline it must have an agency's form ("Alpine News Agency", "Interpress") or be credited by a picture too; in the
lede, besides, it must report. A picture's credit alone says whose picture it is, not whose report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from filiation.article.agencies import LONGEST_NAME, agency_called
from filiation.article.article import Credit
from filiation.article.layout import Layout, squeeze
from filiation.article.moments import calendar
from filiation.article.names import is_person, is_role
from filiation.article.picture import picture_credit
from filiation.text import Span, sentences

_LEDE_SENTENCES = 3
"""First sentences of a body in which "the agency … reports" credits the report; further in it credits a detail."""
_LONGEST_LEDE = 1_500
_LINES_BEHIND = 4
"""Lines behind the body that may sign it off."""

_WORD = r"[^\W\d_a-zß-öø-ÿа-яё][\w’'.&-]{0,24}"
_NAME = rf"{_WORD}(?:\s(?:(?:of|de|del|di|da|for)\s)?{_WORD}){{0,4}}"
_GENUS = (
    r"(?:[Nn]ews|[Pp]ress|[Ww]ire|[Tt]elegraph(?:ic)?)\s(?:[Aa]gency|[Ss]ervice|[Bb]ureau|[Ww]ire|[Ss]yndicate)|[Nn]ews[Ww]ires?|[Ww]ire|PRESS|WIRE|NEWSWIRE"
    r"|NEWS\sAGENCY|(?:NEWS|WIRE|PRESS)\sSERVICE|Press|Presse|Pressedienst|Presse-Agentur|Nachrichtenagentur|Haber\sAjansı|Nyhetsbyrå|Persbureau"
)
_ENDS_AS_AGENCY = re.compile(rf"(?:{_WORD}\s){{1,4}}(?:{_GENUS})")
_BEGINS_AS_AGENCY = re.compile(
    r"(?:Agence|Agencia|Agenzia|Agência|Agencja|Agenția|Agentur|Nachrichtenagentur|Агентство)\s(?:(?:de|di)\s)?(?:(?:presse|prensa|noticias|notícias|stampa|presă)\s)?"
    rf"{_WORD}(?:\s{_WORD}){{0,2}}"
)
# "Interpress", "Norrpresse": but not Express, Empress, cypress, compress.
_ONE_WORD = re.compile(
    r"[^\W\d_]{3,12}(?<!\bex)(?<!\bem)(?<!\bcy)(?<!\bcom)(?<!\bwater)pres(?:s|se)?\b|[^\W\d_]{3,12}wire", re.IGNORECASE
)
_INSTITUTE = re.compile(r"(?:Press\sService|PRESS\sSERVICE)$")

_LABELLED = re.compile(
    r"(?P<label>(?i:sources?|agency|agencies|via|credits?|quelle|agentur|fuente|agencia|fonte|agência|agenzia|agence|bron|persbureau|źródło|agencja|zdroj|sursa|agenția"
    r"|kaynak|ajans|источник|агентство|джерело|агенція|forrás|källa|kilde))\s?:\s{0,3}(?:[Tt]he\s)?(?P<name>[^\n|;:]{3,40})"
)
_AGENCY_LABEL = re.compile(r"(?i)age|ajans|аге|persbureau")
_BY = re.compile(r"(?:By|BY|by|From|Von|Par|Por|Da|Od|Av)\s{1,2}(?:the\s)?(?=[^\W\d_a-z])")
_INPUTS = re.compile(
    rf"(?i:with\s(?:inputs?|files|reporting|material|information)\s(?:from|by)\s(?:the\s)?)(?P<name>{_NAME})"
)
_SIGN_OFF = re.compile(rf"(?:[-–—]\s?|\()(?P<name>{_NAME})\)?\s?\.?$")

_CALLED = r"(?i:the\s)?(?i:(?:state|news|press|wire|national|official|private)\s(?:[a-z]{2,12}\s)?)?(?i:agency|wire service)\s"
_REPORTS = r"(?:has\s|have\s|had\s)?(?:reported|reports|said in (?:a|its) (?:report|dispatch)|wrote|writes)\b"
_IN_LEDE = (
    re.compile(rf"{_CALLED}(?P<name>{_NAME})\s{_REPORTS}"),
    re.compile(
        rf"(?i:die nachrichtenagentur|l['’]agence|la agencia|l['’]agenzia|a agência|agencja|agenția)\s(?P<name>{_NAME})"
    ),
    re.compile(rf"(?i:according to|as reported by|reported by|citing)\s(?:the\s)?(?:{_CALLED})?(?P<name>{_NAME})"),
    re.compile(rf"(?<![\w’'-])(?P<name>{_NAME})\s{_REPORTS}"),
)


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    text = files("filiation.article").joinpath("data/not_agencies.txt").read_text(encoding="utf-8")
    words, names = "\n".join(row for row in text.splitlines() if not row.startswith("#")).split("\n---\n")
    return frozenset(words.split()), frozenset(" ".join(name.split()) for name in names.split(","))


def can_be_agency(name: str) -> bool:
    """Tell whether ``name``, in a place where only an agency's stands, can be one: capitalised, and nobody else's."""
    words = name.split()
    never, others = _lists()
    months = calendar()
    return (
        3 <= len(name) <= LONGEST_NAME
        and re.fullmatch(_NAME, name) is not None
        and not any(word.casefold().strip(".,") in never for word in words)
        and name.casefold() not in others
        and not any(is_role(word) or word.casefold() in months.weekdays for word in words)
        and not (len(words) == 1 and words[0].casefold().strip(".") in months.months)
        and not (is_person(name) and not has_agency_form(name))
    )


def has_agency_form(name: str) -> bool:
    """Tell whether ``name``, the whole of it, is formed as agencies' names are: "Alpine News Agency", "Interpress"."""
    never, others = _lists()
    return (
        len(name) <= LONGEST_NAME
        and not any(word.casefold() in never for word in name.split())
        and name.casefold() not in others
        and any(pattern.fullmatch(name) for pattern in (_ENDS_AS_AGENCY, _BEGINS_AS_AGENCY, _ONE_WORD))
        and name[:1].isupper()
    )


def find_unlisted(layout: Layout, own: Iterable[str] = (), most: int = _LEDE_SENTENCES) -> Credit | None:
    """Find the agency, listed nowhere, whose dispatch a page says it carries; its dateline is read elsewhere.

    Args:
        layout: The page around its report.
        own: What the outlet calls itself; an outlet is not its own agency.
        most: First sentences of the body that may name it.

    Returns:
        The name as printed and where it stands; None where nothing says so.
    """
    page = _Page(layout, own, most)
    return next((credit for search in (page.by_headline, page.behind, page.in_lede) for credit in search()), None)


class _Page:
    """A page's lines, and the names that its outlet and its pictures are credited to."""

    def __init__(self, layout: Layout, own: Iterable[str], most: int) -> None:
        self.layout = layout
        self.most = most
        self.own = frozenset(squeeze(name) for name in own)
        around = (*layout.above[-2:], *layout.head, *layout.inner, *layout.between)
        pictured = (picture_credit(line.of(layout.text)) for line in around)
        self.pictured = frozenset(name for name in pictured if name is not None)

    def _is_agency(self, name: str, *, vouched: bool = False) -> bool:
        """Tell whether a name is an agency here: by its form, a picture's credit, or a label that says so."""
        return (
            squeeze(name) not in self.own
            and agency_called(name) is None
            and (has_agency_form(name) or ((vouched or name in self.pictured) and can_be_agency(name)))
        )

    def by_headline(self) -> Iterator[Credit]:
        layout = self.layout
        for lines in (
            layout.head[::-1],
            layout.inner,
            layout.between,
            layout.above[-2:] if layout.has_headline else (),
        ):
            yield from self._alone(lines)

    def behind(self) -> Iterator[Credit]:
        text, body = self.layout.text, self.layout.body
        yield from self._alone((body[-1], *self.layout.tail[:_LINES_BEHIND]))
        for line in (*body[-2:], *self.layout.tail[:_LINES_BEHIND]):
            found = _INPUTS.search(text, max(line.start, line.end - 200), line.end)
            if found is not None and self._is_agency(found["name"]):
                yield Credit(found["name"], Span(*found.span("name")))
        found = _SIGN_OFF.search(text, max(body[-1].start, body[-1].end - LONGEST_NAME), body[-1].end)
        if found is not None and self._is_agency(found["name"]):
            yield Credit(found["name"], Span(*found.span("name")))

    def _alone(self, lines: Iterable[Span]) -> Iterator[Credit]:
        """Yield credits that fill a line: a name, "By" and a name, "Source:" and a name."""
        for line in lines:
            words = line.of(self.layout.text)
            if len(words) > LONGEST_NAME + 20:
                continue
            labelled = _LABELLED.search(words)
            start = labelled.start("name") if labelled is not None and labelled.start() <= 2 else _bare(words)
            name = words[start:].rstrip(" .)]|")
            vouched = labelled is not None and _AGENCY_LABEL.match(labelled["label"]) is not None
            if self._is_agency(name, vouched=vouched):
                yield Credit(name, Span(line.start + start, line.start + start + len(name)))

    def in_lede(self) -> Iterator[Credit]:
        text, body = self.layout.text, self.layout.body
        end = min(body[min(1, len(body) - 1)].end, body[0].start + _LONGEST_LEDE)
        pieces = [Span(span.start, min(span.end, end)) for span in body if span.start < end]
        for at, sentence in enumerate(sentences(text, pieces)):
            if at == self.most:
                return
            for kind, pattern in enumerate(_IN_LEDE):
                for found in pattern.finditer(text, sentence.start, sentence.end):
                    yield from self._reporting(found, called=kind < 2, sentence=sentence)

    def _reporting(self, found: re.Match[str], *, called: bool, sentence: Span) -> Iterator[Credit]:
        """Yield the agency at the end of a run of capitals that is said to report."""
        text = self.layout.text
        name = found["name"].rstrip(".,")
        start = found.start("name")
        with_article = text[max(sentence.start, start - 4) : start].casefold() == "the "
        if with_article and (_INSTITUTE.search(name) or name.endswith(("Press", "Wire"))):
            return  # "the Presidential Press Service", "the Harbour Press": an office, a paper
        if text[start + len(name) : start + len(name) + 2] in {"’s", "'s"}:
            return
        if self._is_agency(name, vouched=called):
            yield Credit(name, Span(start, start + len(name)))


def _bare(words: str) -> int:
    """Return where a line's words begin behind "By", dashes and brackets."""
    start = len(words) - len(words.lstrip(" -–—([*"))
    by = _BY.match(words, start)
    return by.end() if by else start
