"""A server's clock that jumps: nobody stays in for good, nothing opens too late or too early."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.service import make_link
from portal.inviting.registrations import register
from portal.models.base import db, now
from portal.models.surveys import Submission
from portal.surveys.service import set_registration
from portal.surveys.submissions import latest_submission
from tests.portal import factories as make
from tests.portal.answering.pressing import answer_all, post, send_form
from tests.portal.surveys.branching import a_branching_survey
from tests.portal.surveys.factories import a_survey

DAY = timedelta(days=1)


def at(moment):
    return time_machine.travel(moment, tick=True)


@pytest.fixture
def survey(partnership):
    return a_branching_survey(partnership)


@pytest.fixture
def begun():
    return now()


def sign_in_for_real(client, email):
    token = make_link(make.a_person(email).email)
    db.session.commit()
    assert client.post(f"/sign-in/{token}").status_code == 302
    assert client.get("/mine").status_code == 200


@pytest.mark.parametrize("hours", [-24, 13, 24])
def test_a_sign_in_outlives_no_jump_of_a_day_in_either_direction(app, client, begun, hours):
    with at(begun):
        sign_in_for_real(client, "ada@example.org")
    with at(begun + timedelta(hours=hours)):
        assert client.get("/mine").status_code == 302


def test_a_sign_in_from_the_future_is_none_once_the_clock_is_right_again(app, client, begun):
    with at(begun + 300 * DAY):
        sign_in_for_real(client, "ada@example.org")
    with at(begun):
        assert client.get("/mine").status_code == 302
        client.get("/sign-in")
    with at(begun + 300 * DAY):
        assert client.get("/mine").status_code == 302


@pytest.mark.parametrize("jump", [-DAY, 2 * DAY])
def test_a_draft_goes_on_over_a_jump_and_its_last_sending_counts(client, link, begun, jump):
    with at(begun):
        desk, form = answer_all(client, link)
        client.post(f"{desk}check", data=form)
    with at(begun + jump):
        client.post(link)
        client.post(f"{desk}change")
        post(client, f"{desk}part/two", q_more="We sing")
        sent = client.post(f"{desk}check", data=send_form(client, desk))
        assert sent.location == f"{desk}done"
        page = client.get(f"{desk}done")
        assert page.status_code == 200
        db.session.expire_all()
        first = db.session.scalar(sa.select(Submission).order_by(Submission.id))
        latest = latest_submission(first.response)
    assert (latest.number, latest.answers["more"]) == (2, "We sing")


def test_a_link_that_confirms_ends_by_the_clock_of_the_server_alone(app, client, begun):
    with at(begun):
        survey, tokens = a_survey(), []
        set_registration(survey, True)
        register(survey, "Owls", "Ona", "o@example.org", lambda token: tokens.append(token) or "")
        db.session.commit()
    told = {"Date": "Mon, 01 Jan 2001 00:00:00 GMT", "If-Modified-Since": "x"}
    with at(begun + 7 * DAY + timedelta(minutes=1)):
        assert client.get(f"/register/{tokens[0]}", headers=told).status_code == 404
    with at(begun + 7 * DAY - timedelta(minutes=1)):
        assert client.get(f"/register/{tokens[0]}").status_code == 200
