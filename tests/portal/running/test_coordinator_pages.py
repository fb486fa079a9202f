"""A coordinator makes a survey, opens it, invites, watches, closes and takes the answers home."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import sqlalchemy as sa

from portal.mail.service import MOST_TRIES, mark_failed
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation, Survey
from portal.surveys.opening import last_day
from portal.surveys.responses import send_response
from tests.portal import factories as make
from tests.portal.pages import text
from tests.portal.surveys.factories import a_draft

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys"


def in_days(days):
    day = now().date() + timedelta(days=days)
    return day, {"last_day": [str(day.day), str(day.month), str(day.year)]}


def test_a_survey_is_made_from_the_ready_definition_and_waits(client, survey):
    page = client.post(f"{BASE}/new", data={"title": "Spring <b>survey</b>"})
    assert page.location == f"{BASE}/spring-b-survey-b"
    shown = text(client.get(page.location))
    assert "Not open yet" in shown
    assert "Spring &lt;b&gt;survey&lt;/b&gt;" in shown


def test_the_list_says_how_many_have_answered_of_those_asked(client, survey, club):
    client.post(f"{BASE}/autumn-survey/invite-all")
    assert "0 of 1" in text(client.get(BASE))


def test_a_survey_opens_until_the_end_of_a_day(client, survey):
    client.post(f"{BASE}/new", data={"title": "Spring"})
    day, form = in_days(10)
    assert client.post(f"{BASE}/spring/open", data=form).status_code == 302
    spring = db.session.scalar(sa.select(Survey).filter_by(slug="spring"))
    assert (spring.state, last_day(spring)) == ("open", day)
    page = text(client.get(f"{BASE}/spring/open"))
    assert f'value="{day.year}"' in page


@pytest.mark.parametrize(
    "typed", [["12", "", ""], ["31", "2", "2030"], ["x", "y", "z"], ["1"], ["1", "2", "3", "4"]]
)
def test_half_a_day_is_no_day(client, survey, typed):
    page = text(client.post(f"{BASE}/autumn-survey/open", data={"last_day": typed}))
    assert "such as 12 12 2026" in page


def test_a_day_that_has_passed_is_refused_at_its_field(client, survey):
    page = text(client.post(f"{BASE}/autumn-survey/open", data=in_days(-3)[1]))
    assert "Choose today or a later day." in page


def test_a_day_that_no_calendar_goes_beyond_is_refused_at_its_field(client, survey, club):
    slip = {"last_day": ["31", "12", "9999"], "reason": "The post was late"}
    place = f"{BASE}/autumn-survey"
    assert "within the next ten years" in text(client.post(f"{place}/open", data=slip))
    client.post(f"{place}/close")
    late = f"{place}/organisations/{club.organisation_id}/late"
    assert "within the next ten years" in text(client.post(late, data=slip))


def test_a_closed_survey_asks_why_it_is_opened_again(client, survey):
    client.post(f"{BASE}/autumn-survey/close")
    assert "in a few words why" in text(client.post(f"{BASE}/autumn-survey/open"))
    client.post(f"{BASE}/autumn-survey/open", data={"reason": "Post was late"})
    assert survey.state == "open"


def test_why_it_was_opened_again_stands_on_its_page_the_latest_first(client, survey):
    assert "opened again" not in text(client.get(f"{BASE}/autumn-survey"))
    later = now().date() + timedelta(days=5)
    first_day = [str(later.day), str(later.month), str(later.year)]
    for form in ({"reason": "Post was late"}, {"reason": "<b>Snow</b>", "first_day": first_day}):
        client.post(f"{BASE}/autumn-survey/close")
        client.post(f"{BASE}/autumn-survey/open", data=form)
    page = text(client.get(f"{BASE}/autumn-survey"))
    assert "Why it was opened again" in page
    assert page.index("&lt;b&gt;Snow&lt;/b&gt;") < page.index("Post was late")


def test_everybody_with_an_address_is_invited_once_by_two_presses(client, survey, club):
    for _ in range(2):
        client.post(f"{BASE}/autumn-survey/invite-all", follow_redirects=True)
    assert db.session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 1
    assert "http://127.0.0.1:8000/link/" in db.session.scalar(sa.select(OutgoingEmail.body))


def test_a_letter_that_was_given_up_stands_on_the_pages_with_what_to_do(client, survey, club):
    client.post(f"{BASE}/autumn-survey/invite-all")
    letter = db.session.scalar(sa.select(OutgoingEmail))
    letter.attempts = MOST_TRIES
    mark_failed(letter, "TimeoutError")
    tracker = text(client.get(f"{BASE}/autumn-survey"))
    assert "1 could not be reached" in tracker
    assert "The last letter did not arrive" in tracker
    one = f"{BASE}/autumn-survey/organisations/{club.organisation_id}"
    assert "Send a new link, or hand one over." in text(client.get(one))
    client.post(f"{one}/link")
    assert "could not be reached" not in text(client.get(f"{BASE}/autumn-survey"))


def test_only_those_that_were_ticked_are_invited(client, survey, club):
    other = make.a_participation(survey.partnership, name="Owl Play")
    db.session.commit()
    client.post(f"{BASE}/autumn-survey/invite", data={"organisation": [club.organisation_id, "x"]})
    assert db.session.scalars(sa.select(Invitation.participation_id)).all() == [club.id]
    assert other.id != club.id


def test_an_organisation_of_another_partnership_cannot_be_ticked(client, survey):
    stranger = make.a_participation(make.a_partnership("valley", "Valley"), name="Stranger")
    db.session.commit()
    number = stranger.organisation_id
    client.post(f"{BASE}/autumn-survey/invite", data={"organisation": [number]})
    assert client.get(f"{BASE}/autumn-survey/organisations/{number}").status_code == 404
    assert db.session.scalar(sa.select(Invitation.id)) is None


def test_a_link_to_hand_over_is_shown_once(client, survey, club):
    page = f"{BASE}/autumn-survey/organisations/{club.organisation_id}"
    handed = text(client.post(f"{page}/link"))
    assert "http://127.0.0.1:8000/link/" in handed
    assert "/link/" not in text(client.get(page)).replace(f"{page}/link", "")


def test_the_public_page_appears_and_goes_with_the_switch(client, survey):
    page = "/p/hillside/register/autumn-survey"
    assert client.get(page).status_code == 404
    client.post(f"{BASE}/autumn-survey/registration/on")
    assert client.get(page).status_code == 200
    client.post(f"{BASE}/autumn-survey/registration/off")
    assert client.get(page).status_code == 404


def send(response):
    send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    db.session.commit()


def table(client, what):
    body = client.get(f"{BASE}/autumn-survey/{what}.csv").get_data(as_text=True)
    assert body.startswith("\ufeff")
    return list(csv.reader(StringIO(body.removeprefix("\ufeff"))))


def test_the_table_of_answers_has_a_column_a_question_and_no_exclusions(client, survey, club):
    other = make.a_participation(survey.partnership, name="Owl Play")
    draft = a_draft(
        survey,
        club,
        name='=HYPERLINK("x")',
        staff=3,
        themes={"play": "most"},
        partners={"picked": [other.slug], "ties": {other.slug: "joint"}},
        apart={"picked": [other.slug]},
    )
    a_draft(survey, other, name="A draft is not in it")
    send(draft)
    heading, row = table(client, "answers")
    cells = dict(zip(heading, row, strict=True))
    assert cells["name"] == '\'=HYPERLINK("x")'
    assert cells["staff"] == "3"
    assert cells["partners"] == f"{other.slug}:0.75"
    assert "apart" not in cells
    described = {line[0]: line for line in table(client, "dictionary")}
    assert set(heading) <= set(described)
    assert described["staff"][1:4] == ["How many paid staff?", "number", "infrastructure"]


def test_a_coordinator_reads_sent_answers_but_neither_drafts_nor_exclusions(client, survey, club):
    other = make.a_participation(survey.partnership, name="Owl Play")
    draft = a_draft(
        survey, club, name="We play", themes={"play": "most"}, apart={"picked": [other.slug]}
    )
    db.session.commit()
    page = f"{BASE}/autumn-survey/organisations/{club.organisation_id}"
    assert "We play" not in text(client.get(page))
    send(draft)
    shown = text(client.get(page))
    assert "We play" in shown
    assert "Owl Play" not in shown
    assert "Anyone apart?" not in shown


@pytest.mark.parametrize("role", [None, "viewer"])
@pytest.mark.parametrize("path", ["", "/new", "/autumn-survey", "/autumn-survey/answers.csv"])
def test_others_see_none_of_it(client, survey, sign_in, role, path):
    person = sign_in("vic@example.org")
    if role:
        make.a_member(survey.partnership, role, person)
    db.session.commit()
    assert client.get(f"{BASE}{path}").status_code == 404
