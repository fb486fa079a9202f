"""What was sent can be changed until the close; until it is sent again, what was sent counts."""

import pytest
import sqlalchemy as sa

from portal.errors import Conflict, Refused
from portal.inviting.invitations import have_sent
from portal.inviting.tracking import get_row
from portal.models.base import db
from portal.models.organisations import Exclusion, ProfileFact, Tie
from portal.models.surveys import Submission
from portal.organisations.profiles import Source, get_profile, set_fact
from portal.surveys.amending import begin_amending, keep_sent
from portal.surveys.differences import describe_differences
from portal.surveys.exports import answers_csv
from portal.surveys.modes import set_mode
from portal.surveys.papers import paper_as_sent, paper_for_coordinators
from portal.surveys.responses import send_response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_draft, save, send, sending

THEMES = {"play": "most", "sport": "none"}


def a_sent(survey, club, **answers):
    response = a_draft(survey, club, **{"themes": THEMES, **answers})
    assert send(response, "first")
    return response


def amended(response, key="second", **answers):
    begin_amending(response)
    save(response, **answers)
    assert send(response, key, "Sam Kite")
    return response


def numbers_of(response):
    query = sa.select(Submission.number).filter_by(response_id=response.id)
    return sorted(db.session.scalars(query))


def facts_about(club, field):
    query = sa.select(ProfileFact).filter_by(participation_id=club.id, field=field)
    return [(fact.value, fact.state) for fact in db.session.scalars(query.order_by(ProfileFact.id))]


def test_what_was_sent_counts_everywhere_until_it_is_sent_again(survey, club):
    response = a_sent(survey, club, staff=3)
    begin_amending(response)
    save(response, staff=9)
    assert response.answers["staff"] == 9
    assert paper_as_sent(response).answers["staff"] == 3
    assert paper_for_coordinators(response).answers["staff"] == 3
    assert ",3," in answers_csv(survey) and ",9," not in answers_csv(survey)
    row = get_row(survey, club.organisation_id)
    assert (row.state, row.since) == ("sent", response.sent_at)
    assert have_sent(survey) == {club.id}
    assert get_profile(club).value("staff") == 3


def test_sending_again_adds_to_what_was_sent_and_the_newer_counts(survey, club):
    response = amended(a_sent(survey, club, staff=3), staff=9)
    assert (response.state, response.answered_by) == ("sent", "Sam Kite")
    assert numbers_of(response) == [1, 2]
    assert ",9," in answers_csv(survey) and ",3," not in answers_csv(survey)


def test_a_newer_word_takes_the_place_of_the_older_without_asking(survey, club):
    response = amended(a_sent(survey, club, staff=3), staff=9)
    assert describe_differences(response) == []
    assert facts_about(club, "staff") == [(3, "superseded"), (9, "current")]


def test_what_somebody_else_had_told_is_still_to_be_settled(survey, club):
    set_fact(club, "staff", 5, Source("typed"))
    response = amended(a_sent(survey, club, staff=3), staff=9)
    (difference,) = describe_differences(response)
    assert (difference.told, difference.known) == (["9"], ["5"])
    assert facts_about(club, "staff") == [(5, "current"), (3, "superseded"), (9, "proposed")]


def test_an_older_proposal_is_gone_once_the_newer_word_agrees_with_what_is_known(survey, club):
    set_fact(club, "staff", 5, Source("typed"))
    response = amended(a_sent(survey, club, staff=3), staff=5)
    assert describe_differences(response) == []
    assert get_profile(club).value("staff") == 5


def test_what_is_said_once_more_keeps_its_date_and_who_said_it(survey, club):
    response = a_sent(survey, club, staff=3)
    before = get_profile(club).facts["themes"].id
    amended(response, staff=9)
    fact = get_profile(club).facts["themes"]
    assert (fact.id, fact.stated_by) == (before, "Kim Kite")


def test_what_is_no_longer_said_is_unknown_again(survey, club):
    owls = make.a_participation(survey.partnership, name="Owl Play")
    partners = {"picked": [owls.slug], "ties": {owls.slug: "joint"}}
    response = a_sent(survey, club, staff=3, partners=partners, apart={"picked": [owls.slug]})
    amended(response, staff=None, partners=None, apart=None)
    profile = get_profile(club)
    assert (profile.value("staff"), profile.value("ties_known")) == (None, None)
    assert db.session.scalars(sa.select(Tie)).all() == []
    assert db.session.scalars(sa.select(Exclusion)).all() == []


def test_what_others_told_stays_when_an_answer_is_taken_back(survey, club):
    response = a_sent(survey, club, staff=3)
    set_fact(club, "staff", 7, Source("typed"))
    amended(response, staff=None)
    assert get_profile(club).value("staff") == 7


def test_keeping_what_was_sent_brings_it_back_and_sends_nothing(survey, club):
    response = a_sent(survey, club, staff=3)
    begin_amending(response)
    save(response, staff=9)
    assert keep_sent(response)
    assert (response.state, response.answers["staff"]) == ("sent", 3)
    assert numbers_of(response) == [1]
    assert not keep_sent(response)


def test_a_draft_has_nothing_to_amend(survey, club):
    with pytest.raises(Conflict):
        begin_amending(a_draft(survey, club))


def test_anonymous_answers_cannot_be_changed(app):
    sections = [part for part in QUESTIONS["sections"] if part["id"] == "about"]
    definition = {**QUESTIONS, "sections": sections}
    survey = create_survey(make.a_partnership(), "Without names", definition)
    set_mode(survey, "anonymous")
    open_survey(survey)
    response = a_draft(survey, name="We play")
    assert send(response, "first", "")
    with pytest.raises(Refused, match="nobody can tell which are yours"):
        begin_amending(response)
    assert (response.state, response.answers) == ("sent", {})


def test_the_same_press_of_the_button_never_sends_again_also_while_answers_are_changed(
    survey, club
):
    response = a_sent(survey, club, staff=3)
    begin_amending(response)
    save(response, staff=9)
    assert not send_response(response, send_key="first", revision=0, answered_by="Kim")
    assert (response.state, numbers_of(response)) == ("amending", [1])


def test_a_page_checked_before_the_change_began_sends_nothing(survey, club):
    response = a_draft(survey, club, themes=THEMES)
    checked = response.revision
    send(response, "first")
    begin_amending(response)
    with pytest.raises(Conflict):
        send_response(response, send_key="another tab", revision=checked, answered_by="Kim")


def test_of_twelve_who_send_a_change_at_once_one_sends_it(survey, club, at_once):
    response = a_sent(survey, club, staff=3)
    begin_amending(response)
    save(response, staff=9)
    assert at_once(sending(response, "one press")) == ["done"] + ["not done"] * 11
    assert numbers_of(response) == [1, 2]
