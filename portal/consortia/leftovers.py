"""Who is in no group, or came near one, and why: told so that nobody's refusal can be guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.directory import Directory
from portal.consortia.words import LEFT_OUT, NEAREST_OTHER, NEAREST_RULES, NO_WORKABLE_GROUP
from portal.models.consortia import MatchingRun

# The engine speaks to the organisation; these pages speak of it.
ABOUT_THEM = (
    ("Tell us what you", "Ask what they"),
    ("Tell us your", "Ask for their"),
    ("Tell us the", "Ask for the"),
    (" you ", " they "),
)


@dataclass(frozen=True, slots=True)
class Outsider:
    """One organisation outside, and one sentence about it."""

    slug: str
    name: str
    organisation_id: int | None
    sentence: str
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reason and everybody who is left out for it."""

    title: str
    change: str
    outsiders: tuple[Outsider, ...]


def list_left_out(run: MatchingRun, directory: Directory) -> list[Reasoned]:
    """Gather the organisations in no group by reason, in the order in which reasons are tried."""
    gathered: dict[str, list[Outsider]] = {reason: [] for reason in LEFT_OUT}
    for one in (run.outcome or {}).get("left_out") or ():
        reason = told_reason(one)
        gathered[reason].append(outsider(one["id"], told_change(one, reason, directory), directory))
    return [
        Reasoned(*LEFT_OUT[reason], tuple(sorted(some, key=lambda one: one.name.casefold())))
        for reason, some in gathered.items()
        if some
    ]


def told_reason(one: Mapping[str, Any]) -> str:
    """Give the reason that may be told: a private one is told like any other without a group."""
    if one["private"] or one["reason"] not in LEFT_OUT:
        return NO_WORKABLE_GROUP
    return str(one["reason"])


def told_change(one: Mapping[str, Any], reason: str, directory: Directory) -> str:
    """Give what would change it, unless the reason has one sentence for all."""
    if LEFT_OUT[reason][1]:
        return ""
    detail = directory.in_words(str(one["detail"])).strip()
    for said_to_them, said_of_them in ABOUT_THEM:
        detail = detail.replace(said_to_them, said_of_them)
    return detail[:1].upper() + detail[1:]


def list_nearest(run: MatchingRun, directory: Directory) -> list[Outsider]:
    """List who came nearest to the best group of a brief, as the engine ordered them."""
    return [near(one, directory) for one in (run.outcome or {}).get("nearest") or ()]


def near(one: Mapping[str, Any], directory: Directory) -> Outsider:
    """Say what swapping one organisation in would cost, or that it cannot be done."""
    if one["loss"] is None:
        rule = "" if one["private"] else str(one["rule"])
        return outsider(one["id"], NEAREST_RULES.get(rule, NEAREST_OTHER), directory)
    points = round(one["loss"] * 100)
    other = directory.name(one["instead_of"])
    cost = f"{points} {'point' if points == 1 else 'points'} fewer" if points else "as good"
    return outsider(one["id"], f"In place of {other}: {cost}.", directory, points)


def outsider(slug: str, sentence: str, directory: Directory, points: int | None = None) -> Outsider:
    """Name an organisation and say its sentence."""
    entry = directory.entry(slug)
    return Outsider(slug, entry.name, entry.organisation_id, sentence, points)
