"""The audit trail of surveys: what was done to one of them, or to one response."""

from typing import Any

from portal.audit.service import record
from portal.models.base import db
from portal.models.surveys import Response, Survey


def note_survey(act: str, survey: Survey, person_id: int | None = None, **detail: Any) -> None:
    """Add what was done to a survey to the audit trail."""
    db.session.flush()
    record(
        act,
        f"survey:{survey.id}",
        person_id=person_id,
        partnership_id=survey.partnership_id,
        **detail,
    )


def note_response(
    act: str, response: Response, person_id: int | None = None, **detail: Any
) -> None:
    """Add what was done to a response, or said instead of one, to the audit trail."""
    db.session.flush()
    record(
        act,
        subject_of(response),
        person_id=person_id,
        partnership_id=response.survey.partnership_id,
        organisation=response.participation.slug,
        **detail,
    )


def subject_of(response: Response) -> str:
    """Name a response in the audit trail."""
    return f"response:{response.public_id}"
