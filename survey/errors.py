"""What can go wrong in the questionnaire engine; every error carries its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a survey definition, and where.

    Parameters
    ----------
    place : str
        Path in the document, such as ``sections[1].questions[0].min``; empty for the whole.
    message : str
        What is wrong and how to mend it, in one sentence.

    Examples
    --------
    >>> str(Fault("sections[0].title", "is missing"))
    'sections[0].title: is missing'
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or 'the whole file'}: {self.message}"


class SurveyError(Exception):
    """The root of all errors that this package raises."""


class BadDefinition(SurveyError):
    """A survey definition that cannot be used, with every fault found in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class BadContext(SurveyError):
    """A list given to the engine that no form can be built from."""

    def __init__(self, field: str, code: str, message: str) -> None:
        self.field = field
        self.code = code
        super().__init__(f"{field}: ‘{code}’ {message}")


class BadFormula(SurveyError):
    """A condition or formula that cannot be read or makes no sense, with the place.

    ``at`` counts letters from 0.
    """

    def __init__(self, formula: str, at: int, message: str) -> None:
        self.formula, self.at, self.message = formula, at, message
        super().__init__(f"{message} (at letter {at + 1} of “{formula[:200]}”)")


class NoSuchPage(SurveyError):
    """A page that this survey does not have, or not for these answers."""

    def __init__(self, section: str, follow_up: str) -> None:
        self.section = section
        self.follow_up = follow_up
        place = f"{section}/{follow_up}" if follow_up else section
        super().__init__(f"This survey has no page ‘{place}’ now")
