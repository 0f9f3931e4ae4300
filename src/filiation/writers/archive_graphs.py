"""Graphs of a gathered archive as GraphML: pages and their kin, outlets and what they take. Written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from filiation.writers.schema import Cell
from filiation.writers.written import one_line

Rows = Callable[[str], Iterator[list[Cell]]]

_PAGES = """
select traditions.article, traditions.tradition, siglum, articles.title, articles.outlet, articles.url, articles.published
from traditions join articles using (article) order by traditions.article
"""
_PAGE = dict.fromkeys(("tradition", "siglum", "title", "outlet", "url", "published"), "string")
_KIN = """
select case when older = b then b else a end, case when older = b then a else b end, relation, older is not null, support, reason
from reuse where relation in ('same', 'correction', 'revision', 'excerpt', 'spun') order by a, b
"""
_LINK = {"relation": "string", "directed": "boolean", "support": "double", "reason": "string"}
_OUTLETS = "select outlet, articles, own, wire, taken, copies, uncredited from outlets order by outlet"
_OUTLET = dict.fromkeys(("articles", "own", "wire", "taken", "copies", "uncredited"), "long")
_FLOWS = """
select source, target, articles, articles, words, share, credited, uncredited, delay_hours from flows order by source, target
"""
_FLOW = dict.fromkeys(("weight", "articles", "words"), "long") | {"share": "double"}
_FLOW |= dict.fromkeys(("credited", "uncredited", "delay_hours"), "long")


def write_traditions(rows: Rows, file: IO[str]) -> None:
    """Write a node a page and an edge for each two pages that are kin.

    An edge runs from the older page to the younger; where nothing tells, ``directed`` is false and it runs from the
    smaller id to the larger.
    """
    _write(file, _PAGE, rows(_PAGES), _LINK, rows(_KIN))


def write_flows(rows: Rows, file: IO[str]) -> None:
    """Write a node an outlet, and an edge from each that was taken from to each that took; its weight is articles."""
    _write(file, _OUTLET, rows(_OUTLETS), _FLOW, rows(_FLOWS))


def _write(
    file: IO[str],
    of_nodes: Mapping[str, str],
    nodes: Iterator[list[Cell]],
    of_edges: Mapping[str, str],
    edges: Iterator[list[Cell]],
) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for domain, kinds in (("node", of_nodes), ("edge", of_edges)):
        for name, kind in kinds.items():
            file.write(f'  <key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
    file.write('  <graph edgedefault="directed">\n')
    for node, *values in nodes:
        data = _data("node", of_nodes, values)
        file.write(f"    <node id={_quoted(node)}>{data}</node>\n")
    for source, target, *values in edges:
        data = _data("edge", of_edges, values)
        file.write(f"    <edge source={_quoted(source)} target={_quoted(target)}>{data}</edge>\n")
    file.write("  </graph>\n</graphml>\n")


def _data(domain: str, kinds: Mapping[str, str], values: list[Cell]) -> str:
    return "".join(
        f'<data key="{domain}.{name}">{_text(value)}</data>'
        for name, value in zip(kinds, values, strict=True)
        if value is not None
    )


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(one_line(str(value)))


def _quoted(value: Cell) -> str:
    return quoteattr(one_line(str(value)))
