"""Who is missing: of those known to work somewhere, how many have sent, silent places first."""

import pytest

from portal.inviting.missing import find_missing
from portal.inviting.whereabouts import list_among
from portal.models.base import db, now
from portal.organisations.profiles import Source, state_fact
from portal.partnerships.service import list_areas
from portal.surveys.responses import send_response
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_survey

IMPORT = Source("import")


@pytest.fixture
def survey(app):
    survey = a_survey()
    for n, (name, lat) in enumerate((("Hilltop", 53.6), ("Moss Side", 53.5), ("Ford", 53.4))):
        make.a_partnership_area(survey.partnership, make.an_area(f"E0500000{n}", name, lat=lat))
    return survey


def a_club(survey, areas=None, themes=None, sent=False):
    club = make.a_participation(survey.partnership)
    if areas is not None:
        state_fact(club, "areas", areas, IMPORT)
    if themes is not None:
        state_fact(club, "themes", themes, IMPORT)
    if sent:
        draft = a_draft(survey, club, themes={"play": "most", "sport": None})
        send_response(draft, send_key=draft.public_id, revision=draft.revision, answered_by="Kim")
    return club


def heard(rows):
    return [(one.name, one.sent, one.known, one.level) for one in rows]


def test_areas_where_nobody_has_answered_come_first_and_unknown_ones_last(survey):
    a_club(survey, ["E05000000", "E05000001"], sent=True)
    a_club(survey, ["E05000001"])
    a_club(survey, ["E05000002"])
    a_club(survey)
    gone = a_club(survey, ["E05000002"])
    gone.left_at = now()
    db.session.flush()
    found = find_missing(survey)
    assert heard(found.areas) == [
        ("Ford", 0, 1, "gap"),
        ("Moss Side", 1, 2, "3"),
        ("Hilltop", 1, 1, "5"),
        ("Not known yet", 0, 1, "unknown"),
    ]
    assert [one.name for one in found.silent_areas] == ["Ford"]
    assert (found.sent, found.everybody) == (1, 4)


def test_a_theme_that_is_none_of_the_work_does_not_count(survey):
    a_club(survey, themes={"play": 1, "sport": 0})
    rows = heard(find_missing(survey).themes)
    assert rows == [("Open-access play", 0, 1, "gap"), ("Sport", 0, 0, "unknown")]


def test_where_all_that_was_told_is_retired_it_is_not_known_where_one_works(survey):
    club = a_club(survey, ["E05000000"], {"play": 0, "sport": 0})
    (hilltop,) = [row for row in list_areas(survey.partnership) if row.area.name == "Hilltop"]
    hilltop.retired_at = now()
    db.session.flush()
    found = find_missing(survey)
    assert heard(found.areas)[-1] == ("Not known yet", 0, 1, "unknown")
    assert heard(found.themes)[-1] == ("Not known yet", 0, 1, "unknown")
    assert list_among(survey.partnership, area="unknown") == {club.id}
    assert list_among(survey.partnership, area="E05000000") == set()


def test_what_is_for_the_engine_only_is_not_counted(survey):
    state_fact(a_club(survey), "areas", ["E05000000"], IMPORT, "engine")
    assert heard(find_missing(survey).areas)[-1] == ("Not known yet", 0, 1, "unknown")


def test_areas_stand_in_rows_from_north_to_south_and_from_west_to_east(survey):
    for n in range(5):
        area = make.an_area(f"E0600000{n}", f"West {n}", lat=53.9, lon=-3 + n / 10)
        make.a_partnership_area(survey.partnership, area)
    quilt = [[one.name for one in row] for row in find_missing(survey).quilt]
    assert quilt == [
        ["West 0", "West 1", "West 2", "West 3"],
        ["West 4", "Hilltop", "Moss Side", "Ford"],
    ]


@pytest.mark.parametrize(("name", "letters"), [("Hilltop", "Hi"), ("Moss Side", "MS"), ("X", "X")])
def test_two_letters_stand_for_an_area(survey, name, letters):
    make.a_partnership_area(survey.partnership, make.an_area("E07000001", name, lat=50.0))
    assert letters in [one.letters for row in find_missing(survey).quilt for one in row]


def test_a_partnership_without_areas_and_themes_has_nothing_to_show(app):
    survey = a_survey(make.a_partnership())
    found = find_missing(survey)
    assert (found.areas, found.quilt) == ([], [])


def test_the_tracker_can_be_narrowed_to_an_area_a_theme_or_what_is_not_known(survey):
    north = a_club(survey, ["E05000000"], {"play": 1})
    south = a_club(survey, ["E05000002"])
    silent = a_club(survey)
    here = survey.partnership
    assert list_among(here) is None
    assert list_among(here, area="E05000000") == {north.id}
    assert list_among(here, area="unknown") == {silent.id}
    assert list_among(here, theme="unknown") == {south.id, silent.id}
    assert list_among(here, area="E05000000", theme="play") == {north.id}
    assert list_among(here, area="E05000002", theme="play") == set()
    assert list_among(here, area="' OR 1=1") == set()
