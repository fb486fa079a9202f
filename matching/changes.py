"""What is different between two instances, so that only that has to be looked at again."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from matching.canonical import shared_ends
from matching.instance import Instance, Organisation, Tie

Positions = NDArray[np.int64]
NOWHERE = -1

# Names, kinds and attributes bear on nothing that is computed.
_facts = attrgetter(
    "lat", "lon", "radius_km", "areas", "themes", "ages", "offers", "needs", "networks",
    "turnover", "spare_days", "max_contract", "can_lead", "will_lead", "max_groups", "ties_known",
)  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Changes:
    """The differences of an instance with n organisations from an earlier one.

    `before` (n,) are positions in the earlier instance, NOWHERE for those added; `same` (n,)
    likewise, NOWHERE also for those whose facts are others. `gone` are positions in the earlier
    instance of those removed. `loose` are positions of both ends of ties and exclusions that were
    stated or taken back, and `tied` tells whether a tie between two who stayed was.
    """

    before: Positions
    same: Positions
    gone: Positions
    loose: Positions
    tied: bool

    @property
    def touched(self) -> Positions:
        """Whoever has to be looked at: added, edited, or at an end of what changed; ascending."""
        return np.union1d(np.flatnonzero(self.same == NOWHERE), self.loose)

    @property
    def after(self) -> Positions:
        """Positions now of those of before, NOWHERE for those removed; (n before,)."""
        stayed = np.flatnonzero(self.before != NOWHERE)
        after = np.full(len(stayed) + len(self.gone), NOWHERE)
        after[self.before[stayed]] = stayed
        return after


def changes_between(earlier: Instance, instance: Instance) -> Changes | None:
    """Compare two instances, by identity first; None where an area has become another."""
    if not _same_places(earlier, instance):
        return None
    old, new = earlier.organisations, instance.organisations
    start, end = shared_ends(old, new)
    before = np.arange(len(new))
    before[end:] += len(old) - len(new)
    same = before.copy()
    for place in range(start, end):
        one = new[place]
        stood = before[place] = same[place] = earlier.index.get(one.id, NOWHERE)
        if stood != NOWHERE and not _alike(one, old[stood]):
            same[place] = NOWHERE
    gone = np.ones(len(old), bool)
    gone[before[before != NOWHERE]] = False
    ends, tied = _ends(earlier, instance)
    loose = np.array(sorted({instance.index[key] for key in ends if key in instance.index}))
    return Changes(before, same, np.flatnonzero(gone), loose.astype(np.int64), tied)


def _same_places(earlier: Instance, instance: Instance) -> bool:
    """Whether every area is still what it was; others may have come."""
    if earlier.areas is instance.areas:
        return True
    return all(instance.areas.get(code) == area for code, area in earlier.areas.items())


def _alike(one: Organisation, other: Organisation) -> bool:
    return one is other or bool(_facts(one) == _facts(other))


def _ends(earlier: Instance, instance: Instance) -> tuple[set[str], bool]:
    """Ids at the ends of what was stated or taken back; whether a tie of those who stayed was."""
    ties = _different(earlier.ties, instance.ties)
    stayed = earlier.index.keys() & instance.index.keys() if ties else set()
    tied = any(tie.source in stayed and tie.target in stayed for tie in ties)
    ends = {key for tie in ties for key in (tie.source, tie.target)}
    apart = earlier.exclusions ^ instance.exclusions
    return ends.union(*apart) if apart else ends, tied


def _different(before: tuple[Tie, ...], after: tuple[Tie, ...]) -> AbstractSet[Tie]:
    """Ties that only one of two tables has; those that are the same object are in both."""
    start, end = shared_ends(before, after)
    some = before[start : len(before) - (len(after) - end)], after[start:end]
    olds, news = ({id(tie): tie for tie in ties} for ties in some)
    lost = {tie for key, tie in olds.items() if key not in news}
    found = {tie for key, tie in news.items() if key not in olds}
    return lost ^ found
