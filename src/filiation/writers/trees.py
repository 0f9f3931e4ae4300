"""Stemmata in the formats that scholars and analysts use: dot, Newick, GraphML, SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from filiation.writers.record import DescentRecord, StemmaRecord
from filiation.writers.svg import render_stemma
from filiation.writers.written import Written, one_line, renamed, told_apart, xml_text


def dot(stemma: StemmaRecord) -> Written:
    """Return Graphviz dot that both dialects of textual criticism read.

    Text::Tradition (Stemmaweb) asks for ``class=extant`` or ``class=hypothetical`` on every node; the OpenStemmata
    database for ``color="grey"`` on lost ones and dashed edges for contamination. Neither minds the other's. An edge's
    label is its support; a second parent's is the share of the text that came from it. A tree without a root is an
    undirected graph.
    """
    labels = told_apart((node.siglum for node in stemma.nodes), one_line)
    names = {siglum: _in_double_quotes(label) for siglum, label in labels.items()}
    arrow, kind = ("->", "digraph") if stemma.root is not None else ("--", "graph")
    lines = [f"{kind} {_in_double_quotes(one_line(stemma.id or 'stemma'))} {{"]
    for node in stemma.nodes:
        style = "class=extant" if node.role == "extant" else 'class=hypothetical, color="grey"'
        lines.append(f"  {names[node.siglum]} [{style}];")
    main = main_descents(stemma)
    for each in stemma.descents:
        is_main = main[each.child] is each
        style = f'label="{each.support:.2f}"' if is_main else f'label="{each.share:.0%}", style="dashed"'
        lines.append(f"  {names[each.parent]} {arrow} {names[each.child]} [{style}];")
    return Written("\n".join([*lines, "}", ""]), tuple(renamed(labels)))


def newick(stemma: StemmaRecord) -> Written:
    """Return Newick; witnesses with copies, and lost texts, are labelled inner nodes."""
    labels = told_apart((node.siglum for node in stemma.nodes), bracket_safe)
    names = {siglum: _in_single_quotes(label) for siglum, label in labels.items()}
    rooting = "" if stemma.root is not None else "[&U] "
    return Written(f"{rooting}{nested(stemma, names)};\n", (*renamed(labels), *lost_in_brackets(stemma)))


def nested(stemma: StemmaRecord, names: Mapping[str, str]) -> str:
    """Return the tree in nested brackets, each text under its main parent.

    Args:
        stemma: The tree; where its root is None it hangs from its first node without a parent.
        names: What to call each siglum, quoted as the format wants it.
    """
    children: dict[str, list[str]] = defaultdict(list)
    main = main_descents(stemma)
    for child, descent in sorted(main.items()):
        children[descent.parent].append(child)
    tops = [node.siglum for node in stemma.nodes if node.siglum not in main]
    parts: list[str] = []
    # By hand: a chain of 500 copies must not meet Python's recursion limit. (What is written first, who comes then.)
    todo: list[tuple[str, str | None]] = [(comma, top) for comma, top in reversed(_listed(tops))]
    while todo:
        before, siglum = todo.pop()
        parts.append(before)
        if siglum is None:
            continue
        if its := children.pop(siglum, []):
            parts.append("(")
            todo.append((f"){names[siglum]}", None))
            todo.extend(reversed(_listed(its)))
        else:
            parts.append(names[siglum])
    whole = "".join(parts)
    return whole if len(tops) == 1 else f"({whole})"


def _listed(sigla: Sequence[str]) -> list[tuple[str, str]]:
    return [("," if place else "", siglum) for place, siglum in enumerate(sigla)]


def bracket_safe(siglum: str) -> str:
    """Return a name that a Newick or NEXUS label can be: not empty, and no lone sign, which readers obey though quoted."""
    label = one_line(siglum)
    return label if len(label) > 1 or label.isalnum() else f"{label}_"


def lost_in_brackets(stemma: StemmaRecord) -> list[str]:
    """Return in words what nested brackets cannot hold of a tree."""
    main = main_descents(stemma)
    lost = [
        f"{each.child} also from {each.parent} ({each.share:.0%})"
        for each in stemma.descents
        if main[each.child] is not each
    ]
    parents = {descent.parent for descent in main.values()}
    inner = [node.siglum for node in stemma.nodes if node.role == "extant" and node.siglum in parents]
    if inner:
        lost.append(
            f"that {', '.join(inner)} {'is a text' if len(inner) == 1 else 'are texts'} that we have: "
            "many readers take an inner name for that of a group"
        )
    if stemma.root is None and stemma.descents:
        lost.append("an edge without a direction: the tree is marked unrooted, and hangs from its first text")
    return lost


def graphml(stemma: StemmaRecord) -> Written:
    """Return GraphML: role, page and note on nodes, support, share and summary on edges."""
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = [
        ("role", "node", "string"),
        ("page", "node", "string"),
        ("note", "node", "string"),
        ("support", "edge", "double"),
        ("share", "edge", "double"),
        ("summary", "edge", "string"),
    ]
    for name, domain, kind in keys:
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    labels = told_apart((node.siglum for node in stemma.nodes), xml_text)
    direction = "directed" if stemma.root is not None else "undirected"
    graph = ET.SubElement(root, "graph", id=xml_text(stemma.id), edgedefault=direction)
    for node in stemma.nodes:
        element = ET.SubElement(graph, "node", id=labels[node.siglum])
        _data(element, role=node.role, page=node.page, note=node.note)
    for each in stemma.descents:
        element = ET.SubElement(graph, "edge", source=labels[each.parent], target=labels[each.child])
        _data(element, support=f"{each.support}", share=f"{each.share}", summary=each.summary)
    ET.indent(root)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
    return Written(text, tuple(renamed(labels)))


def svg(stemma: StemmaRecord) -> Written:
    """Return the picture that the report shows, standing alone."""
    return Written(render_stemma(stemma, {}) + "\n")


def main_descents(stemma: StemmaRecord) -> dict[str, DescentRecord]:
    """Return each child's descent with the largest share."""
    main: dict[str, DescentRecord] = {}
    for each in sorted(stemma.descents, key=lambda each: (each.child, -each.share, each.parent)):
        main.setdefault(each.child, each)
    return main


def _in_double_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_single_quotes(text: str) -> str:
    return text if text.isascii() and text.isalnum() else "'" + text.replace("'", "''") + "'"


def _data(element: ET.Element, **values: str | None) -> None:
    for key, value in values.items():
        if value is not None:
            ET.SubElement(element, "data", key=key).text = one_line(value)
