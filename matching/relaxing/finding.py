"""The front door: can this brief be met, and if not, what stands in the way?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matching.feasibility.conflict import conflict_of
from matching.feasibility.facts import facts_of
from matching.feasibility.groups import Group, Groups
from matching.feasibility.wanted import Wanted, wanted_of
from matching.instance import Instance
from matching.problem import problem_of
from matching.relaxing.answer import Relaxation, Relaxations
from matching.relaxing.knobs import Knob, knobs_of
from matching.relaxing.pairs import Together, smallest_pair
from matching.relaxing.steps import Step, changed
from matching.relaxing.words import FEASIBLE, NEUTRAL, conflict_sentence, step_sentence
from matching.request import Brief, Size

# Sums of days that differ by less are the same figure.
SAME = 1e-9


def relaxations(instance: Instance, brief: Brief) -> Relaxations:
    """Say whether any group keeps the hard rules of a brief; if none does, why, and what would.

    Exact: nothing is sampled, and each figure is the best there is with all other rules kept.
    Exclusions are never relaxed and never named. Everything told is what would be told if there
    were no exclusions; where the truth differs, the neutral sentence stands in its place, which
    is also that of a field in which giving way does not help. That a brief has no group can
    itself give an exclusion away to somebody who knows every other fact; no words prevent that.

    Parameters
    ----------
    instance : Instance
    brief : Brief

    Returns
    -------
    Relaxations
        `feasible` with an `example`, or `conflict`, `relaxations` and `pair`. Figures are in the
        units of the brief: money a year, days a week, numbers of organisations.

    Raises
    ------
    RequestError
        The brief names an area or an organisation that the instance does not hold.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "can_lead": "yes", "will_lead": "yes",
    ...          "max_contract": value} for key, value in (("a", "180000"), ("b", "40000"))]
    >>> brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 3},
    ...                          "cells": [{"theme": "play", "area": "w", "level": 1}],
    ...                          "contract_value": 250000})
    >>> answer = relaxations(Instance.from_tables(rows, [{"code": "w"}]), brief)
    >>> answer.feasible, answer.conflict
    (False, ('lead',))
    >>> answer.relaxations[0].sentence
    'No lead is there for £250,000; the nearest can hold £180,000.'
    >>> answer.relaxations[0].brief.contract_value, answer.relaxations[0].example
    (180000.0, ('a', 'b'))
    """
    problem = problem_of(instance, brief)
    groups = Groups(facts_of(problem))
    wanted = wanted_of(problem, brief)
    group = groups.any_for(wanted)
    if group is not None:
        return Relaxations(True, FEASIBLE, _ids(instance, group))
    return _Finder(instance, brief, groups, wanted).answer()


@dataclass(frozen=True, slots=True)
class _Finder:
    """A brief without a group, in the world as it is and in one without exclusions."""

    instance: Instance
    brief: Brief
    groups: Groups
    wanted: Wanted

    def answer(self) -> Relaxations:
        """Why there is no group, and what would help."""
        knobs = knobs_of(self.brief)
        if self.groups.any_for(self._freely) is not None:
            unsaid = tuple(self._nothing(knob, private=True) for knob in knobs)
            return Relaxations(False, NEUTRAL, relaxations=unsaid, private=True)
        conflict = conflict_of(self.groups, self._freely)
        free = [knob.smallest(self.groups, self._freely) for knob in knobs]
        told = tuple(self._single(knob, step) for knob, step in zip(knobs, free, strict=True))
        return Relaxations(
            feasible=False,
            sentence=conflict_sentence(self.brief, conflict),
            conflict=conflict,
            relaxations=told,
            pair=() if any(free) else self._pair(knobs),
        )

    @property
    def _freely(self) -> Wanted:
        return replace(self.wanted, heed_exclusions=False)

    def _single(self, knob: Knob, free: Step | None) -> Relaxation:
        """One field, told where exclusions make no difference."""
        step = knob.smallest(self.groups, self.wanted) if free else None
        if step is None or free is None:
            return self._nothing(knob, private=free is not None)
        if not _same(step, free):
            return self._nothing(knob, private=True)
        return self._told(knob, step, changed(self.wanted, step.changes), step.group)

    def _pair(self, knobs: Sequence[Knob]) -> tuple[Relaxation, ...]:
        """Two fields together, told where exclusions make no difference."""
        free = smallest_pair(self.groups, self._freely, knobs)
        pair = smallest_pair(self.groups, self.wanted, knobs)
        if free is None or pair is None or not _same_pair(pair, free):
            return ()
        first, second = pair.steps
        both = changed(changed(self.wanted, first.changes), second.changes)
        return (
            self._told(pair.first, first, both, second.group),
            self._told(pair.second, second, both, second.group),
        )

    def _told(self, knob: Knob, step: Step, wanted: Wanted, group: Group) -> Relaxation:
        members = _ids(self.instance, step.members)
        names = [self.instance.organisation(key).name or key for key in members]
        return Relaxation(
            rule=knob.rule,
            field=knob.field,
            sentence=step_sentence(knob.field, self.brief, step, names),
            asked=knob.asked(self.brief),
            possible=step.possible,
            members=members,
            brief=self._changed_brief(wanted),
            example=_ids(self.instance, group),
        )

    def _nothing(self, knob: Knob, *, private: bool) -> Relaxation:
        asked = knob.asked(self.brief)
        return Relaxation(knob.rule, knob.field, NEUTRAL, asked, private=private)

    def _changed_brief(self, wanted: Wanted) -> Brief:
        brief, index = self.brief, self.instance.index
        high = max(brief.size.max, wanted.high)
        return brief.model_copy(
            update={
                "size": Size(min=wanted.low, max=high),
                "contract_value": wanted.contract,
                "min_capacity_days": wanted.days,
                "min_small": wanted.small,
                "lead": wanted.lead,
                "hub": wanted.hub,
                "must_include": _kept(brief.must_include, index, wanted.named),
                "must_exclude": _kept(brief.must_exclude, index, wanted.barred),
            }
        )


def _same(step: Step, other: Step) -> bool:
    if step.members != other.members or (step.possible is None) != (other.possible is None):
        return False
    return abs((step.possible or 0.0) - (other.possible or 0.0)) <= SAME


def _same_pair(pair: Together, other: Together) -> bool:
    if (pair.first.field, pair.second.field) != (other.first.field, other.second.field):
        return False
    return all(_same(*steps) for steps in zip(pair.steps, other.steps, strict=True))


def _kept(
    keys: Sequence[str], index: Mapping[str, int], positions: Sequence[int]
) -> tuple[str, ...]:
    return tuple(key for key in keys if index[key] in positions)


def _ids(instance: Instance, positions: Sequence[int]) -> tuple[str, ...]:
    return tuple(instance.organisations[position].id for position in positions)
