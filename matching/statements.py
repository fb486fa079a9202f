"""What a graph states about ties, with its nodes numbered in id order."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import networkx as nx

from matching.layout import Graph

Pair = tuple[int, int]


class Statements:
    """A graph with its nodes numbered in id order, so that nothing hangs on how it was built."""

    def __init__(self, graph: Graph) -> None:
        """Number the nodes and take out what is a tie."""
        nodes = sorted(graph.nodes, key=lambda each: (type(each).__name__, str(each)))
        number = {node: place for place, node in enumerate(nodes)}
        self.ids = [str(node) for node in nodes]
        self.directed = graph.is_directed()
        strengths: dict[Pair, float] = {}
        self.answered = set(number.values())
        if self.directed:
            sources = {number[source] for source, _ in graph.edges()}
            said = {number[node] for node in nodes if graph.nodes[node].get("ties_known") is True}
            self.answered = said | sources
        for one, other, data in graph.edges(data=True):
            stated = data.get("strength", data.get("weight"))
            strength = 1.0 if stated is None else float(stated)
            if strength > 0 and one != other:
                pair = (number[one], number[other])
                strengths[pair] = max(strengths.get(pair, 0.0), strength)
        self.stated = strengths.keys()
        self.simple: nx.Graph[int] = nx.Graph()
        self.simple.add_nodes_from(range(len(nodes)))
        for (one, other), strength in sorted(strengths.items()):
            stronger = max(strength, strengths.get((other, one), 0.0))
            self.simple.add_edge(min(one, other), max(one, other), weight=stronger)

    def untied(self, among: AbstractSet[int]) -> tuple[str, ...]:
        """Return the ids of those without a tie."""
        return tuple(self.ids[node] for node in sorted(among) if not self.simple.degree[node])

    def groups(self, parts: Iterable[AbstractSet[int]]) -> tuple[tuple[str, ...], ...]:
        """Return groups of nodes as ids, largest first."""
        ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
        return tuple(tuple(self.ids[node] for node in part) for part in ordered)
