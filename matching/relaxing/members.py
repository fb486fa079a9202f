"""Giving way in who is named: let go, let back in, or ask to lead."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from matching.feasibility.first import first_that_helps
from matching.feasibility.groups import Group, Groups
from matching.feasibility.wanted import Wanted
from matching.relaxing.steps import Step

# The wanted rules with one organisation less on a list, and so many exceptions still to choose.
Taken = Callable[[Wanted, int, int], Wanted]


def let_go(groups: Groups, wanted: Wanted) -> Step | None:
    """The fewest named members to let go; of several such sets the first by id."""
    options = range(1, len(wanted.named) + 1)
    found = first_that_helps(groups, options, lambda count: replace(wanted, unnamed=count))
    if found is None:
        return None
    count = found[0]
    gone = _chosen(groups, wanted, wanted.named, count, _unnamed)
    left = _unnamed_all(wanted, gone)
    return Step(
        {"named": left.named, "exempt": left.exempt},
        _group(groups, left),
        len(wanted.named) - count,
        gone,
        count / len(wanted.named),
        loose={"unnamed": count},
    )


def let_back(groups: Groups, wanted: Wanted) -> Step | None:
    """The fewest members left out by name to let back in; of several such sets the first by id."""
    options = range(1, len(wanted.barred) + 1)
    found = first_that_helps(groups, options, lambda count: replace(wanted, let_back=count))
    if found is None:
        return None
    count = found[0]
    back = _chosen(groups, wanted, wanted.barred, count, _unbarred)
    barred = tuple(one for one in wanted.barred if one not in back)
    return Step(
        {"barred": barred},
        _group(groups, replace(wanted, barred=barred)),
        len(barred),
        back,
        count / len(wanted.barred),
        loose={"let_back": count},
    )


def ask_to_lead(groups: Groups, wanted: Wanted) -> Step | None:
    """The first, in the order of asking, who might lead a group that is possible."""
    opened = replace(wanted, lead="wanted")
    options = range(1, groups.facts.organisations + 1)
    found = first_that_helps(groups, options, lambda most: replace(opened, ask_among=most))
    if found is None:
        return None
    most, group = found
    asked = int(np.flatnonzero(groups.facts.turn == most - 1)[0])
    return Step({"lead": "wanted"}, group, members=(asked,))


def no_hub(groups: Groups, wanted: Wanted) -> Step | None:
    """Whether a group is possible without a lead within two ties of everyone."""
    group = groups.any_for(replace(wanted, hub=False))
    return None if group is None else Step({"hub": False}, group)


def _chosen(
    groups: Groups, wanted: Wanted, listed: Iterable[int], count: int, taken: Taken
) -> tuple[int, ...]:
    """The first set by id of so many exceptions with which a group is possible."""
    chosen: list[int] = []
    for one in listed:
        if len(chosen) == count:
            break
        fewer = taken(wanted, one, count - len(chosen) - 1)
        if groups.any_for(fewer) is not None:
            chosen.append(one)
            wanted = fewer
    return tuple(chosen)


def _unnamed(wanted: Wanted, one: int, left: int) -> Wanted:
    return replace(_unnamed_all(wanted, (one,)), unnamed=left)


def _unnamed_all(wanted: Wanted, gone: tuple[int, ...]) -> Wanted:
    return replace(
        wanted,
        named=tuple(each for each in wanted.named if each not in gone),
        exempt=tuple(each for each in wanted.exempt if each not in gone),
    )


def _unbarred(wanted: Wanted, one: int, left: int) -> Wanted:
    barred = tuple(each for each in wanted.barred if each != one)
    return replace(wanted, barred=barred, let_back=left)


def _group(groups: Groups, wanted: Wanted) -> Group:
    group = groups.any_for(wanted)
    if group is None:
        raise AssertionError("a set of exceptions that helps must leave a group")
    return group
