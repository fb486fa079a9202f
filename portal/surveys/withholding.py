"""When answers without names may be read, and what nobody can do any more from then on.

They are read in one piece: whoever could read them twice, with the answers of one organisation
more or changed in between, would know whose these are.
"""

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db, now
from portal.models.surveys import Response, Survey
from portal.surveys.opening import standing_of
from portal.surveys.promises import LEAST, has_names

READ = (
    "This survey stays closed for everybody: its answers can be read now, and whoever has read them"
    " could tell whose the new ones are. Make a new survey instead."
)


def withheld(survey: Survey) -> str:
    """Say why answers cannot be read yet; nothing where they can."""
    if has_names(survey):
        return ""
    if standing_of(survey) != "closed":
        return (
            "Answers without names are read once the survey has closed and at least"
            f" {LEAST} organisations have sent theirs."
        )
    if count_sent(survey) < LEAST:
        return f"Answers without names are read once {LEAST} organisations have sent theirs."
    if lets_in(survey):
        return "Answers without names are read once nobody is let in late any more."
    return ""


def stays_closed(survey: Survey) -> str:
    """Say why a survey takes no answers any more, where answers without names can be read."""
    return "" if has_names(survey) or withheld(survey) else READ


def check_opening_again(survey: Survey) -> None:
    """Refuse to open a survey again whose answers without names can be read."""
    reason = stays_closed(survey)
    if reason:
        raise Refused(reason)


def count_sent(survey: Survey) -> int:
    """Count the organisations that have sent their answers."""
    query = sa.select(sa.func.count(Response.id)).where(
        Response.survey_id == survey.id, Response.state != "draft"
    )
    return db.session.scalar(query) or 0


def lets_in(survey: Survey) -> bool:
    """Tell whether a closed survey still takes the answers of an organisation let in late."""
    query = sa.select(Response.id).where(
        Response.survey_id == survey.id, Response.late_until > now()
    )
    return db.session.scalar(query.limit(1)) is not None
