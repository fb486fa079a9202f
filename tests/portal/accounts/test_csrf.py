"""Forms of other sites change nothing, and no form of ours is without its token."""

import re

import pytest
import sqlalchemy as sa

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.models.surveys import MailStop
from tests.portal import factories as make
from tests.portal.surveys.factories import a_link, a_survey
from tests.portal.web.walking import example_path, pages


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """An app with the token switched on, as in real use."""
    folder = tmp_path_factory.mktemp("csrf")
    app = create_app(Settings(instance=folder), RATELIMIT_ENABLED=False)
    with app.app_context():
        db.create_all()
    return app


def token_of(client):
    return re.search(r'csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text).group(1)


# Mail programs press this one without a session; the link itself is the proof.
BY_MAIL = {"/link/<token>/stop"}


def test_every_page_that_takes_a_post_refuses_one_without_a_token(guarded):
    taking = [r for r, method in pages(guarded) if method == "POST" and r.rule not in BY_MAIL]
    assert len(taking) > 20
    client = guarded.test_client()
    answers = {rule.rule: client.post(example_path(guarded, rule)).status_code for rule in taking}
    assert {rule for rule, status in answers.items() if status != 400} == set()


def test_a_mail_program_stops_letters_by_its_link_alone_and_a_page_does_not(guarded):
    with guarded.app_context():
        survey = a_survey()
        token = a_link(survey, make.a_participation(survey.partnership))
        db.session.commit()
        stops = sa.select(sa.func.count(MailStop.id))
        guarded.test_client().post(f"/link/{token}/stop")
        assert db.session.scalar(stops) == 0
        one_click = {"List-Unsubscribe": "One-Click"}
        guarded.test_client().post(f"/link/{token}/stop", data=one_click)
        assert db.session.scalar(stops) == 1


def test_a_token_of_another_browser_is_refused(guarded):
    theirs = re.search(
        r'csrf_token"[^>]*value="([^"]+)"', guarded.test_client().get("/sign-in").text
    )
    answer = guarded.test_client().post(
        "/sign-in", data={"email": "a@example.org", "csrf_token": theirs.group(1)}
    )
    assert answer.status_code == 400


def test_the_own_token_is_accepted(guarded):
    client = guarded.test_client()
    answer = client.post(
        "/sign-in", data={"email": "a@example.org", "csrf_token": token_of(client)}
    )
    assert answer.location == "/sign-in/sent"


def test_json_and_plain_text_are_no_way_round(guarded):
    for kind in ("application/json", "text/plain"):
        answer = guarded.test_client().post(
            "/sign-in", data='{"email": "a@example.org"}', content_type=kind
        )
        assert answer.status_code in {400, 415}
