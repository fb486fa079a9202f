"""Two fields that help only together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted
from matching.relaxing.knobs import Knob
from matching.relaxing.steps import Step, changed


@dataclass(frozen=True, slots=True)
class Together:
    """Two fields with the step of each; the group of the second keeps all rules with both."""

    first: Knob
    second: Knob
    steps: tuple[Step, Step]

    @property
    def share(self) -> float:
        """What is given up in both, each as a part of what was asked."""
        return self.steps[0].share + self.steps[1].share


def smallest_pair(groups: Groups, wanted: Wanted, knobs: Sequence[Knob]) -> Together | None:
    """The pair that gives up least, where no field alone helps.

    Of every two fields, in the order told, the first is changed as little as possible with the
    other wide open, then the other as little as possible. The pair with the smallest sum of shares
    wins, the first of equal ones.
    """
    found = [pair_of(groups, wanted, one, other) for one, other in combinations(knobs, 2)]
    pairs = [pair for pair in found if pair is not None]
    return min(pairs, key=lambda pair: round(pair.share, 9), default=None)


def pair_of(groups: Groups, wanted: Wanted, first: Knob, second: Knob) -> Together | None:
    """The smallest steps of two fields, or None where even both wide open do not help."""
    opened = second.opened(wanted, groups.facts.organisations)
    one = first.smallest(groups, opened)
    if one is None:
        return None
    # First how much, then, with both figures known, who.
    other = second.smallest(groups, changed(wanted, one.to_search_with))
    if other is None:
        return None
    one = first.smallest(groups, changed(wanted, other.to_search_with))
    if one is None:
        return None
    other = second.smallest(groups, changed(wanted, one.changes))
    return None if other is None else Together(first, second, (one, other))
