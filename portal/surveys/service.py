"""Surveys from draft to closed; a published version never changes."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from portal.errors import Conflict, NotThere, Refused
from portal.models.base import db, now
from portal.models.days import today
from portal.models.partnerships import Partnership
from portal.models.surveys import Survey, SurveyVersion
from portal.surveys.at_once import hold_survey
from portal.surveys.modes import check_version
from portal.surveys.opening import (
    check_day,
    days_in_words,
    days_mark,
    end_of,
    is_open,
    is_scheduled,
    standing_of,
    start_of,
    takes_registrations,
)
from portal.surveys.trail import note_survey
from portal.surveys.withholding import check_opening_again
from survey import Definition, read_definition


def create_survey(
    partnership: Partnership,
    title: str,
    definition: Definition | Mapping[str, Any] | str,
    *,
    person_id: int | None = None,
) -> Survey:
    """Make a survey, not open yet, whose first version is the given definition."""
    survey = Survey(partnership=partnership, slug=free_slug(partnership, title), title=title)
    db.session.add(survey)
    publish(survey, definition, person_id=person_id)
    note_survey("made a survey", survey, person_id)
    return survey


def free_slug(partnership: Partnership, title: str) -> str:
    """Make the last word of a survey's address from its title, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-") or "survey"
    query = sa.select(Survey.slug).filter_by(partnership_id=partnership.id)
    taken = {*db.session.scalars(query), "new"}
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def publish(
    survey: Survey,
    definition: Definition | Mapping[str, Any] | str,
    *,
    note: str = "",
    person_id: int | None = None,
) -> SurveyVersion:
    """Add a version, checked as a whole; answers begun on an earlier one keep it."""
    if not isinstance(definition, Definition):
        text = definition if isinstance(definition, str) else json.dumps(definition)
        definition = read_definition(text)
    db.session.flush()
    check_version(survey, definition)
    latest = sa.select(sa.func.max(SurveyVersion.number)).filter_by(survey_id=survey.id)
    number = (db.session.scalar(latest) or 0) + 1
    document = definition.model_dump(mode="json", exclude_defaults=True)
    version = SurveyVersion(
        survey=survey, number=number, definition=document, note=note, published_by=person_id
    )
    db.session.add(version)
    db.session.flush()
    return version


@event.listens_for(SurveyVersion, "before_update")
def refuse_to_change(_mapper: Any, _connection: Any, version: SurveyVersion) -> None:
    """Keep a published version as it is: answers are read by it for years."""
    raise Refused(f"Version {version.number} is published and stays as it is. Make a new one.")


def get_survey(partnership: Partnership, slug: str) -> Survey:
    """Give a survey of a partnership by the last word of its address."""
    survey = db.session.scalar(
        sa.select(Survey).filter_by(partnership_id=partnership.id, slug=slug)
    )
    if survey is None:
        raise NotThere()
    return survey


def list_surveys(partnership: Partnership) -> list[Survey]:
    """List the surveys of a partnership, newest first."""
    query = sa.select(Survey).filter_by(partnership_id=partnership.id)
    return list(db.session.scalars(query.order_by(Survey.id.desc())))


def list_open(partnership: Partnership) -> list[Survey]:
    """List the surveys that take answers now."""
    return [survey for survey in list_surveys(partnership) if is_open(survey)]


def list_public(partnership: Partnership) -> list[Survey]:
    """List the surveys in which anybody may register interest now."""
    return [survey for survey in list_open(partnership) if takes_registrations(survey)]


def current_version(survey: Survey) -> SurveyVersion:
    """Give the version that new answers are written on."""
    query = sa.select(SurveyVersion).filter_by(survey_id=survey.id)
    version = db.session.scalar(query.order_by(SurveyVersion.number.desc()).limit(1))
    if version is None:
        raise NotThere("This survey has no questions yet.")
    return version


def open_survey(
    survey: Survey,
    last_day: date | None = None,
    *,
    first_day: date | None = None,
    reason: str = "",
    seen: str = "",
    person_id: int | None = None,
) -> None:
    """Take answers from now or from a later day on, to the end of a day in London.

    A closed survey wants a reason. One that is open already keeps its first day. `seen` is the
    `days_mark` that a form was made from: where somebody set other days since, it is a Conflict.
    """
    hold_survey(survey)
    standing = standing_of(survey)
    check_days(first_day, last_day)
    check_opening_again(survey)
    if standing == "closed" and not reason.strip():
        raise Refused("Say why you open it again. People who ask will be told.", field="reason")
    opens_at = survey.opens_at
    if standing != "open":
        opens_at = start_of(first_day) if first_day and first_day > today() else None
    closes_at = end_of(last_day) if last_day else None
    check_seen(survey, seen, opens_at, closes_at)
    survey.state, survey.closed_at = "open", None
    survey.opens_at, survey.closes_at = opens_at, closes_at
    if survey.opened_at is None or survey.opened_at > now():
        survey.opened_at = survey.opens_at or now()
    note_survey(
        opening_words(standing, survey),
        survey,
        person_id,
        reason=reason,
        first_day=str(first_day or ""),
        last_day=str(last_day or ""),
    )


def check_days(first_day: date | None, last_day: date | None) -> None:
    """Refuse days that have passed or are years away, and a last day before the first."""
    if first_day is not None:
        check_day(first_day, "first_day")
    if last_day is not None:
        check_day(last_day, "last_day")
    if first_day is not None and last_day is not None and last_day < first_day:
        raise Refused("This is before the first day. Choose a later one.", field="last_day")


def check_seen(
    survey: Survey, seen: str, opens_at: datetime | None, closes_at: datetime | None
) -> None:
    """Raise Conflict where somebody has changed the days since a form was made, and otherwise.

    Whoever wants the very days that are set already, as by a second press, loses nothing.
    """
    same = (survey.opens_at, survey.closes_at) == (opens_at, closes_at)
    if seen and seen != days_mark(survey) and not same:
        raise Conflict(
            f"Somebody else has changed this meanwhile: {days_in_words(survey)}. Look at your days"
            " again, then press the button once more."
        )


def opening_words(before: str, survey: Survey) -> str:
    """Say for the audit trail what opening a survey did, given where it stood before."""
    if is_scheduled(survey):
        return "moved the opening day" if before == "scheduled" else "scheduled a survey"
    words = {"open": "moved the closing day", "closed": "reopened"}
    return words.get(before, "opened a survey")


def close_survey(survey: Survey, *, person_id: int | None = None) -> None:
    """Take no more answers; drafts are kept as they are. One that is scheduled is called off."""
    hold_survey(survey)
    standing = standing_of(survey)
    # One that its last day has closed keeps that moment: by it answers are late or not.
    if standing not in {"open", "scheduled"}:
        raise Refused("This survey is not open.")
    if standing == "scheduled":
        call_off(survey, person_id=person_id)
        return
    survey.state, survey.closed_at = "closed", now()
    note_survey("closed a survey", survey, person_id)


def call_off(survey: Survey, *, person_id: int | None = None) -> None:
    """Let a survey not open by itself: it is a draft again, or closed where it was open before."""
    was_open_before = survey.opened_at is not None and survey.opened_at <= now()
    survey.state, survey.opens_at = ("closed", None) if was_open_before else ("draft", None)
    survey.closed_at = now() if was_open_before else None
    survey.opened_at = survey.opened_at if was_open_before else None
    note_survey("called off the opening", survey, person_id)


def set_registration(survey: Survey, wanted: bool, *, person_id: int | None = None) -> None:
    """Let anybody register interest in public, or no longer."""
    if wanted and not is_open(survey):
        raise Refused("Open the survey first. Then people can register interest in it.")
    survey.registration_open = wanted
    act = "opened registration of interest" if wanted else "closed registration of interest"
    note_survey(act, survey, person_id)
