"""Trying a survey out: answers that are kept apart and count nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.people import Person
from portal.models.surveys import Survey, SurveyVersion, Trial
from portal.surveys.at_once import add_or_find
from portal.surveys.papers import Paper
from portal.surveys.questionnaires import context_for_preview, definition_of
from portal.surveys.service import current_version


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A trial in the shape in which the pages of answering meet a response."""

    survey: Survey
    version: SurveyVersion
    answers: Mapping[str, Any]
    saved_at: datetime | None
    trial: bool = True
    state: str = "draft"
    sent_at: datetime | None = None

    @property
    def at(self) -> dict[str, Any]:
        """Whose pages these are, for their addresses."""
        return {"partnership": self.survey.partnership.slug, "survey": self.survey.slug}


def rehearsal_of(survey: Survey, person: Person) -> Rehearsal:
    """Give somebody's trial of the current version as it is now, begun or not."""
    version = current_version(survey)
    trial = find_trial(version, person)
    if trial is None:
        return Rehearsal(survey, version, {}, None)
    return Rehearsal(survey, version, trial.answers, trial.saved_at)


def find_trial(version: SurveyVersion, person: Person) -> Trial | None:
    """Find the answers with which somebody tries a version out."""
    return db.session.scalar(sa.select(Trial).filter_by(version_id=version.id, person_id=person.id))


def trial_paper(rehearsal: Rehearsal, language: str = "") -> Paper:
    """Give the paper of a trial: that of an organisation of which nothing is known."""
    survey = rehearsal.survey
    definition = definition_of(rehearsal.version, language)
    return Paper(definition, context_for_preview(survey), rehearsal.answers, survey)


def save_trial(survey: Survey, person: Person, values: Mapping[str, Any]) -> None:
    """Keep the answers of one page of a trial; the last press of the button counts."""
    version = current_version(survey)
    trial = find_trial(version, person) or begin_trial(version, person)
    trial.answers = {**trial.answers, **values}
    trial.saved_at = now()
    db.session.flush()


def begin_trial(version: SurveyVersion, person: Person) -> Trial:
    """Make the row of a trial, or give the one that a press a moment ago has made."""
    trial = Trial(version=version, person=person, answers={})
    return add_or_find(trial, lambda: find_trial(version, person))


def empty_trial(survey: Survey, person: Person) -> None:
    """Forget somebody's trials of a survey, those of earlier versions too."""
    versions = sa.select(SurveyVersion.id).filter_by(survey_id=survey.id)
    db.session.execute(
        sa.delete(Trial).where(Trial.person_id == person.id, Trial.version_id.in_(versions))
    )
