"""A stemma as a picture: SVG made here, so that a report needs no script and no network.

Time runs from left to right. Pages that we have are filled boxes; lost texts are dashed circles; a second parent is a
dashed line. A page without credit, or with disguised words, has a dashed border, so that no meaning hangs on colour.
Colours come from the surrounding page's CSS variables, with fallbacks for a picture that stands alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from itertools import accumulate
from unicodedata import east_asian_width

from filiation.writers.record import DescentRecord, StemmaRecord
from filiation.writers.words import printable

_COLUMN, _ROW = 224, 60
_BOX_WIDTH, _BOX_HEIGHT = 170, 42
_LOST_RADIUS = 17
_MARGIN = 14
# Latin letters that fit a line of a box: of its heading, and of what stands below.
_HEAD, _LABEL = 20, 24

# Constant, so that a page's content security policy can let it in by its digest.
STYLE = (
    ".edge{fill:none;stroke:var(--line,#777);stroke-width:1.6}.second{stroke-dasharray:5 4}"
    ".box{fill:var(--box,#e8f0fb);stroke:var(--accent,#1c5fa8);stroke-width:1.4}"
    ".box.uncredited{fill:var(--warn-box,#fdf0dc);stroke:var(--warn,#a05a00);stroke-dasharray:6 3}"
    ".lost{fill:var(--paper,#fff);stroke:var(--line,#777);stroke-width:1.4;stroke-dasharray:4 3}"
    "text{font:13px system-ui,sans-serif;fill:var(--ink,#1a1a1a)}.small{font-size:11px;fill:var(--soft,#555)}"
    ".siglum{font-weight:600}.hit{fill:none;stroke:transparent;stroke-width:16}.tip{fill:var(--line,#777)}"
)
_TIP = (
    '<defs><marker id="tip-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto">'
    '<path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class NodeLabel:
    """What is written in and under a node.

    Attributes:
        line: A line of its own; under a lost text, what is known of it.
        is_uncredited: Whether it carries the dispatch without credit.
        link: Where a click leads; None for nowhere.
        number: The page's short name, in front of its siglum; None where the siglum is short.
        is_spun: Whether its words were disguised.
    """

    line: str
    is_uncredited: bool
    link: str | None
    number: str | None = None
    is_spun: bool = False


def render_stemma(
    stemma: StemmaRecord,
    labels: Mapping[str, NodeLabel],
    name: str = "stemma",
    links: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """Return the tree as one ``<svg>`` element; all text is escaped, and no element has a style of its own.

    Args:
        stemma: The tree; where its root is None it is drawn from its first lost node, or its first, without arrows.
        labels: By siglum; a node without one shows its siglum alone.
        name: Told apart from the other pictures of a document; letters and digits.
        links: Where a click on a descent leads, by parent and child; None for nowhere.
    """
    main, second = _parents(stemma.descents)
    depth, row = _layout(stemma, main)
    width = (max(depth.values(), default=0)) * _COLUMN + _BOX_WIDTH + 2 * _MARGIN
    height = (max(row.values(), default=0.0)) * _ROW + _BOX_HEIGHT + 2 * _MARGIN
    place = {
        siglum: (_MARGIN + depth[siglum] * _COLUMN, _MARGIN + _BOX_HEIGHT / 2 + row[siglum] * _ROW) for siglum in depth
    }
    roles = {node.siglum: node.role for node in stemma.nodes}
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" role="{"group" if links else "img"}" aria-label="{escape(_in_words(stemma))}">'
    )
    parts = [head, f"<style>{STYLE}</style>", _TIP.replace("{name}", name)]
    firsts = sorted(main.values(), key=lambda each: (each.parent, each.child))
    for style, descents in (("edge", firsts), ("edge second", second)):
        for descent in descents:
            link = (links or {}).get((descent.parent, descent.child))
            parts.append(_linked(_edge(descent, place, roles, style, name), link, "descent"))
    parts.extend(_node(node.siglum, node.role, place[node.siglum], labels.get(node.siglum)) for node in stemma.nodes)
    parts.append("</svg>")
    return "".join(parts)


def escape(text: str) -> str:
    """Return page text as XML may hold it: one line, no control characters, no markup."""
    return escape_html(printable(text))


def _parents(descents: Sequence[DescentRecord]) -> tuple[dict[str, DescentRecord], list[DescentRecord]]:
    """Return each child's main descent, and the others."""
    main: dict[str, DescentRecord] = {}
    second: list[DescentRecord] = []
    for descent in sorted(descents, key=lambda each: (each.child, -each.share, each.parent)):
        if descent.child in main:
            second.append(descent)
        else:
            main[descent.child] = descent
    return main, second


def _layout(stemma: StemmaRecord, main: Mapping[str, DescentRecord]) -> tuple[dict[str, int], dict[str, float]]:
    """Return the depth and the row of each node: leaves on rows of their own, a parent between its children."""
    children: dict[str, list[str]] = defaultdict(list)
    for child, descent in sorted(main.items()):
        children[descent.parent].append(child)
    tops = [node.siglum for node in stemma.nodes if node.siglum not in main]
    depth: dict[str, int] = {}
    row: dict[str, float] = {}
    next_row = 0
    for top in tops:
        todo = [(top, 0, False)]
        while todo:
            siglum, level, is_done = todo.pop()
            if is_done:
                rows = [row[child] for child in children[siglum] if child in row]
                row[siglum] = (min(rows) + max(rows)) / 2
            elif siglum not in depth:
                depth[siglum] = level
                fresh = [child for child in children[siglum] if child not in depth]
                if fresh:
                    todo.append((siglum, level, True))
                    todo.extend((child, level + 1, False) for child in reversed(fresh))
                else:
                    row[siglum] = next_row
                    next_row += 1
    return depth, row


def _edge(
    descent: DescentRecord,
    place: Mapping[str, tuple[float, float]],
    roles: Mapping[str, str],
    style: str,
    name: str,
) -> str:
    (x1, y1), (x2, y2) = place[descent.parent], place[descent.child]
    x1 += _BOX_WIDTH if roles[descent.parent] == "extant" else 2 * _LOST_RADIUS
    middle = (x1 + x2) / 2
    tip = f' marker-end="url(#tip-{name})"' if descent.directed else ""
    line = f"M{x1:.0f} {y1:.1f}C{middle:.0f} {y1:.1f} {middle:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
    told = f"{descent.parent} → {descent.child}: support {descent.support:.2f}. {descent.summary}"
    share = f" · {descent.share:.0%}" if descent.share < 1 else ""
    # A second parent's figures stand below the line, where the main one's leave room.
    y3 = y2 + 14 if "second" in style else y2 - 5
    return (
        f'<path class="hit" d="{line}"><title>{escape(told)}</title></path><path class="{style}" d="{line}"{tip}/>'
        f'<text class="small" x="{x2 - 8:.0f}" y="{y3:.1f}" text-anchor="end">{descent.support:.2f}{share}</text>'
    )


def _node(siglum: str, role: str, place: tuple[float, float], label: NodeLabel | None) -> str:
    x, y = place
    if role != "extant":
        note = label.line if label else ""
        body = (
            f'<circle class="lost" cx="{x + _LOST_RADIUS:.0f}" cy="{y:.1f}" r="{_LOST_RADIUS}">'
            f"<title>{escape(f'{siglum}: lost. {note}')}</title></circle>"
            f'<text class="siglum" x="{x + _LOST_RADIUS:.0f}" y="{y + 4:.1f}" text-anchor="middle">{escape(siglum)}</text>'
        )
        if short := _fit(note.partition(":")[0], _LABEL):
            body += (
                f'<text class="small" x="{x + _LOST_RADIUS:.0f}" y="{y + _LOST_RADIUS + 13:.1f}" '
                f'text-anchor="middle">{escape(short)}</text>'
            )
        return _linked(body, label.link if label else None, "text")
    style = "box uncredited" if label and (label.is_uncredited or label.is_spun) else "box"
    line = " · ".join(filter(None, (label.line, "spun" if label.is_spun else ""))) if label else ""
    head = f"{label.number} {siglum}" if label and label.number else siglum
    body = (
        f'<rect class="{style}" x="{x:.0f}" y="{y - _BOX_HEIGHT / 2:.1f}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6">'
        f"<title>{escape(f'{siglum}: {line}' if line else siglum)}</title></rect>"
        f'<text class="siglum" x="{x + 9:.0f}" y="{y - 3:.1f}">{escape(_fit(head, _HEAD))}</text>'
        f'<text class="small" x="{x + 9:.0f}" y="{y + 13:.1f}">{escape(_fit(line, _LABEL))}</text>'
    )
    return _linked(body, label.link if label else None, "text")


def _fit(text: str, room: int) -> str:
    """Return text cut to the room of so many Latin letters; a Chinese one takes the room of two."""
    clean = printable(text)
    taken = list(accumulate(2 if east_asian_width(c) in "WF" else 1 for c in clean))
    return clean if not taken or taken[-1] <= room else clean[: bisect_right(taken, room - 1)].rstrip() + "…"


def _linked(body: str, link: str | None, style: str) -> str:
    return f'<a href="{escape(link)}" class="{style}">{body}</a>' if link else body


def _in_words(stemma: StemmaRecord) -> str:
    """Describe the tree for those who cannot see it."""
    return "Family tree: " + "; ".join(f"{each.child} from {each.parent}" for each in stemma.descents)
