"""Trees are read back by other projects: pydot, networkx, Bio.Phylo, Bio.Nexus, DendroPy."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import dendropy
import networkx as nx
import pydot
import pytest
from Bio import Phylo
from Bio.Nexus import Nexus
from Bio.Phylo.TreeConstruction import DistanceMatrix, DistanceTreeConstructor
from hypothesis import given, settings, strategies as st
from writers_examples import FAMILY, aligned, sigla, tree, words

from filiation.errors import UsageError
from filiation.writers import formats, nexus, phylip, trees
from filiation.writers.matrix import SILENT, distances_of, states_of
from filiation.writers.written import one_line

# pydot calls pyparsing by names that it is giving up.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated - use:DeprecationWarning")


def edges_of(stemma):
    return {(each.parent, each.child) for each in stemma.descents}


def bare(name: str) -> str:
    """Undo the quoting of dot, which pydot leaves in place."""
    return name[1:-1].replace('\\"', '"').replace("\\\\", "\\") if name.startswith('"') else name


@given(sigla(2, 6), st.booleans())
@settings(max_examples=50)
def test_dot_says_who_was_copied_from_whom_in_both_dialects(names, root):
    """Pydot reads every node with its class and colour, and every edge; names that it could not hold are told."""
    stemma = tree(names, root=root)
    written = trees.dot(stemma)
    (graph,) = pydot.graph_from_dot_data(written.text)
    kept = {name for name in names if one_line(name) == name}
    found = {bare(node.get_name()): node for node in graph.get_nodes()}
    assert kept <= set(found)
    assert len(found) == len(names)
    for node in stemma.nodes:
        if node.siglum in kept:
            its = found[node.siglum]
            assert its.get("class") == ("extant" if node.role == "extant" else "hypothetical")
            assert its.get("color") == (None if node.role == "extant" else '"grey"')
    edges = {(bare(edge.get_source()), bare(edge.get_destination())) for edge in graph.get_edges()}
    assert {edge for edge in edges_of(stemma) if set(edge) <= kept} <= edges
    assert len(edges) == len(stemma.descents)
    assert (graph.get_type() == "digraph") == root
    assert bool(written.lost) == (kept != set(names))


def test_a_second_parent_is_dashed_and_says_its_share():
    """The edge of the smaller share is dashed in dot and has its share as label; the main one has its support."""
    stemma = tree(["a", "b", "c", "d", "α"])
    (graph,) = pydot.graph_from_dot_data(trees.dot(stemma).text)
    (second,) = [edge for edge in graph.get_edges() if edge.get("style")]
    assert second.get("style") == '"dashed"'
    assert second.get("label") == '"40%"'
    assert bare(second.get_destination()) == "d"


@given(sigla(2, 6), st.booleans())
@settings(max_examples=50)
def test_graphml_holds_the_whole_graph(names, root):
    """Networkx reads the same nodes, roles, edges and shares, whatever the names."""
    stemma = tree(names, root=root)
    written = trees.graphml(stemma)
    graph = nx.parse_graphml(written.text)
    assert len(graph) == len(names)
    assert graph.number_of_edges() == len(stemma.descents)
    assert graph.is_directed() == root
    if not written.lost:
        assert {node.siglum: node.role for node in stemma.nodes} == dict(graph.nodes(data="role"))
        assert all(graph.edges[edge]["support"] in (0.75, 0.5) for edge in edges_of(stemma))


@given(sigla(2, 6), st.booleans())
@settings(max_examples=50)
def test_newick_hangs_each_text_under_its_main_parent(names, root):
    """DendroPy reads each name once, under the parent with the larger share; what is left out is told."""
    stemma = tree(names, root=root)
    written = trees.newick(stemma)
    read = dendropy.Tree.get(
        data=written.text,
        schema="newick",
        preserve_underscores=True,
        suppress_leaf_node_taxa=True,
        case_sensitive_taxon_labels=True,
    )
    if not any("sigla" in each for each in written.lost):
        main = trees.main_descents(stemma)
        found = {(edge.tail_node.label, edge.head_node.label) for edge in read.preorder_edge_iter() if edge.tail_node}
        assert found == {(each.parent, each.child) for each in main.values()}
    assert len(list(read.preorder_node_iter())) == len(names)
    assert any("also from" in each for each in written.lost) == (len(names) > 4)
    assert any("direction" in each for each in written.lost) == (not root)


def test_newick_of_a_long_chain_needs_no_deep_stack():
    """A chain of 3,000 copies is written without recursion."""
    text = trees.nested(chain := tree_of_chain(3_000), {node.siglum: node.siglum for node in chain.nodes})
    assert text.count("(") == 2_999


def tree_of_chain(length):
    from filiation.writers import record as r

    nodes = [r.NodeRecord(f"n{k}", "extant", None, None) for k in range(length)]
    descents = [r.DescentRecord(f"n{k}", f"n{k + 1}", 1.0, 1.0, True, [], "") for k in range(length - 1)]
    return r.StemmaRecord("A", "n0", nodes, descents, 1.0, "", [])


def test_bio_phylo_reads_newick():
    """Bio.Phylo finds all names, inner ones too."""
    found = Phylo.read(io.StringIO(trees.newick(tree(["a", "b b", "c", "α"])).text), "newick")
    assert {clade.name for clade in found.find_clades()} == {"a", "b b", "c", "α"}


def test_nexus_holds_what_each_witness_reads():
    """Bio.Nexus and DendroPy read the same states from the matrix, and the tree; the silent are missing data."""
    record = aligned(FAMILY)
    names = sorted(FAMILY)
    stemma = tree([*names, "α"])
    written = nexus.nexus(stemma, record.collation)
    states = states_of(record.collation)
    told = {name: "".join("?" if s == SILENT else str(s) for s in row) for name, row in zip(names, states, strict=True)}
    assert "?" in "".join(told.values())
    bio = Nexus.Nexus(written.text)
    assert {name: str(bio.matrix[name]) for name in bio.taxlabels} == told
    assert len(bio.trees) == 1
    read = dendropy.DataSet.get(data=written.text, schema="nexus", preserve_underscores=True)
    (matrix,) = read.char_matrices
    assert {taxon.label: "".join(map(str, matrix[taxon].values())) for taxon in matrix} == told
    assert len(read.tree_lists[0]) == 1
    assert {taxon.label for taxon in read.taxon_namespaces[0]} >= set(names)


@given(st.data())
@settings(max_examples=50)
def test_nexus_survives_names_and_readings(data):
    """Hostile sigla and readings leave a file that DendroPy reads, as many taxa and states as were written."""
    names = data.draw(sigla(3, 5))
    texts = {name: data.draw(words()) for name in names[:-1]}
    record = aligned(texts)
    written = nexus.nexus(tree(names), record.collation)
    read = dendropy.DataSet.get(data=written.text, schema="nexus", preserve_underscores=True)
    assert len(read.tree_lists[0]) == 1
    if record.collation.units:
        (matrix,) = read.char_matrices
        states = states_of(record.collation)
        assert len(matrix) == len(texts)
        assert [len(matrix[taxon]) for taxon in matrix] == [states.shape[1]] * len(texts)


def test_nexus_tells_bare_numbers_and_capitals_apart():
    """A taxon that is a number would be taken for a place in the list, and NEXUS knows no capitals: both are renamed."""
    written = nexus.nexus(tree(["1", "A", "a", "α"]), None)
    (told,) = [each for each in written.lost if "sigla" in each]
    assert "'1' (written w1)" in told
    assert "'a' (written a-2)" in told


def test_distances_are_shares_of_events():
    """DendroPy reads the PHYLIP matrix; it is that of the units; from it Bio.Phylo builds a tree of all witnesses."""
    record = aligned(FAMILY)
    written = phylip.phylip(record.collation)
    head, *lines = written.text.splitlines()
    assert int(head) == len(FAMILY)
    read = dendropy.PhylogeneticDistanceMatrix.from_csv(
        io.StringIO("\n".join(lines)), delimiter=" ", is_first_row_column_names=False, is_first_column_row_names=True
    )
    far, _ = distances_of(record.collation)
    by_label = {taxon.label: taxon for taxon in read.taxon_namespace}
    labels = [line.split(" ")[0] for line in lines]
    assert labels[0] == "Post_&_Sons"
    for i, one in enumerate(labels):
        for j, other in enumerate(labels):
            assert read.patristic_distance(by_label[one], by_label[other]) == pytest.approx(far[i][j], abs=1e-6)
    lower = [[float(cell) for cell in line.split(" ")[1 : k + 2]] for k, line in enumerate(lines)]
    joined = DistanceTreeConstructor().nj(DistanceMatrix(labels, lower))
    assert {leaf.name for leaf in joined.get_terminals()} == set(labels)


@given(sigla(2, 6))
@settings(max_examples=50)
def test_phylip_names_are_one_word_each_and_differ(names):
    """Whatever the sigla, each line is a name without white space and as many distances as there are witnesses."""
    record = aligned(dict.fromkeys(names, "the same words"))
    head, *lines = phylip.phylip(record.collation).text.split("\n")[:-1]
    assert int(head) == len(lines) == len(names)
    assert len({line.split()[0] for line in lines}) == len(names)
    assert all(line.split()[1:] == ["0.000000"] * len(names) for line in lines)


@given(sigla(2, 6), st.booleans())
@settings(max_examples=50)
def test_a_picture_is_well_formed(names, root):
    """The SVG parses as XML whatever the names, with one figure a text and one line a descent."""
    stemma = tree(names, root=root)
    picture = ET.fromstring(trees.svg(stemma).text)
    tags = [element.tag.rpartition("}")[2] for element in picture.iter()]
    assert tags.count("rect") + tags.count("circle") == len(names)
    assert tags.count("path") >= len(stemma.descents)


@pytest.mark.parametrize("suffix", [".nex", ".phy"])
def test_what_the_witnesses_read_must_be_at_hand(tmp_path, suffix):
    """A format of readings without a collation is refused, and says what is missing."""
    with pytest.raises(UsageError, match="the collation is not at hand"):
        formats.write_stemmata([tree(["a", "b"])], tmp_path / f"x{suffix}")


@pytest.mark.parametrize("suffix", [".nex", ".nexus", ".phy", ".phylip"])
def test_a_saved_dossier_holds_what_the_witnesses_read(tmp_path, dossiers, suffix):
    """From a saved run NEXUS and PHYLIP are written as from witnesses."""
    formats.write_dossiers(dossiers, tmp_path / f"x{suffix}", None)
    assert (tmp_path / f"x{suffix}").stat().st_size
