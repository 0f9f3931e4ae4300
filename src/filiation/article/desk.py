"""The desk's line behind a report: "(Additional reporting by …; editing by …)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from filiation.article.layout import Layout
from filiation.article.names import names_within, usual_name
from filiation.text import Span, paragraphs, trim

_DESK_LABEL = re.compile(
    r"""(?ix)(?<![^\W_])(?:
      (?P<edit>(?:edited|editing)(?:\sand\s[a-z]+)?\sby | redigiert\svon | édité?\spar | editado\s(?:en\s\w+\s)?por | edición\s(?:en\s\w+\s)?de
        | edição\s(?:de|por) | in\sredazione\s(?:a\s\w+\s)? | editing\s(?:a\scura\s)?di | редактор )
    | (?P<report>(?:with\s)?(?:additional\s|further\s|extra\s|original\s)?(?:reporting|writing|compiled|written|reported|research|translat(?:ion|ed))
        (?:,?\s(?:and|&)\s(?:additional\s)?(?:reporting|writing|editing|photography))?\s(?:in\s[A-Z]\w+\s)?by
        | (?:bericht|geschrieben|zusätzliche\sberichterstattung)\svon | reportage(?:\sde)? | version\sfrançaise(?:\sde)?
        | (?:reporte|información|escrito|redacción)\s(?:de|por) | reportagem\s(?:de|por) | tradotto\sda )
    )\s{0,2}:?\s"""
)
_CONTRIBUTED = re.compile(
    r"(?i)(?:also\s)?contributed\s(?:to\sthis\s(?:report|story|article)|(?:additional\s)?reporting|from\s[A-Z])"
)
_STEMS = (
    "edited", "editing", "redigiert", "édit", "editado", "edición", "edição", "redazione", "редактор",
    "report", "writ", "compiled", "research", "translat", "bericht", "geschrieben", "version",
    "información", "escrito", "redacción", "tradotto", "contributed",
    "ı", "\u0307", "ſ",
)  # fmt: skip
"""One of them stands in whatever the two patterns match, in lower case: they are slow to find nothing. The last three are
what a pattern that ignores case takes for i and s."""
_CLAUSE_END = re.compile(r"[;\n]|\)\s{0,3}$|\.\s(?=[A-Z])|\.\)?\s{0,3}$")

_DESK_REACH = 900
"""Characters above which a paragraph is not searched for a desk's line at its end."""


_REPORTERS = re.compile(
    r"(?i)(?:original\s)?reporting\b(?!.*additional)|bericht\svon|reportage(?:\sde)?|(?:reporte|reportagem)\s(?:de|por)"
)


@dataclass(frozen=True, slots=True)
class DeskLines:
    """What the desk's lines say.

    Attributes:
        reporters: "Reporting by": whose report it is where no byline is printed; name, and where it stands.
        contributors: "Additional reporting by", "Writing by", "Jane Doe contributed to this report".
        editors: "Editing by".
        whole: The lines that say nothing else.
    """

    reporters: dict[str, Span]
    contributors: dict[str, Span]
    editors: dict[str, Span]
    whole: tuple[Span, ...]


def read_desk_lines(layout: Layout) -> DeskLines:
    """Read who worked on a report off its last paragraphs and the lines behind it."""
    text = layout.text
    named: dict[str, dict[str, Span]] = {"lead": {}, "report": {}, "edit": {}}
    whole: list[Span] = []
    last = list(paragraphs(text, layout.body[-3:]))
    for line in (*last, *layout.tail):
        if len(line) > _DESK_REACH:
            continue
        begin = _first_label(text, line)
        if begin is None:
            continue
        found_here = False
        for role, start, end in _clauses(text, begin, line.end):
            for span in names_within(text, start, end):
                named[role].setdefault(usual_name(span.of(text)), span)
                found_here = True
        if found_here and begin - line.start <= 2:
            whole.append(line)
        elif found_here and text[begin - 1 : begin] in {"(", "["}:
            whole.append(trim(text, Span(begin - 1, line.end)))
    return DeskLines(named["lead"], named["report"], named["edit"], tuple(whole))


def is_desk_line(text: str, line: Span) -> bool:
    """Tell whether a whole line says who else worked on a report: "(Reporting by …; editing by …)"."""
    begin = _first_label(text, line) if len(line) <= _DESK_REACH else None
    return begin is not None and begin - line.start <= 2 and bool(names_within(text, begin, line.end))


_LONGEST_COLOPHON = 0.4
"""Share of a body's characters that may stand behind its desk's line and still be cut off as no part of it."""


def end_at_desk_line(text: str, body: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a body up to its desk's line ("(Reporting by …; editing by …)"): a dispatch ends there.

    What a body finder took in behind it (pleas, teasers) is cut off; where most of the body stands behind it, it is
    another story's line, and nothing is cut.
    """
    total = sum(map(len, body))
    seen = 0
    for at, span in enumerate(body):
        seen += len(span)
        if seen >= (1 - _LONGEST_COLOPHON) * total and is_desk_line(text, span):
            return body[:at] or body
    return body


def _first_label(text: str, line: Span) -> int | None:
    """Return where the desk's line begins in ``line``: at its start, or in brackets at its end."""
    words = line.of(text).lower()
    if not any(stem in words for stem in _STEMS):
        return None
    if _CONTRIBUTED.search(text, line.start, line.end) and len(line) <= 300:
        return line.start
    found = _DESK_LABEL.search(text, line.start, line.end)
    if found is None:
        return None
    at = found.start()
    if (
        at - line.start <= 2
        or text[at - 1] in "(["
        or (at - line.start > 2 and text[max(line.start, at - 3) : at].rstrip()[-1:] in {".", "—", "-", "–", "*"})
    ):
        return at
    return None


def _clauses(text: str, begin: int, end: int) -> Iterable[tuple[str, int, int]]:
    """Yield role, start and end of each clause of a desk's line."""
    labels = list(_DESK_LABEL.finditer(text, begin, end))
    for at, label in enumerate(labels):
        stop = labels[at + 1].start() if at + 1 < len(labels) else end
        cut = _CLAUSE_END.search(text, label.end(), stop)
        lead = "lead" if label["report"] and _REPORTERS.match(label["report"]) else "report"
        yield ("edit" if label["edit"] else lead, label.end(), cut.start() if cut else stop)
    if not labels or _CONTRIBUTED.search(text, begin, end):
        contributed = _CONTRIBUTED.search(text, begin, end)
        if contributed is not None:
            yield ("report", begin, contributed.start())
