"""What coordinators may read of answers without names, and when."""

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db
from portal.models.surveys import Response, Submission, Survey, SurveyVersion
from portal.surveys.anonymous import list_loose
from portal.surveys.modes import count_sent
from portal.surveys.opening import standing_of
from portal.surveys.promises import LEAST, has_names
from portal.surveys.questionnaires import definition_of
from portal.surveys.service import current_version
from portal.surveys.submissions import list_latest
from survey import upload_questions

NO_NAME = "A file"
Nameless = tuple[SurveyVersion, Mapping[str, Any]]


def withheld(survey: Survey) -> str:
    """Say why answers cannot be read yet; nothing where they can."""
    if has_names(survey):
        return ""
    if survey.mode == "anonymous" and standing_of(survey) != "closed":
        return "Anonymous answers are read once the survey has closed."
    if count_sent(survey) < LEAST:
        return f"Answers without names are read once {LEAST} organisations have sent theirs."
    return ""


def list_nameless(survey: Survey) -> list[Nameless]:
    """List the answers of a survey without names, each with its version, in no order that tells.

    Raises
    ------
    Refused
        If they cannot be read yet, with the reason.
    """
    reason = withheld(survey)
    if reason:
        raise Refused(reason)
    if survey.mode == "anonymous":
        version = current_version(survey)
        return [(version, answers) for answers in list_loose(survey)]
    found: list[Nameless] = [(sent.version, without_names(sent)) for sent in list_in_fives(survey)]
    secrets.SystemRandom().shuffle(found)
    return found


def without_names(sent: Submission) -> Mapping[str, Any]:
    """Give what was sent without the names of its files, which tell who made them."""
    asked = upload_questions(definition_of(sent.version))
    files = {key: value for key, value in sent.answers.items() if value and key in asked}
    nameless = {key: [{**one, "name": NO_NAME} for one in some] for key, some in files.items()}
    return {**sent.answers, **nameless}


def list_in_fives(survey: Survey) -> list[Submission]:
    """List the latest sendings; while a survey is open five more at a time.

    Whoever keeps the table of yesterday could otherwise tell whose answers are new today.
    """
    latest = {sent.response_id: sent for sent in list_latest(survey)}
    first = (
        sa.select(Submission.response_id)
        .join(Response, Submission.response_id == Response.id)
        .where(Response.survey_id == survey.id, Submission.number == 1)
        .order_by(Submission.id)
    )
    numbers = list(db.session.scalars(first))
    if standing_of(survey) != "closed":
        numbers = numbers[: len(numbers) // LEAST * LEAST]
    return [latest[number] for number in numbers]
