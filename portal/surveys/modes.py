"""Choosing what a survey promises about who answered: before the first response, and for good."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.errors import Refused
from portal.models.base import db
from portal.models.surveys import MODES, Invitation, Response, Survey, SurveyVersion
from portal.surveys.at_once import hold_survey
from portal.surveys.earlier import check_waves
from portal.surveys.promises import has_names
from portal.surveys.questionnaires import definition_of
from portal.surveys.trail import note_survey
from survey import Definition

BEGUN = (
    "Somebody has begun to answer, and was told who would see it. What a survey promises cannot"
    " be changed after that. Make a new survey instead."
)
PROMISED = (
    "Letters have gone out that promise more than this. A survey cannot promise less afterwards."
    " Make a new survey instead."
)
FILES = {"file", "upload"}
# Kinds whose answers can tell by themselves who gave them.
TELLING = {"text", "postcode", "roster", "organisation"} | FILES
# What people read; two versions that differ in this alone ask for the same answers.
WORDS = {"title", "intro", "notice", "label", "hint", "if_empty", "message", "translations"}


def set_mode(survey: Survey, mode: str, *, person_id: int | None = None) -> bool:
    """Choose what a survey promises; False where it promised that before.

    Refused once somebody has begun, which the database would refuse too; where letters promise
    more than it; where a survey before or after it promises otherwise; and where the questions do
    not fit: an anonymous survey can keep neither an answer for the engine nor a file.
    """
    if mode not in MODES:
        raise Refused("Choose one of the three.", field="mode")
    hold_survey(survey)
    if mode == survey.mode:
        return False
    if has_begun(survey):
        raise Refused(BEGUN, field="mode")
    if MODES.index(mode) < MODES.index(survey.mode) and has_promised(survey):
        raise Refused(PROMISED, field="mode")
    check_waves(survey, mode)
    for definition in list_definitions(survey):
        check_fits(mode, definition)
    before = survey.mode
    try:
        with db.session.begin_nested():
            survey.mode = mode
    except IntegrityError:
        raise Refused(BEGUN, field="mode") from None
    note_survey("chose what a survey promises", survey, person_id, before=before, after=mode)
    return True


def has_begun(survey: Survey) -> bool:
    """Tell whether anybody has begun to answer."""
    query = sa.select(Response.id).filter_by(survey_id=survey.id).limit(1)
    return db.session.scalar(query) is not None


def has_promised(survey: Survey) -> bool:
    """Tell whether a letter has gone out that says what the survey promises."""
    query = sa.select(Invitation.id).where(
        Invitation.survey_id == survey.id, Invitation.sent_at.is_not(None)
    )
    return db.session.scalar(query.limit(1)) is not None


def list_definitions(survey: Survey) -> list[Definition]:
    """List what was published, the latest first."""
    query = sa.select(SurveyVersion).filter_by(survey_id=survey.id)
    latest_first = query.order_by(SurveyVersion.number.desc())
    return [definition_of(version) for version in db.session.scalars(latest_first)]


def check_fits(mode: str, definition: Definition) -> None:
    """Refuse questions that a mode could not keep its promise with."""
    if mode != "anonymous":
        return
    for question in definition.questions():
        if question.retired:
            continue
        if question.visibility == "engine":
            raise Refused(
                f"“{question.label}” is only for the engine, which would not know whose answer it"
                " is. Leave the question out of an anonymous survey.",
                field="mode",
            )
        if question.kind in FILES:
            raise Refused(
                f"“{question.label}” asks for a file, and files tell who made them. Leave the"
                " question out of an anonymous survey.",
                field="mode",
            )


def check_version(survey: Survey, definition: Definition) -> None:
    """Refuse to publish what would break the promise of a survey.

    Once somebody has begun a survey whose answers have no names, only words may change: answers to
    other questions would tell before or after which day they were given.
    """
    check_fits(survey.mode, definition)
    if has_names(survey) or not has_begun(survey):
        return
    if shape_of(definition) != shape_of(list_definitions(survey)[0]):
        raise Refused(
            "Somebody has begun this survey, whose answers have no names. Only its words can change"
            " now: answers to other questions would tell when they were given, and so by whom."
        )


def shape_of(definition: Definition) -> dict[str, Any]:
    """Give all of a definition that answers hang on, by its place."""
    return dict(leaves(definition.model_dump(mode="json")))


def leaves(piece: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Give the values of a document that are no words, each with its place."""
    if isinstance(piece, Mapping):
        for key in piece.keys() - WORDS:
            yield from leaves(piece[key], f"{place}.{key}")
    elif isinstance(piece, list):
        for number, value in enumerate(piece):
            yield from leaves(value, f"{place}[{number}]")
    else:
        yield place, piece


def list_telling(definition: Definition) -> list[str]:
    """List the questions whose answers can tell by themselves who gave them."""
    return [
        question.label
        for question in definition.questions()
        if not question.retired and question.kind in TELLING
    ]
