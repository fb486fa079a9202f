"""From where to where the quality of a group would go if one unknown fact were told.

Everything else stays as it is, the other unknown facts too. Each range is derived from the
formulas of the seven terms; pairs are those of the member with each other member:

- place: geography of each pair in which the other's place is known goes from one half to 0, where
  nothing is new either, or to 1. In a brief every area that the member does not list may come
  within its radius. The lowest end is reached from far away; the highest is a bound, reached where
  the others and the areas lie in one place.
- areas: from nothing more to every area listed; in an open grouping the district counts in which
  that helps most. Both ends are reached.
- themes: from none to weight 1 in every cell, or to full breadth in an open grouping; and to the
  themes closest to all others' together: the cosines then sum to the length of the sum of the
  others' theme vectors of length 1. The lowest end is reached; so is the highest of each term, and
  the highest of both together is a bound.
- ages: the Jaccard of each pair in which the other's ages are known goes from one half to 0, or to
  1 unless the other has none. The lowest end is reached; the highest is a bound, reached where the
  others' ages are the same.
- offers: from nothing to everything that the others need. Both ends are reached.
- needs: its own share goes from one half to 0 or to 1. Both ends are reached.
- networks: from none to all the networks of the others, with whom nothing is new then. Both ends
  are reached.
- turnover: from not small to small. spare_days: from 0 to the most that counts of one member, four
  tenths of the target. Both ends are reached.
- ties: each pair by itself is named with strength 0, named with strength 1, or not named,
  whichever gives least or most. Both ends are reached.

Who can lead, wants to, and what contract it could hold enter rules and no term.
"""

from matching.explanation.cover_spans import cover_if_listed, cover_if_placed, cover_if_themed
from matching.explanation.group import Group
from matching.explanation.pair_spans import PairSpans
from matching.explanation.spans import Ends, Span, span_of
from matching.problem import CAPPED_SHARE, small_wanted


class Ranges:
    """The ranges of one group; `place` is a member's place in it."""

    def __init__(self, group: Group) -> None:
        """Look up the pairs of members once."""
        self.group, self.pairs = group, PairSpans(group)
        self._facts = {
            "place": self._place,
            "areas": lambda place: {"coverage": (0.0, cover_if_listed(group, place))},
            "themes": self._themes,
            "ages": lambda place: {"cohesion": self.pairs.aged(place)},
            "offers": self._offers,
            "needs": self._needs,
            "networks": lambda place: {"added_value": self.pairs.networked(place)},
            "turnover": self._turnover,
            "spare_days": self._spare_days,
        }

    def of(self, place: int, fact: str) -> Span:
        """The range for one unknown fact; nothing for facts that enter no term."""
        if fact == "ties":
            return self.pairs.tied(place)
        if fact not in self._facts:
            return Span()
        return span_of(self.group, self._facts[fact](place))

    def _place(self, place: int) -> dict[str, Ends]:
        covered = cover_if_placed(self.group, place)
        return {"coverage": (0.0, covered)} | self.pairs.placed(place)

    def _themes(self, place: int) -> dict[str, Ends]:
        covered = cover_if_themed(self.group, place)
        return {"coverage": (0.0, covered), "cohesion": (0.0, self.pairs.alike(place))}

    def _offers(self, place: int) -> dict[str, Ends]:
        members, others = self.group.members, self.group.others(place)
        unmet = 0.0
        for j in others:
            needs = members[j].needs or frozenset()
            offered = {code for k in others if k != j for code in members[k].offers or ()}
            unmet += len(needs - offered) / max(1, len(needs))
        return {"complementarity": (0.0, unmet / self.group.size)}

    def _needs(self, _place: int) -> dict[str, Ends]:
        half = 0.5 / self.group.size
        return {"complementarity": (-half, half)}

    def _turnover(self, _place: int) -> dict[str, Ends]:
        problem, wanted = self.group.problem, small_wanted(self.group.size)
        small = int(problem.small[self.group.positions].sum())
        could_be = self.group.request.small_turnover > 0 and small < wanted
        return {"small": (0.0, 1.0 / wanted if could_be else 0.0)}

    def _spare_days(self, _place: int) -> dict[str, Ends]:
        if self.group.request.target_days == 0:
            return {}
        days = float(self.group.problem.days[self.group.positions].sum())
        return {"capacity": (0.0, min(1.0, days + CAPPED_SHARE) - min(1.0, days))}
