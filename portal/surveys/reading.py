"""What coordinators read of answers without names, once they may."""

import secrets
from collections.abc import Mapping
from typing import Any

from portal.errors import Refused
from portal.models.surveys import Submission, Survey, SurveyVersion
from portal.surveys.anonymous import list_loose
from portal.surveys.questionnaires import definition_of
from portal.surveys.service import current_version
from portal.surveys.submissions import list_latest
from portal.surveys.withholding import withheld
from survey import upload_questions

NO_NAME = "A file"
Nameless = tuple[SurveyVersion, Mapping[str, Any]]


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
    found: list[Nameless] = [(sent.version, without_names(sent)) for sent in list_latest(survey)]
    secrets.SystemRandom().shuffle(found)
    return found


def without_names(sent: Submission) -> Mapping[str, Any]:
    """Give what was sent without the names of its files, which tell who made them."""
    asked = upload_questions(definition_of(sent.version))
    files = {key: value for key, value in sent.answers.items() if value and key in asked}
    nameless = {key: [{**one, "name": NO_NAME} for one in some] for key, some in files.items()}
    return {**sent.answers, **nameless}
