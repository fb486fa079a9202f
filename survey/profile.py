"""From answers to what is known of an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.asking import value_of
from survey.definition import Definition
from survey.kinds import kind_of
from survey.sharing import seen_by
from survey.visibility import Visibility


@dataclass(frozen=True)
class Fact:
    """One thing that an answer tells of an organisation.

    Parameters
    ----------
    field : str
        Profile field.
    value : object
        JSON: ``themes`` {code: 0 | .3 | .6 | 1}; ``areas``, ``ages``, ``offers``, ``needs``,
        ``networks``, ``exclusions`` lists of codes; ``base`` {postcode, lat, lon} in degrees,
        both None where the postcode has no known place; ``radius_km``, ``staff``,
        ``volunteers``, ``turnover``, ``spare_days`` (a week), ``max_contract`` numbers;
        ``can_lead``, ``will_lead`` booleans; ``ties`` {organisation: 0..1}.
    question_id : str
        The question that told it.
    visibility : str
        Who may see it: those it was meant for, or fewer where that was not agreed to.

    Examples
    --------
    >>> Fact("staff", 3, "people", "members").value
    3
    """

    field: str
    value: Any
    question_id: str
    visibility: Visibility


def facts(definition: Definition, answers: Mapping[str, Any]) -> list[Fact]:
    """Return the profile facts that answers tell, by the ``feeds`` of their questions.

    What is not answered, or answered with "not sure", gives no fact. Known to be none gives an
    empty list or dict. In ``themes`` only the answered ones stand, those answered with "None"
    with weight 0. In ``ties`` a partner who was named without saying how closely counts 0.25,
    the least that naming them means; all others are then known to be no partners.

    Examples
    --------
    >>> from survey import facts, registration_definition
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> told = {"themes": {"play": "fair", "care": None}, "agree": {"members": True}}
    >>> facts(survey, told)
    [Fact(field='themes', value={'play': 0.6}, question_id='themes', visibility='members')]
    """
    return [
        Fact(field, value, question.id, seen_by(definition, answers, question))
        for question in definition.questions()
        if not question.retired and (answer := value_of(question, answers)) is not None
        for field, value in kind_of(question).facts(question, answer).items()
    ]
