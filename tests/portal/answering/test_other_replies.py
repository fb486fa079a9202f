"""Replies without answers, and stopping letters, from the link of a letter."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import MailStop, Response
from portal.surveys.service import close_survey
from tests.portal.pages import text
from tests.portal.surveys.factories import a_link, save


def response():
    db.session.expire_all()
    return db.session.scalars(sa.select(Response)).one()


def stops():
    return db.session.scalars(sa.select(MailStop.email)).all()


def test_not_this_time_is_said_from_the_first_page_of_a_link(client, token):
    assert "Not this time" in text(client.get(f"/link/{token}"))
    at = client.post(f"/link/{token}", data={"act": "decline"}).location
    assert at == f"/answer/{response().public_id}/not-this-time"
    assert "That is fine." in text(client.get(at))
    assert response().declined_at is None
    page = text(client.post(at, data={"words": "Too <b>busy"}, follow_redirects=True))
    assert "Noted: not this time." in page
    assert "Changed your mind? Just answer" in page
    assert response().declined_words == "Too <b>busy"
    assert "Too &lt;b&gt;busy" in text(client.get(at))


def test_answering_a_part_takes_it_back(client, token):
    at = client.post(f"/link/{token}", data={"act": "decline"}).location
    client.post(at)
    save(response(), name="We play")
    db.session.commit()
    assert "Changed your mind" not in text(client.get(f"/answer/{response().public_id}/"))


def test_a_talk_is_asked_for_with_a_number_and_a_time(client, token):
    at = client.post(f"/link/{token}", data={"act": "talk"}).location
    assert "such as 0161 496 0000" in text(client.post(at, data={"telephone": "ring me"}))
    data = {"telephone": "+44 (0)161 496 0000 ext 12", "words": "Kim, Tuesdays"}
    page = text(client.post(at, data=data, follow_redirects=True))
    assert "the coordinators will get in touch" in page
    assert response().talk_words == "Telephone: +44 (0)161 496 0000 ext 12\nKim, Tuesdays"


@pytest.mark.parametrize("page", ["not-this-time", "talk"])
def test_without_the_link_nobody_replies_for_an_organisation(app, client, token, page):
    client.post(f"/link/{token}")
    at = f"/answer/{response().public_id}/{page}"
    assert client.get(at).status_code == 200
    stranger = app.test_client()
    assert stranger.get(at).status_code == 302
    assert stranger.post(at).status_code == 404


@pytest.mark.parametrize("page", ["not-this-time", "talk"])
def test_after_the_close_no_reply_is_taken(client, survey, token, page):
    client.post(f"/link/{token}")
    close_survey(survey)
    db.session.commit()
    assert client.post(f"/answer/{response().public_id}/{page}").status_code == 404
    assert (response().declined_at, response().talk_asked_at) == (None, None)


def test_looking_at_the_stop_link_changes_nothing(client, token):
    for method in (client.get, client.head, client.get):
        assert method(f"/link/{token}/stop").status_code == 200
    assert stops() == []


def test_the_button_stops_letters_and_the_next_page_takes_it_back(client, token):
    at = f"/link/{token}/stop"
    assert client.post(at).location == at
    page = text(client.get(at))
    assert "You get no more e-mails about surveys" in page
    assert stops() == ["club@example.org"]
    assert client.post(at).location == at
    assert client.post(f"/link/{token}/letters-again").location == at
    assert stops() == []
    assert "Send no more e-mails about surveys" in text(client.get(at))


def test_the_button_of_a_mail_program_stops_at_once_and_is_led_nowhere(client, token):
    answer = client.post(f"/link/{token}/stop", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert stops() == ["club@example.org"]


def test_the_link_of_an_old_letter_stops_after_a_new_one_and_after_the_close(
    client, survey, club, token
):
    a_link(survey, club)
    close_survey(survey)
    db.session.commit()
    assert client.get(f"/link/{token}").status_code == 404
    assert client.get(f"/link/{token}/stop").status_code == 200
    client.post(f"/link/{token}/stop")
    assert stops() == ["club@example.org"]


@pytest.mark.parametrize("path", ["stop", "letters-again"])
def test_a_made_up_link_stops_nothing_and_shows_the_usual_page(client, token, path):
    for wrong in ("A" * 43, token.swapcase(), f"{token}x", token[:40]):
        assert client.post(f"/link/{wrong}/{path}").status_code == 404
    assert stops() == []


def test_a_link_handed_over_has_no_letters_to_stop(client, survey, club):
    token = a_link_by_hand(survey, club)
    assert client.get(f"/link/{token}/stop").status_code == 404


def a_link_by_hand(survey, club):
    club.contact_email = ""
    token = a_link(survey, club)
    db.session.commit()
    return token
