"""Figures of single nodes: how central they are, and what falls apart without them."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

BLOCK = 256
# About how many steps along edges betweenness may take; beyond, it is estimated.
STEPS = 4_000_000
FEWEST_PIVOTS = 50


def betweenness(graph: "nx.Graph[int]", seed: int) -> tuple[dict[int, float], int]:
    """Return the share of shortest paths through each node, and from how many nodes it was counted.

    Brandes (2001); in a large network from a seeded sample of nodes (Brandes and Pich 2007).
    """
    size = len(graph)
    affordable = max(FEWEST_PIVOTS, STEPS // max(size + 2 * graph.number_of_edges(), 1))
    pivots = None if affordable >= size else affordable
    found = nx.betweenness_centrality(graph, k=pivots, seed=seed)
    return dict(found), pivots or size


def closeness(graph: "nx.Graph[int]") -> NDArray[np.float64]:
    """Return how near each node is to all that it reaches, times the share that it reaches.

    Wasserman and Faust (1994), the formula of ``networkx.closeness_centrality``. Nodes are
    numbered from 0; shape (nodes,).
    """
    matrix, size = adjacency(graph), len(graph)
    near = np.zeros(size)
    for start in range(0, size, BLOCK):
        rows = np.arange(start, min(start + BLOCK, size))
        steps = shortest_path(matrix, directed=False, unweighted=True, indices=rows)
        reached = np.isfinite(steps)
        others = reached.sum(axis=1) - 1.0
        total = np.where(reached, steps, 0.0).sum(axis=1)
        share = others / max(size - 1, 1)
        near[rows] = np.where(total > 0, share * others / np.maximum(total, 1.0), 0.0)
    return near


def cut_off(graph: "nx.Graph[int]") -> dict[int, int]:
    """Return, for each node that holds others together, how many would be cut off without it.

    Those are all of its component but itself and the largest part that is left.
    """
    matrix = adjacency(graph)
    found = {}
    for component in nx.connected_components(graph):
        part = graph.subgraph(component)
        members = np.array(sorted(component))
        for node in nx.articulation_points(part):
            rest = members[members != node]
            _, labels = connected_components(matrix[rest][:, rest], directed=False)
            found[node] = len(rest) - int(np.bincount(labels).max())
    return found


def adjacency(graph: "nx.Graph[int]") -> csr_array:
    """Return the symmetric matrix of a graph whose nodes are numbered from 0."""
    ends = np.array(list(graph.edges), np.int64).reshape(-1, 2)
    rows, columns = np.concatenate([ends, ends[:, ::-1]]).T
    shape = (len(graph), len(graph))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
