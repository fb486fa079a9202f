"""What an organisation answered in the survey that one follows, and which may follow which."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.surveys import Response, Submission, Survey

# Nobody but the organisation may read these, so no later survey looks at them.
PRIVATE = "engine"


def may_follow(mode: str, earlier_mode: str) -> bool:
    """Tell whether a survey that promises something may look at answers given under a promise.

    It must be the same promise: what was told in confidence is for no survey with names, and what
    is asked because of answers with names would tell whose the nameless ones are. Anonymous
    answers are nobody's.
    """
    return mode == earlier_mode and mode != "anonymous"


def get_earlier(survey: Survey) -> Survey | None:
    """Give the survey that one follows."""
    return db.session.get(Survey, survey.follows_id) if survey.follows_id else None


def list_followers(survey: Survey) -> list[Survey]:
    """List the surveys that follow one."""
    query = sa.select(Survey).filter_by(follows_id=survey.id)
    return list(db.session.scalars(query.order_by(Survey.id)))


def check_waves(survey: Survey, mode: str) -> None:
    """Refuse a promise that is another than that of the surveys before and after."""
    neighbours = [get_earlier(survey), *list_followers(survey)]
    for one in neighbours:
        if one is not None and not may_follow(mode, one.mode):
            way = "This survey follows" if one.id == survey.follows_id else "It is followed by"
            raise Refused(
                f"{way} “{one.title}”, and both must promise the same. Let it follow no survey"
                " first.",
                field="mode",
            )


def find_before(survey: Survey, participation: Participation) -> Submission | None:
    """Find what an organisation sent last to the survey that this one follows."""
    if survey.follows_id is None:
        return None
    query = (
        sa.select(Submission)
        .join(Response, Submission.response_id == Response.id)
        .join(Survey, Response.survey_id == Survey.id)
        .where(
            Survey.id == survey.follows_id,
            Survey.mode == survey.mode,
            Response.participation_id == participation.id,
        )
    )
    return db.session.scalar(query.order_by(Submission.number.desc()).limit(1))


def before_of(
    survey: Survey, participation: Participation, *, by_itself: bool = True
) -> Mapping[str, Any]:
    """Give what an organisation answered before, by the ids of the questions.

    Answers for the engine are left out for everybody: a link may be in other hands than those that
    told. Who enters answers for an organisation learns nothing that was told in confidence.
    """
    if survey.mode == "confidential" and not by_itself:
        return {}
    sent = find_before(survey, participation)
    if sent is None:
        return {}
    hidden = {one["id"] for one in questions_in(sent) if one.get("visibility") == PRIVATE}
    return {key: value for key, value in sent.answers.items() if key not in hidden}


def questions_in(sent: Submission) -> list[dict[str, Any]]:
    """List the questions of the version on which answers were sent."""
    return [one for part in sent.version.definition["sections"] for one in part["questions"]]


def was_told_in_confidence(survey: Survey, participation: Participation) -> bool:
    """Tell whether a survey looks at what an organisation told in confidence before."""
    return survey.mode == "confidential" and find_before(survey, participation) is not None
