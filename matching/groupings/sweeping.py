"""Searching an earlier grouping again: only near what changed, or everybody, patch by patch."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import numpy as np

from matching.arrays import Bools, Ints
from matching.groupings.memberships import Memberships
from matching.groupings.patching import EVERY_ROUND, Patch, Patcher, Plan, patch_of, run
from matching.groupings.search import FEWEST_ROUNDS, Members
from matching.groupings.sending import Hands, answers_of
from matching.groupings.surroundings import around
from matching.groupings.tiles import somewhere, tiles_of
from matching.progress import Pace

# Rounds of ruin and recreate near a change, for each step of effort.
ROUNDS_NEARBY = 3
# So many are taken out of their groups at most to open another where a group is broken.
MOST_APART = 6
TURNS = 3


def sweep_nearby(
    plan: Plan, seeds: Sequence[Ints], pace: Pace, effort: int, seed: int
) -> list[Members]:
    """Groups of everybody, searched only around those a change bears on; see `around`."""
    chosen, first = around(plan.material, plan.standing, seeds)
    if chosen.sum() < plan.material.grouping.size.min:
        return _those(plan.standing.groups)
    rounds, leads = effort * ROUNDS_NEARBY, _leads(plan, seeds, chosen)
    patch, changing = patch_of(plan, chosen, rounds, seed, first.tolist(), leads)
    return _replaced(plan.standing, changing, _searched(patch, pace))


def sweep_everybody(
    plan: Plan, pace: Pace, effort: int, seed: int, most: int, hands: Hands
) -> list[Members]:
    """Groups of everybody, searched all together up to `most` organisations, else tile by tile."""
    material = plan.material
    possible = np.flatnonzero(material.limits > 0)
    if len(possible) < material.grouping.size.min:
        return []
    if len(possible) <= most:
        rounds = effort * (len(plan.standing.groups) + FEWEST_ROUNDS)
        patch, changing = patch_of(plan, material.limits > 0, rounds, seed)
        return _replaced(plan.standing, changing, _searched(patch, pace))
    places = somewhere(material.pairs, material.area_places())
    share = max(1, effort * len(possible) // (TURNS * material.grouping.size.max))
    pace.total = TURNS * share
    for turn in range(TURNS):
        pace.begin(f"Looking again, round {turn + 1} of {TURNS}")
        tiles = tiles_of(places, possible, turn)
        groups = _turn(plan, tiles, pace, effort, seed * TURNS + turn, hands)
        plan = plan._replace(standing=Memberships(groups, len(material.limits)))
        if not pace.goes_on():
            break
    return _those(plan.standing.groups)


def _leads(plan: Plan, seeds: Sequence[Ints], chosen: Bools) -> list[int]:
    """Who may lead and might open another group: those changed, all where some lost company."""
    may_lead = plan.material.problem.may_lead & (plan.material.limits > 0)
    if all(len(ones) == 1 for ones in seeds):
        return [int(ones[0]) for ones in seeds if may_lead[ones[0]]]
    standing = plan.standing
    leads = np.bincount(standing.owners[may_lead[standing.flat]], minlength=len(standing.groups))
    spare = np.zeros(standing.count, bool)
    spare[standing.members_of(np.flatnonzero(leads > 1))] = True
    found: list[int] = np.flatnonzero(chosen & may_lead & spare)[:MOST_APART].tolist()
    return found


def _turn(
    plan: Plan, tiles: Sequence[Ints], pace: Pace, effort: int, seed: int, hands: Hands
) -> list[Members]:
    """Search every tile, each as a patch; tiles share nobody, and so do their patches."""
    changed: list[Ints] = []

    def patches() -> Iterator[Patch]:
        for number, tile in enumerate(tiles):
            rounds = effort * max(1, len(tile) // plan.material.grouping.size.max) // TURNS
            chosen = _mask(tile, plan.standing.count)
            patch, changing = patch_of(plan, chosen, rounds, seed * len(tiles) + number)
            changed.append(changing)
            yield patch

    found: list[list[Members]] = []
    with closing(answers_of(hands, run, patches(), pace.goes_on)) as answers:
        for tile in tiles:
            answer = next(answers, None)
            if answer is not None:
                found.append(answer)
            pace.step(None, max(1, effort * len(tile) // (TURNS * plan.material.grouping.size.max)))
    done = np.concatenate([np.zeros(0, np.int64), *changed[: len(found)]])
    return _replaced(plan.standing, done, [group for groups in found for group in groups])


def _searched(patch: Patch, pace: Pace) -> list[Members]:
    """The groups of one patch, told of as it is searched."""
    patcher = Patcher(patch)
    pace.total = max(1, patch.rounds)
    pace.begin("Making small changes")
    patcher.improve()
    pace.begin("Trying other groups")
    while pace.done < patch.rounds and pace.goes_on():
        rounds = min(EVERY_ROUND, patch.rounds - pace.done)
        patcher.rebuild(rounds)
        pace.step(None, rounds)
    return patcher.groups()


def _replaced(standing: Memberships, changing: Ints, found: list[Members]) -> list[Members]:
    """The groups that stay and those found in place of the others."""
    stays = np.ones(len(standing.groups), bool)
    stays[changing] = False
    return _those([standing.groups[number] for number in np.flatnonzero(stays).tolist()]) + found


def _those(groups: Sequence[Members]) -> list[Members]:
    return [group for group in groups if group]


def _mask(positions: Ints, count: int) -> Bools:
    chosen = np.zeros(count, bool)
    chosen[positions] = True
    return chosen
