"""What was sent can be changed, from the page after sending or from the link, or be kept so."""

import pytest
import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Response, Submission
from portal.organisations.service import add_editor
from portal.surveys.service import close_survey
from tests.portal.answering.pressing import post, send_form
from tests.portal.pages import hidden, text

THEMES = {"q_themes-play": "most", "q_themes-sport": "none"}


@pytest.fixture
def desk(client, link):
    """The address of answers that were sent."""
    desk = client.post(link).location
    post(client, f"{desk}part/about", q_name="We play", q_staff="3")
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    return desk


def send(client, desk):
    form = send_form(client, desk)
    assert client.post(f"{desk}check", data=form).location == f"{desk}done"
    return form


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def sendings():
    db.session.rollback()
    query = sa.select(Submission).order_by(Submission.number)
    return [(one.number, one.answers["name"]) for one in db.session.scalars(query)]


def begin(client, desk):
    assert client.post(f"{desk}change").location == desk


def test_answers_are_changed_from_the_page_after_sending(client, desk):
    assert "Change our answers" in text(client.get(f"{desk}done"))
    begin(client, desk)
    for page in ("", "part/about", "later", "check", "done"):
        shown = text(client.get(desk + page))
        assert "What you sent counts until you send again" in shown, page
    post(client, f"{desk}part/about", q_name="We sing", q_staff="3")
    check = text(client.get(f"{desk}check"))
    assert "What differs from what you sent" in check
    differs = check.split("What differs from what you sent")[1].split("</section>")[0]
    assert "We play" in differs and "We sing" in differs
    send(client, desk)
    assert sendings() == [(1, "We play"), (2, "We sing")]
    assert "We sing" in text(client.get(f"{desk}copy"))


def test_answers_are_changed_from_the_link(client, desk, link):
    assert "Change our answers" in text(client.get(link))
    client.post(link, data={"act": "change"})
    assert response().state == "amending"
    assert client.get(desk).status_code == 200
    client.post(link)
    assert response().state == "amending"


def test_a_copy_holds_what_was_sent_while_it_is_changed(client, desk):
    begin(client, desk)
    post(client, f"{desk}part/about", q_name="We sing")
    for copy in ("copy", "copy.txt"):
        assert "We play" in text(client.get(desk + copy))
        assert "We sing" not in text(client.get(desk + copy))


def test_nothing_to_send_is_said(client, desk):
    begin(client, desk)
    assert "Nothing differs from what you sent." in text(client.get(f"{desk}check"))


def test_what_was_sent_can_be_kept_after_a_look_at_what_is_dropped(client, desk):
    begin(client, desk)
    post(client, f"{desk}part/about", q_name="We sing")
    asked = text(client.get(f"{desk}keep"))
    assert "We play" in asked and "We sing" in asked
    assert response().state == "amending"
    assert client.post(f"{desk}keep").location == f"{desk}done"
    assert (response().state, response().answers["name"]) == ("sent", "We play")
    assert client.post(f"{desk}keep").location == f"{desk}done"
    assert client.get(f"{desk}keep").location == f"{desk}done"


def test_the_press_of_yesterday_gives_the_same_page_while_answers_are_changed(client, desk):
    form = send_form_of_first(client, desk)
    begin(client, desk)
    post(client, f"{desk}part/about", q_name="We sing")
    again = client.post(f"{desk}check", data=form)
    assert again.location == f"{desk}done"
    assert "Thank you: we have your answers" in text(client.get(again.location))
    assert (response().state, sendings()) == ("amending", [(1, "We play")])


def send_form_of_first(client, desk):
    key = db.session.scalar(sa.select(Submission.send_key))
    return {"answered_by": "Kim Kite", "send_key": key, "revision": "2"}


def test_each_sending_has_one_receipt(client, desk):
    begin(client, desk)
    post(client, f"{desk}part/about", q_name="We sing")
    form = send(client, desk)
    client.post(f"{desk}check", data=form)
    keys = db.session.scalars(sa.select(OutgoingEmail.key)).all()
    assert sorted(key.split(":")[2] for key in keys if key.startswith("receipt:")) == ["1", "2"]


def test_a_change_that_was_not_sent_when_the_survey_closed_counts_for_nothing(
    client, desk, sign_in
):
    add_editor(response().participation.organisation, "kim@kite.example", "editor")
    db.session.commit()
    begin(client, desk)
    post(client, f"{desk}part/about", q_name="We sing")
    form = send_form(client, desk)
    mark = hidden(client, f"{desk}part/about", "seen")
    close_survey(response().survey)
    db.session.commit()
    assert client.post(f"{desk}check", data=form).status_code == 404
    sign_in("kim@kite.example")
    for page in ("", "part/about", "check", "later"):
        assert client.get(desk + page).location == f"{desk}done"
    assert "We play" in text(client.get(f"{desk}copy"))
    late = client.post(f"{desk}part/about", data={"seen": mark, "act": "go", "q_name": "Late"})
    assert late.status_code == 404
    assert "Change our answers" not in text(client.get(f"{desk}done"))
    assert client.post(f"{desk}keep").status_code == 404
    assert (sendings(), response().answers["name"]) == ([(1, "We play")], "We sing")


def test_what_is_typed_when_the_survey_has_closed_is_given_back(client, link):
    desk = client.post(link).location
    mark = hidden(client, f"{desk}part/about", "seen")
    close_survey(response().survey)
    db.session.commit()
    data = {"seen": mark, "act": "go", "q_name": "What we <b>wrote</b>", "q_staff": "lots"}
    late = client.post(f"{desk}part/about", data=data)
    assert late.status_code == 404
    shown = late.text
    assert "What we &lt;b&gt;wrote&lt;/b&gt;" in shown and "lots" in shown
    assert "How many paid staff?" in shown
    assert response().answers == {}


def test_a_part_that_is_not_asked_any_more_gives_back_what_was_typed(client, link):
    desk = client.post(link).location
    gone = client.post(f"{desk}part/gone", data={"act": "go", "q_name": "What we wrote"})
    assert gone.status_code == 404
    assert "What we wrote" in gone.text


def test_nothing_is_begun_or_kept_by_somebody_without_the_link(app, desk):
    stranger = app.test_client()
    for act in ("change", "keep"):
        assert stranger.post(desk + act).status_code == 404
    assert response().state == "sent"


def test_a_link_that_was_replaced_changes_nothing(client, desk):
    db.session.execute(sa.text("UPDATE invitations SET revoked_at = :now"), {"now": now()})
    db.session.commit()
    assert client.post(f"{desk}change").status_code == 404
    assert response().state == "sent"
