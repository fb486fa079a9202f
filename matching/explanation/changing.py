"""The front door of what-if: a group before and after a change, scored exactly."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from matching.errors import MembersError
from matching.explanation.answers import ChosenLead, WhatIf
from matching.explanation.group import Group
from matching.explanation.mending import broken_with_mends
from matching.explanation.replacing import next_additions
from matching.instance import Instance
from matching.leadership import eligible
from matching.outcome import Consortium, Gap, Terms
from matching.problem import problem_of
from matching.request import Brief, Grouping
from matching.scoring import consortium_of, positions_of
from matching.weights import TERM_NAMES


def what_if(
    instance: Instance,
    request: Brief | Grouping,
    members: Iterable[str],
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    lead: str | None = None,
) -> WhatIf:
    """Score a group again with members added, removed or swapped, or with another lead.

    Nothing is refused because it breaks a rule: broken rules are told, each with the smallest
    change that mends it. Who is kept apart from whom is never told; nobody who is kept apart from
    a member is among the additions.

    Parameters
    ----------
    instance : Instance
    request : Brief or Grouping
    members : iterable of str
        At least two different ids: the group as it is.
    add, remove : iterable of str, optional
        Ids to take in, none of them a member yet, and members to take out.
    lead : str, optional
        A member of the changed group, chosen as its lead.

    Returns
    -------
    WhatIf
        Qualities and terms between 0 and 1, and what they change by.

    Raises
    ------
    MembersError
        An id is unknown, is added and in already, or is removed or chosen as lead and not in; or
        fewer than two members are left. `ids` are those at fault.
    RequestError
        The brief names an area or an organisation that the instance does not hold.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "areas": "w"} for key in "abc"]
    >>> instance = Instance.from_tables(rows, areas=[{"code": "w"}])
    >>> brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 3}, "lead": "wanted",
    ...                          "cells": [{"theme": "play", "area": "w", "level": 3}]})
    >>> found = what_if(instance, brief, "ab", add="c")
    >>> round(found.terms.coverage, 3), found.gaps_closed
    (0.333, (Gap(theme='play', area='w', missing=1.0),))
    >>> [one.rule for one in what_if(instance, brief, "abc", remove="c").broken_after]
    []
    """
    ids, added, removed = frozenset(members), frozenset(add), frozenset(remove)
    _check(instance, ids, added, removed, lead)
    problem = problem_of(instance, request)
    before = Group(problem, positions_of(instance, ids))
    after = Group(problem, positions_of(instance, (ids | added) - removed))
    changes = dict(zip(TERM_NAMES, (after.terms - before.terms).tolist(), strict=True))
    cards = [consortium_of(problem, group.positions.tolist()) for group in (before, after)]
    chosen = None if lead is None else _chosen(instance, request, lead)
    return WhatIf(
        before=cards[0],
        after=_led(cards[1], chosen),
        change=cards[1].quality - cards[0].quality,
        terms=Terms(**changes),
        broken_before=broken_with_mends(before),
        broken_after=broken_with_mends(after),
        gaps_opened=_only_in_first(cards[1].gaps, cards[0].gaps),
        gaps_closed=_only_in_first(cards[0].gaps, cards[1].gaps),
        lead=chosen,
        additions=next_additions(after),
    )


def _check(
    instance: Instance,
    ids: Collection[str],
    added: Collection[str],
    removed: Collection[str],
    lead: str | None,
) -> None:
    named = {*ids, *added, *removed} | ({lead} if lead is not None else set())
    _refuse("there is no organisation", [key for key in named if key not in instance.index])
    _refuse("there already is a member", [key for key in added if key in ids])
    _refuse("there is no member", [key for key in removed if key not in ids])
    left = {*ids, *added} - {*removed}
    if lead is not None and lead not in left:
        raise MembersError(f"the lead {lead!r} is not in the group", (lead,))


def _refuse(problem: str, faulty: Sequence[str]) -> None:
    if faulty:
        wrong = tuple(sorted(faulty))
        raise MembersError(f"{problem} {', '.join(map(repr, wrong))}", wrong)


def _chosen(instance: Instance, request: Brief | Grouping, lead: str) -> ChosenLead:
    return ChosenLead(lead, eligible(request, instance.organisation(lead)))


def _led(card: Consortium, chosen: ChosenLead | None) -> Consortium:
    if chosen is None or not chosen.eligible:
        return card
    return replace(card, lead=chosen.id)


def _only_in_first(
    gaps: Sequence[Gap] | None, others: Sequence[Gap] | None
) -> tuple[Gap, ...] | None:
    if gaps is None or others is None:
        return None
    cells = {(gap.theme, gap.area) for gap in others}
    return tuple(gap for gap in gaps if (gap.theme, gap.area) not in cells)
