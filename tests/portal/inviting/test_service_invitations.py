"""One live link an organisation; only a hash is kept; the tracker counts what is true."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting import invitations
from portal.inviting.relinking import send_link_again
from portal.inviting.replies import ask_for_talk, decline
from portal.inviting.standings import STATES, count_states, count_those_asked
from portal.inviting.stops import stop_mail
from portal.inviting.tracking import (
    count_asked,
    count_rows,
    filter_rows,
    get_row,
    list_page,
    list_rows,
)
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation
from portal.organisations.names import name_key
from portal.surveys.responses import send_response
from portal.surveys.service import close_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_link, link_to, save


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
    sent = invitations.send_invitations(survey, [club, silent, other], link_to)
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
    assert invitations.send_invitations(survey, [club], link_to) == []
    with pytest.raises(Refused, match="has sent its answers"):
        invitations.hand_over(survey, club)


def test_the_tracker_tells_how_far_each_organisation_has_come(survey):
    names = ("Not", "Unreached", "Invited", "Opened", "Started", "Talk", "Declined", "Sent")
    clubs = {name: make.a_participation(survey.partnership, name=name) for name in names}
    for name in names[1:]:
        clubs[name].contact_email = f"{name.lower()}@example.org"
        a_link(survey, clubs[name])
    drafts = {name: a_draft(survey, clubs[name]) for name in names[3:]}
    for name in names[4:]:
        save(drafts[name], themes={"play": "most", "sport": None})
    stop_mail(survey.partnership_id, "UNREACHED@example.org ", "bounced")
    ask_for_talk(drafts["Talk"])
    decline(drafts["Declined"])
    revision = drafts["Sent"].revision
    send_response(drafts["Sent"], send_key="k", revision=revision, answered_by="Kim")
    rows = list_rows(survey)
    assert {row.name: row.state for row in rows} == {
        "Not": "not_invited",
        "Unreached": "unreached",
        "Invited": "invited",
        "Opened": "opened",
        "Started": "started",
        "Talk": "talk",
        "Declined": "declined",
        "Sent": "sent",
    }
    assert count_rows(rows) == count_states(survey) == dict.fromkeys(STATES, 1)
    assert count_asked(rows) == count_those_asked(survey) == 7
    assert [row.name for row in filter_rows(rows, "sent")] == ["Sent"]
    assert [row.name for row in filter_rows(rows, find="STAR")] == ["Started"]
    assert all(row.since for row in rows if row.state != "not_invited")


def names_on(survey, number=1, size=10, **wanted):
    rows, count = list_page(survey, number, size, **wanted)
    return [row.name for row in rows], count


def test_a_page_of_the_tracker_holds_what_was_asked_for(survey):
    for name in ("Kite Club", "Owl Play", "Owl % Club", "Ówl Sport"):
        club = make.a_participation(survey.partnership, name=name)
        club.organisation.name_key = name_key(name)
        if name != "Kite Club":
            a_link(survey, club)
    first, _, _, _ = list_rows(survey)
    assert names_on(survey, size=2) == (["Kite Club", "Owl % Club"], 4)
    assert names_on(survey, number=2, size=2) == (["Owl Play", "Ówl Sport"], 4)
    assert names_on(survey, state="invited", find="club OWL") == (["Owl % Club"], 1)
    assert names_on(survey, find="%") == (["Owl % Club"], 1)
    assert names_on(survey, find="ÓWL") == (["Ówl Sport"], 1)
    assert names_on(survey, state="missing")[1] == 4
    assert names_on(survey, among={first.participation.id}) == (["Kite Club"], 1)
    assert names_on(survey, among=set()) == ([], 0)


def test_somebody_with_two_links_that_work_is_there_once(survey, club):
    response = a_draft(survey, club)
    a_link(survey, club)
    assert send_link_again(response.public_id, link_to)
    assert len(list_rows(survey)) == sum(count_states(survey).values()) == 1


def test_an_address_mended_after_letters_came_back_waits_for_a_new_letter(survey, club):
    [invitation] = invitations.send_invitations(survey, [club], link_to)
    stop_mail(survey.partnership_id, "Club@Example.org", "bounced")
    club.contact_email = "new@example.org"
    db.session.flush()
    row = get_row(survey, club.organisation_id)
    assert (row.state, row.can_be_written_to) == ("unreached", True)
    assert len(invitations.send_invitations(survey, [club], link_to)) == 1
    assert get_row(survey, club.organisation_id).state == "invited"
    club.contact_email = "club@example.org"
    assert invitations.send_invitations(survey, [club], link_to) == []


def test_the_tracker_asks_the_database_as_often_for_many_as_for_few(survey):
    def count_queries():
        db.session.expire_all()
        seen = []
        listener = lambda *_: seen.append(1)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", listener)
        count_states(survey)
        list_page(survey, 1, 50)
        sa.event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    def more(number):
        for _ in range(number):
            a_draft(survey, make.a_participation(survey.partnership))
        db.session.flush()

    more(2)
    few = count_queries()
    more(20)
    assert count_queries() == few
