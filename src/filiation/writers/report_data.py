"""What the reading view needs of one event, as JSON that can stand in a page: texts, trees, and where witnesses differ.

Only places and texts: which readings part two witnesses is looked up in the browser, when somebody asks for the two.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, groupby

from filiation.writers.marking import legible
from filiation.writers.record import CollationRecord, ReadingRecord, SpanRecord, TracedPageRecord, TraditionRecord
from filiation.writers.report_cuts import cuts_below
from filiation.writers.report_event import EventView
from filiation.writers.report_tree import TreeView, lost_words
from filiation.writers.report_words import SAY
from filiation.writers.words import is_spun, printable, senses

# No character that HTML gives a meaning to stands in the JSON, nor a line end that JavaScript alone knows.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}

_SHAPED = frozenset({"moved", "merged", "split"})

Offsets = Callable[[int], int]


def event_json(event: EventView) -> str:
    """Return one event's data; every offset counts UTF-16 units, as a browser does.

    Shape:
        ``pages``: ``key name siglum about text lang title parts``, in the event's order; ``parts`` are the article's.
        ``traditions``: those with a tree: ``key id root pages nodes descents style rows shapes units``. ``pages`` are the
        witnesses in the order of the collation, as places in the event's pages (-1 for none); nodes are
        ``[siglum, page or -1, note]``; descents ``[parent, child, support, share, directed, summary, changes, cuts]``, texts by
        place among the nodes, a change as ``[unit, reading before, reading after]``, cuts what became of them below; style ``[witness, sentence]``. For
        rows, shapes and units see ``_rows``, ``_shapes`` and ``_reading``.
    """
    offsets = {page.page: utf16_offsets(page.text) for page in event.pages.values()}
    data = {
        "title": printable(event.title),
        "pages": [_page(event, page, offsets[page.page]) for page in event.pages.values()],
        "traditions": [
            found
            for tradition in event.dossier.traditions
            if (found := _tradition(event, tradition, offsets)) is not None
        ],
    }
    return safe_json(data)


def safe_json(data: object) -> str:
    """Return JSON that no HTML parser can leave: it holds no ``<``, ``>``, ``&``, and no lone surrogate."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return text.encode("utf-8", "replace").decode("utf-8")


def utf16_offsets(text: str) -> Offsets:
    """Return a function from offsets in code points to offsets in UTF-16 units."""
    if not text or max(text) < "\U00010000":
        return lambda offset: offset
    return list(accumulate((1 + (c >= "\U00010000") for c in text), initial=0)).__getitem__


def _page(event: EventView, page: TracedPageRecord, at: Offsets) -> dict[str, object]:
    title = page.title
    about = [
        page.agency.name if page.agency else SAY["no_credit"] if event.is_silent(page) else "",
        page.outlet or "",
        SAY["spun"] if is_spun(page) else "",
    ]
    return {
        "key": event.key(page.page),
        "name": event.short[page.page],
        "siglum": printable(page.siglum),
        "about": " · ".join(printable(each) for each in about if each),
        "text": legible(page.text),
        "lang": page.language or "",
        "title": printable(title.text) if title else "",
        "parts": [[at(span.start), at(span.end)] for span in page.body],
    }


def _tradition(event: EventView, tradition: TraditionRecord, offsets: dict[str, Offsets]) -> dict[str, object] | None:
    stemma, collation = event.stemma(tradition), event.collation(tradition)
    if stemma is None or collation is None:
        return None
    tree, cuts = TreeView(event, stemma), cuts_below(event, stemma, collation)
    pages = {node.siglum: event.pages[node.page] for node in stemma.nodes if node.page in event.pages}
    place = {node.siglum: number for number, node in enumerate(stemma.nodes)}
    at = [offsets.get(witness.page or "", int) for witness in collation.witnesses]
    sentences = _Sentences(collation)
    number = {witness.siglum: each for each, witness in enumerate(collation.witnesses)}
    return {
        "key": tree.key,
        "id": printable(tradition.id),
        "root": -1 if stemma.root is None else place[stemma.root],
        "pages": [event.index.get(witness.page or "", -1) for witness in collation.witnesses],
        "nodes": [
            [printable(node.siglum), event.index.get(node.page or "", -1), printable(lost_words(node))]
            for node in stemma.nodes
        ],
        "descents": [
            [
                place[d.parent],
                place[d.child],
                d.support,
                d.share,
                int(d.directed),
                printable(event.done(pages.get(d.child), d.summary)),
                [[change.unit, change.before, change.after] for change in d.changes],
                printable(cuts.get((d.parent, d.child), "")),
            ]
            for d in stemma.descents
        ],
        "rows": _rows(collation, at),
        "shapes": _shapes(collation),
        "style": [[number[rule.siglum], printable(rule.sentence)] for rule in collation.style],
        # A reading begins with its sense; 0 is that of having no words.
        "units": [
            [
                unit.change,
                [
                    [0 if reading.text is None else 1 + sense, *_places(reading, number, sentences, at)]
                    for sense, reading in zip(senses(unit), unit.readings, strict=True)
                ],
            ]
            for unit in collation.units
        ],
    }


def _rows(collation: CollationRecord, at: Sequence[Offsets]) -> list[list[int]]:
    """Return for each row the first character of each witness's sentence; -1 where it has none."""
    return [
        [-1 if span is None else at[number](span.start) for number, span in enumerate(row.spans)]
        for row in collation.rows
    ]


def _shapes(collation: CollationRecord) -> list[list[object]]:
    """Return the rows where sentences were moved, merged or split: ``[row, sentences, moved]``, one a witness.

    Both are runs of equal values, ``[value, how many, …]``: most witnesses have what their neighbours have.
    """
    return [
        [number, _equal(row.sentences), _equal([int(each) for each in row.moved])]
        for number, row in enumerate(collation.rows)
        if row.kind in _SHAPED and row.sentences and row.moved
    ]


def _equal(values: Sequence[int]) -> list[int]:
    return [each for value, found in groupby(values) for each in (value, sum(1 for _ in found))]


def _places(
    reading: ReadingRecord, number: dict[str, int], sentences: _Sentences, at: Sequence[Offsets]
) -> list[list[object]]:
    """Return ``[row, offset in the row, length, witnesses]``, one for each place where it stands.

    Copies have the same words at the same place of the same sentence: counted from the sentence, a reading of 300
    witnesses is one entry. Witnesses are runs ``first, last, first, last …``; row -1 counts from the text.
    """
    groups: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for siglum, span in zip(reading.sigla, reading.spans, strict=True):
        witness = number[siglum]
        row, start = sentences.of(witness, span)
        convert = at[witness]
        begin = convert(span.start)
        groups[row, begin - convert(start), convert(span.end) - begin].append(witness)
    return [[*place, _runs(found)] for place, found in sorted(groups.items())]


def _runs(numbers: Iterable[int]) -> list[int]:
    """Return sorted numbers as runs: 1 2 3 7 as 1, 3, 7, 7."""
    runs: list[int] = []
    for number in sorted(numbers):
        if runs and runs[-1] == number - 1:
            runs[-1] = number
        else:
            runs += [number, number]
    return runs


class _Sentences:
    """Each witness's sentences by their first characters."""

    def __init__(self, collation: CollationRecord) -> None:
        self._starts: list[list[int]] = []
        self._rows: list[list[int]] = []
        for witness in range(len(collation.witnesses)):
            found = sorted(
                (span.start, row)
                for row, each in enumerate(collation.rows)
                if (span := each.spans[witness]) is not None
            )
            self._starts.append([start for start, _ in found])
            self._rows.append([row for _, row in found])

    def of(self, witness: int, span: SpanRecord) -> tuple[int, int]:
        """Return the row of the sentence in which a span begins, and that sentence's first character; -1, 0 for none."""
        place = bisect_right(self._starts[witness], span.start) - 1
        return (-1, 0) if place < 0 else (self._rows[witness][place], self._starts[witness][place])
