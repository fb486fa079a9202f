"""The three networks that people look at: who fits, who works together, who is in which group."""

from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from typing import Literal

import networkx as nx
import numpy as np

from matching.arrays import Floats, Ints, arrays_of
from matching.compact import pair_facts
from matching.explanation.dropping import Without
from matching.explanation.group import Group
from matching.instance import Instance
from matching.kernels.pairs import PairFacts, pair_rows
from matching.node_facts import facts_of
from matching.outcome import Consortium, Outcome
from matching.pairs import Pairs
from matching.problem import problem_of
from matching.request import PRESETS, Brief, Grouping
from matching.scoring import positions_of

NEAREST = 16  # edges that each organisation chooses
ROWS = 256  # organisations compared with all others at a time: 5,000 of them take 10 MB a table
ALIKE = 9  # decimals to which two weights count as equal

Status = Literal["confirmed", "one-sided", "disputed"]


def affinity_graph(instance: Instance, request: Brief | Grouping | None = None) -> "nx.Graph[str]":
    """Return who fits with whom, as the engine weighs pairs.

    Parameters
    ----------
    instance : Instance
    request : Brief or Grouping, optional
        Gives the weights and what unknown ties count; the Balanced preset where there is none.

    Returns
    -------
    networkx.Graph
        All organisations by id, with their profile; no exclusion has any part in it. Each chooses
        its 16 best partners of weight above 0 (equal weights: the smaller id), and every stated
        tie is an edge too. Edges: ``weight`` 0 to 1, ``part_geography``, ``part_cohesion``,
        ``part_added``, and ``kind``, "tie" where one of the two stated a tie, else "fit".

    Notes
    -----
    weight = (w_geography · geography + w_cohesion · cohesion + w_added · added value) / (their
    sum); where the request gives all three no weight, Balanced decides.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "lat": "53.4", "lon": "-2.2"} for key in "ab"]
    >>> graph = affinity_graph(Instance.from_tables(rows))
    >>> graph.edges["a", "b"]["part_geography"], round(graph.edges["a", "b"]["weight"], 5)
    (1.0, 0.65)
    """
    weights = _pair_weights(request)
    tie_prior = 0.1 if request is None else request.tie_prior
    arrays = arrays_of(instance)
    tied = {tuple(sorted((tie.source, tie.target))) for tie in instance.ties}
    graph: nx.Graph[str] = nx.Graph(network="affinity")
    _add_organisations(instance, graph)
    first, second = _chosen(instance, pair_facts(arrays, tie_prior, np.array(weights))).T
    parts = Pairs(arrays, tie_prior).parts(first, second)
    total = parts.weighted(*weights)
    ids = [one.id for one in instance.organisations]
    for place, (i, j) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        graph.add_edge(
            ids[i],
            ids[j],
            weight=float(total[place]),
            kind="tie" if (ids[i], ids[j]) in tied else "fit",
            part_geography=float(parts.geography[place]),
            part_cohesion=float(parts.cohesion[place]),
            part_added=float(parts.added_value[place]),
        )
    return graph


def ties_graph(instance: Instance) -> "nx.MultiDiGraph[str]":
    """Return the stated ties: one directed edge a statement, keyed by its kind.

    Parameters
    ----------
    instance : Instance

    Returns
    -------
    networkx.MultiDiGraph
        All organisations by id, with their profile; ``ties_known`` says who answered. Edges:
        ``strength`` and ``weight`` 0 to 1, ``kind``, and ``status``: "confirmed" where the other
        side says the same (works with, or does not), "disputed" where it answered and says
        otherwise (not naming a partner is saying no), "one-sided" where it has not answered.

    Examples
    --------
    >>> rows = [{"id": "a", "ties_known": "yes"}, {"id": "b"}]
    >>> stated = [{"from": "a", "to": "b", "kind": "shares", "strength": "0.5"}]
    >>> list(ties_graph(Instance.from_tables(rows, ties=stated)).edges(data="status"))
    [('a', 'b', 'one-sided')]
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(network="ties")
    _add_organisations(instance, graph)
    works: set[tuple[str, str]] = set()
    strongest: dict[tuple[str, str, str], float] = {}
    for tie in instance.ties:
        key = (tie.source, tie.target, tie.kind)
        strongest[key] = max(strongest.get(key, 0.0), tie.strength)
        if tie.strength > 0:
            works.add((tie.source, tie.target))
    for (source, target, kind), strength in sorted(strongest.items()):
        graph.add_edge(
            source,
            target,
            key=kind,
            strength=strength,
            weight=strength,
            kind=kind or None,
            status=_status(instance, works, source, target),
        )
    return graph


def members_graph(outcome: Outcome, instance: Instance) -> "nx.Graph[str]":
    """Return the suggested groups and their members as a network of two kinds of node.

    Parameters
    ----------
    outcome : Outcome
    instance : Instance
        The one that the outcome was worked out from.

    Returns
    -------
    networkx.Graph
        ``node_type`` is "consortium" (with ``quality``, the seven terms as ``term_…``, ``members``
        (how many), ``lead``, ``proof``) or "organisation" (with its profile; members only). Edges:
        ``role`` and ``kind`` "lead" or "member", ``contribution``: the quality that the group
        loses without this member.

    Raises
    ------
    MembersError
        A member is not in the instance.

    Examples
    --------
    >>> from matching.outcome import Provenance
    >>> from matching.scoring import score
    >>> instance = Instance.from_tables([{"id": key, "themes": "play"} for key in "ab"])
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 2}})
    >>> origin = Provenance("1", 0, 1, "effort", instance.fingerprint)
    >>> outcome = Outcome(grouping, (score(instance, grouping, "ab"),), origin)
    >>> list(members_graph(outcome, instance).edges(data="role"))
    [('group-1', 'a', 'member'), ('group-1', 'b', 'member')]
    """
    graph: nx.Graph[str] = nx.Graph(network="members")
    for number, consortium in enumerate(outcome.consortia, start=1):
        node = _free(f"group-{number}", instance)
        graph.add_node(node, **_consortium_facts(number, consortium))
        for key, loss in _losses(outcome, instance, consortium).items():
            if key not in graph:
                facts = facts_of(instance, instance.organisation(key))
                graph.add_node(key, node_type="organisation", bipartite=0, **facts)
            role = "lead" if key == consortium.lead else "member"
            graph.add_edge(node, key, role=role, kind=role, contribution=loss)
    return graph


def _add_organisations(instance: Instance, graph: "nx.Graph[str]") -> None:
    """Add every organisation with its profile."""
    graph.add_nodes_from((one.id, facts_of(instance, one)) for one in instance.organisations)


def _pair_weights(request: Brief | Grouping | None) -> tuple[float, float, float]:
    """Return the shares of geography, cohesion and added value; they sum to 1."""
    balanced = PRESETS["Balanced"].weights
    for weights in (balanced if request is None else request.weights, balanced):
        three = (weights.geography, weights.cohesion, weights.added_value)
        if sum(three) > 0:
            break
    return three[0] / sum(three), three[1] / sum(three), three[2] / sum(three)


def _chosen(instance: Instance, facts: PairFacts) -> Ints:
    """Return the positions of the two ends of each edge, smaller first, in order; (edges, 2)."""
    everyone, index = np.arange(len(instance.organisations)), instance.index
    # Who excludes whom must leave no trace, neither here nor in what is drawn of it.
    nobody = np.zeros(len(everyone) + 1, np.int64), np.zeros(0, np.int64)
    facts = facts._replace(excluded_from=nobody[0], excluded_ends=nobody[1])
    stated = [(index[tie.source], index[tie.target]) for tie in instance.ties]
    found = [np.array(stated, np.intp).reshape(-1, 2)]
    for start in range(0, len(everyone), ROWS):
        rows = everyone[start : start + ROWS]
        weight = pair_rows(facts, rows, everyone)
        found += [_best_of(row, values) for row, values in zip(rows.tolist(), weight, strict=True)]
    ends: Ints = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    return ends


def _best_of(row: int, weight: Floats) -> Ints:
    """The edges that one organisation chooses by the weights of all its pairs; (chosen, 2)."""
    # Noise in the last digits must not decide where ids should.
    alike = weight.round(ALIKE)
    last = max(0, len(alike) - NEAREST)
    kept = np.flatnonzero((alike >= np.partition(alike, last)[last]) & (weight > 0))
    best = kept[np.argsort(-alike[kept], kind="stable")[:NEAREST]]
    return np.column_stack([np.full(len(best), row), best])


def _status(
    instance: Instance, works: AbstractSet[tuple[str, str]], source: str, target: str
) -> Status:
    """Tell whether the other side says the same as the statements of one direction."""
    if not instance.organisation(target).ties_known:
        return "one-sided"
    agreed = ((source, target) in works) == ((target, source) in works)
    return "confirmed" if agreed else "disputed"


def _free(name: str, instance: Instance) -> str:
    """Return a name for a group that no organisation has."""
    while name in instance.index:
        name += "-suggested"
    return name


def _consortium_facts(number: int, consortium: Consortium) -> dict[str, object]:
    """Return what the node of a group tells."""
    facts: dict[str, object] = {
        "node_type": "consortium",
        "bipartite": 1,
        "name": f"Group {number}",
        "kind": "consortium",
        "members": len(consortium.members),
        "quality": consortium.quality,
        "lead": consortium.lead,
        "ask_first": consortium.ask_first,
        "proof": consortium.proof.status,
    }
    terms = asdict(consortium.terms)
    facts.update({f"term_{name}": value for name, value in terms.items()})
    return {name: value for name, value in facts.items() if value is not None}


def _losses(outcome: Outcome, instance: Instance, consortium: Consortium) -> dict[str, float]:
    """Return what the quality of a group loses without each member."""
    places = positions_of(instance, consortium.members)
    inside = set(consortium.members)
    # Quality looks at the members and at ties between them only, so the rest is left aside.
    alone = replace(
        instance,
        organisations=tuple(instance.organisations[place] for place in places),
        ties=tuple(tie for tie in instance.ties if {tie.source, tie.target} <= inside),
        exclusions=frozenset(),
    )
    problem = problem_of(alone, _without_rules(outcome.request))
    group = Group(problem, list(range(len(places))))
    return dict(zip(group.ids, Without(group).losses, strict=True))


def _without_rules(request: Brief | Grouping) -> Brief | Grouping:
    """Return the request without the rules that name organisations or look beyond the group."""
    if isinstance(request, Grouping):
        return request
    return request.model_copy(update={"must_include": (), "must_exclude": (), "hub": False})
