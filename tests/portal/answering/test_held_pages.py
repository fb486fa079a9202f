"""A page whose sign-in or link has ended is held: nothing typed is lost, and no door is opened."""

from re import search

import pytest
import sqlalchemy as sa

from portal.answering import doors
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation, Response
from portal.organisations.service import add_editor
from tests.portal import factories as make
from tests.portal.pages import fields_of, hidden
from tests.portal.surveys.factories import a_link, save

LONG = 'A "long" text <b>with</b> & all\r\nof it'
ONE_LINE = " ".join(LONG.split())
TICKS = ["one", "two", "two"]


@pytest.fixture
def tokens(app):
    """Forms want their tokens, as they do outside tests."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def typed(client, desk):
    """What somebody has on their page about their organisation."""
    return {"seen": hidden(client, f"{desk}part/about", "seen"), "act": "go", "q_name": LONG}


def forget_session(client):
    client.delete_cookie("patchwork")


def open_again(client, link, token_of_form):
    """Open the link in another tab of the same browser."""
    return client.post(link, data={"csrf_token": token_of_form})


def test_a_page_whose_session_is_gone_is_held_and_saved_once_the_link_is_open_again(
    client, desk, link, tokens
):
    page = typed(client, desk)
    forget_session(client)
    held = client.post(f"{desk}part/about", data=page)
    assert held.status_code == 400
    assert "Your answers are still here" in held.text
    again = fields_of(held.text)
    assert again["q_name"] == [LONG]
    assert response().answers == {}
    open_again(client, link, again["csrf_token"][0])
    saved = client.post(f"{desk}part/about", data=again)
    assert saved.location == f"{desk}part/work"
    assert response().answers["name"] == ONE_LINE


def test_every_value_of_a_field_is_held_in_its_order(client, desk):
    forget_session(client)
    held = client.post(f"{desk}part/about", data={"q_many": TICKS, "q_name": "x"})
    assert fields_of(held.text)["q_many"] == TICKS
    assert "<b>" not in client.post(f"{desk}part/about", data={"q_name": LONG}).text


def test_what_is_looked_for_in_a_list_is_no_secret_whatever_the_question_is_called(client, desk):
    forget_session(client)
    looked = {"find-q_tokens": "ow", "found-q_tokens": "", "q_name": LONG}
    held = client.post(f"{desk}part/about", data=looked)
    assert fields_of(held.text)["q_name"] == [LONG]


def test_a_link_that_was_replaced_holds_the_page_and_writes_nothing(client, desk):
    page = typed(client, desk)
    db.session.execute(sa.update(Invitation).values(revoked_at=now()))
    db.session.commit()
    held = client.post(f"{desk}part/about", data=page)
    assert held.status_code == 404
    assert fields_of(held.text)["q_name"] == [LONG]
    assert response().answers == {}


def test_another_secret_of_the_server_holds_the_page(app, client, desk, tokens):
    page = typed(client, desk)
    before = app.secret_key
    app.secret_key = "another " * 8
    try:
        held = client.post(f"{desk}part/about", data=page)
    finally:
        app.secret_key = before
    assert held.status_code == 400
    assert fields_of(held.text)["q_name"] == [LONG]


def test_after_signing_in_the_held_page_is_saved(client, desk, club, sign_in, tokens):
    add_editor(club.organisation, "kim@kite.example", "editor")
    db.session.commit()
    page = typed(client, desk)
    forget_session(client)
    client.post(f"{desk}part/about", data=page)
    sign_in("kim@kite.example")
    here = client.post(f"{desk}part/about", data=page)
    assert "press the button once more" in here.text
    assert client.post(f"{desk}part/about", data=fields_of(here.text)).status_code == 302
    assert response().answers["name"] == ONE_LINE


def test_a_held_page_meets_the_check_of_versions_like_any_other(client, desk, link):
    page = typed(client, desk)
    forget_session(client)
    held = fields_of(client.post(f"{desk}part/about", data=page).text)
    save(response(), name="Theirs", staff=None)
    db.session.commit()
    client.post(link)
    clash = client.post(f"{desk}part/about", data=held)
    assert clash.status_code == 409
    assert response().answers["name"] == "Theirs"


def test_another_organisation_s_link_does_not_save_a_held_page(client, desk, club):
    page = typed(client, desk)
    forget_session(client)
    held = fields_of(client.post(f"{desk}part/about", data=page).text)
    owls = make.a_participation(club.partnership, name="Owl Play")
    other = a_link(response().survey, owls)
    db.session.commit()
    client.post(f"/link/{other}")
    assert client.post(f"{desk}part/about", data=held).status_code == 404
    mine = db.session.scalar(sa.select(Response).filter_by(participation_id=club.id))
    db.session.refresh(mine)
    assert mine.answers == {}


def test_a_held_page_tells_nothing_of_whether_there_are_such_answers(client, desk):
    forget_session(client)
    there = client.post(f"{desk}part/about", data={"q_name": "x"}).text
    number = desk.strip("/").split("/")[1]
    other = "00000000-0000-4000-8000-000000000000"
    nowhere = client.post(f"/answer/{other}/part/about", data={"q_name": "x"}).text
    assert there.replace(number, other) == nowhere


def test_what_another_site_posts_is_not_held(client, desk, tokens):
    headers = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ]
    for header in headers:
        page = client.post(f"{desk}part/about", data={"q_name": "Evil"}, headers=header).text
        assert "Evil" not in page
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert "Mine" in client.post(f"{desk}part/about", data={"q_name": "Mine"}, headers=own).text


def test_sending_is_held_too(client, desk, tokens):
    forget_session(client)
    form = {"answered_by": "Kim Kite", "send_key": "k" * 32, "revision": "1"}
    held = client.post(f"{desk}check", data=form)
    assert held.status_code == 400
    kept = fields_of(held.text)
    assert {name: kept[name] for name in form} == {name: [v] for name, v in form.items()}
    assert "Send our answers" in held.text


def test_a_database_that_goes_away_meanwhile_holds_the_page_as_well(client, desk, monkeypatch):
    def away(*_):
        raise sa.exc.OperationalError("SELECT", {}, Exception("gone"))

    forget_session(client)
    monkeypatch.setattr(doors, "may_answer", away)
    held = client.post(f"{desk}part/about", data={"q_name": LONG})
    assert held.status_code == 503
    assert fields_of(held.text)["q_name"] == [LONG]


def letters():
    db.session.rollback()
    return db.session.scalars(sa.select(OutgoingEmail).order_by(OutgoingEmail.id)).all()


def test_a_link_goes_to_the_address_on_record_and_the_earlier_one_still_works(
    client, desk, club, link
):
    before = len(letters())
    sent = client.post(desk + "link")
    assert sent.location == "/link-again/sent"
    (letter,) = letters()[before:]
    assert letter.recipient == "club@example.org"
    token = search(r"/link/(\S+)", letter.body).group(1)
    for one in (f"/link/{token}", link):
        forget_session(client)
        assert client.post(one).location == desk


def test_asking_for_a_link_has_the_same_answer_whatever_there_is(client, desk):
    other = "/answer/00000000-0000-4000-8000-000000000000/link"
    asked = [client.post(address) for address in [desk + "link"] * 5 + [other, "/answer/x/link"]]
    assert {(one.status_code, one.location) for one in asked} == {(302, "/link-again/sent")}


def test_no_more_than_three_links_a_day_are_sent(client, desk):
    before = len(letters())
    for _ in range(6):
        client.post(desk + "link")
    assert len(letters()) - before == 3
