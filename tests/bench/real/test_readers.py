"""Files of real organisations become instances that say no more than the files do."""

import pytest

from bench.real.areas import read_places
from bench.real.coded import authority_codes, read_coded
from bench.real.named import read_federated, read_recipients
from bench.real.tagged import read_focus, read_labelled, read_trafford
from tests.bench.real.open_folder import write_open_data


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_open_data(tmp_path_factory.mktemp("open_data"))


def test_tags_are_rolled_up_and_a_general_one_weighs_a_half(folder):
    first, second = read_focus(folder).instance.organisations
    assert first.themes == {"BE2": 1.0, "ED": 0.5}
    assert (first.areas, first.turnover) == (("W1",), 100.0)
    assert (second.themes, second.areas, second.turnover) == (None, None, None)


def test_a_ward_brings_its_district_as_parent(folder):
    areas = read_focus(folder).instance.areas
    assert set(areas) == {"W1", "D1"}
    assert areas["W1"].parent == "D1"


def test_who_was_tagged_twice_is_one_organisation_with_all_its_tags(folder):
    source = read_labelled(folder)
    twice, nowhere = source.instance.organisations
    assert (source.rows, twice.themes) == (3, {"BE2": 1.0, "ED": 0.5})
    assert nowhere.themes == {"AR1": 1.0}


def test_without_a_ward_the_district_is_the_area_also_by_its_new_code(folder):
    twice, nowhere = read_labelled(folder).instance.organisations
    assert (twice.areas, twice.attributes["district"]) == (("D1",), "Northby")
    assert (nowhere.areas, nowhere.place) == (None, None)


def test_rules_find_tags_in_names_and_activities_unless_other_words_forbid(folder):
    scouts, school, silent = read_trafford(folder).instance.organisations
    assert scouts.themes == {"BE2": 1.0}
    assert school.themes is None
    assert silent.themes is None


def test_whoever_works_in_trafford_lists_it_beside_where_the_address_is(folder):
    scouts, school, silent = read_trafford(folder).instance.organisations
    assert scouts.areas == ("E08000009", "W2")
    assert school.areas == ("D1", "E08000009")
    assert silent.areas == ("E08000009",)


def test_what_codes_are_themes_and_unknown_ones_are_passed_over(folder):
    source = read_coded(folder)
    coded, silent = source.instance.organisations
    assert coded.themes == {"101": 0.5, "102": 1.0}
    assert source.tags.title["102"] == "Education Training"
    assert silent.themes == {"102": 1.0}


def test_who_codes_are_ages_only_where_they_say_an_age(folder):
    coded, silent = read_coded(folder).instance.organisations
    assert coded.ages == {"children-young-people"}
    assert silent.ages is None


def test_where_they_work_is_an_area_only_where_it_is_an_authority(folder):
    coded, silent = read_coded(folder).instance.organisations
    assert coded.areas == ("D1", "U2", "W2")
    assert (coded.staff, coded.volunteers, coded.turnover) == (3.0, 12.0, 9.0)
    assert silent.areas is None
    names = authority_codes(folder, read_places(folder))
    assert names == {"NORTHBY CITY": "D1", "WESTSHIRE": "U2", "NORTHBY": "D1"}


def test_a_recipient_of_several_grants_is_one_organisation_under_its_last_name(folder):
    source = read_recipients(folder)
    first, other = source.instance.organisations
    assert (source.rows, first.name, first.attributes["grants"]) == (3, "New name", "2")
    assert (first.areas, first.place, first.themes) == (("E08000009",), None, None)
    assert other.areas is None


def test_a_federation_is_an_attribute_and_no_theme(folder):
    source = read_federated(folder)
    both = source.instance.organisation("GB-CHC-10")
    assert (source.rows, len(source.instance.organisations)) == (5, 4)
    assert both.attributes["federation"] == "Girlguiding;Scouts"
    assert (both.themes, both.place, both.areas) == (None, None, None)
