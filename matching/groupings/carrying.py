"""The answer after a revision: cards and reasons are carried over where nothing near changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from matching.arrays import Bools, Ints
from matching.changes import NOWHERE, Changes
from matching.groupings.laying_out import Material
from matching.groupings.left_out import Explainer
from matching.groupings.reach import Reach
from matching.groupings.search import Members
from matching.groupings.state import State
from matching.outcome import NO_LEAD, TOO_FEW, Consortium, LeftOut, Outcome
from matching.scoring import consortia_of

# These tell of the nearest of all, wherever it is.
TELL_OF_FAR = (NO_LEAD, TOO_FEW)
_NUMBER = re.compile(r"(?<=^Closest is group )\d+")


class Known(NamedTuple):
    """What is known of before: the outcome, its instance laid out, and what changed since.

    `cards` are those of the groups who are all still there and no other than they were, by their
    positions now.
    """

    previous: Outcome
    material: Material
    changes: Changes
    cards: Mapping[Members, Consortium]

    @property
    def worths(self) -> dict[Members, float]:
        """Size times quality of these groups."""
        return {group: len(group) * card.quality for group, card in self.cards.items()}


def known_of(
    previous: Outcome, before: Material, material: Material, changes: Changes,
    companies: Sequence[Members],
) -> Known:  # fmt: skip
    """Put together what is known; `companies` are the earlier groups as positions now."""
    touched = set(changes.touched.tolist())
    # Sums over themes run in the order of all codes, and so may end in another last bit.
    alike = material.problem.arrays.theme_codes == before.problem.arrays.theme_codes
    cards = {
        group: card
        for group, card in zip(companies, previous.consortia, strict=True)
        if alike and len(group) == len(card.members) and touched.isdisjoint(group)
    }
    return Known(previous, before, changes, cards)


def cards_of(state: State, known: Known) -> list[Consortium]:
    """A card for each group of the state; the earlier one where nothing about it changed."""
    cards = [known.cards.get(group) for group in state.groups]
    anew = [number for number, card in enumerate(cards) if card is None]
    made = consortia_of(state.problem, [state.groups[number] for number in anew])
    for number, card in zip(anew, made, strict=True):
        cards[number] = card
    return [card for card in cards if card is not None]


def told_of(
    state: State, order: Sequence[int], cards: Sequence[Consortium], known: Known
) -> list[LeftOut]:
    """Why everybody in no group is in none; the earlier reason where nothing within reach changed.

    `order` lists the groups as they are numbered for people, `cards` are theirs.
    """
    told = {one.id: one for one in known.previous.left_out or ()}
    alone = np.flatnonzero(~state.grouped)
    again = _affected(state, alone, cards, told, known)
    explainer = Explainer(state, order, again[state.problem.has_themes[again]])
    anew = {one: explainer.explained(one) for one in again.tolist()}
    numbers = _renumbered(known.previous, [cards[number] for number in order])
    ids = state.problem.arrays.ids
    return [
        anew[one] if one in anew else _with_number(told[ids[one]], numbers)
        for one in alone.tolist()
    ]


def _affected(
    state: State, alone: Ints, cards: Sequence[Consortium], told: Mapping[str, LeftOut],
    known: Known,
) -> Ints:  # fmt: skip
    """Who is within reach, now or before, of anything that is another."""
    ids, changes = state.problem.arrays.ids, known.changes
    unknown = [
        ids[one] not in told or told[ids[one]].reason in TELL_OF_FAR for one in alone.tolist()
    ]
    now, before = _different(state, cards, known)
    affected = np.array(unknown, bool) | now[alone]
    affected |= _reached(state.reach, alone, np.flatnonzero(now))
    stood = changes.before[alone]
    stayed = np.flatnonzero(stood != NOWHERE)
    gone = np.flatnonzero(before)
    affected[stayed] |= _reached(Reach(known.material.pairs, gone), stood[stayed], gone)
    return alone[affected]


def _different(state: State, cards: Sequence[Consortium], known: Known) -> tuple[Bools, Bools]:
    """Whose facts or groups are others: by position now, and by position before."""
    changes, index = known.changes, known.material.problem.instance.index
    now = np.zeros(len(state.limits), bool)
    before = np.zeros(len(known.material.limits), bool)
    now[changes.touched] = True
    before[changes.gone] = True
    before[changes.before[changes.touched][changes.before[changes.touched] != NOWHERE]] = True
    for group in state.groups:
        if group not in known.cards:
            now[list(group)] = True
    kept = {id(one) for one in cards}
    for one in known.previous.consortia:
        if id(one) not in kept:
            before[[index[key] for key in one.members]] = True
    return now, before


def _reached(reach: Reach, ones: Ints, others: Ints) -> Bools:
    if not len(others) or not len(ones):
        return np.zeros(len(ones), bool)
    return reach.of_any(ones, others)


def _renumbered(previous: Outcome, cards: Sequence[Consortium]) -> dict[int, int]:
    """The number for people now of each group that is still there, by its earlier one."""
    places = {id(card): number for number, card in enumerate(cards, start=1)}
    return {
        number: places[id(card)]
        for number, card in enumerate(previous.consortia, start=1)
        if id(card) in places
    }


def _with_number(told: LeftOut, numbers: Mapping[int, int]) -> LeftOut:
    """The same reason; the group that it names is numbered as it is now."""
    detail = _NUMBER.sub(lambda found: str(numbers[int(found[0])]), told.detail)
    return told if detail == told.detail else replace(told, detail=detail)
