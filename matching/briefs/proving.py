"""From a first answer to a proof: which searches to go on with, and what is proven so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.briefs.material import Earlier, Material
from matching.briefs.pool import Pool
from matching.briefs.proofs import Best, Exact, Prices, exact
from matching.kernels.pricing import NOTHING
from matching.outcome import Proof
from matching.progress import Pace
from matching.rules import TOLERANCE

# A short try at the whole proof; where that fails, closer and closer margins, so that a bound
# that holds is there early and falls.
TRY = 20_000_000
MARGINS = (0.02, 0.005)
PIECE = 2_000_000


@dataclass(slots=True)
class Part:
    """The search at one size and, where a hub is asked for, around one hub."""

    search: Exact
    over: bool = False


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof, whether everything was searched, and the work that was not spent."""

    proof: Proof
    over: bool
    left: int


def bounded(value: float, bound: float) -> Proof:
    """The proof of a group that may not be the best, if there is a bound at all."""
    if not np.isfinite(bound):
        return Proof()
    bound = max(value, min(1.0, float(bound)))
    return Proof("bounded", bound, (bound - value) / bound)


class Prover:
    """Proves the best group that differs enough from earlier ones, within a budget of work."""

    def __init__(
        self,
        material: Material,
        pools: Sequence[Pool],
        sizes: Sequence[int],
        pace: Pace,
    ) -> None:
        """Keep what every proof needs."""
        self.material, self.pools, self.sizes, self.pace = material, pools, sizes, pace
        self.prices: dict[tuple[int, int], Prices] = {}

    def prove(self, best: Best, earlier: Earlier, budget: int, bound: float) -> Proven:
        """Improve the best group, in place, and bound it; `bound` is what is known already."""
        standing = _Standing(best, self.pace, budget, bound)
        parts = self._parts(earlier, standing)
        if parts is None:
            return standing.proven(False)
        if standing.goes_on and standing.pursue(parts, 0.0, min(budget, TRY)):
            return standing.proven(True)
        for share in MARGINS:
            margin = share * max(best.value, 0.1)
            if best.value + margin < standing.bound:
                _begin(parts)
                standing.pursue(parts, margin, standing.left)
            if not standing.goes_on:
                return standing.proven(False)
        _begin(parts)
        return standing.proven(standing.pursue(parts, 0.0, standing.left))

    def _parts(self, earlier: Earlier, standing: "_Standing") -> list[Part] | None:
        """Every search with its first bound, the most promising first.

        None where somebody asked to stop before all were begun: those begun bound nothing.
        """
        parts: list[tuple[float, Part]] = []
        for size in self.sizes:
            if any(limit < 0 for limit in earlier.limits(size)):
                continue
            for number, pool in enumerate(self.pools):
                if len(pool.named) < size <= len(pool.named) + len(pool.free):
                    if not self.pace.goes_on():
                        return None
                    prices = self.prices.get((size, number))
                    search = exact(self.material, pool, size, earlier, prices)
                    part = Part(search)
                    standing.go_on(part, 0.0, 1)
                    self.prices[size, number] = search.prices
                    parts.append((search.bound, part))
        parts.sort(key=lambda each: -each[0])
        highest = max((bound for bound, _ in parts), default=-np.inf)
        standing.bound = min(standing.bound, highest)
        return [part for _, part in parts]


class _Standing:
    """The best group, the bound and the budget while one proof goes on."""

    def __init__(self, best: Best, pace: Pace, budget: int, bound: float) -> None:
        self.best, self.pace, self.left, self.bound = best, pace, budget, bound

    @property
    def goes_on(self) -> bool:
        """Whether there is work left and nobody asked to stop."""
        return self.left > 0 and self.pace.goes_on()

    def pursue(self, parts: Sequence[Part], margin: float, budget: int) -> bool:
        """Go on with every part until all are over (True) or the budget is spent."""
        stop = self.left - budget
        for part in parts:
            while not part.over:
                if self.left <= stop or not self.goes_on:
                    return False
                self.go_on(part, margin, min(PIECE, self.left - stop))
                self._tell(parts, margin)
        self.bound = min(self.bound, self.best.value + margin)
        return True

    def go_on(self, part: Part, margin: float, work: int) -> None:
        """Do one piece of work."""
        part.over, spent = part.search.run(self.best, margin, work)
        self.left -= spent
        self.pace.step(self.best.value if self.best.group else None, spent)

    def proven(self, over: bool) -> Proven:
        """What is known of the best group now."""
        if not self.best.group:
            return Proven(Proof(), over, self.left)
        if over or self.bound <= self.best.value + TOLERANCE:
            return Proven(Proof("optimal", self.best.value, 0.0), over, self.left)
        return Proven(bounded(self.best.value, self.bound), over, self.left)

    def _tell(self, parts: Sequence[Part], margin: float) -> None:
        """Lower the bound by what is still open, and show it."""
        highest = (
            max(part.search.bound for part in parts if not part.over)
            if any(not part.over for part in parts)
            else NOTHING
        )
        self.bound = min(self.bound, max(self.best.value + margin, highest))
        self.pace.bound = None if not np.isfinite(self.bound) else min(1.0, float(self.bound))


def _begin(parts: Sequence[Part]) -> None:
    for part in parts:
        part.search.begin()
        part.over = False
