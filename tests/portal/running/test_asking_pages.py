"""The coordinator's pages for asking: from a file, reminders, talks, stops, who is missing."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.inviting.replies import ask_for_talk, decline
from portal.inviting.stops import list_stops, stop_mail
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation
from portal.models.surveys import Invitation
from portal.organisations.profiles import Source, state_fact
from tests.portal import factories as make
from tests.portal.pages import text
from tests.portal.surveys.factories import a_draft

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys/autumn-survey"
HOSTILE = '<script>alert(1)</script> "&"'


def upload(client, content, name="clubs.csv"):
    data = {"file": (BytesIO(content.encode()), name)}
    return client.post(f"{BASE}/invite/file", data=data, content_type="multipart/form-data")


def shown_in(page):
    return page.split('name="shown"')[1].split('value="')[1].split('"')[0]


def count(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def let_days_pass(days):
    db.session.execute(sa.update(Invitation).values(sent_at=now() - timedelta(days=days)))
    db.session.commit()


def test_a_file_is_looked_at_first_and_done_when_it_is_confirmed(client, survey, club):
    at = upload(client, "name,email\nKite Club,\nNew Club,new@example.org\nBad,x\n").location
    page = text(client.get(at))
    for words in ("Will be added and invited (1)", "Will be invited (1)", "is no e-mail address",
                  "1 row will be left out", "Invite 2 organisations"):  # fmt: skip
        assert words in page
    assert count(OutgoingEmail) == 0
    done = client.post(at, data={"shown": shown_in(page)})
    assert done.location == BASE
    page = text(client.get(BASE))
    assert "2 e-mails are on the way. 1 organisation added." in page
    assert (count(OutgoingEmail), count(Organisation)) == (2, 2)
    assert client.get(at).status_code == 404


def test_names_in_a_file_are_text_wherever_they_are_shown(client, survey):
    quoted = HOSTILE.replace('"', '""')
    content = f'name,email,"{quoted}"\n"{quoted}",a@example.org,\nB,"{quoted}"\n'
    at = upload(client, content, f"{HOSTILE}.csv").location
    page = text(client.get(at))
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3
    client.post(at, data={"shown": shown_in(page)})
    assert "<script>alert" not in text(client.get(BASE))
    assert "<script>alert" not in text(client.get(f"{BASE}/remind"))


@pytest.mark.parametrize("shown", ["", "-", "x" * 64])
def test_a_preview_that_was_not_looked_at_is_shown_again(client, survey, shown):
    at = upload(client, "name,email\nNew Club,new@example.org\n").location
    assert client.post(at, data={"shown": shown}).location == at
    assert count(Organisation) == 0


def test_a_file_that_cannot_be_read_is_refused_at_its_field(client, survey):
    page = text(upload(client, "what,where\n1,2\n"))
    assert "No column is called “name”" in page
    assert "Choose a file" in text(client.post(f"{BASE}/invite/file"))


def test_the_preview_of_somebody_else_is_not_there(client, survey, sign_in):
    at = upload(client, "name,email\nNew Club,new@example.org\n").location
    make.a_member(survey.partnership, "coordinator", sign_in("bea@example.org"))
    db.session.commit()
    assert client.get(at).status_code == 404
    assert client.get(f"{BASE}/invite/file/../../x").status_code == 404


def test_a_file_that_was_looked_at_for_one_survey_invites_to_no_other(client, survey):
    at = upload(client, "name,email\nNew Club,new@example.org\n").location
    client.post("/p/hillside/surveys/new", data={"title": "Spring survey"})
    there = at.replace(survey.slug, "spring-survey")
    assert client.get(there).status_code == 404
    assert client.post(there, data={"shown": shown_in(text(client.get(at)))}).status_code == 404
    assert count(Organisation) == 0


def test_the_empty_file_can_be_filled_in(client, survey):
    head = text(client.get(f"{BASE}/invite/file/template.csv")).strip("\ufeff\r\n")
    assert head == "name,contact_email,contact_name,external_id"


def test_reminders_are_shown_first_and_sent_once_by_two_presses(client, survey, club):
    client.post(f"{BASE}/invite-all")
    assert "Had a letter less than 3 days ago (1)" in text(client.get(f"{BASE}/remind"))
    let_days_pass(3)
    page = text(client.get(f"{BASE}/remind"))
    assert "1 organisation would get one now" in page
    assert "at most 3 reminders" in page
    for _ in range(2):
        assert client.post(f"{BASE}/remind").location == BASE
        assert "1 reminder is on the way." in text(client.get(BASE))
    assert count(OutgoingEmail) == 2
    assert "1 reminder<" in text(client.get(BASE))


def test_nobody_due_is_said_and_nothing_is_sent(client, survey, club):
    client.post(f"{BASE}/remind")
    assert "Nobody is due a reminder now." in text(client.get(BASE))
    assert count(OutgoingEmail) == 0


def test_looking_at_reminders_sends_nothing(client, survey, club):
    client.post(f"{BASE}/invite-all")
    let_days_pass(4)
    for method in (client.get, client.head):
        method(f"{BASE}/remind")
    assert count(OutgoingEmail) == 1


def test_a_talk_is_counted_read_and_settled(client, survey, club):
    ask_for_talk(a_draft(survey, club), f"After 4pm {HOSTILE}", "0161 496 0000")
    db.session.commit()
    assert "1 organisation asked for a talk" in text(client.get(BASE))
    assert "Kite Club" in text(client.get(f"{BASE}?state=talk"))
    at = f"{BASE}/organisations/{club.organisation_id}"
    page = text(client.get(at))
    assert "0161 496 0000" in page
    assert "<script>alert" not in page
    client.post(f"{at}/talk-held")
    assert "Noted: you talked with Kite Club." in text(client.get(at))
    assert "You talked on" in text(client.get(at))
    client.post(f"{at}/talk-held")
    assert "settled already" in text(client.get(at))
    assert "asked for a talk" not in text(client.get(BASE))


def test_a_decline_shows_its_words_to_coordinators(client, survey, club):
    decline(a_draft(survey, club), "Too busy")
    db.session.commit()
    page = text(client.get(f"{BASE}/organisations/{club.organisation_id}"))
    assert "Said “not this time”" in page
    assert "Too busy" in page


def test_a_coordinator_marks_an_address_and_lifts_it_again(client, survey, club):
    client.post(f"{BASE}/invite-all")
    at = f"{BASE}/organisations/{club.organisation_id}"
    assert "Choose one of the two" in text(client.post(f"{at}/no-letters"))
    client.post(f"{at}/no-letters", data={"why": "bounced"})
    page = text(client.get(at))
    assert "E-mails come back." in page
    assert "Send a link to" not in page
    assert "1 could not be reached" in text(client.get(BASE))
    client.post(f"{at}/send")
    assert "Nothing was sent" in text(client.get(at))
    client.post(f"{at}/letters-again")
    assert list_stops(survey.partnership_id) == {}
    assert "Send a link to" in text(client.get(at))


def test_what_an_organisation_asked_for_is_not_lifted_for_it(client, survey, club):
    stop_mail(survey.partnership_id, "club@example.org", "opted_out")
    db.session.commit()
    at = f"{BASE}/organisations/{club.organisation_id}"
    assert "It works again" not in text(client.get(at))
    client.post(f"{at}/letters-again")
    assert "only they can take it back" in text(client.get(at))
    assert list_stops(survey.partnership_id) == {"club@example.org": "opted_out"}
    assert "disabled aria-describedby" in text(client.get(f"{BASE}/invite?state="))


def test_the_tracker_is_filtered_by_area_theme_state_and_name(client, survey, club):
    make.a_partnership_area(survey.partnership)
    state_fact(club, "areas", ["E05000001"], Source("import"))
    make.a_participation(survey.partnership, name="Owl Play")
    db.session.commit()
    page = text(client.get(f"{BASE}?area=E05000001"))
    assert ("Kite Club" in page, "Owl Play" in page) == (True, False)
    page = text(client.get(f"{BASE}?area=unknown&state=missing&find=owl"))
    assert ("Kite Club" in page, "Owl Play" in page) == (False, True)
    assert "No organisation fits" in text(client.get(f"{BASE}?theme=play&state=sent"))
    assert "Owl Play" in text(client.get(f"{BASE}?state=nonsense&page=1"))


def test_who_is_missing_leads_to_the_tracker_with_each_number(client, survey, club):
    make.a_partnership_area(survey.partnership)
    state_fact(club, "areas", ["E05000001"], Source("import"))
    db.session.commit()
    page = text(client.get(f"{BASE}/missing"))
    assert "In 1 area nobody has answered yet" in page
    assert f'href="{BASE}?area=E05000001&amp;state=missing"' in page
    assert "0 of 1 have sent" in page
