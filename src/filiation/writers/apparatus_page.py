"""A collation as one HTML page: sentences in rows, a witness a column, what varies marked; no script, no request."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from html import escape

from filiation.text import plural
from filiation.writers.alignment import AlignmentRecord
from filiation.writers.marking import Mark, mark_up
from filiation.writers.record import CollationRecord, ReadingRecord, SpanRecord, UnitRecord
from filiation.writers.words import shorten
from filiation.writers.written import Written, one_line

# Kinds by how much they matter, with what sets each off beside its colour: in print, and for who sees no colours.
_KINDS = {
    "fact": "a figure, name, date, place, speaker or negation",
    "substitution": "other words",
    "cut": "missing in the fewer",
    "addition": "only in the fewer",
    "move": "in another place",
    "typo": "a slip",
    "style": "house style",
    "residue": "words of the page",
}
# Of a row of sentences: what the marks in it do not show.
_TOLD_OF_ROWS = frozenset({"moved", "merged", "split"})
_STYLE = """
body{font:16px/1.5 Georgia,serif;margin:1.5rem;color:#1a1a1a;background:#fff}
h1,h2,p,ul,small{font-family:system-ui,sans-serif}h1{font-size:1.3rem}h2{font-size:1.1rem}
ul{padding:0;list-style:none;font-size:.85rem}ul li{display:inline-block;margin-right:1.2rem}
.wide{overflow-x:auto}table{border-collapse:collapse}
th,td{vertical-align:top;text-align:start;padding:.45rem .7rem;border-bottom:1px solid #ccc;min-width:16rem}
th{font-family:system-ui,sans-serif;position:sticky;top:0;background:#fff}td:first-child,th:first-child{min-width:0;color:#666}
td.none,small{color:#666}
mark{color:inherit;background:#f3f3f3;border-bottom:2px solid #777}
mark.fact{background:#fde3cf;border-bottom:4px double #b34700;font-weight:700}
mark.substitution{background:#e3ecf8;border-bottom:2px solid #1c5fa8}
mark.cut,mark.addition{background:#f0f7e6;border-bottom:2px dashed #4d7a12}
mark.move{background:#efe6f7;border-bottom:2px dotted #6b3fa0}
mark.typo{border-bottom:2px dotted #777}mark.style,mark.residue{background:none;border-bottom:1px dotted #777}
@media (prefers-color-scheme:dark){body,th{background:#161616;color:#eee}td:first-child,th:first-child,td.none,small{color:#aaa}
mark{background:#333}mark.fact{background:#5a2a08}mark.substitution{background:#12325a}mark.cut,mark.addition{background:#26380c}
mark.move{background:#3a2456}mark.style,mark.residue{background:none}}
@media print{body{margin:0;font-size:10pt}th{position:static}.wide{overflow:visible}}
"""
MOST_SHOWN = 40
"""Witnesses side by side: more than anybody reads in columns; the apparatus below names all of them."""
_READING, _HOVER, _MOST_ON_HOVER = 120, 40, 3


def apparatus_page(record: AlignmentRecord) -> Written:
    """Return the page. Every character of a witness is escaped; its policy lets nothing in but its own style sheet."""
    collation = record.collation
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"Collation {one_line(collation.id)}".strip()
    counts = Counter(unit.change for unit in collation.units)
    legend = "".join(
        f'<li><mark class="{kind}">{kind}</mark> {escape(told)}: {counts[kind]}</li>'
        for kind, told in _KINDS.items()
        if counts[kind]
    )
    hidden = max(len(collation.witnesses) - MOST_SHOWN, 0)
    shown = collation.witnesses[:MOST_SHOWN]
    head = "".join(f'<th scope="col" dir="auto">{escape(one_line(each.siglum))}</th>' for each in shown)
    columns = [_column(record, number) for number in range(len(shown))]
    rows = "".join(
        f"<tr><td>{number} <small>{escape(row.kind) if row.kind in _TOLD_OF_ROWS else ''}</small></td>{''.join(cells)}</tr>"
        for number, (row, *cells) in enumerate(zip(collation.rows, *columns, strict=True), 1)
    )
    texts = {each.siglum: text for each, text in zip(collation.witnesses, record.texts, strict=True)}
    entries = "".join(_entry(unit, texts) for unit in collation.units)
    what = f"{len(collation.witnesses)} witnesses · {plural(len(collation.units), 'variation unit')}"
    return Written(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>\n'
        f"<body><h1>{escape(title)}</h1><p>{what}. What varies is marked; the list below says who reads what.</p>"
        f'<ul>{legend}</ul>\n<div class="wide" tabindex="0" role="region" aria-label="Sentences side by side"><table>'
        f'<thead><tr><th scope="col">row</th>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n'
        f"<h2>Apparatus</h2><ol>{entries}</ol>{_rules(collation)}</body></html>\n",
        (f"the texts of {hidden} witnesses: {MOST_SHOWN} stand side by side, all in the apparatus",) if hidden else (),
    )


def _rules(collation: CollationRecord) -> str:
    """Return the house rules of the witnesses, each said once; nothing where there are none."""
    rules = "".join(f'<li dir="auto">{escape(one_line(rule.sentence))}</li>' for rule in collation.style)
    return f"<h2>House style</h2><ol>{rules}</ol>" if rules else ""


def _column(record: AlignmentRecord, number: int) -> list[str]:
    """Return the cells of one witness, row by row."""
    text, siglum = record.texts[number], record.collation.witnesses[number].siglum
    spans = [row.spans[number] for row in record.collation.rows]
    placed = sorted((span.start, span.end, row) for row, span in enumerate(spans) if span is not None)
    starts = [start for start, _, _ in placed]
    # A row of sentences that moved may enclose others: where ends do not ascend, the largest so far does.
    ends: list[int] = []
    for _, end, _ in placed:
        ends.append(max(end, ends[-1] if ends else 0))
    marks: dict[int, list[Mark]] = {}
    for place, unit in enumerate(record.collation.units, 1):
        told = _told(place, unit)
        for span in _spans_of(unit, siglum):
            for _, _, row in placed[bisect_right(ends, span.start) : bisect_left(starts, span.end)]:
                marks.setdefault(row, []).append(Mark(span.start, span.end, unit.change, told))
    return [
        '<td class="none">—</td>'
        if span is None
        else f'<td dir="auto">{mark_up(text, span.start, span.end, marks.get(row, []))}</td>'
        for row, span in enumerate(spans)
    ]


def _spans_of(unit: UnitRecord, siglum: str) -> list[SpanRecord]:
    return [
        span
        for reading in unit.readings
        for name, span in zip(reading.sigla, reading.spans, strict=True)
        if name == siglum and span.start < span.end
    ]


def _told(number: int, unit: UnitRecord) -> str:
    """Return what is said on hover: the unit's number in the list below, its kind, and its readings in short."""
    readings = (shorten(each.text, _HOVER) if each.text else "nothing" for each in unit.readings[:_MOST_ON_HOVER])
    more = " | …" if len(unit.readings) > _MOST_ON_HOVER else ""
    return f"{number} {unit.change}: {' | '.join(readings)}{more}"


def _entry(unit: UnitRecord, texts: Mapping[str, str]) -> str:
    """Return a unit as an entry of the apparatus: each reading as its first witness prints it, and who has it."""
    readings = "; ".join(
        f'<span dir="auto">{escape(_printed(reading, texts))}</span>'
        f" <small>{escape(shorten(' '.join(reading.sigla), _READING))}</small>"
        for reading in unit.readings
    )
    return f'<li><mark class="{unit.change}">{unit.change}</mark> {readings}</li>'


def _printed(reading: ReadingRecord, texts: Mapping[str, str]) -> str:
    if reading.text is None:
        return "—"
    span = reading.spans[0]
    return shorten(texts[reading.sigla[0]][span.start : span.end], _READING)
