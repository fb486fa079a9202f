"""One live link an organisation; only a hash is kept; the tracker counts what is true."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation
from portal.surveys import invitations
from portal.surveys.responses import send_response
from portal.surveys.service import close_survey, open_survey
from portal.surveys.tracking import count_asked, count_rows, filter_rows, list_rows
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_link, a_survey


@pytest.fixture
def survey(app):
    return a_survey()


@pytest.fixture
def club(survey):
    return make.a_participation(survey.partnership, name="Kite Club")


def link(token):
    return f"https://patchwork.example/link/{token}"


def test_a_token_finds_its_invitation_and_is_not_kept(survey, club):
    token = a_link(survey, club)
    found = invitations.find_live(token)
    assert found.participation is club
    assert len(token) >= 43
    kept = db.session.execute(sa.select(*Invitation.__table__.columns)).one()
    assert not any(token in str(value) for value in kept)


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda t: t[:-1], lambda t: t + "A"])
def test_a_changed_token_finds_nothing(survey, club, change):
    token = a_link(survey, club)
    assert change(token) != token
    assert invitations.find_live(change(token)) is None


@pytest.mark.parametrize("token", ["", "\x00", "\ud800", "💥" * 500, "' OR 1=1 --", "%00"])
def test_a_hostile_token_finds_nothing(survey, club, token):
    a_link(survey, club)
    assert invitations.find_live(token) is None


def test_a_new_link_revokes_the_one_before(survey, club):
    first, second = a_link(survey, club), a_link(survey, club)
    assert invitations.find_live(first) is None
    assert invitations.find_live(second).participation is club


def test_a_link_works_while_the_survey_is_open_and_again_when_it_opens_again(survey, club):
    token = a_link(survey, club)
    close_survey(survey)
    assert invitations.find_live(token) is None
    open_survey(survey, reason="A week more")
    assert invitations.find_live(token) is not None


def test_a_link_ends_with_the_last_day(survey, club):
    token = a_link(survey, club)
    survey.closes_at = now() - timedelta(seconds=1)
    assert invitations.find_live(token) is None


def test_a_link_ends_when_the_organisation_leaves(survey, club):
    token = a_link(survey, club)
    club.left_at = now()
    assert invitations.find_live(token) is None


def test_an_organisation_of_another_partnership_cannot_be_invited(survey):
    stranger = make.a_participation(make.a_partnership("valley", "Valley"))
    with pytest.raises(Refused, match="does not take part"):
        invitations.invite(survey, stranger)


def test_nobody_is_invited_to_a_survey_that_is_not_open(survey, club):
    close_survey(survey)
    with pytest.raises(Refused, match="Open the survey first"):
        invitations.invite(survey, club)


def test_each_organisation_with_an_address_gets_one_e_mail_with_its_own_link(survey, club):
    silent = make.a_participation(survey.partnership, name="No Address")
    silent.contact_email = ""
    other = make.a_participation(survey.partnership, name="Owl Play")
    sent = invitations.send_invitations(survey, [club, silent, other], link)
    assert [one.participation for one in sent] == [club, other]
    emails = db.session.scalars(sa.select(OutgoingEmail)).all()
    assert len(emails) == 2
    bodies = [email.body for email in emails]
    assert "Kite Club" in bodies[0] and "https://patchwork.example/link/" in bodies[0]
    tokens = {body.split("/link/")[1].split()[0] for body in bodies}
    assert {invitations.find_live(token).participation for token in tokens} == {club, other}


def test_who_has_sent_answers_is_not_invited_again(survey, club):
    response = a_draft(survey, club, themes={"play": "most", "sport": None})
    send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    assert invitations.send_invitations(survey, [club], link) == []
    with pytest.raises(Refused, match="has sent its answers"):
        invitations.hand_over(survey, club)


def test_the_tracker_tells_how_far_each_organisation_has_come(survey):
    names = ("Not", "Invited", "Opened", "Started", "Sent")
    clubs = {name: make.a_participation(survey.partnership, name=name) for name in names}
    for name in names[1:]:
        a_link(survey, clubs[name])
    for name in names[2:]:
        a_draft(survey, clubs[name])
    for name in names[3:]:
        draft = a_draft(survey, clubs[name], themes={"play": "most", "sport": None})
    send_response(draft, send_key="k", revision=draft.revision, answered_by="Kim")
    rows = list_rows(survey)
    assert {row.name: row.state for row in rows} == {
        "Not": "not_invited",
        "Invited": "invited",
        "Opened": "opened",
        "Started": "started",
        "Sent": "sent",
    }
    assert set(count_rows(rows).values()) == {1}
    assert count_asked(rows) == 4
    assert [row.name for row in filter_rows(rows, "sent")] == ["Sent"]
    assert [row.name for row in filter_rows(rows, find="STAR")] == ["Started"]
    assert all(row.since for row in rows if row.state != "not_invited")


def test_no_link_is_handed_over_to_a_draft_that_tells_in_confidence(survey, club):
    other = make.a_participation(survey.partnership, name="Owls")
    draft = a_draft(survey, club, apart={"picked": [other.slug]})
    with pytest.raises(Refused, match="nobody else may read"):
        invitations.hand_over(survey, club)
    draft.answers = {**draft.answers, "apart": None}
    assert invitations.find_live(invitations.hand_over(survey, club))
