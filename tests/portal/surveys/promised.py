"""Surveys without names that tests run: a definition that fits, and many who answer it."""

import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import anonymous_answers
from portal.surveys.modes import set_mode
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, send

PLAIN = {
    "id": "plain",
    "title": "How are things?",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {
                    "kind": "text",
                    "id": "words",
                    "label": "What should change?",
                    "long": True,
                    "visibility": "coordinators",
                    "feeds": "summary",
                },
                {
                    "kind": "number",
                    "id": "staff",
                    "label": "How many staff?",
                    "visibility": "members",
                    "feeds": "staff",
                },
            ],
        }
    ],
}


def a_promising_survey(mode, partnership=None, title="How are things?", questions=PLAIN):
    """An open survey with a mode."""
    survey = create_survey(partnership or make.a_partnership(), title, questions)
    set_mode(survey, mode)
    open_survey(survey)
    return survey


def answered(survey, name, **answers):
    """Somebody's response, sent."""
    club = make.a_participation(survey.partnership, name=name)
    response = a_draft(survey, club, **(answers or {"words": f"The words of {name}", "staff": 3}))
    assert send(response)
    return response


def loose():
    """All anonymous answers as they are kept."""
    return db.session.execute(sa.select(anonymous_answers)).all()
