"""Anonymous answers: cut loose from who gave them when they are sent, and read by nobody before."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.days import today
from portal.models.surveys import Response, Survey, SurveyVersion, anonymous_answers
from portal.surveys.at_once import hold_survey
from portal.surveys.opening import start_of
from portal.surveys.submissions import mark_sent


def cut_loose(response: Response, answers: Mapping[str, Any]) -> bool:
    """Send the answers of an anonymous survey; False where somebody was faster.

    The response keeps that it was sent, and on which day. The answers go under a random key. All
    those of the survey are written anew in another order, so that no place in a file and no number
    of a transaction tells which came last. It is all one transaction: kept whole or not at all.
    """
    hold_survey(response.survey)
    if not forget_answers(response):
        return False
    kept = [dict(row._mapping) for row in db.session.execute(of_survey(response.survey_id))]
    kept.append(
        {"key": secrets.token_hex(16), "survey_id": response.survey_id, "answers": dict(answers)}
    )
    secrets.SystemRandom().shuffle(kept)
    mine = anonymous_answers.c.survey_id == response.survey_id
    db.session.execute(sa.delete(anonymous_answers).where(mine))
    db.session.execute(sa.insert(anonymous_answers), kept)
    return True


def forget_answers(response: Response) -> bool:
    """Turn a draft into an empty response that was sent on a day."""
    first = sa.select(SurveyVersion.id).filter_by(survey_id=response.survey_id)
    return mark_sent(
        response,
        sent_at=start_of(today()),
        saved_at=None,
        answers={},
        answered_by="",
        language="",
        revision=0,
        version_id=first.order_by(SurveyVersion.number).limit(1).scalar_subquery(),
    )


def of_survey(survey_id: int) -> sa.Select[Any]:
    """Ask for the answers of a survey in the order of their random keys."""
    query = sa.select(anonymous_answers).where(anonymous_answers.c.survey_id == survey_id)
    return query.order_by(anonymous_answers.c.key)


def list_loose(survey: Survey) -> Sequence[Mapping[str, Any]]:
    """List the answers of an anonymous survey; `reading` says whether anybody may have them."""
    return [row.answers for row in db.session.execute(of_survey(survey.id))]
