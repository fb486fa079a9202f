"""A token opens the one door that it was made for: no purpose and no object can be swapped."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation, MailStop, Response, Submission
from tests.portal.test_access import address
from tests.portal.worlds import a_world, open_browsers

# The doors that are opened by a token, and which token each takes.
DOORS = {
    "accounts.open_link": "signing in",
    "answering.open_link": "answering",
    "stopping.stop": "answering",
    "stopping.undo": "answering",
    "registering.confirm": "registering",
    "importing.preview": "importing",
    "invitees.preview": "inviting",
    "versions.preview": "publishing",
}


@pytest.fixture
def world(app):
    return a_world(organisations=4)


def tokens_of(world):
    """Give a live token of each purpose."""
    return {purpose: world.values(door)["token"] for door, purpose in DOORS.items()}


def routes_of(app, world):
    """Give each door that takes a token, with its other values."""
    for route in app.url_map.iter_rules():
        if "token" in route.arguments:
            yield route, world.values(route.endpoint)


def counts():
    tables = (Invitation, MailStop, OutgoingEmail, Response, Submission)
    return [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


def test_every_door_that_takes_a_token_is_known(app, world):
    assert {route.endpoint for route, _ in routes_of(app, world)} == set(DOORS)


@pytest.mark.parametrize("role", ["nobody", "coordinator"])
def test_no_token_opens_a_door_of_another_purpose(app, world, role):
    browser, tokens, before = open_browsers(app, world)[role], tokens_of(world), counts()
    opened = []
    for route, values in routes_of(app, world):
        for purpose, token in tokens.items():
            if purpose == DOORS[route.endpoint]:
                continue
            at = address(route, values | {"token": token})
            for method in sorted(route.methods - {"OPTIONS", "HEAD"}):
                form = {"List-Unsubscribe": "One-Click", "shown": "x", "base": 1, "note": "x"}
                page = browser.open(at, method=method, data=form)
                if not is_shut(page):
                    opened.append(f"{method} {route.endpoint} by a token for {purpose}: {page}")
    assert opened == []
    assert counts() == before


def is_shut(page):
    """Tell whether a door said no: nothing there, asked to sign in, or told to get a new link."""
    if page.status_code == 302:
        return page.location.startswith("/sign-in")
    return page.status_code == 404 or "This link has run out" in page.text


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_three_times_uses_no_token_up(app, world, method):
    browser = open_browsers(app, world)["nobody"]
    before = counts()
    for route, values in routes_of(app, world):
        if method.upper() in route.methods:
            for _ in range(3):
                getattr(browser, method)(address(route, values))
    assert counts() == before
    assert app.test_client().post(f"/link/{world.link}").status_code == 302
    assert app.test_client().post(f"/register/{tokens_of(world)['registering']}").status_code == 302
    signed_in = app.test_client().post(f"/sign-in/{tokens_of(world)['signing in']}")
    assert not signed_in.location.startswith("/sign-in")
