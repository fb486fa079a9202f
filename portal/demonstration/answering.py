"""Runs the demonstration's survey: invitations, drafts and replies of invented organisations."""

from typing import Any

from portal.demonstration.invention import Invention
from portal.demonstration.replies import answers_of
from portal.demonstration.words import NETWORKS
from portal.inviting.invitations import make_invitation, mark_opened
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.surveys import Survey
from portal.surveys.ready import ready_registration
from portal.surveys.responses import fingerprint, save_page, send_response, start_response
from portal.surveys.service import create_survey, open_survey, set_registration
from survey import Choice

TITLE = "Register your interest"
BEGUN = ("summary", "kind_of_organisation", "themes")


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
    for number, (one, participation) in enumerate(zip(found, participations, strict=True)):
        if one.stage == "uninvited":
            continue
        invitation, _ = make_invitation(survey, participation, participation.contact_email)
        invitation.sent_at = invitation.created_at
        if one.stage in {"sent", "draft"}:
            mark_opened(invitation)
            answers = answers_of(one, number, slugs, postcodes[number])
            answer(survey, participation, answers, sent=one.stage == "sent")
    return survey


def answer(
    survey: Survey, participation: Participation, answers: dict[str, Any], *, sent: bool
) -> None:
    """Save an organisation's answers as its pages would, and send them or stop after the first."""
    response = start_response(survey, participation)
    kept = answers if sent else {question: answers[question] for question in BEGUN}
    save_page(response, kept, fingerprint(response.answers, kept))
    if sent:
        send_response(
            response,
            send_key=f"demonstration-{participation.slug}",
            revision=response.revision,
            answered_by=participation.contact_name,
        )
