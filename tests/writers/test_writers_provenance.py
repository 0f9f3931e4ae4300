"""Provenance is read back by rdflib, without a network."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, RDFS
from writers_examples import sigla, tree

from filiation.writers import formats, provenance, record as r

# rdflib calls pyparsing and itself by names that they are giving up.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*is deprecated:UserWarning"),
]
PROV = Namespace("http://www.w3.org/ns/prov#")
OURS = Namespace(provenance.TERMS)


def read(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


def named(graph: Graph, relation) -> set[tuple[str, str]]:
    """Return the pairs that a relation holds, by label."""
    return {
        (str(graph.value(a, RDFS.label)), str(graph.value(b, RDFS.label))) for a, b in graph.subject_objects(relation)
    }


@given(sigla(2, 6), st.booleans())
@settings(max_examples=25)
def test_every_descent_is_a_derivation(names, root):
    """Each text is an entity under its siglum; each descent a derivation with its support, or a tie without direction."""
    stemma = tree(names, root=root)
    written = provenance.of_stemma(stemma)
    graph = read(written.text)
    texts = {str(siglum) for siglum in graph.objects(None, OURS.siglum)}
    assert texts == set(names)
    edges = {(each.child, each.parent) for each in stemma.descents}
    assert named(graph, PROV.wasDerivedFrom if root else PROV.alternateOf) == edges
    told = {
        (str(graph.value(copy, OURS.siglum)), str(graph.value(graph.value(each, PROV.entity), OURS.siglum))):
        (float(graph.value(each, OURS.support)), float(graph.value(each, OURS.share)))
        for copy, each in graph.subject_objects(PROV.qualifiedDerivation)
    }  # fmt: skip
    assert told == ({(e.child, e.parent): (e.support, e.share) for e in stemma.descents} if root else {})
    assert bool(written.lost) == (not root)


def test_a_run_tells_agents_sources_revisions_and_quotations(dossiers):
    """Outlets and agencies are agents; who credits has a primary source; one outlet's next version is a revision."""
    (dossier,) = dossiers.dossiers
    a, b = dossier.pages
    excerpt = r.RelationRecord("a", "b", "excerpt", 0.2, 0.9, "a", 0.8, [], "a passage stands in both")
    graph = read(provenance.of_run(with_excerpts(dossiers, [excerpt])).text)
    assert len(set(graph.subjects(RDF.type, PROV.Organization))) == 2
    titles = {a.page: a.title.text, b.page: b.title.text}
    assert named(graph, PROV.wasAttributedTo) >= {(titles["a"], a.outlet), ("A dispatch of Tamsel Wire", "Tamsel Wire")}
    assert named(graph, PROV.hadPrimarySource) == {(titles["a"], "A dispatch of Tamsel Wire")}
    assert named(graph, PROV.wasDerivedFrom) == named(graph, PROV.wasQuotedFrom) == {(titles["b"], titles["a"])}
    assert not named(graph, PROV.wasRevisionOf)
    assert {str(url) for url in graph.objects(None, OURS.url)} == {a.url, b.url}


def with_excerpts(record, excerpts):
    from dataclasses import replace

    (dossier,) = record.dossiers
    return replace(record, dossiers=[replace(dossier, excerpts=excerpts)])


def test_a_correction_is_a_revision(dossiers):
    """Where the pair was judged a correction, the copy is a revision of its exemplar."""
    from dataclasses import replace

    (dossier,) = dossiers.dossiers
    relation = r.RelationRecord("a", "b", "correction", 0.9, 0.9, "a", 0.8, [], "a figure")
    traditions = [replace(dossier.traditions[0], relations=[relation])]
    run = replace(dossiers, dossiers=[replace(dossier, traditions=traditions)])
    graph = read(provenance.of_run(run).text)
    assert len(named(graph, PROV.wasRevisionOf)) == 1


def test_a_lost_root_is_the_agencys_dispatch(dossiers):
    """Where the archetype is lost and one agency is credited, it is the source of who credits, and the agency's own."""
    from dataclasses import replace

    (dossier,) = dossiers.dossiers
    nodes = [
        *dossier.stemmata[0].nodes,
        r.NodeRecord("α", "archetype", None, "first lead; lost"),
        r.NodeRecord("β", "hyparchetype", None, "lost"),
    ]
    descents = [
        r.DescentRecord("α", "a", 0.9, 1.0, True, [], ""),
        r.DescentRecord("β", "b", 0.9, 1.0, True, [], ""),
        r.DescentRecord("α", "β", 0.9, 1.0, True, [], ""),
    ]
    stemma = replace(dossier.stemmata[0], root="α", nodes=nodes, descents=descents)
    run = replace(dossiers, dossiers=[replace(dossier, stemmata=[stemma])])
    graph = read(provenance.of_run(run).text)
    assert named(graph, PROV.hadPrimarySource) == {(dossier.pages[0].title.text, "α")}
    assert ("α", "Tamsel Wire") in named(graph, PROV.wasAttributedTo)
    assert named(graph, PROV.wasRevisionOf) == {("β", "α")}


def test_a_run_and_a_tree_are_written_by_extension(tmp_path, dossiers):
    """Of a saved run ``.jsonld`` holds the whole, or with a table the one tree."""
    formats.write_dossiers(dossiers, tmp_path / "run.jsonld", None)
    formats.write_dossiers(dossiers, tmp_path / "tree.jsonld", "1.A")
    run, one = (read((tmp_path / name).read_text(encoding="utf-8")) for name in ("run.jsonld", "tree.jsonld"))
    assert (None, RDF.type, PROV.SoftwareAgent) in run
    assert (None, RDF.type, PROV.Agent) not in one
