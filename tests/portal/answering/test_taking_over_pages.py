"""Where answers have no names, nobody who enters them reads what the organisation writes itself."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.behalf import start_entering
from tests.portal.answering.pressing import post, send_form
from tests.portal.pages import hidden, text
from tests.portal.surveys.factories import a_link
from tests.portal.surveys.promised import a_promising_survey

ENTERED, OWN = "Told by telephone", "Written by the club"


@pytest.fixture
def confidential(partnership):
    return a_promising_survey("confidential", partnership)


@pytest.fixture
def browser(app, confidential, club):
    """A browser in which the organisation opened its own link."""
    token = a_link(confidential, club)
    db.session.commit()
    browser = app.test_client()
    browser.post(f"/link/{token}")
    return browser


@pytest.fixture
def desk(browser):
    return f"/answer/{response().public_id}/"


@pytest.fixture
def entering(client, confidential, club, coordinator, desk):
    """The browser of a coordinator who is entering what the organisation told."""
    start_entering(confidential, club, "telephone", coordinator)
    db.session.commit()
    post(client, f"{desk}part/one", q_words=ENTERED)
    return client


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def test_carrying_on_itself_is_the_only_door_of_the_organisation(browser, entering, desk):
    for at in ("", "part/one", "later", "check"):
        page = text(browser.get(f"{desk}{at}"))
        assert "is entering what you told by telephone" in page
        assert "Carry on ourselves" in page
        assert "sees what you change here" not in page
        assert "q_words" not in page, at
        assert ENTERED not in page
        assert "ada@example.org knows what was entered so far" in page
    assert browser.post(f"{desk}take-over").location == desk
    assert ENTERED in text(browser.get(f"{desk}part/one"))
    assert entering.get(desk).status_code == 404


def test_a_page_from_before_is_taken_over_first_and_then_saved(
    client, browser, desk, confidential, club, coordinator
):
    mark = hidden(browser, f"{desk}part/one", "seen")
    start_entering(confidential, club, "telephone", coordinator)
    db.session.commit()
    assert client.get(f"{desk}part/one").status_code == 200
    saved = post(browser, f"{desk}part/one", seen=mark, q_words=OWN)
    assert saved.location == f"{desk}check"
    assert (response().answers["words"], response().channel) == (OWN, "online")
    assert "What was entered is still there" in text(browser.get(f"{desk}check"))
    assert client.get(f"{desk}part/one").status_code == 404


def test_sending_from_a_page_from_before_takes_over_too(browser, desk, club, coordinator):
    post(browser, f"{desk}part/one", q_words=OWN)
    form = send_form(browser, desk)
    draft = response()
    draft.channel, draft.entered_by = "telephone", coordinator.id
    db.session.commit()
    assert browser.post(f"{desk}check", data=form).location == f"{desk}done"
    assert (response().state, response().channel) == ("sent", "online")


def test_a_copy_of_what_was_entered_and_another_reply_are_there_all_the_same(
    browser, desk, entering
):
    assert ENTERED in text(browser.get(f"{desk}copy.txt"))
    assert browser.get(f"{desk}not-this-time").status_code == 200
    assert response().channel == "telephone"
