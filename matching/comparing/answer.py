"""The answer: two groupings of the same organisations, compared as data and in sentences."""

from dataclasses import dataclass

from matching.explanation.answers import Sentence
from matching.outcome import Terms
from matching.stored import Stored
from matching.weights import Weights


@dataclass(frozen=True, slots=True)
class StayTogether:
    """At least two who share a group on both sides, with the numbers of the groups, from 1."""

    members: tuple[str, ...]
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of ids, smaller first, in order, and how many they are."""

    count: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairChanges:
    """Pairs in a group together on both sides, only on the first and only on the second.

    `jaccard` is the share of `kept` in all three together, 0 to 1; `adjusted_rand` is 1 where the
    groupings are the same, and 0 about where chance would put it.
    """

    kept: PairSet
    parted: PairSet
    new: PairSet
    jaccard: float
    adjusted_rand: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The totals of both groupings by one set of weights: sums of members times quality."""

    weights: Weights
    first: float
    second: float

    @property
    def change(self) -> float:
        """The second less the first."""
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class Places:
    """Ids by whether they are in a group: on both sides, on neither, or on one side only."""

    both: tuple[str, ...]
    neither: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermMeans:
    """The seven terms, averaged over members, on each side; `change` is second less first."""

    first: Terms
    second: Terms
    change: Terms


@dataclass(frozen=True, slots=True)
class Comparison(Stored):
    """What it means to go from the first grouping to the second.

    `by_first` and `by_second` judge both with the weights of one side. `overview` says who stays
    together, `gained` and `lost` what gets better and worse; each sentence has its figures.
    """

    together: tuple[StayTogether, ...]
    pairs: PairChanges
    by_first: Judged
    by_second: Judged
    terms: TermMeans
    places: Places
    overview: tuple[Sentence, ...]
    gained: tuple[Sentence, ...]
    lost: tuple[Sentence, ...]
