"""Ways to group everybody that know nothing of the seven terms: chance, wards, communities.

Each offers several groupings, one for each size within the bounds; the best of them counts.
"""

from collections.abc import Iterator, Sequence
from random import Random

import networkx as nx

from bench.open.cutting import cut, cut_each
from bench.open.families import Case, Members
from bench.open.judging import judge, who_may
from matching import Organisation, affinity_graph

Grouped = list[Members]
DRAWS = 10


def at_random(case: Case) -> Iterator[Grouped]:
    """Shuffle and cut, for each size the best of some draws."""
    draw, everyone = Random(case.seed), who_may(case).tolist()
    for size in sizes(case):
        drawn = (draw.sample(everyone, len(everyone)) for _ in range(DRAWS))
        cuts = [cut(order, size, *bounds(case)) for order in drawn]
        yield max(cuts, key=lambda groups: judge(case, groups).total)


def by_ward(case: Case) -> Iterator[Grouped]:
    """Sort by district, ward and place, and cut."""
    everyone = who_may(case).tolist()
    order = sorted(everyone, key=lambda one: _address(case, case.instance.organisations[one]))
    for size in sizes(case):
        yield cut(order, size, *bounds(case))


def by_communities(case: Case) -> Iterator[Grouped]:
    """Find Louvain communities of the affinity graph, line each up along its edges, and cut."""
    index, wanted = case.instance.index, set(who_may(case).tolist())
    ids = [one.id for one in case.instance.organisations if index[one.id] in wanted]
    graph = nx.Graph(affinity_graph(case.instance, case.grouping).subgraph(ids))
    found = nx.community.louvain_communities(graph, weight="weight", seed=case.seed)
    for size in sizes(case):
        lines = [[index[key] for key in _lined_up(graph, sorted(some), size)] for some in found]
        yield cut_each(lines, size, *bounds(case))


def sizes(case: Case) -> range:
    """Every size that a group may have."""
    return range(case.grouping.size.min, case.grouping.size.max + 1)


def bounds(case: Case) -> tuple[int, int]:
    """The smallest and the largest group."""
    return case.grouping.size.min, case.grouping.size.max


def _address(case: Case, one: Organisation) -> tuple[bool, str, str, float, float, str]:
    """What sorts neighbours together; whoever lists no area comes last."""
    code = min(one.areas) if one.areas else ""
    district = case.instance.areas[code].district if code else ""
    return not code, district, code, one.lat or 0.0, one.lon or 0.0, one.id


def _lined_up(graph: "nx.Graph[str]", community: Sequence[str], size: int) -> list[str]:
    """An order in which each part of `size` is grown along the heaviest edges from its first."""
    left: dict[str, None] = dict.fromkeys(community)
    order: list[str] = []
    while left:
        if len(order) % size == 0:
            pulls = dict.fromkeys(left, 0.0)
        one = max(left, key=lambda key: pulls[key])
        del left[one]
        order.append(one)
        for key, edge in graph[one].items():
            if key in left:
                pulls[key] += edge["weight"]
    return order
