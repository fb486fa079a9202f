"""Exact figures of any set of members, the same for every search and every page."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.arrays import Floats
from matching.coverage import BriefCoverage
from matching.errors import MembersError
from matching.instance import Instance, Organisation
from matching.leadership import ask_first, lead_of
from matching.outcome import Consortium, Gap, Proof, Terms, Unknown
from matching.problem import Problem, problem_of
from matching.request import Brief, Grouping
from matching.rules import TOLERANCE

NOT_PROVEN = Proof()
AT_ONCE = 4_096


def score(instance: Instance, request: Brief | Grouping, members: Iterable[str]) -> Consortium:
    """Work out the card of any set of organisations, whether or not it keeps the hard rules.

    Parameters
    ----------
    instance : Instance
    request : Brief or Grouping
    members : iterable of str
        At least two different ids.

    Returns
    -------
    Consortium
        Terms and quality between 0 and 1; gaps in the units of the brief's levels.

    Raises
    ------
    MembersError
        An id is unknown or there are fewer than two.

    Examples
    --------
    >>> pair = [{"id": "a", "themes": "play", "areas": "w"}, {"id": "b", "themes": "play"}]
    >>> instance = Instance.from_tables(pair, areas=[{"code": "w"}])
    >>> brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 2},
    ...                          "cells": [{"theme": "play", "area": "w", "level": 2}]})
    >>> card = score(instance, brief, ["b", "a"])
    >>> card.members, card.terms.coverage, card.gaps
    (('a', 'b'), 0.5, (Gap(theme='play', area='w', missing=1.0),))
    """
    return consortium_of(problem_of(instance, request), positions_of(instance, members))


def positions_of(instance: Instance, members: Iterable[str]) -> list[int]:
    """Ascending positions of at least two known ids."""
    ids = sorted(set(members))
    unknown = tuple(key for key in ids if key not in instance.index)
    if unknown:
        raise MembersError(f"there is no organisation {unknown[0]!r}", unknown)
    if len(ids) < 2:
        raise MembersError("a group has at least two members", tuple(ids))
    return [instance.index[key] for key in ids]


def consortium_of(
    problem: Problem, positions: Sequence[int], proof: Proof = NOT_PROVEN
) -> Consortium:
    """The card of the organisations at these ascending positions."""
    terms = problem.terms(np.array([positions], np.intp))[0]
    return _card(problem, positions, terms, proof)


def consortia_of(problem: Problem, groups: Sequence[Sequence[int]]) -> list[Consortium]:
    """The cards of many groups, those of one size worked out together."""
    found: list[Consortium | None] = [None] * len(groups)
    sizes = np.array([len(one) for one in groups])
    for size in np.unique(sizes).tolist():
        chosen = np.flatnonzero(sizes == size)
        for start in range(0, len(chosen), AT_ONCE):
            part = chosen[start : start + AT_ONCE].tolist()
            terms = problem.terms(np.array([groups[place] for place in part], np.intp))
            for place, row in zip(part, terms, strict=True):
                found[place] = _card(problem, groups[place], row, NOT_PROVEN)
    return [one for one in found if one is not None]


def _card(problem: Problem, positions: Sequence[int], terms: Floats, proof: Proof) -> Consortium:
    members = [problem.instance.organisations[position] for position in positions]
    return Consortium(
        members=tuple(one.id for one in members),
        lead=lead_of(problem.request, members),
        ask_first=ask_first(problem.request, members),
        quality=float(problem.weighted(terms)),
        terms=Terms(*terms.tolist()),
        unknowns=_unknowns(members),
        gaps=gaps_of(problem, positions),
        proof=proof,
    )


def _unknowns(members: Iterable[Organisation]) -> tuple[Unknown, ...]:
    return tuple(Unknown(one.id, facts) for one in members if (facts := one.unknown_facts))


def gaps_of(problem: Problem, positions: Sequence[int]) -> tuple[Gap, ...] | None:
    """Cells of a brief that these members do not fill; None for an open grouping."""
    request, coverage = problem.request, problem.coverage
    if not isinstance(request, Brief) or not isinstance(coverage, BriefCoverage):
        return None
    missing = coverage.missing(np.array(positions, np.intp)).tolist()
    return tuple(
        Gap(cell.theme, cell.area, left)
        for cell, left in zip(request.cells, missing, strict=True)
        if left > TOLERANCE
    )
