"""Inviting from a file: each row is told what it would do, and nothing happens before."""

import pytest
import sqlalchemy as sa

from portal.errors import Conflict, DomainError, Refused
from portal.inviting.invitations import send_invitations
from portal.inviting.invitees import HINTS, invite_from_file, plan_invitees
from portal.inviting.replies import decline
from portal.inviting.stops import stop_mail
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Invitation
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, link_to


def a_club(survey, name, email="", number=None):
    club = make.a_participation(survey.partnership, name=name)
    club.contact_email, club.organisation.external_id = email, number
    db.session.flush()
    return club


def table(*rows, head="name,email,contact name,external id"):
    return "\n".join([head, *rows]).encode()


def actions(survey, content):
    return {row.line.number: row.action for row in plan_invitees(survey, content).rows}


def do(survey, content, **more):
    expected = plan_invitees(survey, content).fingerprint
    return invite_from_file(survey, content, link_to, **{"expected": expected, **more})


def count(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_every_kind_of_row_is_told_apart_and_nothing_is_changed(survey):
    a_club(survey, "Kite Club", "kite@example.org")
    a_club(survey, "Owl Play", number="GB-CHC-7")
    invited = a_club(survey, "Invited", "invited@example.org")
    declined = a_club(survey, "Declined", "declined@example.org")
    gone = a_club(survey, "Gone", "gone@example.org")
    gone.left_at = now()
    send_invitations(survey, [invited, declined], link_to)
    decline(a_draft(survey, declined))
    stop_mail(survey.partnership_id, "stop@example.org", "opted_out")
    before = count(Participation), count(Invitation), count(OutgoingEmail)
    content = table(
        "KITE  club",
        "Owls,new@example.org,Sam,GB-CHC-7",
        "New Club,Club@Example.org",
        "invited,other@example.org",
        "Declined,",
        "No Address,",
        "Bad Address,not-an-address",
        "Stopped,STOP@example.org",
        "kite club,again@example.org",
        ",nobody@example.org",
        "Gone,",
    )
    assert actions(survey, content) == {
        2: "invite",
        3: "invite",
        4: "add",
        5: "invited",
        6: "answered",
        7: "no_address",
        8: "unreadable",
        9: "stopped",
        10: "repeated",
        11: "unreadable",
        12: "unreadable",
    }
    assert (count(Participation), count(Invitation), count(OutgoingEmail)) == before


def test_a_row_that_cannot_be_used_says_how_to_mend_it(survey):
    content = table("Bad,not-an-address", "Bad,x@example.org", "None,")
    bad, twin, none = plan_invitees(survey, content).rows
    assert bad.notes == ["email: “not-an-address” is no e-mail address"]
    assert twin.notes == ["name: is in row 2 already"]
    assert none.notes == ["none in the file and none on record"]
    assert {row.action for row in (bad, twin, none)} == set(HINTS)


def test_confirming_adds_invites_and_writes_to_the_addresses_of_the_file(survey):
    kites = a_club(survey, "Kite Club", "old@example.org")
    added, sent = do(
        survey, table("Kite Club,new@example.org,Sam", "New Club,club@example.org", "Bad,x")
    )
    assert added == 1
    assert [one.participation.organisation.name for one in sent] == ["Kite Club", "New Club"]
    assert (kites.contact_email, kites.contact_name) == ("new@example.org", "Sam")
    to = {email.recipient for email in db.session.scalars(sa.select(OutgoingEmail))}
    assert to == {"new@example.org", "club@example.org"}
    assert {one.reminder for one in sent} == {0}


def test_choosing_the_same_file_again_invites_nobody_twice(survey):
    content = table("New Club,club@example.org")
    do(survey, content)
    assert actions(survey, content) == {2: "invited"}
    with pytest.raises(Refused, match="Nobody in this file"):
        do(survey, content)
    assert count(Organisation) == 1


def test_two_presses_do_it_once(survey):
    content = table("New Club,club@example.org")
    shown = plan_invitees(survey, content).fingerprint
    invite_from_file(survey, content, link_to, expected=shown)
    with pytest.raises(Conflict):
        invite_from_file(survey, content, link_to, expected=shown)
    assert (count(Organisation), count(OutgoingEmail)) == (1, 1)


def test_what_has_changed_since_the_preview_is_looked_at_again(survey):
    content = table("New Club,club@example.org")
    shown = plan_invitees(survey, content).fingerprint
    stop_mail(survey.partnership_id, "club@example.org", "bounced")
    with pytest.raises(Conflict, match="changed since the preview"):
        invite_from_file(survey, content, link_to, expected=shown)
    assert count(Organisation) == 0


def test_a_survey_that_is_not_open_invites_nobody(survey):
    content = table("New Club,club@example.org")
    close_survey(survey)
    with pytest.raises(Refused, match="Open the survey first"):
        do(survey, content)


def test_an_organisation_that_patchwork_knows_elsewhere_joins_as_it_is(survey):
    valley = make.a_partnership("valley", "Valley")
    there = make.a_participation(valley, name="Wide Trust")
    there.organisation.external_id = "GB-CHC-9"
    db.session.flush()
    content = table("Wide,wide@example.org,,GB-CHC-9")
    [row] = plan_invitees(survey, content).rows
    assert "joins as Wide Trust" in row.notes[1]
    _, [sent] = do(survey, content)
    assert sent.participation.organisation is there.organisation
    assert there.contact_email == "club@example.org"


def test_one_person_may_be_written_to_for_two_organisations(survey):
    added, sent = do(survey, table("One,sam@example.org", "Two,sam@example.org"))
    assert (added, len(sent)) == (2, 2)


@pytest.mark.parametrize(
    "content",
    [b"", b"name\n", b"a,b\n1,2\n", b"\xff\xfen\0a\0", b"name\nCaf\xe9\n", b'name,email\n"open,x\n',
     b"name,name\nx,y\n", b"<html><body>name</body></html>", b"name\nA\0B\n",
     b"name,email\nA,b,c,d\n"],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(survey, content):
    with pytest.raises(DomainError) as refusal:
        plan_invitees(survey, content)
    assert len(refusal.value.message) > 20


@pytest.mark.parametrize(
    "email",
    ['"a@example.org\nBcc: b@example.org"', "a@example.org;b@example.org", "a@b"],
)
def test_an_address_that_is_none_is_named_with_its_row(survey, email):
    [row] = plan_invitees(survey, table(f"Club,{email}")).rows
    assert row.action == "unreadable"
    assert "is no e-mail address" in row.notes[0]


def test_a_file_from_a_spreadsheet_with_semicolons_is_read(survey):
    content = "\ufeffName;E-mail\r\nClub;a@example.org\r\n".encode()
    assert actions(survey, content) == {2: "add"}


def test_planning_asks_the_database_as_often_for_many_rows_as_for_few(survey):
    def count_queries(number):
        rows = [f"Club {n},club{n}@example.org" for n in range(number)]
        db.session.expire_all()
        seen = []
        listener = lambda *_: seen.append(1)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", listener)
        plan_invitees(survey, table(*rows))
        sa.event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    count_queries(1)
    assert count_queries(2) == count_queries(40)
