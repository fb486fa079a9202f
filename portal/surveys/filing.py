"""Sent answers become facts of a profile, each with its question, its version and its date."""

from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.models.surveys import Response
from portal.organisations.profiles import (
    Source,
    list_differences,
    replace_exclusions,
    replace_ties,
    state_fact,
)
from survey import Definition, Fact, facts


def file_answers(response: Response, definition: Definition) -> None:
    """Put everything that a response tells into the profile of its organisation."""
    numbers = numbers_of(response)
    for fact in facts(definition, response.answers):
        source = source_of(response, fact)
        question = definition.question(fact.question_id)
        if fact.field == "ties":
            ties = {numbers[slug]: rung for slug, rung in fact.value.items() if slug in numbers}
            replace_ties(response.participation, ties, source)
        elif fact.field == "exclusions":
            others = [numbers[slug] for slug in fact.value if slug in numbers]
            replace_exclusions(response.participation, others, source)
        else:
            visibility = question.visibility if question else None
            state_fact(response.participation, fact.field, fact.value, source, visibility)


def source_of(response: Response, fact: Fact) -> Source:
    """Say where a fact comes from."""
    return Source(
        "response",
        f"{reference(response)}v{response.version.number}:{fact.question_id}",
        response.answered_by or response.participation.organisation.name,
    )


def reference(response: Response) -> str:
    """Give the beginning of the reference that all facts of a response bear."""
    return f"response:{response.public_id}:"


def numbers_of(response: Response) -> dict[str, int]:
    """Give the ids of the other participations of the partnership by their slugs."""
    query = sa.select(Participation.slug, Participation.id).where(
        Participation.partnership_id == response.survey.partnership_id,
        Participation.id != response.participation_id,
    )
    return {row.slug: row.id for row in db.session.execute(query)}


def list_unsettled(response: Response) -> list[tuple[ProfileFact, ProfileFact]]:
    """List what a response told otherwise than it was known, as (known, told)."""
    pairs: Any = list_differences(response.participation)
    return [pair for pair in pairs if pair[1].source_ref.startswith(reference(response))]
