"""The list of organisations is searched and filtered by what the reader may know."""

import pytest

from portal.models.base import now
from portal.organisations.directory import Wanted, list_page
from portal.organisations.service import add_organisation
from tests.portal.factories import a_partnership
from tests.portal.partnerships.factories import a_fact


@pytest.fixture
def town(app):
    town = a_partnership("town", "Town Partnership")
    for name in ("Ash Arts", "Birch Club", "Canal Café"):
        add_organisation(town, name)
    return town


def names(town, audience="coordinators", page=1, **wanted):
    rows = list_page(town, Wanted(**wanted), page, audience).rows
    return [row.profile.participation.organisation.name for row in rows]


def first(town, **wanted):
    return list_page(town, Wanted(**wanted), 1, "coordinators").rows[0]


def club(town):
    return first(town, text="birch").profile.participation


def test_everybody_is_listed_by_name(town):
    assert names(town) == ["Ash Arts", "Birch Club", "Canal Café"]


@pytest.mark.parametrize("text", ["club", " CLUB ", "ＣＬＵＢ", "birch  club"])
def test_a_name_is_found_by_part_of_it_in_whatever_letters(town, text):
    assert names(town, text=text) == ["Birch Club"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "\0", "x" * 500])
def test_signs_that_databases_know_find_nothing(town, text):
    assert names(town, text=text) in ([], ["Ash Arts", "Birch Club", "Canal Café"])
    assert names(town, text="%" + text) == []


def test_themes_and_areas_filter(town):
    a_fact(club(town), "themes", {"play": 1.0})
    a_fact(club(town), "areas", ["E1", "E2"])
    assert names(town, theme="play") == names(town, area="E2") == ["Birch Club"]
    assert names(town, theme="play", area="E9") == []


def test_a_filter_does_not_tell_what_the_reader_may_not_know(town):
    a_fact(club(town), "themes", {"play": 1.0}, visibility="coordinators")
    assert names(town, audience="coordinators", theme="play") == ["Birch Club"]
    assert names(town, audience="infrastructure", theme="play") == []


def test_rows_hold_only_what_the_reader_may_read(town):
    a_fact(club(town), "turnover", 5, visibility="coordinators")
    page = list_page(town, Wanted(text="birch"), 1, "infrastructure")
    assert page.rows[0].profile.value("turnover") is None


def test_those_who_answered_and_those_who_did_not(town):
    a_fact(club(town), "themes", {"play": 1.0})
    a_fact(first(town, text="ash").profile.participation, "themes", {}, source="import")
    assert names(town, answered="yes") == ["Birch Club"]
    assert names(town, answered="no") == ["Ash Arts", "Canal Café"]
    assert first(town, answered="yes").answered_on is not None


def test_those_who_left_have_a_list_of_their_own(town):
    club(town).left_at = now()
    assert names(town) == ["Ash Arts", "Canal Café"]
    assert names(town, left=True) == ["Birch Club"]


def test_other_partnerships_are_elsewhere(town):
    add_organisation(a_partnership(), "Birch Club")
    assert names(town, text="birch") == ["Birch Club"]


def test_long_lists_come_in_pages_and_a_page_too_far_is_the_last(town):
    for number in range(60):
        add_organisation(town, f"Zebra {number:02}")
    page = list_page(town, Wanted(), 9, "coordinators")
    assert (page.number, page.pages, page.total, len(page.rows)) == (2, 2, 63, 13)
    assert len(names(town)) == 50


def test_an_empty_partnership_has_one_empty_page(app):
    page = list_page(a_partnership(), Wanted(), 1, "coordinators")
    assert (page.rows, page.pages, page.total, page.everybody) == ([], 1, 0, 0)
