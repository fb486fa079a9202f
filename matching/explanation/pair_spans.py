"""How far one member's facts could move the terms of its pairs with the other members."""

from collections.abc import Sequence

import numpy as np

from matching.explanation.group import Group
from matching.explanation.spans import NOTHING, Ends, Span
from matching.pairs import AGE_SHARE, LIKENESS_SHARE, THEME_SHARE, TIE_SHARE

PairValue = tuple[float, float]


class PairSpans:
    """The pairs of one group; `place` is a member's place in it."""

    def __init__(self, group: Group) -> None:
        """Take the pairs as the group knows them."""
        self.group, self.facts = group, group.pairs

    def placed(self, place: int) -> dict[str, Ends]:
        """Far from all whose place is known, or where they are; far away nothing is new."""
        known = [j for j in self.group.others(place) if self.group.members[j].place is not None]
        half = 0.5 * len(known) / self.group.pair_count
        lost = sum(self.facts.added_value[place][j] for j in known) / self.group.pair_count
        return {"geography": (-half, half), "added_value": (-lost, 0.0)}

    def alike(self, place: int) -> float:
        """The rise of cohesion by the themes that are closest to all others' together."""
        themes = self.group.problem.arrays.themes[self.group.positions[self.group.others(place)]]
        lengths = np.linalg.norm(themes, axis=1)[:, None]
        towards = (themes / np.where(lengths > 0, lengths, 1.0)).sum(axis=0)
        share = LIKENESS_SHARE * THEME_SHARE / self.group.pair_count
        return share * float(np.linalg.norm(towards))

    def aged(self, place: int) -> Ends:
        """No ages in common with any whose ages are known, or the same as all who have some."""
        known = [ages for j in self.group.others(place)
                 if (ages := self.group.members[j].ages) is not None]  # fmt: skip
        each = 0.5 * LIKENESS_SHARE * AGE_SHARE / self.group.pair_count
        return -each * len(known), sum(each if ages else -each for ages in known)

    def networked(self, place: int) -> Ends:
        """In a network with everyone who is in one."""
        joined = [j for j in self.group.others(place) if self.group.members[j].networks]
        return -sum(self.facts.added_value[place][j] for j in joined) / self.group.pair_count, 0.0

    def tied(self, place: int) -> Span:
        """Each pair by itself: what counts least, and what counts most."""
        cohesion = self.group.share("cohesion") * TIE_SHARE / self.group.pair_count
        added = self.group.share("added_value") / self.group.pair_count
        lowest = highest = 0.0
        for j in self.group.others(place):
            tie, new = self._now(place, j)
            gains = [
                cohesion * (told_tie - tie) + added * (told_new - new)
                for told_tie, told_new in self._told(place, j)
            ]
            lowest, highest = lowest + min(gains), highest + max(gains)
        moves = max(-lowest, highest) > NOTHING
        moved = [term for term in ("cohesion", "added_value") if self.group.share(term) > 0]
        return Span(lowest, highest, tuple(moved) if moves else ())

    def _now(self, place: int, j: int) -> PairValue:
        """The tie and the added value of a pair as they count now."""
        other = self.group.members[j]
        tie = self.facts.strengths[j][place] if other.ties_known else self.group.request.tie_prior
        return tie, self.facts.added_value[place][j]

    def _told(self, place: int, j: int) -> Sequence[PairValue]:
        """The same if it named the other with strength 0, with 1, or did not name it."""
        one, other = self.group.members[place], self.group.members[j]
        back = self.facts.strengths[j][place]
        none, full = (back / 2, (back + 1) / 2) if other.ties_known else (0.0, 1.0)
        shared = (one.networks or frozenset()) & (other.networks or frozenset())
        old = self.facts.stated[j][place] or shared or self.facts.geography[place][j] == 0
        return (none, 0.0), (full, 0.0), (none, 0.0 if old else 1.0)
