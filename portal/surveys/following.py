"""Letting a survey follow an earlier one, so that it can look at what was answered there."""

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db
from portal.models.surveys import Survey
from portal.surveys.at_once import hold_survey
from portal.surveys.earlier import get_earlier, may_follow
from portal.surveys.modes import has_begun, list_definitions
from portal.surveys.trail import note_survey
from survey import looked_back_at

BEGUN = (
    "Somebody has begun to answer, so it stays with the survey that it follows. Make a new survey"
    " instead."
)
OTHER_PROMISE = (
    "It promises something else about who answered. A survey can only follow one that promises the"
    " same, and no anonymous one."
)
CIRCLE = "That survey follows this one already, itself or through others. Choose an earlier one."


def let_follow(survey: Survey, earlier: Survey | None, *, person_id: int | None = None) -> bool:
    """Let a survey follow another, or none; False where it did so before.

    Refused once somebody has begun, for a survey of another partnership or with another promise,
    and where it would follow itself in the end.
    """
    number = earlier.id if earlier else None
    hold_survey(survey)
    if survey.follows_id == number:
        return False
    if has_begun(survey):
        raise Refused(BEGUN, field="follows")
    if earlier is not None:
        check_follows(survey, earlier)
    survey.follows_id = number
    note_survey("chose which survey it follows", survey, person_id, follows=number)
    return True


def check_follows(survey: Survey, earlier: Survey) -> None:
    """Refuse a survey that another cannot follow."""
    if earlier.partnership_id != survey.partnership_id:
        raise Refused("Choose a survey of this partnership.", field="follows")
    if not may_follow(survey.mode, earlier.mode):
        raise Refused(OTHER_PROMISE, field="follows")
    if survey.id in chain_of(earlier):
        raise Refused(CIRCLE, field="follows")


def chain_of(survey: Survey) -> list[int]:
    """Give the ids of a survey and all that it follows, one after the other."""
    chain: list[int] = []
    one: Survey | None = survey
    while one is not None and one.id not in chain:
        chain.append(one.id)
        one = get_earlier(one)
    return chain


def list_possible(survey: Survey) -> list[Survey]:
    """List the surveys that one could follow, the newest first."""
    query = sa.select(Survey).filter_by(partnership_id=survey.partnership_id, mode=survey.mode)
    if survey.mode == "anonymous":
        return []
    found = db.session.scalars(query.order_by(Survey.id.desc()))
    return [one for one in found if survey.id not in chain_of(one)]


def list_unanswerable(survey: Survey) -> list[str]:
    """List the questions that a survey looks back at and that the one before did not ask alike.

    All of them where it follows none.
    """
    definition, earlier = list_definitions(survey)[0], get_earlier(survey)
    asked = {
        (question.id, question.kind)
        for one in (list_definitions(earlier) if earlier else [])
        for question in one.questions()
        if question.visibility != "engine"
    }
    kinds = {question.id: question.kind for question in definition.questions()}
    wanted = looked_back_at(definition)
    return [name for name in wanted if (name, kinds[name]) not in asked]
