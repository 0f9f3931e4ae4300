"""Stemmata in the formats that scholars and analysts use: dot, Newick, GraphML, SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from filiation.writers.record import DescentRecord, StemmaRecord
from filiation.writers.svg import render_stemma


def dot(stemma: StemmaRecord) -> str:
    """Return Graphviz dot in both dialects of textual criticism.

    Lost texts have ``class=hypothetical`` (Text::Tradition) and ``color=grey`` (OpenStemmata); a second parent's edge
    is dashed. A tree without a root is an undirected graph.
    """
    arrow, kind = ("->", "digraph") if stemma.root is not None else ("--", "graph")
    lines = [f"{kind} {_quoted(stemma.id or 'stemma')} {{"]
    for node in stemma.nodes:
        style = "class=extant" if node.role == "extant" else 'class=hypothetical, color="grey"'
        lines.append(f"  {_quoted(node.siglum)} [{style}];")
    main = main_descents(stemma)
    for each in stemma.descents:
        dashed = "" if main[each.child] is each else ", style=dashed"
        lines.append(
            f"  {_quoted(each.parent)} {arrow} {_quoted(each.child)} [label={_quoted(f'{each.support:.2f}')}{dashed}];"
        )
    return "\n".join([*lines, "}", ""])


def newick(stemma: StemmaRecord) -> str:
    """Return Newick with inner labels; second parents do not fit and are left out (`lost_in_newick` names them)."""
    children: dict[str, list[str]] = defaultdict(list)
    main = main_descents(stemma)
    for child, descent in sorted(main.items()):
        children[descent.parent].append(child)
    tops = [node.siglum for node in stemma.nodes if node.siglum not in main]
    text: dict[str, str] = {}
    todo = [(top, False) for top in reversed(tops)]
    while todo:
        siglum, is_done = todo.pop()
        if is_done or not children[siglum]:
            inner = ",".join(text[child] for child in children[siglum])
            text[siglum] = (f"({inner})" if inner else "") + _newick_label(siglum)
        else:
            todo.append((siglum, True))
            todo.extend((child, False) for child in children[siglum])
    rooting = "" if stemma.root is not None else "[&U]"
    whole = text[tops[0]] if len(tops) == 1 else f"({','.join(text[top] for top in tops)})"
    return f"{rooting}{whole};\n"


def lost_in_newick(stemma: StemmaRecord) -> list[str]:
    """Return in words what Newick cannot hold of a tree."""
    main = main_descents(stemma)
    return [
        f"{each.child} also from {each.parent} ({each.share:.0%})"
        for each in stemma.descents
        if main[each.child] is not each
    ]


def graphml(stemma: StemmaRecord) -> str:
    """Return GraphML: role and page on nodes, support, share and summary on edges."""
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = [
        ("role", "node", "string"),
        ("page", "node", "string"),
        ("support", "edge", "double"),
        ("share", "edge", "double"),
        ("summary", "edge", "string"),
    ]
    for name, domain, kind in keys:
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    direction = "directed" if stemma.root is not None else "undirected"
    graph = ET.SubElement(root, "graph", id=clean(stemma.id), edgedefault=direction)
    for node in stemma.nodes:
        element = ET.SubElement(graph, "node", id=clean(node.siglum))
        _data(element, role=node.role, page=node.page)
    for each in stemma.descents:
        element = ET.SubElement(graph, "edge", source=clean(each.parent), target=clean(each.child))
        _data(element, support=f"{each.support}", share=f"{each.share}", summary=each.summary)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def svg(stemma: StemmaRecord) -> str:
    """Return the picture that the report shows, standing alone."""
    return render_stemma(stemma, {}) + "\n"


def main_descents(stemma: StemmaRecord) -> dict[str, DescentRecord]:
    """Return each child's descent with the largest share."""
    main: dict[str, DescentRecord] = {}
    for each in sorted(stemma.descents, key=lambda each: (each.child, -each.share, each.parent)):
        main.setdefault(each.child, each)
    return main


def _quoted(text: str) -> str:
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _newick_label(text: str) -> str:
    label = clean(text)
    return label if re.fullmatch(r"[\w.-]+", label) else "'" + label.replace("'", "''") + "'"


def clean(text: str) -> str:
    """Return text without characters that XML and line-based formats refuse."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _data(element: ET.Element, **values: str | None) -> None:
    for key, value in values.items():
        if value is not None:
            ET.SubElement(element, "data", key=key).text = clean(value)
