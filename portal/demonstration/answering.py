"""Runs the demonstration's survey: invitations, drafts and replies of invented organisations."""

from collections.abc import Sequence
from typing import Any

from portal.demonstration.invention import Invention
from portal.demonstration.replies import answers_of
from portal.demonstration.replying import (
    LAST_LETTER,
    change_answers,
    coordinator,
    reply_otherwise,
)
from portal.demonstration.words import NETWORKS
from portal.inviting.invitations import make_invitation, mark_opened
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.surveys import Survey
from portal.surveys.behalf import start_entering
from portal.surveys.questionnaires import Audience
from portal.surveys.ready import ready_registration
from portal.surveys.responses import fingerprint, save_page, send_response, start_response
from portal.surveys.service import create_survey, open_survey, set_registration
from survey import Choice

TITLE = "Register your interest"
BEGUN = ("summary", "kind_of_organisation", "themes")
# Counted among those who sent: who told it by telephone, and who is changing what it sent.
RINGING = 6
CHANGING = 4


def run_survey(
    partnership: Partnership,
    found: list[Invention],
    participations: list[Participation],
    postcodes: list[str],
) -> Survey:
    """Open the registration of interest and let the organisations answer, or not."""
    networks = [Choice(code, label, hint) for code, label, hint in NETWORKS]
    definition = ready_registration(partnership, networks)
    survey = create_survey(partnership, TITLE, definition)
    open_survey(survey)
    set_registration(survey, True)
    slugs = [participation.slug for participation in participations]
    pairs = list(zip(found, participations, strict=True))
    # Whoever does something else than answer stands first, as responses are listed in turn.
    reply_otherwise(survey, invite_all(survey, pairs))
    sent: list[Participation] = []
    for number, (one, participation) in enumerate(pairs):
        if one.stage in {"sent", "draft"}:
            answers = answers_of(one, number, slugs, postcodes[number])
            send = enter_for if len(sent) == RINGING and one.stage == "sent" else answer
            send(survey, participation, answers, sent=one.stage == "sent")
            sent += [participation] if one.stage == "sent" else []
    change_answers(start_response(survey, sent[CHANGING]))
    return survey


def invite_all(
    survey: Survey, pairs: Sequence[tuple[Invention, Participation]]
) -> list[Participation]:
    """Invite all who are to be asked; give those who have not opened their link."""
    waiting = []
    for one, participation in pairs:
        if one.stage == "uninvited":
            continue
        invitation, _ = make_invitation(survey, participation, participation.contact_email)
        invitation.sent_at = invitation.created_at
        if one.stage == "invited":
            invitation.sent_at = invitation.created_at - LAST_LETTER
            waiting.append(participation)
        else:
            mark_opened(invitation)
    return waiting


def enter_for(
    survey: Survey, participation: Participation, answers: dict[str, Any], *, sent: bool
) -> None:
    """Enter what an organisation told the coordinator by telephone."""
    start_entering(survey, participation, "telephone", coordinator())
    answer(survey, participation, answers, sent=sent, audience="coordinators")


def answer(
    survey: Survey,
    participation: Participation,
    answers: dict[str, Any],
    *,
    sent: bool,
    audience: Audience = None,
) -> None:
    """Save an organisation's answers as its pages would, and send them or stop after the first."""
    response = start_response(survey, participation)
    kept = answers if sent else {question: answers[question] for question in BEGUN}
    save_page(response, kept, fingerprint(response.answers, kept))
    if sent:
        send_response(
            response,
            send_key=response.public_id,
            revision=response.revision,
            answered_by=participation.contact_name,
            audience=audience,
        )
