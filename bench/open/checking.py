"""Holds groupings against the slow formulas of the tests, and tries every grouping of a few."""

from dataclasses import asdict, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.briefs.checking import only_members
from bench.open.families import Case
from bench.open.records import Checked, TriedAll
from matching import Consortium, Outcome, suggest_groups
from tests.matching import reference


def checked(case: Case, outcome: Outcome) -> Checked:
    """Every term, quality and hard rule of every group, the total, and where everybody is."""
    cards = outcome.consortia
    found = sum((_one(case, card) for card in cards), Checked(groupings=1))
    total = sum(len(card.members) * card.quality for card in cards)
    off = max(found.furthest, abs(total - (outcome.total or 0.0)))
    together = reference.broken_together(
        case.instance, case.grouping, [card.members for card in cards]
    )
    broken = [f"{case.words}: {rule}" for rule in sorted(together)]
    grouped = {key for card in cards for key in card.members}
    alone = [one.id for one in outcome.left_out or ()]
    everyone = {one.id for one in case.instance.organisations}
    if len(set(alone)) < len(alone) or grouped & {*alone} or grouped | {*alone} != everyone:
        broken.append(f"{case.words}: somebody is both or neither grouped and left out")
    return replace(found, furthest=off, broken=found.broken + tuple(broken))


def _one(case: Case, card: Consortium) -> Checked:
    few = only_members(case.instance, card.members)
    told = asdict(card.terms)
    expected = reference.terms(few, case.grouping, card.members)
    off = max(abs(told[name] - value) for name, value in expected.items())
    off = max(off, abs(card.quality - reference.quality(few, case.grouping, card.members)))
    rules = reference.broken_rules(few, case.grouping, card.members)
    return Checked(0, 1, off, tuple(f"{case.words}: {rule}" for rule in sorted(rules)))


def tried_all(case: Case, sharing: str) -> TriedAll:
    """The engine beside the best packing of all groups, weighed by the slow formulas."""
    groups = list(reference.all_groups(case.instance, case.grouping))
    outcome = suggest_groups(case.instance, case.grouping)
    return TriedAll(
        family=case.family,
        sharing=sharing,
        organisations=case.count,
        sets=len(groups),
        found=outcome.total or 0.0,
        best=best_packing(case, groups),
    )


def best_packing(case: Case, groups: list[tuple[float, tuple[str, ...]]]) -> float:
    """The most that groups of (quality, members) are worth together, by HiGHS over all of them."""
    if not groups:
        return 0.0
    index, count = case.instance.index, case.count
    inside = np.zeros((count, len(groups)))
    for column, (_, members) in enumerate(groups):
        inside[[index[key] for key in members], column] = 1
    limits = [min(one.max_groups, 1 if case.grouping.one_group_each else one.max_groups)
              for one in case.instance.organisations]  # fmt: skip
    first, second = np.triu_indices(count, 1)
    several = np.array(limits) > 1
    kept = several[first] & several[second]
    meetings = inside[first[kept]] * inside[second[kept]]
    rules = [LinearConstraint(inside, -np.inf, limits)]
    if len(meetings):
        rules.append(LinearConstraint(meetings, -np.inf, 1))
    worths = np.array([len(members) * quality for quality, members in groups])
    solved = milp(
        -worths,
        integrality=np.ones(len(groups), np.int8),
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"mip_rel_gap": 0.0},
    )
    if solved.status != 0:
        raise RuntimeError(f"{case.words}: HiGHS did not prove its packing: {solved.message}")
    return -float(solved.fun)
