"""A survey goes from draft to open to closed, by days in London; its versions never change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.errors import NotThere, Refused
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.surveys import service
from portal.surveys.opening import (
    end_of,
    is_open,
    last_day,
    saved_words,
    standing_of,
    takes_registrations,
)
from survey import BadDefinition
from tests.portal.factories import a_partnership
from tests.portal.surveys.factories import QUESTIONS, a_survey

LATER = now().date() + timedelta(days=30)


def test_a_survey_begins_as_a_draft_with_one_version(app):
    survey = a_survey(opened=False)
    assert (survey.state, survey.slug) == ("draft", "autumn-survey")
    assert service.current_version(survey).number == 1
    assert not is_open(survey)


def test_a_second_survey_of_the_same_name_gets_an_address_of_its_own(app):
    survey = a_survey()
    again = service.create_survey(survey.partnership, "Autumn survey", QUESTIONS)
    assert again.slug == "autumn-survey-2"


def test_no_survey_takes_the_address_of_the_page_that_makes_surveys(app):
    assert service.create_survey(a_partnership(), "New", QUESTIONS).slug == "new-2"


def test_a_title_without_latin_letters_still_gives_an_address(app):
    assert service.create_survey(a_partnership(), "???", QUESTIONS).slug == "survey"


def test_a_wrong_definition_is_refused_whole(app):
    with pytest.raises(BadDefinition):
        service.create_survey(a_partnership(), "Wrong", {"id": "x"})


def test_a_published_version_cannot_be_changed(app):
    survey = a_survey()
    service.current_version(survey).definition = {"id": "other"}
    with pytest.raises(Refused, match="stays as it is"):
        db.session.flush()


def test_a_new_version_counts_up_and_leaves_the_earlier_one(app):
    survey = a_survey()
    first = service.current_version(survey)
    second = service.publish(survey, {**QUESTIONS, "title": "Reworded"})
    assert (first.number, second.number) == (1, 2)
    assert service.current_version(survey) is second


def test_a_survey_of_another_partnership_is_not_there(app):
    a_survey()
    with pytest.raises(NotThere):
        service.get_survey(a_partnership("valley", "Valley"), "autumn-survey")


def test_a_survey_closes_at_midnight_in_london_in_winter_and_in_summer():
    assert end_of(date(2026, 12, 12)) == datetime(2026, 12, 13, 0, 0, tzinfo=UTC)
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 23, 0, tzinfo=UTC)


def test_the_day_on_which_the_clocks_go_back_has_25_hours():
    assert end_of(date(2026, 10, 25)) - end_of(date(2026, 10, 24)) == timedelta(hours=25)


def test_when_answers_were_saved_is_told_with_the_day_if_it_was_not_today():
    assert saved_words(None) == ""
    assert saved_words(datetime(2024, 7, 1, 13, 32, tzinfo=UTC)) == "Saved on 1 July at 14:32"
    assert saved_words(now()).startswith("Saved at ")


def test_the_last_day_is_the_one_that_was_chosen(app):
    survey = a_survey(opened=False)
    service.open_survey(survey, LATER)
    assert last_day(survey) == LATER


def test_a_survey_takes_answers_until_the_moment_it_closes_and_not_in_it(app):
    survey = a_survey(opened=False)
    service.open_survey(survey, LATER)
    assert is_open(survey, survey.closes_at - timedelta(microseconds=1))
    assert not is_open(survey, survey.closes_at)


def test_a_survey_past_its_day_stands_as_closed(app):
    survey = a_survey()
    survey.closes_at = now() - timedelta(seconds=1)
    assert standing_of(survey) == "closed"


def test_yesterday_cannot_be_the_last_day(app):
    survey = a_survey(opened=False)
    with pytest.raises(Refused) as refusal:
        service.open_survey(survey, now().date() - timedelta(days=2))
    assert refusal.value.field == "last_day"
    assert survey.state == "draft"


def test_a_closed_survey_opens_again_only_with_a_reason_which_is_written_down(app):
    survey = a_survey()
    service.close_survey(survey)
    with pytest.raises(Refused):
        service.open_survey(survey, reason=" ")
    service.open_survey(survey, reason="The post was late")
    assert is_open(survey)
    entry = db.session.query(AuditEntry).filter_by(action="reopened").one()
    assert entry.detail["reason"] == "The post was late"


def test_a_survey_that_is_not_open_cannot_be_closed(app):
    with pytest.raises(Refused):
        service.close_survey(a_survey(opened=False))


def test_registration_opens_only_with_the_survey_and_closes_with_it(app):
    survey = a_survey(opened=False)
    with pytest.raises(Refused):
        service.set_registration(survey, True)
    service.open_survey(survey)
    service.set_registration(survey, True)
    assert service.list_public(survey.partnership) == [survey]
    service.close_survey(survey)
    assert not takes_registrations(survey)
    assert service.list_public(survey.partnership) == []
