"""A family tree in the report: the picture with its links, and the same tree as an outline that can be read aloud."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from filiation.writers.record import DescentRecord, NodeRecord, StemmaRecord, TracedPageRecord
from filiation.writers.report_event import EventView
from filiation.writers.report_words import SAY
from filiation.writers.svg import NodeLabel, render_stemma
from filiation.writers.words import is_spun

# Texts above which pages with the very same words share a box in the picture, and pages from which they do.
_FOLDED_ABOVE, _FOLDED_FROM = 60, 3
# Outline levels that are indented further; deeper ones keep the last indentation, so that a phone can show them.
_DEEPEST = 8
_SAME = "the same words"


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of the outline.

    Attributes:
        node: The text.
        page: Its page; None for a lost one.
        key: Anchor of the text.
        depth: Steps from the root, 0–8.
        came: Its descent from the text above it; None at the top.
        came_key: Anchor of that descent.
        also: Descents from second parents, with their anchors.
    """

    node: NodeRecord
    page: TracedPageRecord | None
    key: str
    depth: int
    came: DescentRecord | None
    came_key: str | None
    also: list[tuple[DescentRecord, str]]


@dataclass(frozen=True)
class TreeView:
    """One stemma with anchors for its texts (``e1A.n0``) and descents (``e1A.d0``)."""

    event: EventView
    stemma: StemmaRecord

    @property
    def key(self) -> str:
        """Return the anchor of the tree."""
        return tradition_key(self.event, self.stemma.id)

    def node_keys(self) -> dict[str, str]:
        """Return the anchor of each text by siglum."""
        return {node.siglum: f"{self.key}.n{number}" for number, node in enumerate(self.stemma.nodes)}

    def descent_keys(self) -> dict[tuple[str, str], str]:
        """Return the anchor of each descent by parent and child."""
        return {(d.parent, d.child): f"{self.key}.d{number}" for number, d in enumerate(self.stemma.descents)}

    @cached_property
    def nodes(self) -> dict[str, NodeRecord]:
        """Return the texts by siglum."""
        return {node.siglum: node for node in self.stemma.nodes}

    def name(self, siglum: str) -> str:
        """Return a page's short name, a lost text's siglum; another tree may have lost texts that this one has not."""
        node = self.nodes.get(siglum)
        return siglum if node is None or node.page is None else self.event.short[node.page]

    def lines(self) -> list[TreeLine]:
        """Return the tree from the root down, depth first, each text once."""
        main, second = main_descents(self.stemma)
        children: dict[str, list[str]] = defaultdict(list)
        for child in sorted(main, key=self._order):
            children[main[child].parent].append(child)
        node_keys, descent_keys = self.node_keys(), self.descent_keys()
        tops = [node.siglum for node in self.stemma.nodes if node.siglum not in main]
        lines = []
        seen = set()
        todo = [(siglum, 0) for siglum in sorted(tops, key=lambda siglum: siglum != self.stemma.root)[::-1]]
        while todo:
            siglum, depth = todo.pop()
            if siglum in seen:
                continue
            seen.add(siglum)
            node, came = self.nodes[siglum], main.get(siglum)
            lines.append(
                TreeLine(
                    node=node,
                    page=self.event.pages.get(node.page or ""),
                    key=node_keys[siglum],
                    depth=min(depth, _DEEPEST),
                    came=came,
                    came_key=descent_keys[came.parent, came.child] if came else None,
                    also=[(each, descent_keys[each.parent, each.child]) for each in second.get(siglum, ())],
                )
            )
            todo += [(child, depth + 1) for child in reversed(children[siglum])]
        return lines

    def _order(self, siglum: str) -> tuple[bool, int, str]:
        """Sort pages before lost texts, and pages as people count."""
        node = self.nodes[siglum]
        return node.page is None, self.event.index.get(node.page or "", 0), siglum

    @cached_property
    def folded(self) -> dict[str, list[str]]:
        """Return the pages that the picture does not draw, by the one that stands for them: copies without a change."""
        if len(self.stemma.nodes) <= _FOLDED_ABOVE:
            return {}
        main, second = main_descents(self.stemma)
        parents = {descent.parent for descent in self.stemma.descents}
        copies: dict[str, list[str]] = defaultdict(list)
        for child in sorted(main, key=self._order):
            descent = main[child]
            if child not in parents and child not in second and descent.summary == _SAME and not descent.changes:
                copies[descent.parent].append(child)
        return {found[0]: found[1:] for found in copies.values() if len(found) >= _FOLDED_FROM}

    def picture(self) -> Markup:
        """Return the tree as SVG; each text and each descent a link."""
        keys = self.node_keys()
        hidden = {siglum for found in self.folded.values() for siglum in found}
        drawn = replace(
            self.stemma,
            nodes=[node for node in self.stemma.nodes if node.siglum not in hidden],
            descents=[descent for descent in self.stemma.descents if descent.child not in hidden],
        )
        labels = {}
        for node in drawn.nodes:
            page = self.event.pages.get(node.page or "")
            link = f"#{keys[node.siglum]}"
            if page is None:
                labels[node.siglum] = NodeLabel(lost_words(node), False, link)
                continue
            short, is_silent = self.event.short[page.page], self.event.is_silent(page)
            told = [page.agency.name if page.agency else SAY["no_credit"] if is_silent else ""]
            told += [page.outlet or ""] if short == page.siglum or not told[0] else []
            if copies := self.folded.get(node.siglum):
                told = [SAY["folded"].replace("{n}", str(len(copies)))]
            labels[node.siglum] = NodeLabel(
                " · ".join(filter(None, told)),
                is_silent,
                link,
                None if short == page.siglum else short,
                is_spun(page),
            )
        edges = {pair: f"#{key}" for pair, key in self.descent_keys().items()}
        return Markup(render_stemma(drawn, labels, self.key, edges))  # noqa: S704 - the SVG writer escapes all that it takes in


def tradition_key(event: EventView, tradition: str) -> str:
    """Return the anchor of a tradition: its number among the event's, whatever its id holds."""
    return f"e{event.number}t{[each.id for each in event.dossier.traditions].index(tradition)}"


def main_descents(stemma: StemmaRecord) -> tuple[dict[str, DescentRecord], dict[str, list[DescentRecord]]]:
    """Return each text's descent from the parent that gave it most, and those from its other parents."""
    main: dict[str, DescentRecord] = {}
    second: dict[str, list[DescentRecord]] = defaultdict(list)
    for descent in sorted(stemma.descents, key=lambda each: (each.child, -each.share, each.parent)):
        if descent.child in main:
            second[descent.child].append(descent)
        else:
            main[descent.child] = descent
    return main, dict(second)


def lost_words(node: NodeRecord) -> str:
    """Return what is known of a lost text, without "lost"."""
    told = (node.note or "").removesuffix("; lost")
    return "" if told == "lost" else told
