"""Both groupings judged by the weights of both, and their terms averaged over members."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from matching.comparing.answer import Judged, TermMeans
from matching.instance import Instance
from matching.outcome import Consortium, Outcome, Terms
from matching.request import Grouping
from matching.scoring import score
from matching.weights import TERM_NAMES, Weights


@dataclass(frozen=True, slots=True)
class Side:
    """One grouping: its request and its groups, scored anew."""

    instance: Instance
    request: Grouping
    cards: tuple[Consortium, ...]

    def total(self, weights: Weights) -> float:
        """Sum of members times quality by some weights, all else as it was asked."""
        request = self.request.model_copy(update={"weights": weights})
        scored = _scored(self.instance, request, self.cards)
        return float(np.sum([len(card.members) * card.quality for card in scored]))

    def means(self) -> Terms:
        """The seven terms of the groups, averaged over members; 0 where there is nobody."""
        sizes = np.array([len(card.members) for card in self.cards], np.float64)
        if not len(sizes):
            return Terms(*[0.0] * len(TERM_NAMES))
        terms = np.array([astuple(card.terms) for card in self.cards])
        return Terms(*((sizes @ terms) / sizes.sum()).tolist())


def side_of(instance: Instance, request: Grouping, outcome: Outcome) -> Side:
    """Score the groups of an outcome by its own request."""
    return Side(instance, request, _scored(instance, request, outcome.consortia))


def judged(weights: Weights, first: Side, second: Side) -> Judged:
    """The totals of both by one set of weights."""
    return Judged(weights, first.total(weights), second.total(weights))


def term_means(first: Side, second: Side) -> TermMeans:
    """The means of both sides and what they change by."""
    before, after = first.means(), second.means()
    change = [b - a for a, b in zip(astuple(before), astuple(after), strict=True)]
    return TermMeans(before, after, Terms(*change))


def _scored(
    instance: Instance, request: Grouping, groups: Sequence[Consortium]
) -> tuple[Consortium, ...]:
    return tuple(score(instance, request, one.members) for one in groups)
