"""Profile facts in words: codes become the labels that the partnership uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.models.organisations import ProfileFact
from portal.models.partnerships import Partnership
from portal.organisations.ties import TIES, named_ties
from portal.partnerships.ages import AGES
from portal.partnerships.service import list_areas, list_resources, list_themes

WEIGHTS = ((0.8, "most of the work"), (0.45, "a fair part"), (0.05, "a little"), (0.0, "none"))
SOURCES = {
    "response": "Answered",
    "import": "Imported by the coordinator",
    "typed": "Typed by the organisation",
    "on_behalf": "Told to the coordinator",
}
CLOSENESS = (
    (0.0, "no tie"),
    (0.25, "know of each other"),
    (0.5, "share information"),
    (0.75, "joint activity"),
    (1.0, "formal agreement"),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of a partnership's codes, retired ones too."""

    themes: Mapping[str, str]
    areas: Mapping[str, str]
    resources: Mapping[str, str]
    ages: Mapping[str, str]


def get_vocabulary(partnership: Partnership) -> Vocabulary:
    """Read the labels of a partnership with three queries."""
    return Vocabulary(
        themes={t.code: t.label for t in list_themes(partnership, with_retired=True)},
        areas={r.area.code: r.area.name for r in list_areas(partnership, with_retired=True)},
        resources={r.code: r.label for r in list_resources(partnership, with_retired=True)},
        ages=AGES,
    )


def weight_in_words(weight: float) -> str:
    """Say how much of an organisation's work a theme is."""
    return next(words for least, words in WEIGHTS if weight >= least)


def tie_in_words(intensity: float) -> str:
    """Say how closely two organisations work together."""
    return min(CLOSENESS, key=lambda step: abs(step[0] - intensity))[1]


def source_in_words(fact: ProfileFact) -> str:
    """Say where a fact comes from."""
    return SOURCES[fact.source]


def as_number(value: Any) -> str:
    """Write a number without needless decimals."""
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")


def as_pounds(value: Any) -> str:
    """Write money as £240,000."""
    return f"£{float(value):,.0f}"


def as_days(value: Any) -> str:
    """Write days a week."""
    return "1 day a week" if float(value) == 1 else f"{as_number(value)} days a week"


def as_base(value: Any) -> str:
    """Write a base by its postcode, else by its position."""
    postcode = str(value.get("postcode") or "")
    if postcode:
        spaced = f"{postcode[:-3]} {postcode[-3:]}" if len(postcode) > 4 else postcode
        return spaced if value.get("lat") is not None else f"{spaced} (not on our map yet)"
    return f"{value.get('lat')}, {value.get('lon')}"


def as_yes(value: Any) -> str:
    """Write yes or no."""
    return "Yes" if value else "No"


PLAIN: dict[str, Callable[[Any], str]] = {
    "summary": str,
    "kind": str,
    "base": as_base,
    "radius_km": lambda value: f"{as_number(value)} km",
    "staff": as_number,
    "volunteers": as_number,
    "turnover": as_pounds,
    "max_contract": as_pounds,
    "spare_days": as_days,
    "can_lead": as_yes,
    "will_lead": as_yes,
    "ties_known": as_yes,
    "max_groups": as_number,
}


def in_words(name: str, value: Any, vocabulary: Vocabulary) -> str | list[str]:
    """Say a fact's value in words: a text, or a list of them; known to be none is "None"."""
    if name in PLAIN:
        return PLAIN[name](value)
    if not value:
        return "None"
    if name == "themes":
        ordered = sorted(value.items(), key=lambda one: (-one[1], one[0]))
        return [
            f"{vocabulary.themes.get(code, code)}: {weight_in_words(weight)}"
            for code, weight in ordered
        ]
    labels = labels_of(name, vocabulary)
    return (
        sorted(labels.get(code, code) for code in value)
        if name == "areas"
        else [labels.get(code, code) for code in value]
    )


def fact_in_words(fact: ProfileFact, vocabulary: Vocabulary) -> str | list[str]:
    """Say in words what a fact tells; that of ties names the others."""
    if fact.field != TIES:
        return in_words(fact.field, fact.value, vocabulary)
    return [f"{name}: {tie_in_words(intensity)}" for name, intensity in named_ties(fact)] or "None"


def labels_of(name: str, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Give the labels that a field's codes have; networks are words already."""
    return {
        "areas": vocabulary.areas,
        "ages": vocabulary.ages,
        "offers": vocabulary.resources,
        "needs": vocabulary.resources,
    }.get(name, {})
