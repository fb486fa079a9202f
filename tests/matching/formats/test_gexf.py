"""GEXF 1.3 against its schema and its readers."""

import networkx as nx
import pytest
from lxml import etree

from tests.matching.formats.samples import read_graph, small_graph, ties, written

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


@pytest.fixture(scope="module")
def schema(open_data):
    return etree.XMLSchema(etree.parse(open_data / "graphs/gexf_spec/specs/1.3/gexf.xsd"))


def without_looks(content: bytes):
    """The document without viz elements, for which the published schema has another namespace."""
    root = etree.fromstring(content)
    for element in root.findall(f".//{VIZ}*"):
        element.getparent().remove(element)
    return root


def root_of(graph, tmp_path):
    return etree.fromstring(written(graph, "gexf", tmp_path))


@pytest.mark.parametrize("build", [small_graph, ties, nx.Graph, nx.MultiDiGraph])
def test_it_validates_once_looks_are_taken_out(build, schema, tmp_path):
    schema.assertValid(without_looks(written(build(), "gexf", tmp_path)))


def test_meta_comes_before_the_graph_and_attributes_before_nodes_before_edges(tmp_path):
    root = root_of(small_graph(), tmp_path)
    assert [child.tag for child in root] == [GEXF + "meta", GEXF + "graph"]
    assert [child.tag.removeprefix(GEXF) for child in root[1]] == [
        "attributes",
        "attributes",
        "nodes",
        "edges",
    ]
    assert root[0].get("lastmodifieddate") == "2026-11-04"


def test_the_default_namespace_and_looks_are_as_gephi_expects(tmp_path):
    text = written(small_graph(), "gexf", tmp_path).decode("utf-8")
    assert 'xmlns="http://gexf.net/1.3"' in text
    assert 'xmlns:viz="http://gexf.net/1.3/viz"' in text
    assert "<viz:color" in text


def test_every_node_has_a_colour_a_size_and_a_place(tmp_path):
    root = root_of(small_graph(), tmp_path)
    for node in root.iter(GEXF + "node"):
        assert all(0 <= int(node.find(VIZ + "color").get(each)) <= 255 for each in "rgb")
        assert float(node.find(VIZ + "size").get("value")) > 0
        assert all(abs(float(node.find(VIZ + "position").get(each))) <= 500 for each in "xy")


def test_kind_is_an_attribute_of_the_edge_itself(tmp_path):
    root = root_of(ties(), tmp_path)
    kinds = [edge.get("kind") for edge in root.iter(GEXF + "edge")]
    assert kinds == ["joint activity", "shares information", "shares information"]
    declared = root.findall(f".//{GEXF}attributes[@class='edge']/{GEXF}attribute")
    assert [each.get("title") for each in declared] == ["strength"]


def test_a_tie_of_strength_nothing_keeps_a_weight_above_nothing(tmp_path):
    content = written(ties(), "gexf", tmp_path)
    back = read_graph(content, "gexf")
    (tie,) = back.get_edge_data("b", "a").values()
    assert (tie["weight"], tie["strength"]) == (0.001, 0.0)
    assert b"Edges of weight 0 are written with 0.001" in content


def test_lists_are_lists_and_odd_members_are_quoted(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", themes=["play", "young carers", 'say "hi"', "a, b", "null", "c\\d"])
    graph.add_node("b", themes=[])
    values = {each.get("value") for each in root_of(graph, tmp_path).iter(GEXF + "attvalue")}
    assert values == {r'[play, "young carers", "say \"hi\"", "a, b", "null", "c\\d"]', "[]"}


def test_types_are_declared_once_and_unknown_values_are_left_out(tmp_path):
    root = root_of(small_graph(), tmp_path)
    types = {
        each.get("title"): each.get("type")
        for each in root.find(f".//{GEXF}attributes[@class='node']")
    }
    assert types["turnover"] == "double"
    assert types["staff"] == "integer"
    assert types["can_lead"] == "boolean"
    assert types["themes"] == types["ages"] == "liststring"
    assert types["founded"] == types["name"] == "string"
    named = [
        node.get("id")
        for node in root.iter(GEXF + "node")
        if node.find(f".//{GEXF}attvalue[@for='name']") is not None
    ]
    assert named == ["org-1-a-2", "org-2"]


def test_networkx_reads_labels_values_and_weights(tmp_path):
    back = read_graph(written(small_graph(), "gexf", tmp_path), "gexf")
    assert back.nodes["org-2"]["label"] == "Boxing & <Barbecue>"
    assert back.nodes["org-1-a"]["can_lead"] is True
    assert back.nodes["org-1-a-2"]["turnover"] == 1200.5
    assert back.edges["org-1-a-2", "org-2"]["weight"] == 0.5
    assert back.edges["org-1-a-2", "org-2"]["parts_geography"] == 0.25


def test_given_places_are_used_with_north_still_up(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", x=0.0, y=0.0)
    graph.add_node("b", x=1.0, y=0.5)
    root = root_of(graph, tmp_path)
    found = [(each.get("x"), each.get("y")) for each in root.iter(VIZ + "position")]
    assert found == [("-500.0", "500.0"), ("500.0", "0.0")]
    assert root.find(f".//{GEXF}attvalue") is None


def test_an_attribute_called_like_a_look_does_not_hide_it(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", size=3, Color="red")
    titles = [each.get("title") for each in root_of(graph, tmp_path).iter(GEXF + "attribute")]
    assert titles == ["own_size", "own_Color"]


def test_a_ninth_kind_shares_the_last_colour(tmp_path):
    graph = nx.Graph()
    graph.add_nodes_from((f"n{each}", {"kind": f"kind {each}"}) for each in range(10))
    graph.add_node("unknown")
    found = [
        tuple(each.get(channel) for channel in "rgb")
        for each in root_of(graph, tmp_path).iter(VIZ + "color")
    ]
    assert len(set(found)) == 9
    assert found[7] == found[8] == found[9]
