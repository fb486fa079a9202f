"""A partnership's areas are official ones, counted to parts of town."""

import pytest

from portal.errors import Refused
from portal.partnerships import service
from tests.portal.factories import a_partnership, an_area


@pytest.fixture
def partnership(app):
    for code, name, lat in (("E1", "Ash", 53.6), ("E2", "Birch", 53.4), ("E3", "Canal", 53.5)):
        an_area(code, name, lat=lat)
    return a_partnership()


def listed(partnership, **options):
    return [(row.area.name, row.part) for row in service.list_areas(partnership, **options)]


def test_areas_are_added_once_and_listed_by_part_and_name(partnership):
    assert service.add_areas(partnership, ["E2", "E1", "E2"], " North ") == 2
    service.add_areas(partnership, ["E3"], "Central")
    assert listed(partnership) == [("Canal", "Central"), ("Ash", "North"), ("Birch", "North")]


def test_adding_an_area_again_only_changes_its_part(partnership):
    service.add_areas(partnership, ["E1"], "North")
    assert service.add_areas(partnership, ["E1"], "South") == 0
    assert listed(partnership) == [("Ash", "South")]


def test_an_unknown_code_is_refused_with_what_to_do(partnership):
    with pytest.raises(Refused, match="E9.*places import") as refusal:
        service.add_areas(partnership, ["E1", "E9"], "")
    assert refusal.value.field == "codes"
    assert listed(partnership) == []


def test_nothing_ticked_is_refused(partnership):
    for act in (service.retire_areas, service.restore_areas):
        with pytest.raises(Refused, match="Tick"):
            act(partnership, [])
    with pytest.raises(Refused, match="Tick"):
        service.add_areas(partnership, [], "North")


def test_the_part_of_many_areas_is_set_at_once(partnership):
    service.add_areas(partnership, ["E1", "E2", "E3"], "")
    assert service.set_part(partnership, ["E1", "E2"], "North") == 2
    assert listed(partnership) == [("Canal", ""), ("Ash", "North"), ("Birch", "North")]


def test_areas_are_taken_out_and_brought_back(partnership):
    service.add_areas(partnership, ["E1", "E2"], "North")
    assert service.retire_areas(partnership, ["E1"]) == 1
    assert service.retire_areas(partnership, ["E1"]) == 0
    assert listed(partnership) == [("Birch", "North")]
    assert len(listed(partnership, with_retired=True)) == 2
    assert service.restore_areas(partnership, ["E1"]) == 1
    assert len(listed(partnership)) == 2


def test_adding_a_retired_area_brings_it_back(partnership):
    service.add_areas(partnership, ["E1"], "North")
    service.retire_areas(partnership, ["E1"])
    assert service.add_areas(partnership, ["E1"], "North") == 1
    assert listed(partnership) == [("Ash", "North")]


def test_areas_of_another_partnership_are_left_alone(partnership):
    other = a_partnership("valley", "Valley")
    service.add_areas(other, ["E1"], "North")
    with pytest.raises(Refused):
        service.retire_areas(partnership, ["E1"])
    assert listed(other) == [("Ash", "North")]


def test_parts_come_from_north_to_south(partnership):
    service.add_areas(partnership, ["E1"], "Top")
    service.add_areas(partnership, ["E2"], "Bottom")
    service.add_areas(partnership, ["E3"], "Middle")
    an_area("E4", "Nowhere", lat=None, lon=None)
    service.add_areas(partnership, ["E4"], "Elsewhere")
    parts = service.list_parts(service.list_areas(partnership))
    assert parts == ["Top", "Middle", "Bottom", "Elsewhere"]
