"""Node-link JSON and its round trip."""

import json

import networkx as nx
import pytest

from matching.formats import export
from tests.matching.formats.samples import PROVENANCE, read_graph, small_graph, ties, written


@pytest.mark.parametrize("build", [small_graph, ties, nx.Graph, nx.DiGraph])
def test_reading_and_writing_again_gives_the_same_bytes(build, tmp_path):
    first = written(build(), "json", tmp_path)
    assert written(read_graph(first, "json"), "json", tmp_path) == first


def test_networkx_writes_the_same_document(tmp_path):
    document = json.loads(written(ties(), "json", tmp_path))
    again = nx.node_link_data(nx.node_link_graph(document, edges="edges"), edges="edges")
    assert again == document


def test_edges_are_under_edges_and_ends_are_node_ids(tmp_path):
    document = json.loads(written(small_graph(), "json", tmp_path))
    assert list(document) == ["directed", "multigraph", "graph", "nodes", "edges"]
    ids = {node["id"] for node in document["nodes"]}
    assert {edge["source"] for edge in document["edges"]} <= ids
    assert {edge["target"] for edge in document["edges"]} <= ids


def test_values_keep_their_types(tmp_path):
    back = read_graph(written(small_graph(), "json", tmp_path), "json")
    assert back.nodes["org-1-a-2"]["turnover"] == 1200.5
    assert back.nodes["org-1-a"]["staff"] == 3
    assert back.nodes["org-1-a"]["can_lead"] is True
    assert "kind" not in back.nodes["org-1-a"]
    assert back.edges["n-17", "org-1-a"]["weight"] == 0.0
    assert back.graph["answered"] == 64


def test_ids_of_the_graph_itself_are_kept_beside_the_new_ones(tmp_path):
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", id="first")
    graph.nodes["a"]["id"] = "charity 7"
    back = read_graph(written(graph, "json", tmp_path), "json")
    assert back.nodes["a"]["own_id"] == "charity 7"
    assert back.edges["a", "b", "a--b"]["own_id"] == "first"


def test_what_the_graph_says_of_itself_is_kept(tmp_path):
    graph = nx.Graph(measure="affinity", run="overruled")
    export(graph, "json", tmp_path / "file", provenance=PROVENANCE)
    told = json.loads((tmp_path / "file").read_bytes())["graph"]
    assert (told["measure"], told["run"]) == ("affinity", "run 12")
