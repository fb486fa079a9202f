"""GraphML against its schema and its readers."""

import networkx as nx
import pytest
from lxml import etree

from matching.formats import export
from tests.matching.formats.samples import read_graph, small_graph, ties, written

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def schema(open_data):
    return etree.XMLSchema(etree.parse(open_data / "graphs/graphml_spec/graphml.xsd"))


def keys_of(content: bytes):
    """(for, name, type) of each key."""
    return [
        (key.get("for"), key.get("attr.name"), key.get("attr.type"))
        for key in etree.fromstring(content).iter(GRAPHML + "key")
    ]


@pytest.mark.parametrize("build", [small_graph, ties, nx.Graph, nx.MultiDiGraph])
def test_it_validates(build, schema, tmp_path):
    schema.assertValid(etree.fromstring(written(build(), "graphml", tmp_path)))


def test_one_key_a_name_with_its_type(tmp_path):
    keys = keys_of(written(small_graph(), "graphml", tmp_path))
    assert len({(of, name) for of, name, _ in keys}) == len(keys)
    types = {(of, name): kind for of, name, kind in keys}
    assert types["node", "staff"] == "int"
    assert types["node", "turnover"] == types["edge", "weight"] == "double"
    assert types["node", "themes"] == types["edge", "kind"] == "string"
    assert types["edge", "parts_geography"] == "double"
    assert types["graph", "answered"] == "int"


def test_a_truth_that_is_not_known_of_all_is_text_so_that_no_reader_takes_silence_for_no(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", can_lead=True, ties_known=False)
    graph.add_node("b", ties_known=True)
    types = {name: kind for _, name, kind in keys_of(written(graph, "graphml", tmp_path))}
    assert (types["can_lead"], types["ties_known"]) == ("string", "boolean")


def test_a_column_of_mixed_values_has_one_type(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", amount=1, code="7", big=2**40)
    graph.add_node("b", amount=2.5, code=7, big=1)
    graph.add_node("c", amount=True)
    content = written(graph, "graphml", tmp_path)
    types = {name: kind for of, name, kind in keys_of(content) if of == "node"}
    assert types == {"label": "string", "amount": "string", "code": "string", "big": "long"}
    assert read_graph(content, "graphml").nodes["b"]["code"] == "7"


def test_names_with_spaces_become_names_that_the_schema_allows(schema, tmp_path):
    graph = nx.Graph()
    graph.add_node("a", **{"spare days": 2, "spare_days": 3, "=formula": "x", "é": 1})
    content = written(graph, "graphml", tmp_path)
    schema.assertValid(etree.fromstring(content))
    names = [name for of, name, _ in keys_of(content) if of == "node"]
    assert len(names) == len(set(names)) == 5


def test_networkx_reads_what_was_written(tmp_path):
    back = read_graph(written(small_graph(), "graphml", tmp_path), "graphml")
    assert back.graph["partnership"] == "Quilt & Thread <pilot>"
    assert back.graph["answered"] == 64
    assert back.nodes["org-2"] == {
        "label": "Boxing & <Barbecue>",
        "name": "Boxing & <Barbecue>",
        "kind": "club",
        "themes": "play|a, b",
        "original_id": "org_2",
    }
    assert back.nodes["org-1-a"]["themes"] == "none"
    assert back.nodes["org-1-a"]["ages"] == "0-5|11+"
    assert back.edges["n-17", "org-1-a"]["since"] == "2020-01-02"


def test_parallel_ties_come_back_as_a_directed_multigraph(tmp_path):
    back = read_graph(written(ties(), "graphml", tmp_path), "graphml")
    assert back.is_directed()
    assert back.is_multigraph()
    assert set(back.edges(keys=True)) == {
        ("a", "b", "a--b"),
        ("a", "b", "a--b--2"),
        ("b", "a", "b--a"),
    }
    assert back.nodes["c"]["name"] == "Silent"


def test_a_word_in_the_provenance_stays_a_word(tmp_path):
    export(nx.Graph(), "graphml", tmp_path / "file", provenance={"run": "12", "closed": True})
    types = {name: kind for _, name, kind in keys_of((tmp_path / "file").read_bytes())}
    assert (types["run"], types["closed"]) == ("string", "boolean")
