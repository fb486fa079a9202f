"""Whatever people type as names, ids and answers, every file stays whole and harmless."""

import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from matching.formats import EXPORT_FORMATS
from matching.formats.formulas import neutral
from matching.formats.identifiers import slug, slugs
from tests.matching.formats.samples import (
    csv_rows,
    graphs,
    identifiers,
    read_back,
    read_graph,
    texts,
    written,
)
from tests.matching.formats.test_gexf import without_looks

pytestmark = pytest.mark.walk

SLUG = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
WITH_A_FOLDER = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def schemas(open_data):
    folder = open_data / "graphs"
    return {
        "gexf": etree.XMLSchema(etree.parse(folder / "gexf_spec/specs/1.3/gexf.xsd")),
        "graphml": etree.XMLSchema(etree.parse(folder / "graphml_spec/graphml.xsd")),
    }


def files_of(graph) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return {name: written(graph, name, Path(folder)) for name in EXPORT_FORMATS}


@WITH_A_FOLDER
@given(graphs())
def test_no_node_and_no_edge_vanishes_or_doubles(graph):
    for name, content in files_of(graph).items():
        nodes, edges, ids = read_back(content, name)
        assert len(nodes) == len(graph)
        assert len(edges) == len(ids) == graph.number_of_edges()
        assert all(SLUG.fullmatch(each) for each in nodes)
        assert all(one in nodes and other in nodes for one, other in edges)


@WITH_A_FOLDER
@given(graph=graphs())
def test_every_xml_file_validates(schemas, graph):
    files = files_of(graph)
    schemas["gexf"].assertValid(without_looks(files["gexf"]))
    schemas["graphml"].assertValid(etree.fromstring(files["graphml"]))


@WITH_A_FOLDER
@given(graphs())
def test_the_round_trip_of_json_is_equal(graph):
    with tempfile.TemporaryDirectory() as folder:
        first = written(graph, "json", Path(folder))
        assert written(read_graph(first, "json"), "json", Path(folder)) == first


@WITH_A_FOLDER
@given(graphs())
def test_all_files_agree_on_labels(graph):
    files = files_of(graph)
    labels = {
        each["Id"]: each["Label"].removeprefix("'") for each in csv_rows(files["csv"], "nodes.csv")
    }
    for name in ("gexf", "graphml", "json"):
        back = read_graph(files[name], name)
        found = {node: data["label"].removeprefix("'") for node, data in back.nodes(data=True)}
        assert found == labels


@WITH_A_FOLDER
@given(graphs())
def test_no_cell_of_a_spreadsheet_can_act(graph):
    content = files_of(graph)["csv"]
    for name in ("nodes.csv", "edges.csv"):
        for row in csv_rows(content, name):
            for cell in [*row, *row.values()]:
                assert NUMBER.fullmatch(cell) or not FORMULA.match(cell)


@WITH_A_FOLDER
@given(graphs())
def test_no_control_character_is_written(graph):
    for name, content in files_of(graph).items():
        members = [content]
        if name == "csv":
            with zipfile.ZipFile(BytesIO(content)) as archive:
                members = [archive.read(each) for each in archive.namelist()]
        for member in members:
            text = member.decode("utf-8")
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text)


@given(st.lists(identifiers, unique=True))
def test_slugs_are_unique_stable_and_safe(found):
    named = slugs(found)
    assert len({each.casefold() for each in named.values()}) == len(found)
    assert all(SLUG.fullmatch(each) for each in named.values())
    assert named == slugs(reversed(found))
    assert all(slugs(named.values())[each] == each for each in named.values())


@given(identifiers)
def test_a_slug_of_a_slug_is_itself(identifier):
    assert slug(slug(identifier)) == slug(identifier)


@given(texts)
def test_neutral_text_never_begins_a_formula(text):
    assert not FORMULA.match(neutral(text))
    assert neutral(text).removeprefix("'") == text.removeprefix("'") or neutral(text) == "'" + text
