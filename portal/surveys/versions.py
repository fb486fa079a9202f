"""The versions of a survey: what each asks, what a new one would change, publishing it."""

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import sqlalchemy as sa

from portal.errors import Conflict, NotThere, Refused
from portal.models.base import db
from portal.models.people import Person
from portal.models.surveys import Response, Survey, SurveyVersion
from portal.surveys.at_once import hold_survey
from portal.surveys.earlier import may_follow
from portal.surveys.modes import check_version, has_begun
from portal.surveys.questionnaires import definition_of, languages_in
from portal.surveys.service import create_survey, current_version, publish
from portal.surveys.trail import note_survey
from survey import Change, Definition, compare, languages_of

SAME = "Nothing in this file is otherwise than in the current version."
UNSAFE = (
    "Somebody has begun to answer, so nothing can be published that answers given already would"
    " not survive. Change what is listed below in your file, or make a new survey from it."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One version in the list: who published it, and how many responses are on it."""

    version: SurveyVersion
    by: str
    responses: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a definition would change in a survey; `begun` tells whether anybody has answered."""

    base: SurveyVersion
    definition: Definition
    changes: Sequence[Change]
    begun: bool

    @property
    def unsafe(self) -> list[Change]:
        """The changes that answers given already would not survive."""
        return [change for change in self.changes if not change.safe]

    @property
    def lost(self) -> list[str]:
        """The languages in which those who start after this would no longer be asked."""
        offered = languages_of(self.definition)
        return [one for one in languages_in(self.base) if one not in offered]

    @property
    def refusal(self) -> str:
        """Why this cannot be published, empty where it can."""
        if not self.changes:
            return SAME
        return UNSAFE if self.begun and self.unsafe else ""


def list_versions(survey: Survey) -> list[Listed]:
    """List the versions of a survey, the latest first."""
    query = (
        sa.select(SurveyVersion, Person.name, sa.func.count(Response.id))
        .outerjoin(Person, Person.id == SurveyVersion.published_by)
        .outerjoin(Response, Response.version_id == SurveyVersion.id)
        .where(SurveyVersion.survey_id == survey.id)
        .group_by(SurveyVersion.id, Person.name)
        .order_by(SurveyVersion.number.desc())
        .options(sa.orm.lazyload(SurveyVersion.survey))
    )
    return [
        Listed(version, name or "", count) for version, name, count in db.session.execute(query)
    ]


def get_version(survey: Survey, number: int) -> SurveyVersion:
    """Give a version of a survey by its number."""
    query = sa.select(SurveyVersion).filter_by(survey_id=survey.id, number=number)
    version = db.session.scalar(query)
    if version is None:
        raise NotThere()
    return version


def changes_in(version: SurveyVersion) -> list[Change]:
    """List what a version changed from the one before it; nothing in the first."""
    if version.number == 1:
        return []
    before = get_version(version.survey, version.number - 1)
    return compare(definition_of(before), definition_of(version))


def as_file(version: SurveyVersion) -> str:
    """Write a version as the JSON document that can be read in again."""
    return json.dumps(version.definition, ensure_ascii=False, indent=2) + "\n"


def step_to(survey: Survey, definition: Definition) -> Step:
    """Give what a definition would change from the current version."""
    base = current_version(survey)
    changes = compare(definition_of(base), definition)
    return Step(base, definition, changes, has_begun(survey))


def publish_step(
    survey: Survey, definition: Definition, *, base: int, note: str, person_id: int | None = None
) -> SurveyVersion:
    """Publish a definition as the next version, if answers given already survive it.

    `base` is the number of the version that the changes were shown against.
    """
    hold_survey(survey)
    step = step_to(survey, definition)
    if step.base.number != base:
        raise Conflict(
            f"Version {step.base.number} was published meanwhile. Look at the changes again."
        )
    if step.refusal:
        raise Refused(step.refusal)
    check_version(survey, definition)
    version = publish(survey, definition, note=note, person_id=person_id)
    unsafe = len(step.unsafe)
    words = {"number": version.number, "note": note, "changes": len(step.changes)}
    note_survey("published a version", survey, person_id, **words, unsafe=unsafe)
    return version


def copy_survey(
    survey: Survey, title: str, *, follows: bool = True, person_id: int | None = None
) -> Survey:
    """Make a new survey that asks what this one asks now, promises the same, and may follow it."""
    document = deepcopy(current_version(survey).definition) | {"title": title}
    for words in document.get("translations", {}).values():
        words.pop("title", None)
    made = create_survey(survey.partnership, title, document, person_id=person_id)
    made.mode = survey.mode
    if follows and may_follow(made.mode, survey.mode):
        made.follows_id = survey.id
    note_survey("copied a survey", made, person_id, from_survey=survey.id)
    return made
