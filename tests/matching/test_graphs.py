"""The three networks: who fits, who works together, who is in which group."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Brief, Grouping, Instance, MembersError, Weights, score
from matching.graphs import NEAREST, affinity_graph, members_graph, ties_graph
from matching.outcome import Outcome, Provenance
from matching.pairs import pair_parts
from tests.matching import reference

GROUPING = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 4}})
BRIEF = Brief.from_json(
    {
        "id": "b",
        "size": {"min": 2, "max": 3},
        "cells": [{"theme": "play", "area": "w", "level": 2}],
        "must_include": ["a"],
        "must_exclude": ["d"],
        "hub": True,
    }
)
ROWS = [
    {"id": "a", "name": "Ash", "themes": "play;sport:0.5", "areas": "w", "lat": "53.4",
     "lon": "-2.2", "ties_known": "yes", "can_lead": "yes", "will_lead": "yes", "colour": "red"},
    {"id": "b", "themes": "play", "areas": "none", "lat": "53.41", "lon": "-2.2",
     "ties_known": "yes", "spare_days": "2"},
    {"id": "c", "themes": "sport", "lat": "54.9", "lon": "-2.2", "ages": "5-10;11-15"},
    {"id": "d", "themes": "none", "kind": "club", "turnover": "12000"},
]  # fmt: skip
TIES = [
    {"from": "a", "to": "b", "kind": "shares", "strength": "0.5"},
    {"from": "a", "to": "b", "kind": "runs", "strength": "0.75"},
    {"from": "a", "to": "c", "kind": "shares", "strength": "0.25"},
    {"from": "b", "to": "c", "kind": "shares", "strength": "0"},
]


def instance(**changes) -> Instance:
    tables = {"organisations": ROWS, "areas": [{"code": "w", "name": "West"}], "ties": TIES}
    return Instance.from_tables(**{**tables, **changes})


def outcome_of(request, *groups) -> Outcome:
    origin = Provenance("1", 0, 1, "effort", instance().fingerprint)
    return Outcome(request, tuple(score(instance(), request, group) for group in groups), origin)


def many(count: int, seed: int = 0) -> Instance:
    """Organisations over a town with some places, themes, ages and ties unknown."""
    rows = [
        {
            "id": f"org-{number:03}",
            "themes": "" if (number + seed) % 7 == 0 else f"t{number % 5};s{number % 3}:0.5",
            "lat": "" if number % 5 == 0 else f"{53.4 + (number * 37 % 100) / 1000}",
            "lon": f"{-2.2 + (number * 61 % 100) / 1000}",
            "ages": "" if number % 2 else f"a{number % 4}",
            "networks": f"n{number % 11}" if number % 4 == 0 else "",
            "ties_known": "yes" if number % 3 == 0 else "",
        }
        for number in range(count)
    ]
    ties = [
        {"from": f"org-{number:03}", "to": f"org-{(number * 7 + 1) % count:03}", "strength": "0.5"}
        for number in range(0, count, 3)
        if (number * 7 + 1) % count != number
    ]
    return Instance.from_tables(rows, ties=ties)


def test_every_organisation_is_a_node_with_what_is_known_of_it():
    for graph in (affinity_graph(instance()), ties_graph(instance())):
        assert list(graph.nodes) == ["a", "b", "c", "d"]
        ash = graph.nodes["a"]
        assert (ash["name"], ash["lat"], ash["themes"]) == ("Ash", 53.4, ("play", "sport"))
        assert ash["theme_weights"] == ("play:1", "sport:0.5")
        assert (ash["areas"], ash["area_names"], ash["colour"]) == (("w",), ("West",), "red")
        assert "turnover" not in ash
        assert graph.nodes["b"]["areas"] == ()
        assert graph.nodes["d"]["themes"] == ()


def test_an_exclusion_changes_nothing_and_is_nowhere():
    excluded = instance(exclusions=[{"a": "a", "b": "b"}])
    for build in (affinity_graph, ties_graph):
        assert nx.utils.graphs_equal(build(instance()), build(excluded))
    outcome = outcome_of(GROUPING, "ab")
    graphs = [members_graph(outcome, each) for each in (instance(), excluded)]
    assert nx.utils.graphs_equal(*graphs)


def test_the_weight_is_the_weighted_mean_of_the_three_parts():
    request = GROUPING.model_copy(
        update={"weights": Weights(geography=3, cohesion=2, added_value=1), "tie_prior": 0.4}
    )
    for one, other, edge in affinity_graph(instance(), request).edges(data=True):
        parts = pair_parts(instance(), 0.4, [ord(one) - 97], [ord(other) - 97])
        assert edge["part_geography"] == pytest.approx(parts.geography[0], abs=1e-12)
        assert edge["part_cohesion"] == pytest.approx(parts.cohesion[0], abs=1e-12)
        assert edge["part_added"] == parts.added_value[0]
        mean = (3 * parts.geography[0] + 2 * parts.cohesion[0] + parts.added_value[0]) / 6
        assert edge["weight"] == pytest.approx(mean, abs=1e-12)


def test_without_weights_for_pairs_balanced_decides():
    nothing = Weights(geography=0, cohesion=0, added_value=0)
    request = GROUPING.model_copy(update={"weights": nothing})
    assert nx.utils.graphs_equal(affinity_graph(instance(), request), affinity_graph(instance()))


def test_stated_ties_are_edges_even_of_strength_nothing():
    graph = affinity_graph(instance())
    kinds = {pair: kind for *pair, kind in graph.edges(data="kind") for pair in [tuple(pair)]}
    assert [pair for pair, kind in kinds.items() if kind == "tie"] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


@settings(max_examples=10)
@given(count=st.integers(20, 60), seed=st.integers(0, 6))
def test_edges_are_those_of_a_plain_recomputation(count, seed):
    people = many(count, seed)
    ids = [one.id for one in people.organisations]
    weights = {}
    for one in ids:
        for other in ids:
            if one != other:
                weights[one, other] = plain_weight(people, one, other)
    wanted = {tuple(sorted((tie.source, tie.target))) for tie in people.ties}
    for one in ids:
        ranked = sorted((-round(weights[one, each], 9), each) for each in ids if each != one)
        wanted |= {tuple(sorted((one, each))) for weight, each in ranked[:NEAREST] if weight < 0}
    graph = affinity_graph(people)
    assert set(graph.edges) == wanted
    for one, other, weight in graph.edges(data="weight"):
        assert weight == pytest.approx(weights[one, other], abs=1e-9)


def plain_weight(people, one, other) -> float:
    """The weight of one pair by the slow reference."""
    terms = reference.terms(people, GROUPING, [one, other])
    return (
        0.15 * terms["geography"] + 0.15 * terms["cohesion"] + 0.10 * terms["added_value"]
    ) / 0.4


def test_the_order_of_rows_does_not_matter():
    backwards = Instance.from_tables(
        ROWS[::-1], areas=[{"code": "w", "name": "West"}], ties=TIES[::-1]
    )
    for build in (affinity_graph, ties_graph):
        assert nx.utils.graphs_equal(build(instance()), build(backwards))


def test_each_statement_is_one_directed_edge_of_its_kind():
    graph = ties_graph(instance())
    assert list(graph.edges(keys=True)) == [
        ("a", "b", "runs"),
        ("a", "b", "shares"),
        ("a", "c", "shares"),
        ("b", "c", "shares"),
    ]
    assert graph.edges["a", "b", "runs"]["strength"] == 0.75


@pytest.mark.parametrize(
    ("answers", "back", "status"),
    [("", None, "one-sided"), ("yes", None, "disputed"), ("yes", "0", "disputed"),
     ("yes", "0.25", "confirmed")],
)  # fmt: skip
def test_a_tie_is_confirmed_one_sided_or_disputed(answers, back, status):
    rows = [{"id": "a", "ties_known": "yes"}, {"id": "b", "ties_known": answers}]
    ties = [{"from": "a", "to": "b", "kind": "shares", "strength": "0.5"}]
    if back is not None:
        ties.append({"from": "b", "to": "a", "kind": "runs", "strength": back})
    graph = ties_graph(Instance.from_tables(rows, ties=ties))
    assert graph.edges["a", "b", "shares"]["status"] == status


def test_two_that_both_say_no_agree():
    rows = [{"id": key, "ties_known": "yes"} for key in "ab"]
    graph = ties_graph(
        Instance.from_tables(rows, ties=[{"from": "a", "to": "b", "kind": "", "strength": "0"}])
    )
    assert [data for *_, data in graph.edges(data="status")] == ["confirmed"]


def test_groups_and_members_are_two_kinds_of_node():
    graph = members_graph(outcome_of(GROUPING, "ab", "abc"), instance())
    assert nx.is_bipartite(graph)
    kinds = nx.get_node_attributes(graph, "node_type")
    assert [each for each, kind in kinds.items() if kind == "consortium"] == ["group-1", "group-2"]
    assert sorted(graph["b"]) == ["group-1", "group-2"]
    assert graph.edges["a", "group-1"]["role"] == "lead"
    assert graph.nodes["group-2"]["members"] == 3
    assert "d" not in graph


def test_a_contribution_is_what_quality_loses():
    outcome = outcome_of(GROUPING, "abc")
    edges = members_graph(outcome, instance()).edges
    for key in "abc":
        rest = score(instance(), GROUPING, set("abc") - {key})
        loss = outcome.consortia[0].quality - rest.quality
        assert edges["group-1", key]["contribution"] == pytest.approx(loss, abs=1e-9)


def test_a_brief_that_names_organisations_outside_the_group_can_be_drawn():
    graph = members_graph(outcome_of(BRIEF, "ab", "bc"), instance())
    assert sorted(graph["group-2"]) == ["b", "c"]


def test_a_group_never_takes_the_name_of_an_organisation():
    named = Instance.from_tables([{"id": key, "themes": "play"} for key in ("a", "group-1")])
    origin = Provenance("1", 0, 1, "effort", named.fingerprint)
    card = score(named, GROUPING, ["a", "group-1"])
    graph = members_graph(Outcome(GROUPING, (card,), origin), named)
    assert sorted(graph) == ["a", "group-1", "group-1-suggested"]


def test_an_outcome_of_other_organisations_is_refused():
    with pytest.raises(MembersError, match="there is no organisation 'a'"):
        members_graph(outcome_of(GROUPING, "ab"), Instance.from_tables([{"id": "z"}]))
