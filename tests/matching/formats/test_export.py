"""What holds for every format alike."""

import re
import zipfile
from io import BytesIO

import networkx as nx
import pytest

from matching import RequestError
from matching.formats import EXPORT_FORMATS, export
from tests.matching.formats.samples import (
    PROVENANCE,
    read_back,
    small_graph,
    ties,
    written,
)

EVERY_FORMAT = pytest.mark.parametrize("name", list(EXPORT_FORMATS))
EVERY_GRAPH = pytest.mark.parametrize("build", [small_graph, ties, nx.Graph])


def all_text(content: bytes, name: str) -> str:
    if name != "csv":
        return content.decode("utf-8")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("README.txt").decode("utf-8")


@EVERY_FORMAT
@EVERY_GRAPH
def test_the_counts_told_are_those_in_the_file(name, build, tmp_path):
    made = export(build(), name, tmp_path / "file", provenance=PROVENANCE)
    nodes, edges, ids = read_back(made.path.read_bytes(), name)
    assert (made.nodes, made.edges) == (len(nodes), len(edges)) == (len(build()), build().size())
    assert len(ids) == len(edges)


@EVERY_FORMAT
def test_every_file_says_where_it_comes_from(name, tmp_path):
    text = all_text(written(small_graph(), name, tmp_path), name)
    for said in ("Quilt &", "run 12", "2026-11-04", "coordinators", "64"):
        assert said in text


@EVERY_FORMAT
def test_what_was_not_told_is_said_to_be_missing(name, tmp_path):
    export(small_graph(), name, tmp_path / "file", provenance={})
    assert all_text((tmp_path / "file").read_bytes(), name).count("not stated") >= 6


@EVERY_FORMAT
def test_a_filter_is_said_in_the_file(name, tmp_path):
    note = {**PROVENANCE, "only_some": "the 500 strongest ties of 800"}
    export(small_graph(), name, tmp_path / "file", provenance=note)
    text = all_text((tmp_path / "file").read_bytes(), name)
    assert "the 500 strongest ties of 800" in text


@EVERY_FORMAT
def test_the_order_of_rows_does_not_change_a_byte(name, tmp_path):
    graph, other = small_graph(), nx.Graph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    assert written(graph, name, tmp_path) == written(other, name, tmp_path)


@EVERY_FORMAT
def test_ids_are_slugs_and_collisions_stay_apart(name, tmp_path):
    nodes, edges, _ = read_back(written(small_graph(), name, tmp_path), name)
    assert nodes == {"org-2", "org-1-a", "org-1-a-2", "n-17"}
    assert sorted(edges) == [("n-17", "org-1-a"), ("org-1-a-2", "org-2")]


@EVERY_FORMAT
def test_an_undirected_pair_is_written_once_with_its_ends_sorted(name, tmp_path):
    graph = nx.Graph([("b", "a"), ("c", "a"), ("b", "c")])
    _, edges, _ = read_back(written(graph, name, tmp_path), name)
    assert sorted(edges) == [("a", "b"), ("a", "c"), ("b", "c")]


@EVERY_FORMAT
def test_parallel_ties_keep_ids_of_their_own(name, tmp_path):
    _, edges, ids = read_back(written(ties(), name, tmp_path), name)
    assert sorted(edges) == [("a", "b"), ("a", "b"), ("b", "a")]
    assert ids == {"a--b", "a--b--2", "b--a"}


@EVERY_FORMAT
def test_a_file_that_fails_leaves_the_old_one_and_nothing_else(name, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("old")
    broken = nx.Graph()
    broken.add_node("a", theme=Unwritable())
    with pytest.raises(RuntimeError, match="cannot be written"):
        export(broken, name, tmp_path / "file", provenance={})
    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "old"


class Unwritable:
    def __str__(self):
        raise RuntimeError("cannot be written")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "file").write_text("old")
    monkeypatch.setattr("matching.formats.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        export(small_graph(), "gexf", tmp_path / "file", provenance={})
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_an_unknown_format_is_refused_with_those_that_exist(tmp_path):
    with pytest.raises(RequestError, match="choose one of gexf, graphml, csv, json"):
        export(small_graph(), "gxf", tmp_path / "file", provenance={})
    assert not list(tmp_path.iterdir())


def test_the_graph_itself_is_left_as_it_was(tmp_path):
    graph = small_graph()
    written(graph, "gexf", tmp_path)
    assert nx.utils.graphs_equal(graph, small_graph())


def test_every_format_can_be_served():
    for name, each in EXPORT_FORMATS.items():
        assert name == each.name
        assert re.fullmatch(r"\.[a-z]+", each.suffix)
        assert "/" in each.media_type
