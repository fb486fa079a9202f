"""A survey's promise is chosen on a page, stands wherever somebody answers, and is kept there."""

import pytest
import sqlalchemy as sa

from portal.inviting.invitations import invite, send_invitations
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Response, Survey
from portal.surveys.promises import PROMISES
from portal.surveys.service import close_survey, create_survey, open_survey
from tests.portal import factories as make
from tests.portal.pages import text, value_of
from tests.portal.surveys.factories import a_draft, a_survey
from tests.portal.surveys.promised import PLAIN, a_promising_survey, answered

BASE = "/p/hillside/surveys/how-are-things"


@pytest.fixture
def survey(partnership, coordinator):
    survey = create_survey(partnership, "How are things?", PLAIN)
    db.session.commit()
    return survey


def mode():
    db.session.expire_all()
    return db.session.scalar(sa.select(Survey.mode))


def test_a_promise_is_chosen_and_then_stands_on_the_page_of_the_survey(client, survey):
    page = text(client.get(f"{BASE}/promise"))
    assert all(promise.lines[0] in page for promise in PROMISES.values())
    assert "“What should change?”" in page
    on = client.post(f"{BASE}/promise", data={"mode": "confidential"})
    assert on.location == BASE
    assert mode() == "confidential"
    assert "In confidence." in text(client.get(BASE))


def test_no_choice_and_one_that_there_is_not_are_said_at_the_field(client, survey):
    assert "Choose one of the three" in text(client.post(f"{BASE}/promise"))
    page = text(client.post(f"{BASE}/promise", data={"mode": "secret"}))
    assert "Error: " in page
    assert mode() == "identified"


def test_questions_that_do_not_fit_are_named(client, partnership, coordinator):
    a_survey(partnership, opened=False)
    db.session.commit()
    page = text(
        client.post("/p/hillside/surveys/autumn-survey/promise", data={"mode": "anonymous"})
    )
    assert "“Anyone apart?” is only for the engine" in page
    assert mode() == "identified"


def test_once_somebody_has_begun_the_page_says_so_and_a_late_choice_is_refused(client, survey):
    open_survey(survey)
    a_draft(survey)
    db.session.commit()
    page = text(client.get(f"{BASE}/promise"))
    assert "cannot be changed after that" in page
    assert 'name="mode"' not in page
    client.post(f"{BASE}/promise", data={"mode": "anonymous"})
    assert mode() == "identified"


@pytest.fixture(params=PROMISES)
def desk(request, app, client):
    """The address of a response to a survey with each promise, opened by its link."""
    survey = a_promising_survey(request.param)
    club = make.a_participation(survey.partnership, name="Kite Club")
    token = invite(survey, club, "kite@example.org")
    db.session.commit()
    start = text(client.get(f"/link/{token}"))
    return PROMISES[request.param], start, client.post(f"/link/{token}").location, token


def write(client, desk):
    mark = value_of(text(client.get(f"{desk}part/one")), "seen")
    form = {"seen": mark, "act": "go", "q_words": "canary-77", "q_staff": "3"}
    assert client.post(f"{desk}part/one", data=form).location == f"{desk}check"
    return text(client.get(f"{desk}check"))


def send(client, desk, page):
    names = ("send_key", "revision")
    form = {name: value_of(page, name) for name in names}
    return client.post(f"{desk}check", data={**form, "answered_by": "Kim Canary"})


def test_the_promise_stands_where_somebody_begins_answers_and_sends(client, desk):
    promise, start, address, _token = desk
    assert all(line in start for line in promise.lines)
    if promise.mode != "identified":
        assert promise.short in text(client.get(address))
        assert promise.sees in text(client.get(f"{address}part/one"))
        assert promise.sees in write(client, address)
    page = (
        write(client, address)
        if promise.mode == "identified"
        else text(client.get(f"{address}check"))
    )
    assert promise.sending in page
    others = [one for one in PROMISES.values() if one is not promise]
    assert not [one for one in others if one.sending in page or one.lines[0] in start]


def test_after_sending_each_promise_is_kept(client, desk):
    promise, _start, address, token = desk
    page = write(client, address)
    anonymous = promise.mode == "anonymous"
    assert ('name="answered_by"' in page) != anonymous
    assert ("Take a copy first" in page) == anonymous
    assert send(client, address, page).location == f"{address}done"
    done = text(client.get(f"{address}done"))
    assert all(step in done for step in promise.next_steps)
    assert ("profile now" in done) == (promise.mode == "identified")
    for place in ("copy", "copy.txt", "", "part/one", "check", "later"):
        answer = client.get(f"{address}{place}", follow_redirects=True)
        shown = "canary-77" in text(answer)
        assert shown == (place.startswith("copy") and not anonymous), place
    again = text(client.get(f"/link/{token}"))
    assert ("Look at our answers" in again) != anonymous
    response = db.session.scalar(sa.select(Response))
    assert response.answered_by == ("" if anonymous else "Kim Canary")


def test_a_copy_can_be_taken_before_anonymous_answers_are_sent(client, desk):
    promise, _start, address, _token = desk
    write(client, address)
    assert "canary-77" in text(client.get(f"{address}copy.txt"))


def test_a_second_press_sends_nothing_more(client, desk):
    promise, _start, address, _token = desk
    page = write(client, address)
    for _ in range(2):
        assert send(client, address, page).location == f"{address}done"
    kept = db.session.scalar(sa.text("SELECT count(*) FROM anonymous_answers"))
    assert kept == (promise.mode == "anonymous")


def test_what_was_typed_while_somebody_else_sent_is_shown_again(client, desk):
    promise, _start, address, _token = desk
    mark = value_of(text(client.get(f"{address}part/one")), "seen")
    send(client, address, write(client, address))
    form = {"seen": mark, "act": "go", "q_words": "Too late", "q_staff": "4"}
    page = text(client.post(f"{address}part/one", data=form), 409)
    assert "Too late" in page
    assert ("canary-77" in page) == (promise.mode != "anonymous")


def letters():
    return [one.body for one in db.session.scalars(sa.select(OutgoingEmail))]


@pytest.mark.parametrize("name", PROMISES)
def test_the_letters_promise_the_same(app, client, name):
    survey = a_promising_survey(name)
    club = make.a_participation(survey.partnership, name="Kite Club")
    send_invitations(survey, [club], lambda token: f"https://x/{token}")
    token = invite(survey, club, "kite@example.org")
    db.session.commit()
    address = client.post(f"/link/{token}").location
    send(client, address, write(client, address))
    invitation, receipt = (" ".join(body.split()) for body in letters())
    assert PROMISES[name].letter in invitation
    assert ("nobody can show them to you again" in receipt) == (name == "anonymous")
    assert ("without names" in receipt) == (name == "confidential")
    assert (" at " in receipt.split("sent on")[1].split(".")[0]) == (name != "anonymous")
    assert "canary-77" not in receipt


@pytest.mark.parametrize("name", ["confidential", "anonymous"])
def test_coordinators_see_who_has_sent_and_nothing_of_what(client, partnership, coordinator, name):
    survey = a_promising_survey(name, partnership)
    sent = [answered(survey, f"Club {number}", words=f"canary {number}") for number in range(6)]
    close_survey(survey)
    db.session.commit()
    tracker = text(client.get(BASE))
    assert "6 of 6" in tracker or tracker.count("Sent") >= 6
    for response in sent:
        number = response.participation.organisation_id
        page = text(client.get(f"{BASE}/organisations/{number}"))
        assert "Sent its answers" in page
        assert "canary" not in page
        profile = text(client.get(f"/p/hillside/organisations/{number}"))
        assert "canary" not in profile
    table = text(client.get(f"{BASE}/answers.csv"))
    assert table.count("canary") == 6
    assert "Club" not in table


@pytest.mark.parametrize("name", ["confidential", "anonymous"])
def test_fewer_than_five_are_shown_to_nobody(client, partnership, coordinator, name):
    survey = a_promising_survey(name, partnership)
    for number in range(4):
        answered(survey, f"Club {number}", words=f"canary {number}")
    close_survey(survey)
    db.session.commit()
    page = text(client.get(BASE))
    assert "once 5 organisations have sent theirs" in page
    assert "answers.csv" not in page
    refused = text(client.get(f"{BASE}/answers.csv"), 400)
    assert "canary" not in refused
    assert "once 5 organisations" in refused
    assert "canary" not in text(client.get(f"{BASE}/dictionary.csv"))


@pytest.mark.parametrize("name", ["confidential", "anonymous"])
def test_a_survey_without_names_that_can_be_read_takes_no_more_answers(
    client, partnership, coordinator, name
):
    survey = a_promising_survey(name, partnership)
    sent = [answered(survey, f"Club {number}") for number in range(5)]
    db.session.commit()
    assert "stays closed" in text(client.get(f"{BASE}/close"))
    close_survey(survey)
    db.session.commit()
    assert "Open it again" not in text(client.get(BASE))
    place = f"{BASE}/organisations/{sent[0].participation.organisation_id}"
    assert "Let them in late" not in text(client.get(place))
    form = {"last_day": ["", "", ""], "reason": "More"}
    assert "stays closed" in text(client.post(f"{BASE}/open", data=form))
