"""What is known is filled in beforehand, and is told anew only by whoever says that it is right."""

from datetime import date

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import ProfileFact
from portal.models.surveys import Response
from portal.organisations.profiles import Source, set_fact
from tests.portal.answering.pressing import post, send
from tests.portal.pages import text

LONG_AGO = date(2025, 1, 31)
THEMES = {"q_themes-play": "most", "q_themes-sport": "none"}


@pytest.fixture
def desk(client, club, link):
    """The answers of an organisation of whose staff something is known since long ago."""
    set_fact(club, "staff", 5, Source("import", "file", "A list", LONG_AGO))
    db.session.commit()
    return client.post(link).location


def answers():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response)).answers


def staff():
    db.session.expire_all()
    query = sa.select(ProfileFact).filter_by(field="staff", state="current")
    fact = db.session.scalars(query).one()
    return fact.value, fact.stated_by, fact.stated_on


def test_a_part_that_nobody_opened_tells_nothing_anew(client, desk):
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    assert staff() == (5, "A list", LONG_AGO)


def test_going_on_says_that_it_is_still_right(client, desk):
    page = text(client.get(f"{desk}part/about"))
    assert "Is this still right?" in page and 'value="5"' in page
    post(client, f"{desk}part/about", q_name="We play", q_staff="5")
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    assert answers()["staff"] == 5
    assert staff()[:2] == (5, "Kim Kite")
    assert staff()[2] != LONG_AGO


def test_leaving_says_nothing_of_what_was_left_as_it_was(client, desk):
    left = post(client, f"{desk}part/about", act="later", q_name="We play", q_staff="5")
    assert left.location == f"{desk}later"
    assert answers() == {"name": "We play"}
    assert "Is this still right?" in text(client.get(f"{desk}part/about"))
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    assert staff() == (5, "A list", LONG_AGO)


def test_leaving_keeps_what_was_changed_or_emptied(client, desk):
    post(client, f"{desk}part/about", act="later", q_name="We play", q_staff="6")
    assert answers()["staff"] == 6
    post(client, f"{desk}part/about", act="later", q_name="We play", q_staff="")
    assert answers()["staff"] is None
    assert "Is this still right?" not in text(client.get(f"{desk}part/about"))


def test_an_answer_that_was_given_is_no_guess_any_more(client, desk):
    post(client, f"{desk}part/about", q_name="We play", q_staff="5")
    post(client, f"{desk}part/about", act="later", q_name="We play", q_staff="5")
    assert answers()["staff"] == 5
