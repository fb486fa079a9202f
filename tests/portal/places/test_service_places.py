"""Areas and postcodes are taken in once, and found again."""

from dataclasses import replace

import pytest

from portal.errors import NotThere
from portal.places import service
from portal.places.areafiles import AreaRow
from portal.places.postcodefiles import PostcodeRow

WARD = AreaRow("E05000001", "Moor End", "ward", 2022, "E08000001", 53.5, -2.2)
DISTRICT = AreaRow("E08000001", "Bigtown", "district", 2024, None, 53.4, -2.3)
POSTCODE = PostcodeRow("M401AB", 53.5, -2.2, "E05000001")

pytestmark = pytest.mark.usefixtures("app")


def test_areas_are_new_the_first_time_and_the_same_the_second():
    assert service.import_areas([WARD, DISTRICT]) == service.Tally(new=2)
    assert service.import_areas([WARD, DISTRICT]) == service.Tally(same=2)


def test_an_area_that_changed_is_brought_up_to_date():
    service.import_areas([WARD])
    assert service.import_areas([replace(WARD, name="Moor End East")]) == service.Tally(changed=1)
    assert service.get_area("E05000001").name == "Moor End East"


def test_a_file_of_names_takes_no_position_away():
    service.import_areas([WARD])
    service.import_areas([replace(WARD, name="Moor", lat=None, lon=None, parent_code=None)])
    area = service.get_area("E05000001")
    assert (area.name, area.lat, area.parent_code) == ("Moor", 53.5, "E08000001")


def test_a_code_that_is_not_there_is_not_there():
    with pytest.raises(NotThere):
        service.get_area("E05999999")


def test_the_areas_inside_another_come_by_name():
    other = replace(WARD, code="E05000002", name="Abbey")
    service.import_areas([WARD, other, DISTRICT])
    assert [area.name for area in service.list_children("E08000001")] == ["Abbey", "Moor End"]
    assert [(area.name, inside) for area, inside in service.list_parents()] == [("Bigtown", 2)]


def test_only_areas_that_exist_are_listed():
    service.import_areas([WARD])
    assert [area.code for area in service.list_areas(["E05000001", "nowhere"])] == ["E05000001"]


def test_the_areas_of_a_kind_are_listed():
    service.import_areas([WARD, DISTRICT])
    assert [area.code for area in service.list_kind("district")] == ["E08000001"]


def test_a_postcode_is_found_however_it_is_typed():
    service.import_postcodes([[POSTCODE]])
    assert service.find_postcode(" m40 1ab").area_code == "E05000001"
    assert service.find_postcode("M40 1AC") is None
    assert set(service.find_postcodes(["M40 1AB", "m401ab", "x"])) == {"M401AB"}


def test_postcodes_are_counted_over_batches():
    service.import_postcodes([[POSTCODE]])
    moved = replace(POSTCODE, lat=53.6)
    tally = service.import_postcodes([[moved], [replace(POSTCODE, postcode="M401AC")]])
    assert str(tally) == "1 new, 1 changed, 0 the same"
