"""A small survey that tests run, and somebody who answers it."""

import sqlalchemy as sa

from portal.inviting.invitations import invite
from portal.models.base import db
from portal.models.partnerships import Theme
from portal.surveys.responses import (
    fingerprint,
    save_page,
    send_response,
    start_response,
    take_response,
)
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make

QUESTIONS = {
    "id": "small",
    "title": "A small survey",
    "notice": "Your answers go into your profile.",
    "sections": [
        {
            "id": "about",
            "title": "About you",
            "questions": [
                {"kind": "text", "id": "name", "label": "What do you do?", "visibility": "public"},
                {
                    "kind": "number",
                    "id": "staff",
                    "label": "How many paid staff?",
                    "visibility": "infrastructure",
                    "feeds": "staff",
                },
            ],
        },
        {
            "id": "work",
            "title": "Your work",
            "questions": [
                {
                    "kind": "themes",
                    "id": "themes",
                    "label": "How much of each?",
                    "visibility": "members",
                    "feeds": "themes",
                    "required": True,
                },
            ],
        },
        {
            "id": "others",
            "title": "Others",
            "questions": [
                {
                    "kind": "roster",
                    "id": "partners",
                    "label": "Whom do you know?",
                    "visibility": "infrastructure",
                    "feeds": "ties",
                },
                {
                    "kind": "exclusions",
                    "id": "apart",
                    "label": "Anyone apart?",
                    "visibility": "engine",
                    "feeds": "exclusions",
                },
            ],
        },
    ],
}


def two_themes(partnership):
    """Let a partnership have the themes that its surveys ask for, once."""
    if db.session.scalar(sa.select(Theme.id).filter_by(partnership_id=partnership.id)) is None:
        for code, label in (("play", "Open-access play"), ("sport", "Sport")):
            make.a_theme(partnership, code, label)


def a_survey(partnership=None, title="Autumn survey", opened=True):
    """A survey over two themes, with three other organisations to name."""
    partnership = partnership or make.a_partnership()
    two_themes(partnership)
    survey = create_survey(partnership, title, QUESTIONS)
    if opened:
        open_survey(survey)
    return survey


def a_draft(survey, participation=None, **answers):
    """A response with some answers saved."""
    participation = participation or make.a_participation(survey.partnership, name="Kite Club")
    response = start_response(survey, participation)
    if answers:
        save(response, **answers)
    return response


def save(response, **answers):
    """Save answers as a page that was made just now."""
    return save_page(response, answers, fingerprint(response.answers, answers))


def send(response, key="", by="Kim Kite"):
    """Send a response as its organisation does."""
    return send_response(
        response,
        send_key=key or f"key-{response.public_id}",
        revision=response.revision,
        answered_by=by,
    )


def sending(response, key=""):
    """What presses "send" once more, somebody else each time, on the page as it is made now."""
    public_id, revision = response.public_id, response.revision

    def press(number):
        return send_response(
            take_response(public_id),
            send_key=key or f"key {number}",
            revision=revision,
            answered_by=f"Person {number}",
        )

    return press


def a_link(survey, participation):
    """A token that opens the organisation's response."""
    return invite(survey, participation, participation.contact_email)


def link_to(token):
    """The whole address that a letter holds."""
    return f"https://patchwork.example/link/{token}"
