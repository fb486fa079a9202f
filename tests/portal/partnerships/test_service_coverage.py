"""Covered, resting on one, missing, not known yet: four different things."""

import pytest
import sqlalchemy as sa

from portal.models.base import db, now
from portal.partnerships.coverage import Patch, measure_coverage
from tests.portal.factories import (
    a_participation,
    a_partnership,
    a_partnership_area,
    a_theme,
    an_area,
)
from tests.portal.partnerships.factories import a_fact, one_that_told


@pytest.fixture
def partnership(app):
    partnership = a_partnership()
    a_theme(partnership, "play", "Play")
    a_theme(partnership, "arts", "Arts")
    a_partnership_area(partnership, an_area("E1", "Ash"), "North")
    a_partnership_area(partnership, an_area("E2", "Birch"), "South")
    return partnership


def patch(partnership, theme="play", area="E1"):
    return measure_coverage(partnership).patches[theme, area]


def test_two_organisations_add_up_to_a_share_of_the_wanted_level(partnership):
    one_that_told(partnership, {"play": 0.6}, ["E1"])
    one_that_told(partnership, {"play": 1.0}, ["E1", "E2"])
    assert patch(partnership) == Patch("covered", 2, pytest.approx(0.8))


def test_more_than_enough_is_full(partnership):
    for _ in range(3):
        one_that_told(partnership, {"play": 1.0}, ["E1"])
    assert patch(partnership) == Patch("covered", 3, 1.0)


def test_where_people_answered_and_nobody_covers_it_there_is_a_gap(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"])
    assert patch(partnership, "arts") == Patch("gap")


def test_where_nobody_told_us_it_is_not_known(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"])
    assert patch(partnership, "play", "E2") == Patch("unknown")


def test_an_organisation_that_works_there_and_named_no_themes_keeps_a_gap_open(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"])
    one_that_told(partnership, None, ["E1"])
    assert patch(partnership, "arts") == Patch("unknown")


def test_an_organisation_with_the_theme_that_named_no_place_keeps_a_gap_open(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"])
    one_that_told(partnership, {"arts": 1.0}, None)
    assert patch(partnership, "arts") == Patch("unknown")


def test_known_to_have_no_themes_is_an_answer(partnership):
    one_that_told(partnership, {}, ["E1"])
    assert patch(partnership) == Patch("gap")


def test_a_weight_of_nought_covers_nothing(partnership):
    one_that_told(partnership, {"play": 0.0}, ["E1"])
    assert patch(partnership) == Patch("gap")


def test_a_silent_organisation_leaves_everything_not_known(partnership):
    a_participation(partnership)
    assert set(measure_coverage(partnership).patches.values()) == {Patch("unknown")}


def test_organisations_that_left_do_not_count(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"]).left_at = now()
    coverage = measure_coverage(partnership)
    assert coverage.patches["play", "E1"] == Patch("unknown")
    assert (coverage.organisations, coverage.answered, coverage.latest) == (0, 0, None)


def test_proposals_and_history_do_not_count(partnership):
    told = one_that_told(partnership, {"play": 1.0}, ["E1"])
    a_fact(told, "themes", {"arts": 1.0}, state="proposed")
    a_fact(told, "themes", {"arts": 0.3}, state="superseded")
    assert patch(partnership, "arts") == Patch("gap")


def test_what_is_for_the_engine_only_does_not_count(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"], visibility="engine")
    assert patch(partnership) == Patch("unknown")


def test_other_partnerships_do_not_count(partnership):
    one_that_told(a_partnership("valley", "Valley"), {"play": 1.0}, ["E1"])
    assert patch(partnership) == Patch("unknown")


def test_only_own_words_are_answers(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1"])
    one_that_told(partnership, {"play": 1.0}, ["E1"], source="import")
    a_participation(partnership)
    coverage = measure_coverage(partnership)
    assert (coverage.organisations, coverage.answered, coverage.silent) == (3, 1, 2)
    assert coverage.known == {"themes": 2, "areas": 2}
    assert coverage.latest is not None


def test_one_part_of_town_has_its_own_quilt(partnership):
    one_that_told(partnership, {"play": 1.0}, ["E1", "E2"])
    assert set(measure_coverage(partnership, "South").patches) == {("play", "E2"), ("arts", "E2")}


def test_a_hundred_organisations_take_no_more_queries_than_one(partnership):
    def count():
        db.session.flush()
        db.session.expire_all()
        statements = []
        listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", listen)
        measure_coverage(partnership)
        sa.event.remove(db.engine, "before_cursor_execute", listen)
        return len(statements)

    one_that_told(partnership, {"play": 1.0}, ["E1"])
    few = count()
    for _ in range(100):
        one_that_told(partnership, {"play": 1.0}, ["E1"])
    assert count() == few <= 6
