"""Floods are slowed down, and a hall full of people on one connection is none."""

import pytest

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.surveys.service import set_registration
from portal.web.security import limiter
from tests.portal import factories as make
from tests.portal.surveys.factories import a_link, a_survey

PAGE = "/p/hillside/register/autumn-survey"


@pytest.fixture
def slowed(tmp_path):
    """An installation of its own that counts tries, as real ones do."""
    settings = Settings(instance=tmp_path, secret_key="slowed " * 8)
    app = create_app(settings, RATELIMIT_ENABLED=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
    limiter.enabled = False


@pytest.fixture
def survey(slowed):
    survey = a_survey()
    set_registration(survey, True)
    db.session.commit()
    return survey


def register(client, number, **rest):
    person = {"contact_name": "Ona", "email": f"ona{number}@example.org"}
    return client.post(PAGE, data={"organisation_name": f"Owls {number}"} | person, **rest)


@pytest.mark.walk
def test_two_hundred_people_in_a_hall_register_and_the_next_waits(slowed, survey):
    client = slowed.test_client()
    assert {register(client, number).status_code for number in range(200)} == {302}
    # Attack A21: the header that a proxy would set, made up anew each time.
    again = [register(client, 200, headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(3)]
    assert [answer.status_code for answer in again] == [429] * 3
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    assert register(client, 200, environ_overrides=elsewhere).status_code == 302


@pytest.mark.walk
def test_a_form_with_mistakes_is_not_counted(slowed, survey):
    client = slowed.test_client()
    assert {register(client, " and a blank").status_code for _ in range(201)} == {200}
    assert register(client, 1).status_code == 302


@pytest.mark.parametrize(("page", "most"), [("/link/", 120), ("/register/", 60)])
def test_guesses_of_links_are_slowed_down(slowed, page, most):
    client = slowed.test_client()
    tries = [client.get(f"{page}{number}").status_code for number in range(most + 1)]
    assert tries == [404] * most + [429]


def test_links_that_open_something_are_not_counted(slowed, survey):
    client = slowed.test_client()
    token = a_link(survey, make.a_participation(survey.partnership))
    db.session.commit()
    assert {client.get(f"/link/{token}").status_code for _ in range(121)} == {200}
