"""Where nodes are drawn."""

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from matching.graphs import affinity_graph
from matching.layout import positions
from tests.matching.test_graphs import many


def points(found) -> np.ndarray:
    return np.array(list(found.values()))


def closest(found) -> float:
    return float(pdist(points(found)).min())


@settings(max_examples=40)
@given(nodes=st.integers(0, 25), edges=st.integers(0, 40), seed=st.integers(0, 99))
def test_every_node_has_a_place_of_its_own_inside_the_frame(nodes, edges, seed):
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    found = positions(graph)
    assert set(found) == set(graph)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    assert nodes < 2 or closest(found) > 0.01


def test_the_same_graph_in_another_order_has_the_same_picture():
    graph = affinity_graph(many(40))
    edges, nodes = list(graph.edges(data=True)), list(graph.nodes(data=True))
    random.Random(2).shuffle(edges)
    random.Random(3).shuffle(nodes)
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from((b, a, data) for a, b, data in edges)
    assert positions(other) == positions(graph)


def test_another_seed_gives_another_picture():
    graph = nx.connected_watts_strogatz_graph(20, 4, 0.3, seed=1)
    assert positions(graph, seed=1) != positions(graph, seed=2)


def test_who_works_together_stands_together():
    graph = nx.disjoint_union(nx.complete_graph(8), nx.complete_graph(8))
    graph.add_edge(0, 8)
    found = points(positions(graph))
    one, other = found[:8], found[8:]
    inside = (pdist(one).mean() + pdist(other).mean()) / 2
    across = np.linalg.norm(one[:, None] - other[None], axis=2).mean()
    assert across > 1.3 * inside


def test_stronger_ties_are_shorter():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1.0)
    graph.add_edge("b", "c", weight=0.05)
    found = positions(graph)
    assert np.hypot(*np.subtract(found["a"], found["b"])) < np.hypot(
        *np.subtract(found["b"], found["c"])
    )


def test_components_do_not_run_into_each_other():
    graph = nx.disjoint_union_all([nx.complete_graph(6)] * 3)
    graph.add_nodes_from(range(100, 110))
    found = positions(graph)
    for part in nx.connected_components(graph):
        inside = np.array([found[node] for node in part])
        outside = np.array([found[node] for node in graph if node not in part])
        low, high = inside.min(axis=0) - 1e-6, inside.max(axis=0) + 1e-6
        assert not ((outside >= low) & (outside <= high)).all(axis=1).any()


def test_a_map_has_north_at_the_top_and_the_unknown_below():
    graph = nx.Graph()
    graph.add_node("north", lat=53.6, lon=-2.2)
    graph.add_node("south", lat=53.4, lon=-2.2)
    graph.add_node("east", lat=53.5, lon=-2.0)
    graph.add_node("unknown", lat=None)
    found = positions(graph, by="place")
    assert found["north"][1] < found["east"][1] < found["south"][1] < found["unknown"][1]
    assert found["east"][0] > found["north"][0] == found["south"][0]


def test_a_map_keeps_its_proportions():
    graph = nx.Graph()
    graph.add_node("a", lat=60.0, lon=0.0)
    graph.add_node("b", lat=60.1, lon=0.0)
    graph.add_node("c", lat=60.0, lon=0.2)
    found = positions(graph, by="place")
    high, wide = found["a"][1] - found["b"][1], found["c"][0] - found["a"][0]
    assert wide == pytest.approx(high, rel=0.01)


def test_neighbours_on_one_spot_are_drawn_apart():
    graph = nx.Graph()
    graph.add_nodes_from(range(5), lat=53.4, lon=-2.2)
    graph.add_node(9, lat=53.5, lon=-2.3)
    assert closest(positions(graph, by="place")) > 0.03


def test_without_places_the_ties_decide():
    graph = nx.path_graph(4)
    graph.nodes[0].update(lat=53.4, lon=-2.2)
    assert positions(graph, by="place") == positions(graph)


def test_a_large_network_is_laid_out_too():
    graph = nx.connected_watts_strogatz_graph(1600, 6, 0.05, seed=1)
    found = points(positions(graph))
    assert np.isfinite(found).all()
    assert np.ptp(found, axis=0).max() > 0.9
