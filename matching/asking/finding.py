"""The front door: whom to ask about a brief, and what their answers could change."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matching.arrays import Ints
from matching.asking.answer import MissingAnswer, MissingAnswers
from matching.asking.deciding import rules_in_the_way
from matching.asking.first_group import fewest_told, with_answers
from matching.asking.gains import gains_of
from matching.asking.hopes import hopes_of
from matching.asking.keeping import Keeping
from matching.asking.listing import Listing
from matching.asking.together import Together
from matching.asking.unknowns import unknowns_of
from matching.asking.words import cells_sentence, group_sentence
from matching.briefs.suggestion import suggest_for_brief
from matching.feasibility.facts import Facts, facts_of
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import wanted_of
from matching.instance import Instance
from matching.problem import problem_of
from matching.request import Brief
from matching.scoring import positions_of


def missing_answers(
    instance: Instance,
    brief: Brief,
    *,
    members: Iterable[str] | None = None,
    most: int = 12,
) -> MissingAnswers:
    """Say whose unknown facts matter most to a brief, so that a coordinator knows whom to ask.

    For each organisation its own answers are taken to be as good as they can be, all else as
    known. It then stays a member, joins the group as one more, or takes a member's place,
    whichever suits it best and could keep the hard rules. What is promised is a bound: whatever it
    answers, no such group is better by more than `gain` or narrows a gap by more than `amount`.
    Whoever the brief leaves out, or could change nothing, is not listed; exclusions are kept, and
    never named.

    Parameters
    ----------
    instance : Instance
    brief : Brief
    members : iterable of str, optional
        Ids of the group to compare with; by default the first answer to the brief.
    most : int, optional
        How many organisations there may be in `together`.

    Returns
    -------
    MissingAnswers
        `organisations` by the gaps that they could fill, those that they could narrow, the quality
        and the id; where no group is possible yet, by the rules that they could help to keep
        first. `together` is a small set: whatever they answer, no group of the members and of
        them covers more than `covered` + `more` cells. Where no group is possible yet it is the
        fewest whose answers could make one possible.

    Raises
    ------
    RequestError
        The brief names an area or an organisation that the instance does not hold.
    MembersError
        An id is unknown or there are fewer than two.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "areas": "w", "can_lead": "yes", "will_lead": "yes"}
    ...         for key in "ab"] + [{"id": "c", "areas": "w"}]
    >>> cells = [{"theme": theme, "area": "w", "level": 1} for theme in ("play", "sport")]
    >>> brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 3}, "cells": cells})
    >>> found = missing_answers(Instance.from_tables(rows, [{"code": "w"}]), brief)
    >>> found.sentence, found.together
    ('If this one answered, up to 1 more of 2 cells could be covered.', ('c',))
    >>> [(cell.theme, cell.amount) for cell in found.organisations[0].cells]
    [('sport', 1.0)]
    """
    problem = problem_of(instance, brief)
    facts = facts_of(problem)
    group = _group(instance, brief, facts, members)
    looking = _Looking(instance, brief, facts)
    if group is None:
        return looking.without_group(most)
    return looking.with_group(np.array(group, np.intp), most)


def _group(
    instance: Instance, brief: Brief, facts: Facts, members: Iterable[str] | None
) -> list[int] | None:
    """The group asked about, else a good one, else any that keeps the rules."""
    if members is not None:
        return positions_of(instance, members)
    found = suggest_for_brief(instance, brief, effort=0).consortia
    if found:
        return positions_of(instance, found[0].members)
    group = Groups(facts).any_for(wanted_of(problem_of(instance, brief), brief))
    return None if group is None else list(group)


class _Looking:
    """One brief with everything that is known and not known about it."""

    def __init__(self, instance: Instance, brief: Brief, facts: Facts) -> None:
        self.brief, self.facts = brief, facts
        self.problem = problem_of(instance, brief)
        self.unknowns = unknowns_of(self.problem, brief)
        self.hopes = hopes_of(self.problem, brief, self.unknowns)
        self.listing = Listing(self.problem, brief, self.hopes, self.unknowns)

    def with_group(self, members: Ints, most: int) -> MissingAnswers:
        """What answers could add to a group."""
        problem, brief, hopes = self.problem, self.brief, self.hopes
        keeping = Keeping(problem, brief, hopes, self.facts)
        gains = gains_of(problem, hopes, self.unknowns, keeping, members)
        listed = self.listing.beside(members, gains)
        together = Together(problem, brief, hopes, keeping)
        covered = together.covered(members)
        helping = self._positions(one for one in listed if one.cells)
        asked, figure = together.chosen(members, helping, most)
        more = max(0, figure - covered)
        asked = asked if more else asked[:0]
        return MissingAnswers(
            members=self._ids(members),
            quality=float(problem.qualities(members[None, :])[0]),
            organisations=tuple(listed),
            together=self._ids(asked),
            cells=len(brief.cells),
            covered=covered,
            more=more,
            sentence=cells_sentence(len(asked), more, covered, len(brief.cells)),
        )

    def without_group(self, most: int) -> MissingAnswers:
        """Whose answers could make a group possible."""
        wanted = wanted_of(self.problem, self.brief)
        freely = replace(wanted, heed_exclusions=False)
        listed = self.listing.without_group(rules_in_the_way(Groups(self.facts), freely))
        facts = with_answers(self.facts, self.hopes, self.unknowns, self._positions(listed))
        asked = fewest_told(facts, wanted, self.unknowns, most)
        return MissingAnswers(
            members=(),
            quality=None,
            organisations=tuple(listed),
            together=self._ids(asked),
            cells=len(self.brief.cells),
            covered=0,
            more=0,
            sentence=group_sentence(len(asked)),
        )

    def _positions(self, listed: Iterable[MissingAnswer]) -> Ints:
        index = self.problem.instance.index
        return np.array([index[one.id] for one in listed], np.intp)

    def _ids(self, positions: Ints) -> tuple[str, ...]:
        return tuple(self.problem.arrays.ids[position] for position in positions.tolist())
