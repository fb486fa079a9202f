"""A whole small run: its records, tables and pictures, and the section of the docs."""

from xml.etree import ElementTree

import pytest

from bench.briefs import drawing, page
from bench.briefs.markdown import within
from bench.briefs.measuring import measure
from bench.briefs.plan import Plan
from bench.briefs.records import PICTURED, Results, read_results
from bench.machine import machine
from bench.svg import Axis, steps

pytestmark = pytest.mark.walk


@pytest.fixture(scope="module")
def results():
    """One family, one seed."""
    plan = Plan(
        name="small", small=1, middle=1, first=1, proven=1, simple=1, linear=1, tried_all=8,
        explained=1, many=300, families=("ordinary",), hard=("ordinary", 60, 0),
    )  # fmt: skip
    found = Results(plan.name, machine())
    measure(plan, found)
    return found


def test_what_was_measured_is_read_back_as_it_was(results, tmp_path):
    results.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results


def test_the_section_has_every_table(results):
    told = page.text(results, "pictures/")
    assert told.count("| **all** |") == 6
    assert "(pictures/brief-proof.svg)" in told
    assert "Rules broken: none." in told
    assert "1 of 1 lists are the same" in told


def test_the_pictures_are_well_formed_and_tell_what_they_show(results):
    pictures = [drawing.proof(results.of(PICTURED)[0]), drawing.families(results)]
    for picture in pictures:
        words = " ".join(ElementTree.fromstring(picture).itertext())  # noqa: S314
        assert "ordinary" in words
        assert "CPU-seconds" in words


def test_only_the_marked_section_of_a_page_is_replaced(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"before\n\n{page.BEGIN}\n\nold\n\n{page.END}\n\nafter\n", encoding="utf-8")
    page.put(file, "new")
    page.put(file, "newer")
    told = file.read_text(encoding="utf-8")
    assert told == f"before\n\n{page.BEGIN}\n\nnewer\n\n{page.END}\n\nafter\n"


def test_a_page_without_marks_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "page.md"
    file.write_text("words\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no place that begins with"):
        page.put(file, "new")
    assert file.read_text(encoding="utf-8") == "words\n"


def test_a_percentile_is_one_of_the_values():
    assert within([3.0, 1.0, 2.0]) == 3.0
    assert within([float(number) for number in range(1, 101)]) == 95.0


def test_marks_of_an_axis_are_round_and_stay_within_it():
    assert steps(1.0) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert steps(0.023)[1] == 0.005
    assert Axis(0, 2, 100, 0).at(3) == 0
