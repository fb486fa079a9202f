"""What a network is like, each figure with what it rests on."""

import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.centrality import betweenness
from matching.graphs import affinity_graph, ties_graph
from matching.measures import Broker, Measure, network_measures
from tests.matching.test_graphs import many


def ties(*edges, answered="", silent="", strength=0.5) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(answered, ties_known=True)
    graph.add_nodes_from(silent, ties_known=False)
    graph.add_edges_from(edges, strength=strength)
    return graph


@st.composite
def random_ties(draw):
    """Statements among some who answered and some who did not."""
    size = draw(st.integers(2, 14))
    answered = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    graph = nx.DiGraph()
    graph.add_nodes_from((f"o{i:02}", {"ties_known": said}) for i, said in enumerate(answered))
    for i, said in enumerate(answered):
        for other in draw(st.sets(st.integers(0, size - 1), max_size=4)) if said else ():
            if other != i:
                graph.add_edge(
                    f"o{i:02}", f"o{other:02}", strength=draw(st.sampled_from([0, 0.5, 1]))
                )
    return graph


def plain(graph: nx.DiGraph) -> nx.Graph:
    """Who has a tie with whom, without direction."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((a, b) for a, b, tie in graph.edges(data=True) if tie["strength"] > 0)
    return simple


def test_silence_is_not_a_no():
    found = network_measures(ties("ab", answered="ac", silent="bde"))
    assert (found.nodes, found.answered, found.ties) == (5, 2, 1)
    assert found.density == Measure(1 / 7, 7, "pairs of which one answered")
    assert found.isolates == ("c",)
    assert found.not_known_yet == ("d", "e")
    assert found.reciprocity.value is None
    assert found.reciprocity.n == 0


def test_reciprocity_is_asked_of_those_only_who_could_return_a_tie():
    found = network_measures(ties("ab", "ba", "ac", "ad", answered="abc", silent="d"))
    assert found.reciprocity == Measure(2 / 3, 3, "ties stated among those who answered")
    assert (found.confirmed, found.disputed, found.one_sided) == (1, 1, 1)


def test_a_statement_of_no_tie_is_a_statement_and_no_tie():
    found = network_measures(ties("ab", answered="ab", strength=0))
    assert (found.statements, found.ties) == (1, 0)
    assert found.density.value == 0
    assert found.isolates == ("a", "b")


def test_several_kinds_between_two_are_one_tie():
    graph = nx.MultiDiGraph()
    for kind in ("shares", "runs"):
        graph.add_edge("a", "b", key=kind, strength=0.5)
    found = network_measures(graph)
    assert (found.statements, found.ties) == (2, 1)
    assert found.by_node["a"].names == 1


def test_a_broker_tells_how_many_it_holds():
    # a triangle, and a chain of three that hangs on c
    found = network_measures(ties("ab", "bc", "ca", "cd", "de", "ef"))
    assert found.brokers == (Broker("c", 2), Broker("d", 2), Broker("e", 1))
    assert found.bridges == (("c", "d"), ("d", "e"), ("e", "f"))


def test_two_villages_are_two_communities():
    village = ["ab", "bc", "ca", "cd", "da", "bd"]
    other = [pair.translate(str.maketrans("abcd", "wxyz")) for pair in village]
    found = network_measures(ties(*village, *other, "aw"))
    assert found.communities == (("a", "b", "c", "d"), ("w", "x", "y", "z"))
    assert found.modularity.value > 0.3
    assert found.modularity.n == 8
    assert found.by_node["z"].community == 2


def test_an_empty_network_has_no_figures_but_no_error():
    found = network_measures(nx.MultiDiGraph())
    assert (found.nodes, found.answered, found.ties) == (0, 0, 0)
    assert found.density.value is found.modularity.value is found.clustering.value is None
    lonely = network_measures(ties(answered="a"))
    assert lonely.by_node["a"].closeness == 0
    assert lonely.by_node["a"].community is None
    assert lonely.components == ()


def test_an_undirected_network_takes_all_pairs_as_known():
    graph = affinity_graph(many(30))
    found = network_measures(graph)
    assert found.answered is None
    assert found.density == Measure(nx.density(graph), 435, "pairs")
    assert found.reciprocity.value is None
    assert found.by_node["org-001"].answered is None


@settings(max_examples=60)
@given(random_ties())
def test_figures_are_those_of_networkx(graph):
    simple, found = plain(graph), network_measures(graph)
    for measured, expected in (
        ("degree", dict(simple.degree)),
        ("closeness", nx.closeness_centrality(simple)),
        ("betweenness", nx.betweenness_centrality(simple)),
    ):
        assert {key: getattr(each, measured) for key, each in found.by_node.items()} == (
            pytest.approx(expected)
        )
    parts = [part for part in nx.connected_components(simple) if len(part) > 1]
    assert sorted(map(sorted, found.components)) == sorted(map(sorted, parts))
    assert {each.id for each in found.brokers} == set(nx.articulation_points(simple))
    assert {frozenset(pair) for pair in found.bridges} == set(map(frozenset, nx.bridges(simple)))
    assert found.confirmed + found.one_sided + found.disputed == found.ties == simple.size()


@settings(max_examples=60)
@given(random_ties())
def test_a_broker_cuts_off_what_it_says(graph):
    simple = plain(graph)
    for broker in network_measures(graph).brokers:
        whole = nx.node_connected_component(simple, broker.id) - {broker.id}
        rest = [len(part) for part in nx.connected_components(simple.subgraph(whole))]
        assert broker.cut_off == sum(rest) - max(rest)


def test_the_order_of_nodes_and_edges_changes_nothing():
    graph = ties_graph(many(60))
    mixed = nx.MultiDiGraph()
    order = random.Random(1)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    order.shuffle(nodes)
    order.shuffle(edges)
    mixed.add_nodes_from(nodes)
    mixed.add_edges_from(edges)
    assert network_measures(mixed) == network_measures(graph)


def test_betweenness_of_a_large_network_is_estimated_and_says_so(monkeypatch):
    graph = nx.convert_node_labels_to_integers(nx.random_regular_graph(4, 120, seed=1))
    exact, counted = betweenness(graph, 0)
    assert counted == 120
    monkeypatch.setattr("matching.centrality.STEPS", 0)
    estimate, counted = betweenness(graph, 0)
    assert counted == 50
    assert sum(estimate.values()) == pytest.approx(sum(exact.values()), rel=0.1)
