"""A coordinator enters answers on the pages of answering, and is out once they are sent."""

import pytest
import sqlalchemy as sa

from portal.inviting.stops import BOUNCED, OPTED_OUT, list_stops, stop_mail
from portal.mail import delivery, service
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Participation
from portal.models.partnerships import Membership
from portal.models.surveys import Response
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.answering.pressing import post, send
from tests.portal.pages import text, value_of
from tests.portal.surveys.factories import a_draft, a_link, save
from tests.portal.worlds import signed_in

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys/autumn-survey"
THEMES = {"q_themes-play": "most", "q_themes-sport": "none"}


@pytest.fixture
def place(club, owls):
    return f"{BASE}/organisations/{club.organisation_id}"


@pytest.fixture
def desk(client, place):
    """The address of answers that the coordinator is entering."""
    return client.post(f"{place}/enter", data={"channel": "telephone"}).location


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def by_link(app, survey, club):
    """A browser in which the organisation opened its own link."""
    token = a_link(survey, db.session.get(Participation, club.id))
    db.session.commit()
    browser = app.test_client()
    browser.post(f"/link/{token}")
    return browser


def test_how_it_was_told_is_asked_first(client, place):
    assert "Enter answers for them" in text(client.get(place))
    page = text(client.get(f"{place}/enter"))
    assert "Enter only what they told you" in page
    assert "Choose how they told you" in text(client.post(f"{place}/enter"))
    assert response() is None


def test_the_pages_say_for_whom_and_ask_nothing_that_is_for_the_engine(client, desk):
    page = text(client.get(desk))
    assert "You are entering answers for Kite Club, as told by telephone." in page
    others = text(client.get(f"{desk}part/others"))
    assert "Whom do you know?" in others
    assert "Anyone apart?" not in others
    post(client, f"{desk}part/work", **THEMES)
    checked = text(client.get(f"{desk}check"))
    assert "Anyone apart?" not in checked
    assert "Who told you, by telephone?" in checked
    assert "Anyone apart?" not in text(client.get(f"{desk}copy.txt"))


def test_what_is_posted_to_a_question_for_the_engine_is_not_taken(client, desk):
    owl = db.session.scalar(sa.text("SELECT slug FROM participations ORDER BY id DESC LIMIT 1"))
    post(client, f"{desk}part/others", q_partners="", q_apart=owl)
    assert "apart" not in response().answers


def test_sending_leads_back_writes_to_the_organisation_and_shuts_the_door(client, desk, place):
    post(client, f"{desk}part/work", **THEMES)
    assert send(client, desk).location == place
    page = text(client.get(place))
    assert "The answers of Kite Club are sent. We wrote to them." in page
    assert "Told by telephone and entered by ada@example.org, as Kim Kite said." in page
    for at in ("", "part/work", "check", "done", "copy", "copy.txt"):
        assert client.get(f"{desk}{at}").status_code == 404, at
    assert "Most: Open-access play" in page, "read like any other answer with a name"


def test_the_letter_has_a_link_and_no_answers_and_the_organisation_looks_and_changes(
    app, client, desk
):
    post(client, f"{desk}part/about", q_name="canary-91")
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    (letter,) = db.session.scalars(sa.select(OutgoingEmail)).all()
    words = " ".join(letter.body.split())
    assert "has entered answers of Kite Club" in words
    assert "as Kim Kite told them by telephone" in words
    assert "canary-91" not in letter.body
    link = next(line for line in letter.body.splitlines() if "/link/" in line)
    browser = app.test_client()
    place = link[link.index("/link/") :]
    browser.post(place)
    address = f"/answer/{response().public_id}/"
    assert "canary-91" in text(browser.get(f"{address}copy.txt"))
    assert browser.post(place, data={"act": "change"}).status_code == 302
    assert response().state == "amending"


def test_an_organisation_without_an_address_is_told_by_the_coordinator(client, club, desk):
    db.session.get(Participation, club.id).contact_email = ""
    db.session.commit()
    post(client, f"{desk}part/work", **THEMES)
    page = text(client.get(send(client, desk).location))
    assert "tell them yourself" in page
    assert db.session.scalars(sa.select(OutgoingEmail)).all() == []


def test_the_letter_goes_to_the_address_on_record_and_not_to_the_one_before(
    client, survey, club, desk
):
    a_link(survey, db.session.get(Participation, club.id))
    db.session.get(Participation, club.id).contact_email = "new@example.org"
    db.session.commit()
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    (letter,) = db.session.scalars(sa.select(OutgoingEmail)).all()
    assert letter.recipient == "new@example.org"


@pytest.mark.parametrize("why", [OPTED_OUT, BOUNCED])
def test_an_address_that_takes_no_letters_gets_none_and_the_coordinator_is_told(
    client, survey, desk, why
):
    stop_mail(survey.partnership_id, "club@example.org", why)
    db.session.commit()
    post(client, f"{desk}part/work", **THEMES)
    page = text(client.get(send(client, desk).location))
    assert "There is no address that takes our e-mails: tell them yourself." in page
    assert db.session.scalars(sa.select(OutgoingEmail)).all() == []


def test_the_letter_can_be_stopped_and_leaves_although_the_survey_has_closed(
    app, client, survey, desk, tmp_path, monkeypatch
):
    monkeypatch.setitem(app.config, "OUTBOX", tmp_path)
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    close_survey(survey)
    db.session.commit()
    (letter,) = db.session.scalars(sa.select(OutgoingEmail)).all()
    assert service.stop_link_of(letter.body).endswith("/stop")
    delivery.send_waiting()
    (file,) = tmp_path.iterdir()
    stop = file.read_text("utf-8").strip().rpartition("/link/")[2]
    app.test_client().post(f"/link/{stop}", data={"List-Unsubscribe": "One-Click"})
    assert list_stops(survey.partnership_id) == {"club@example.org": "opted_out"}


def test_who_entered_is_still_told_once_the_organisation_has_changed_it(
    app, survey, club, client, desk, place
):
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    assert "They can look at it by their link" in text(client.get(place))
    browser = by_link(app, survey, club)
    browser.post(f"{desk}change")
    post(browser, f"{desk}part/about", q_name="We play")
    send(browser, desk)
    page = text(client.get(place))
    assert "Told by telephone and entered by ada@example.org" in page
    assert "They have changed it themselves since." in page


def test_nobody_but_the_coordinator_who_enters_is_let_in(app, survey, client, desk):
    browsers = [app.test_client()]
    for role in ("coordinator", "viewer"):
        member = make.a_member(survey.partnership, role)
        browsers.append(signed_in(app, member.person))
    db.session.commit()
    for browser in browsers:
        assert browser.get(desk).status_code in {302, 404}
        assert browser.post(f"{desk}check").status_code == 404


def test_who_coordinates_no_longer_is_out(client, desk):
    assert client.get(desk).status_code == 200
    db.session.execute(sa.delete(Membership))
    db.session.commit()
    assert client.get(desk).status_code == 404


def test_the_organisation_sees_who_enters_and_both_are_kept_from_overwriting(
    app, survey, club, client, desk
):
    browser = by_link(app, survey, club)
    post(client, f"{desk}part/about", q_name="Entered")
    assert "is entering what you told by telephone" in text(browser.get(desk))
    mark = value_of(text(client.get(f"{desk}part/about")), "seen")
    assert post(browser, f"{desk}part/about", q_name="Ours").status_code == 302
    clash = text(post(client, f"{desk}part/about", seen=mark, q_name="Theirs"), 409)
    assert "Ours" in clash and "Theirs" in clash
    assert response().answers["name"] == "Ours"


def test_the_organisation_can_carry_on_itself(app, survey, club, client, desk):
    browser = by_link(app, survey, club)
    post(client, f"{desk}part/about", q_name="Entered")
    assert browser.post(f"{desk}take-over").location == desk
    assert client.get(desk).status_code == 404
    page = text(browser.get(f"{desk}part/others"))
    assert "Anyone apart?" in page
    assert response().answers["name"] == "Entered"
    assert response().channel == "online"


def test_a_coordinator_takes_nothing_over(client, desk):
    client.post(f"{desk}take-over")
    assert response().channel == "telephone"


def test_what_the_organisation_adds_for_the_engine_shuts_the_coordinator_out(client, club, desk):
    owl = db.session.scalar(sa.text("SELECT slug FROM participations ORDER BY id DESC LIMIT 1"))
    save(response(), apart={"picked": [owl]})
    db.session.commit()
    assert client.get(f"{desk}check").status_code == 404


def test_entering_can_be_left_to_the_organisation(client, desk, place):
    assert "Being entered" in text(client.get(place))
    assert client.post(f"{place}/leave").location == place
    assert client.get(desk).status_code == 404
    assert response().channel == "online"


def test_an_organisation_that_has_begun_is_not_entered_for(client, survey, club, place):
    a_draft(survey, club, name="Ours")
    db.session.commit()
    page = text(client.get(place))
    assert "Enter answers for them" not in page
    assert client.get(f"{place}/enter").location == place
    client.post(f"{place}/enter", data={"channel": "paper"})
    assert response().channel == "online"


def test_after_the_close_nothing_more_is_entered(client, survey, desk, place):
    close_survey(survey)
    db.session.commit()
    assert client.get(desk).status_code == 404
    assert "Enter answers for them" not in text(client.get(place))
