"""A whole small run: its records, tables and pictures, and the section of the docs."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.open import drawing, page, tables
from bench.open.families import SHARINGS
from bench.open.kmeans import IS_INSTALLED
from bench.open.measuring import PARTS, Wish, measure
from bench.open.plan import QUICK
from bench.open.records import Grown, Results, read_results

pytestmark = pytest.mark.walk


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """One family, one seed, few organisations."""
    plan = replace(
        QUICK,
        families=("ordinary",),
        small=(8,),
        twice=(7,),
        tried_all=8,
        tried_twice=7,
        efforts=(0, 1),
        large=60,
    )
    without = () if IS_INSTALLED else ("k-means-constrained",)
    folder = tmp_path_factory.mktemp("folders")
    wish = Wish(plan, without, sizes=(120,), effort=0, workers=2, folder=folder)
    found = Results()
    for part in PARTS:
        measure(part, wish, found)
    return found


def grown(organisations: int, seconds: float) -> Grown:
    """A record of one size."""
    return Grown(
        organisations=organisations, effort=1, workers=2, load=0.0, search_cpu=seconds,
        search_wall=seconds, cpu=seconds, wall=seconds, before=200.0, peak=300.0, total=0.7,
        bound=0.8, grouped=0.9, groups=100, broken=0, stopped="effort",
    )  # fmt: skip


def test_what_was_measured_is_read_back_as_it_was(results, tmp_path):
    results.write(tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results


def test_the_section_has_every_table_and_picture(results):
    told = page.text(results, "pictures/")
    assert told.count("\n| engine |") == 3
    assert "(pictures/open-ways.svg)" in told
    assert "(pictures/open-efforts.svg)" in told
    assert "(pictures/open-growth.svg)" in told
    assert "3 of 3 totals are the same" in told
    assert "Rules broken: none." in told
    assert all(f"*{sharing}* (" in told for sharing in SHARINGS)


def test_one_size_alone_knows_its_time_and_memory(results):
    (one,) = results.grown
    assert one.organisations == 120
    assert 0 < one.search_cpu <= one.cpu
    assert 0 < one.before <= one.peak
    assert one.broken == 0
    assert 0 < one.total <= one.bound


def test_the_pictures_are_well_formed_and_tell_what_they_show(results):
    pictures = {
        "with leads": drawing.ways(results),
        "CPU-seconds": drawing.efforts(results.efforts),
        "MiB": drawing.growth([*results.grown, grown(1_000, 2.0)]),
    }
    for expected, picture in pictures.items():
        words = " ".join(ElementTree.fromstring(picture).itertext())  # noqa: S314
        assert expected in words


def test_the_exponent_is_that_of_the_sizes_between_the_ends():
    some = [grown(100, 9.0), grown(1_000, 2.0), grown(10_000, 40.0), grown(1_000_000, 1.0)]
    assert tables.exponents(some)["seconds of the whole"] == pytest.approx(1.301, abs=0.001)
    assert tables.exponents(some[:2]) == {}


def test_the_page_of_the_project_has_a_place_for_it():
    told = (Path(page.__file__).parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert told.count(page.BEGIN) == 1
