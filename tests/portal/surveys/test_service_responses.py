"""A draft is saved page by page and sent once; nobody's answer is overwritten unseen."""

import pytest
import sqlalchemy as sa

from portal.errors import Conflict, NotThere, Refused
from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.models.surveys import Response, Survey
from portal.surveys.papers import paper_of
from portal.surveys.responses import (
    fingerprint,
    get_response,
    mark_again,
    save_page,
    send_response,
    start_response,
)
from portal.surveys.service import close_survey, publish
from tests.portal import factories as make
from tests.portal.surveys.branching import a_branching_survey
from tests.portal.surveys.factories import QUESTIONS, a_draft, save, send, sending

THEMES = {"play": "most", "sport": "none"}


def test_an_organisation_has_one_response(survey):
    club = make.a_participation(survey.partnership)
    assert start_response(survey, club) is start_response(survey, club)


def test_a_response_keeps_the_version_that_it_was_begun_on(survey):
    response = a_draft(survey)
    publish(survey, {**QUESTIONS, "title": "Reworded"})
    assert get_response(response.public_id).version.number == 1


def test_no_response_is_begun_when_the_survey_is_closed(survey):
    close_survey(survey)
    with pytest.raises(NotThere):
        start_response(survey, make.a_participation(survey.partnership))


def test_no_response_is_begun_for_an_organisation_of_another_partnership(survey):
    with pytest.raises(NotThere):
        start_response(survey, make.a_participation(make.a_partnership("valley", "Valley")))


def test_saving_a_page_keeps_the_answers_of_the_others(survey):
    response = a_draft(survey, name="We play")
    save(response, themes=THEMES)
    assert response.answers == {"name": "We play", "themes": THEMES}
    assert response.revision == 2
    assert response.saved_at is not None


def test_saving_the_same_again_changes_nothing(survey):
    response = a_draft(survey, name="We play")
    assert not save_page(response, {"name": "We play"}, "an old mark")
    assert response.revision == 1


def test_two_people_on_different_parts_do_not_clash(survey):
    response = a_draft(survey)
    first = fingerprint(response.answers, ["name"])
    second = fingerprint(response.answers, ["themes"])
    save_page(response, {"name": "We play"}, first)
    save_page(response, {"themes": THEMES}, second)
    assert set(response.answers) == {"name", "themes"}


def test_two_people_on_one_part_clash_and_both_versions_are_kept(survey):
    response = a_draft(survey)
    seen = fingerprint(response.answers, ["name"])
    save_page(response, {"name": "Theirs"}, seen)
    with pytest.raises(Conflict) as clash:
        save_page(response, {"name": "Mine"}, seen)
    assert (clash.value.yours, clash.value.theirs) == ({"name": "Mine"}, {"name": "Theirs"})
    assert response.answers == {"name": "Theirs"}


def test_a_change_to_another_question_of_the_same_part_is_a_clash_too(survey):
    response = a_draft(survey)
    seen = fingerprint(response.answers, ["name", "staff"])
    save_page(response, {"name": "Theirs", "staff": None}, seen, ["name", "staff"])
    with pytest.raises(Conflict):
        save_page(response, {"name": "Mine"}, seen, ["name", "staff"])


def test_what_both_saved_alike_is_no_clash_with_what_one_changed_beside_it(survey):
    response = a_draft(survey)
    page = ["name", "staff"]
    seen = fingerprint(response.answers, page)
    save_page(response, {"name": "Ours"}, seen, page)
    assert save_page(response, {"name": "Ours", "staff": 4}, seen, page)
    assert response.answers == {"name": "Ours", "staff": 4}


def test_what_was_not_read_is_still_as_it_was_seen(survey):
    response = a_draft(survey)
    page = ["name", "staff"]
    seen = fingerprint(response.answers, page)
    save(response, name="Ours", staff=5)
    again = mark_again(seen, response.answers, told=["name"], questions=page)
    with pytest.raises(Conflict):
        save_page(response, {"name": "Ours", "staff": 7}, again, page)
    assert save_page(response, {"name": "Better", "staff": 5}, again, page)


def test_sent_answers_cannot_be_saved_over(survey):
    response = a_draft(survey, themes=THEMES)
    send(response)
    with pytest.raises(Conflict, match="have been sent"):
        save(response, name="Late")


def test_sending_freezes_every_question_with_not_answered_told_from_not_asked(survey):
    response = a_draft(survey, themes=THEMES, gone="A question of another survey")
    assert send(response)
    assert response.state == "sent"
    assert response.answered_by == "Kim Kite"
    assert response.answers == {
        "name": None,
        "staff": None,
        "themes": THEMES,
        "partners": None,
        "apart": None,
    }


def test_sending_again_changes_nothing(survey):
    response = a_draft(survey, themes=THEMES)
    assert send(response)
    first = response.sent_at
    assert not send(response, "another key", "Somebody else")
    assert (response.sent_at, response.answered_by) == (first, "Kim Kite")


def test_what_is_required_must_be_there(survey):
    response = a_draft(survey, name="We play")
    with pytest.raises(Refused):
        send(response)
    assert response.state == "draft"


def test_answers_changed_since_they_were_checked_are_not_sent(survey):
    response = a_draft(survey, themes=THEMES)
    with pytest.raises(Conflict, match="changed an answer"):
        send_response(response, send_key="k", revision=0, answered_by="Kim")
    assert response.state == "draft"


def test_of_twelve_who_send_at_once_one_sends(survey, at_once):
    response = a_draft(survey, themes=THEMES)
    assert at_once(sending(response)) == ["done"] + ["not done"] * 11
    assert db.session.scalar(sa.select(sa.func.count(Response.id)).filter_by(state="sent")) == 1
    facts = db.session.scalars(sa.select(ProfileFact).filter_by(field="themes")).all()
    assert len(facts) == 1


def test_of_twelve_who_begin_at_once_all_get_the_same_response(survey, at_once):
    club = make.a_participation(survey.partnership)
    survey_id, club_id = survey.id, club.id
    begun = set()

    def begin(_number):
        response = start_response(
            db.session.get_one(Survey, survey_id), db.session.get_one(Participation, club_id)
        )
        begun.add(response.public_id)

    assert at_once(begin) == ["done"] * 12
    assert len(begun) == 1


def test_an_answer_that_is_no_longer_asked_for_is_not_sent_and_tells_nothing(app):
    survey = a_branching_survey()
    response = a_draft(survey, paid="yes", staff=4)
    save(response, paid="no")
    assert response.answers["staff"] == 4
    assert send(response)
    assert response.answers == {"paid": "no", "more": None}
    fields = set(db.session.scalars(sa.select(ProfileFact.field)))
    assert "staff" not in fields


def test_two_versions_are_set_side_by_side_where_only_one_is_asked_a_question(app):
    survey = a_branching_survey()
    response = a_draft(survey, paid="no", more="Nothing")
    typed = {"paid": "yes", "staff": 4, "more": "Nothing"}
    found = {
        mine.question.id: (mine.lines, theirs.lines)
        for mine, theirs in paper_of(response).differences(typed)
    }
    assert found == {"paid": (("Yes",), ("No",)), "staff": (("4",), ("Not asked",))}
