"""How far the proof of a brief has come, in words, from what the worker writes as it goes."""

import math
import re
from dataclasses import dataclass

from portal.consortia.shares import points
from portal.models.consortia import MatchingRun

PROVING = re.compile(r"Proving group (\d+) of (\d+)")
STARTING = ("", "A first answer", "Writing down a first answer")


@dataclass(frozen=True, slots=True)
class Standing:
    """A proof under way: what is being done, how far it is, and what is known so far.

    `done` of `total` groups are through; None where that cannot be counted.
    """

    label: str
    words: str
    done: int | None = None
    total: int | None = None
    sentences: tuple[str, ...] = ()


def standing_of(run: MatchingRun) -> Standing:
    """Say how far a run is whose first answer is there already."""
    if run.state == "queued":
        return Standing("Waiting to go on", "It goes on by itself.")
    if run.cancel_asked:
        return Standing("Stopping", "The groups so far are kept.")
    found = PROVING.match(run.phase)
    if found is None:
        starting = run.phase in STARTING
        return Standing(
            "About to prove that nothing is better" if starting else "Nearly done",
            "" if starting else run.phase,
        )
    number, total = int(found[1]), int(found[2])
    return Standing(
        "Proving that nothing is better",
        f"group {number} of {total}",
        number - 1,
        total,
        figures(run, number),
    )


def figures(run: MatchingRun, number: int) -> tuple[str, ...]:
    """Say what is known of the group at hand: the best so far, the bound, and how far apart."""
    if run.best is None:
        return ("Nothing has been found for this place yet.",)
    best = f"Best so far {points(run.best)} of 100."
    nothing = "Nothing" if number == 1 else f"Nothing that {differs(run)}"
    if run.bound is None:
        unknown = "How much better a group could be is not known yet."
        return (best, unknown, *found_since(run, number))
    bound = max(points(run.best), math.ceil(100 * run.bound - 1e-9))
    gap = (run.bound - run.best) / run.bound if run.bound else 0.0
    return (
        best,
        f"{nothing} can be better than {bound}.",
        f"So this one is within {per_cent(gap)} of the best possible.",
        *found_since(run, number),
    )


def differs(run: MatchingRun) -> str:
    """Say what alternatives must be like."""
    least = run.request.get("min_difference", 2)
    return f"differs by at least {least} {'member' if least == 1 else 'members'} from those before"


def found_since(run: MatchingRun, number: int) -> tuple[str, ...]:
    """Say that the page shows an older group than the best."""
    groups = (run.outcome or {"consortia": ()})["consortia"]
    if number != 1 or not groups or (run.best or 0.0) <= groups[0]["quality"] + 1e-9:
        return ()
    return ("A better group than group 1 below has been found: it will stand there at the end.",)


def per_cent(share: float) -> str:
    """Write a share as per cent, with one decimal where it is small."""
    value = 100 * share
    if value < 0.1:
        return "0.1%"
    return f"{value:.1f}".removesuffix(".0") + "%" if value < 10 else f"{value:.0f}%"
