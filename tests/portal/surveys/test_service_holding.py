"""What was decided by somebody else a moment ago counts, whatever a page was made from."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.errors import Refused
from portal.inviting.invitations import send_invitations
from portal.inviting.reminders import send_reminders
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Survey, Trial
from portal.surveys.at_once import add_or_find
from portal.surveys.service import current_version
from portal.surveys.versions import publish_step
from survey import read_definition
from tests.portal import factories as make
from tests.portal.surveys.factories import a_survey, link_to
from tests.portal.surveys.promised import PLAIN, a_promising_survey

FILE = {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "coordinators"}


def meanwhile(**values):
    """Change surveys as another process does: what this one has read stays as it was."""
    statement = sa.update(Survey).values(**values)
    db.session.execute(statement, execution_options={"synchronize_session": False})


def test_a_survey_that_closed_meanwhile_reminds_nobody_and_invites_nobody(app):
    survey = a_survey()
    club = make.a_participation(survey.partnership, name="Kite Club")
    meanwhile(state="closed")
    with pytest.raises(Refused, match="not open"):
        send_reminders(survey, link_to)
    meanwhile(state="open")
    db.session.refresh(survey)
    meanwhile(state="closed")
    with pytest.raises(Refused, match="Open the survey first"):
        send_invitations(survey, [club], link_to)
    assert db.session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 0


def test_no_question_is_published_that_breaks_the_promise_of_a_moment_ago(app):
    survey = a_promising_survey("identified")
    document = {**PLAIN, "sections": [{**PLAIN["sections"][0], "questions": [FILE]}]}
    meanwhile(mode="anonymous")
    with pytest.raises(Refused, match="files tell who made them"):
        publish_step(survey, read_definition(json.dumps(document)), base=1, note="A file")


def test_a_row_that_is_there_is_found_and_any_other_trouble_is_told(app):
    version, ada = current_version(a_survey()), make.a_person("ada@example.org")
    first = Trial(version=version, person=ada, answers={})
    assert add_or_find(first, lambda: None) is first
    again = Trial(version=version, person=ada, answers={})
    assert add_or_find(again, lambda: first) is first
    with pytest.raises(IntegrityError):
        add_or_find(Trial(version=version, person=ada, answers={}), lambda: None)
