"""A draft: a report as paragraphs of marked sentences, before a page is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from filiation.newsroom.marking import CLOSE, CREDIT, DATE, MID, OPEN, Mark, mark, strip

TAGS = f"(?:{OPEN}[^{MID}]*{MID}|{CLOSE})*"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as marked text; ``key`` names the point, wording and place it was first written as."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together; ``key`` names the point that the first of them makes."""

    key: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Typography:
    """How signs are printed: quotation marks (opening, closing), apostrophe, dash with its spaces."""

    quotes: tuple[str, str] = ('"', '"')
    apostrophe: str = "'"
    dash: str = " - "


@dataclass(frozen=True, slots=True)
class Draft:
    """A report.

    Attributes:
        paragraphs: At least one.
        dateline: ``TOWN, March 11 (Agency)``, marked; None where there is none.
        typography: How its signs are printed; copied along unless a desk has its own.
        headline: Plain.
    """

    paragraphs: tuple[Paragraph, ...]
    headline: str
    dateline: str | None = None
    typography: Typography = Typography()

    def sentences(self) -> list[Sentence]:
        """Return all sentences in order."""
        return [s for p in self.paragraphs for s in p.sentences]

    def with_sentences(self, new: dict[int, Sentence | None]) -> Draft:
        """Return the draft with sentences replaced by number, or dropped where None; empty paragraphs go."""
        at = 0
        paragraphs: list[Paragraph] = []
        for paragraph in self.paragraphs:
            kept: list[Sentence] = []
            for sentence in paragraph.sentences:
                changed = new.get(at, sentence)
                at += 1
                if changed is not None:
                    kept.append(changed)
            if kept:
                paragraphs.append(replace(paragraph, sentences=tuple(kept)))
        return replace(self, paragraphs=tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as printed: its paragraphs joined by blank lines, where each stands, and every mark."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]


def print_draft(draft: Draft, separator: str = "\n\n") -> Printed:
    """Set a draft: plain text, the places of its paragraphs, and its marks."""
    pieces: list[str] = []
    marks: list[Mark] = []
    places: list[tuple[int, int]] = []
    at = 0
    for number, paragraph in enumerate(draft.paragraphs):
        marked = " ".join(s.text for s in paragraph.sentences)
        if number == 0 and draft.dateline is not None:
            marked = f"{draft.dateline} - {marked}"
        text, found = strip(set_type(marked, draft.typography))
        if pieces:
            pieces.append(separator)
            at += len(separator)
        pieces.append(text)
        marks += [replace(m, start=m.start + at, end=m.end + at) for m in found]
        places.append((at, at + len(text)))
        at += len(text)
    return Printed("".join(pieces), tuple(places), tuple(marks))


def set_type(marked: str, typography: Typography) -> str:
    """Print the neutral signs of marked text (``“ ” ' –``) in a typography."""
    opening, closing = typography.quotes
    marked = marked.replace("'", typography.apostrophe).replace(" – ", typography.dash)
    return marked.replace("“", "\ue010").replace("”", "\ue011").replace("\ue010", opening).replace("\ue011", closing)


_COMMAS = re.compile(rf",({TAGS}),")
_COMMA_STOP = re.compile(rf",({TAGS})(?=[.:;!?])")
_DOUBLE_STOP = re.compile(rf"([.!?])({TAGS}”)\.")
_ARTICLE = re.compile(rf"\b([Aa]) ((?:{OPEN}[^{MID}]*{MID})*)(?=8|11\b|18\b|eight)")
_INITIAL = re.compile(rf"^((?:{OPEN}[^{MID}]*{MID}|“)*)([a-z])")


def tidy(marked: str) -> str:
    """Mend what filling a template or cutting words leaves: doubled commas and spaces, a comma before a full stop, a/an."""
    marked = re.sub(" {2,}", " ", marked).strip()
    marked = marked.replace(" ,", ",").replace(" .", ".")
    marked = _COMMAS.sub(r"\1,", marked)
    marked = _COMMA_STOP.sub(r"\1", marked)
    marked = _DOUBLE_STOP.sub(r"\1\2", marked)
    marked = _ARTICLE.sub(r"\1n \2", marked)
    return _INITIAL.sub(lambda found: found.group(1) + found.group(2).upper(), marked)


def dateline(town: str, month: str, day: date, agency: str) -> str:
    """Write a dateline, with its date and the agency's credit marked."""
    when = mark(DATE, day.isoformat(), f"{month[:3]} {day.day}")
    return f"{town.upper()}, {when} ({mark(CREDIT, agency, agency)})"
