"""What a network is like, each figure with how many organisations it rests on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import comb
from typing import cast

import networkx as nx

from matching.centrality import betweenness, closeness, cut_off
from matching.layout import Graph
from matching.statements import Statements


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure; ``value`` is None where nothing is known that it could rest on.

    ``n`` is how many of ``of`` it was worked out over.
    """

    value: float | None
    n: int
    of: str


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """The figures of one organisation.

    ``degree`` counts partners whoever named whom. ``betweenness`` and ``closeness`` are 0 to 1.
    ``clustering`` is the share of its pairs of partners that are partners of each other, None
    with fewer than two. ``community`` counts from 1, the largest first; None without a partner.
    ``answered`` is None where the graph does not say who did.
    """

    degree: int
    named_by: int
    names: int
    betweenness: float
    closeness: float
    clustering: float | None
    community: int | None
    answered: bool | None


@dataclass(frozen=True, slots=True)
class Broker:
    """An organisation that holds others together: if it left, ``cut_off`` would be cut off.

    Cut off are those outside the largest part that is left of its component.
    """

    id: str
    cut_off: int


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """A network in figures; silence is never counted as a no.

    Attributes
    ----------
    nodes, statements : int
        All nodes and edges of the graph, as a page or a file counts them.
    ties : int
        Pairs joined by at least one edge of strength above 0.
    answered : int or None
        Organisations that answered about ties; None where the graph does not say.
    density : Measure
        Share of pairs that are tied, over the pairs of which at least one answered.
    reciprocity : Measure
        Share of ties stated that are returned, over the ties among those who answered; no value
        in an undirected graph.
    confirmed, one_sided, disputed : int
        Pairs with a tie by what the other side says; all 0 in an undirected graph.
    clustering : Measure
        Mean share of pairs of partners that are partners, over those with two or more.
    components : tuple of tuple of str
        Who can reach whom, largest first; only those with a tie.
    isolates : tuple of str
        Answered and named nobody, and nobody named them.
    not_known_yet : tuple of str
        Did not answer and nobody named them.
    communities : tuple of tuple of str
        Clusters that work more with each other than with the rest, largest first.
    modularity : Measure
        How much more than by chance, -0.5 to 1.
    brokers : tuple of Broker
        Who holds others together, the one with most to lose first.
    bridges : tuple of (str, str)
        Ties without which two parts would fall apart.
    by_node : mapping of str to NodeMeasures
    betweenness_from : int
        From how many nodes betweenness was worked out; all of them unless the network is large.
    """

    nodes: int
    statements: int
    ties: int
    answered: int | None
    density: Measure
    reciprocity: Measure
    confirmed: int
    one_sided: int
    disputed: int
    clustering: Measure
    components: tuple[tuple[str, ...], ...]
    isolates: tuple[str, ...]
    not_known_yet: tuple[str, ...]
    communities: tuple[tuple[str, ...], ...]
    modularity: Measure
    brokers: tuple[Broker, ...]
    bridges: tuple[tuple[str, str], ...]
    by_node: Mapping[str, NodeMeasures]
    betweenness_from: int


def network_measures(graph: Graph, seed: int = 0) -> NetworkMeasures:
    """Measure a network.

    Parameters
    ----------
    graph : networkx graph of any kind
        Directed: statements, as of `ties_graph`; ``ties_known`` of a node says whether it
        answered (one that states a tie has). Undirected: every pair counts as known. An edge
        whose ``strength`` (or ``weight``, without one) is 0 is a statement, but no tie.
    seed : int
        For communities and for the sample of a large network; the same seed gives the same
        figures, whatever the order of nodes and edges.

    Returns
    -------
    NetworkMeasures

    Notes
    -----
    Everything but reciprocity looks at ties without direction. Betweenness: Brandes (2001);
    closeness: Wasserman and Faust (1994); clustering: Watts and Strogatz (1998); communities:
    Louvain, Blondel et al. (2008), with weights; modularity: Newman (2004); articulation points
    and bridges: Hopcroft and Tarjan (1973).

    Examples
    --------
    >>> graph = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])
    >>> graph.add_node("d")
    >>> found = network_measures(graph)
    >>> found.reciprocity
    Measure(value=1.0, n=2, of='ties stated among those who answered')
    >>> found.density
    Measure(value=0.4, n=5, of='pairs of which one answered')
    >>> found.brokers, found.not_known_yet
    ((Broker(id='b', cut_off=1),), ('d',))
    """
    network = Statements(graph)
    tied = network.simple
    communities = _communities(tied, seed)
    spread, pivots = betweenness(tied, seed)
    local = _clustering(tied)
    return NetworkMeasures(
        nodes=len(graph),
        statements=graph.number_of_edges(),
        ties=tied.number_of_edges(),
        answered=len(network.answered) if network.directed else None,
        density=_density(network),
        reciprocity=_reciprocity(network),
        **_confirmations(network),
        clustering=_share(sum(local.values()), len(local), "organisations with two or more ties"),
        components=network.groups(part for part in nx.connected_components(tied) if len(part) > 1),
        isolates=network.untied(network.answered),
        not_known_yet=network.untied(set(tied) - network.answered),
        communities=network.groups(communities),
        modularity=_modularity(tied, communities),
        brokers=_brokers(network),
        bridges=_bridges(network),
        by_node=_by_node(network, spread, local, communities),
        betweenness_from=pivots,
    )


def _share(total: float, n: int, of: str) -> Measure:
    """Return a mean with what it rests on; no value where that is nothing."""
    return Measure(total / n if n else None, n, of)


def _density(network: Statements) -> Measure:
    """Return the share of pairs that are tied, among those that are known."""
    size, silent = len(network.ids), len(network.ids) - len(network.answered)
    known = comb(size, 2) - comb(silent, 2)
    of = "pairs of which one answered" if network.directed else "pairs"
    return _share(network.simple.number_of_edges(), known, of)


def _reciprocity(network: Statements) -> Measure:
    """Return the share of ties that are returned, among those who could return them."""
    of = "ties stated among those who answered"
    if not network.directed:
        return Measure(None, 0, of)
    both = [pair for pair in network.stated if set(pair) <= network.answered]
    return _share(sum((other, one) in network.stated for one, other in both), len(both), of)


def _clustering(tied: "nx.Graph[int]") -> dict[int, float]:
    """Return the share of pairs of partners that are partners, of those with two or more."""
    several = [node for node in tied if tied.degree[node] > 1]
    found = nx.clustering(tied, several)
    return dict(found) if isinstance(found, dict) else {}


def _confirmations(network: Statements) -> dict[str, int]:
    """Count the pairs with a tie by what the other side says."""
    counts = {"confirmed": 0, "one_sided": 0, "disputed": 0}
    for one, other in network.simple.edges if network.directed else ():
        if (one, other) in network.stated and (other, one) in network.stated:
            counts["confirmed"] += 1
        elif {one, other} <= network.answered:
            counts["disputed"] += 1
        else:
            counts["one_sided"] += 1
    return counts


def _communities(tied: "nx.Graph[int]", seed: int) -> list[set[int]]:
    """Return clusters of those who have a tie, largest first."""
    joined = tied.subgraph([node for node in tied if tied.degree[node]]).copy()
    if not joined:
        return []
    found = nx.community.louvain_communities(joined, weight="weight", seed=seed)
    return sorted((set(each) for each in found), key=lambda each: (-len(each), min(each)))


def _modularity(tied: "nx.Graph[int]", communities: list[set[int]]) -> Measure:
    """Return how much better than chance the communities are."""
    joined = tied.subgraph([node for node in tied if tied.degree[node]])
    value = nx.community.modularity(joined, communities, weight="weight") if joined else None
    return Measure(value, len(joined), "organisations with a tie")


def _brokers(network: Statements) -> tuple[Broker, ...]:
    """Return who holds others together, the most important first."""
    found = sorted(cut_off(network.simple).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Broker(network.ids[node], lost) for node, lost in found)


def _bridges(network: Statements) -> tuple[tuple[str, str], ...]:
    """Return the ties that alone hold two parts together."""
    # The type stubs say that a bridge is one node.
    found = cast("Iterator[tuple[int, int]]", nx.bridges(network.simple))
    ends = sorted((min(pair), max(pair)) for pair in found)
    return tuple((network.ids[one], network.ids[other]) for one, other in ends)


def _by_node(
    network: Statements,
    spread: Mapping[int, float],
    local: Mapping[int, float],
    communities: list[set[int]],
) -> dict[str, NodeMeasures]:
    """Return the figures of each organisation."""
    near = closeness(network.simple)
    community = {node: place for place, each in enumerate(communities, start=1) for node in each}
    names = Counter(one for one, _ in network.stated)
    named_by = Counter(other for _, other in network.stated)
    return {
        key: NodeMeasures(
            degree=network.simple.degree[node],
            named_by=named_by[node] if network.directed else network.simple.degree[node],
            names=names[node] if network.directed else network.simple.degree[node],
            betweenness=spread[node],
            closeness=float(near[node]),
            clustering=local.get(node),
            community=community.get(node),
            answered=node in network.answered if network.directed else None,
        )
        for node, key in enumerate(network.ids)
    }
