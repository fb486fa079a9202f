"""Sent answers become facts of a profile, each with its question, its version and its date."""

from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.models.surveys import Response, Submission
from portal.organisations.profiles import (
    Source,
    list_differences,
    narrow,
    state_exclusions,
    state_fact,
    take_back,
)
from portal.organisations.ties import TIES, state_ties
from portal.surveys.channels import BY, was_entered, who_entered
from portal.surveys.promises import has_names
from portal.surveys.questionnaires import definition_of
from portal.surveys.submissions import reference
from survey import Definition, Fact, facts


def file_answers(
    response: Response, definition: Definition, before: Submission | None = None
) -> None:
    """Put everything that a response tells into the profile of its organisation.

    Only answers with names feed profiles. `before` is what it had sent before. What it says now
    takes the place of that, what it no longer says is unknown again, and what it says once more
    keeps its date. Where it does not agree that somebody sees an answer, they no longer see what is
    known of the same field either, whoever told it.
    """
    if not has_names(response.survey):
        return
    told = facts(definition, response.answers)
    said = {fact.field: fact for fact in facts_of(before)}
    for field in said.keys() - {fact.field for fact in told}:
        take_back(response.participation, field, reference(response))
    numbers = numbers_of(response)
    for fact in told:
        if said.get(fact.field) != fact:
            file_fact(response, fact, numbers, reference(response) if before else "")
            if was_refused(definition, fact):
                field = TIES if fact.field == "ties" else fact.field
                narrow(response.participation, field, fact.visibility)


def file_fact(response: Response, fact: Fact, numbers: dict[str, int], earlier: str) -> None:
    """Put one fact into the profile; other organisations become the rows of their ids."""
    source = source_of(response, fact)
    if fact.field == "ties":
        ties = {numbers[slug]: rung for slug, rung in fact.value.items() if slug in numbers}
        state_ties(response.participation, ties, source, fact.visibility, earlier)
    elif fact.field == "exclusions":
        others = [numbers[slug] for slug in fact.value if slug in numbers]
        state_exclusions(response.participation, others, source, earlier)
    else:
        state_fact(response.participation, fact.field, fact.value, source, fact.visibility, earlier)


def was_refused(definition: Definition, fact: Fact) -> bool:
    """Tell whether fewer may see a fact than it was meant for."""
    question = definition.question(fact.question_id)
    return question is not None and question.visibility != fact.visibility


def facts_of(sent: Submission | None) -> list[Fact]:
    """Give what a sending told, nothing where there was none."""
    return facts(definition_of(sent.version), sent.answers) if sent else []


def source_of(response: Response, fact: Fact) -> Source:
    """Say where a fact comes from: who told it, and how where somebody else entered it."""
    told_by = response.answered_by or response.participation.organisation.name
    entered = was_entered(response)
    by = f", {BY[response.channel]}, entered by {who_entered(response)}" if entered else ""
    return Source(
        "on_behalf" if entered else "response",
        f"{reference(response)}v{response.version.number}:{fact.question_id}",
        f"{told_by}{by}"[:200],
    )


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
