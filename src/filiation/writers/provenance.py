"""Provenance in W3C's terms: a tree, or a whole run, as PROV-O in JSON-LD.

Every text is a ``prov:Entity`` (a blank node: its siglum means nothing outside the run; its digest and address are
properties). What was copied ``wasDerivedFrom`` its exemplar, with a ``qualifiedDerivation`` that carries support, share
and what the copy changed. The context stands in the file: nothing is fetched to read it.

Source: Lebo, Sahoo & McGuinness 2013, "PROV-O: The PROV Ontology".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from filiation.writers.record import DescentRecord, DossierRecord, DossiersRecord, StemmaRecord, TracedPageRecord
from filiation.writers.written import Written

TERMS = "urn:filiation:term:"
"""What PROV has no word for: support, share, siglum, role, sha256, url."""
_RELATIONS = (
    "wasDerivedFrom", "wasRevisionOf", "wasQuotedFrom", "hadPrimarySource", "alternateOf", "wasAttributedTo", "entity",
)  # fmt: skip
_CONTEXT: dict[str, object] = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "comment": "http://www.w3.org/2000/01/rdf-schema#comment",
    "issued": "dcterms:issued",
    "title": "dcterms:title",
    "support": {"@id": TERMS + "support", "@type": "xsd:decimal"},
    "share": {"@id": TERMS + "share", "@type": "xsd:decimal"},
    "siglum": TERMS + "siglum",
    "role": TERMS + "role",
    "page": TERMS + "page",
    "sha256": TERMS + "sha256",
    "url": TERMS + "url",
    "qualifiedDerivation": "prov:qualifiedDerivation",
    "qualifiedQuotation": "prov:qualifiedQuotation",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _RELATIONS},
}
_EXTANT = "extant"


@dataclass(slots=True)
class _Graph:
    """Nodes by id, each with its properties in the order in which they came."""

    nodes: dict[str, dict[str, object]] = field(default_factory=dict)

    def node(self, id: str, kinds: list[str], **values: str | None) -> str:  # noqa: A002 - JSON-LD's own word
        """Add a node, or values to it."""
        its = self.nodes.setdefault(id, {"@id": id, "@type": kinds})
        its.update({key: value for key, value in values.items() if value is not None})
        return id

    def link(self, subject: str, relation: str, target: object) -> None:
        """Add a statement once."""
        targets = self.nodes[subject].setdefault(relation, [])
        assert isinstance(targets, list)
        if target not in targets and target != subject:
            targets.append(target)

    def written(self, lost: list[str]) -> Written:
        """Return the document."""
        document = {"@context": _CONTEXT, "@graph": list(self.nodes.values())}
        return Written(msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n", tuple(lost))


def of_stemma(stemma: StemmaRecord) -> Written:
    """Return the provenance that a tree tells."""
    graph = _Graph()
    entities = _texts(graph, stemma, "t", {})
    _descents(graph, stemma, entities)
    return graph.written(_lost(stemma))


def of_run(record: DossiersRecord) -> Written:
    """Return the provenance of all pages of a run: their trees, lifted passages, outlets and agencies."""
    graph = _Graph()
    program = graph.node("_:program", ["prov:Agent", "prov:SoftwareAgent"], label=f"Filiation {record.version}".strip())
    graph.node("_:account", ["prov:Entity", "prov:Bundle"], label="What Filiation inferred")
    graph.link("_:account", "wasAttributedTo", program)
    lost: list[str] = []
    for number, dossier in enumerate(record.dossiers, 1):
        _Event(graph, number, dossier).tell(lost)
    return graph.written(lost)


class _Event:
    """One dossier's share of the graph."""

    def __init__(self, graph: _Graph, number: int, dossier: DossierRecord) -> None:
        self._graph, self._dossier, self._number = graph, dossier, number
        self._pages = {page.page: page for page in dossier.pages}
        self._agents: dict[str, str] = {}
        self._entities = {
            page.page: graph.node(
                f"_:e{number}p{place}",
                ["prov:Entity"],
                label=page.title.text if page.title else page.page,
                siglum=page.siglum,
                role=_EXTANT,
                page=page.page,
                url=page.url,
                sha256=page.sha256,
                issued=page.published.value if page.published else None,
            )
            for place, page in enumerate(dossier.pages, 1)
        }

    def tell(self, lost: list[str]) -> None:
        """Add all that the dossier tells; say in words what PROV has no terms for."""
        for page in self._dossier.pages:
            if page.outlet:
                self._graph.link(self._entities[page.page], "wasAttributedTo", self._agent("outlet", page.outlet))
        stemmata = {stemma.id: stemma for stemma in self._dossier.stemmata}
        for place, tradition in enumerate(self._dossier.traditions, 1):
            prefix = f"e{self._number}t{place}"
            stemma = stemmata.get(tradition.id)
            entities: dict[str, str] = {}
            if stemma is not None:
                entities = _texts(self._graph, stemma, prefix, self._entities)
                _descents(self._graph, stemma, entities)
                self._revisions(stemma, entities)
                lost += _lost(stemma)
            members = [self._pages[witness.page] for witness in tradition.witnesses if witness.page in self._pages]
            self._sources(members, stemma, entities, prefix)
        self._quotations(lost)

    def _revisions(self, stemma: StemmaRecord, entities: Mapping[str, str]) -> None:
        """Call a derivation a revision where it is the same hand's: one outlet's page, or one agency's versions."""
        nodes = {node.siglum: node for node in stemma.nodes}
        pages = {node.siglum: self._pages.get(node.page or "") for node in stemma.nodes}
        agencies = {page.agency.name for page in pages.values() if page is not None and page.agency}
        corrections = {
            frozenset((each.a, each.b))
            for tradition in self._dossier.traditions
            for each in tradition.relations
            if each.relation == "correction"
        }
        for each in stemma.descents:
            parent, child = pages[each.parent], pages[each.child]
            if not each.directed:
                continue
            if parent is not None and child is not None:
                is_same_hand = parent.outlet is not None and parent.outlet == child.outlet
                is_revision = is_same_hand or frozenset((parent.page, child.page)) in corrections
            else:
                lost = nodes[each.parent].role != _EXTANT and nodes[each.child].role != _EXTANT
                is_revision = lost and len(agencies) == 1
            if is_revision:
                self._graph.link(entities[each.child], "wasRevisionOf", entities[each.parent])

    def _sources(
        self, members: list[TracedPageRecord], stemma: StemmaRecord | None, entities: Mapping[str, str], prefix: str
    ) -> None:
        """Name the agency's dispatch as primary source of the pages that credit it: the tree's root where that is lost."""
        agencies = sorted({page.agency.name for page in members if page.agency})
        roles = {node.siglum: node.role for node in stemma.nodes} if stemma else {}
        root = (
            stemma.root if stemma and len(agencies) == 1 and roles.get(stemma.root or "", _EXTANT) != _EXTANT else None
        )
        for place, agency in enumerate(agencies, 1):
            source = (
                entities[root]
                if root is not None
                else self._graph.node(
                    f"_:{prefix}d{place}", ["prov:Entity"], label=f"A dispatch of {agency}", role="lost"
                )
            )
            self._graph.link(source, "wasAttributedTo", self._agent("agency", agency))
            for page in members:
                if page.agency and page.agency.name == agency:
                    self._graph.link(self._entities[page.page], "hadPrimarySource", source)

    def _quotations(self, lost: list[str]) -> None:
        untold = 0
        for each in self._dossier.excerpts:
            if each.a not in self._entities or each.b not in self._entities or each.older is None:
                untold += 1
                continue
            source, copy = self._entities[each.older], self._entities[each.b if each.older == each.a else each.a]
            self._graph.link(copy, "wasQuotedFrom", source)
            told = {"@type": "prov:Quotation", "entity": source, "support": f"{each.support}", "comment": each.reason}
            self._graph.link(copy, "qualifiedQuotation", told)
        if untold:
            lost.append(f"{untold} shared passages of which nothing tells who had them first")

    def _agent(self, kind: str, name: str) -> str:
        id = self._agents.setdefault(f"{kind} {name}", f"_:e{self._number}a{len(self._agents) + 1}")  # noqa: A001
        return self._graph.node(id, ["prov:Agent", "prov:Organization"], label=name, role=kind)


def _texts(graph: _Graph, stemma: StemmaRecord, prefix: str, known: Mapping[str, str]) -> dict[str, str]:
    """Add the texts of a tree; return the entity of each siglum: its page's where that is known."""
    return {
        node.siglum: known[node.page]
        if node.page is not None and node.page in known
        else graph.node(
            f"_:{prefix}n{place}",
            ["prov:Entity"],
            label=node.siglum,
            siglum=node.siglum,
            role=node.role,
            page=node.page,
            comment=node.note,
        )
        for place, node in enumerate(stemma.nodes, 1)
    }


def _descents(graph: _Graph, stemma: StemmaRecord, entities: Mapping[str, str]) -> None:
    for each in stemma.descents:
        parent, child = entities[each.parent], entities[each.child]
        if not each.directed:
            graph.link(child, "alternateOf", parent)
            continue
        graph.link(child, "wasDerivedFrom", parent)
        graph.link(child, "qualifiedDerivation", _qualified(each, parent))


def _qualified(each: DescentRecord, parent: str) -> dict[str, str]:
    told = {"@type": "prov:Derivation", "entity": parent, "support": f"{each.support}", "share": f"{each.share}"}
    return told | ({"comment": each.summary} if each.summary else {})


def _lost(stemma: StemmaRecord) -> list[str]:
    untold = sum(not each.directed for each in stemma.descents)
    edges = "edge" if untold == 1 else "edges"
    return [f"{untold} {edges} without a direction (told as alternateOf, without support)"] if untold else []
