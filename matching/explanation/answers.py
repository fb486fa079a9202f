"""What an explanation and a what-if hold, as typed values and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.outcome import Consortium, Gap, Terms
from matching.stored import Stored


@dataclass(frozen=True, slots=True)
class TermShare:
    """One term of a quality: `points` = share * value, `missing` = share * (1 - value).

    `share` is the term's part of all weights, so that points and missing points sum to 1.
    """

    name: str
    value: float
    share: float
    points: float
    missing: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One plain sentence; `kind` is a word for machines, `figures` the numbers it was made from.

    Organisations stand under their ids. `rests_on` lists (id, fact) for each fact of a profile
    that the sentence lets a reader know, so that a page can leave it out.
    """

    kind: str
    text: str
    figures: Mapping[str, float]
    rests_on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A theme in an area that a member serves, and how much: weight times reach."""

    theme: str
    area: str
    amount: float


@dataclass(frozen=True, slots=True)
class Option:
    """An organisation that could come in: the quality then, and its change and the terms'."""

    id: str
    quality: float
    change: float
    terms: Terms


@dataclass(frozen=True, slots=True)
class MemberPart:
    """The part of one member in a group.

    `loss` and `terms` are what quality and each term lose without it (below 0 where they would
    gain). A pair without one of them is no group: everything is lost. `serves` lists its cells
    (brief) or its themes in its areas (open); `alone` those that nobody else in the group serves;
    `needed_for` names the hard rules that break without it, the size left aside. `replacements`
    are the best three who could take its place, best first; `sentences` the strongest first.
    """

    id: str
    loss: float
    terms: Terms
    serves: tuple[Service, ...]
    alone: tuple[Service, ...]
    needed_for: tuple[str, ...]
    replacements: tuple[Option, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DropOut:
    """A group after one member drops out: the quality left, cells lost and rules then broken.

    `broken` counts the size too, and only rules that the whole group keeps.
    """

    id: str
    quality: float
    loss: float
    cells: tuple[Service, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """A fact about a member that is not known yet, and what telling it could change.

    The quality would lie from `lowest` to `highest`; `terms` names the terms it enters.
    `would_meet` are rules broken now that a good answer would mend, together with the facts in
    `along_with` where one answer is not enough; `would_break` are rules kept now that another
    answer would break.
    """

    id: str
    fact: str
    lowest: float
    highest: float
    terms: tuple[str, ...]
    would_meet: tuple[str, ...] = ()
    would_break: tuple[str, ...] = ()
    along_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation(Stored):
    """Why a group is as good as it is.

    Attributes
    ----------
    quality : float, 0 to 1
    terms : tuple of TermShare
        All seven, in their order; the points sum to the quality.
    members : tuple of MemberPart, by id
    worst : DropOut
        The member whose loss leaves the least quality.
    unknowns : tuple of UnknownFact
        By id, then in the order of the table; facts that could change nothing are left out.
    sentences : tuple of Sentence
        What is true of the group as a whole.
    """

    quality: float
    terms: tuple[TermShare, ...]
    members: tuple[MemberPart, ...]
    worst: DropOut
    unknowns: tuple[UnknownFact, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A hard rule that a group breaks, and the smallest change that mends it, in plain words."""

    rule: str
    mend: Sentence


@dataclass(frozen=True, slots=True)
class ChosenLead:
    """A member chosen as lead: True eligible, False known not to be, None not known yet."""

    id: str
    eligible: bool | None


@dataclass(frozen=True, slots=True)
class WhatIf(Stored):
    """A group before and after a change.

    Attributes
    ----------
    before, after : Consortium
        The cards; `after` shows a chosen lead where that one is eligible.
    change : float
        What the quality gains, below 0 where it loses; `terms` the same for each term.
    broken_before, broken_after : tuple of BrokenRule
    gaps_opened, gaps_closed : tuple of Gap, or None for an open grouping
        Cells that became a gap, with what is missing now, and cells that are one no longer, with
        what was missing.
    lead : ChosenLead or None
    additions : tuple of Option
        Up to three organisations whose addition to `after` gives the highest quality.
    """

    before: Consortium
    after: Consortium
    change: float
    terms: Terms
    broken_before: tuple[BrokenRule, ...]
    broken_after: tuple[BrokenRule, ...]
    gaps_opened: tuple[Gap, ...] | None
    gaps_closed: tuple[Gap, ...] | None
    lead: ChosenLead | None
    additions: tuple[Option, ...]
