"""Forms of other sites change nothing, and no form of ours is without its token."""

import re

import pytest

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
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


def test_every_page_that_takes_a_post_refuses_one_without_a_token(guarded):
    taking = [rule for rule, method in pages(guarded) if method == "POST"]
    assert len(taking) > 20
    client = guarded.test_client()
    answers = {rule.rule: client.post(example_path(guarded, rule)).status_code for rule in taking}
    assert {rule for rule, status in answers.items() if status != 400} == set()


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
