"""The pair of CSV files for Gephi."""

import zipfile
from io import BytesIO

import networkx as nx

from tests.matching.formats.samples import csv_rows, small_graph, ties, written


def member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def test_the_zip_holds_nodes_edges_and_a_note(tmp_path):
    with zipfile.ZipFile(BytesIO(written(small_graph(), "csv", tmp_path))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv", "README.txt"]
        assert archive.testzip() is None


def test_headers_are_those_that_gephi_knows(tmp_path):
    content = written(small_graph(), "csv", tmp_path)
    assert member(content, "nodes.csv").startswith(b"Id,Label,")
    assert member(content, "edges.csv").startswith(b"Id,Source,Target,Type,Weight,Kind,Label")


def test_the_type_is_written_on_every_edge(tmp_path):
    undirected = csv_rows(written(small_graph(), "csv", tmp_path), "edges.csv")
    directed = csv_rows(written(ties(), "csv", tmp_path), "edges.csv")
    assert {each["Type"] for each in undirected} == {"Undirected"}
    assert {each["Type"] for each in directed} == {"Directed"}
    assert [each["Kind"] for each in directed][:2] == ["joint activity", "shares information"]


def test_cells_are_plain_and_unknown_ones_blank(tmp_path):
    rows = {
        each["Id"]: each for each in csv_rows(written(small_graph(), "csv", tmp_path), "nodes.csv")
    }
    assert rows["org-2"]["themes"] == "play|a, b"
    assert rows["org-1-a"]["themes"] == "none"
    assert rows["n-17"]["themes"] == ""
    assert rows["org-1-a"]["can_lead"] == "true"
    assert rows["org-1-a-2"]["turnover"] == "1200.5"
    assert rows["org-1-a-2"]["founded"] == "1999-05-01"


def test_numbers_stay_numbers_and_text_is_neutralised(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", name="=cmd()", lon=-2.24, note="-5", **{"@header": "\uff0b1", "=x": -1})
    content = written(graph, "csv", tmp_path)
    (row,) = csv_rows(content, "nodes.csv")
    assert row["Label"] == row["name"] == "'=cmd()"
    assert row["lon"] == "-2.24"
    assert row["note"] == "'-5"
    assert row["'@header"] == "'\uff0b1"
    assert row["'=x"] == "-1"


def test_the_note_tells_the_counts_and_the_order_of_import(tmp_path):
    note = member(written(ties(), "csv", tmp_path), "README.txt").decode("utf-8")
    assert "nodes.csv: 3 nodes" in note
    assert "edges.csv: 3 edges, directed" in note
    assert "import nodes first" in note
    assert "Organisations that answered: 64" in note


def test_the_mark_for_excel_comes_on_request_only(tmp_path):
    plain = written(small_graph(), "csv", tmp_path)
    marked = written(small_graph(), "csv", tmp_path, bom=True)
    assert not member(plain, "nodes.csv").startswith(b"\xef\xbb\xbf")
    for name in ("nodes.csv", "edges.csv"):
        assert member(marked, name) == b"\xef\xbb\xbf" + member(plain, name)


def test_no_edge_has_the_weight_nothing_that_gephi_drops(tmp_path):
    rows = csv_rows(written(ties(), "csv", tmp_path), "edges.csv")
    assert all(float(each["Weight"]) > 0 for each in rows)
    assert [each["strength"] for each in rows] == ["0.75", "0.5", "0.0"]
