"""Exact figures of any set of members, the same for every search and every page."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.coverage import BriefCoverage
from matching.errors import MembersError
from matching.instance import Instance, Organisation
from matching.leadership import ask_first, lead_of
from matching.outcome import Consortium, Gap, Proof, Terms, Unknown
from matching.problem import Problem, problem_of
from matching.request import Brief, Grouping
from matching.rules import TOLERANCE

NOT_PROVEN = Proof()


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
    request = problem.request
    sets = np.array([positions], np.intp)
    terms = problem.terms(sets)
    members = [problem.instance.organisations[position] for position in positions]
    return Consortium(
        members=tuple(one.id for one in members),
        lead=lead_of(request, members),
        ask_first=ask_first(request, members),
        quality=float(problem.weighted(terms)[0]),
        terms=Terms(*terms[0].tolist()),
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
