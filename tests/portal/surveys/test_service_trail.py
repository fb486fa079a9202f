"""The audit trail tells everything that was done to one response, under one name."""

import sqlalchemy as sa

from portal.inviting.replies import ask_for_talk, decline
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.surveys.amending import begin_amending
from portal.surveys.behalf import leave_to_organisation, start_entering
from portal.surveys.late import end_late, let_in_late
from portal.surveys.opening import today
from portal.surveys.service import close_survey
from portal.surveys.trail import subject_of
from tests.portal import factories as make
from tests.portal.surveys.factories import a_survey, save, send


def test_all_that_is_done_to_a_response_stands_under_its_name(app):
    survey, ada = a_survey(), make.a_person("ada@example.org")
    club = make.a_participation(survey.partnership, name="Kite Club")
    response = start_entering(survey, club, "telephone", ada)
    leave_to_organisation(response, person_id=ada.id)
    decline(response)
    ask_for_talk(response)
    save(response, themes={"play": "most", "sport": "none"})
    send(response)
    begin_amending(response)
    close_survey(survey)
    let_in_late(survey, club, today(), "They were ill", person_id=ada.id)
    end_late(response, person_id=ada.id)
    acts = db.session.scalars(
        sa.select(AuditEntry).filter_by(subject=subject_of(response)).order_by(AuditEntry.id)
    ).all()
    assert [one.action for one in acts] == [
        "began to enter answers for an organisation",
        "left answers to the organisation",
        "declined a survey",
        "asked for a talk",
        "sent answers",
        "began to change sent answers",
        "let an organisation answer late",
        "ended late answering",
    ]
    assert [one.detail["channel"] for one in acts[:2]] == ["telephone"] * 2
    assert {one.detail["organisation"] for one in acts} == {club.slug}
    assert [one.person_id == ada.id for one in acts] == [True, True, *[False] * 4, True, True]
