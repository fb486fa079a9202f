"""Which hard rules an answer to one unknown fact would mend, or break."""

from matching.explanation.group import Group
from matching.leadership import eligible
from matching.request import Brief
from matching.rules import CAPACITY, HUB, LEAD, SMALL, THEMES, named_members

LEAD_FACTS = ("can_lead", "will_lead", "max_contract")


class RuleAnswers:
    """The rules of one group; `place` is a member's place in it."""

    def __init__(self, group: Group) -> None:
        """Look up who can lead."""
        self.group = group
        self.eligible = [eligible(group.request, one) for one in group.members]
        asks_contract = group.request.contract_needed() is not None
        self.lead_facts = LEAD_FACTS if asks_contract else LEAD_FACTS[:2]

    def would_meet(self, place: int, fact: str) -> tuple[str, ...]:
        """Rules broken now that a good answer would mend."""
        broken = self.group.broken
        if not broken:
            return ()
        if fact in self.lead_facts:
            return self._by_leading(place)
        mended = {
            "themes": THEMES if self._only_one_without_theme(place) else None,
            "turnover": SMALL if self._one_small_member_short() else None,
            "spare_days": CAPACITY,
            # With a tie to every member it leads from any eligible one to everybody.
            "ties": HUB if True in self.eligible else None,
        }
        rule = mended.get(fact)
        return (rule,) if rule is not None and rule in broken else ()

    def would_break(self, place: int, fact: str) -> tuple[str, ...]:
        """Rules kept now that another answer would break: it alone may lead, and says no."""
        if fact not in self.lead_facts or LEAD in self.group.broken:
            return ()
        if fact == "max_contract" and self.group.request.contract_needed() == 0:
            return ()
        may_lead = self.group.problem.may_lead[self.group.positions]
        alone = bool(may_lead[place]) and int(may_lead.sum()) == 1
        return (LEAD,) if alone and self.eligible[place] is None else ()

    def along_with(self, place: int, fact: str) -> tuple[str, ...]:
        """The other facts that would have to be told too: about leading all are needed."""
        if fact not in self.lead_facts:
            return ()
        one = self.group.members[place]
        return tuple(
            other for other in self.lead_facts if other != fact and getattr(one, other) is None
        )

    def _by_leading(self, place: int) -> tuple[str, ...]:
        if self.eligible[place] is not None:
            return ()
        holds = {LEAD: True, HUB: HUB in self.group.broken and self._reaches_all(place)}
        return tuple(rule for rule in self.group.broken if holds.get(rule))

    def _reaches_all(self, place: int) -> bool:
        return bool(self.group.reach[place, self.group.positions].all())

    def _only_one_without_theme(self, place: int) -> bool:
        problem, positions = self.group.problem, self.group.positions
        named = named_members(problem)
        without = [i for i in positions[~problem.has_themes[positions]].tolist() if i not in named]
        return without == [int(positions[place])]

    def _one_small_member_short(self) -> bool:
        request = self.group.request
        if not isinstance(request, Brief) or not request.small_turnover > 0:
            return False
        return int(self.group.problem.small[self.group.positions].sum()) + 1 == request.min_small
