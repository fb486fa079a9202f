"""A personal link opens one response for a person, and nothing for a scanner or a stranger."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Invitation, Response
from portal.surveys.service import close_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_link


def enter(client, token):
    answer = client.post(f"/link/{token}")
    assert answer.status_code == 302
    return answer.location


def test_looking_at_a_link_changes_nothing(client, token):
    for method in (client.get, client.head, client.get):
        assert method(f"/link/{token}").status_code == 200
    assert db.session.scalar(sa.select(Response.id)) is None
    assert db.session.scalar(sa.select(Invitation.opened_at)) is None


def test_a_link_says_for_whom_how_long_and_who_sees_what(client, token):
    page = client.get(f"/link/{token}").get_data(as_text=True)
    for words in ("You answer for Kite Club", "About 3 minutes", "Nobody else sees this", "Start"):
        assert words in page


def test_the_button_opens_the_answers_and_leaves_the_token_behind(client, token):
    address = enter(client, token)
    assert address.startswith("/answer/")
    assert token not in address
    assert client.get(address).status_code == 200
    assert db.session.scalar(sa.select(Invitation.opened_at)) is not None


def test_pressing_twice_and_on_another_device_opens_the_same_response(app, client, token):
    first, again = enter(client, token), enter(client, token)
    assert enter(app.test_client(), token) == first == again


def test_without_the_link_the_answers_cannot_be_found(app, client, token):
    address = enter(client, token)
    stranger = app.test_client()
    pages = ("", "part/about", "check", "done", "copy", "copy.txt", "later")
    for page in pages:
        found = stranger.get(address + page)
        assert (found.status_code, "/sign-in" in found.location) == (302, True), page
        assert stranger.post(address + page).status_code in {404, 405}, page


def test_a_link_opens_its_own_response_and_no_other(client, survey, token):
    other = a_draft(survey, make.a_participation(survey.partnership, name="Owl Play"))
    other_id = other.public_id
    db.session.commit()
    enter(client, token)
    assert client.get(f"/answer/{other_id}/").status_code == 302
    assert client.post(f"/answer/{other_id}/part/about", data={"q_name": "x"}).status_code == 404


def test_a_link_is_no_sign_in(client, token, survey):
    enter(client, token)
    assert client.get("/mine").status_code == 302
    assert client.get(f"/p/{survey.partnership.slug}/surveys").status_code == 302


def test_unknown_revoked_and_closed_links_show_the_same_page(client, survey, club, token):
    unknown = client.get("/link/" + "A" * 43)
    a_link(survey, club)
    db.session.commit()
    revoked = client.get(f"/link/{token}")
    newest = a_link(survey, club)
    close_survey(survey)
    db.session.commit()
    closed = client.get(f"/link/{newest}")
    posted = client.post(f"/link/{newest}")
    pages = [unknown, revoked, closed, posted]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.get_data() for page in pages}) == 1


@pytest.mark.parametrize("change", [str.swapcase, lambda t: t[:40], lambda t: f"{t}=", "x".join])
def test_guesses_near_a_token_find_nothing(client, token, change):
    assert client.get(f"/link/{change(token)}").status_code == 404


def test_a_link_cannot_be_used_to_sign_in_or_to_confirm(client, token):
    assert client.get(f"/register/{token}").status_code == 404
    assert client.post(f"/register/{token}").status_code == 404
    client.post(f"/sign-in/{token}")
    assert client.get("/mine").status_code == 302


def test_a_new_link_closes_the_door_of_the_one_before(client, survey, club, token):
    address = enter(client, token)
    newest = a_link(survey, club)
    db.session.commit()
    assert client.get(address).status_code == 302
    assert enter(client, newest) == address
    assert client.get(address).status_code == 200


def test_the_door_closes_with_the_survey_and_opens_again_with_it(client, survey, token):
    address = enter(client, token)
    close_survey(survey)
    db.session.commit()
    page = client.get(address)
    assert page.status_code == 404
    assert "This survey takes no answers now" in page.get_data(as_text=True)
    assert client.post(f"{address}part/about", data={"q_name": "late"}).status_code == 404
    open_survey(survey, reason="A week more")
    db.session.commit()
    assert client.get(address).status_code == 200


def test_an_owner_answers_without_a_link(app, client, survey, club, sign_in):
    make.an_editorship(club.organisation, sign_in("kim@example.org"))
    db.session.commit()
    start = f"/p/hillside/surveys/autumn-survey/start/{club.organisation_id}"
    assert client.get(start).status_code == 405
    address = client.post(start).location
    assert client.get(address).status_code == 200
    assert client.get(f"{address}part/about").status_code == 200


def test_an_owner_of_one_organisation_cannot_start_for_another(client, survey, club, sign_in):
    other = make.a_participation(survey.partnership, name="Owl Play")
    make.an_editorship(club.organisation, sign_in("kim@example.org"))
    db.session.commit()
    start = f"/p/hillside/surveys/autumn-survey/start/{other.organisation_id}"
    assert client.post(start).status_code == 404


def test_an_owner_sees_sent_answers_after_the_survey_has_closed(client, survey, club, sign_in):
    make.an_editorship(club.organisation, sign_in("kim@example.org"))
    draft = a_draft(survey, club, name="We play")
    address = f"/answer/{draft.public_id}/copy"
    close_survey(survey)
    db.session.commit()
    assert "We play" in client.get(address).get_data(as_text=True)
