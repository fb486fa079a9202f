"""A survey opens and closes by days in London, also in the nights in which the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.errors import NotThere, Refused
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.surveys import service
from portal.surveys.opening import (
    LONDON,
    end_of,
    first_day,
    is_open,
    is_scheduled,
    last_day,
    standing_of,
    start_of,
    today,
)
from portal.surveys.responses import start_response
from tests.portal import factories as make
from tests.portal.surveys.factories import a_survey

SOON, LATER = today() + timedelta(days=3), today() + timedelta(days=30)
INSTANT = timedelta(microseconds=1)


def a_scheduled_survey(first=SOON, last=LATER):
    survey = a_survey(opened=False)
    service.open_survey(survey, last, first_day=first)
    return survey


def acts():
    query = db.select(AuditEntry.action).order_by(AuditEntry.id)
    return list(db.session.scalars(query))


def test_a_survey_with_a_first_day_to_come_is_scheduled_and_takes_no_answers(app):
    survey = a_scheduled_survey()
    assert (standing_of(survey), first_day(survey), last_day(survey)) == ("scheduled", SOON, LATER)
    assert not is_open(survey)
    with pytest.raises(NotThere):
        start_response(survey, make.a_participation(survey.partnership, name="Kite Club"))


def test_it_opens_at_midnight_in_london_without_anybody_doing_anything(app):
    survey = a_scheduled_survey()
    assert not is_open(survey, start_of(SOON) - INSTANT)
    assert is_open(survey, start_of(SOON))
    assert is_open(survey, end_of(LATER) - INSTANT)
    assert not is_open(survey, end_of(LATER))


def test_a_survey_whose_first_day_has_come_stands_as_open(app):
    survey = a_scheduled_survey()
    survey.opens_at = now()
    assert standing_of(survey) == "open"
    assert not is_scheduled(survey)


def test_today_as_the_first_day_opens_it_now(app):
    survey = a_scheduled_survey(first=today())
    assert (standing_of(survey), survey.opens_at) == ("open", None)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (today() - timedelta(days=1), None, "first_day"),
        (None, today() - timedelta(days=1), "last_day"),
        (LATER, SOON, "last_day"),
        (date.max, None, "first_day"),
        (None, date.max, "last_day"),
        (None, today() + timedelta(days=3654), "last_day"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(app, first, last, field):
    survey = a_survey(opened=False)
    with pytest.raises(Refused) as refusal:
        service.open_survey(survey, last, first_day=first)
    assert (refusal.value.field, survey.state) == (field, "draft")


def test_a_survey_may_take_answers_on_one_day_alone(app):
    survey = a_scheduled_survey(SOON, SOON)
    assert survey.closes_at - survey.opens_at <= timedelta(hours=25)


def test_the_days_of_a_scheduled_survey_can_be_moved_and_it_can_be_opened_at_once(app):
    survey = a_scheduled_survey()
    service.open_survey(survey, LATER, first_day=SOON + timedelta(days=1))
    assert first_day(survey) == SOON + timedelta(days=1)
    service.open_survey(survey, LATER)
    assert standing_of(survey) == "open"
    assert survey.opened_at <= now()
    assert acts()[-3:] == ["scheduled a survey", "moved the opening day", "opened a survey"]


def test_calling_off_the_opening_makes_it_a_draft_again(app):
    survey = a_scheduled_survey()
    service.close_survey(survey)
    assert (survey.state, survey.opens_at, survey.opened_at) == ("draft", None, None)
    assert acts()[-1] == "called off the opening"


def test_an_open_survey_keeps_its_first_day_when_it_is_extended(app):
    survey = a_scheduled_survey()
    survey.opens_at = start_of(today())
    service.open_survey(survey, LATER + timedelta(days=9))
    assert (first_day(survey), last_day(survey)) == (today(), LATER + timedelta(days=9))


def test_a_closed_survey_can_open_again_on_a_day_to_come_with_a_reason(app):
    survey = a_survey()
    began = survey.opened_at
    service.close_survey(survey)
    with pytest.raises(Refused, match="Say why"):
        service.open_survey(survey, LATER, first_day=SOON)
    service.open_survey(survey, LATER, first_day=SOON, reason="The post was late")
    assert (standing_of(survey), survey.opened_at) == ("scheduled", began)
    service.close_survey(survey)
    assert standing_of(survey) == "closed"


def test_a_survey_that_is_over_is_not_made_open_by_its_first_day(app):
    survey = a_scheduled_survey()
    survey.opens_at, survey.closes_at = now() - timedelta(days=2), now() - timedelta(days=1)
    assert standing_of(survey) == "closed"


@pytest.mark.parametrize(
    ("day", "begins", "hours"),
    [
        (date(2026, 10, 24), datetime(2026, 10, 23, 23, tzinfo=UTC), 24),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC), 25),
        (date(2026, 10, 26), datetime(2026, 10, 26, 0, tzinfo=UTC), 24),
        (date(2027, 3, 27), datetime(2027, 3, 27, 0, tzinfo=UTC), 24),
        (date(2027, 3, 28), datetime(2027, 3, 28, 0, tzinfo=UTC), 23),
        (date(2027, 3, 29), datetime(2027, 3, 28, 23, tzinfo=UTC), 24),
    ],
)
def test_days_around_the_change_of_the_clocks_begin_and_end_at_midnight_in_london(
    day, begins, hours
):
    assert start_of(day) == begins
    assert end_of(day) - start_of(day) == timedelta(hours=hours)
    assert end_of(day) == start_of(day + timedelta(days=1))


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_survey_is_open_through_the_whole_night_in_which_the_clocks_change(app, day):
    survey = a_survey(opened=False)
    survey.state, survey.opens_at, survey.closes_at = "open", start_of(day), end_of(day)
    moment, met = start_of(day), []
    while moment < end_of(day):
        assert is_open(survey, moment)
        met.append(moment.astimezone(LONDON).hour)
        moment += timedelta(minutes=30)
    assert not is_open(survey, start_of(day) - INSTANT)
    assert not is_open(survey, moment)
    assert (met.count(1), met.count(3)) == ((4, 2) if day.month == 10 else (0, 2))
    assert (first_day(survey), last_day(survey)) == (day, day)
