"""Sending, once, and what was sent last: files, figures and coordinators read nothing newer."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.jobs.statements import changed
from portal.models.base import db
from portal.models.surveys import Response, Submission, Survey


def mark_sent(response: Response, **values: Any) -> bool:
    """Send what is at hand, in one statement; False where somebody was faster."""
    sent = changed(
        sa.update(Response)
        .where(
            Response.id == response.id,
            Response.state != "sent",
            Response.revision == response.revision,
        )
        .values(state="sent", **values)
    )
    db.session.refresh(response)
    return sent == 1


def reference(response: Response) -> str:
    """Give how the reference of every fact begins that a response told."""
    return f"response:{response.public_id}:"


def latest_submission(response: Response) -> Submission | None:
    """Give what was sent last, None where nothing was."""
    query = sa.select(Submission).filter_by(response_id=response.id)
    return db.session.scalar(query.order_by(Submission.number.desc()).limit(1))


def list_latest(survey: Survey) -> Sequence[Submission]:
    """List the latest sending of each organisation, in the order of sending."""
    later = aliased(Submission)
    query = (
        sa.select(Submission)
        .join(Response, Submission.response_id == Response.id)
        .where(
            Response.survey_id == survey.id,
            ~sa.exists().where(
                later.response_id == Submission.response_id, later.number > Submission.number
            ),
        )
        .order_by(Submission.sent_at, Submission.id)
    )
    return db.session.scalars(query).all()


def was_sent_with(response: Response, send_key: str) -> bool:
    """Tell whether a press of the button was carried out before, however long ago."""
    query = sa.select(Submission.id).filter_by(response_id=response.id, send_key=send_key)
    return db.session.scalar(query) is not None
