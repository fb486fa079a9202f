"""Where nodes are drawn: the same graph gives the same picture, by ties or by place."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any, Literal, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

Graph: TypeAlias = "nx.Graph[Any] | nx.DiGraph[Any] | nx.MultiGraph[Any] | nx.MultiDiGraph[Any]"
Points: TypeAlias = NDArray[np.float64]

PIVOTS = 40
ROUNDS = 150
ALL_PAIRS = 1500  # up to here every node pushes every other; beyond, only its neighbourhood
MARGIN = 0.03


def positions(
    graph: Graph, seed: int = 0, *, by: Literal["ties", "place"] = "ties"
) -> dict[Hashable, tuple[float, float]]:
    """Return where to draw each node of a graph.

    Parameters
    ----------
    graph : networkx graph of any kind
        Direction is not looked at; ``weight`` of an edge draws its ends together. By place,
        ``lat`` and ``lon`` (degrees) of the nodes.
    seed : int
        Another seed gives another, equally good picture.
    by : "ties" or "place"
        By ties, those who work together stand together, each component apart, those without a
        tie in rows. By place, as on a map with north upwards; a node without a place stands in a
        row below it; with fewer than two places the ties decide.

    Returns
    -------
    dict of node to (x, y)
        Both 0 to 1; x to the right, y downwards as in SVG. The order of nodes and edges in the
        graph does not matter.

    Notes
    -----
    Start: pivot distances projected on their two main axes (Brandes and Pich 2007), then springs
    (Fruchterman and Reingold 1991) that cool down, then overlaps are pushed apart.

    Examples
    --------
    >>> found = positions(nx.path_graph(3))
    >>> all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    True
    >>> found == positions(nx.path_graph(3))
    True
    """
    nodes = sorted(graph.nodes, key=lambda each: (type(each).__name__, str(each)))
    if not nodes:
        return {}
    places = _places(graph, nodes) if by == "place" else None
    placed = _by_ties(graph, nodes, seed) if places is None else _by_place(places)
    return {
        node: (round(float(x), 5), round(float(y), 5))
        for node, (x, y) in zip(nodes, placed, strict=True)
    }


def _by_ties(graph: Graph, nodes: list[Any], seed: int) -> Points:
    """Lay out each component on its own, then put them side by side."""
    matrix = _matrix(graph, nodes)
    count, labels = connected_components(matrix, directed=False)
    random = np.random.default_rng(seed)
    parts = [np.flatnonzero(labels == each) for each in range(count)]
    parts.sort(key=lambda part: (-len(part), int(part[0])))
    boxes = [_component(matrix[part][:, part], random) for part in parts]
    placed = np.zeros((len(nodes), 2))
    for part, points in zip(parts, _pack(boxes), strict=True):
        placed[part] = points
    return _fit(placed, 0.0, 1.0)


def _matrix(graph: Graph, nodes: list[Any]) -> csr_array:
    """Return the symmetric matrix of weights, the largest of parallel edges, scaled to 1."""
    at = {node: place for place, node in enumerate(nodes)}
    pulls: dict[tuple[int, int], float] = {}
    for one, other, weight in graph.edges(data="weight", default=1.0):
        pair = (min(at[one], at[other]), max(at[one], at[other]))
        if pair[0] != pair[1]:
            pulls[pair] = max(pulls.get(pair, 1e-3), float(1.0 if weight is None else weight))
    most = max(pulls.values(), default=1.0)
    pairs = sorted(pulls)
    rows = np.array([one for one, _ in pairs] + [other for _, other in pairs], dtype=np.int64)
    columns = np.array([other for _, other in pairs] + [one for one, _ in pairs], dtype=np.int64)
    strengths = np.array([pulls[pair] / most for pair in pairs] * 2)
    return csr_array((strengths, (rows, columns)), shape=(len(nodes), len(nodes)))


def _component(matrix: csr_array, random: np.random.Generator) -> Points:
    """Return places for one connected part, about one unit from neighbour to neighbour."""
    size = matrix.shape[0]
    if size == 1:
        return np.zeros((1, 2))
    if size == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    points = _start(matrix) + random.normal(scale=0.05, size=(size, 2)) * math.sqrt(size) / 2
    return _apart(_springs(matrix, points), 0.75)


def _start(matrix: csr_array) -> Points:
    """Return a first draft: distances to a few far-apart pivots, on their two main axes."""
    lengths = matrix.copy()
    lengths.data = 1.0 / np.sqrt(lengths.data)
    size = matrix.shape[0]
    nearest = np.full(size, np.inf)
    pivot, distances = 0, []
    for _ in range(min(PIVOTS, size)):
        distances.append(dijkstra(lengths, directed=False, indices=[pivot])[0])
        nearest = np.minimum(nearest, distances[-1])
        pivot = int(np.argmax(nearest))
    squared = np.square(np.array(distances).T)
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    points = -0.5 * centred @ axes[:, ::-1][:, :2]
    # An axis may come out either way round; the node farthest out decides.
    points *= np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    spread = points.std(axis=0)
    return np.asarray(points / np.where(spread > 1e-9, spread, 1.0) * math.sqrt(size) / 2)


def _springs(matrix: csr_array, points: Points) -> Points:
    """Let edges pull and nodes push until it cools."""
    size = len(points)
    entries = matrix.tocoo()
    # A node with many edges would sink into the middle; each node pulls with about the same sum.
    degree = np.maximum(matrix.sum(axis=1), 1e-9)
    pull = entries.data / np.sqrt(degree[entries.row] * degree[entries.col]) * 3.0
    rounds = ROUNDS if size <= ALL_PAIRS else ROUNDS // 3
    for heat in np.linspace(math.sqrt(size) / 6, 0.02, rounds):
        force = _pushes(points)
        gap = points[entries.col] - points[entries.row]
        length = np.hypot(gap[:, 0], gap[:, 1])
        stretch = (pull * length)[:, None] * gap
        for axis in (0, 1):
            force[:, axis] += np.bincount(entries.row, stretch[:, axis], minlength=size)
        force -= 0.02 * (points - points.mean(axis=0))
        reach = np.hypot(force[:, 0], force[:, 1])
        points = points + force * (np.minimum(reach, heat) / np.maximum(reach, 1e-9))[:, None]
    return np.asarray(points - points.mean(axis=0))


def _pushes(points: Points) -> Points:
    """Return how nodes push each other away, less the farther they are."""
    if len(points) <= ALL_PAIRS:
        gap = points[:, None, :] - points[None, :, :]
        weight = 1.0 / np.maximum(np.square(gap).sum(axis=2), 1e-3)
        return np.asarray(np.einsum("ij,ijk->ik", weight, gap))
    pairs = cKDTree(points).query_pairs(4.0, output_type="ndarray")
    gap = points[pairs[:, 0]] - points[pairs[:, 1]]
    push = gap / np.maximum(np.square(gap).sum(axis=1), 1e-3)[:, None]
    return _summed(pairs, push, len(points))


def _apart(points: Points, least: float) -> Points:
    """Push nodes apart that stand closer than the least distance."""
    for _ in range(40):
        pairs = cKDTree(points).query_pairs(least * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        length = np.hypot(gap[:, 0], gap[:, 1])
        # Nodes on the very same spot part in directions of their own.
        turn = pairs[:, 0] * 2.399963 + pairs[:, 1]
        away = np.where(
            (length > 1e-9)[:, None],
            gap / np.maximum(length, 1e-9)[:, None],
            np.column_stack([np.cos(turn), np.sin(turn)]),
        )
        points = points + _summed(pairs, away * ((least - length) / 2)[:, None], len(points))
    return points


def _summed(pairs: NDArray[np.int64], pushes: Points, size: int) -> Points:
    """Return the sum of what acts on each node; the two ends of a pair are pushed oppositely."""
    total = np.zeros((size, 2))
    for axis in (0, 1):
        total[:, axis] = np.bincount(pairs[:, 0], pushes[:, axis], minlength=size)
        total[:, axis] -= np.bincount(pairs[:, 1], pushes[:, axis], minlength=size)
    return total


def _pack(boxes: list[Points]) -> list[Points]:
    """Put the parts in rows, largest first, about as wide as high."""
    gap = 1.5
    spans = [np.ptp(points, axis=0) + gap for points in boxes]
    area = sum(float(width * height) for width, height in spans)
    widest = max(math.sqrt(area) * 1.1, max(float(width) for width, _ in spans))
    packed, left, top, row = [], 0.0, 0.0, 0.0
    for points, (width, height) in zip(boxes, spans, strict=True):
        if left and left + width > widest + 1e-9:
            left, top, row = 0.0, top + row, 0.0
        packed.append(points - points.min(axis=0) + [left, top])
        left, row = left + float(width), max(row, float(height))
    return packed


def _places(graph: Graph, nodes: list[Any]) -> Points | None:
    """Return latitudes and longitudes, NaN where not known; None where fewer than two are."""
    found = np.full((len(nodes), 2), np.nan)
    for row, node in enumerate(nodes):
        lat, lon = graph.nodes[node].get("lat"), graph.nodes[node].get("lon")
        if lat is not None and lon is not None:
            found[row] = float(lat), float(lon)
    known = found[~np.isnan(found[:, 0])]
    return found if len(np.unique(known, axis=0)) > 1 else None


def _by_place(places: Points) -> Points:
    """Project the places; those not known stand in a row at the bottom."""
    known = ~np.isnan(places[:, 0])
    middle = math.radians(float(np.mean(places[known, 0])))
    flat = np.column_stack([places[:, 1] * math.cos(middle), -places[:, 0]])
    placed = np.zeros_like(flat)
    bottom = 1.0 if known.all() else 0.9
    least = 0.35 / math.sqrt(int(known.sum()))
    placed[known] = _fit(_apart(_fit(flat[known], 0.0, bottom), least * 0.5), 0.0, bottom)
    unknown = int((~known).sum())
    placed[~known, 0] = np.linspace(MARGIN, 1 - MARGIN, unknown + 2)[1:-1]
    placed[~known, 1] = 1.0 - MARGIN
    return placed


def _fit(points: Points, top: float, bottom: float) -> Points:
    """Scale alike in both directions into the frame, in its middle."""
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    room = np.array([1.0, bottom - top]) - 2 * MARGIN
    with np.errstate(divide="ignore"):
        scale = float(np.min(np.where(span > 1e-12, room / span, np.inf)))
    scale = scale if math.isfinite(scale) else 0.0
    spare = room - span * scale
    return np.asarray((points - low) * scale + MARGIN + spare / 2 + [0.0, top])
