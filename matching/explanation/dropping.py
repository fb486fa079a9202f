"""The group without each of its members in turn."""

import numpy as np

from matching.arrays import Floats
from matching.explanation.answers import DropOut, Service
from matching.explanation.group import Group
from matching.explanation.losing import newly_broken
from matching.rules import SIZE, TOLERANCE
from matching.weights import TERM_NAMES


class Without:
    """What is left of a group without each member; a pair without one of them is no group."""

    def __init__(self, group: Group) -> None:
        """Work out every leave-one-out at once."""
        self.group = group
        problem, rests = group.problem, group.rests()
        self.terms: Floats = np.zeros((group.size, len(TERM_NAMES)))
        if group.size > 2:
            self.terms = group.terms_of(rests)
        self.lost: Floats = group.terms - self.terms
        self.covered: list[float] = problem.coverage.of(rests).tolist()
        self.losses: list[float] = problem.weighted(self.lost).tolist()
        self.broken = newly_broken(group)
        self.alone = [self._alone(place) for place in range(group.size)]

    def needed_for(self, place: int) -> tuple[str, ...]:
        """The hard rules that break without a member, the size left aside."""
        return tuple(rule for rule in self.broken[place] if rule != SIZE)

    def worst(self) -> DropOut:
        """The loss that leaves the least quality; of equal ones the smallest id."""
        most = max(self.losses)
        place = next(i for i, loss in enumerate(self.losses) if loss >= most - TOLERANCE)
        loss = self.losses[place]
        return DropOut(
            id=self.group.ids[place],
            quality=float(self.group.problem.weighted(self.terms[place])),
            loss=loss,
            cells=self.alone[place],
            broken=self.broken[place],
        )

    def _alone(self, place: int) -> tuple[Service, ...]:
        serves = self.group.serves
        others = {
            (one.theme, one.area) for other in self.group.others(place) for one in serves[other]
        }
        return tuple(one for one in serves[place] if (one.theme, one.area) not in others)
