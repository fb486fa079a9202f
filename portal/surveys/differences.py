"""What a response told otherwise than it was known before, in words."""

from dataclasses import dataclass

from portal.models.organisations import ProfileFact
from portal.models.surveys import Response
from portal.organisations.fields import FIELDS
from portal.organisations.words import Vocabulary, fact_in_words, get_vocabulary
from portal.surveys.filing import list_unsettled


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact known otherwise than it was told now; `known` and `told` are lines of words."""

    label: str
    fact: ProfileFact
    known_fact: ProfileFact
    told: list[str]
    known: list[str]


def describe_differences(response: Response) -> list[Difference]:
    """Put what waits to be settled into words."""
    words = get_vocabulary(response.survey.partnership)
    return [
        Difference(
            FIELDS[told.field].label, told, known, lines_of(told, words), lines_of(known, words)
        )
        for known, told in list_unsettled(response)
    ]


def lines_of(fact: ProfileFact, vocabulary: Vocabulary) -> list[str]:
    """Give the lines that say a fact."""
    words = fact_in_words(fact, vocabulary)
    return [words] if isinstance(words, str) else words
