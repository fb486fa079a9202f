"""Network files: whole, with the page's counts, and nothing that their reader may not see."""

import csv
import io
import json
import re
import zipfile

import networkx as nx
import pytest

from portal.models.base import db, now
from portal.network.exports import readable
from portal.network.service import find_source, show_network
from portal.organisations.profiles import Source, set_fact, state_fact
from tests.portal.consortia.factories import a_town, excludes, knows, ties
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run
from tests.portal.factories import a_participation

KINDS = ("ties", "affinity", "members")
FORMATS = ("gexf", "graphml", "csv", "json")


@pytest.fixture
def town(app):
    partnership, wards, members = a_town(8)
    ties(members[1], members[0], members[2], intensity=0.5)
    return partnership, wards, members


@pytest.fixture
def run(town):
    return a_finished_run(town[0], town[1])


def counts(name, content):
    """Read a file back; give its numbers of nodes and edges."""
    if name == "gexf":
        graph = nx.read_gexf(io.BytesIO(content), version="1.3")
    elif name == "graphml":
        graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    elif name == "json":
        graph = nx.node_link_graph(json.loads(content), edges="edges")
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [
                len(list(csv.reader(io.TextIOWrapper(archive.open(part), "utf-8")))) - 1
                for part in ("nodes.csv", "edges.csv")
            ]
        return tuple(sizes)
    return graph.number_of_nodes(), graph.number_of_edges()


def text_of(content):
    """Give everything readable in a file, unpacked where it is a zip."""
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_read_back_has_the_counts_of_the_page(client, run, kind, name):
    answer = client.get(f"/p/hillside/network/{kind}/{name}?run={run.id}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=hillside-")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    nodes, edges = counts(name, answer.data)
    page = client.get(f"/p/hillside/network?graph={kind}&run={run.id}").text
    assert f"{nodes} nodes and {edges} edges" in page
    assert nodes > 0


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_where_it_comes_from(client, run, name):
    text = text_of(client.get(f"/p/hillside/network/ties/{name}?run={run.id}").data)
    for told in ("Hillside Partnership", "After school", run.fingerprint, "infrastructure bodies"):
        assert told in text


@pytest.mark.parametrize("audience", ["infrastructure", "coordinators"])
@pytest.mark.parametrize("kind", ["members", "affinity"])
def test_figures_of_suggestions_have_two_decimals_as_on_the_pages(town, run, kind, audience):
    graph = readable(find_source(town[0], str(run.id)), kind, audience)
    holders = [data for _, data in graph.nodes(data=True)]
    holders += [data for *_, data in graph.edges(data=True)]
    told = [
        value
        for data in holders
        for name, value in data.items()
        if isinstance(value, float) and name.startswith(("term_", "part_", "quality", "contrib"))
    ]
    assert told
    assert all(value == round(value, 2) for value in told)
    assert all(data.get("weight", 1) > 0 for data in holders)


@pytest.mark.usefixtures("viewer")
def test_a_file_of_what_is_known_now_needs_no_run(client, town):
    answer = client.get("/p/hillside/network/ties/json?run=now")
    nodes = json.loads(answer.data)["nodes"]
    names = {member.organisation.name for member in town[2]}
    assert {node["label"] for node in nodes} == names
    assert client.get("/p/hillside/network/members/json?run=now").status_code == 404


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize(
    "path", ["ties/exe", "ties/gexf?run=99999", "other/gexf", "ties/gexf?run=x"]
)
def test_a_file_that_does_not_exist_is_not_found(client, town, path):
    assert client.get(f"/p/hillside/network/{path}").status_code == 404


def test_a_viewer_gets_no_field_that_only_coordinators_may_read(town, run):
    partnership, _, members = town
    own = members[0]
    state_fact(own, "summary", "Boxing", Source("typed"))
    graph = {a: readable(find_source(partnership, str(run.id)), "affinity", a)
             for a in ("infrastructure", "coordinators")}  # fmt: skip
    seen, whole = (dict(graph[a].nodes[own.slug]) for a in ("infrastructure", "coordinators"))
    assert "lat" in whole
    assert "lat" not in seen
    assert seen["spare_days"] == 2
    edges = {a: next(iter(graph[a].edges(data=True)))[2] for a in graph}
    assert "part_cohesion" in edges["coordinators"]
    assert "part_cohesion" not in edges["infrastructure"]


def test_a_fact_kept_from_infrastructure_bodies_stays_out_of_their_files(town):
    partnership, wards, members = town
    db.session.delete(set_fact(members[0], "turnover", 1, Source("typed")))
    db.session.flush()
    state_fact(members[0], "turnover", 77_777, Source("typed"), visibility="coordinators")
    run = a_finished_run(partnership, wards)
    source = find_source(partnership, str(run.id))
    assert "turnover" not in readable(source, "ties", "infrastructure").nodes[members[0].slug]
    assert readable(source, "ties", "coordinators").nodes[members[0].slug]["turnover"] == 77_777


def test_what_is_not_known_is_absent_and_known_to_be_none_is_empty(town):
    partnership, wards, members = town
    silent = a_participation(partnership, name="Silent Starters")
    knows(members[2], networks=[])
    run = a_finished_run(partnership, wards)
    graph = readable(find_source(partnership, str(run.id)), "affinity", "coordinators")
    told = {name for name, value in graph.nodes[silent.slug].items() if value is not None}
    assert told <= {"label", "node_type", "community", "x", "y"}
    assert tuple(graph.nodes[members[2].slug]["networks"]) == ()


def test_one_that_has_left_keeps_its_place_without_name_or_facts(town, run):
    partnership, _, members = town
    members[0].left_at = now()
    db.session.flush()
    graph = readable(find_source(partnership, str(run.id)), "ties", "coordinators")
    facts = graph.nodes[members[0].slug]
    assert facts["label"] == "An organisation that has left"
    assert set(facts) <= {"label", "node_type", "community", "x", "y"}


@pytest.mark.usefixtures("coordinator")
def test_no_file_changes_in_a_way_that_tells_of_an_exclusion(client, town):
    partnership, _, members = town
    before = a_finished_grouping(partnership)
    excludes(members[0], members[5])
    after = a_finished_grouping(partnership)
    for kind in ("ties", "affinity"):
        texts = [
            text_of(client.get(f"/p/hillside/network/{kind}/json?run={one.id}").data)
            for one in (before, after)
        ]
        plain = [re.sub(r'"run": "\d+', '"run": "n', text) for text in texts]
        assert plain[0] == plain[1]
    for kind in KINDS:
        for name in FORMATS:
            answer = client.get(f"/p/hillside/network/{kind}/{name}?run={after.id}")
            assert "exclu" not in text_of(answer.data).casefold()


def test_the_page_pairs_statements_that_the_file_counts_one_by_one(town, run):
    partnership, _, members = town
    network = show_network(find_source(partnership, str(run.id)), "ties", "infrastructure")
    assert network.edges_in_file == 3
    states = {(link.one, link.other): link.state for link in network.links}
    a, b, c = (members[n].slug for n in (0, 1, 2))
    assert states == {(a, b): "both", (b, c): "open"}


@pytest.fixture
def kept_back(town):
    """A run after one organisation told its only tie to coordinators alone."""
    partnership, wards, members = town
    ties(members[3], members[2], visibility="coordinators")
    ties(members[2], members[3])
    return a_finished_run(partnership, wards)


@pytest.mark.parametrize("wanted", ["run", "now"])
@pytest.mark.parametrize("kind", ["ties", "affinity"])
def test_ties_kept_from_infrastructure_bodies_are_in_no_network_of_theirs(
    town, kept_back, wanted, kind
):
    partnership, _, members = town
    source = find_source(partnership, str(kept_back.id) if wanted == "run" else wanted)
    teller = members[3].slug
    for audience, told in (("infrastructure", None), ("coordinators", True)):
        network = show_network(source, kind, audience)
        graph = readable(source, kind, audience)
        assert network.edges_in_file == graph.number_of_edges()
        assert graph.nodes[teller].get("ties_known") is told
        if kind == "ties":
            assert bool(network.nodes[teller].answered) is bool(told)
            assert [end for end, *_ in graph.edges() if end == teller] == [teller] * bool(told)


def test_what_the_other_side_says_is_not_known_where_it_is_kept_back(town, kept_back):
    partnership, _, members = town
    source, ends = find_source(partnership, str(kept_back.id)), (members[2].slug, members[3].slug)
    for audience, state, status in (
        ("infrastructure", "open", "one-sided"),
        ("coordinators", "both", "confirmed"),
    ):
        links = show_network(source, "ties", audience).links
        assert {link.state for link in links if {link.one, link.other} == set(ends)} == {state}
        edges = readable(source, "ties", audience).get_edge_data(*ends)
        assert {data["status"] for data in edges.values()} == {status}
