"""Who wrote it: bylines, and the desk's line behind the report ("(Additional reporting by …; editing by …)")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from filiation.article.agencies import agency_called
from filiation.article.desk import read_desk_lines
from filiation.article.layout import Layout
from filiation.article.moments import find_moments
from filiation.article.names import begins_with_given_name, is_person, leading_names, usual_name
from filiation.text import Span

_BY = (
    r"(?:(?:written|reported|compiled|posted|published|story|words|text|article)\s)?by|von|par|por|di|da|door|av|af|od|autor(?:a|es|in|en|i)?"
    r"|auteurs?|authors?|text|texte|texto|testo|tekst|reporter|автор(?:ы|и)?|текст|oleh|penulis|szerző|yazan|autore|redaktor|skribent"
)
_OPENS = re.compile(rf"(?i:{_BY})\s{{0,2}}:?\s{{1,3}}(?=[^\W\d_a-z])")
_WITHIN = re.compile(r"(?<![^\W_])(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|Автор:?)\s{1,3}(?=[^\W\d_a-z])")
_ALONE = re.compile(rf"(?:{_BY})\s?:?", re.IGNORECASE)
_LONGEST_BYLINE = 220
_REACH_ABOVE = 3
"""Lines above the headline that may hold a byline."""
_REACH_BEHIND = 4
"""Lines behind the body that may hold a byline: "By Robin Emmott", "Jane Doe, Reuters"."""

_ROLE = re.compile(
    r"(?i)\b(?:correspondent|editor|reporter|writer|columnist|analyst|redakteur(?:in)?|korrespondent(?:in)?|corresponsal|periodista"
    r"|journaliste?|giornalista|redactor|redaktor|корреспондент|обозреватель|muhabir|bureau chief|min read)\b"
)
_PICTURE = re.compile(
    r"(?i)\b(?:photo|photograph|picture|image|file|foto|getty|via|©|pool|handout|illustration|video|bild|reuters/|ap photo)\b|©|/"
)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who made a report, as its page says.

    Attributes:
        bylines: Reporters, in the order printed; "Reporting by" where no byline is printed.
        byline_spans: Where they stand in the text.
        contributors: "Additional reporting by", "Writing by", and "Reporting by" on a report with a byline.
        editors: "Editing by".
        lines: Whole lines that say nothing else; they are no part of the body.
    """

    bylines: tuple[str, ...]
    byline_spans: tuple[Span, ...]
    contributors: tuple[str, ...]
    editors: tuple[str, ...]
    lines: tuple[Span, ...]


def read_hands(layout: Layout, authors: Iterable[str] = ()) -> Hands:
    """Read bylines and the desk's line off a page.

    Args:
        layout: The page around its report.
        authors: What its markup gives as authors; taken where no byline is printed.
    """
    text = layout.text
    desk = read_desk_lines(layout)
    known = [usual_name(author) for author in authors if is_person(author)]
    spans, whole = _printed(layout)
    if not spans:
        spans, whole = _alone(layout, known)
    spans = [_as_marked(text, span, known) for span in spans]
    names = list(dict.fromkeys(usual_name(span.of(text)) for span in spans))
    if not names:
        names = list(dict.fromkeys(known))
        spans = [span for name in names for span in _find(layout, name)]
    helpers = dict.fromkeys((*desk.reporters, *desk.contributors))
    if not names and desk.reporters:
        names, spans = list(desk.reporters), list(desk.reporters.values())
        helpers = dict.fromkeys(name for name in desk.contributors if name not in desk.reporters)
    return Hands(tuple(names), tuple(spans), tuple(helpers), tuple(desk.editors), (*desk.whole, *whole))


def _as_marked(text: str, span: Span, known: list[str]) -> Span:
    """Cut a printed name to what the markup gives, where a page runs on without a space: "Jane DoeStaff Writer"."""
    printed = span.of(text)
    for name in known:
        if len(name) < len(printed) and usual_name(printed[: len(name)]) == name:
            return Span(span.start, span.start + len(name))
    return span


def _printed(layout: Layout) -> tuple[list[Span], list[Span]]:
    """Find "By Robin Emmott" near the report; return the names' places and the lines that hold no more than that."""
    text = layout.text
    groups = (
        (layout.head, True),
        (layout.inner, False),
        (layout.between, False),
        (_edges(layout), True),
        (layout.above[-_REACH_ABOVE:] if layout.has_headline else (), True),
        (layout.tail[:_REACH_BEHIND], False),
    )
    for lines, loose in groups:
        for at, line in enumerate(lines):
            if len(line) > _LONGEST_BYLINE:
                continue
            start = _after_by(text, line, lines[at + 1] if at + 1 < len(lines) else None, loose=loose)
            if start is None:
                continue
            end = line.end if start < line.end else lines[at + 1].end
            names = leading_names(text, start, end)
            if names and not _reads_on(text, names[-1].end, end):
                return names, [line] if start < line.end else [line, lines[at + 1]]
    return [], []


def _edges(layout: Layout) -> tuple[Span, ...]:
    """Return the body's short first and last paragraphs, which may turn out to be bylines."""
    return tuple(
        span for span in dict.fromkeys((*layout.body[:2], *layout.body[-2:])) if len(span) <= _LONGEST_BYLINE // 2
    )


def _after_by(text: str, line: Span, following: Span | None, *, loose: bool) -> int | None:
    found = _OPENS.match(text, line.start, line.end)
    if found is not None:
        return found.end()
    if following is not None and len(following) <= _LONGEST_BYLINE and _ALONE.fullmatch(line.of(text)):
        return following.start
    if loose and find_moments(line.of(text)):
        found = _WITHIN.search(text, line.start, line.end)
        return found.end() if found else None
    return None


_PROSE_AFTER = re.compile(
    r"\s{1,3}(?!for\b|in\b|at\b|from\b|and\b|is\b|on\b|special\b|published\b|updated\b|posted\b|für\b|pour\b|para\b|per\b)[a-z][a-z'’]{1,20}\s[a-z]"
)


def _reads_on(text: str, at: int, end: int) -> bool:
    """Tell whether what follows a name is prose: "By Friday Mr Miller had left the" is no byline."""
    return _PROSE_AFTER.match(text, at, end) is not None


def _alone(layout: Layout, known: list[str]) -> tuple[list[Span], list[Span]]:
    """Find a name that is a line of its own beside a clock, a credit or a role, between headline and body."""
    text = layout.text
    for lines in (layout.head, layout.between):
        for at, line in enumerate(lines):
            words = line.of(text)
            if len(line) > 90 or _PICTURE.search(words):
                continue
            names = leading_names(text, line.start, line.end)
            if not names or names[0].start != line.start:
                continue
            rest = text[names[-1].end : line.end]
            credited = _ROLE.search(words, names[0].end - line.start) is not None or any(
                agency_called(part) for part in re.split(r"[,|•·/–-]", rest)
            )
            dated = bool(find_moments(rest))
            if rest.strip(" ,.|•·*") and not (credited or dated):
                continue
            around = [lines[i].of(text) for i in (at - 1, at + 1) if 0 <= i < len(lines)]
            first = names[0].of(text)
            marked = usual_name(first) in known
            if not credited and not marked and (not begins_with_given_name(first) or _is_told_of(layout, first)):
                continue
            only = lines is layout.head and len(lines) == 1 and layout.has_headline
            if credited or dated or only or any(_vouches(other) for other in around):
                return names, [line]
    for line in layout.tail[:2]:  # "Jane Doe, Reuters"
        names = leading_names(text, line.start, line.end) if len(line) <= 60 else []
        rest = text[names[-1].end : line.end] if names else ""
        if names and names[0].start == line.start and rest and agency_called(rest) is not None:
            return names, [line]
    return [], []


def _is_told_of(layout: Layout, name: str) -> bool:
    """Tell whether a report speaks of a person: then the name by the headline is a caption, not a byline."""
    surname = re.compile(rf"(?<!\w){re.escape(name.rsplit(maxsplit=1)[-1])}(?!\w)", re.IGNORECASE)
    return any(surname.search(layout.text, span.start, span.end) for span in layout.body)


def _vouches(line: str) -> bool:
    """Tell whether a line makes it likely that its neighbour is a byline."""
    if len(line) > 90:
        return False
    if any(moment.year is not None for moment in find_moments(line)):
        return not _PICTURE.search(line) or len(line) < 45
    return agency_called(line) is not None or (len(line) <= 50 and _ROLE.search(line) is not None)


def _find(layout: Layout, name: str) -> list[Span]:
    """Return where a name that the markup tells stands near the report, once."""
    pattern = re.compile(r"(?<!\w)" + r"\s".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)
    for line in (*layout.head, *layout.between, *layout.above[-_REACH_ABOVE:], *layout.tail[:_REACH_BEHIND]):
        found = pattern.search(layout.text, line.start, line.end)
        if found is not None:
            return [Span(*found.span())]
    return []


def is_byline(text: str, line: Span) -> bool:
    """Tell whether a whole line is a byline: "By Robin Emmott and Ana Cruz in Madrid"."""
    if len(line) > _LONGEST_BYLINE:
        return False
    start = _after_by(text, line, None, loose=False)
    names = leading_names(text, start, line.end) if start is not None else []
    return bool(names) and line.end - names[-1].end <= 60 and not _reads_on(text, names[-1].end, line.end)
