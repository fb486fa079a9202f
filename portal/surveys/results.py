"""What came back so far, question by question, as far as the survey's promise lets it be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from portal.models.surveys import Survey
from portal.surveys.promises import LEAST, has_names
from portal.surveys.questionnaires import context_for_preview, definition_of
from portal.surveys.reading import list_nameless
from portal.surveys.service import current_version
from portal.surveys.submissions import list_latest
from survey import Tally, tallies


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the survey and what was said to its questions."""

    title: str
    tallies: list[Tally]


@dataclass(frozen=True, slots=True)
class Results:
    """What came back: from how many, part by part; nothing that rests on fewer than `least`."""

    responses: int
    least: int
    parts: list[Part]


def get_results(survey: Survey) -> Results:
    """Tally the latest sending of each organisation, whatever version it answered.

    Raises
    ------
    Refused
        If answers cannot be read yet, with the reason.
    """
    sent = answers_sent(survey)
    definition = definition_of(current_version(survey))
    found = tallies(definition, context_for_preview(survey), sent)
    parts = [Part(one.title, list(some)) for one, some in groupby(found, lambda t: t.section)]
    return Results(len(sent), 0 if has_names(survey) else LEAST, parts)


def answers_sent(survey: Survey) -> list[Mapping[str, Any]]:
    """List what was sent last by each, in no order that tells where names were not promised."""
    if has_names(survey):
        return [one.answers for one in list_latest(survey)]
    return [answers for _version, answers in list_nameless(survey)]
