"""A brief that cannot be met: what stands in the way, and each smallest change as a new brief."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.consortia.directory import Directory
from portal.consortia.wishes import LONGEST_NAME, BriefWishes
from portal.errors import Refused
from portal.models.consortia import MatchingRun
from portal.web.filters import as_count, as_number, as_pounds, as_words

PAIR = "both"
CANNOT = "No group can meet this brief: "
FIELDS = {
    "contract_value": "the value of the contract",
    "lead": "the lead",
    "size.max": "the largest size",
    "size.min": "the smallest size",
    "min_capacity_days": "the days",
    "min_small": "the small organisations",
    "hub": "who knows the lead",
    "must_include": "the members named",
    "must_exclude": "those left out by name",
}

Words = Callable[[BriefWishes, int], str]
# How a changed brief is told apart by its name, and what its button says; both get the changed
# wishes and the number of members who are let go or let back in.
SUFFIXES: Mapping[str, Words] = {
    "contract_value": lambda new, _: contract(new, "contract up to {}", "no contract value"),
    "lead": lambda _, __: "a lead still to be asked",
    "size.max": lambda new, _: f"groups of up to {new.largest}",
    "size.min": lambda new, _: f"groups from {new.smallest}",
    "min_capacity_days": lambda new, _: days(new, "no days asked for"),
    "min_small": lambda new, _: small(new, "no small organisations asked for"),
    "hub": lambda _, __: "a lead not known to everybody",
    "must_include": lambda _, count: f"{as_count(count, 'named member')} fewer",
    "must_exclude": lambda _, count: f"{as_count(count, 'organisation')} let back in",
}
ACTS: Mapping[str, Words] = {
    "contract_value": lambda new, _: contract(new, "Try {} a year", "Try without a value"),
    "lead": lambda _, __: "Try groups whose lead would have to be asked",
    "size.max": lambda new, _: f"Try groups of up to {new.largest}",
    "size.min": lambda new, _: f"Try groups from {new.smallest}",
    "min_capacity_days": lambda new, _: f"Try {days(new, 'without asking for days')}",
    "min_small": lambda new, _: f"Try {small(new, 'without small organisations')}",
    "hub": lambda _, __: "Try without that rule",
    "must_include": lambda _, count: "Try without it" if count == 1 else "Try without them",
    "must_exclude": lambda _, count: "Try with it" if count == 1 else "Try with them",
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """One smallest change: its sentences, what its button says, and the brief that it makes.

    `wishes` is None where no brief of Patchwork can hold the change.
    """

    field: str
    sentences: tuple[str, ...]
    act: str
    wishes: BriefWishes | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why a brief cannot be met, what would help, and which fields alone would not."""

    possible: bool
    sentence: str
    remedies: tuple[Remedy, ...]
    helpless: str

    @property
    def reason(self) -> str:
        """Give the sentence without its first part, which stands over it as a heading."""
        told = self.sentence.removeprefix(CANNOT)
        return told[:1].upper() + told[1:]

    def remedy(self, field: str) -> Remedy | None:
        """Find the change of one field, or of the two that help together."""
        return next((one for one in self.remedies if one.field == field and one.wishes), None)


def read_blocked(run: MatchingRun, directory: Directory) -> Blocked | None:
    """Read what was kept about a brief without a group; None where nobody looked."""
    kept = (run.advice or {}).get("relaxations")
    if kept is None:
        return None
    found = [remedy(run, [one], directory) for one in kept["options"] if one["brief"]]
    if kept["pair"]:
        found.append(remedy(run, kept["pair"], directory))
    others = [FIELDS[one["field"]] for one in kept["options"] if not one["brief"]]
    return Blocked(
        possible=kept["feasible"],
        sentence=directory.in_words(kept["sentence"]),
        remedies=tuple(found),
        helpless=as_words(others, last="or"),
    )


def remedy(run: MatchingRun, changes: list[dict[str, Any]], directory: Directory) -> Remedy:
    """Make one remedy of a change, or of two that help only together."""
    field = changes[0]["field"] if len(changes) == 1 else PAIR
    new = BriefWishes.from_request(changes[0]["brief"], run.preset)
    new = replace(new, days=math.floor(100 * new.days + 1e-6) / 100)
    suffix = as_words([SUFFIXES[one["field"]](new, len(one["members"])) for one in changes])
    new = replace(new, name=named(run.name, suffix))
    act = ACTS[field](new, len(changes[0]["members"])) if len(changes) == 1 else "Try both changes"
    return Remedy(
        field=field,
        sentences=tuple(directory.in_words(one["sentence"]) for one in changes),
        act=act,
        wishes=new if can_be_asked(new) else None,
    )


def can_be_asked(wishes: BriefWishes) -> bool:
    """Tell whether a brief of Patchwork can hold what the engine thought of."""
    try:
        wishes.check()
    except Refused:
        return False
    return True


def named(name: str, suffix: str) -> str:
    """Let a brief's name carry on, and say what is different."""
    room = LONGEST_NAME - len(suffix) - 3
    kept = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return f"{kept} ({suffix})"


def contract(new: BriefWishes, with_value: str, without: str) -> str:
    """Write a contract's value, or that none is asked for."""
    return without if new.contract_value is None else with_value.format(pounds(new.contract_value))


def pounds(value: float) -> str:
    """Write money, with pence only where there are any."""
    return as_pounds(value) if value == int(value) else f"£{value:,.2f}"


def days(new: BriefWishes, none: str) -> str:
    """Write days a week, or that none are asked for."""
    if not new.days:
        return none
    return f"{as_number(new.days)} {'day' if new.days == 1 else 'days'} a week"


def small(new: BriefWishes, none: str) -> str:
    """Write how many small organisations are asked for, or that none are."""
    return as_count(new.small, "small organisation") if new.small else none
