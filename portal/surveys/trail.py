"""The audit trail of surveys: what was done to one of them, or to one response."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.audit.service import record
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.surveys import Response, Survey

# What is noted of a survey that opens again: at once, or on a day.
AGAIN = ("reopened", "scheduled a survey")


@dataclass(frozen=True, slots=True)
class Reopening:
    """When somebody opened a closed survey again, and why."""

    at: datetime
    reason: str


def note_survey(act: str, survey: Survey, person_id: int | None = None, **detail: Any) -> None:
    """Add what was done to a survey to the audit trail."""
    db.session.flush()
    record(
        act,
        subject_of_survey(survey),
        person_id=person_id,
        partnership_id=survey.partnership_id,
        **detail,
    )


def subject_of_survey(survey: Survey) -> str:
    """Name a survey in the audit trail."""
    return f"survey:{survey.id}"


def list_reopenings(survey: Survey) -> list[Reopening]:
    """List when and why a survey was opened again, the latest first."""
    query = sa.select(AuditEntry).where(
        AuditEntry.partnership_id == survey.partnership_id,
        AuditEntry.subject == subject_of_survey(survey),
        AuditEntry.action.in_(AGAIN),
    )
    found = db.session.scalars(query.order_by(AuditEntry.id.desc()))
    told = [Reopening(one.created_at, one.detail.get("reason", "")) for one in found]
    return [one for one in told if one.reason]


def note_response(
    act: str,
    response: Response,
    person_id: int | None = None,
    at: datetime | None = None,
    **detail: Any,
) -> None:
    """Add what was done to a response, or said instead of one, to the audit trail."""
    db.session.flush()
    record(
        act,
        subject_of(response),
        person_id=person_id,
        partnership_id=response.survey.partnership_id,
        at=at,
        organisation=response.participation.slug,
        **detail,
    )


def subject_of(response: Response) -> str:
    """Name a response in the audit trail."""
    return f"response:{response.public_id}"
