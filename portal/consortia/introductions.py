"""Whom each organisation of a grouping should meet, worked out once when its run ends.

The lists are worked out without exclusions, and then two who cannot work together are dropped from
each other's. So that a gap in a list tells nothing, one pair in five is dropped as well, by a lot
that is the same in every run and that nobody can work out without the secret of the installation.
No other list changes by that.
"""

import hmac
from dataclasses import replace
from typing import Any

from matching import Grouping, Instance, MeetingList, Meetings, Outcome, meetings
from portal.consortia.inputs import open_instance

EACH = 3
# The engine is asked for more, so that who is dropped leaves no shorter list.
LOOKED_AT, IN_LISTS = 6, 8
DROPPED = 0.2
# Beyond, the lists take a minute and fill the row of the run; nobody goes through them.
MOST_ORGANISATIONS = 5_000
# What a reason to meet may rest on, by the names that profiles use.
BEHIND = ("base", "radius_km", "areas", "themes", "offers", "needs", "networks", "ties_known")
Pair = tuple[str, str]


def introduce(frozen: dict[str, Any], outcome: Outcome, secret: str) -> dict[str, Any] | None:
    """Work out the lists of an open grouping; None for a brief, and among too many."""
    if not isinstance(outcome.request, Grouping):
        return None
    instance = open_instance(frozen)
    if len(instance.organisations) > MOST_ORGANISATIONS:
        return None
    found = meetings(instance, outcome, each=LOOKED_AT, cap=IN_LISTS)
    apart = {in_order(row["a"], row["b"]) for row in frozen["tables"]["exclusions"]}
    kept = Meetings(tuple(shorten(one, apart, secret) for one in found.organisations))
    return {
        "lists": kept.to_json()["organisations"],
        "areas": districts(instance, kept),
        "visibility": {key: behind(seen) for key, seen in frozen["visibility"].items()},
    }


def shorten(one: MeetingList, apart: set[Pair], secret: str) -> MeetingList:
    """Keep the first few of a list that neither an exclusion nor the lot drops."""
    kept = [
        meeting
        for meeting in one.meetings
        if (pair := in_order(one.id, meeting.id)) not in apart and not is_dropped(pair, secret)
    ]
    return replace(one, sentence="", meetings=tuple(kept[:EACH]))


def is_dropped(pair: Pair, secret: str) -> bool:
    """Draw the lot of a pair: always the same, and not to be guessed without the secret."""
    drawn = hmac.digest(secret.encode(), "|".join(("meetings", *pair)).encode(), "sha256")
    return int.from_bytes(drawn[:8], "big") < DROPPED * 2**64


def in_order(one: str, other: str) -> Pair:
    """Write a pair in one way."""
    return (one, other) if one < other else (other, one)


def districts(instance: Instance, found: Meetings) -> dict[str, str]:
    """Name the districts that reasons speak of."""
    codes = {
        code
        for one in found.organisations
        for meeting in one.meetings
        for brought in meeting.brought
        for code in brought.areas
    }
    return {code: instance.areas[code].name or code for code in sorted(codes)}


def behind(seen: dict[str, str]) -> dict[str, str]:
    """Keep who might read each fact that a reason may rest on."""
    return {name: seen[name] for name in BEHIND if name in seen}
